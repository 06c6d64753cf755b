"""An app or plain pages on a free loopback port, for the browser."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from waitress import wasyncore
from waitress.server import create_server

LOOPBACK: Final = "127.0.0.1"
THREADS: Final = 8

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


@contextmanager
def serving(app: Wsgi) -> Iterator[str]:
    """Serve the app as `dev.py run` does, and give its address without a slash at the end."""
    listener = socket.create_server((LOOPBACK, 0))
    with running(create_server(app, sockets=[listener], threads=THREADS)):
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"


@contextmanager
def running(server: Any) -> Iterator[None]:
    """Let a server of waitress answer; at the end no thread and no open file of it is left.

    `server.close()` from here would not do: the server's own thread goes on for the connections that are open, and
    wakes itself by writing to a file number that is closed. By then that number can be another test's file.
    """
    is_stopped = threading.Event()
    thread = threading.Thread(target=_run_until, args=(server, is_stopped))
    thread.start()
    try:
        yield
    finally:
        is_stopped.set()
        server.pull_trigger()
        thread.join()


def _run_until(server: Any, is_stopped: threading.Event) -> None:
    while not is_stopped.is_set():
        wasyncore.loop(timeout=1, map=server._map, count=1)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(server._map)
