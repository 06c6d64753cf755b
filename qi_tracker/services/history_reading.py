"""Reading the history: the latest first, some at a time, of a thing with all beneath it or of an organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, Person
from qi_tracker.services.places import events_about_organization

# So many events are read at once; what one person did in one minute is not torn apart if it can be helped.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Group:
    """What one person did within one minute, the first thing first."""

    person_id: int | None
    at: datetime
    events: Sequence[AuditEvent]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a history, the latest first. `older` is where the next part begins; None when this is the last."""

    groups: Sequence[Group]
    older: int | None


def stretch_of(
    organization_id: int,
    about: ColumnElement[bool] | None,
    person_id: int | None = None,
    before: int | None = None,
) -> Stretch:
    """Some of the history that fits the condition (None: what belongs to the organisation itself).

    `person_id` picks what one person did; `before` is the event that the stretch before this one ended with.
    """
    statement = (
        select(AuditEvent)
        .where(
            AuditEvent.organization_id == organization_id,
            events_about_organization() if about is None else about,
        )
        .options(selectinload(AuditEvent.values))
        .order_by(AuditEvent.id.desc())
        .limit(AT_ONCE + 1)
    )
    if person_id is not None:
        statement = statement.where(AuditEvent.person_id == person_id)
    if before is not None:
        statement = statement.where(AuditEvent.id < before)
    events = db.session.scalars(statement).all()
    groups = _grouped(events[:AT_ONCE])
    if len(events) <= AT_ONCE:
        return Stretch(groups, None)
    whole = groups[:-1] or groups
    return Stretch(whole, whole[-1].events[0].id)


def _grouped(events: Sequence[AuditEvent]) -> list[Group]:
    groups: list[list[AuditEvent]] = []
    for event in events:
        if groups and _belong_together(groups[-1][-1], event):
            groups[-1].append(event)
        else:
            groups.append([event])
    return [Group(group[0].person_id, group[0].at, list(reversed(group))) for group in groups]


def _belong_together(one: AuditEvent, other: AuditEvent) -> bool:
    same_minute = one.at.replace(second=0, microsecond=0) == other.at.replace(second=0, microsecond=0)
    return same_minute and one.person_id == other.person_id


def people_in(organization_id: int, about: ColumnElement[bool] | None) -> Sequence[Person]:
    """Everyone who did something that the condition fits, by name."""
    ids = select(AuditEvent.person_id).where(
        AuditEvent.organization_id == organization_id,
        AuditEvent.person_id.is_not(None),
        events_about_organization() if about is None else about,
    )
    return db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.name)).all()


def names_of(person_ids: set[int]) -> Mapping[int, str]:
    """Person's id → name; those whose accounts are disabled too."""
    if not person_ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {number: name for number, name in rows}
