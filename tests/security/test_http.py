"""What every answer has, and what no request gets done: asked of every route there is."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from qi_tracker.blueprints.common.security import HEADERS
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Person, Project
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import PASSWORD, Who, World, email_of
from tests.rows import row_counts

MARKUP = '<img src=x onerror="alert(1)">'
OTHER_PARAMETERS = {"token": "made-up", "period": "2025-01-01", "day": "2025-01-01"}


def addresses(app: Flask, world: World, method: str) -> Iterator[str]:
    """An address of every route that takes this method, to Lerkevik's things."""
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        values = {
            name: OTHER_PARAMETERS.get(name) or world.lerkevik.ids.get(name) or _anything(rule, name)
            for name in rule.arguments
        }
        with app.test_request_context():
            yield str(app.url_map.bind("localhost").build(rule.endpoint, values))


def _anything(rule: object, name: str) -> str | int:
    return "made-up" if type(rule._converters[name]).__name__ == "UnicodeConverter" else 1  # type: ignore[attr-defined]


def answers(prepared: Prepared, who: Who = Who.LEAD) -> Iterator[tuple[str, TestResponse]]:
    """What each GET route answers this person."""
    client = Client(prepared.app, prepared.world, who)
    for address in addresses(prepared.app, prepared.world, "GET"):
        yield address, client.browser.get(address)


def pages(prepared: Prepared) -> Iterator[tuple[str, TestResponse]]:
    """Those of the answers that a browser draws, and could run something in."""
    kinds = ("text/html", "image/svg+xml")
    yield from ((address, answer) for address, answer in answers(prepared) if answer.mimetype in kinds)


def test_every_route_has_every_header(sqlite_only: Prepared) -> None:
    missing = [
        f"{address}: {name}"
        for address, answer in answers(sqlite_only)
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value
    ]
    assert missing == []


def test_every_answer_says_what_it_is(sqlite_only: Prepared) -> None:
    for address, answer in answers(sqlite_only):
        if answer.data:
            kind = answer.headers["Content-Type"]
            assert "charset=utf-8" in kind or not kind.startswith(("text/", "application/xml")), f"{address}: {kind}"


def test_no_other_site_may_read_an_answer(sqlite_only: Prepared) -> None:
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    for address in addresses(sqlite_only.app, sqlite_only.world, "GET"):
        answer = client.browser.get(address, headers={"Origin": "https://example.org"})
        assert [name for name, _ in answer.headers if name.lower().startswith("access-control")] == []


def test_nothing_is_done_without_a_token(sqlite_only: Prepared) -> None:
    before = row_counts(sqlite_only)
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    for address in addresses(sqlite_only.app, sqlite_only.world, "POST"):
        if address in ("/sign-out", "/language"):
            continue
        for kind in ("application/x-www-form-urlencoded", "application/json", "text/plain"):
            answer = client.browser.post(address, data=b"{}", content_type=kind)
            assert answer.status_code in (400, 401, 404, 405, 415), f"{address} by {kind}: {answer.status_code}"
    assert row_counts(sqlite_only) == before


def test_other_methods_are_refused(sqlite_only: Prepared) -> None:
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    for method in ("TRACE", "CONNECT", "PUT", "DELETE", "PATCH"):
        assert client.browser.open("/", method=method).status_code == 405


def test_every_page_has_a_way_to_sign_out(sqlite_only: Prepared) -> None:
    for address, answer in answers(sqlite_only):
        is_page = answer.mimetype == "text/html" and answer.status_code == 200
        if is_page and "<form" in answer.text and not address.startswith(("/invitations/", "/first-account")):
            assert 'action="/sign-out"' in answer.text, address


def test_forms_that_hold_something_are_posted(sqlite_only: Prepared) -> None:
    for address, answer in pages(sqlite_only):
        for form in re.findall(r"<form[^>]*>.*?</form>", answer.text, re.DOTALL):
            is_posted = 'method="post"' in form.split(">")[0].lower()
            assert is_posted or not re.search(r'type="(password|email)"|<textarea', form), address


