"""Backups, restores and upgrades in earnest: killed after every statement and at any moment, and a large one timed."""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from sqlalchemy import text

from qi_tracker.demo.simulation.run import simulate
from qi_tracker.errors import BackupRefused
from qi_tracker.migrations.runner import migrate, owner_engine
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping.backup import back_up, check_backup
from qi_tracker.safekeeping.manifest import CARRIED_WHERE
from qi_tracker.safekeeping.restore import Wish, restore
from qi_tracker.server import prepare
from qi_tracker.settings import Settings
from tests.contents import chain_problems, contents, differing, digests, losses
from tests.databases import Kind, prepared_app, settings_for
from tests.killing import Killer, When, killer
from tests.postgres import PostgresServer
from tests.prove.figures import Figure
from tests.prove.simulate import COUNTRY
from tests.releases import RELEASES, put_in_place
from tests.safekeeping.telling import silent
from tests.safekeeping.writing import said_in, written_to

Tell = Callable[[str], None]
FLIPS: Final = 5_000
BACKUPS_UNDER_LOAD: Final = 20
KILLS: Final = {Kind.SQLITE: 200, Kind.POSTGRESQL: 50}
BACKUP_KILLS: Final = 100
SEED: Final = 7


def measure(tell: Tell) -> Sequence[Figure]:
    """Everything; what is not as it should be is counted, never passed over."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, PostgresServer.start() as server:
        place = _Place(Path(folder), server)
        with killer() as killing:
            return [
                *_upgrades(place, killing, tell),
                *_under_load(place, tell),
                *_damage(place, tell),
                *_killed_backups(place, killing, tell),
                *_killed_restores(place, killing, tell),
            ]


def measure_large(tell: Tell) -> Sequence[Figure]:
    """How long it takes with as much as a whole country has."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, PostgresServer.start() as server:
        return list(_large(_Place(Path(folder), server), tell))


class _Place:
    """Where installations are made and gone again."""

    def __init__(self, folder: Path, server: PostgresServer) -> None:
        self.folder = folder
        self._server = server
        self._made = 0

    @contextmanager
    def installation(self, kind: Kind) -> Iterator[Settings]:
        """One with an empty database."""
        drivers.set_read_only(False)
        self._made += 1
        name = f"place_{self._made}"
        urls = self._server.create_database(name) if kind is Kind.POSTGRESQL else None
        try:
            yield settings_for(self.folder / name, urls)
        finally:
            shutil.rmtree(self.folder / name, ignore_errors=True)
            if urls:
                self._server.drop_database(name)

    @contextmanager
    def small_backup(self) -> Iterator[tuple[Settings, Path]]:
        """An installation with a row of every kind, and a backup of it."""
        with self.installation(Kind.SQLITE) as settings:
            put_in_place(RELEASES[0], settings)
            migrate(settings)
            yield settings, back_up(settings, settings.instance / "small.zip", None, silent).file


def _upgrades(place: _Place, killing: Killer, tell: Tell) -> Iterator[Figure]:
    for release in RELEASES:
        for kind in Kind:
            tell(f"upgrade from {release} on {kind}, killed after each statement")
            kills, lost = 0, 0
            with place.installation(kind) as settings:
                put_in_place(release, settings)
                before = contents(settings)
                while killing.migrate(settings, When(statement=kills + 1)).killed:
                    kills += 1
                    lost += contents(settings) != before
                lost += len(losses(before, contents(settings))) + len(chain_problems(settings))
            yield Figure(f"upgrade from {release} on {kind}, killed after every statement", f"{kills} kills")
            yield Figure(f"upgrade from {release} on {kind}, things lost", str(lost))


def _under_load(place: _Place, tell: Tell) -> Iterator[Figure]:
    for kind in Kind:
        tell(f"backups on {kind} while three write")
        wrong, moments = 0, []
        with place.installation(kind) as settings, prepared_app(settings) as prepared:
            with written_to(prepared) as writing:
                for _ in range(BACKUPS_UNDER_LOAD):
                    before = set(writing.acknowledged)
                    moments.append((before, back_up(settings, settings.instance / "moments", None, silent).file))
            for before, file in moments:
                with place.installation(Kind.SQLITE) as restored:
                    restore(restored, file, Wish(), silent)
                    early, late = said_in(restored)
                    wrong += not (early == late >= before) or bool(chain_problems(restored))
            yield Figure(f"backups on {kind} while three write", f"{len(moments)}, {len(writing.acknowledged)} writes")
            yield Figure(f"backups on {kind} that were not one moment", str(wrong))


