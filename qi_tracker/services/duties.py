"""Duties: what people look after in a project. Who leaves, or only reads from now on, gives up what others must do."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, Measure, ProjectMembership, Task
from qi_tracker.services.saving import flush
from qi_tracker.vocabulary import ProjectRole


@dataclass(frozen=True, slots=True)
class Duty:
    """A column that names who looks after a thing of a project."""

    kind: type[Measure] | type[Task]
    field: str
    # Whether one who only reads can have it.
    for_readers: bool = False


DUTIES = (
    Duty(Measure, "owner_id", for_readers=True),
    Duty(Measure, "collector_id"),
    Duty(Measure, "stand_in_id"),
    Duty(Task, "owner_id"),
)


def hand_over(membership: ProjectMembership) -> None:
    """Leave to everybody what the person cannot look after any more: numbers and open tasks, until another is named."""
    for duty in DUTIES:
        if membership.deleted_at is not None or not duty.for_readers:
            for thing in db.session.scalars(_looked_after(duty, membership)).all():
                setattr(thing, duty.field, None)
    if membership.deleted_at is not None:
        _put_outside(membership)
    flush()


def _put_outside(membership: ProjectMembership) -> None:
    """Who has left is inside of no measure, also of those in the bin; who comes back must be chosen anew."""
    measures = db.session.scalars(
        select(Measure).where(
            Measure.organization_id == membership.organization_id, Measure.project_id == membership.project_id
        ),
        execution_options={"include_deleted": True},
    )
    for measure in measures:
        if membership.person_id in measure.insiders:
            measure.insiders = [number for number in measure.insiders if number != membership.person_id]


def _looked_after(duty: Duty, membership: ProjectMembership) -> Select[Any]:
    found = select(duty.kind).where(
        duty.kind.organization_id == membership.organization_id,
        duty.kind.project_id == membership.project_id,
        getattr(duty.kind, duty.field) == membership.person_id,
    )
    # Who did what is done is kept.
    return found.where(Task.done_at.is_(None)) if duty.kind is Task else found


def give_back_duties(membership: ProjectMembership) -> None:
    """Let one who is in the project again look after the same things as before, where nobody has taken over."""
    for duty in DUTIES:
        if membership.role is not ProjectRole.READER or duty.for_readers:
            for thing_id, former in db.session.execute(_lost(duty, membership)).all():
                thing = db.session.get(duty.kind, thing_id)
                is_waiting = thing is not None and not (isinstance(thing, Task) and thing.done_at is not None)
                if is_waiting and former == membership.person_id and getattr(thing, duty.field) is None:
                    setattr(thing, duty.field, former)
    flush()


def _lost(duty: Duty, membership: ProjectMembership) -> Select[int, object]:
    """Ids of what the duty was changed of since the person left, and who had it before."""
    return (
        select(AuditEvent.noun_id, AuditValue.old)
        .join(AuditValue, AuditValue.event_id == AuditEvent.id)
        .where(
            AuditEvent.organization_id == membership.organization_id,
            AuditValue.organization_id == membership.organization_id,
            AuditEvent.noun == duty.kind.__tablename__,
            AuditEvent.noun_id.in_(select(duty.kind.id).where(duty.kind.project_id == membership.project_id)),
            AuditEvent.id > _last_event_of(membership, "deleted"),
            AuditValue.field == duty.field,
        )
    )


def _last_event_of(membership: ProjectMembership, action: str) -> int:
    found = select(func.max(AuditEvent.id)).where(
        AuditEvent.organization_id == membership.organization_id,
        AuditEvent.noun == ProjectMembership.__tablename__,
        AuditEvent.noun_id == membership.id,
        AuditEvent.action == action,
    )
    return db.session.scalar(found) or 0
