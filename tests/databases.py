"""The databases that tests run on: migrated and filled once per process, then put back between tests."""

import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, Table, create_engine

from qi_tracker import create_app
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import Base
from qi_tracker.models import database as drivers
from qi_tracker.settings import Settings
from tests.inside import inside
from tests.people import World, build_world

SECRET_KEY = "only-for-tests-0123456789-0123456789"

# Made by the migration, and changed by no test.
_STEADY = frozenset({"installation", "quality_dimensions"})


class Kind(StrEnum):
    """The two databases that the program runs on."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


def settings_for(folder: Path, urls: tuple[str, str] | None = None, *, demo: bool = False) -> Settings:
    """Settings of an installation in this folder; `urls` are the owner's and the app's on PostgreSQL."""
    folder.mkdir(parents=True, exist_ok=True)
    owner, app = urls or (f"sqlite:///{folder / 'qi_tracker.db'}",) * 2
    return Settings(instance=folder, database_url=app, owner_database_url=owner, secret_key=SECRET_KEY, demo=demo)


class _Compiled(BytecodeCache):
    """Templates that an earlier app of this process has compiled."""

    def __init__(self) -> None:
        self._found: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the template back, if it is there."""
        if bucket.key in self._found:
            bucket.bytecode_from_string(self._found[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next app."""
        self._found[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An app with the people of `tests/people.py` in its database, and the way back to that state."""

    app: Flask
    world: World
    settings: Settings
    # Where the untouched data is: a file, or a schema that this engine reaches.
    kept: Path | Engine

    def restore(self) -> None:
        """Undo whatever a test did to the data."""
        drivers.set_read_only(False)
        if isinstance(self.kept, Engine):
            _restore_postgresql(self.kept)
            return
        with self.app.app_context():
            _restore_sqlite(db.engine, self.kept)


@contextmanager
def prepared_app(settings: Settings, build: Callable[[], World] = build_world) -> Iterator[Prepared]:
    """Migrate, fill and remember; let go of connections and the chart renderer afterwards."""
    # An earlier test's last request may have left this thread reading only.
    drivers.set_read_only(False)
    known = _brought(settings, build)
    if known is None:
        migrate(settings)
    app = app_for(settings)
    with inside(app):
        world = known or build()
        engine = db.engine
    if known is None:
        _leave(settings, build, world)
    kept = _keep_sqlite(engine) if engine.dialect.name == "sqlite" else _keep_postgresql(settings)
    yield Prepared(app, world, settings, kept)
    engine.dispose()
    if isinstance(kept, Engine):
        kept.dispose()


# Where the drawings of this run lie; set by tests/plugins.py.
DRAWINGS = "DRAWINGS_OF_TESTS"


def app_for(settings: Settings) -> Flask:
    """The app on a database that is migrated already; what it compiles and draws, other tests find."""
    if (drawings := os.environ.get(DRAWINGS)) and not settings.chart_cache.exists():
        settings.chart_cache.symlink_to(drawings)
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = _COMPILED
    return app


# Where the filled databases of an earlier process lie; set by whoever starts many processes for the same tests.
READY = "QI_TRACKER_TESTS_READY"


def _ready(settings: Settings, build: Callable[[], World]) -> Path | None:
    folder = os.environ.get(READY)
    if not folder or not settings.database_url.startswith("sqlite"):
        return None
    return Path(folder) / (f"{build.__name__}-demo" if settings.demo else build.__name__)


def _brought(settings: Settings, build: Callable[[], World]) -> World | None:
    """The people of a database that an earlier process has filled, which is put in place; None when there is none."""
    ready = _ready(settings, build)
    if ready is None or not ready.with_suffix(".world").exists():
        return None
    shutil.copyfile(ready.with_suffix(".db"), settings.instance / "qi_tracker.db")
    # Written by ourselves, in a folder of our own.
    world: World = pickle.loads(ready.with_suffix(".world").read_bytes())
    return world


def _leave(settings: Settings, build: Callable[[], World], world: World) -> None:
    """Let later processes have it too."""
    ready = _ready(settings, build)
    if ready is not None:
        drivers.copy_sqlite(str(settings.instance / "qi_tracker.db"), str(ready.with_suffix(".db")))
        ready.with_suffix(".world").write_bytes(pickle.dumps(world))


def _file_of(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def _keep_sqlite(engine: Engine) -> Path:
    engine.dispose()
    kept = _file_of(engine).with_suffix(".kept")
    drivers.copy_sqlite(str(_file_of(engine)), str(kept))
    return kept


def _restore_sqlite(engine: Engine, kept: Path) -> None:
    engine.dispose()
    file = _file_of(engine)
    for leftover in (file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        leftover.unlink(missing_ok=True)
    shutil.copyfile(kept, file)


def _owner_engine(settings: Settings) -> Engine:
    return create_engine(settings.owner_database_url, **drivers.engine_options(settings.owner_database_url))


def _filled_tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in _STEADY]


# Row-level security binds the owner too, so that it can be trusted; every organisation there is is let in.
_SEE_EVERYTHING = "SELECT set_config('qi.organizations', (SELECT array_agg(id)::text FROM organizations), true)"


def _keep_postgresql(settings: Settings) -> Engine:
    """Copies of the tables in a schema of their own, and the owner's way to them."""
    engine = _owner_engine(settings)
    copies = [f"CREATE TABLE kept.{table.name} AS TABLE {table.name}" for table in _filled_tables()]
    with engine.begin() as connection:
        connection.exec_driver_sql("; ".join([_SEE_EVERYTHING, "CREATE SCHEMA kept", *copies]))
    return engine


def _restore_postgresql(engine: Engine) -> None:
    """In one go: far quicker than TRUNCATE, or than a copy of the database."""
    tables = _filled_tables()
    statements = [
        _SEE_EVERYTHING,
        *(f"DELETE FROM {table.name}" for table in reversed(tables)),
        "INSERT INTO organizations SELECT * FROM kept.organizations",
        _SEE_EVERYTHING,
        *(
            f"INSERT INTO {table.name} SELECT * FROM kept.{table.name}"
            for table in tables
            if table.name != "organizations"
        ),
        *(_next_id(table.name) for table in tables if "id" in table.columns),
    ]
    with engine.begin() as connection:
        connection.exec_driver_sql("; ".join(statements))


def _next_id(table: str) -> str:
    return (
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
    )
