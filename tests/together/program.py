"""The program with its demo as people run it, to be killed in the middle of something and started again."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devtools.places import ROOT
from qi_tracker.settings import PREFIX
from tests.journeys.running import LOOPBACK

PATIENCE_SECONDS: Final = 60


@dataclass(slots=True)
class Program:
    """`qi-tracker run --demo` on one port of this machine; the same installation after each start."""

    instance: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "qi_tracker.cli", "run", "--language", "nb", "--demo"]
        with (self.instance / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--instance", str(self.instance)],
                cwd=ROOT,
                env={name: value for name, value in os.environ.items() if not name.startswith(PREFIX)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < give_up and self.process.poll() is None, "qi-tracker did not start"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=PATIENCE_SECONDS) as answer:
                return bool(answer.status == 200)
        except urllib.error.URLError:
            return False

    def kill(self) -> None:
        """End it, and all that it has started, without a word."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE_SECONDS)
