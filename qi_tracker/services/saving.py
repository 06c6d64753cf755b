"""What every save goes through: the version that was seen, one form once, nothing personal, the bin."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Insert, Update, event, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.exc import StaleDataError

from qi_tracker.errors import PersonalNumberFound, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import AuditValue, Base, IdempotencyKey, TenantRow
from qi_tracker.models.base import Binned, utc_now
from qi_tracker.privacy.personal_numbers import contains_personal_number

# PostgreSQL's code for it (Appendix A of its manual).
_UNIQUE_VIOLATION = "23505"


# Numbers that a personal number may have been read as: of ten digits, when it began with a zero, and of eleven.
_SMALLEST, _LARGEST = 10**9, 10**11 - 1


class HasVersion(Protocol):
    """Anything that counts its saves."""

    version: Any


def check_version(thing: HasVersion, seen: int | None) -> None:
    """Refuse to change what somebody else has changed since it was read.

    Setting `thing.version` from the form would detect nothing and turn the counter back; comparing does.

    Raises
    ------
    StaleVersion
        If `seen`, the version the form was made from, is not the present one.
    """
    if thing.version != seen:
        raise StaleVersion


def apply_changes(thing: TenantRow, seen_version: int | None, changes: Mapping[str, object]) -> None:
    """Set the fields that differ and flush; nothing is written when none does."""
    check_version(thing, seen_version)
    for field, value in changes.items():
        if getattr(thing, field) != value:
            setattr(thing, field, value)
    flush()


def flush() -> None:
    """Send the changes to the database, where a concurrent save is noticed too: of the same row, or of its twin.

    Raises
    ------
    StaleVersion
        Then the transaction is spent: roll back, or back to the savepoint around it.
    """
    try:
        db.session.flush()
    except StaleDataError:
        raise StaleVersion from None
    except IntegrityError as error:
        if not _is_twin(error):
            raise
        raise StaleVersion from None


def _is_twin(error: IntegrityError) -> bool:
    """Whether the row was refused because there is one like it already."""
    state = getattr(error.orig, "sqlstate", None)
    return state == _UNIQUE_VIOLATION or "UNIQUE constraint failed" in str(error.orig)


def put_in_bin(thing: TenantRow, seen_version: int | None) -> None:
    """Delete, so that it can be undone."""
    check_version(thing, seen_version)
    thing.deleted_at = utc_now()
    flush()


def claim_key(actor_key: str, key: str) -> str | None:
    """Take a form's key before its work is done.

    Returns
    -------
    None when it was free; else the address that the first sending of the form was answered with.
    """
    used = db.session.get(IdempotencyKey, (actor_key, key))
    if used is None:
        try:
            with db.session.begin_nested():
                db.session.add(IdempotencyKey(actor=actor_key, key=key))
        except IntegrityError:
            used = db.session.scalar(
                select(IdempotencyKey).filter_by(actor=actor_key, key=key).execution_options(populate_existing=True)
            )
    return used.target if used else None


def settled_target(actor_key: str, key: str) -> str | None:
    """The address that the form with this key was answered with, if it has been."""
    used = db.session.get(IdempotencyKey, (actor_key, key))
    return used.target if used else None


def settle_key(actor_key: str, key: str, target: str) -> None:
    """Keep, in the same transaction as the work, where its sender is taken."""
    claimed = db.session.get(IdempotencyKey, (actor_key, key))
    if claimed is not None:
        claimed.target = target


@event.listens_for(db.session, "do_orm_execute")
def _leave_out_the_bin(state: ORMExecuteState) -> None:
    if state.is_select and not state.execution_options.get("include_deleted", False):
        state.statement = state.statement.options(
            with_loader_criteria(Binned, lambda row: row.deleted_at.is_(None), include_aliases=True)
        )


# Digests and random values: eleven digits beside each other mean nothing there, and would one day be refused.
RANDOM_FIELDS = ("_hash", "digest", "fingerprint")
# Of a form's key, and of a value in the history.
_RANDOM_COLUMNS: Mapping[str, frozenset[str]] = {
    IdempotencyKey.__tablename__: frozenset({"key", "actor"}),
    AuditValue.__tablename__: frozenset({"salt"}),
}


def guard_statements(engine: Engine) -> None:
    """Refuse personal numbers also in what is written past the session: the last guard, beneath every route."""
    event.listen(engine, "before_execute", refuse_in_statement)


def refuse_in_statement(connection: Connection, statement: Any, many: Any, one: Any, _options: Any) -> None:
    """Look through all that an INSERT or UPDATE is to write, before it is sent."""
    if not isinstance(statement, (Insert, Update)):
        return
    table = str(getattr(statement.table, "name", ""))
    written = [*many, one] if many or one else [statement.compile(dialect=connection.dialect).params]
    for row in written:
        for field, value in row.items():
            if not _is_random(table, field) and holds_personal_number(value):
                raise PersonalNumberFound(field)


def _is_random(table: str, field: str) -> bool:
    return field.endswith(RANDOM_FIELDS) or field in _RANDOM_COLUMNS.get(table, ())


@event.listens_for(db.session, "before_flush")
def _refuse_personal_numbers(session: Session, _context: object, _instances: object) -> None:
    for thing in [*session.new, *session.dirty]:
        for field, text in _texts(thing):
            if contains_personal_number(text):
                raise PersonalNumberFound(field)


def holds_personal_number(value: object) -> bool:
    """Whether a stored value, a text or a list or mapping of them, holds what reads as a personal number."""
    return any(contains_personal_number(text) for text in _strings(value))


def _texts(thing: object) -> Iterator[tuple[str, str]]:
    if not isinstance(thing, Base):
        return
    state = inspect(thing)
    for column in state.mapper.column_attrs:
        if _is_random(thing.__tablename__, column.key):
            continue
        for added in state.attrs[column.key].history.added or ():
            yield from ((column.key, text) for text in _strings(added))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (int, float)) and _SMALLEST <= value <= _LARGEST:
        # A cell of digits alone may have been read as a number; its first zero is gone then.
        yield f"{value:011.0f}"
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield str(name)
            yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)
