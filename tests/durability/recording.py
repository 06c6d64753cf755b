"""Records what a server writes while it is written to, and opens what each of many power cuts would leave of it."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devtools.places import ROOT
from qi_tracker.models import database as drivers
from tests.durability.house import House
from tests.durability.power import Cut, Disk, cuts
from tests.durability.servers import (
    PATIENCE_SECONDS,
    bare_environment,
    children_of,
    environment_of,
    lasting_port,
    run_arguments,
    wait_until,
)
from tests.durability.tracer import tracer
from tests.durability.traces import OPTIONS, Acknowledged, Event, events_in
from tests.durability.writers import Crowd

NOTE: Final = re.compile(rb"text=(notat-\d+-\d+-slutt)")
DAY: Final = re.compile(rb"POST /measures/(\d+)/due-number .*period=([\d-]+)&value=(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Recording:
    """A house's files before, and all that happened to them."""

    database: Path
    before: bytes
    events: Sequence[Event]

    @property
    def n_acknowledged(self) -> int:
        """Forms that were answered."""
        return sum(isinstance(event, Acknowledged) for event in self.events)


def record(house: House, n_writes: int, seed: int, defect: str = "") -> Recording:
    """Run the server on a SQLite house under strace until so many writes are acknowledged, then kill it.

    Raises
    ------
    NoTracer
        If strace cannot be used here.
    """
    strace = tracer()
    database = house.settings.instance / "qi_tracker.db"
    assert not database.with_name("qi_tracker.db-wal").exists()
    before, trace, port = database.read_bytes(), house.settings.instance / "trace", lasting_port()
    program = [sys.executable, "-m", "tests.durability.once", defect or "none", *run_arguments(port)]
    with subprocess.Popen(
        [strace, *OPTIONS, "-o", str(trace), *program],
        cwd=ROOT,
        env=bare_environment() | environment_of(house.settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as traced:
        try:
            crowd = Crowd(house, port, seed)
            crowd.start()
            wait_until(lambda: crowd.n_acknowledged >= n_writes or traced.poll() is not None, "writes under strace")
            crowd.finish()
        finally:
            # strace writes the rest of its trace when what it traces has ended.
            for process_id in children_of(traced.pid):
                os.kill(process_id, signal.SIGKILL)
            traced.wait(PATIENCE_SECONDS)
    with trace.open(encoding="utf-8") as lines:
        return Recording(database, before, tuple(events_in(lines, str(database))))


def problems_after_cuts(recording: Recording, n_cuts: int, seed: int, folder: Path) -> list[str]:
    """Cut the power at random moments from the first acknowledged write on; all that is then lost or broken."""
    chance = random.Random(seed)
    first = next(number for number, event in enumerate(recording.events) if isinstance(event, Acknowledged))
    moments = sorted(chance.randrange(first + 1, len(recording.events)) for _ in range(n_cuts))
    disk = Disk(str(recording.database.parent), {str(recording.database): recording.before})
    found: list[str] = []
    for number, cut in enumerate(cuts(recording.events, disk, moments, chance), 1):
        found += [f"cut {number} of seed {seed}: {problem}" for problem in problems_of(cut, folder)]
    return found


def problems_of(cut: Cut, folder: Path) -> Iterator[str]:
    """Open what is left, as the program would, and compare it with what was acknowledged."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, content in cut.files.items():
        (folder / Path(path).name).write_bytes(content)
    connection = drivers.sqlite3.connect(str(folder / "qi_tracker.db"))
    try:
        integrity = connection.execute("PRAGMA integrity_check").fetchall()
        if integrity != [("ok",)]:
            yield f"integrity check: {integrity[:2]}"
        elif connection.execute("PRAGMA foreign_key_check").fetchall():
            yield "foreign key check"
        else:
            yield from _told(_written(connection), Counter(map(mark_in, cut.acknowledged)))
            yield from _broken_chains(connection)
    except drivers.sqlite3.DatabaseError as problem:
        yield f"cannot be read: {problem}"
    finally:
        connection.close()


def mark_in(request: bytes) -> str:
    """What tells one write from every other."""
    note, day = NOTE.search(request), DAY.search(request)
    return note[1].decode() if note else "day {}-{}-{}".format(*(part.decode() for part in day.groups())) if day else ""


def _written(connection: drivers.sqlite3.Connection) -> Counter[str]:
    notes = connection.execute("SELECT text FROM annotations")
    days = connection.execute("SELECT measure_id, period, CAST(value AS INTEGER) FROM observations")
    return Counter([note for (note,) in notes] + [f"day {measure}-{day}-{value}" for measure, day, value in days])


def _told(found: Counter[str], acknowledged: Counter[str]) -> Iterator[str]:
    yield from (f"LOST: {mark}" for mark in acknowledged if mark and not found[mark])
    yield from (f"DOUBLED: {mark}" for mark in found if found[mark] > 1 and mark.startswith("notat-"))


def _broken_chains(connection: drivers.sqlite3.Connection) -> Iterator[str]:
    heads = connection.execute("SELECT organization_id, sequence FROM audit_heads").fetchall()
    for organization_id, sequence in heads:
        links = connection.execute(
            "SELECT count(*), max(sequence) FROM audit_links WHERE organization_id = ?", (organization_id,)
        ).fetchone()
        if links != (sequence, sequence):
            yield f"the history of {organization_id} has {links} links and ends at {sequence}"
