"""Brings a database to this program's schema, or refuses to: never on the wrong data, never without a copy first."""

import json
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.command import revision as make_revision
from alembic.command import upgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from qi_tracker.errors import WrongDatabase
from qi_tracker.migrations.copies import sync_folder, take_copy
from qi_tracker.migrations.protection import protect
from qi_tracker.models import Base, Installation
from qi_tracker.models import database as drivers
from qi_tracker.models.base import utc_now
from qi_tracker.settings import Settings

# Any number that nothing else in the database locks by.
_MIGRATION_LOCK = 710_1867

SCRIPTS = Path(__file__).parent

# What writing files, and copying a database with its driver, fails with.
_NOT_WRITTEN: tuple[type[Exception], ...] = (OSError, *drivers.DRIVER_ERRORS)


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was done to the database: the copy taken first, and whether the schema was made or changed."""

    created: bool
    changed: bool
    backup: Path | None


def migrate(settings: Settings, keep: Callable[[Settings], Path | None] = take_copy) -> Migrated:
    """Bring the database to this program's schema, with a copy taken by `keep` when there is anything to lose.

    Raises
    ------
    WrongDatabase
        If the database is empty where one was used before, newer than the program, not ours, or cannot be opened; or
        if there is no room for its copy or for the new schema.
    """
    engine = owner_engine(settings)
    try:
        with _stopping_in_words():
            return _migrate(engine, settings, keep)
    finally:
        engine.dispose()


@contextmanager
def _stopping_in_words() -> Iterator[None]:
    """Tell what is the matter with the disk or the database; an error of the program's own stays what it is."""
    try:
        yield
    except DBAPIError as problem:
        if drivers.trouble_of(problem, may_write=True) is None:
            raise
        raise WrongDatabase("migration_stopped", problem=str(problem.orig).splitlines()[0]) from problem
    except _NOT_WRITTEN as problem:
        raise WrongDatabase("migration_stopped", problem=str(problem)) from problem


def _migrate(engine: Engine, settings: Settings, keep: Callable[[Settings], Path | None]) -> Migrated:
    with connected(engine) as connection:
        present = _check(connection, settings)
    if present == _head():
        _remember(engine, settings)
        return Migrated(created=False, changed=False, backup=None)
    backup = keep(settings) if present else None
    with engine.connect() as connection, connection.begin():
        _upgrade(connection, settings)
    _remember(engine, settings)
    return Migrated(created=present is None, changed=True, backup=backup)


def check_database(engine: Engine, settings: Settings) -> None:
    """Refuse to serve a database that is not this program's at this program's version.

    Raises
    ------
    WrongDatabase
        With the reason.
    """
    with drivers.reading(), connected(engine) as connection:
        if _check(connection, settings) != _head():
            raise WrongDatabase("database_not_migrated")


def differences(connection: Connection) -> list[object]:
    """How the models differ from the migrated schema; empty when they are in step."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def write_revision(settings: Settings, message: str, revision_id: str) -> None:
    """Write a migration file from what the models have and the migrated database of `settings` has not."""
    engine = owner_engine(settings)
    with engine.connect() as connection, connection.begin():
        make_revision(_config(connection), message=message, autogenerate=True, rev_id=revision_id)
    engine.dispose()


def owner_engine(settings: Settings) -> Engine:
    """The way to the database for what changes its tables: as their owner, and with SQLite's foreign keys off."""
    url = settings.owner_database_url
    drivers.make_private(url)
    engine = create_engine(url, **drivers.engine_options(url))
    drivers.configure(engine)
    let_tables_change(engine)
    return engine


def let_tables_change(engine: Engine) -> None:
    """Have SQLite's foreign keys off in every connection that the engine makes from now on."""
    if engine.dialect.name == "sqlite":
        # Batch mode rebuilds tables: with foreign keys on, that silently deletes the rows of child tables.
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))


