"""Installations to back up and to restore into, on both databases."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qi_tracker.models import database as drivers
from qi_tracker.safekeeping.backup import back_up
from qi_tracker.settings import Settings
from tests.databases import Kind, Prepared, settings_for
from tests.postgres import PostgresServer
from tests.safekeeping.telling import silent

NewInstallation = Callable[[Kind], Settings]


@pytest.fixture
def new_installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewInstallation]:
    """Makes installations whose database is empty."""
    drivers.set_read_only(False)
    numbers, databases = itertools.count(1), []

    def make(kind: Kind) -> Settings:
        name = f"new_{next(numbers)}"
        if kind is Kind.SQLITE:
            return settings_for(tmp_path / name)
        server: PostgresServer = request.getfixturevalue("postgres")
        databases.append((server, name))
        return settings_for(tmp_path / name, server.create_database(name))

    yield make
    for server, name in databases:
        server.drop_database(name)


@pytest.fixture(params=list(Kind))
def fresh(request: pytest.FixtureRequest, new_installation: NewInstallation) -> Settings:
    """An installation whose database is empty, on each database."""
    return new_installation(request.param)


@pytest.fixture
def backup(sqlite_only: Prepared, tmp_path: Path) -> Path:
    """A backup of the tests' world, made on SQLite."""
    return back_up(sqlite_only.settings, tmp_path / "world.zip", None, silent).file
