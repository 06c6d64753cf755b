"""How gunicorn serves an installation for many: `gunicorn wsgi:app` in this folder; its options overrule these."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
# Two, so that one that is killed leaves one that answers; more only on a machine with more cores.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 8
# Each loads the program itself: a child that draws, and connections, are not to be shared by a fork.
preload_app = False
# Who proxies for it on this machine says how the browser came.
forwarded_allow_ips = "127.0.0.1"
