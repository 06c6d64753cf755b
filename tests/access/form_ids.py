"""Ids in form fields and in links: each is replaced by one that this person was not offered.

The fields are found on the pages themselves, so that a new one is tried from its first day.
"""

import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from justhtml import Element
from sqlalchemy import Column, Select, Table, bindparam, func, select

from qi_tracker.blueprints.common.access import NOUNS
from qi_tracker.extensions import db
from qi_tracker.models import Base
from qi_tracker.services.acting import act_as
from tests.access.answers import refusals
from tests.access.browsing import Browser, Digests, changed, digests, filled_in, house_of
from tests.access.house import NOWHERE, Anyone, House, Place
from tests.access.matrix import Account
from tests.access.routes import Kind, every_route
from tests.client import Form, Page
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Tenant, Who

_IS_ID: Final = re.compile(r"(^|_)ids?(-\d+)?$")
# A thing of any kind: "measures-7".
_IS_KEY: Final = re.compile(r"^[a-z_]+-\d+$")
KEY: Final = "key"

# What an id in a field is the id of: the name that the world gives it, or "person".
NAMED: Final[Mapping[str, str]] = {
    "measure_id": "measure_id",
    "numerator_measure_id": "measure_id",
    "denominator_measure_id": "measure_id",
    "organization_id": "organization_id",
    "project_id": "project_id",
    "unit_id": "unit_id",
    "parent_id": "unit_id",
    "person_id": "person",
    "owner_id": "person",
    "asked_of_id": "person",
    "collector_id": "person",
    "stand_in_id": "person",
    "thing": KEY,
    "source": KEY,
    "target": KEY,
    "about": KEY,
    "value": "value_id",
    "person": "person",
}
_TABLES: Final[Mapping[str, str]] = {
    "measure_id": "measures",
    "organization_id": "organizations",
    "project_id": "projects",
    "unit_id": "units",
    "person": "people",
}
_ACCEPTED: Final = 303
_KEYED: Final = {noun.__tablename__ for noun in NOUNS.values()}
# Where the things are that no form of the other places may name.
STRANGE: Final = (Place.OTHER, Place.NEIGHBOURING, Place.MISSING)
# Where the pages are opened: in the bin of the last one there is something.
OPENED: Final = (Place.OWN, Place.DELETED)


@dataclass(frozen=True, slots=True)
class IdField:
    """A field that holds the id of something, on its page."""

    page: Page
    form: Form
    name: str
    offered: frozenset[str]

    @property
    def noun(self) -> str | None:
        """What it is the id of; None when nobody has said."""
        return NAMED.get(re.sub(r"-\d+$", "", self.name))


def id_fields(page: Page) -> Iterator[IdField]:
    """The fields of the page's forms that hold ids: by their name, or since all that they offer are numbers."""
    for form in page.forms:
        if form.method != "post":
            continue
        for name in form.fields:
            controls = [each for each in page.document.query("main form [name]") if _is_named(each, name)]
            offered = frozenset(value for control in controls for value in _offered(control))
            is_choice = any(control.name == "select" for control in controls if isinstance(control, Element))
            is_key = any(_IS_KEY.match(value) and _table_of(value) in _KEYED for value in offered)
            if is_key or _IS_ID.search(name) or (is_choice and offered and all(value.isdecimal() for value in offered)):
                yield IdField(page, form, name, offered)


def _table_of(key: str) -> str:
    return key.rpartition("-")[0]


def _is_named(found: object, name: str) -> bool:
    return isinstance(found, Element) and found.attrs.get("name") == name


def _offered(control: object) -> Iterator[str]:
    if not isinstance(control, Element):
        return
    if control.name == "select":
        yield from (str(each.attrs.get("value") or "") for each in control.query("option") if isinstance(each, Element))
    else:
        yield str(control.attrs.get("value") or "")


