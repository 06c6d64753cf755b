"""An account in use: what its owner changes, where they are signed in, and disabling it."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from qi_tracker.access.actors import Actor
from qi_tracker.errors import InvalidInput, NotFound
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization, PasswordReset, Person, SignInSession
from qi_tracker.models.base import utc_now
from qi_tracker.services.acting import also_within, in_place_of
from qi_tracker.services.belonging import hold_organization
from qi_tracker.services.history import Happened, record
from qi_tracker.services.organizations import require_another_administrator
from qi_tracker.services.people import actor_for, close_sessions_of, normalise_email, token_digest
from qi_tracker.services.saving import check_version, flush
from qi_tracker.vocabulary import Language, OrganizationRole


def edit_account(person: Person, seen_version: int | None, name: str, language: Language) -> None:
    """Change what colleagues see of the person, and the language they read."""
    check_version(person, seen_version)
    person.name = name
    person.language = language
    flush()


def own_words_of(person: Person) -> list[str]:
    """Names that others know of the person: no password is made of them."""
    with in_place_of(db.session(), person.id):
        ids = actor_for(person).organization_ids
    organizations = db.session.scalars(select(Organization.name).where(Organization.id.in_(ids))).all()
    return [person.name, person.email, *organizations]


def set_password(person: Person, password_hash: str) -> None:
    """Another password. Every session ends and no link to a new password works any more; the history tells when."""
    person.password_hash = password_hash
    flush()
    withdraw_resets(person.id)
    close_sessions_of(person.id)
    nothing_told = [{"field": "password", "old": None, "new": None}]
    organizations = tuple(db.session().info.get("organization_ids", ()))
    changes = [(Happened(number, "changed", Person.__tablename__, person.id), nothing_told) for number in organizations]
    if changes:
        record(db.session(), changes)


def withdraw_resets(person_id: int) -> None:
    """Make every link to a new password useless that the person has not used."""
    now = utc_now()
    db.session.execute(
        update(PasswordReset)
        .where(PasswordReset.person_id == person_id, PasswordReset.used_at.is_(None), PasswordReset.expires_at > now)
        .values(expires_at=now)
    )


def sessions_of(person_id: int) -> Sequence[SignInSession]:
    """Where the person is signed in, the latest first."""
    return db.session.scalars(
        select(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.expires_at > utc_now())
        .order_by(SignInSession.created_at.desc(), SignInSession.id.desc())
    ).all()


def is_session_of(session: SignInSession, token: str | None) -> bool:
    """Whether a cookie's token is of this session."""
    return token is not None and session.token_hash == token_digest(token)


def end_session(person_id: int, session_id: int) -> None:
    """End one of the person's sessions.

    Raises
    ------
    NotFound
        If the person has no such session.
    """
    found = db.session.scalar(select(SignInSession).filter_by(id=session_id, person_id=person_id))
    if found is None:
        raise NotFound
    db.session.delete(found)
    db.session.flush()


def end_other_sessions(person_id: int, token: str) -> None:
    """End every session of the person but the one with this token."""
    db.session.execute(
        delete(SignInSession).where(
            SignInSession.person_id == person_id, SignInSession.token_hash != token_digest(token)
        )
    )


def account_with(email: str) -> Person:
    """The account with this address, also when it is disabled.

    Raises
    ------
    InvalidInput
        If there is none. Only the operator may ask: others must not learn who has an account.
    """
    person = db.session.scalar(select(Person).filter_by(email=normalise_email(email)))
    if person is None:
        raise InvalidInput("account_unknown", field="email")
    return person


def may_care_for(carer: Actor, person: Person) -> bool:
    """Whether the carer may disable the account, or let somebody choose its password.

    An administrator may when all that the account opens is theirs to administer: with an account that reaches further
    they would get into another organisation. The operator may always.
    """
    if carer.is_operator:
        return True
    belongs = organizations_of(person)
    administered = {id for id, role in carer.organization_roles.items() if role is OrganizationRole.ADMINISTRATOR}
    return not person.is_operator and bool(belongs) and belongs <= administered


def organizations_of(person: Person) -> set[int]:
    """Every organisation that the person is in, as a guest too: a guest without a project may be given one tomorrow."""
    reach = reach_of(person)
    with in_place_of(db.session(), person.id):
        as_any = db.session.scalars(select(Membership.organization_id).where(Membership.person_id == person.id))
        return {*reach.organization_ids, *as_any}


def reach_of(person: Person) -> Actor:
    """All that the account opens, wherever it is."""
    with in_place_of(db.session(), person.id):
        return actor_for(person)


def require_care(carer: Actor, person: Person) -> None:
    """Let pass who may care for the account.

    Raises
    ------
    InvalidInput
        If it opens more than the carer administers.
    """
    if not may_care_for(carer, person):
        raise InvalidInput("account_elsewhere")


def disable_account(carer: Actor, person: Person, seen_version: int | None) -> None:
    """Let nobody sign in with the account, and end its sessions. What the person has done keeps their name.

    Raises
    ------
    InvalidInput
        If an organisation would be left without an administrator, or the installation without an operator.
    """
    require_care(carer, person)
    hold_what_needs(person)
    check_version(person, seen_version)
    person.disabled_at = utc_now()
    flush()
    withdraw_resets(person.id)
    close_sessions_of(person.id)


def hold_what_needs(person: Person) -> None:
    """Let nobody else leave, until the transaction ends, what would then be left without anyone.

    Raises
    ------
    InvalidInput
        If an organisation would be left without an administrator, or the installation without an operator.
    """
    for organization_id, role in sorted(_roles_within_sight(person)):
        hold_organization(organization_id)
        if role is OrganizationRole.ADMINISTRATOR:
            require_another_administrator(organization_id, person.id)
    if person.is_operator:
        _require_another_operator(person)


def enable_account(carer: Actor, person: Person, seen_version: int | None) -> None:
    """Let the person sign in again, with the password and the roles they had.

    Raises
    ------
    InvalidInput
        If the person has been erased: nobody is behind the account any more.
    """
    require_care(carer, person)
    if person.erased_at is not None:
        raise InvalidInput("account_erased")
    _roles_within_sight(person)
    check_version(person, seen_version)
    person.disabled_at = None
    flush()


def _roles_within_sight(person: Person) -> list[tuple[int, OrganizationRole | None]]:
    """(organisation, role in it) for all that the account opens. The history of each is to tell what comes."""
    reach = reach_of(person)
    for organization_id in reach.organization_ids:
        also_within(db.session(), organization_id)
    return [(number, reach.organization_roles.get(number)) for number in reach.organization_ids]


def _require_another_operator(person: Person) -> None:
    # All rows in one order, so that two who disable each other take turns.
    operators = db.session.execute(
        select(Person.id, Person.disabled_at).where(Person.is_operator).order_by(Person.id).with_for_update()
    ).all()
    if not any(number != person.id and disabled_at is None for number, disabled_at in operators):
        raise InvalidInput("last_operator")
