"""A browser for tests: signs in, sends the forms that a page really has, and checks every page it is given."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from justhtml import Element, JustHTML
from werkzeug.test import TestResponse

from qi_tracker.blueprints.common.security import HEADERS
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.extensions import db
from qi_tracker.services.people import open_session
from tests.inside import inside
from tests.page_checks import check_page
from tests.people import Who, World

ORIGIN = "http://localhost"

Values = Mapping[str, str | Sequence[str]]


@dataclass
class Form:
    """A form as the page shows it: where it is sent and what it holds."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, values: Values) -> dict[str, list[str]]:
        """What is sent when these values are typed over those on the page."""
        typed = {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}
        return self.fields | typed


class Page:
    """An answer, with its checks done."""

    def __init__(self, response: TestResponse, address: str) -> None:
        self.response = response
        self.address = address
        self.status = response.status_code
        self.html = response.get_data(as_text=True) if response.mimetype in ("text/html", "application/json") else ""

    @cached_property
    def document(self) -> JustHTML:
        """The page as a browser reads it."""
        return JustHTML(self.html, sanitize=False)

    @cached_property
    def text(self) -> str:
        """All that stands in the page, with single spaces."""
        return " ".join(self.document.to_text().split())

    @property
    def heading(self) -> str:
        """The h1."""
        return " ".join(self.document.query("h1")[0].to_text().split())

    @property
    def location(self) -> str:
        """Where the answer leads, as a local address."""
        parts = urlsplit(self.response.headers["Location"])
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def links(self) -> list[str]:
        """Addresses that the page links to."""
        return [str(link.attrs["href"]) for link in _elements(self.document, "a") if link.attrs.get("href")]

    @cached_property
    def forms(self) -> list[Form]:
        """The forms of the page's content, in order."""
        return [_read_form(form, self.address) for form in _elements(self.document, "main form")]

    def form(self, action: str | None = None) -> Form:
        """The form whose action ends so; without `action`, the one that the page is about."""
        for form in self.forms:
            if form.action.endswith(action) if action else form.action == self.address.split("?")[0]:
                return form
        raise AssertionError(f"{self.address} has no form {action!r}, only {[form.action for form in self.forms]}")


class Client:
    """A browser in which `who` is signed in. What it is sent must be sound, and hold no other organisation's words."""

    def __init__(self, app: Flask, world: World | None = None, who: Who = Who.NOBODY) -> None:
        self.app = app
        self.browser = app.test_client()
        self.foreign = world.foreign_canaries(who) if world is not None else ()
        if world is not None and who is not Who.NOBODY:
            self.sign_in_as(world.people[who])

    def sign_in_as(self, person_id: int) -> None:
        """Have a session, without the sign-in page."""
        with inside(self.app):
            token, _ = open_session(person_id, remember=False)
            db.session.commit()
        self.browser.set_cookie(SESSION_COOKIE, token, secure=True)

    def get(self, address: str, status: int = 200, **options: Any) -> Page:
        """Open an address."""
        return self._received(self.browser.get(address, **options), address, status)

    def send(self, page: Page, values: Values | None = None, action: str | None = None, status: int = 303) -> Page:
        """Fill in a form of the page and send it. Answered by a redirect when all is well."""
        form = page.form(action)
        return self.post(form.action, form.filled(values or {}), status)

    def post(self, address: str, values: Mapping[str, Any] | None = None, status: int = 303, **options: Any) -> Page:
        """Send values as a page of ours would; a CSRF token is added where `values` has none."""
        data = {"csrf_token": self.csrf_token(), **(values or {})}
        headers = {"Origin": ORIGIN, **options.pop("headers", {})}
        response = self.browser.post(address, data=data, headers=headers, **options)
        return self._received(response, address, status)

    def follow(self, page: Page, status: int = 200) -> Page:
        """Go where the answer leads."""
        return self.get(page.location, status)

    def csrf_token(self) -> str:
        """A token that the forms of this browser carry."""
        with self.browser.session_transaction() as session:
            secret = session.setdefault("csrf_token", secrets.token_hex(20))
        return str(URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token").dumps(secret))

    def _received(self, response: TestResponse, address: str, status: int) -> Page:
        page = Page(response, address)
        assert page.status == status, f"{address} was answered with {page.status}, not {status}: {page.text[:600]}"
        problems = list(_header_problems(response))
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            problems += check_page(page.html, url=address)
        sent = response.get_data() + str(response.headers).encode()
        problems += [f"holds {word}, another organisation's word" for word in self.foreign if word.encode() in sent]
        assert not problems, f"{address}: " + "\n".join(problems)
        return page


def _header_problems(response: TestResponse) -> list[str]:
    return [
        f"the header {name} is {response.headers.get(name)!r}, not {value!r}"
        for name, value in HEADERS.items()
        if response.headers.get(name) != value
    ]


def _elements(within: Any, selector: str) -> Iterator[Element]:
    return (found for found in within.query(selector) if isinstance(found, Element))


def _read_form(form: Element, address: str) -> Form:
    here = address.split("?", maxsplit=1)[0]
    found = Form(str(urljoin(here, str(form.attrs.get("action") or here))), str(form.attrs.get("method") or "get"))
    for control in _elements(form, "[name]"):
        for value in _values_of(control):
            found.fields.setdefault(str(control.attrs["name"]), []).append(value)
    return found


def _values_of(control: Element) -> list[str]:
    """What a browser sends for a control that nobody touches."""
    if control.name == "textarea":
        return [control.to_text(strip=False)]
    if control.name == "select":
        options = list(_elements(control, "option"))
        chosen = [option for option in options if "selected" in option.attrs] or options[:1]
        return [str(option.attrs.get("value") or "") for option in chosen]
    if control.name != "input" or control.attrs.get("type") in ("submit", "button", "file"):
        return []
    if control.attrs.get("type") in ("checkbox", "radio") and "checked" not in control.attrs:
        return []
    return [str(control.attrs.get("value") or "")]
