"""`@requires` and `@public`: every route says one of them, and a test names each that does not.

`@requires` also fetches what the route's address names, checks the right to it, and hands the object itself to the
view: no view can forget the check, and no view sees an id.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows, require
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.errors import NotFound
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Annotation,
    Base,
    CauseAnalysis,
    ChangeIdea,
    ContextDraft,
    ContextSeries,
    DocumentLink,
    Driver,
    DriverLink,
    Exclusion,
    Freeze,
    HelpRequest,
    Import,
    ImportDraft,
    ImportRecipe,
    Measure,
    Meeting,
    MeetingDecision,
    Membership,
    Organization,
    OwnedRow,
    Pause,
    PdsaCycle,
    Phase,
    Project,
    ProjectMembership,
    Stakeholder,
    StarRound,
    Sustainment,
    Task,
    Unit,
    UnitLeadership,
)

View = TypeVar("View", bound=Callable[..., Any])

# What an id in an address names. A route has at most one of them.
NOUNS: Mapping[str, type[Base]] = {
    "organization_id": Organization,
    "membership_id": Membership,
    "project_id": Project,
    "project_membership_id": ProjectMembership,
    "aim_id": Aim,
    "measure_id": Measure,
    "phase_id": Phase,
    "exclusion_id": Exclusion,
    "freeze_id": Freeze,
    "pause_id": Pause,
    "annotation_id": Annotation,
    "draft_id": ImportDraft,
    "done_import_id": Import,
    "recipe_id": ImportRecipe,
    "idea_id": ChangeIdea,
    "cycle_id": PdsaCycle,
    "task_id": Task,
    "meeting_id": Meeting,
    "decision_id": MeetingDecision,
    "context_series_id": ContextSeries,
    "context_draft_id": ContextDraft,
    "stakeholder_id": Stakeholder,
    "document_link_id": DocumentLink,
    "driver_id": Driver,
    "driver_link_id": DriverLink,
    "star_round_id": StarRound,
    "cause_analysis_id": CauseAnalysis,
    "sustainment_id": Sustainment,
    "help_request_id": HelpRequest,
    "unit_id": Unit,
    "unit_leadership_id": UnitLeadership,
}

# What has no rules of its own, but those of its organisation.
OF_ORGANIZATION = (Membership, Unit, UnitLeadership)

# Larger ids exist in no database.
LARGEST_ID = 2**31 - 1


class NotSignedIn(Exception):
    """The page needs a person; answered by the sign-in page, which keeps what was typed."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only those in who have the permission to the thing in the address.

    A parameter `measure_id` reaches the view as `measure`, and so on by `NOUNS`; others are passed on as they are.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(**parameters: Any) -> Any:
            if current_actor().person_id is None:
                raise NotSignedIn
            found = {_name(key): _fetch(key, value) for key, value in parameters.items() if key in NOUNS}
            target = next(iter(found.values()), None)
            require(current_actor(), permission, _target(target))
            rest = {key: value for key, value in parameters.items() if key not in NOUNS}
            return view(**found, **rest)

        checked.required_permission = permission  # type: ignore[attr-defined]  # read by the rule that walks the routes
        return checked  # type: ignore[return-value]  # wraps() cannot say that the ids became objects

    return decorate


def public(view: View) -> View:
    """Let anyone in."""
    view.is_public = True  # type: ignore[attr-defined]  # read by the rule that walks the routes
    return view


def can(permission: Permission, target: Base | None = None) -> bool:
    """Whether the one who asks may do this; for showing or leaving out a button."""
    return allows(current_actor(), permission, target)


def _name(key: str) -> str:
    return key.removesuffix("_id")


def _fetch(key: str, number: int) -> Base:
    thing = db.session.get(NOUNS[key], number) if number <= LARGEST_ID else None
    if thing is None:
        raise NotFound
    # Row-level security does this on PostgreSQL; here the application says the same.
    if isinstance(thing, OwnedRow) and thing.organization_id not in current_actor().organization_ids:
        raise NotFound
    return thing


def _target(thing: Base | None) -> Base | None:
    """A membership, a unit and the leading of one are managed by those who manage the organisation."""
    return thing.organization if isinstance(thing, OF_ORGANIZATION) else thing
