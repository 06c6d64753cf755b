"""Upgrades from what releases left, killed wherever one likes."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from devtools.places import ROOT
from qi_tracker.settings import Settings
from tests.contents import Contents


@dataclass(frozen=True, slots=True)
class Killer:
    """A process whose children migrate and are killed."""

    process: "subprocess.Popen[str]"

    def migrate(self, settings: Settings, statement: int = 0) -> Mapping[str, Any]:
        """Migrate in a child that is killed after this many statements; how it ended."""
        is_sqlite = settings.database_url.startswith("sqlite")
        urls = None if is_sqlite else (settings.owner_database_url, settings.database_url)
        order = {"instance": str(settings.instance), "urls": urls, "statement": statement}
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps(order)}\n")
        self.process.stdin.flush()
        told: Mapping[str, Any] = json.loads(self.process.stdout.readline())
        return told


@contextmanager
def killer() -> Iterator[Killer]:
    """The process, until the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.migrations.killed_upgrade"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Killer(process)
        assert process.stdin is not None
        process.stdin.close()


def losses(before: Contents, after: Contents) -> list[str]:
    """What of `before` is not in `after`: tables, columns, and rows whose values are others."""
    lost = []
    for table, rows in before.items():
        if table not in after:
            lost.append(table)
            continue
        columns = set(rows[0]) if rows else set()
        lost += [f"{table}.{column}" for column in sorted(columns - set(after[table][0] if after[table] else ()))]
        kept = [{name: value for name, value in row.items() if name in columns} for row in after[table]]
        lost += [f"{table}: {row}" for row in rows if row not in kept]
    return lost