def pages_of(prepared: Prepared, browser: Browser) -> Iterator[Page]:
    """Every page that this person may open: of their own place, and those that name no thing."""
    house, who = house_of(prepared), browser.who
    routes = every_route(prepared.app)
    expected = refusals(prepared.app, house, who, list(routes))
    for route in routes:
        if "GET" not in route.methods or route.kind not in (Kind.THING, Kind.OWN):
            continue
        for place in OPENED:
            is_thing = route.kind is Kind.THING and route.permission is not None
            if is_thing and expected[place, route.permission, route.noun] is not None:  # type: ignore[index]  # asked above
                continue
            page = browser.page(route.address(prepared.app, house.places[place].ids))
            if page.status == 200 and page.response.mimetype == "text/html":
                yield page
            if not is_thing:
                break


def strangers(house: House, field: IdField) -> Sequence[str]:
    """Ids of the field's noun that it does not offer: of other places, of nothing, and what is no id."""
    if field.noun == KEY:
        return [key for place in STRANGE for key in keys_of(house.places[place]) if key not in field.offered]
    if field.noun == "person":
        ids = {*house.people.values(), *house.parties.values()}
    else:
        ids = {place.ids.get(str(field.noun), NOWHERE) for place in house.places.values()}
    return [number for number in map(str, sorted({*ids, NOWHERE})) if number not in field.offered]


def keys_of(tenant: Tenant) -> Iterator[str]:
    """Every thing of the place, as a form of the bin names it."""
    for name, number in tenant.ids.items():
        if (noun := NOUNS.get(name)) is not None:
            yield f"{noun.__tablename__}-{number}"


def try_strangers(prepared: Prepared, who: Anyone, only: str = "") -> Account:
    """Send every form with every id that it does not offer: none may be taken. `only` narrows it to one field."""
    house, account, browser = house_of(prepared), Account(), Browser(prepared, who)
    before, seen = digests(prepared), set[tuple[str, str]]()
    for field in [field for page in list(pages_of(prepared, browser)) for field in id_fields(page)]:
        if (field.form.action, field.name) in seen or only not in ("", field.name):
            continue
        seen.add((field.form.action, field.name))
        if field.noun is None:
            account.problems.append(
                f"{field.page.address}: the field {field.name} holds an id of nobody knows what: name it in NAMED of "
                "tests/access/form_ids.py."
            )
            continue
        for stranger in strangers(house, field):
            account.problems += _try(prepared, browser, field, stranger, before)
    account.problems += browser.leaks
    account.n_cases += browser.n_asked
    account.accepted |= {name for _, name in seen}
    return account


def try_additions(prepared: Prepared, who: Anyone) -> Account:
    """Send every form with fields that it has not, full of another organisation's ids: none may be taken."""
    house, account, browser = house_of(prepared), Account(), Browser(prepared, who)
    before, theirs = digests(prepared), house.places[Place.OTHER]
    ids = {
        name: house.people[Who.OUTSIDER] if noun == "person" else theirs[noun]
        for name, noun in NAMED.items()
        if noun in _TABLES
    }
    foreign = theirs["organization_id"]
    pointing = {name: points_to(prepared, NAMED[name], number) for name, number in ids.items()}
    seen = set[tuple[str, ...]]()
    for page in list(pages_of(prepared, browser)):
        for form in page.forms:
            # The same form stands on many pages, such as the choice of language.
            kind = (form.action.split("?")[0], *sorted(form.fields))
            if form.method != "post" or form.action.endswith("/sign-out") or kind in seen:
                continue
            seen.add(kind)
            added = {name: str(number) for name, number in ids.items() if name not in form.fields}
            status = browser.send(form, {**filled_in(page, form), **added}).status_code
            touched = changed(before, digests(prepared))
            if foreign in {organization_id for _, organization_id in touched} or status >= 500:
                account.problems.append(f"{who}: {form.action} with fields it has not: {status}, {touched}")
            if touched:
                taken = [name for name in added if points_to(prepared, NAMED[name], ids[name]) > pointing[name]]
                account.problems += [f"{who}: {form.action} takes {name}, which it does not have" for name in taken]
                prepared.restore()
                browser.client.sign_in_as(house.person_id(who))
    account.problems += browser.leaks
    account.n_cases += browser.n_asked
    return account


