"""Migrations, backups, restores and nights of tidying up that are killed on the way, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from devtools.places import ROOT
from qi_tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class When:
    """When to kill: after so many statements, or after so many seconds; never, when neither is said."""

    statement: int = 0
    seconds: float = 0


NEVER = When()


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended; what it took is known of what was not killed."""

    killed: bool
    statements: int = 0
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Killer:
    """A process whose children do one thing each and are killed."""

    process: "subprocess.Popen[str]"

    def migrate(self, settings: Settings, when: When = NEVER) -> Ended:
        """`qi-tracker run`'s first step."""
        return self._do("migrate", settings, None, when)

    def back_up(self, settings: Settings, file: Path, when: When = NEVER) -> Ended:
        """`qi-tracker backup --to FILE`."""
        return self._do("backup", settings, file, when)

    def restore(self, settings: Settings, file: Path, when: When = NEVER) -> Ended:
        """`qi-tracker restore FILE --replace`."""
        return self._do("restore", settings, file, when)

    def tidy_up(self, settings: Settings, when: When = NEVER) -> Ended:
        """What the worker does at night."""
        return self._do("tidy", settings, None, when)

    def _do(self, what: str, settings: Settings, file: Path | None, when: When) -> Ended:
        is_sqlite = settings.database_url.startswith("sqlite")
        order: dict[str, Any] = {
            "do": what,
            "instance": str(settings.instance),
            "urls": None if is_sqlite else (settings.owner_database_url, settings.database_url),
            "file": file and str(file),
            **asdict(when),
        }
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps(order)}\n")
        self.process.stdin.flush()
        ended = Ended(**json.loads(self.process.stdout.readline()))
        if not ended.killed and not ended.statements:
            raise RuntimeError(f"{what} failed; what it said is above")
        return ended


@contextmanager
def killer() -> Iterator[Killer]:
    """The process, until the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.killed"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Killer(process)
        assert process.stdin is not None
        process.stdin.close()
