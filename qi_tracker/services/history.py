"""The history writes itself: every flush leaves who changed which field of which thing, in the same transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session

from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditEvent,
    AuditValue,
    Invitation,
    Membership,
    Organization,
    Person,
    TenantRow,
)
from qi_tracker.models.base import utc_now
from qi_tracker.services.acting import acting_person_id, also_within, is_by_link, within
from qi_tracker.services.audit_chain import link_later, new_salt, value_digest

# Told by the event itself, or by the row's place.
_UNRECORDED = frozenset({"id", "organization_id", "version", "created_at", "deleted_at"})
# What is told of rows that are no tenant's. Of a person, only what colleagues see.
_RECORDED: Mapping[type[object], frozenset[str]] = {
    Person: frozenset({"name", "disabled_at"}),
    # Not the address: it is erased after a month, and the history keeps what it is told.
    Invitation: frozenset({"role", "project_id", "project_role", "note", "expires_at", "used_at", "withdrawn_at"}),
}

# Told beside what was typed by somebody who came by a mailed link; a column of no table.
BY_LINK = "by_link"

Thing = TenantRow | Organization | Invitation | Person
Values = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done to which thing."""

    organization_id: int
    action: str
    noun: str
    noun_id: int


def record(session: Session, changes: Sequence[tuple[Happened, Values]]) -> None:
    """Write events with their values, in the name of the one whom the session works for, to be linked at the commit."""
    with within(session, {happened.organization_id for happened, _ in changes}):
        _write(session, changes)


def _write(session: Session, changes: Sequence[tuple[Happened, Values]]) -> None:
    now, person_id = utc_now(), acting_person_id(session)
    events = [{**asdict(happened), "at": now, "person_id": person_id} for happened, _ in changes]
    connection = session.connection()
    statement = insert(AuditEvent).returning(AuditEvent.id, sort_by_parameter_order=True)
    event_ids = connection.execute(statement, events).scalars().all()
    link_later(session, event_ids, [happened.organization_id for happened, _ in changes])
    values = [
        {"organization_id": happened.organization_id, "event_id": event_id, **_digested(value)}
        for event_id, (happened, told) in zip(event_ids, changes, strict=True)
        for value in told
    ]
    if values:
        connection.execute(insert(AuditValue), values)


def _digested(value: dict[str, Any]) -> dict[str, Any]:
    salt = new_salt()
    return {**value, "salt": salt, "digest": value_digest(salt, value["field"], value["old"], value["new"])}


@event.listens_for(db.session, "after_flush")
def _record(session: Session, _context: object) -> None:
    changes = list(_changes(session))
    if not changes:
        return
    for happened, _ in changes:
        if happened.action == "created" and happened.noun == Organization.__tablename__:
            also_within(session, happened.organization_id)
    record(session, changes)


def _changes(session: Session) -> Iterator[tuple[Happened, Values]]:
    for thing in (*session.new, *session.dirty):
        if not isinstance(thing, Thing) or (thing not in session.new and not session.is_modified(thing)):
            continue
        action = "created" if thing in session.new else _action(thing)
        values = _values(thing)
        if isinstance(thing, (Invitation, Person)) and not values:
            continue
        if is_by_link(session):
            values.append({"field": BY_LINK, "old": None, "new": True})
        for organization_id in _organizations_of(session, thing):
            yield Happened(organization_id, action, str(thing.__tablename__), thing.id), values  # type: ignore[union-attr]  # every concrete row class has one


def _organizations_of(session: Session, thing: Thing) -> Sequence[int]:
    """Whose history tells of the thing; of a person, each organisation that they belong to and the session sees."""
    if isinstance(thing, Organization):
        return [thing.id]
    if isinstance(thing, Person):
        rows = Membership.__table__
        found = session.connection().execute(
            select(rows.c.organization_id).where(rows.c.person_id == thing.id, rows.c.deleted_at.is_(None))
        )
        return sorted(set(found.scalars()) & set(session.info.get("organization_ids", ())))
    return [thing.organization_id] if thing.organization_id is not None else []


def _action(thing: Thing) -> str:
    if isinstance(thing, TenantRow):
        binned = inspect(thing).attrs.deleted_at.history
        if binned.added:
            return "restored" if binned.added[0] is None else "deleted"
    return "changed"


def _values(thing: Thing) -> Values:
    state, recorded = inspect(thing), _RECORDED.get(type(thing))
    values = []
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if column.key in _UNRECORDED or not history.added or (recorded is not None and column.key not in recorded):
            continue
        old, new = (_plain(side[0]) if side else None for side in (history.deleted, history.added))
        if old != new and (old, new) not in ((None, ""), (None, [])):
            values.append({"field": column.key, "old": old, "new": new})
    return values


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
