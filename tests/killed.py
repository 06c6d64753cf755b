"""A program whose children do one thing each and are killed on the way; `killing.py` runs it.

`python -m tests.killed` reads one JSON object a line: `do` (migrate, backup, restore or tidy), `instance`, `urls` (the
owner's and the app's, or null), `file`, and when to kill: after `statement` statements, or after `seconds`. For each it
writes one line: whether the child was killed, and if not, after how many statements and seconds it was done.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from qi_tracker import create_app
from qi_tracker.migrations.runner import migrate
from qi_tracker.safekeeping.backup import back_up
from qi_tracker.safekeeping.restore import Wish, restore
from qi_tracker.worker import tidy_up
from tests.databases import settings_for
from tests.safekeeping.telling import silent


def _killed_after(statement: int) -> list[int]:
    done = [0]

    def count(*_: Any) -> None:
        done[0] += 1
        if done[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    return done


def _obey(order: dict[str, Any]) -> str:
    urls, file = order["urls"], Path(order["file"] or ".")
    settings = settings_for(Path(order["instance"]), (urls[0], urls[1]) if urls else None)
    statements, started = _killed_after(order["statement"]), time.monotonic()
    if order["seconds"]:
        # Nobody handles it, so that it ends the process where it stands, as SIGKILL does.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, order["seconds"])
    match order["do"]:
        case "migrate":
            migrate(settings)
        case "backup":
            back_up(settings, file, None, silent)
        case "restore":
            restore(settings, file, Wish(replace=True), silent)
        case "tidy":
            tidy_up(create_app(settings))
    return json.dumps({"statements": statements[0], "seconds": time.monotonic() - started})


def main() -> None:
    """Obey until there are no more orders."""
    for line in sys.stdin:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writer, _obey(json.loads(line)).encode())
            os._exit(0)
        os.close(writer)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reader) as told:
            done = json.loads(told.read() or "{}")
        print(json.dumps({"killed": os.WIFSIGNALED(status), **done}), flush=True)


if __name__ == "__main__":
    main()
