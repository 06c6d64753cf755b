"""Does the chain of an organisation's history still hold? Reads only, portion by portion, however long the chain is.

Whoever may rewrite all of it, links and head too, leaves a chain that holds: that is found by a head that was kept
elsewhere, as in a backup.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditHead, AuditLink, AuditValue
from qi_tracker.services.audit_chain import BEGINNING, link_digest, value_digest

_AT_ONCE = 500

# What a redaction is recorded as: the action of its event, by a person or by a rule on how long data are kept, and the
# field that holds the id of the erased value, or the ids of several.
REDACTED = "redacted"
ERASED = "erased"
REDACTED_VALUE = "redacted_value"


class ChainFault(StrEnum):
    """What is wrong with a chain at one place."""

    # A number in the row of links is left out, or the link's event is not there.
    LINK_MISSING = "link_missing"
    EVENT_MISSING = "event_missing"
    # The event, its place in the chain, or the number and order of its values are not what was linked.
    EVENT_CHANGED = "event_changed"
    VALUE_CHANGED = "value_changed"
    # A value is erased, and no event says who did it.
    REDACTION_UNRECORDED = "redaction_unrecorded"
    EVENT_UNLINKED = "event_unlinked"
    HEAD_WRONG = "head_wrong"


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """One place where the history is not what was written."""

    fault: ChainFault
    # The number of the link, where there is one.
    sequence: int | None = None
    event_id: int | None = None

    def __str__(self) -> str:
        return f"{self.fault.value} (link {self.sequence or '–'}, event {self.event_id or '–'})"


@dataclass(slots=True)
class _Walk:
    """What is known while the links are gone through."""

    sequence: int = 0
    digest: str = BEGINNING
    problems: list[ChainProblem] = field(default_factory=list)
    # Ids of erased values → link and event; ids that recorded redactions name.
    redacted: dict[int, tuple[int, int]] = field(default_factory=dict)
    recorded: set[object] = field(default_factory=set)


def verify(organization_id: int) -> list[ChainProblem]:
    """Every place where the organisation's history is not what was written; nothing when it is whole.

    The session must be allowed to see the organisation (`acting.within`).
    """
    session = db.session()
    # Before the links: what others add meanwhile lies behind this head and is whole in itself.
    head = session.execute(
        select(AuditHead.sequence, AuditHead.digest).where(AuditHead.organization_id == organization_id)
    ).one_or_none()
    last = head.sequence if head is not None else 0
    walk = _Walk()
    for links in _links(session, organization_id, last):
        _walk(session, organization_id, links, walk)
    if walk.sequence < last:
        walk.problems.append(ChainProblem(ChainFault.LINK_MISSING, walk.sequence + 1))
    elif head is not None and head.digest != walk.digest:
        walk.problems.append(ChainProblem(ChainFault.HEAD_WRONG, last))
    walk.problems += _beyond_head(session, organization_id)
    walk.problems += _unlinked(session, organization_id)
    walk.problems += [
        ChainProblem(ChainFault.REDACTION_UNRECORDED, *place)
        for value_id, place in walk.redacted.items()
        if value_id not in walk.recorded
    ]
    return walk.problems


def _links(session: Session, organization_id: int, last: int) -> Iterator[Sequence[AuditLink]]:
    """The links up to the head, some at a time, in the order of the chain."""
    done = 0
    while True:
        links = session.scalars(
            select(AuditLink)
            .where(AuditLink.organization_id == organization_id, AuditLink.sequence > done, AuditLink.sequence <= last)
            .order_by(AuditLink.sequence)
            .limit(_AT_ONCE)
            .execution_options(populate_existing=True)
        ).all()
        if not links:
            return
        done = links[-1].sequence
        yield links


def _walk(session: Session, organization_id: int, links: Sequence[AuditLink], walk: _Walk) -> None:
    ids = [link.event_id for link in links]
    events = _events(session, AuditEvent.organization_id == organization_id, AuditEvent.id.in_(ids))
    values = _values(session, AuditValue.organization_id == organization_id, AuditValue.event_id.in_(ids))
    for link in links:
        if link.sequence != walk.sequence + 1:
            walk.problems.append(ChainProblem(ChainFault.LINK_MISSING, walk.sequence + 1))
        event = events.get(link.event_id)
        if event is None:
            walk.problems.append(ChainProblem(ChainFault.EVENT_MISSING, link.sequence, link.event_id))
        else:
            _compare(link, event, values[link.event_id], walk)
        # From what stands there, so that one change is told once and not in every link after it.
        walk.sequence, walk.digest = link.sequence, link.digest


def _events(session: Session, *conditions: ColumnElement[bool]) -> Mapping[int, AuditEvent]:
    found = select(AuditEvent).where(*conditions).execution_options(populate_existing=True)
    return {event.id: event for event in session.scalars(found)}


def _values(session: Session, *conditions: ColumnElement[bool]) -> Mapping[int, Sequence[AuditValue]]:
    found: dict[int, list[AuditValue]] = defaultdict(list)
    statement = select(AuditValue).where(*conditions).order_by(AuditValue.id)
    for value in session.scalars(statement.execution_options(populate_existing=True)):
        found[value.event_id].append(value)
    return found


def _compare(link: AuditLink, event: AuditEvent, values: Sequence[AuditValue], walk: _Walk) -> None:
    digests = [value.digest for value in values]
    if link.digest != link_digest(walk.digest, link.sequence, event, digests):
        walk.problems.append(ChainProblem(ChainFault.EVENT_CHANGED, link.sequence, event.id))
    for value in values:
        if value.redacted_at is not None and (value.old, value.new, value.salt) == (None, None, None):
            walk.redacted[value.id] = (link.sequence, event.id)
        elif value.salt is None or value.digest != value_digest(value.salt, value.field, value.old, value.new):
            walk.problems.append(ChainProblem(ChainFault.VALUE_CHANGED, link.sequence, event.id))
        if event.action in (REDACTED, ERASED) and value.field == REDACTED_VALUE:
            walk.recorded.update(value.new if isinstance(value.new, list) else [value.new])


def _beyond_head(session: Session, organization_id: int) -> Iterator[ChainProblem]:
    """Links that no head leads to; asked in one statement, so that a transaction that ends meanwhile is whole in it."""
    head = select(AuditHead.sequence).where(AuditHead.organization_id == organization_id).scalar_subquery()
    beyond = session.scalar(
        select(func.min(AuditLink.sequence)).where(
            AuditLink.organization_id == organization_id, AuditLink.sequence > func.coalesce(head, 0)
        )
    )
    if beyond is not None:
        yield ChainProblem(ChainFault.HEAD_WRONG, beyond)


def _unlinked(session: Session, organization_id: int) -> Iterator[ChainProblem]:
    unlinked = (
        select(AuditEvent.id)
        .outerjoin(
            AuditLink,
            (AuditLink.organization_id == AuditEvent.organization_id) & (AuditLink.event_id == AuditEvent.id),
        )
        .where(AuditEvent.organization_id == organization_id, AuditLink.id.is_(None))
        .order_by(AuditEvent.id)
    )
    for event_id in session.scalars(unlinked):
        yield ChainProblem(ChainFault.EVENT_UNLINKED, None, event_id)
