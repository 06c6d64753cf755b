"""The page of a database that cannot do what is asked, in the reader's language, without a server around it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneToSpare

from qi_tracker import create_app
from qi_tracker.blueprints.common import sessions
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import database as drivers
from qi_tracker.models.database import Trouble, trouble_of
from tests.client import Client
from tests.databases import Prepared, settings_for
from tests.people import Who

BUSY = {
    "nb": "Det lagres så mye akkurat nå at dette måtte vente for lenge.",
    "nn": "Det blir lagra så mykje akkurat no at dette måtte vente for lenge.",
    "en": "So much is being saved that this had to wait too long.",
}


@pytest.fixture
def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An app whose database somebody else is writing to, and does not end."""
    drivers.set_read_only(False)
    settings = settings_for(tmp_path)
    migrate(settings)
    monkeypatch.setattr(drivers, "BUSY_TIMEOUT_MS", 50)
    app = create_app(settings)
    other = drivers.sqlite3.connect(str(tmp_path / "qi_tracker.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield app
    other.close()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("language", sorted(BUSY))
def test_page_speaks_the_reader_s_language_and_keeps_what_was_typed(busy: Flask, language: str) -> None:
    client = Client(busy)
    client.browser.set_cookie("__Host-qi-session", "something", secure=True)
    typed = {"text": "En lang tanke", "idempotency_key": "k1"}
    page = client.post("/measures/1/annotations/new", typed, 503, headers={"Accept-Language": language})
    assert BUSY[language] in page.text
    assert "En lang tanke" in page.text
    form = page.form("/measures/1/annotations/new")
    assert form.fields["text"] == ["En lang tanke"]
    # The same key: what came through the first time is not saved again.
    assert form.fields["idempotency_key"] == ["k1"]
    assert page.response.headers["Cache-Control"] == "no-store"


def test_database_that_goes_while_the_person_is_loaded_is_a_page(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their language is not known then, and must not be asked for: planted, that ended in a second error."""
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    gone = OperationalError("SELECT 1", {}, _Refused("SQLITE_CANTOPEN"))

    def go(*_: object) -> None:
        def refuse(*_: object) -> None:
            raise gone

        with sqlite_only.app.app_context():
            event.listen(db.engine, "before_cursor_execute", refuse)
            request_over.append(lambda: event.remove(db.engine, "before_cursor_execute", refuse))
        raise gone

    request_over: list[Callable[[], None]] = []
    monkeypatch.setattr(sessions, "actor_for", go)
    try:
        page = client.get("/projects", 503, headers={"Accept-Language": "nn"})
    finally:
        with sqlite_only.app.app_context():
            for undo in request_over:
                undo()
    assert "Programmet får ikkje svar frå databasen sin." in page.text


def test_password_is_not_kept(busy: Flask) -> None:
    page = Client(busy).post("/sign-in", {"email": "a@example.no", "password": "hemmelig ord"}, 503)
    assert "hemmelig ord" not in page.html
    assert page.forms == []


def test_script_gets_a_sentence(busy: Flask) -> None:
    client = Client(busy)
    client.browser.set_cookie("__Host-qi-session", "something", secure=True)
    headers = {"Accept": "application/json", "Accept-Language": "nb"}
    page = client.post("/measures/1/numbers/row", {}, 503, headers=headers)
    assert BUSY["nb"] in page.response.get_json()["message"]


class _Refused(Exception):
    """As a driver raises it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.sqlite_errorname = code if code.startswith("SQLITE") else None
        self.sqlstate = None if code.startswith("SQLITE") else code


@pytest.mark.parametrize(
    ("code", "may_write", "trouble"),
    [
        ("SQLITE_BUSY", True, Trouble.BUSY),
        ("SQLITE_FULL", True, Trouble.FULL),
        ("SQLITE_READONLY_DBMOVED", True, Trouble.READ_ONLY),
        ("SQLITE_IOERR_WRITE", True, Trouble.READ_ONLY),
        ("SQLITE_IOERR_READ", False, Trouble.AWAY),
        ("SQLITE_CANTOPEN", False, Trouble.AWAY),
        ("57014", False, Trouble.BUSY),
        ("40P01", True, Trouble.BUSY),
        ("53100", True, Trouble.FULL),
        ("57P01", False, Trouble.AWAY),
        ("08006", True, Trouble.AWAY),
        ("25006", True, Trouble.READ_ONLY),
        # A page that reads and tries to write is our own fault, as is a wrong statement.
        ("25006", False, None),
        ("42601", True, None),
        ("SQLITE_ERROR", True, None),
    ],
)
def test_trouble_is_told_by_its_code(code: str, may_write: bool, trouble: Trouble | None) -> None:
    error = DBAPIError("SELECT 1", {}, _Refused(code))
    assert trouble_of(error, may_write=may_write) is trouble


def test_connection_that_is_lost_or_not_to_be_had_is_trouble_too() -> None:
    lost = OperationalError("SELECT 1", {}, _Refused("XX000"), connection_invalidated=True)
    assert trouble_of(lost, may_write=False) is Trouble.AWAY
    assert trouble_of(NoneToSpare(), may_write=False) is Trouble.BUSY
