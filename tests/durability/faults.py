"""What goes wrong with a running server's disk: its system calls are made to fail, for a while, by strace."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.durability.servers import PATIENCE_SECONDS, PROC, Server, wait_until
from tests.durability.tracer import tracer


@contextmanager
def failing(server: Server, calls: str, error: str) -> Iterator[None]:
    """Inside, these calls on the files of the server's SQLite database end in this error (`ENOSPC`, `EROFS`, `EIO`).

    Raises
    ------
    NoTracer
        If strace cannot be used here.
    """
    strace = tracer()
    database = server.settings.instance / "qi_tracker.db"
    files = [option for name in ("", "-wal") for option in ("-P", f"{database}{name}")]
    command = [strace, "-f", "-p", str(server.process_id), "-o", "/dev/null", *files]
    with subprocess.Popen(
        [*command, "-e", f"inject={calls}:error={error}"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as holding:
        try:
            wait_until(lambda: _is_traced(server.process_id), "strace to take hold")
            yield
        finally:
            # It lets go of what it traces.
            holding.terminate()
            holding.wait(PATIENCE_SECONDS)


def _is_traced(process_id: int) -> bool:
    """Whether every thread of the process is."""
    threads = list((PROC / str(process_id) / "task").iterdir())
    return all(_tracer_of(thread) != "0" for thread in threads)


def _tracer_of(thread: Path) -> str:
    status = (thread / "status").read_text()
    return next(line.split()[1] for line in status.splitlines() if line.startswith("TracerPid:"))
