"""Fixtures of all tests: the app on both databases, its people signed in, and a closed network."""

import gc
import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from tests.client import Client
from tests.databases import Kind, Prepared, prepared_app, settings_for
from tests.people import Who, World
from tests.postgres import PostgresServer

# Objects made before rubbish is looked for. With Python's 700 an eighth of the suite's time went to walking through
# the program and its tests over and over.
MADE_BETWEEN_LOOKS = 100_000

pytest_plugins = ["tests.plugins"]

SignIn = Callable[[Who], Client]


@pytest.fixture(scope="session", autouse=True)
def _closed_network() -> Iterator[None]:
    """Let no test reach beyond this machine."""
    connect = socket.socket.connect

    def connect_to_this_machine(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise OSError(f"tests may not use the network: {address!r}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_to_this_machine)
        yield


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test process's own."""
    with PostgresServer.start() as server:
        yield server


@pytest.fixture(scope="session")
def _on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    with prepared_app(settings_for(tmp_path_factory.mktemp("sqlite"))) as found:
        yield found


@pytest.fixture(scope="session")
def _on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[Prepared]:
    urls = postgres.create_database("tests")
    with prepared_app(settings_for(tmp_path_factory.mktemp("instance"), urls)) as found:
        yield found


@pytest.fixture(params=list(Kind))
def prepared(request: pytest.FixtureRequest) -> Prepared:
    """The app with its people, as they were before any test; once on each database."""
    found: Prepared = request.getfixturevalue(f"_on_{request.param}")
    found.restore()
    return found


@pytest.fixture
def sqlite_only(_on_sqlite: Prepared) -> Prepared:
    """The same on SQLite alone, for what no database has a say in: texts, layout, headers."""
    _on_sqlite.restore()
    return _on_sqlite


@pytest.fixture
def postgresql_only(_on_postgresql: Prepared) -> Prepared:
    """The same on PostgreSQL alone, for what only several writers at once can get wrong."""
    _on_postgresql.restore()
    return _on_postgresql


@pytest.fixture
def app(prepared: Prepared) -> Flask:
    """The application."""
    return prepared.app


@pytest.fixture
def world(prepared: Prepared) -> World:
    """Who and what there is."""
    return prepared.world


@pytest.fixture
def sign_in(prepared: Prepared) -> SignIn:
    """A browser in which somebody is signed in: `sign_in(Who.LEAD).get("/")`."""
    return lambda who: Client(prepared.app, prepared.world, who)


def pytest_collection_finish() -> None:
    """Let what is imported and collected stay, and look for rubbish among what comes after, now and then."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_LOOKS)
