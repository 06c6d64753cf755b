"""Puts a backup in place of a database, in one transaction: whatever happens, the old is there whole, or the new.

The program may be running. It reads the old data, or waits, until the new is there; nothing that was written before is
lost, because what is replaced is backed up within the same transaction, when nobody else can write any more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, func, inspect, select, update
from sqlalchemy.exc import DBAPIError

from qi_tracker.errors import BackupRefused, WrongDatabase
from qi_tracker.migrations.protection import protect
from qi_tracker.migrations.runner import (
    Found,
    connected,
    found_in,
    is_known,
    migrate_to,
    owner_engine,
    remember,
    remembered,
    take_turns,
)
from qi_tracker.models import Installation, Organization, Person
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.archive import Archive, Tell, open_archive
from qi_tracker.safekeeping.backup import Progress, default_file, write_backup
from qi_tracker.safekeeping.canonical import Digest, Table
from qi_tracker.safekeeping.manifest import Manifest
from qi_tracker.settings import Settings

# How long the programs that use a PostgreSQL database may keep a restore waiting.
_LOCK_SECONDS: Final = 30
_LOCK_TRIES: Final = 5
_DEADLOCK: Final = "40P01"
_LOCK_NOT_AVAILABLE: Final = "55P03"
_DATABASE_ERRORS: Final[tuple[type[Exception], ...]] = (DBAPIError, *drivers.DRIVER_ERRORS)
# Indexes are filled row by row; with them in memory that is several times as quick.
_SQLITE_CACHE_KIB: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for besides the file: both have to be said, because both can be regretted."""

    # Put it in place of data that is there.
    replace: bool = False
    # Take it though it is another installation's.
    other_installation: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where that is kept which it replaced."""

    manifest: Manifest
    replaced: Path | None


@dataclass(frozen=True, slots=True)
class _Restoring:
    settings: Settings
    archive: Archive
    wish: Wish
    progress: Progress

    @property
    def manifest(self) -> Manifest:
        return self.archive.manifest


def restore(settings: Settings, file: Path, wish: Wish, progress: Progress) -> Restored:
    """Restore a backup into the installation of these settings, and bring it to this program's schema.

    Raises
    ------
    BackupRefused, WrongDatabase
        With the reason; then nothing is changed.
    """
    drivers.set_read_only(False)
    with open_archive(file) as archive:
        if not is_known(archive.manifest.revision):
            raise BackupRefused("backup_newer", file=file.name, version=archive.manifest.program)
        if archive.manifest.is_demo != settings.demo:
            raise BackupRefused("backup_is_demo" if archive.manifest.is_demo else "backup_is_not_demo", file=file.name)
        archive.check(progress(archive.manifest.rows))
        return _into_database(_Restoring(settings, archive, wish, progress))


def _into_database(restoring: _Restoring) -> Restored:
    engine = owner_engine(restoring.settings)
    try:
        with _refusing_what_the_database_refuses(), connected(engine) as connection:
            return _in_one_transaction(engine, connection, restoring)
    finally:
        engine.dispose()


def _in_one_transaction(engine: Engine, connection: Connection, restoring: _Restoring) -> Restored:
    settings, manifest = restoring.settings, restoring.manifest
    if engine.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_SQLITE_CACHE_KIB}")
        connection.rollback()
    with connection.begin():
        take_turns(connection)
        present = found_in(connection)
        if present is not None:
            keep_others_out(connection)
        uuid = _identity(connection, present, restoring)
        replaced = _keep_what_there_is(connection, present, restoring) if present else None
        drop_everything(connection)
        _fill(connection, restoring)
        connection.execute(update(Installation).values(uuid=uuid))
        migrate_to(connection, "head")
        canonical.set_sequences(connection)
        protect(connection, settings.database_url)
        if remembered(settings) != uuid:
            # Killed from here on, the next start takes whichever of the two it finds, and remembers that.
            settings.marker.unlink(missing_ok=True)
    if remembered(settings) is None:
        remember(settings, uuid)
    return Restored(manifest, replaced)


def _identity(connection: Connection, present: Found | None, restoring: _Restoring) -> str:
    """Which installation it is from now on: itself still, also with another's data in it."""
    theirs = restoring.manifest.installation
    own = remembered(restoring.settings)
    if present is not None:
        own = present.uuid if _is_used(connection) else None
    if own is None or own == theirs:
        return theirs
    if not restoring.wish.other_installation:
        raise BackupRefused("backup_of_other_installation", file=restoring.archive.name)
    return own


