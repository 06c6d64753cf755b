"""The program in processes of its own: started, killed at any moment, and started again at the same address."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from devtools.places import ROOT
from qi_tracker.settings import PREFIX, Settings
from tests.journeys.running import LOOPBACK

PATIENCE_SECONDS: Final = 60.0
POLL_SECONDS: Final = 0.005
WORKERS: Final = 2
PROC: Final = Path("/proc")
LASTING_PORTS: Final = (10_000, 30_000)


class Kind(StrEnum):
    """The two servers that the program runs on."""

    WAITRESS = "waitress"
    GUNICORN = "gunicorn"


class Victim(StrEnum):
    """What of a server is killed."""

    WHOLE = "whole server"
    # gunicorn's alone: the process that starts the others, or one of those that answer.
    MASTER = "master"
    WORKER = "worker"


def lasting_port() -> int:
    """A free port below those that the system hands out: a client that tries a server that is gone could be given
    that server's own port to call from, be connected to itself, and keep the port from the server's next start.
    """
    while True:
        port = random.randrange(*LASTING_PORTS)
        with suppress(OSError), socket.create_server((LOOPBACK, port)):
            return port


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for something to become so.

    Raises
    ------
    AssertionError
        If it does not.
    """
    give_up = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > give_up:
            raise AssertionError(f"Waited in vain for {what}.")
        time.sleep(POLL_SECONDS)


class Standby:
    """The program loaded once, ready to be started many times."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.standby"],
            cwd=ROOT,
            env=bare_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_SECONDS)
        self._process.stdout.close()

    def start(self, wanted: Mapping[str, Any]) -> int:
        """The number of a new process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


class Server:
    """One installation's server, at one address for good. `start` it, `kill` some of it, `start` it again."""

    def __init__(self, standby: Standby, settings: Settings, kind: Kind = Kind.WAITRESS, defect: str = "") -> None:
        self.kind = kind
        self.port = lasting_port()
        self.settings = settings
        self.output = settings.instance / "said.txt"
        self._standby = standby
        self._defect = defect
        self._leader: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def process_id(self) -> int:
        """The process that leads: all of waitress, gunicorn's master."""
        assert self._leader is not None
        return self._leader

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        if self.kind is Kind.WAITRESS:
            return [self._leader] if self._leader and is_alive(self._leader) else []
        return children_of(self._leader) if self._leader else []

    def start(self) -> None:
        """Start it; where another still listens, when that has ended. Does not wait for it to answer."""
        gunicorn = self.kind is Kind.GUNICORN
        self._leader = self._standby.start(
            {
                "is_gunicorn": gunicorn,
                "arguments": gunicorn_arguments(self.port) if gunicorn else run_arguments(self.port),
                "environment": environment_of(self.settings),
                "output": str(self.output),
                "defect": self._defect,
            }
        )

    def kill(self, victim: Victim = Victim.WHOLE, chosen: int = 0) -> None:
        """SIGKILL: the victim has no time to do anything. Returns when it has ended."""
        if self._leader is None:
            return
        group = processes_of_group(self._leader)
        if victim is Victim.WHOLE:
            for process_id in group:
                _kill(process_id)
            wait_until(lambda: not any(map(is_alive, group)), "the server to end")
            return
        doomed = self._leader if victim is Victim.MASTER else self.workers[chosen % len(self.workers)]
        _kill(doomed)
        # Workers that have lost their master end by themselves, and answer until then.
        wait_until(lambda: not any(map(is_alive, group if victim is Victim.MASTER else [doomed])), "the end")

    def ask_what_it_does(self) -> str:
        """Where each of its threads is, and the last that it has said."""
        for process_id in {self.process_id, *self.workers}:
            with suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGUSR1)
        time.sleep(1)
        return self.output.read_text(encoding="utf-8")[-6000:]

    def is_whole(self) -> bool:
        """Whether every process that should answer is there."""
        return len(self.workers) == (1 if self.kind is Kind.WAITRESS else WORKERS)


def run_arguments(port: int) -> list[str]:
    """What follows `qi-tracker`."""
    return ["run", "--port", str(port)]


def gunicorn_arguments(port: int) -> list[str]:
    """What follows `gunicorn`."""
    return ["--bind", f"{LOOPBACK}:{port}", "--workers", str(WORKERS), "wsgi:app"]


def bare_environment() -> dict[str, str]:
    """This process's, without settings of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def environment_of(settings: Settings) -> dict[str, str]:
    """The settings as a process is told them."""
    given = {
        "INSTANCE": str(settings.instance),
        "DATABASE_URL": settings.database_url,
        "OWNER_DATABASE_URL": settings.owner_database_url,
        "SECRET_KEY": settings.secret_key,
    }
    return {f"{PREFIX}{name}": value for name, value in given.items()}


def is_alive(process_id: int) -> bool:
    """Whether the process runs; one that has ended and is not waited for does not.

    A killed process passes for ended when its first thread is, while others still hold its port.
    """
    if _stat(process_id)[:1] != ["Z"]:
        return bool(_stat(process_id))
    try:
        return len(list((PROC / str(process_id) / "task").iterdir())) > 1
    except FileNotFoundError:
        return False


def children_of(process_id: int) -> list[int]:
    """Those that it has started and that run."""
    return [number for number in _processes() if _stat(number)[1:2] == [str(process_id)] and is_alive(number)]


def processes_of_group(leader: int) -> Sequence[int]:
    """All of the group that run."""
    return [number for number in _processes() if _stat(number)[2:3] == [str(leader)] and is_alive(number)]


def _processes() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _stat(process_id: int) -> list[str]:
    """State, parent, group and more; nothing when it is gone."""
    try:
        # The name in brackets may hold anything.
        return (PROC / str(process_id) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _kill(process_id: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process_id, signal.SIGKILL)
