"""`/healthz`, as whatever watches over the program sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from qi_tracker import create_app
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import database as drivers
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import settings_for
from tests.inside import inside
from tests.people import Who

READY = {"live": True, "ready": True}
NOT_READY = {"live": True, "ready": False}


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[Flask]:
    """An app whose database a test may break."""
    drivers.set_read_only(False)
    settings = settings_for(tmp_path)
    migrate(settings)
    yield (app := create_app(settings))
    with app.app_context():
        db.engine.dispose()


def test_a_serving_program_is_live_and_ready(sign_in: SignIn) -> None:
    assert sign_in(Who.NOBODY).get("/healthz").response.get_json() == READY


def test_no_session_is_looked_up(sign_in: SignIn) -> None:
    client = sign_in(Who.NOBODY)
    client.browser.set_cookie(SESSION_COOKIE, "made-up", secure=True)
    page = client.get("/healthz")
    assert page.response.get_json() == READY
    assert page.response.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("breakage", ["UPDATE alembic_version SET version_num = '9999'", "DROP TABLE alembic_version"])
def test_another_schema_is_not_ready(own_app: Flask, breakage: str) -> None:
    with inside(own_app):
        db.session.execute(text(breakage))
        db.session.commit()
    assert Client(own_app).get("/healthz", 503).response.get_json() == NOT_READY


def test_a_lost_database_is_not_ready_and_comes_back_without_a_restart(own_app: Flask, tmp_path: Path) -> None:
    client, database, aside = Client(own_app), tmp_path / "qi_tracker.db", tmp_path / "aside"
    with own_app.app_context():
        db.engine.dispose()
    database.rename(aside)
    database.mkdir()
    assert client.get("/healthz", 503).response.get_json() == NOT_READY
    database.rmdir()
    aside.rename(database)
    assert client.get("/healthz").response.get_json() == READY
