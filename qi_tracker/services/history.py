"""The history writes itself: every flush leaves who changed which field of which thing, in the same transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, Organization, TenantRow
from qi_tracker.models.base import utc_now
from qi_tracker.services.acting import acting_person_id, also_within
from qi_tracker.services.audit_chain import link_later, new_salt, value_digest

# Told by the event itself, or by the row's place.
_UNRECORDED = frozenset({"id", "organization_id", "version", "created_at", "deleted_at"})


@dataclass(frozen=True, slots=True)
class _Change:
    action: str
    thing: TenantRow | Organization
    values: list[dict[str, Any]]

    @property
    def organization_id(self) -> int:
        return self.thing.id if isinstance(self.thing, Organization) else self.thing.organization_id


@event.listens_for(db.session, "after_flush")
def _record(session: Session, _context: object) -> None:
    changes = list(_changes(session))
    if not changes:
        return
    for change in changes:
        if isinstance(change.thing, Organization) and change.action == "created":
            also_within(session, change.organization_id)
    now, person_id = utc_now(), acting_person_id(session)
    events = [
        {
            "organization_id": change.organization_id,
            "at": now,
            "person_id": person_id,
            "action": change.action,
            "noun": _table_name(change.thing),
            "noun_id": change.thing.id,
        }
        for change in changes
    ]
    connection = session.connection()
    statement = insert(AuditEvent).returning(AuditEvent.id, sort_by_parameter_order=True)
    event_ids = connection.execute(statement, events).scalars().all()
    link_later(session, event_ids, [change.organization_id for change in changes])
    values = [
        {"organization_id": change.organization_id, "event_id": event_id, **_digested(value)}
        for event_id, change in zip(event_ids, changes, strict=True)
        for value in change.values
    ]
    if values:
        connection.execute(insert(AuditValue), values)


def _digested(value: dict[str, Any]) -> dict[str, Any]:
    salt = new_salt()
    return {**value, "salt": salt, "digest": value_digest(salt, value["field"], value["old"], value["new"])}


def _table_name(thing: TenantRow | Organization) -> str:
    name: str = type(thing).__tablename__  # type: ignore[union-attr]  # every concrete row class has one
    return name


def _changes(session: Session) -> Iterator[_Change]:
    for thing in session.new:
        if isinstance(thing, (TenantRow, Organization)):
            yield _Change("created", thing, _values(thing))
    for thing in session.dirty:
        if isinstance(thing, (TenantRow, Organization)) and session.is_modified(thing):
            yield _Change(_action(thing), thing, _values(thing))


def _action(thing: TenantRow | Organization) -> str:
    if isinstance(thing, TenantRow):
        binned = inspect(thing).attrs.deleted_at.history
        if binned.added:
            return "restored" if binned.added[0] is None else "deleted"
    return "changed"


def _values(thing: TenantRow | Organization) -> list[dict[str, Any]]:
    state = inspect(thing)
    values = []
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if column.key in _UNRECORDED or not history.added:
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
