"""Every route there is, sorted by whom it is for, and an address of it at every place.

A route that fits nowhere is named, with what to do about it: nobody can add one that the matrix passes over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask import Flask
from werkzeug.routing import Rule

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import NOUNS
from tests.access.house import NOWHERE, House, Place

# What addresses hold beside the id of a thing. Ids of a second thing are taken from the place, by their name.
PARAMETERS: Final[Mapping[str, str]] = {
    "token": "made-up",
    "period": "2025-01-01",
    "part": "definition",
    "day": "2025-01-01",
    "filename": "style.css",
    "tool": "pareto",
}
# Ids of what is not fetched by `requires`, and must be looked for among those of the first thing, or one's own.
SECOND_IDS: Final = frozenset({"invitation_id", "session_id"})
METHODS: Final = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE")


class Kind(StrEnum):
    """Whom a route is for."""

    # The same for everyone: style sheets and scripts.
    STATIC = "static"
    # Says `@public`: open to those who are not signed in.
    PUBLIC = "public"
    # Opened by a secret in its address.
    TOKEN = "token"
    # Needs a permission to what its address names.
    THING = "thing"
    # Needs a permission, and shows what is the asker's.
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Route:
    """One rule of the address map."""

    rule: Rule
    kind: Kind
    permission: Permission | None
    # The parameter that names the thing; "" where there is none.
    noun: str

    @property
    def endpoint(self) -> str:
        """Blueprint and view."""
        return str(self.rule.endpoint)

    @property
    def methods(self) -> Sequence[str]:
        """Those that the route answers, HEAD and OPTIONS aside."""
        return [method for method in METHODS if method in (self.rule.methods or ()) and method != "HEAD"]

    @property
    def writes(self) -> bool:
        """Whether something can be changed by it."""
        return set(self.methods) != {"GET"}

    @property
    def second_ids(self) -> frozenset[str]:
        """Ids of further things in the address."""
        return frozenset(self.rule.arguments) & SECOND_IDS

    def address(self, app: Flask, ids: Mapping[str, int], **instead: object) -> str:
        """The route's address for the things with these ids."""
        values = {name: PARAMETERS.get(name) or ids.get(name, NOWHERE) for name in self.rule.arguments}
        with app.test_request_context():
            return str(app.url_map.bind("localhost").build(self.rule.endpoint, {**values, **instead}))


def every_route(app: Flask) -> Sequence[Route]:
    """All of them, in an order that stays."""
    return [_route(app, rule) for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))]


def routes_to_things(app: Flask) -> Sequence[Route]:
    """Those whose address names a thing of an organisation."""
    return [route for route in every_route(app) if route.kind is Kind.THING]


def _route(app: Flask, rule: Rule) -> Route:
    view = app.view_functions[rule.endpoint]
    permission = getattr(view, "required_permission", None)
    noun = next(iter(rule.arguments & set(NOUNS)), "")
    if rule.endpoint == "static":
        kind = Kind.STATIC
    elif permission is None:
        kind = Kind.TOKEN if "token" in rule.arguments else Kind.PUBLIC
    else:
        kind = Kind.THING if noun else Kind.OWN
    return Route(rule, kind, permission, noun)


def unknown_routes(app: Flask, house: House) -> Iterator[str]:
    """Each route that the matrix cannot ask, and how to mend that."""
    own = house.places[Place.OWN]
    for route in every_route(app):
        view, said = app.view_functions[route.endpoint], f"{route.endpoint} ({route.rule})"
        if route.kind is not Kind.STATIC and route.permission is None and not getattr(view, "is_public", False):
            yield f"{said} says neither @requires(Permission.…) nor @public: say one, right above the function."
        if len(route.rule.arguments & set(NOUNS)) > 1:
            yield f"{said} names two things of NOUNS: `requires` checks one. Name the other in SECOND_IDS."
        if route.permission is None and route.noun:
            yield f"{said} names a {route.noun} and asks for no permission: say @requires(Permission.…)."
        for name in sorted(route.rule.arguments - set(PARAMETERS)):
            if name in NOUNS and name not in own.ids:
                yield f"{said}: the world has no {name}. Make one of it for each organisation in tests/people.py."
            elif name not in NOUNS and name not in SECOND_IDS:
                yield (
                    f"{said} has the parameter {name}, which the matrix knows nothing of: if it is the id of a thing, "
                    "name it in NOUNS of blueprints/common/access.py; else give it a value in PARAMETERS or "
                    "SECOND_IDS of tests/access/routes.py."
                )
