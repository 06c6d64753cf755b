"""One drawing child: started, asked, and ended. Knows the pipe and the clock; knows nothing of charts."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from qi_tracker.charts.wire import read_message, write_message

PACKAGE: Final = Path(__file__).resolve().parent.parent
FONT_FOLDER: Final = PACKAGE / "static" / "vendor" / "fonts"

# The drawing library keeps two kilobytes of each drawing: after so many, a new child begins where this one began.
MOST_ASKED: Final = 10_000

_SECONDS_TO_END: Final = 2.0


class ChildGone(Exception):
    """The child ended, was killed, or gave no answer in time."""


def child_command() -> tuple[str, ...]:
    """The program to run. With -P nothing in the working folder can take the place of a library."""
    return (sys.executable, "-P", "-m", "qi_tracker.charts.child", str(FONT_FOLDER))


def _environment() -> dict[str, str]:
    """The web process' surroundings without its settings, which a drawing needs none of, and in UTC."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QI_TRACKER_")}
    paths = [str(PACKAGE.parent), *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "TZ": "UTC"}


class DrawingChild:
    """A running child. Not thread-safe: `Renderer` asks one question at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        self._owner = os.getpid()
        self._n_asked = 0
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment())
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        # Pipes know no timeout, and a child that hangs before it reads blocks the one who writes: two threads wait.
        for work, stream in ((self._write, self._process.stdin), (self._read, self._process.stdout)):
            threading.Thread(target=work, args=(stream,), daemon=True, name="chart-pipe").start()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def is_usable(self) -> bool:
        """It runs, has not drawn too much, and belongs to this process: after a fork the pipe is the parent's."""
        is_ours = self._owner == os.getpid()
        return is_ours and self._n_asked < MOST_ASKED and self._process.poll() is None

    def ask(self, content: bytes, timeout_seconds: float) -> bytes:
        """The answer to one message.

        Raises
        ------
        ChildGone
            If the child is gone or slower than the timeout. It is of no use afterwards: an answer may still come.
        """
        self._n_asked += 1
        self._orders.put(content)
        try:
            reply = self._replies.get(timeout=timeout_seconds)
        except queue.Empty:
            raise ChildGone("no answer in time") from None
        if reply is None:
            raise ChildGone("the child ended")
        return reply

    def end(self) -> None:
        """Stop the child at once. It holds nothing that could be lost."""
        if self._owner != os.getpid():
            return
        self._process.kill()
        self._orders.put(None)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_END)

    def _write(self, stream: IO[bytes]) -> None:
        with contextlib.suppress(OSError), stream:
            while (content := self._orders.get()) is not None:
                write_message(stream, content)

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            while (reply := read_message(stream)) is not None:
                self._replies.put(reply)
        self._replies.put(None)
