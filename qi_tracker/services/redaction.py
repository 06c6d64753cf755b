"""Erasing what should never have been written from the history; the chain over it still holds."""

from collections.abc import Sequence

from sqlalchemy import select

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, ImportedRow, Observation, Organization, Project
from qi_tracker.models.base import utc_now
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services.audit_verification import REDACTED, REDACTED_VALUE
from qi_tracker.services.history import Happened, record
from qi_tracker.services.places import KINDS, fetch, project_around
from qi_tracker.services.saving import flush

LONGEST_REASON = 200
REASON = "reason"


def place_of(value: AuditValue) -> Project | Organization:
    """The project whose history holds the value, also one in the bin; else the organisation."""
    event = event_of(value)
    kind = KINDS.get(event.noun)
    thing = fetch(kind, event.noun_id) if kind is not None else None
    project = project_around(thing) if thing is not None else None
    if project is not None:
        return project
    return db.session.get_one(Organization, value.organization_id)


def event_of(value: AuditValue) -> AuditEvent:
    """What the value was recorded with."""
    return db.session.scalars(
        select(AuditEvent).where(AuditEvent.organization_id == value.organization_id, AuditEvent.id == value.event_id)
    ).one()


def same_texts(value: AuditValue) -> Sequence[AuditValue]:
    """This value and the others that the history keeps of the same field with one of its two texts in them."""
    event = event_of(value)
    found = db.session.scalars(
        select(AuditValue)
        .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
        .where(
            AuditEvent.organization_id == value.organization_id,
            AuditValue.organization_id == value.organization_id,
            AuditEvent.noun == event.noun,
            AuditEvent.noun_id == event.noun_id,
            AuditValue.field == value.field,
            AuditValue.redacted_at.is_(None),
        )
        .order_by(AuditValue.id)
    ).all()
    texts = [text for text in (value.old, value.new) if text not in (None, "", [])]
    return [other for other in found if other.id == value.id or other.old in texts or other.new in texts]


def _forget_for_undoing(event: AuditEvent, value: AuditValue) -> None:
    """Empty what an import keeps of the same text: undoing it would bring the text back."""
    if event.noun != Observation.__tablename__:
        return
    rows = select(ImportedRow).where(
        ImportedRow.organization_id == event.organization_id, ImportedRow.observation_id == event.noun_id
    )
    for row in db.session.scalars(rows):
        kept = row.before or {}
        if kept.get(value.field) and kept[value.field] in (value.old, value.new):
            row.before = {**kept, value.field: ""}


def redact_value(actor: Actor, value: AuditValue, reason: str) -> int:
    """Erase a value from the history, and the same text wherever the history of the field repeats it.

    What the thing holds now is not touched: it is changed first. Who did it and why is recorded.

    Returns
    -------
    How many values were erased.

    Raises
    ------
    InvalidInput
        If the value is erased already, or no reason is given.
    """
    require(actor, Permission.REDACT_HISTORY, place_of(value))
    if value.redacted_at is not None:
        raise InvalidInput("redacted_already")
    if not reason.strip():
        raise InvalidInput("reason_missing", field=REASON)
    if len(reason) > LONGEST_REASON:
        raise InvalidInput("text_too_long", field=REASON, most=LONGEST_REASON)
    if contains_personal_number(reason):
        raise InvalidInput("personal_number", field=REASON)
    event, erased = event_of(value), same_texts(value)
    _forget_for_undoing(event, value)
    about = Happened(event.organization_id, REDACTED, event.noun, event.noun_id)
    for each in erased:
        each.old = each.new = each.salt = None
        each.redacted_at = utc_now()
        record(
            db.session(),
            [
                (
                    about,
                    [
                        {"field": REDACTED_VALUE, "old": None, "new": each.id},
                        {"field": REASON, "old": None, "new": reason},
                    ],
                )
            ],
        )
    flush()
    return len(erased)
