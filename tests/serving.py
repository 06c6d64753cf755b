"""An app or plain pages on a free loopback port, for the browser."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from waitress.server import create_server

LOOPBACK: Final = "127.0.0.1"
THREADS: Final = 8

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


@contextmanager
def serving(app: Wsgi) -> Iterator[str]:
    """Serve the app as `dev.py run` does, and give its address without a slash at the end."""
    listener = socket.create_server((LOOPBACK, 0))
    server = create_server(app, sockets=[listener], threads=THREADS)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    finally:
        server.close()
        thread.join(THREADS)
