"""The matrix: everyone at every route, at every place, with every method; and what departs from the rules."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from qi_tracker.access.rules import allows
from qi_tracker.blueprints.common.access import NOUNS
from qi_tracker.extensions import db
from tests.access.answers import refusals
from tests.access.browsing import Browser, changed, digests, filled_in, house_of
from tests.access.house import NOWHERE, Anyone, House, Place
from tests.access.routes import Kind, Route, every_route, routes_to_things
from tests.client import Page
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who

SERVED = frozenset({200, 303, 304})
# A form that is sent empty, to one who may send it.
NOT_FOUND = 404
RECEIVED = SERVED | {400, 409, 422}


@dataclass
class Account:
    """What has been asked, and what was wrong with the answers."""

    n_cases: int = 0
    problems: list[str] = field(default_factory=list)
    # Endpoints of forms that have been received and have changed something.
    accepted: set[str] = field(default_factory=set)

    def add(self, other: "Account") -> None:
        """Put two accounts together."""
        self.n_cases += other.n_cases
        self.problems += other.problems
        self.accepted |= other.accepted


def things(prepared: Prepared, who: Anyone, places: Collection[Place], methods: Collection[str]) -> Account:
    """Ask for every thing at these places. What is refused must have changed nothing; what is not is only looked at."""
    house, account = house_of(prepared), Account()
    routes = routes_to_things(prepared.app)
    expected = refusals(prepared.app, house, who, list(routes))
    before, browser = digests(prepared), Browser(prepared, who)
    # What is hidden is answered to the letter as what does not exist.
    not_there = {method: browser.ask(method, _nowhere(prepared, method)).get_data() for method in methods}
    for route in routes:
        assert route.permission is not None
        for place in places:
            refusal = expected[place, route.permission, route.noun]
            for method in methods:
                is_form = method == "POST"
                if method not in (*route.methods, "HEAD") or (is_form and refusal is None):
                    continue
                if method == "HEAD" and "GET" not in route.methods:
                    continue
                response = browser.ask(method, _address(prepared, house, route, place))
                answer = response.status_code
                if answer != refusal if refusal else answer not in SERVED:
                    account.problems.append(
                        f"{who}: {method} {route.rule} ({place}): {answer}, not {refusal or 'served'}"
                    )
                if refusal == NOT_FOUND and not_there.setdefault(method, response.get_data()) != response.get_data():
                    account.problems.append(
                        f"{who}: {method} {route.rule} ({place}) looks otherwise than what is not there"
                    )
    account.problems += [
        f"{who}: a refused request has changed {table}" for table, _ in changed(before, digests(prepared))
    ]
    return _closed(account, browser)


def _nowhere(prepared: Prepared, method: str) -> str:
    """The address of a thing that there is none of."""
    routes = (route for route in routes_to_things(prepared.app) if method in (*route.methods, "HEAD"))
    return next(routes).address(prepared.app, house_of(prepared).places[Place.MISSING].ids)


def _address(prepared: Prepared, house: House, route: Route, place: Place) -> str:
    return route.address(prepared.app, house.places[place].ids)


def _closed(account: Account, browser: Browser) -> Account:
    with browser.client.browser.session_transaction() as session:
        # Messages that wait in the cookie for the next page.
        kept = [word for word in browser.kept_from if word in repr(dict(session))]
    account.problems += browser.leaks + [f"{browser.who}: the cookie holds {word}" for word in kept]
    account.n_cases += browser.n_asked
    return account


def not_signed_in(prepared: Prepared) -> Account:
    """Nobody is let in anywhere but to what is public."""
    house, account, browser = house_of(prepared), Account(), Browser(prepared, Who.NOBODY)
    for route in every_route(prepared.app):
        if route.kind not in (Kind.THING, Kind.OWN):
            continue
        for method in route.methods:
            answer = browser.ask(method, _address(prepared, house, route, Place.OWN)).status_code
            # A form that no page of ours has sent is not kept, so it is refused as such.
            if answer != (303 if method == "GET" else 400):
                account.problems.append(f"nobody: {method} {route.rule}: {answer}")
    return _closed(account, browser)


def without_thing(prepared: Prepared, who: Anyone) -> Account:
    """What is public, and what is the asker's own: everyone gets an answer, and it is theirs."""
    house, account = house_of(prepared), Account()
    for route in every_route(prepared.app):
        if route.kind is Kind.THING:
            continue
        is_refused = route.kind is Kind.OWN and not _may(prepared, house, who, route)
        for method in route.methods:
            # Signing out belongs to these.
            browser = Browser(prepared, who)
            answer = browser.ask(method, _address(prepared, house, route, Place.OWN)).status_code
            is_right = answer == 403 if is_refused else answer in RECEIVED | {404, 410}
            if not is_right and not (who is Who.NOBODY and route.kind is Kind.OWN):
                account.problems.append(f"{who}: {method} {route.rule}: {answer}")
            _closed(account, browser)
    return account


