"""The house of the access matrix on both databases, made once per process."""

from collections.abc import Iterator

import pytest

from tests.access.house import House, build_house
from tests.databases import Kind, Prepared, prepared_app, settings_for
from tests.postgres import PostgresServer


@pytest.fixture(scope="session")
def _house_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    with prepared_app(settings_for(tmp_path_factory.mktemp("house")), build_house) as found:
        yield found


@pytest.fixture(scope="session")
def _house_on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[Prepared]:
    urls = postgres.create_database("house")
    with prepared_app(settings_for(tmp_path_factory.mktemp("house"), urls), build_house) as found:
        yield found


@pytest.fixture(params=list(Kind))
def prepared(request: pytest.FixtureRequest) -> Prepared:
    """The app with the house in it, as it was before any test; once on each database."""
    found: Prepared = request.getfixturevalue(f"_house_on_{request.param}")
    found.restore()
    return found


@pytest.fixture
def sqlite_house(_house_on_sqlite: Prepared) -> Prepared:
    """On SQLite alone."""
    _house_on_sqlite.restore()
    return _house_on_sqlite


@pytest.fixture
def postgresql_house(_house_on_postgresql: Prepared) -> Prepared:
    """On PostgreSQL alone, where there is row-level security."""
    _house_on_postgresql.restore()
    return _house_on_postgresql


@pytest.fixture
def house(prepared: Prepared) -> House:
    """Who and what there is."""
    assert isinstance(prepared.world, House)
    return prepared.world