def connected(engine: Engine) -> Connection:
    """A connection.

    Raises
    ------
    WrongDatabase
        If there is none to be had, with the reason.
    """
    try:
        return engine.connect()
    except DBAPIError as problem:
        raise WrongDatabase("database_unreachable", problem=str(problem.orig).splitlines()[0]) from problem


@dataclass(frozen=True, slots=True)
class Found:
    """What a database of this program says of itself."""

    # None, which no program knows, where it says nothing.
    revision: str | None
    uuid: str
    is_demo: bool


def found_in(connection: Connection) -> Found | None:
    """Whose database it is and of which version; None for an empty one.

    Raises
    ------
    WrongDatabase
        If it is another program's.
    """
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables or Installation.__tablename__ not in tables:
        raise WrongDatabase("database_not_ours")
    row = connection.execute(select(Installation.uuid, Installation.is_demo)).one_or_none()
    if row is None:
        raise WrongDatabase("database_not_ours")
    return Found(MigrationContext.configure(connection).get_current_revision(), row.uuid, row.is_demo)


def is_known(revision: str | None) -> bool:
    """Whether this program has the migration; one that it has not is of a newer program."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


def _check(connection: Connection, settings: Settings) -> str | None:
    """The revision of a database that may be used; None for an empty one that may be filled."""
    expected = remembered(settings)
    found = found_in(connection)
    if found is None:
        if expected is not None:
            raise WrongDatabase("database_expected", marker=str(settings.marker))
        return None
    if not is_known(found.revision):
        raise WrongDatabase("database_newer", revision=found.revision)
    if expected is not None and found.uuid != expected:
        raise WrongDatabase("database_of_other_installation", marker=str(settings.marker))
    if found.is_demo != settings.demo:
        raise WrongDatabase("database_is_demo" if found.is_demo else "database_is_not_demo")
    return found.revision


def _upgrade(connection: Connection, settings: Settings) -> None:
    take_turns(connection)
    migrate_to(connection, "head")
    if connection.execute(select(Installation.id)).one_or_none() is None:
        row = {"id": 1, "uuid": str(uuid.uuid4()), "is_demo": settings.demo, "created_at": utc_now()}
        connection.execute(insert(Installation), row)
    protect(connection, settings.database_url)


def take_turns(connection: Connection) -> None:
    """Wait for any other process that migrates or restores; SQLite's transactions do so by themselves."""
    if connection.dialect.name == "postgresql":
        # Two processes that start together take turns; the second finds nothing left to do.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")


def migrate_to(connection: Connection, revision: str) -> None:
    """Bring the tables to a revision within the connection's transaction; without the guards, see `protect`.

    Raises
    ------
    WrongDatabase
        If rows would have lost what they belong to.
    """
    upgrade(_config(connection), revision)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise WrongDatabase("migration_broke_links", count=len(broken))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _head() -> str | None:
    return _scripts().get_current_head()


def remembered(settings: Settings) -> str | None:
    """The installation whose database this instance has used; None before its first.

    Raises
    ------
    WrongDatabase
        If what was written down cannot be read.
    """
    if not settings.marker.exists():
        return None
    try:
        return str(json.loads(settings.marker.read_text("utf-8"))["uuid"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise WrongDatabase("marker_unreadable", marker=str(settings.marker)) from problem


def _remember(engine: Engine, settings: Settings) -> None:
    if settings.marker.exists():
        return
    with drivers.reading(), engine.connect() as connection:
        remember(settings, connection.execute(select(Installation.uuid)).scalar_one())


def remember(settings: Settings, uuid_text: str) -> None:
    """Write down whose database this instance uses, whole or not at all."""
    # A name of its own for each process: several may start together.
    handle, unfinished = tempfile.mkstemp(dir=settings.marker.parent, prefix=f".{settings.marker.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as text:
        text.write(json.dumps({"uuid": uuid_text}) + "\n")
        text.flush()
        os.fsync(text.fileno())
    os.replace(unfinished, settings.marker)
    sync_folder(settings.marker.parent)
