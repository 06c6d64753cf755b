"""Makes a backup while the program is in use: one consistent moment, written whole or not at all, and read again."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from qi_tracker.errors import BackupRefused
from qi_tracker.migrations.copies import sync_folder, take_copy
from qi_tracker.migrations.runner import Found, connected, found_in, owner_engine
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.archive import ArchiveWriter, Tell, open_archive
from qi_tracker.safekeeping.manifest import CARRIED_WHERE, Manifest, Member
from qi_tracker.settings import Settings

SUFFIX: Final = ".zip"
# A backup that is not finished has this name, which nothing takes for a backup.
UNFINISHED: Final = ".part"
# PostgreSQL: all statements of the transaction see what the first one saw.
ONE_MOMENT: Final = "REPEATABLE READ"
# One that a killed backup left is removed by a later backup, when nobody can be writing to it any more.
_LEFTOVER_AFTER: Final = timedelta(days=1)

# Told how many rows there are to deal with in all; returns who is told of each portion.
Progress = Callable[[int], Tell]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written and read again."""

    file: Path
    manifest: Manifest
    # Older ones that were removed for it.
    removed: tuple[Path, ...] = ()


def back_up(settings: Settings, to: Path | None, keep: int | None, progress: Progress) -> BackedUp:
    """Back the installation up into a file or folder; `keep` is how many of the folder's backups stay.

    Raises
    ------
    BackupRefused, WrongDatabase
        If there is nothing to back up, or it cannot be written.
    """
    file = _file_for(settings, to)
    with snapshot(settings) as connection:
        found = found_in(connection)
        if found is None:
            raise BackupRefused("nothing_to_back_up")
        manifest = write_backup(connection, found, file, progress)
    return BackedUp(file, manifest, _remove_older(settings, file.parent, keep))


def keep_before_migrating(settings: Settings) -> Path:
    """What there is before a migration: a copy of a SQLite database's file, a backup of a PostgreSQL one."""
    return take_copy(settings) or back_up(settings, None, None, _told_nobody).file


def check_backup(file: Path, progress: Progress) -> Manifest:
    """Read a backup from beginning to end, and return what it says of itself.

    Raises
    ------
    BackupRefused
        If it is not one to trust.
    """
    with open_archive(file) as archive:
        archive.check(progress(archive.manifest.rows))
        return archive.manifest


def write_backup(connection: Connection, found: Found, file: Path, progress: Progress) -> Manifest:
    """Write what the connection's transaction sees, read it again, and only then give it its name.

    The transaction must see one moment: a snapshot, or tables that nobody else writes to.
    """
    if file.exists():
        raise BackupRefused("backup_exists", file=str(file))
    unfinished = file.with_name(f".{file.name}{UNFINISHED}")
    try:
        _make_folder(file.parent)
        _remove_leftovers(file.parent)
        with _removed_unless_finished(unfinished):
            with ArchiveWriter(unfinished) as writer:
                manifest = _write(connection, found, writer, progress)
            check_backup(unfinished, progress)
            os.rename(unfinished, file)
            sync_folder(file.parent)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise BackupRefused("backup_not_written", file=str(file), problem=reason) from problem
    return manifest


def default_file(settings: Settings, folder: Path | None = None) -> Path:
    """A name that no backup has: the installation's, and the moment."""
    moment = datetime.now(UTC)
    name = f"{settings.marker.stem}-{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}Z{SUFFIX}"
    return (folder or settings.backups) / name


@contextmanager
def snapshot(settings: Settings) -> Iterator[Connection]:
    """A transaction that sees one moment, however long it reads, and that no writer waits for."""
    engine = owner_engine(settings)
    try:
        with drivers.reading(), connected(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execution_options(isolation_level=ONE_MOMENT)
            with connection.begin():
                yield connection
    except DBAPIError as problem:
        raise BackupRefused("backup_interrupted", problem=str(problem.orig).splitlines()[0]) from problem
    finally:
        engine.dispose()


def _write(connection: Connection, found: Found, writer: ArchiveWriter, progress: Progress) -> Manifest:
    canonical.see_everything(connection)
    tables = sorted(canonical.tables_of(connection), key=lambda table: table.name)
    conditions = [CARRIED_WHERE.get(table.name, "") for table in tables]
    counts = [
        canonical.count(connection, table, condition) for table, condition in zip(tables, conditions, strict=True)
    ]
    tell = progress(sum(counts))
    members = []
    for table, condition, expected in zip(tables, conditions, counts, strict=True):
        written = writer.add_table(table.name, canonical.lines(connection, table, condition), tell)
        if written.rows != expected:
            # Counted and read in what should be one moment: then it was not.
            raise BackupRefused("backup_interrupted", problem=table.name)
        members.append(Member(table.name, table.column_names, written.rows, written.sha256))
    manifest = Manifest(
        program=version("qi_tracker"),
        revision=str(found.revision),
        installation=found.uuid,
        is_demo=found.is_demo,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        database=connection.dialect.name,
        members=tuple(members),
    )
    writer.seal(manifest)
    return manifest


def _file_for(settings: Settings, to: Path | None) -> Path:
    if to is None:
        return default_file(settings)
    return default_file(settings, to) if to.is_dir() or to.suffix != SUFFIX else to


def _told_nobody(_total: int) -> Tell:
    return lambda _done: None


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextmanager
def _removed_unless_finished(unfinished: Path) -> Iterator[None]:
    try:
        yield
    finally:
        unfinished.unlink(missing_ok=True)


def _remove_leftovers(folder: Path) -> None:
    for leftover in folder.glob(f".*{SUFFIX}{UNFINISHED}"):
        if time.time() - leftover.stat().st_mtime > _LEFTOVER_AFTER.total_seconds():
            leftover.unlink(missing_ok=True)


def _remove_older(settings: Settings, folder: Path, keep: int | None) -> tuple[Path, ...]:
    """Remove all but the last `keep` of the backups that were named by this program, and only those."""
    if keep is None:
        return ()
    ours = re.compile(rf"{re.escape(settings.marker.stem)}-\d{{8}}T\d{{9}}Z{re.escape(SUFFIX)}")
    backups = sorted(path for path in folder.iterdir() if ours.fullmatch(path.name))
    older = tuple(backups[: max(0, len(backups) - keep)])
    for path in older:
        path.unlink(missing_ok=True)
    return older
