"""Who saved a thing last, as the history tells it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, Organization, Person, TenantRow


@dataclass(frozen=True, slots=True)
class LastChange:
    """One saving: whose, and when."""

    person_id: int
    name: str
    at: datetime


def last_change(thing: TenantRow | Organization) -> LastChange | None:
    """The latest saving of the thing by a person; None where the program itself, or nobody, has changed it."""
    organization_id = thing.id if isinstance(thing, Organization) else thing.organization_id
    table: str = type(thing).__tablename__  # type: ignore[union-attr]  # every concrete row class has one
    row = db.session.execute(
        select(Person.id, Person.name, AuditEvent.at)
        .join(Person, Person.id == AuditEvent.person_id)
        .where(
            AuditEvent.organization_id == organization_id,
            AuditEvent.noun == table,
            AuditEvent.noun_id == thing.id,
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).first()
    return LastChange(*row) if row is not None else None
