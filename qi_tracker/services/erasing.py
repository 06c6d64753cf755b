"""Erasing rows for good, with all that is part of them, and what the history keeps of them.

What is part of what, and in which order it must go, is read off the schema: a row whose key to another may not be empty
is part of that one and goes with it, before it; a key that may be empty is emptied. The caller works within the
organisation, and commits.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Table, delete, null, select, update

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, Base, DriverLink, Organization
from qi_tracker.models.base import utc_now
from qi_tracker.services.audit_verification import ERASED, REDACTED, REDACTED_VALUE
from qi_tracker.services.history import Happened, Values, record
from qi_tracker.vocabulary import RetentionKind

# A statement holds only so many parameters.
_AT_ONCE = 500

# What the trace of an erasure tells: which rule, and of how many things.
WHAT = "erased"

# A line between two things is nothing without either, whichever of its keys it uses.
_LINES = frozenset({DriverLink.__tablename__})

# Noun (the name of a table) → ids of its rows.
Rows = Mapping[str, set[int]]


@dataclass(frozen=True, slots=True)
class _Key:
    """A column that holds ids of another table's rows."""

    column: Column[int]
    table: Table
    target: Table

    @property
    def is_part(self) -> bool:
        """Whether the row is part of the other, and is nothing without it."""
        return not self.column.nullable or self.table.name in _LINES


def erase_rows(organization_id: int, noun: str, ids: Collection[int]) -> Rows:
    """Delete these rows for good, with all that is part of them; what only refers to them refers to nothing then.

    Returns
    -------
    What is gone, by noun: the rows that were asked for among them.
    """
    gone = _with_parts(organization_id, noun, ids)
    for key in _keys():
        if not key.is_part and key.target.name in gone:
            for some in _portions(gone[key.target.name]):
                points_there = (key.table.c.organization_id == organization_id) & key.column.in_(some)
                db.session.execute(update(key.table).where(points_there).values({key.column.name: None}))
    for table in reversed(Base.metadata.sorted_tables):
        for some in _portions(gone.get(table.name, ())):
            one_of_them = _id(table).in_(some)
            db.session.execute(delete(table).where(table.c.organization_id == organization_id, one_of_them))
    db.session.expire_all()
    return gone


def _with_parts(organization_id: int, noun: str, ids: Collection[int]) -> dict[str, set[int]]:
    gone = {noun: set(ids)}
    for table in Base.metadata.sorted_tables:
        parts: set[int] = set()
        for key in _keys():
            if key.table is table and key.is_part and key.target.name in gone:
                for some in _portions(gone[key.target.name]):
                    theirs = select(_id(table)).where(table.c.organization_id == organization_id, key.column.in_(some))
                    parts.update(db.session.execute(theirs).scalars())
        if parts:
            gone[table.name] = gone.get(table.name, set()) | parts
    return gone


def _keys() -> Iterator[_Key]:
    """Every key from an organisation's row to another; those to organisations and people aside, who are never rows."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.name == "id" and "organization_id" in key.column.table.columns:
                yield _Key(key.parent, table, key.column.table)


def _id(table: Table) -> Column[int]:
    (column,) = table.primary_key.columns
    return column


def _portions(ids: Collection[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def values_about(organization_id: int, gone: Rows) -> list[int]:
    """Ids of what the history still holds of these things."""
    found: list[int] = []
    for noun, ids in gone.items():
        for some in _portions(ids):
            found += db.session.scalars(
                select(AuditValue.id)
                .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
                .where(
                    *erasable(organization_id),
                    AuditEvent.noun == noun,
                    AuditEvent.noun_id.in_(some),
                )
            ).all()
    return found


def erasable(organization_id: int) -> Sequence[ColumnElement[bool]]:
    """Which values of a history can be erased: not those that tell what was erased, by which its chain holds."""
    return (
        AuditEvent.organization_id == organization_id,
        AuditValue.organization_id == organization_id,
        AuditValue.redacted_at.is_(None),
        AuditEvent.action.not_in((REDACTED, ERASED)),
    )


def erase_values(organization_id: int, value_ids: Collection[int], kind: RetentionKind, n: int) -> None:
    """Erase these values from the history, whose chain still holds, and leave a trace: which rule, and `n` things."""
    told: Values = [{"field": WHAT, "old": None, "new": {"kind": kind.value, "n": n}}]
    for some in _portions(value_ids):
        emptied = {"old": null(), "new": null(), "salt": None, "redacted_at": utc_now()}
        of_these = (AuditValue.organization_id == organization_id) & AuditValue.id.in_(some)
        db.session.execute(update(AuditValue).where(of_these).values(emptied), execution_options=_UNSEEN)
        told.append({"field": REDACTED_VALUE, "old": None, "new": list(some)})
    about = Happened(organization_id, ERASED, Organization.__tablename__, organization_id)
    record(db.session(), [(about, told)])
    db.session.expire_all()


# Nothing that this session holds is looked through for what the statement changes: it is read anew.
_UNSEEN = {"synchronize_session": False}
