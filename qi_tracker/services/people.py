"""Accounts, their sessions and their roles. Passwords are in `passwords.py`."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from qi_tracker.access.actors import Actor
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import (
    Membership,
    Organization,
    Person,
    Project,
    ProjectMembership,
    SignInSession,
    Unit,
    UnitLeadership,
)
from qi_tracker.models.base import utc_now
from qi_tracker.services.acting import within
from qi_tracker.services.unit_tree import units_led_by
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole

SESSION_HOURS = 12
REMEMBERED_DAYS = 30


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """What a new account is made of. `password_hash` comes from `hash_password`."""

    name: str
    email: str
    password_hash: str
    language: Language


def normalise_email(email: str) -> str:
    """The form that e-mail addresses are compared in."""
    return email.strip().lower()


def token_digest(token: str) -> str:
    """What is stored of a link's or a cookie's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """256 random bits for a link or a cookie."""
    return secrets.token_urlsafe(32)


def has_people() -> bool:
    """Whether the installation has its first account."""
    return db.session.scalar(select(func.count(Person.id))) != 0


def create_person(details: AccountDetails, *, is_operator: bool = False) -> Person:
    """A new account, flushed.

    Raises
    ------
    InvalidInput
        If the address is taken.
    """
    email = normalise_email(details.email)
    if db.session.scalar(select(Person.id).filter_by(email=email)) is not None:
        raise InvalidInput("email_taken", field="email")
    person = Person(
        name=details.name,
        email=email,
        password_hash=details.password_hash,
        language=details.language,
        is_operator=is_operator,
    )
    db.session.add(person)
    try:
        db.session.flush()
    except IntegrityError:
        # Somebody took it between the question and the answer.
        raise InvalidInput("email_taken", field="email") from None
    return person


def find_credentials(email: str) -> tuple[int, str] | None:
    """The id and the password hash of the live account with this address."""
    found = db.session.execute(
        select(Person.id, Person.password_hash).filter_by(email=normalise_email(email), disabled_at=None)
    ).one_or_none()
    return (found[0], found[1]) if found is not None and found[1] is not None else None


def require_unchanged(credentials: tuple[int, str] | None) -> None:
    """Let pass when the account is still what its password was compared with, and hold it until the transaction ends.

    Else a session could be opened with a password that was changed, or for an account that was disabled, meanwhile.

    Raises
    ------
    InvalidInput
        As for a wrong password.
    """
    person_id, known_hash = credentials or (0, "")
    present = select(Person.password_hash).filter_by(id=person_id, disabled_at=None).with_for_update()
    if db.session.scalar(present) != known_hash:
        raise InvalidInput("sign_in_refused")


def open_session(person_id: int, *, remember: bool, device: str = "") -> tuple[str, SignInSession]:
    """A new session and the token for its cookie. Outlived sessions of the person are erased."""
    now = utc_now()
    db.session.execute(
        delete(SignInSession).where(SignInSession.person_id == person_id, SignInSession.expires_at < now)
    )
    token = new_token()
    lasts = timedelta(days=REMEMBERED_DAYS) if remember else timedelta(hours=SESSION_HOURS)
    session = SignInSession(token_hash=token_digest(token), person_id=person_id, expires_at=now + lasts, device=device)
    db.session.add(session)
    db.session.flush()
    return token, session


def person_of_session(token: str) -> Person | None:
    """Who is signed in with this cookie; None when it has ended."""
    return db.session.scalar(
        select(Person)
        .join(SignInSession)
        .where(
            SignInSession.token_hash == token_digest(token),
            SignInSession.expires_at > utc_now(),
            Person.disabled_at.is_(None),
        )
    )


def close_session(token: str) -> None:
    """End one session."""
    db.session.execute(delete(SignInSession).where(SignInSession.token_hash == token_digest(token)))


def close_sessions_of(person_id: int) -> None:
    """End every session of a person: their rights have changed."""
    db.session.execute(delete(SignInSession).where(SignInSession.person_id == person_id))


def actor_for(person: Person) -> Actor:
    """The person with all their live roles."""
    organization_roles = {
        membership.organization_id: membership.role
        for membership in db.session.scalars(select(Membership).where(Membership.person_id == person.id))
    }
    project_roles = db.session.execute(
        select(ProjectMembership.project_id, ProjectMembership.organization_id, ProjectMembership.role).where(
            ProjectMembership.person_id == person.id
        )
    ).all()
    return Actor(
        person_id=person.id,
        is_operator=person.is_operator,
        organization_roles=organization_roles,
        project_roles={project_id: role for project_id, _, role in project_roles},
        project_organizations=frozenset(organization_id for _, organization_id, _ in project_roles),
        led_units=units_led_by(person.id, organization_roles),
    )


@dataclass(frozen=True, slots=True)
class PersonWithRoles:
    """A person and all they are."""

    person: Person
    # (organisation's name, role).
    organization_roles: Sequence[tuple[str, OrganizationRole]]
    # (project's title, role).
    project_roles: Sequence[tuple[str, ProjectRole]]
    # Names of units.
    leads: Sequence[str]


def everyone_with_roles() -> Sequence[PersonWithRoles]:
    """Everyone who can sign in, the first first. Looks across organisations, so it is for a demo's people only."""
    with within(db.session(), db.session.scalars(select(Organization.id)).all()):
        memberships = db.session.execute(
            select(Membership.person_id, Organization.name, Membership.role)
            .join(Organization, Organization.id == Membership.organization_id)
            .order_by(Membership.id)
        ).all()
        project_memberships = db.session.execute(
            select(ProjectMembership.person_id, Project.title, ProjectMembership.role)
            .join(Project, Project.id == ProjectMembership.project_id)
            .order_by(ProjectMembership.id)
        ).all()
        led = db.session.execute(
            select(UnitLeadership.person_id, Unit.name)
            .join(Unit, Unit.id == UnitLeadership.unit_id)
            .order_by(UnitLeadership.id)
        ).all()
    return [
        PersonWithRoles(
            person,
            [(name, role) for person_id, name, role in memberships if person_id == person.id],
            [(title, role) for person_id, title, role in project_memberships if person_id == person.id],
            [name for person_id, name in led if person_id == person.id],
        )
        for person in db.session.scalars(select(Person).filter_by(disabled_at=None).order_by(Person.id))
    ]


def choose_language(person: Person, language: Language) -> None:
    """The language the person reads the program in from now on."""
    person.language = language
    db.session.flush()