def test_what_people_write_is_text_in_every_page(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        db.session.get_one(Project, world.lerkevik["project_id"]).title = f"Fritid {MARKUP}"
        db.session.get_one(Person, world.people[Who.LEAD]).name = f"Pernille {MARKUP}"
        db.session.commit()
    shown = 0
    for address, answer in pages(sqlite_only):
        assert MARKUP not in answer.text, address
        shown += "&lt;img src=x" in answer.text
    assert shown > 5


def test_password_fields_welcome_password_managers(sqlite_only: Prepared) -> None:
    page = Client(sqlite_only.app).get("/sign-in")
    (password,) = re.findall(r'<input[^>]*type="password"[^>]*>', page.html)
    assert 'autocomplete="current-password"' in password
    assert "onpaste" not in page.html


def test_a_tampered_cookie_is_no_cookie(sqlite_only: Prepared) -> None:
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    known = client.browser.get_cookie(SESSION_COOKIE)
    assert known is not None
    client.browser.set_cookie(SESSION_COOKIE, known.value[:-1] + ("a" if known.value[-1] != "a" else "b"), secure=True)
    assert client.browser.get("/").status_code == 303


def test_a_forwarded_address_is_not_believed(sqlite_only: Prepared) -> None:
    seen: list[str | None] = []
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "example.org", "X-Real-IP": "203.0.113.9"}

    def look() -> None:
        from flask import request  # noqa: PLC0415 - read while the request is there

        seen.append(request.remote_addr)

    sqlite_only.app.before_request_funcs.setdefault(None, []).append(look)
    try:
        answer = Client(sqlite_only.app).browser.get("/sign-in", headers=forged)
    finally:
        sqlite_only.app.before_request_funcs[None].remove(look)
    assert seen == ["127.0.0.1"]
    assert "example.org" not in answer.text


@pytest.mark.parametrize(
    "address", ["/.git/config", "/static/", "/static/js/", "/static/../settings.py", "/instance/secret_key", "/console"]
)
def test_only_what_is_meant_is_served(sqlite_only: Prepared, address: str) -> None:
    assert Client(sqlite_only.app).browser.get(address).status_code == 404


def test_nothing_is_shown_of_the_inside(sqlite_only: Prepared) -> None:
    assert not sqlite_only.app.debug
    answer = Client(sqlite_only.app).browser.get("/nowhere")
    assert not re.search(r"Traceback|werkzeug|Flask|Python/|sqlalchemy", f"{answer.headers}{answer.text}")


def test_fields_that_the_form_has_not_are_ignored(prepared: Prepared, sign_in: SignIn) -> None:
    world = prepared.world
    client = sign_in(Who.LEAD)
    page = client.get(f"/projects/{world.lerkevik['project_id']}/edit")
    planted = {"organization_id": str(world.storfjell["organization_id"]), "id": "999", "deleted_at": "2020-01-01"}
    client.post(page.address, page.form().filled({"title": "Fritid for alle", **planted}))
    with inside(prepared.app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        assert (project.title, project.deleted_at) == ("Fritid for alle", None)
        assert project.organization_id == world.lerkevik["organization_id"]


def test_the_browser_forgets_when_one_signs_out(sqlite_only: Prepared) -> None:
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    assert client.post("/sign-out").response.headers["Clear-Site-Data"] == '"storage"'


def test_downloads_have_names_of_our_own(sqlite_only: Prepared) -> None:
    """After what somebody called the thing, and made safe."""
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        db.session.get_one(Measure, world.lerkevik["measure_id"]).name = '../"; filename="x.exe\r\nX-Planted: 1'
        db.session.commit()
    downloads = 0
    for address, answer in answers(sqlite_only):
        disposition = answer.headers.get("Content-Disposition")
        if disposition:
            downloads += 1
            assert "X-Planted" not in answer.headers
            assert re.fullmatch(r'attachment; filename="[\w;= .-]+"', disposition), address
    assert downloads >= 5


def test_browsers_are_told_to_keep_to_https(sqlite_only: Prepared) -> None:
    answer = Client(sqlite_only.app).browser.get("/sign-in", base_url="https://localhost")
    seconds = re.search(r"max-age=(\d+)", answer.headers.get("Strict-Transport-Security", ""))
    assert seconds is not None
    assert int(seconds[1]) >= 365 * 24 * 60 * 60


def test_a_password_in_an_address_signs_nobody_in(sqlite_only: Prepared) -> None:
    client = Client(sqlite_only.app)
    answer = client.browser.get("/sign-in", query_string={"email": email_of(Who.LEAD), "password": PASSWORD})
    assert client.browser.get_cookie(SESSION_COOKIE) is None
    assert PASSWORD not in answer.text
