"""A team asks its leader or adviser for help, and the one who is asked answers with a decision that stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import HelpRequest, Membership, Person, Project, ProjectMembership, Unit, UnitLeadership
from qi_tracker.models.base import utc_now
from qi_tracker.services.dates import local_day
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.vocabulary import LeaderDecision, OrganizationRole, ProjectRole, ProjectStatus

# So long an answer stands on Home for the one who asked.
FRESH_DAYS = 7


class AskedAs(StrEnum):
    """Why somebody can be asked; the nearest first."""

    LEADS_UNIT = "leads_unit"
    LEADS_ORGANIZATION = "leads_organization"
    TAKES_PART = "takes_part"


@dataclass(frozen=True, slots=True)
class Askable:
    """Somebody who can be asked for help, and why."""

    person: Person
    why: AskedAs


def askable(actor: Actor, project: Project) -> Sequence[Askable]:
    """Whom the actor can ask: who leads the project's unit or one above it, the organisation's leaders, the others.

    A guest sees nobody of the organisation, and can ask those who take part in the project.
    """
    found: dict[int, Askable] = {}
    if project.organization_id in actor.organization_roles:
        for person in db.session.scalars(_unit_leaders(project)):
            found.setdefault(person.id, Askable(person, AskedAs.LEADS_UNIT))
        for person in db.session.scalars(_leaders(project)):
            found.setdefault(person.id, Askable(person, AskedAs.LEADS_ORGANIZATION))
    for person in db.session.scalars(_taking_part(project)):
        found.setdefault(person.id, Askable(person, AskedAs.TAKES_PART))
    return [each for each in found.values() if each.person.id != actor.person_id]


def _present() -> Select[Person]:
    return select(Person).where(Person.disabled_at.is_(None)).order_by(Person.name)


def _unit_leaders(project: Project) -> Select[Person]:
    units = list(_units_around(project))
    return (
        _present()
        .join(UnitLeadership, UnitLeadership.person_id == Person.id)
        .where(UnitLeadership.organization_id == project.organization_id, UnitLeadership.unit_id.in_(units))
    )


def _units_around(project: Project) -> Iterator[int]:
    """The project's unit and those above it; a damaged tree that goes in a circle ends too."""
    seen: set[int] = set()
    unit = db.session.get(Unit, project.unit_id) if project.unit_id is not None else None
    while unit is not None and unit.id not in seen:
        seen.add(unit.id)
        yield unit.id
        unit = db.session.get(Unit, unit.parent_id) if unit.parent_id is not None else None


def _leaders(project: Project) -> Select[Person]:
    return (
        _present()
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organization_id == project.organization_id, Membership.role == OrganizationRole.LEADER)
    )


def _taking_part(project: Project) -> Select[Person]:
    return (
        _present()
        .join(ProjectMembership, ProjectMembership.person_id == Person.id)
        .where(
            ProjectMembership.organization_id == project.organization_id,
            ProjectMembership.project_id == project.id,
            ProjectMembership.role.in_((ProjectRole.LEAD, ProjectRole.MEMBER, ProjectRole.READER)),
        )
    )


def requests_of(project: Project) -> Sequence[HelpRequest]:
    """All that the project has asked, the latest first."""
    return db.session.scalars(
        _with_people()
        .where(HelpRequest.organization_id == project.organization_id, HelpRequest.project_id == project.id)
        .order_by(HelpRequest.id.desc())
    ).all()


def unanswered_by(actor: Actor) -> Sequence[HelpRequest]:
    """What the actor is asked and has not answered, the longest waiting first."""
    found = _live(actor).where(HelpRequest.asked_of_id == actor.person_id, HelpRequest.answered_at.is_(None))
    requests = db.session.scalars(found.order_by(HelpRequest.id)).all()
    return [request for request in requests if allows(actor, Permission.ANSWER_HELP_REQUEST, request)]


def answered_for(actor: Actor, today: date) -> Sequence[HelpRequest]:
    """What the actor has asked and others have answered in the last days, the latest first."""
    found = _live(actor).where(HelpRequest.asked_by_id == actor.person_id, HelpRequest.answered_at.is_not(None))
    requests = db.session.scalars(found.order_by(HelpRequest.answered_at.desc())).all()
    return [
        request
        for request in requests
        if allows(actor, Permission.VIEW_PROJECT, request)
        and request.answered_by_id != actor.person_id
        and answer_day(request) + timedelta(days=FRESH_DAYS) > today
    ]


def answer_day(request: HelpRequest) -> date:
    """The day on which it was answered; only of one that is."""
    assert request.answered_at is not None
    return local_day(request.answered_at)


def _with_people() -> Select[HelpRequest]:
    return select(HelpRequest).options(
        joinedload(HelpRequest.asked_by), joinedload(HelpRequest.asked_of), joinedload(HelpRequest.answered_by)
    )


def _live(actor: Actor) -> Select[HelpRequest]:
    return (
        _with_people()
        .join(
            Project,
            (Project.organization_id == HelpRequest.organization_id) & (Project.id == HelpRequest.project_id),
        )
        .where(HelpRequest.organization_id.in_(actor.organization_ids), Project.status != ProjectStatus.ARCHIVED)
        .options(joinedload(HelpRequest.project))
    )


def ask(actor: Actor, project: Project, asked_of_id: int, question: str) -> HelpRequest:
    """Ask somebody for help.

    Raises
    ------
    InvalidInput
        If the actor cannot ask that person.
    """
    _check_askable(actor, project, asked_of_id)
    assert actor.person_id is not None
    request = HelpRequest(
        organization_id=project.organization_id,
        project_id=project.id,
        asked_by_id=actor.person_id,
        asked_of_id=asked_of_id,
        question=question,
    )
    db.session.add(request)
    flush()
    return request


def edit_request(actor: Actor, request: HelpRequest, seen_version: int | None, asked_of_id: int, question: str) -> None:
    """Ask something else, or somebody else, as long as nobody has answered.

    Raises
    ------
    InvalidInput
        If it is answered, which the answer would then not belong to; or if the actor cannot ask that person.
    """
    if request.answered_at is not None:
        raise InvalidInput("help_answered")
    if asked_of_id != request.asked_of_id:
        _check_askable(actor, request.project, asked_of_id)
    apply_changes(request, seen_version, {"asked_of_id": asked_of_id, "question": question})


def answer(actor: Actor, request: HelpRequest, seen_version: int | None, decision: LeaderDecision, words: str) -> None:
    """Decide, and say why; who has answered may answer anew, and the history keeps what was said before."""
    apply_changes(
        request,
        seen_version,
        {"decision": decision, "answer": words, "answered_by_id": actor.person_id, "answered_at": utc_now()},
    )


def delete_request(request: HelpRequest, seen_version: int | None) -> None:
    """Put it in the bin."""
    put_in_bin(request, seen_version)


def _check_askable(actor: Actor, project: Project, person_id: int) -> None:
    if person_id not in {each.person.id for each in askable(actor, project)}:
        raise InvalidInput("not_askable", field="asked_of_id")
