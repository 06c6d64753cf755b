"""How long the two commands take on a machine that has only Python and git: a clone, an empty home, empty caches."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from devtools.places import ROOT
from tests.prove.figures import Figure

ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+")
ANSWER_SECONDS: Final = 60
# Where a network wants its own certificate or proxy, that is the machine's, not the user's.
OF_THE_MACHINE: Final = re.compile(r"^(PATH|LANG|SYSTEMROOT|\w*PROXY|\w*proxy|\w*CERT\w*|\w*CA_\w*)$")


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """First and second set-up, and first and second start until a page is answered."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "qi_tracker"
        home = Path(folder) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        environment = {name: value for name, value in os.environ.items() if OF_THE_MACHINE.match(name)}
        environment |= {"HOME": str(home), "USERPROFILE": str(home), "PYTHONUNBUFFERED": "1"}
        figures = []
        for what in ("first start: all set up, first page answered", "second start: first page answered"):
            tell(what)
            figures.append(Figure(what, f"{_seconds_to_answer(clone, environment):.1f} s"))
        tell("set-up of the tests")
        started = time.monotonic()
        subprocess.run(_dev("setup", "--dev"), check=True, cwd=clone, env=environment, stdout=subprocess.DEVNULL)
        figures.append(Figure("set-up of the tests after that", f"{time.monotonic() - started:.1f} s"))
        return figures


def _dev(*arguments: str) -> list[str]:
    # The Python that made the environment this runs in, not the environment's own.
    return [str(Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")), "dev.py", *arguments]


def _seconds_to_answer(clone: Path, environment: dict[str, str]) -> float:
    started = time.monotonic()
    with subprocess.Popen(
        _dev("run", "--port", str(_free_port())), cwd=clone, env=environment, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        try:
            address = next(found[0] for line in program.stdout if (found := ADDRESS.search(line)))
            _await_page(address)
            return time.monotonic() - started
        finally:
            program.send_signal(signal.SIGINT)


def _await_page(address: str) -> None:
    give_up = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=ANSWER_SECONDS):
                return
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
