"""The databases that tests run on: migrated and filled once per process, then put back between tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, Table, create_engine, func, insert, select, text

from qi_tracker import create_app
from qi_tracker.extensions import db
from qi_tracker.migrations.protection import tenant_tables
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


@dataclass(frozen=True, slots=True)
class Prepared:
    """An app with the people of `tests/people.py` in its database, and the way back to that state."""

    app: Flask
    world: World
    settings: Settings
    kept: Any

    def restore(self) -> None:
        """Undo whatever a test did to the data."""
        drivers.set_read_only(False)
        with self.app.app_context():
            engine = db.engine
        if engine.dialect.name == "sqlite":
            _restore_sqlite(engine, self.kept)
        else:
            _restore_postgresql(self.settings, self.kept)


@contextmanager
def prepared_app(settings: Settings) -> Iterator[Prepared]:
    """Migrate, fill and remember; let go of connections and the chart renderer afterwards."""
    # An earlier test's last request may have left this thread reading only.
    drivers.set_read_only(False)
    migrate(settings)
    app = create_app(settings)
    app.testing = True
    with inside(app):
        world = build_world()
        engine = db.engine
    kept = _keep_sqlite(engine) if engine.dialect.name == "sqlite" else _keep_postgresql(settings)
    yield Prepared(app, world, settings, kept)
    engine.dispose()


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


def _keep_postgresql(settings: Settings) -> dict[str, list[dict[str, Any]]]:
    engine = _owner_engine(settings)
    with engine.connect() as connection:
        _see_everything(connection)
        kept = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in _filled_tables()
        }
    engine.dispose()
    return kept


def _restore_postgresql(settings: Settings, kept: dict[str, list[dict[str, Any]]]) -> None:
    engine = _owner_engine(settings)
    with engine.begin() as connection:
        _see_everything(connection)
        names = ", ".join(table.name for table in _filled_tables())
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        for table in _filled_tables():
            if kept[table.name]:
                connection.execute(insert(table), kept[table.name])
            if "id" in table.columns and kept[table.name]:
                connection.execute(_next_id(table))
    engine.dispose()


def _next_id(table: Table) -> Any:
    sequence = func.pg_get_serial_sequence(table.name, "id")
    return select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery()))


def _see_everything(connection: Any) -> None:
    """Row-level security binds the owner too, so that it can be trusted; the organisations of the world are let in."""
    assert tenant_tables()
    connection.execute(text("SELECT set_config('qi.organizations', '{1,2}', true)"))