def _may(prepared: Prepared, house: House, who: Anyone, route: Route) -> bool:
    if who is Who.NOBODY or route.permission is None:
        return route.permission is None
    with inside(prepared.app, house.person_id(who)) as actor:
        return allows(actor, route.permission)


def mixed_addresses(prepared: Prepared, who: Anyone) -> Account:
    """Addresses with two ids, of which the second is of another place than the first."""
    house, account, browser = house_of(prepared), Account(), Browser(prepared, who)
    before = digests(prepared)
    own = house.places[Place.OWN]
    for route in every_route(prepared.app):
        for name in route.second_ids:
            for place in (Place.OTHER, Place.MISSING):
                address = route.address(prepared.app, {**own.ids, name: house.places[place].ids.get(name, NOWHERE)})
                for method in route.methods:
                    form = {"version": "1"} if method == "POST" else None
                    if (answer := browser.ask(method, address, form).status_code) != 404:
                        account.problems.append(f"{who}: {method} {route.rule} with {name} of {place}: {answer}")
    account.problems += [f"{who}: {table} was changed" for table, _ in changed(before, digests(prepared))]
    return _closed(account, browser)


def forms(prepared: Prepared, who: Anyone, endpoints: Collection[str] = ()) -> Account:
    """Fill in and send each form that this person may send, one after the other; each leaves others' things alone."""
    house, account = house_of(prepared), Account()
    routes = [route for route in routes_to_things(prepared.app) if "POST" in route.methods]
    expected = refusals(prepared.app, house, who, routes)
    foreign = {house.places[Place.OTHER]["organization_id"]}
    before = digests(prepared)
    for route in routes:
        assert route.permission is not None
        if expected[Place.OWN, route.permission, route.noun] is not None or (
            endpoints and route.endpoint not in endpoints
        ):
            continue
        browser = Browser(prepared, who)
        answer = _send(prepared, house, browser, route)
        touched = changed(before, after := digests(prepared))
        # A button that names a thing of the bin, where none is, gets "not there"; `form_ids` presses the real ones.
        if answer not in RECEIVED and not (answer == NOT_FOUND and "GET" not in route.methods):
            account.problems.append(f"{who}: POST {route.rule} of a filled form: {answer}")
        if theirs := {table for table, organization_id in touched if organization_id in foreign}:
            account.problems.append(f"{who}: POST {route.rule} has changed another organisation's {theirs}")
        _closed(account, browser)
        if after != before:
            account.accepted.add(route.endpoint)
            prepared.restore()
    return account


def _send(prepared: Prepared, house: House, browser: Browser, route: Route) -> int:
    """Send the form as it stands on its page, filled in; a button alone with the version of its thing."""
    address = _address(prepared, house, route, Place.OWN)
    if "GET" in route.methods:
        page = browser.page(address)
        own = [form for form in page.forms if form.method == "post" and form.action.split("?")[0] == page.address]
        answer = browser.send(own[0], filled_in(page, own[0])) if own else browser.ask("POST", address)
    else:
        answer = browser.ask("POST", address, {"version": _version(prepared, house, route), "idempotency_key": "k"})
    if answer.status_code == 303:
        browser.ask("GET", Page(answer, address).location)
    return answer.status_code


def _version(prepared: Prepared, house: House, route: Route) -> str:
    with inside(prepared.app, house.person_id(Who.LEAD)):
        thing = db.session.get(NOUNS[route.noun], house.places[Place.OWN][route.noun])
        return str(getattr(thing, "version", ""))


def unknown_methods(prepared: Prepared, who: Anyone) -> Account:
    """Methods that a route does not name are refused before anything else."""
    house, account, browser = house_of(prepared), Account(), Browser(prepared, who)
    for route in every_route(prepared.app):
        address = _address(prepared, house, route, Place.OWN)
        served = {
            method for each in every_route(prepared.app) if each.rule.rule == route.rule.rule for method in each.methods
        }
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - served:
            if (answer := browser.ask(method, address).status_code) != 405:
                account.problems.append(f"{who}: {method} {route.rule}: {answer}, not 405")
    return _closed(account, browser)


def problems_of(accounts: Iterator[Account] | Sequence[Account]) -> list[str]:
    """All that was wrong."""
    return [problem for account in accounts for problem in account.problems]
