"""What an organisation must be able to say of the data it keeps, and what it decides about them.

How long data are kept is in `retention.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows, require
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Aim, Measure, Organization, Project, ProjectMembership
from qi_tracker.models.organizations import LEAST_SMALLEST_SHOWN
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services import drafts, imports, outbox, password_resets, people, reminders, sign_in_throttle
from qi_tracker.services.history import Happened, record
from qi_tracker.services.housekeeping import ADDRESS_DAYS, FORM_KEY_DAYS
from qi_tracker.services.redaction import LONGEST_REASON, REASON
from qi_tracker.services.saving import check_version, flush
from qi_tracker.services.summaries import protect_anew
from qi_tracker.vocabulary import Keeping, ValueType

MOST_SMALLEST_SHOWN: Final = 100
THRESHOLD: Final = "smallest_shown"
# Wider, a number is shown only where it is known how many people it is of, or somebody has said that they are many.
_COUNTED: Final = frozenset({ValueType.PROPORTION, ValueType.COUNT})
_HOURS_A_DAY: Final = 24

# What the program keeps for a time of its own, in days.
KEPT_DAYS: Final[Mapping[Keeping, int]] = {
    Keeping.SESSIONS: people.REMEMBERED_DAYS,
    Keeping.UPLOADS: imports.DRAFT_HOURS // _HOURS_A_DAY,
    Keeping.DRAFTS: drafts.DRAFT_DAYS,
    Keeping.MAIL: outbox.KEPT_DAYS,
    Keeping.REMINDERS: reminders.KEPT.days,
    Keeping.INVITED_ADDRESSES: ADDRESS_DAYS,
    Keeping.PASSWORD_RESETS: password_resets.KEPT.days,
    Keeping.SIGN_IN_FAILURES: sign_in_throttle.KEPT.days,
    Keeping.FORM_KEYS: FORM_KEY_DAYS,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure that is being followed, as the page on privacy tells of it."""

    measure: Measure
    # What the project wants to achieve: what the counting is for.
    purposes: Sequence[str]
    n_inside: int

    @property
    def leaves_project(self) -> bool:
        """Whether leaders outside the project may see its numbers, when they are large enough."""
        return self.measure.value_type in _COUNTED or self.measure.rests_on_many


def measured_in(organization: Organization) -> Sequence[Measured]:
    """Every live measure of the organisation's live projects, by project and in the order they were made."""
    measures = db.session.scalars(
        select(Measure)
        .join(Project, (Project.organization_id == Measure.organization_id) & (Project.id == Measure.project_id))
        .where(Measure.organization_id == organization.id, Project.deleted_at.is_(None))
        .options(joinedload(Measure.project), joinedload(Measure.owner))
        .order_by(Project.title, Project.id, Measure.id)
    ).all()
    aims, team = _aims_in(organization), _team_in(organization)
    return [
        Measured(
            measure,
            aims.get(measure.project_id, ()),
            sum(allows(actor, Permission.SEE_NUMBERS, measure) for actor in team.get(measure.project_id, ())),
        )
        for measure in measures
    ]


def _aims_in(organization: Organization) -> Mapping[int, Sequence[str]]:
    aims: dict[int, list[str]] = {}
    for aim in db.session.scalars(select(Aim).where(Aim.organization_id == organization.id).order_by(Aim.id)):
        aims.setdefault(aim.project_id, []).append(aim.statement)
    return aims


def _team_in(organization: Organization) -> Mapping[int, Sequence[Actor]]:
    """Project id → those who take part in it, as the rules see them there."""
    team: dict[int, list[Actor]] = {}
    for role in db.session.scalars(
        select(ProjectMembership).where(ProjectMembership.organization_id == organization.id)
    ):
        actor = Actor(
            role.person_id,
            project_roles={role.project_id: role.role},
            project_organizations=frozenset({organization.id}),
        )
        team.setdefault(role.project_id, []).append(actor)
    return team


def decide_threshold(
    actor: Actor, organization: Organization, seen_version: int | None, smallest_shown: int | None, reason: str
) -> None:
    """Show counts from this one on outside the projects, and hide the smaller ones.

    Raises
    ------
    InvalidInput
        At its field, if so small a count may never be shown, or smaller ones than now are to be without a reason.
    """
    require(actor, Permission.MANAGE_PRIVACY, organization)
    check_version(organization, seen_version)
    if smallest_shown is None or not LEAST_SMALLEST_SHOWN <= smallest_shown <= MOST_SMALLEST_SHOWN:
        limits = {"least": LEAST_SMALLEST_SHOWN, "most": MOST_SMALLEST_SHOWN}
        raise InvalidInput("too_few_hidden", field=THRESHOLD, **limits)
    if smallest_shown < organization.smallest_shown and not reason.strip():
        raise InvalidInput("why_fewer_hidden", field=REASON)
    if len(reason) > LONGEST_REASON:
        raise InvalidInput("text_too_long", field=REASON, most=LONGEST_REASON)
    if contains_personal_number(reason):
        raise InvalidInput("personal_number", field=REASON)
    if smallest_shown == organization.smallest_shown:
        return
    if smallest_shown > organization.smallest_shown:
        _forget_that_they_are_many(organization)
    organization.smallest_shown = smallest_shown
    flush()
    protect_anew(organization)
    if reason.strip():
        about = Happened(organization.id, "changed", Organization.__tablename__, organization.id)
        record(db.session(), [(about, [{"field": REASON, "old": None, "new": reason.strip()}])])


def _forget_that_they_are_many(organization: Organization) -> None:
    """Owners have said that so many are behind each number, and not that there are more."""
    said = select(Measure).where(Measure.organization_id == organization.id, Measure.rests_on_many.is_(True))
    for measure in db.session.scalars(said, execution_options={"include_deleted": True}):
        measure.rests_on_many = False


def name_contact(actor: Actor, organization: Organization, seen_version: int | None, contact: str) -> None:
    """Say whom people may ask about privacy."""
    require(actor, Permission.MANAGE_PRIVACY, organization)
    check_version(organization, seen_version)
    if organization.privacy_contact != contact:
        organization.privacy_contact = contact
        flush()