def _is_used(connection: Connection) -> bool:
    """Whether anybody has begun to use it; before that it is as good as empty."""
    return any(connection.scalar(select(func.count()).select_from(table)) for table in (Person, Organization))


def _keep_what_there_is(connection: Connection, present: Found, restoring: _Restoring) -> Path | None:
    """Back up what will be replaced; None where there is nothing yet."""
    if present.is_demo != restoring.settings.demo:
        raise WrongDatabase("database_is_demo" if present.is_demo else "database_is_not_demo")
    if not _is_used(connection):
        return None
    if not restoring.wish.replace:
        raise BackupRefused("restore_would_replace")
    kept = default_file(restoring.settings)
    write_backup(connection, present, kept, restoring.progress)
    return kept


def keep_others_out(connection: Connection) -> None:
    """Let nobody else read or write until this transaction ends; SQLite's let nobody write since it began."""
    if connection.dialect.name != "postgresql":
        return
    quote = connection.dialect.identifier_preparer.quote_identifier
    tables = ", ".join(quote(name) for name in sorted(inspect(connection).get_table_names()))
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'")
    for left in reversed(range(_LOCK_TRIES)):
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
            return
        except DBAPIError as problem:
            # Somebody waits for us with what we wait for: they get through when we let go, and then it is our turn.
            if left == 0 or getattr(problem.orig, "sqlstate", None) != _DEADLOCK:
                raise


def drop_everything(connection: Connection) -> None:
    quote = connection.dialect.identifier_preparer.quote_identifier
    tables = [quote(name) for name in inspect(connection).get_table_names()]
    if not tables:
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DROP TABLE {', '.join(tables)}")
        return
    for table in tables:
        connection.exec_driver_sql(f"DROP TABLE {table}")


def _fill(connection: Connection, restoring: _Restoring) -> None:
    """Make the tables as they were when the backup was made, put its rows in, and see that they are all there."""
    manifest, archive = restoring.manifest, restoring.archive
    migrate_to(connection, manifest.revision)
    tables = canonical.tables_of(connection)
    _refuse_other_tables(tables, manifest, archive.name)
    tell = restoring.progress(manifest.rows)
    for table in tables:
        # What the migrations themselves put in, the backup has, too.
        connection.exec_driver_sql(f"DELETE FROM {connection.dialect.identifier_preparer.quote_identifier(table.name)}")
    for table in tables:
        _load(connection, table, archive, tell)
    tell = restoring.progress(manifest.rows)
    expected = {member.table: Digest(member.rows, member.sha256) for member in manifest.members}
    for table in tables:
        found = canonical.digest(connection, table)
        tell(found.rows)
        if found != expected[table.name]:
            raise BackupRefused("restore_differs", table=table.name)


def _load(connection: Connection, table: Table, archive: Archive, tell: Tell) -> None:
    for n_rows in canonical.load(connection, table, archive.rows(table.name)):
        tell(n_rows)


def _refuse_other_tables(tables: list[Table], manifest: Manifest, name: str) -> None:
    carried = {member.table: member.columns for member in manifest.members}
    if carried != {table.name: table.column_names for table in tables}:
        raise BackupRefused("backup_damaged", file=name)


@contextmanager
def _refusing_what_the_database_refuses() -> Iterator[None]:
    try:
        yield
    except _DATABASE_ERRORS as problem:
        reason = problem.orig if isinstance(problem, DBAPIError) else problem
        if getattr(reason, "sqlstate", None) in (_DEADLOCK, _LOCK_NOT_AVAILABLE):
            raise BackupRefused("restore_database_busy") from problem
        raise BackupRefused("restore_failed", problem=str(reason).splitlines()[0]) from problem
