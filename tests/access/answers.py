"""How everyone must be answered: by the table of rules, and once more by a law that does not read that table."""

from collections.abc import Iterator, Mapping
from typing import Final

from flask import Flask

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.blueprints.common.access import NOUNS, OF_ORGANIZATION
from qi_tracker.errors import Forbidden, NotFound
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Base,
    ChangeIdea,
    Measure,
    OwnedRow,
    Project,
    TenantRow,
    Unit,
)
from qi_tracker.services.acting import within
from tests.access.house import IN_LERKEVIK, IN_PROJECT, SIGNED_IN, Anyone, House, Party, Place
from tests.access.routes import Kind, Route
from tests.inside import inside
from tests.people import Who

# For each person, place and route: 404, 403, or None for one who is let in.
Refusals = Mapping[tuple[Place, Permission, str], int | None]

# A row in the bin hides all beneath it.
_ABOVE: Final[Mapping[str, type[TenantRow]]] = {
    "project_id": Project,
    "measure_id": Measure,
    "change_idea_id": ChangeIdea,
    "unit_id": Unit,
}
_NOT_ABOVE: Final = {(Aim, "measure_id"), (Project, "unit_id")}


def refusals(app: Flask, house: House, who: Anyone, routes: list[Route]) -> Refusals:
    """What the rules alone say, and that what is in the bin or of an organisation one has no part in is not there."""
    asked = {(route.permission, route.noun) for route in routes if route.kind is Kind.THING}
    organizations = {place["organization_id"] for at, place in house.places.items() if at is not Place.MISSING}
    found: dict[tuple[Place, Permission, str], int | None] = {}
    with inside(app, house.person_id(who)) as actor, within(db.session(), organizations):
        for place, tenant in house.places.items():
            for permission, noun in asked:
                assert permission is not None
                found[place, permission, noun] = _refusal(actor, permission, _live(noun, tenant[noun]))
    return found


def _live(noun: str, number: int) -> Base | None:
    """The thing with this id, when neither it nor anything above it is in the bin."""
    thing = db.session.get(NOUNS[noun], number, execution_options={"include_deleted": True}, populate_existing=True)
    return thing if thing is not None and not _is_hidden(thing) else None


def _is_hidden(thing: object) -> bool:
    if getattr(thing, "deleted_at", None) is not None:
        return True
    for column, noun in _ABOVE.items():
        above = getattr(thing, column, None)
        if above is None or (type(thing), column) in _NOT_ABOVE:
            continue
        row = db.session.get(noun, above, execution_options={"include_deleted": True}, populate_existing=True)
        if row is None or _is_hidden(row):
            return True
    return False


def _refusal(actor: Actor, permission: Permission, thing: Base | None) -> int | None:
    if thing is None or (isinstance(thing, OwnedRow) and thing.organization_id not in actor.organization_ids):
        return 404
    target = thing.organization if isinstance(thing, OF_ORGANIZATION) else thing
    try:
        require(actor, permission, target)
    except NotFound:
        return 404
    except Forbidden:
        return 403
    return None


# The law. It says for one's own project who is let in, without asking `access/`: by what the address names, and
# whether something can be changed there.

_TEAM: Final[frozenset[Anyone]] = IN_PROJECT - {Who.READER}
_SEEING: Final[frozenset[Anyone]] = IN_LERKEVIK | IN_PROJECT
_RUNNING: Final[frozenset[Anyone]] = frozenset({Who.LEAD, Who.ADMINISTRATOR})

_OVER_PRIVACY: Final[frozenset[Anyone]] = frozenset({Who.ADMINISTRATOR, Party.PRIVACY_OFFICER})

# Noun → those who may write, and those who may look where nothing can be written.
LAW: Final[Mapping[str, tuple[frozenset[Anyone], frozenset[Anyone]]]] = {
    "organization_id": (frozenset({Who.ADMINISTRATOR}), frozenset({Who.ADMINISTRATOR})),
    "membership_id": (frozenset({Who.ADMINISTRATOR}), frozenset({Who.ADMINISTRATOR})),
    "unit_id": (frozenset({Who.ADMINISTRATOR}), IN_LERKEVIK),
    "unit_leadership_id": (frozenset({Who.ADMINISTRATOR}), frozenset({Who.ADMINISTRATOR})),
    "project_membership_id": (_RUNNING, _RUNNING),
    "draft_id": (frozenset({Who.LEAD}), frozenset({Who.LEAD})),
    "context_draft_id": (frozenset({Who.LEAD}), frozenset({Who.LEAD})),
}
# What lies in a project: its team writes, its readers look.
IN_A_PROJECT: Final[tuple[frozenset[Anyone], frozenset[Anyone]]] = (_TEAM, IN_PROJECT)

