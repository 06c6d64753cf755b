"""Erasing a person who had an account: a pseudonym takes the place of the name, and all that is theirs alone goes.

What the person did stays in the history under the pseudonym, and the history's chain holds.
"""

from collections.abc import Collection

from sqlalchemy import delete, select, update

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditEvent,
    AuditValue,
    FormDraft,
    IdempotencyKey,
    ImportDraft,
    Installation,
    Invitation,
    Membership,
    OutboxMessage,
    PasswordReset,
    Person,
    ProjectMembership,
    SentReminder,
    StarScore,
)
from qi_tracker.models.base import utc_now
from qi_tracker.services.accounts import hold_what_needs
from qi_tracker.services.acting import act_as, acting_person_id, also_within, in_place_of
from qi_tracker.services.audit_verification import REDACTED, REDACTED_VALUE
from qi_tracker.services.history import Happened, record
from qi_tracker.services.organizations import remove_member
from qi_tracker.services.people import close_sessions_of
from qi_tracker.services.projects import leave_projects
from qi_tracker.services.saving import check_version, flush
from qi_tracker.vocabulary import ReminderChoice

# Names are data and are not translated; the number is the account's own.
PSEUDONYM = "Tidligere bruker {number}"
# A domain that leads nowhere (RFC 2606), so that the real address is free for a new account.
_ADDRESS = "{number}@erased.invalid"
_ABOUT_PEOPLE = (Person.__tablename__, Invitation.__tablename__)


def erase_account(person: Person, seen_version: int | None) -> None:
    """Erase the person for good. Duties are left to the project's lead until another is named.

    Raises
    ------
    InvalidInput
        If an organisation would be left without an administrator or the installation without an operator, if it is
        done already, or the person is invented for the demo.
    """
    if person.erased_at is not None:
        raise InvalidInput("account_erased")
    if db.session.scalar(select(Installation.is_demo)):
        raise InvalidInput("demo_person")
    name, email = person.name, person.email
    hold_what_needs(person)
    check_version(person, seen_version)
    organization_ids = _organizations_of(person.id)
    for organization_id in organization_ids:
        also_within(db.session(), organization_id)
    _leave(person.id, organization_ids)
    # After the memberships, so that no history tells what the name was changed from.
    person.name = PSEUDONYM.format(number=person.id)
    person.email = _ADDRESS.format(number=person.id)
    person.password_hash = person.calendar_salt = None
    person.reminders = ReminderChoice.NONE
    person.is_operator = False
    person.disabled_at = person.erased_at = utc_now()
    flush()
    _end_what_is_theirs(person.id, email, organization_ids)
    for organization_id in organization_ids:
        _redact(organization_id, person.id, (name, email))
    flush()


def _organizations_of(person_id: int) -> list[int]:
    """Every organisation that the person belongs or has belonged to, or has taken part in a project of."""
    found: set[int] = set()
    with in_place_of(db.session(), person_id):
        for kind in (Membership, ProjectMembership):
            rows = select(kind.organization_id).where(kind.person_id == person_id)
            found |= set(db.session.scalars(rows, execution_options={"include_deleted": True}))
    return sorted(found)


def _leave(person_id: int, organization_ids: Collection[int]) -> None:
    for organization_id in organization_ids:
        mine = select(Membership).filter_by(organization_id=organization_id, person_id=person_id)
        for membership in db.session.scalars(mine).all():
            remove_member(membership, membership.version)
        # A guest has no membership.
        leave_projects(organization_id, person_id)


def _end_what_is_theirs(person_id: int, email: str, organization_ids: Collection[int]) -> None:
    session = db.session()
    close_sessions_of(person_id)
    session.execute(delete(PasswordReset).where(PasswordReset.person_id == person_id))
    session.execute(delete(OutboxMessage).where(OutboxMessage.to_address == email))
    # Not the key of the form that asks for this: it has no address yet.
    theirs = IdempotencyKey.actor == f"person:{person_id}", IdempotencyKey.target != ""
    session.execute(delete(IdempotencyKey).where(*theirs))
    session.execute(update(Invitation).where(Invitation.email == email).values(email=None))
    for kind in (ImportDraft, SentReminder, StarScore):
        mine = kind.organization_id.in_(organization_ids), kind.person_id == person_id
        session.execute(delete(kind).where(*mine))
    me, own = acting_person_id(session), tuple(session.info.get("organization_ids", ()))
    act_as(session, person_id, own)
    try:
        session.execute(delete(FormDraft).where(FormDraft.person_id == person_id))
    finally:
        act_as(session, me, own)


def _redact(organization_id: int, person_id: int, words: Collection[str]) -> None:
    """Erase the name and the address where the history tells of people and invitations; and say that it was done."""
    notes = select(Invitation).where(Invitation.organization_id == organization_id)
    for invitation in db.session.scalars(notes):
        if _holds(invitation.note, words):
            invitation.note = ""
    flush()
    about = select(AuditValue).join(AuditEvent, AuditEvent.id == AuditValue.event_id)
    kept = about.where(
        AuditEvent.organization_id == organization_id,
        AuditValue.organization_id == organization_id,
        AuditValue.redacted_at.is_(None),
        AuditEvent.noun.in_(_ABOUT_PEOPLE),
    )
    erased = [each for each in db.session.scalars(kept) if _holds(each.old, words) or _holds(each.new, words)]
    if not erased:
        return
    for each in erased:
        each.old = each.new = each.salt = None
        each.redacted_at = utc_now()
    told = [{"field": REDACTED_VALUE, "old": None, "new": [each.id for each in erased]}]
    happened = Happened(organization_id, REDACTED, Person.__tablename__, person_id)
    record(db.session(), [(happened, told)])


def _holds(value: object, words: Collection[str]) -> bool:
    return isinstance(value, str) and any(word.casefold() in value.casefold() for word in words)
