"""Somebody at a browser, who asks for everything and keeps account of what should not have been sent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from justhtml import Element
from sqlalchemy.engine.interfaces import DBAPICursor
from werkzeug.test import TestResponse

from qi_tracker.extensions import db
from qi_tracker.models import Base
from qi_tracker.services.acting import act_as
from tests.access.house import DELETED, Anyone, House
from tests.access.leaving import bytes_of, words_in
from tests.client import ORIGIN, Client, Form, Page
from tests.databases import Prepared
from tests.inside import inside
from tests.people import PASSWORD, Who

# Rows that a refused request may leave too; a key tells that a form was sent, and nothing of what it said.
_ASIDE = frozenset({"sign_in_sessions", "sign_in_failures", "idempotency_keys"})

SHOWS_DELETED = re.compile(r"/(bin|history)(/|$)")
# To those who look after privacy: what is counted, about whom.
SHOWS_DEFINITIONS = re.compile(r"/privacy(/(protocol|assessment)(\.md)?)?$")

Digests = Mapping[tuple[str, int | None], int]


class Browser:
    """Asks in somebody's name. `leaks` are the words that reached them and should not have."""

    def __init__(self, prepared: Prepared, who: Anyone) -> None:
        self.prepared, self.who = prepared, who
        self.client = Client(prepared.app)
        house = house_of(prepared)
        self.kept_from = house.words_kept_from(who)
        self._kept_from = re.compile("|".join(self.kept_from).encode())
        if who is not Who.NOBODY:
            self.client.sign_in_as(house.person_id(who))
        self._csrf: str | None = None
        self.n_asked = 0
        self.leaks: list[str] = []

    def ask(self, method: str, address: str, data: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
        """One request, with a token against forged ones where something is sent."""
        if method not in ("GET", "HEAD"):
            self._csrf = self._csrf or self.client.csrf_token()
            options = {"data": {"csrf_token": self._csrf, **(data or {})}, **options}
        response = self.client.browser.open(address, method=method, **options)
        self.n_asked += 1
        sent = bytes_of(response)
        if self._kept_from.search(sent) and (words := self._wrong(sent, address)):
            self.leaks.append(f"{method} {address} sends {self.who} {', '.join(words)} ({response.status_code})")
        return response

    def _wrong(self, sent: bytes, address: str) -> list[str]:
        # The bin and the history tell of what was deleted, and so does the button that undoes it.
        path = address.split("?", maxsplit=1)[0]
        told = {DELETED} if SHOWS_DELETED.search(path) else set()
        if SHOWS_DEFINITIONS.search(path):
            told |= house_of(self.prepared).defined_in_live_projects
        return [word for word in words_in(sent, self.kept_from) if word not in told]

    def page(self, address: str) -> Page:
        """An address, opened."""
        return Page(self.ask("GET", address), address)

    def send(self, form: Form, values: Mapping[str, Any] | None = None) -> TestResponse:
        """The form as it stands, with these values typed over it."""
        fields = {name: value for name, value in form.filled(values or {}).items() if name != "csrf_token"}
        return self.ask("POST", form.action, fields, headers={"Origin": ORIGIN})


def house_of(prepared: Prepared) -> House:
    """The house that the app has been made with."""
    assert isinstance(prepared.world, House)
    return prepared.world


def digests(prepared: Prepared) -> Digests:
    """(table, organisation) → what its rows are, to see what a request has changed and whose it was."""
    house = house_of(prepared)
    with inside(prepared.app):
        act_as(db.session(), None, {place["organization_id"] for place in house.places.values()})
        # As the database has them: to make our own values of them takes ten times as long.
        with closing(db.session.connection().connection.cursor()) as cursor:
            how = _digests_on_postgresql if db.engine.dialect.name == "postgresql" else _digests_on_sqlite
            return dict(how(cursor))


def _owners() -> Iterator[tuple[str, str]]:
    """Each table, and its column that says whose a row is."""
    for table in Base.metadata.sorted_tables:
        if table.name not in _ASIDE:
            whose = "id" if table.name == "organizations" else "organization_id"
            yield table.name, whose if whose in table.columns else "NULL"


def _digests_on_sqlite(cursor: DBAPICursor) -> Iterator[tuple[tuple[str, int | None], int]]:
    for table, owner in _owners():
        cursor.execute(f"SELECT {owner}, * FROM {table}")
        kept: dict[int | None, int] = {}
        for row in cursor.fetchall():
            # Whatever order they come in.
            kept[row[0]] = kept.get(row[0], 0) + hash(row)
        yield from (((table, whose), digest) for whose, digest in kept.items())


def _digests_on_postgresql(cursor: DBAPICursor) -> Iterator[tuple[tuple[str, int | None], int]]:
    each = "SELECT '{0}', {1}::bigint, sum(hashtextextended({0}::text, 0)) FROM {0} GROUP BY 2"
    cursor.execute(" UNION ALL ".join(each.format(table, owner) for table, owner in _owners()))
    yield from (((table, whose), int(digest)) for table, whose, digest in cursor.fetchall())


def changed(before: Digests, after: Digests) -> set[tuple[str, int | None]]:
    """(table, organisation) of what is not as it was."""
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def filled_in(page: Page, form: Form) -> dict[str, list[str]]:
    """What somebody types who fills in all that is empty: enough for most forms to be received."""
    typed: dict[str, list[str]] = {}
    for control in _controls(page):
        name = str(control.attrs["name"])
        if name in ("csrf_token", "version") or not set(form.fields.get(name, [""])) <= {""}:
            continue
        for value in _something_for(control):
            typed.setdefault(name, []).append(value)
    return {name: values if name in form.fields else values[:1] for name, values in typed.items()}


def _controls(page: Page) -> Iterator[Element]:
    return (found for found in page.document.query("main form [name]") if isinstance(found, Element))


def _something_for(control: Element) -> Sequence[str]:
    kind, value = control.attrs.get("type") or "text", str(control.attrs.get("value") or "")
    if control.name == "select":
        return [str(option.attrs.get("value") or "") for option in control.query("option")][-1:]  # type: ignore[union-attr]  # an option is an element
    if kind == "radio":
        return [value]
    if kind in ("checkbox", "hidden", "file", "submit"):
        return []
    return [{"date": "2025-03-01", "email": "ny@example.no", "password": PASSWORD}.get(kind, _text_for(control))]


def _text_for(control: Element) -> str:
    return "5" if control.attrs.get("inputmode") == "decimal" else "Noe nytt"