# Endpoint → who is let in, where that is another than the law says.
EXCEPTIONS: Final[Mapping[str, frozenset[Anyone]]] = {
    # Title, aims and phase, to everyone who belongs.
    "projects.show": _SEEING,
    # What may be seen wider, to leaders too. Those inside see all of the first.
    **dict.fromkeys(
        (
            "measures.show",
            "measures.show_wider",
            "measures.wider_chart_png",
            "measures.wider_chart_svg",
            "measures.wider_numbers_xlsx",
            "measures.wider_numbers_csv",
        ),
        IN_PROJECT | {Who.LEADER, Who.UNIT_LEADER},
    ),
    "projects.delete": frozenset({Who.LEAD}),
    # Ends the blind scoring for all.
    **dict.fromkeys(("stars.close", "stars.reopen"), frozenset({Who.LEAD})),
    # Shows to all organisations what the team has written.
    "idea_library.share": frozenset({Who.LEAD}),
    # The measure's owner.
    "measures.edit_insiders": frozenset({Who.LEAD}),
    # Pages without a form of their own, on the way to one that only the team fills in.
    "indicators.index": _TEAM,
    "measures.check_number": _TEAM,
    "projects.edit_people": _RUNNING,
    "projects.invite_person": _RUNNING,
    "projects.mail_invitation": _RUNNING,
    "projects.withdraw_invitation": _RUNNING,
    # The one who is asked.
    "help_requests.answer": frozenset({Who.LEAD}),
    "bin.restore_person": _RUNNING,
    "history.redact_in_project": frozenset({Who.LEAD}),
    "history.redact_text": frozenset({Who.LEAD}),
    "organizations.show": IN_LERKEVIK,
    # As much in each file as its reader sees on the pages.
    "organizations.all_xlsx": IN_LERKEVIK,
    "organizations.all_csv": IN_LERKEVIK,
    "organizations.all_zip": IN_LERKEVIK,
    "organizations.all_json": IN_LERKEVIK,
    "units.index": IN_LERKEVIK,
    "privacy.about_you": IN_LERKEVIK,
    "privacy.show": _OVER_PRIVACY,
    "privacy.edit_threshold": _OVER_PRIVACY,
    "privacy.edit_retention": _OVER_PRIVACY,
    "privacy.protocol": _OVER_PRIVACY,
    "privacy.protocol_file": _OVER_PRIVACY,
    "privacy.assessment": _OVER_PRIVACY,
    "privacy.assessment_file": _OVER_PRIVACY,
    "organizations.invite_administrator": frozenset({Who.OPERATOR}),
}


def let_in_by_law(route: Route) -> frozenset[Anyone]:
    """Who is let in to one's own thing."""
    may_write, may_look = LAW.get(route.noun, IN_A_PROJECT)
    return EXCEPTIONS.get(route.endpoint, may_write if route.writes else may_look)


def unlawful(app: Flask, house: House, routes: list[Route]) -> Iterator[str]:
    """Each route whose permission lets in others than the law does."""
    asked = [route for route in routes if route.kind is Kind.THING]
    let_in: dict[str, set[Anyone]] = {route.endpoint: set() for route in asked}
    for who in SIGNED_IN:
        found = refusals(app, house, who, asked)
        for route in asked:
            assert route.permission is not None
            if found[Place.OWN, route.permission, route.noun] is None:
                let_in[route.endpoint].add(who)
    for route in asked:
        lawful = let_in_by_law(route)
        if let_in[route.endpoint] != lawful:
            yield (
                f"{route.endpoint} ({route.permission}) lets in {_names(let_in[route.endpoint])}, and the law "
                f"{_names(lawful)}: mend the permission, or name the endpoint in EXCEPTIONS of tests/access/answers.py."
            )


def _names(those: set[Anyone] | frozenset[Anyone]) -> str:
    return ", ".join(sorted(those)) or "nobody"
