"""What holds for every request: reading ones write nothing, errors are pages, and headers are always there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from flask import Flask, Response, jsonify
from sqlalchemy import select

from qi_tracker import create_app
from qi_tracker.blueprints.common.access import public
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import IdempotencyKey, Person
from qi_tracker.models import database as drivers
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared, settings_for
from tests.inside import inside
from tests.people import Who, World


@public
def rename_somebody() -> Response:
    """A view that writes, whatever it is asked by."""
    db.session.scalars(select(Person).order_by(Person.id)).first().name = "Omdøpt"  # type: ignore[union-attr]
    db.session.commit()
    return jsonify("done")


@public
def fall_over() -> str:
    """A view with a fault."""
    raise RuntimeError("a secret in a message")


@pytest.fixture
def faulty(prepared: Prepared) -> Iterator[Flask]:
    """A second app on the same database, with views that no real one has."""
    app = create_app(prepared.settings)
    app.add_url_rule("/rename", view_func=rename_somebody, methods=["GET", "POST"])
    app.add_url_rule("/fall-over", view_func=fall_over)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reading_request_cannot_write(faulty: Flask, method: str) -> None:
    client = Client(faulty)
    assert client.browser.open("/rename", method=method).status_code in (500, 503)
    with inside(faulty):
        assert "Omdøpt" not in db.session.scalars(select(Person.name)).all()
    # The connection is fit for writing again.
    assert client.post("/rename", {}, 200).response.get_json() == "done"
    with inside(faulty):
        assert "Omdøpt" in db.session.scalars(select(Person.name)).all()


def test_a_fault_is_a_page_with_a_reference_and_no_secrets(faulty: Flask) -> None:
    with structlog.testing.capture_logs() as logged:
        page = Client(faulty).get("/fall-over", 500)
    assert "galt" in page.heading and "secret" not in page.html
    reference = page.document.query(".message-reference")[0].to_text().split()[-1]
    assert [entry["reference"] for entry in logged if entry["event"] == "unexpected_error"] == [reference]


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [("/nowhere", "GET", 404), ("/sign-out", "GET", 405), ("/projects/x", "GET", 404), ("/projects", "DELETE", 405)],
)
def test_errors_are_pages_with_all_headers(sign_in: SignIn, address: str, method: str, status: int) -> None:
    for who in (Who.NOBODY, Who.LEAD):
        client = sign_in(who)
        if method == "GET":
            client.get(address, status)
        else:
            assert client.browser.open(address, method=method).status_code in (status, 400)


def test_a_script_is_answered_in_json(sign_in: SignIn) -> None:
    page = sign_in(Who.LEAD).get("/projects/999", 404, headers={"Accept": "application/json"})
    assert set(page.response.get_json()) == {"message", "errors"}


def test_what_a_person_sees_is_kept_by_no_cache(sign_in: SignIn) -> None:
    assert sign_in(Who.LEAD).get("/projects").response.headers["Cache-Control"] == "no-store"
    with sign_in(Who.LEAD).browser.get("/static/css/site.css") as static:
        assert "no-store" not in static.headers["Cache-Control"]
        assert static.headers["X-Content-Type-Options"] == "nosniff"


def test_cookies_bind_to_this_host(sign_in: SignIn) -> None:
    client = sign_in(Who.NOBODY)
    client.get("/sign-in")
    client.post("/language", {"language": "nn"})
    names = {cookie.key for cookie in client.browser._cookies.values()}  # type: ignore[union-attr]
    assert names and all(name.startswith("__Host-") for name in names)


def test_a_form_without_its_token_does_nothing(sign_in: SignIn, world: World) -> None:
    client = sign_in(Who.LEAD)
    for token in ("", "made-up"):
        client.post(f"/measures/{world.lerkevik['measure_id']}/delete", {"csrf_token": token, "version": "1"}, 400)
    client.get(f"/measures/{world.lerkevik['measure_id']}")


def test_a_request_that_is_too_large_is_refused_in_words(sign_in: SignIn, world: World) -> None:
    client = sign_in(Who.LEAD)
    client.post(f"/measures/{world.lerkevik['measure_id']}/import", {"pasted": "x" * 7_000_000}, 413)


@pytest.mark.parametrize(
    "typed", ["\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "🙂" * 100]
)
def test_no_text_makes_a_page_fall_over(sign_in: SignIn, world: World, typed: str) -> None:
    client, project_id = sign_in(Who.LEAD), world.lerkevik["project_id"]
    address = f"/projects/{project_id}/ideas/new"
    form = client.get(address).form()
    values = form.filled({"title": f"Idé {typed}", "description": typed, "idempotency_key": f"k{typed}"[:60]})
    assert client.browser.post(address, data=values, headers={"Origin": "http://localhost"}).status_code == 303


def test_a_button_sent_twice_does_its_work_once(sign_in: SignIn, app: Flask, world: World) -> None:
    client = sign_in(Who.LEAD)
    page = client.get(f"/projects/{world.lerkevik['project_id']}/people")
    action = next(form.action for form in page.forms if form.action.endswith("/delete"))
    assert page.form(action).fields["idempotency_key"]
    first, second = client.send(page, action=action), client.send(page, action=action)
    assert first.location == second.location
    with inside(app):
        assert len(db.session.scalars(select(IdempotencyKey)).all()) == 1


def test_a_lost_database_is_a_page_and_comes_back_without_a_restart(tmp_path: Path) -> None:
    drivers.set_read_only(False)
    settings = settings_for(tmp_path)
    migrate(settings)
    app = create_app(settings)
    client, database, aside = Client(app), tmp_path / "qi_tracker.db", tmp_path / "aside"
    client.browser.set_cookie("__Host-qi-session", "something", secure=True)
    with app.app_context():
        db.engine.dispose()
    database.rename(aside)
    database.mkdir()
    assert client.get("/projects", 503).document.query("h1")
    database.rmdir()
    aside.rename(database)
    client.get("/projects", 303)
    with app.app_context():
        db.engine.dispose()
