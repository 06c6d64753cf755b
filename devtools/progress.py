"""What a person sees while things are set up: one line a step with its seconds, and one sentence when it fails."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from devtools.places import ROOT, SETUP_LOG

TICK_SECONDS = 0.2
LAST_LINES = 12


class SetupFailed(Exception):
    """A step could not be done; the message is one sentence that says what to do about it."""


@contextmanager
def step(label: str) -> Iterator[None]:
    """Show that a step is going on, with seconds that run on a terminal, and how long it took."""
    started = time.monotonic()
    ended = threading.Event()
    on_terminal = sys.stdout.isatty()
    print(f"  {label} …", end="", flush=True)
    ticker = threading.Thread(target=_tick, args=(label, started, ended), daemon=True)
    if on_terminal:
        ticker.start()
    outcome = "failed after"
    try:
        yield
        outcome = ""
    finally:
        ended.set()
        if on_terminal:
            ticker.join()
            print(f"\r  {label} …", end="")
        print(f" {outcome} {time.monotonic() - started:.1f} s".replace("  ", " "), flush=True)


def _tick(label: str, started: float, ended: threading.Event) -> None:
    while not ended.wait(TICK_SECONDS):
        print(f"\r  {label} … {time.monotonic() - started:.0f} s", end="", flush=True)


def run_quietly(
    command: Sequence[str | Path], *, otherwise: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None
) -> None:
    """Run a command with its output in the log.

    Raises
    ------
    SetupFailed
        With the sentence `otherwise` and the last lines of the output, if the command cannot run or fails.
    """
    SETUP_LOG.parent.mkdir(parents=True, exist_ok=True)
    with SETUP_LOG.open("a+b") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        log.flush()
        start = log.tell()
        try:
            done = subprocess.run(
                list(map(str, command)),
                check=False,
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            failed = done.returncode != 0
        except OSError as error:
            log.write(f"{error}\n".encode())
            log.flush()
            failed = True
        if failed:
            log.seek(start)
            tail = log.read().decode(errors="replace").strip().splitlines()[-LAST_LINES:]
            raise SetupFailed("\n".join([otherwise, *(f"    {line}" for line in tail)]))
