"""An app whose database is marked as demo and holds nothing yet, on both databases."""

from collections.abc import Iterator

import pytest
from flask import Flask

from qi_tracker.extensions import db
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import database as drivers
from qi_tracker.settings import Settings
from tests.databases import Kind, app_for, settings_for
from tests.postgres import PostgresServer


def empty_app(settings: Settings) -> Flask:
    """The app on a migrated database without anything in it."""
    drivers.set_read_only(False)
    migrate(settings)
    return app_for(settings)


@pytest.fixture(scope="module", params=list(Kind))
def empty_demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One for each module and database."""
    urls = None
    if request.param is Kind.POSTGRESQL:
        server: PostgresServer = request.getfixturevalue("postgres")
        urls = server.create_database(str(request.module.__name__).rsplit(".", 1)[-1])
    app = empty_app(settings_for(tmp_path_factory.mktemp("demo"), urls, demo=True))
    yield app
    with app.app_context():
        db.engine.dispose()
