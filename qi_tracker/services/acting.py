"""In whose name a database session works: recorded in the history, and told to row-level security."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, SessionTransaction

from qi_tracker.extensions import db

_SET = text(
    "SELECT set_config('qi.person', :person, true), set_config('qi.organizations', :organizations, true), "
    "set_config('qi.link', :link, true)"
)


def act_as(session: Session, person_id: int | None, organization_ids: Collection[int] = ()) -> None:
    """Work for this person within these organisations, from now on and in later transactions of the session."""
    session.info["person_id"] = person_id
    session.info["organization_ids"] = tuple(organization_ids)
    if session.in_transaction():
        _tell(session, session.connection())


def acting_person_id(session: Session) -> int | None:
    """The person the session works for; None for the program itself."""
    person_id: int | None = session.info.get("person_id")
    return person_id


def hold_link(session: Session, token_hash: str) -> None:
    """See the one invitation that this link opens, whosever it is."""
    session.info["link"] = token_hash
    if session.in_transaction():
        _tell(session, session.connection())


def come_by_link(session: Session) -> None:
    """Say that the person does not sit here signed in: they hold a link that was mailed to them. The history tells."""
    session.info["by_link"] = True


def is_by_link(session: Session) -> bool:
    """Whether the one whom the session works for came by a link."""
    return bool(session.info.get("by_link"))


def also_within(session: Session, organization_id: int) -> None:
    """Widen the session to one more organisation: the one being created, or entered by an invitation."""
    act_as(session, acting_person_id(session), {*session.info.get("organization_ids", ()), organization_id})


@contextmanager
def within(session: Session, organization_ids: Collection[int]) -> Iterator[None]:
    """Look into other organisations for a moment: for what a link or the operator's task lets one know of them."""
    own = tuple(session.info.get("organization_ids", ()))
    if set(organization_ids) <= set(own):
        yield
        return
    act_as(session, acting_person_id(session), {*own, *organization_ids})
    with _then_again(session, acting_person_id(session), own):
        yield


@contextmanager
def in_place_of(session: Session, person_id: int) -> Iterator[None]:
    """Look as another person does for a moment: at what they belong to, wherever that is. Nothing is written so."""
    own_id, own = acting_person_id(session), tuple(session.info.get("organization_ids", ()))
    session.flush()
    act_as(session, person_id)
    with _then_again(session, own_id, own), session.no_autoflush:
        yield


@contextmanager
def _then_again(session: Session, person_id: int | None, organization_ids: Collection[int]) -> Iterator[None]:
    """Work for this person within these organisations again after the block, however it ends."""
    try:
        yield
    except BaseException:
        # A transaction that is lost or spent hears nothing any more, and must not hide what ended it: it can only be
        # rolled back, and the next one is told at its beginning.
        with suppress(SQLAlchemyError):
            act_as(session, person_id, organization_ids)
        raise
    act_as(session, person_id, organization_ids)


@event.listens_for(db.session, "after_begin")
def _after_begin(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    _tell(session, connection)


def _tell(session: Session, connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    organizations = ",".join(str(number) for number in session.info.get("organization_ids", ()))
    connection.execute(
        _SET,
        {
            "person": str(acting_person_id(session) or ""),
            "organizations": f"{{{organizations}}}",
            "link": session.info.get("link", ""),
        },
    )
