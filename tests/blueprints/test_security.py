"""Headers and cookies on every response there is: every route, everyone, every method, every kind of error."""

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from flask import Flask, Response, abort
from sqlalchemy.exc import OperationalError
from werkzeug.http import dump_cookie
from werkzeug.wrappers import Response as AnyResponse

from qi_tracker import create_app
from qi_tracker.blueprints.common import security
from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.security import HEADERS, TRANSPORT_SECURITY
from qi_tracker.errors import Forbidden, StaleVersion, TooManyAttempts
from qi_tracker.extensions import db
from tests.client import ORIGIN, Client
from tests.databases import Prepared
from tests.people import PASSWORD, Who, World, email_of

METHODS = ("GET", "POST", "DELETE", "OPTIONS", "MADEUP")
# What addresses hold; ids that are not there are as good as any.
PARAMETERS = {"token": "made-up", "period": "2025-01-01", "day": "2025-01-01", "filename": "css/site.css"}
BIGGER_THAN_ALLOWED = 7_000_000


def problems_of(response: AnyResponse, *, is_static: bool = False) -> Iterator[str]:
    """What a response lacks."""
    for name, value in HEADERS.items():
        if response.headers.getlist(name) != [value]:
            yield f"{name} is {response.headers.getlist(name)}"
    if not is_static and response.headers.get("Cache-Control") not in ("no-store", "no-cache"):
        yield f"Cache-Control is {response.headers.get('Cache-Control')}"
    if "Server" in response.headers or "X-Powered-By" in response.headers:
        yield "tells what it runs on"
    for cookie in response.headers.getlist("Set-Cookie"):
        name, *rest = cookie.split("; ")
        flags = {part.split("=")[0] for part in rest}
        if not name.startswith("__Host-") or not flags >= {"Secure", "HttpOnly", "SameSite"} or "Domain" in flags:
            yield f"the cookie {name.split('=')[0]} has only {sorted(flags)}"
        if "Path=/" not in rest:
            yield f"the cookie {name.split('=')[0]} is for a part of the site"


def asked(app: Flask, world: World | None = None, who: Who = Who.NOBODY) -> Iterator[tuple[str, AnyResponse]]:
    """Every route by every method, in words and answered."""
    client = Client(app, world, who)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: PARAMETERS.get(name, 999_999) for name in rule.arguments}
        if rule.endpoint == "auth.sign_out":
            # Else who asks is signed out half way; it is asked below.
            continue
        address = adapter.build(rule.endpoint, values, method=next(iter(rule.methods or ())))
        for method in METHODS if who is not Who.NOBODY else METHODS[:2]:
            with client.browser.open(address, method=method, headers={"Origin": ORIGIN}) as response:
                yield f"{who} {method} {address} {response.status_code}", response


@pytest.mark.parametrize("who", [Who.NOBODY, Who.LEAD])
def test_every_route_has_them_for_every_method(sqlite_only: Prepared, who: Who) -> None:
    problems, statuses = [], set()
    for words, response in asked(sqlite_only.app, sqlite_only.world, who):
        statuses.add(response.status_code)
        is_static = "/static/" in words
        problems += [f"{words}: {problem}" for problem in problems_of(response, is_static=is_static)]
        may_be_kept = is_static or "/healthz" in words
        if who is Who.LEAD and not may_be_kept and response.headers["Cache-Control"] != "no-store":
            problems.append(f"{words}: what a person sees may be kept")
    assert problems == []
    assert statuses >= ({200, 303, 400, 410} if who is Who.NOBODY else {200, 303, 400, 404, 405})


@public
def fail_as(kind: str) -> str:
    """A view that ends in whatever it is asked for."""
    errors: dict[str, Exception] = {
        "conflict": StaleVersion(),
        "forbidden": Forbidden(),
        "wait": TooManyAttempts(30),
        "database": OperationalError("SELECT", {}, psycopg.OperationalError("gone")),
        "fault": RuntimeError("a secret in a message"),
    }
    if kind in errors:
        raise errors[kind]
    abort(int(kind))


@pytest.fixture
def failing(sqlite_only: Prepared) -> Iterator[Flask]:
    """A second app on the same database, with a view that fails in every way."""
    app = create_app(sqlite_only.settings)
    app.add_url_rule("/fail/<kind>", view_func=fail_as)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("kind", "status"),
    [("conflict", 409), ("forbidden", 403), ("wait", 429), ("database", 503), ("fault", 500), ("400", 400),
     ("401", 401), ("403", 403), ("404", 404), ("406", 406), ("408", 408), ("411", 411), ("414", 414), ("415", 415),
     ("418", 418), ("428", 428), ("431", 431), ("501", 501), ("502", 502), ("503", 503), ("504", 504)],
)  # fmt: skip
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_every_kind_of_error_has_them(failing: Flask, kind: str, status: int, accept: str) -> None:
    response = Client(failing).browser.get(f"/fail/{kind}", headers={"Accept": accept})
    assert (response.status_code, list(problems_of(response))) == (status, [])
    assert response.mimetype == accept and "secret" not in response.get_data(as_text=True)
    if status == 429:
        assert response.headers["Retry-After"] == "30"


