"""Every route there is, for everyone there is, on one's own and on others' things: derived from the table of rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import pytest
from flask import Flask
from werkzeug.routing import Rule

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.blueprints.common.access import LARGEST_ID, NOUNS, OF_ORGANIZATION
from qi_tracker.errors import Forbidden, NotFound
from qi_tracker.extensions import db
from qi_tracker.models import Base
from qi_tracker.services.acting import within
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

# What an address holds beside the id of a thing.
OTHER_PARAMETERS = {"invitation_id": 1, "token": "made-up", "period": "2025-01-01", "day": "2025-01-01"}


@dataclass(frozen=True, slots=True)
class Route:
    """One address that needs a permission to one thing."""

    rule: Rule
    permission: Permission
    noun: str

    def address(self, app: Flask, number: int) -> str:
        """The route's address for the thing with this number."""
        values = {name: OTHER_PARAMETERS.get(name, number) for name in self.rule.arguments}
        with app.test_request_context():
            return str(app.url_map.bind("localhost").build(self.rule.endpoint, values))

    @property
    def methods(self) -> list[str]:
        """GET, POST or both."""
        return sorted((self.rule.methods or set()) & {"GET", "POST"})


def routes_to_things(app: Flask) -> Iterator[Route]:
    """Every route whose address names a thing of an organisation."""
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "required_permission", None)
        for noun in rule.arguments & set(NOUNS):
            assert permission is not None, f"{rule} names a {noun} and asks for no permission"
            yield Route(rule, permission, noun)


def answer(client: Client, method: str, address: str) -> tuple[int, str]:
    """Status and text of the answer."""
    data = {"csrf_token": client.csrf_token()} if method == "POST" else None
    sent = client.browser.open(address, method=method, data=data)
    assert not [word for word in client.foreign if word.encode() in sent.get_data() + str(sent.headers).encode()]
    return sent.status_code, sent.get_data(as_text=True)


def refusals(app: Flask, world: World, who: Who) -> Mapping[tuple[Permission, str, str], int | None]:
    """404, 403, or None for one who is let in, by the rules alone: for permission, noun and whose it is."""
    asked = {(route.permission, route.noun) for route in routes_to_things(app)}
    tenants = (world.lerkevik, world.storfjell)
    found: dict[tuple[Permission, str, str], int | None] = {}
    with inside(app, world.people[who]) as actor, within(db.session(), [each["organization_id"] for each in tenants]):
        for (permission, noun), tenant in product(asked, tenants):
            thing = db.session.get_one(NOUNS[noun], tenant[noun])
            target = thing.organization if isinstance(thing, OF_ORGANIZATION) else thing
            found[permission, noun, tenant.canary] = _refusal(actor, permission, target)
    return found


def _refusal(actor: Actor, permission: Permission, target: Base) -> int | None:
    try:
        require(actor, permission, target)
    except NotFound:
        return 404
    except Forbidden:
        return 403
    return None


def test_the_world_has_one_of_every_thing_that_addresses_name(app: Flask, world: World) -> None:
    assert {route.noun for route in routes_to_things(app)} <= set(world.lerkevik.ids)
    assert len(list(routes_to_things(app))) > 40


def departures(app: Flask, world: World, client: Client, who: Who, methods: set[str]) -> Iterator[str]:
    """Where a route answers this person otherwise than the rules say."""
    expected = refusals(app, world, who)
    for route in routes_to_things(app):
        for tenant in (world.lerkevik, world.storfjell):
            refusal = expected[route.permission, route.noun, tenant.canary]
            for method in methods & set(route.methods):
                if method == "POST" and refusal is None:
                    # What it does belongs to its own tests, and would change what comes after.
                    continue
                status, _ = answer(client, method, route.address(app, tenant[route.noun]))
                if status != refusal if refusal else status not in (200, 303):
                    yield f"{method} {route.rule} of {tenant.canary}: {status}, not {refusal or 200}"


@pytest.mark.parametrize("who", [who for who in Who if who is not Who.NOBODY])
def test_everyone_is_answered_by_the_rules(app: Flask, world: World, sign_in: SignIn, who: Who) -> None:
    assert list(departures(app, world, sign_in(who), who, {"GET", "POST"})) == []


@pytest.mark.parametrize("who", [Who.OUTSIDER, Who.OPERATOR])
def test_what_is_anothers_looks_like_what_is_not_there(sqlite_only: Prepared, who: Who) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    client, expected = Client(app, world, who), refusals(app, world, who)
    for route in routes_to_things(app):
        if expected[route.permission, route.noun, world.lerkevik.canary] != 404:
            continue
        for method in route.methods:
            theirs = answer(client, method, route.address(app, world.lerkevik[route.noun]))
            assert theirs == answer(client, method, route.address(app, 999_999)), f"{method} {route.rule}"


@pytest.mark.parametrize("number", [0, 999_999, LARGEST_ID + 1, 10**30])
def test_what_is_not_there_is_not_found(sqlite_only: Prepared, number: int) -> None:
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    for route in routes_to_things(sqlite_only.app):
        for method in route.methods:
            assert answer(client, method, route.address(sqlite_only.app, number))[0] == 404, f"{method} {route.rule}"


def test_nobody_is_asked_to_sign_in(sqlite_only: Prepared) -> None:
    client, ids = Client(sqlite_only.app), sqlite_only.world.lerkevik
    for route in routes_to_things(sqlite_only.app):
        address = route.address(sqlite_only.app, ids[route.noun])
        for method in route.methods:
            status, text = answer(client, method, address)
            # A form that no page of ours has sent is not kept, so it is refused as such.
            assert status == (303 if method == "GET" else 400), f"{method} {route.rule}"
            assert ids.canary not in text


def test_a_route_that_forgets_to_ask_is_seen(
    app: Flask, world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix turned red: a check that lets everyone through."""
    monkeypatch.setattr("qi_tracker.blueprints.common.access.require", lambda *_: None)
    found = list(departures(app, world, sign_in(Who.PLAIN_MEMBER), Who.PLAIN_MEMBER, {"GET"}))
    assert any(departure.endswith("200, not 403") for departure in found)


def test_a_lookup_that_forgets_the_organisation_is_seen(sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no row-level security helps: somebody else's thing, let in by a rule that looks at the role alone."""
    app, world = sqlite_only.app, sqlite_only.world
    monkeypatch.setattr("qi_tracker.blueprints.common.access.require", lambda *_: None)
    monkeypatch.setattr("qi_tracker.access.actors.Actor.organization_ids", (1, 2))
    client = Client(app, world, Who.OUTSIDER)
    client.foreign = ()
    found = list(departures(app, world, client, Who.OUTSIDER, {"GET"}))
    assert any(departure.endswith("200, not 404") for departure in found)