def _try(prepared: Prepared, browser: Browser, field: IdField, stranger: str, before: Digests) -> Iterator[str]:
    is_key = field.noun == KEY
    pointing = 0 if is_key else points_to(prepared, str(field.noun), int(stranger))
    typed = {**filled_in(field.page, field.form), field.name: [stranger]}
    status = browser.send(field.form, {**typed, "idempotency_key": f"{field.name}{stranger}"}).status_code
    touched = changed(before, digests(prepared))
    if touched:
        if is_key or points_to(prepared, str(field.noun), int(stranger)) > pointing:
            yield f"{browser.who}: {field.form.action} takes {field.name}={stranger}, which it does not offer"
        elif status != _ACCEPTED:
            yield f"{browser.who}: {field.form.action} refuses {field.name}={stranger} and changes {touched}"
        prepared.restore()
        browser.client.sign_in_as(house_of(prepared).person_id(browser.who))


def points_to(prepared: Prepared, noun: str, number: int) -> int:
    """How many rows point to the thing with this id."""
    with inside(prepared.app):
        act_as(db.session(), None, {place["organization_id"] for place in house_of(prepared).places.values()})
        return db.session.execute(_count_pointing(_TABLES[noun]), {"number": number}).scalar_one()


@cache
def _count_pointing(name: str) -> Select[tuple[int]]:
    """How many rows of all tables point to `number` of this one, in one question."""
    counts = [
        select(func.count()).select_from(column.table).where(column == bindparam("number")).scalar_subquery()
        for column in _pointing_to(Base.metadata.tables[name])
    ]
    return select(reduce(operator.add, counts))


def _pointing_to(table: Table) -> Iterator[Column[int]]:
    for other in Base.metadata.tables.values():
        if other.name.startswith(("audit_", "sign_in")):
            # Of the one who asks.
            continue
        for constraint in other.foreign_key_constraints:
            if constraint.referred_table is table:
                columns = [column for column in constraint.columns if column.name != "organization_id"]
                yield from columns or constraint.columns


def try_links(prepared: Prepared, who: Anyone) -> Account:
    """Open every address that has an id behind its question mark, and send its form, with the ids of other places."""
    house, account, browser = house_of(prepared), Account(), Browser(prepared, who)
    before = digests(prepared)
    links = _links_with_query(list(pages_of(prepared, browser)))
    # Some are on pages that only such a link leads to.
    links |= _links_with_query([browser.page(link) for link in sorted(_one_of_each(links))])
    for path, name in sorted({(urlsplit(link).path, name) for link in links for name, _ in _query(link)}):
        if name not in NAMED:
            if _IS_ID.search(name):
                account.problems.append(f"{path}: {name} is an id of nobody knows what: name it in NAMED.")
            continue
        account.accepted.add(name)
        for stranger in _strange_values(house, NAMED[name]):
            address = f"{path}?{urlencode({name: stranger})}"
            for method in ("GET", "POST"):
                form = {"reason": "Skal bort", "thing": stranger, "version": "1"}
                status = browser.ask(method, address, form if method == "POST" else None).status_code
                if status >= 500:
                    account.problems.append(f"{who}: {method} {address}: {status}")
    account.problems += [f"{who}: a link has changed {table}" for table in changed(before, digests(prepared))]
    account.problems += browser.leaks
    account.n_cases += browser.n_asked
    return account


def _links_with_query(pages: Iterable[Page]) -> set[str]:
    return {link for page in pages if page.status == 200 for link in page.links if "?" in link}


def _one_of_each(links: Iterable[str]) -> Iterable[str]:
    """One link of each path and each set of names behind the question mark."""
    return {(urlsplit(link).path, *(name for name, _ in _query(link))): link for link in links}.values()


def _query(link: str) -> Sequence[tuple[str, str]]:
    return parse_qsl(urlsplit(link).query)


def _strange_values(house: House, noun: str) -> Sequence[object]:
    if noun == KEY:
        return [key for place in STRANGE for key in keys_of(house.places[place])]
    if noun == "person":
        return [house.people[Who.OUTSIDER], NOWHERE]
    return [house.places[place].ids.get(noun, NOWHERE) for place in STRANGE]