def multipart(fields: dict[str, str]) -> bytes:
    """A form with files, as it is sent."""
    parts = (f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}\r\n' for name in fields)
    return "".join([*parts, "--x--\r\n"]).encode()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"pasted": "x" * BIGGER_THAN_ALLOWED}, 413),
        ({f"f{number}": "" for number in range(50_100)}, 413),
        ({"email": "x" * 300_000}, 422),
    ],
)
def test_what_is_too_much_is_refused_in_words(sqlite_only: Prepared, fields: dict[str, str], status: int) -> None:
    client = Client(sqlite_only.app)
    body = multipart({"csrf_token": client.csrf_token()} | fields)
    response = client.browser.post("/sign-in", data=body, content_type="multipart/form-data; boundary=x")
    assert (response.status_code, list(problems_of(response))) == (status, [])
    assert "<h1" in response.get_data(as_text=True)


def test_odd_requests_are_answered_with_them(sqlite_only: Prepared) -> None:
    browser = sqlite_only.app.test_client()
    for address, options in (
        ("//evil.example/", {}),
        ("/%00", {}),
        ("/projects?" + "a" * 5000, {}),
        ("/static/../settings.py", {}),
        ("/static/css/nowhere.css", {}),
        ("/static/css/site.css", {"headers": {"Range": "bytes=0-10"}}),
        ("/static/css/site.css", {"headers": {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}}),
        ("/healthz", {"headers": {"Accept": "text/html"}}),
        ("/sign-in", {"headers": {"Cookie": "__Host-qi-page=made.up.cookie; __Host-qi-session=" + "x" * 3000}}),
        ("/sign-in", {"headers": {"Host": "evil.example"}}),
    ):
        with browser.get(address, **options) as response:
            is_static = address.startswith("/static/css")
            assert list(problems_of(response, is_static=is_static)) == [], f"{address}: {response.status_code}"


def test_cookies_that_are_set_and_deleted_have_all_flags(sqlite_only: Prepared) -> None:
    client = Client(sqlite_only.app)
    answers = [
        client.get("/sign-in"),
        client.post("/language", {"language": "nn"}),
        client.post("/sign-in", {"email": email_of(Who.LEAD), "password": PASSWORD}),
        client.post("/sign-out"),
    ]
    set_cookies = [cookie for answer in answers for cookie in answer.response.headers.getlist("Set-Cookie")]
    assert {cookie.split("=")[0] for cookie in set_cookies} == {
        "__Host-qi-page", "__Host-qi-language", "__Host-qi-session", "__Host-qi-browser"
    }  # fmt: skip
    assert [problem for answer in answers for problem in problems_of(answer.response)] == []


def test_a_page_behind_a_secret_is_kept_by_no_cache(sqlite_only: Prepared) -> None:
    for address in ("/invitations/x", "/first-account/x", "/new-password/x"):
        assert Client(sqlite_only.app).get(address, 410).response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["", "http://localhost:8000", "https://forbedring.example.no"])
def test_browsers_are_told_to_stay_on_https_where_it_is_there(sqlite_only: Prepared, address: str) -> None:
    app = create_app(replace(sqlite_only.settings, address=address))
    for path in ("/sign-in", "/nowhere", "/static/css/site.css", "/healthz"):
        with app.test_client().get(path) as plain, app.test_client().get(path, base_url="https://localhost") as safe:
            told = TRANSPORT_SECURITY if address.startswith("https") else None
            assert plain.headers.get("Strict-Transport-Security") == told
            assert safe.headers.get("Strict-Transport-Security") == TRANSPORT_SECURITY
    with app.app_context():
        db.engine.dispose()


class TestPlantedDefects:
    """The gate turned red."""

    def test_a_header_missing_on_one_kind_of_error_is_seen(self, sqlite_only: Prepared) -> None:
        app = create_app(sqlite_only.settings)

        # Runs after those that the app has.
        app.after_request_funcs[None].insert(0, forget_on_413)
        response = app.test_client().post("/sign-in", data={"pasted": "x" * BIGGER_THAN_ALLOWED})
        assert response.status_code == 413
        assert list(problems_of(response)) == ["Content-Security-Policy is []"]
        with app.app_context():
            db.engine.dispose()

    def test_a_cookie_without_a_flag_is_seen(self, sqlite_only: Prepared) -> None:
        response = sqlite_only.app.test_client().get("/sign-in")
        for name, options in (("qi", {}), ("__Host-qi", {"httponly": False}), ("__Host-qi", {"domain": "example.no"})):
            flags = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", **options}
            response.headers["Set-Cookie"] = dump_cookie(name, "x", **flags)  # type: ignore[arg-type]
            assert list(problems_of(response))

    def test_a_page_that_may_be_kept_is_seen(self, sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(security, "_is_private", lambda _response: False)
        with pytest.raises(AssertionError):
            test_a_page_behind_a_secret_is_kept_by_no_cache(sqlite_only)


def forget_on_413(response: Response) -> Response:
    """A handler that leaves a header out where nobody looks."""
    if response.status_code == 413:
        del response.headers["Content-Security-Policy"]
    return response
