"""The program as people run it: a process of its own on a free port, with an instance of its own."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devtools.places import ROOT
from qi_tracker.settings import PREFIX

LOOPBACK: Final = "127.0.0.1"
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+(?=\s)")
FIRST_ACCOUNT: Final = re.compile(r"http://127\.0\.0\.1:\d+/first-account/\S+")
PATIENCE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Running:
    """A program that answers; `said` is what it has printed."""

    address: str
    said: str

    @property
    def first_account(self) -> str:
        """The one-use link of an empty installation, as a person reads it in the terminal."""
        found = FIRST_ACCOUNT.search(self.said)
        assert found, f"No link to the first account in: {self.said}"
        return found[0]


@contextmanager
def running(instance: Path, *, demo: bool = False, port: int = 0, days_ahead: int = 0) -> Iterator[Running]:
    """`qi-tracker run` on this instance until the block ends; `days_ahead` lets it believe that time has passed."""
    program = ["tests.journeys.later", str(days_ahead)] if days_ahead else ["qi_tracker.cli"]
    options = [
        "run",
        "--language",
        "nb",
        "--port",
        str(port),
        "--instance",
        str(instance),
        *(["--demo"] if demo else []),
    ]
    instance.mkdir(parents=True, exist_ok=True)
    output = instance / "said.txt"
    with output.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *program, *options],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith(PREFIX)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        address = _await_address(process, output)
        yield Running(address, output.read_text(encoding="utf-8"))
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def free_port() -> int:
    """A port that nobody uses now, for a program that is to be found there again later."""
    with socket.create_server((LOOPBACK, 0)) as listener:
        return int(listener.getsockname()[1])


def _await_address(process: subprocess.Popen[bytes], output: Path) -> str:
    """The address, once a page is answered there: by then all that is said at the start has been said."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        found = ADDRESS.search(output.read_text(encoding="utf-8"))
        if found and _answers(found[0]):
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"qi-tracker did not start: {output.read_text(encoding='utf-8')}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=PATIENCE_SECONDS) as answer:
            return bool(answer.status == 200)
    except urllib.error.URLError:
        return False
