"""The chain of an organisation's history: each event's digest covers the one before, so that no change passes unseen.

Values are digested with a salt of their own. One that held something personal can be erased; its digest stays, and the
chain with it. The algorithm is also in migration 0002, which chained what was recorded before. Whether a chain holds is
asked in `audit_verification.py`.
"""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import event, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, SessionTransaction

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditHead, AuditLink, AuditValue
from qi_tracker.services.acting import within

# The digest that the first link of a chain follows.
BEGINNING = ""

_UNLINKED = "audit_events_to_link"
_AT_ONCE = 1000


def new_salt() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


def value_digest(salt: str, field: str, old: object, new: object) -> str:
    """What stands for a value in the chain, also when the value itself has been erased."""
    return _sha256([salt, field, _one_way(old), _one_way(new)])


def _one_way(value: object) -> object:
    """The value as every database gives it back: SQLite makes 40 of 40.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: _one_way(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_one_way(part) for part in value]
    return value


def link_digest(previous: str, sequence: int, happened: AuditEvent, digests: Sequence[str]) -> str:
    """What stands for an event in the chain; `digests` are those of its values, in the order of their ids."""
    moment = happened.at.astimezone(UTC).isoformat(timespec="microseconds")
    about = [happened.person_id, happened.action, happened.noun, happened.noun_id]
    return _sha256([previous, happened.organization_id, sequence, happened.id, moment, *about, list(digests)])


def _sha256(content: list[Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def link_later(session: Session, event_ids: Iterable[int], organization_ids: Iterable[int]) -> None:
    """Have these events linked as the last thing before the transaction commits."""
    session.info.setdefault(_UNLINKED, []).extend(zip(organization_ids, event_ids, strict=True))


@event.listens_for(db.session, "before_commit")
def _link(session: Session) -> None:
    if session.in_nested_transaction():
        # Only a savepoint is released; the transaction goes on.
        return
    session.flush()
    waiting: list[tuple[int, int]] = session.info.pop(_UNLINKED, [])
    by_organization: dict[int, list[int]] = defaultdict(list)
    for organization_id, event_id in waiting:
        by_organization[organization_id].append(event_id)
    # In one order, so that two transactions that touch the same organisations do not wait for each other.
    for organization_id in sorted(by_organization):
        # Who withdraws an invitation into an organisation may see nothing else of it.
        with within(session, [organization_id]):
            _extend(session, organization_id, sorted(by_organization[organization_id]))


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session: Session, previous: SessionTransaction) -> None:
    if not previous.nested:
        session.info.pop(_UNLINKED, None)


def _extend(session: Session, organization_id: int, event_ids: Sequence[int]) -> None:
    head = _held_head(session, organization_id)
    events = _events(session, organization_id, event_ids)
    digests = _value_digests(session, organization_id, event_ids)
    links = []
    for happened in events:
        head.sequence += 1
        head.digest = link_digest(head.digest, head.sequence, happened, digests.get(happened.id, ()))
        links.append(
            {
                "organization_id": organization_id,
                "sequence": head.sequence,
                "event_id": happened.id,
                "digest": head.digest,
            }
        )
    if links:
        session.execute(insert(AuditLink), links)
        session.flush()


def _held_head(session: Session, organization_id: int) -> AuditHead:
    """The end of the chain, held until the transaction ends, so that the next one follows this one."""
    head = session.get(AuditHead, organization_id, with_for_update=True, populate_existing=True)
    if head is not None:
        return head
    # Two may begin a chain at once: the second waits here for the first, and follows it.
    is_sqlite = session.connection().dialect.name == "sqlite"
    begun = sqlite.insert(AuditHead) if is_sqlite else postgresql.insert(AuditHead)
    row = {"organization_id": organization_id, "sequence": 0, "digest": BEGINNING}
    session.execute(begun.values(row).on_conflict_do_nothing())
    return session.get_one(AuditHead, organization_id, with_for_update=True, populate_existing=True)


def _events(session: Session, organization_id: int, event_ids: Sequence[int]) -> Sequence[AuditEvent]:
    found: list[AuditEvent] = []
    for ids in _portions(event_ids):
        found += session.scalars(
            select(AuditEvent)
            .where(AuditEvent.organization_id == organization_id, AuditEvent.id.in_(ids))
            .order_by(AuditEvent.id)
        )
    return found


def _value_digests(session: Session, organization_id: int, event_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Event id → the digests of its values, by the values' ids."""
    found: dict[int, list[str]] = defaultdict(list)
    for ids in _portions(event_ids):
        rows = session.execute(
            select(AuditValue.event_id, AuditValue.digest)
            .where(AuditValue.organization_id == organization_id, AuditValue.event_id.in_(ids))
            .order_by(AuditValue.id)
        )
        for event_id, digest in rows:
            found[event_id].append(digest)
    return found


def _portions(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """A statement holds only so many parameters."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