def _damage(place: _Place, tell: Tell) -> Iterator[Figure]:
    tell("flipped bits and cuts")
    chance, passed = random.Random(SEED), 0
    with place.small_backup() as (settings, backup):
        content, damaged = backup.read_bytes(), settings.instance / "damaged.zip"
        for _ in range(FLIPS):
            spot = chance.randrange(len(content))
            damaged.write_bytes(
                content[:spot] + bytes([content[spot] ^ 1 << chance.randrange(8)]) + content[spot + 1 :]
            )
            passed += _is_taken(damaged)
        lengths = range(0, len(content), max(1, len(content) // 500))
        for length in lengths:
            damaged.write_bytes(content[:length])
            passed += _is_taken(damaged)
    yield Figure("backups with a flipped bit, and cut ones", f"{FLIPS} and {len(lengths)}")
    yield Figure("of these taken for whole", str(passed))


def _is_taken(file: Path) -> bool:
    try:
        check_backup(file, silent)
    except BackupRefused:
        return False
    return True


def _killed_backups(place: _Place, killing: Killer, tell: Tell) -> Iterator[Figure]:
    tell("backups killed at random moments")
    chance, killed, half = random.Random(SEED), 0, 0
    with place.small_backup() as (settings, _):
        seconds = killing.back_up(settings, settings.instance / "whole.zip").seconds
        for number in range(BACKUP_KILLS):
            file = settings.instance / f"{number}.zip"
            killed += killing.back_up(settings, file, When(seconds=chance.uniform(0.001, seconds))).killed
            half += file.exists() and not _is_taken(file)
    yield Figure("backups killed at random moments", str(killed))
    yield Figure("half ones that look finished", str(half))


def _killed_restores(place: _Place, killing: Killer, tell: Tell) -> Iterator[Figure]:
    for kind in Kind:
        tell(f"restores on {kind} killed at random moments")
        with place.small_backup() as (source, old), place.installation(kind) as settings:
            engine = owner_engine(source)
            with engine.begin() as connection:
                connection.execute(text("UPDATE observations SET comment = 'new'"))
            engine.dispose()
            new = back_up(source, source.instance / "new.zip", None, silent).file
            killed, half = _restore_and_kill(settings, (old, new), killing, KILLS[kind])
        yield Figure(f"restores on {kind} killed at random moments", str(killed))
        yield Figure(f"neither the old nor the new on {kind}", str(half))


def _restore_and_kill(settings: Settings, files: tuple[Path, Path], killing: Killer, kills: int) -> tuple[int, int]:
    """How many were killed, and after how many it was neither of the two."""
    chance, killed, half, states = random.Random(SEED), 0, 0, []
    for file in files:
        seconds = killing.restore(settings, file).seconds
        states.append(digests(settings))
    for number in range(kills):
        ended = killing.restore(settings, files[number % 2], When(seconds=chance.uniform(0.001, seconds)))
        killed += ended.killed
        half += digests(settings) not in states
    migrate(settings)
    return killed, half + len(chain_problems(settings))


def _large(place: _Place, tell: Tell) -> Iterator[Figure]:
    with place.installation(Kind.SQLITE) as settings:
        tell(f"an installation of {COUNTRY.points} points")
        app = prepare(settings, lambda _code, _params: None)
        simulate(
            app, settings, COUNTRY, lambda done, of: tell(f"{done} of {of} organisations") if done % 50 == 0 else None
        )
        yield from timed(place, settings, tell)


def timed(place: _Place, settings: Settings, tell: Tell) -> Iterator[Figure]:
    """Backup and restore of a large installation, on both databases."""
    file, again = settings.instance / "large.zip", settings.instance / "again.zip"
    tell("its backup")
    with _Watch() as watch:
        done = back_up(settings, file, None, silent)
    yield Figure("rows of a large installation", f"{done.manifest.rows:,}".replace(",", " "))
    yield Figure("its backup on SQLite, read again", watch.told)
    yield Figure("size of the backup", f"{file.stat().st_size / 1e6:.0f} MB")
    for kind in Kind:
        tell(f"its restore on {kind}")
        with place.installation(kind) as restored:
            with _Watch() as watch:
                restore(restored, file, Wish(), silent)
            yield Figure(f"its restore on {kind}, checked, read back and compared", watch.told)
            differ = differing(settings, restored, CARRIED_WHERE)
            yield Figure(f"tables that differ after it on {kind}", str(len(differ)))
            if kind is Kind.POSTGRESQL:
                with _Watch() as watch:
                    back_up(restored, again, None, silent)
                yield Figure("its backup on PostgreSQL, read again", watch.told)


class _Watch:
    """How long something takes, and how much of that the program itself computes: the machine may have more to do."""

    told = ""

    def __enter__(self) -> Self:
        self._started = time.monotonic(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        seconds, computing = time.monotonic() - self._started[0], time.process_time() - self._started[1]
        self.told = f"{seconds:.0f} s, of these {computing:.0f} s computing"
