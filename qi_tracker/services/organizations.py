"""Organisations, their members, and invitations by one-use links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.access.scope import visible_memberships, visible_organizations
from qi_tracker.errors import InvalidInput, NotFound
from qi_tracker.extensions import db
from qi_tracker.models import Invitation, Membership, Organization, Person, Project, ProjectMembership
from qi_tracker.models.base import utc_now
from qi_tracker.services.acting import act_as, also_within, within
from qi_tracker.services.people import (
    AccountDetails,
    close_sessions_of,
    create_person,
    has_people,
    new_token,
    token_digest,
)
from qi_tracker.services.projects import enter_project, leave_projects
from qi_tracker.services.saving import apply_changes, check_version, flush, put_in_bin
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole

INVITATION_HOURS = 24


@dataclass(frozen=True, slots=True)
class OrganizationDetails:
    """What the form of an organisation holds."""

    name: str
    number: str | None
    language: Language


@dataclass(frozen=True, slots=True)
class InvitationDetails:
    """Whom an invitation is meant for and what it gives."""

    note: str
    role: OrganizationRole
    project_id: int | None = None
    project_role: ProjectRole | None = None


def organizations_of(actor: Actor) -> Sequence[Organization]:
    """The organisations the actor belongs to, by name."""
    return db.session.scalars(
        select(Organization).where(visible_organizations(actor)).order_by(Organization.name)
    ).all()


def members_of(actor: Actor, organization: Organization) -> Sequence[Membership]:
    """Who belongs to the organisation, by name."""
    return db.session.scalars(
        select(Membership)
        .join(Person)
        .where(visible_memberships(actor), Membership.organization_id == organization.id)
        .options(joinedload(Membership.person))
        .order_by(Person.name)
    ).all()


def members_outside(project: Project) -> Sequence[Membership]:
    """Members of the project's organisation who take no part in the project, by name."""
    inside = select(ProjectMembership.person_id).where(ProjectMembership.project_id == project.id)
    return db.session.scalars(
        select(Membership)
        .join(Person)
        .where(Membership.organization_id == project.organization_id, Membership.person_id.not_in(inside))
        .options(joinedload(Membership.person))
        .order_by(Person.name)
    ).all()


def create_organization(actor: Actor, details: OrganizationDetails) -> Organization:
    """A new organisation. Its maker sees nothing of it: `invite_first_administrator` gives it someone who does."""
    require(actor, Permission.CREATE_ORGANIZATION)
    organization = Organization(name=details.name, number=details.number, language=details.language)
    db.session.add(organization)
    db.session.flush()
    return organization


def edit_organization(organization: Organization, seen_version: int | None, details: OrganizationDetails) -> None:
    """Change what the organisation is called and speaks."""
    check_version(organization, seen_version)
    organization.name = details.name
    organization.number = details.number
    organization.language = details.language
    flush()


def all_organizations(actor: Actor) -> Sequence[Organization]:
    """Every organisation of the installation, by name: what its operator sees, and all that they see."""
    require(actor, Permission.CREATE_ORGANIZATION)
    return db.session.scalars(select(Organization).order_by(Organization.name)).all()


def without_administrator(organizations: Sequence[Organization]) -> set[int]:
    """The ids of those organisations that nobody administers yet."""
    ids = [organization.id for organization in organizations]
    administered = select(Membership.organization_id).where(
        Membership.organization_id.in_(ids),
        Membership.role == OrganizationRole.ADMINISTRATOR,
        Membership.deleted_at.is_(None),
    )
    with within(db.session(), ids):
        return set(ids) - set(db.session.scalars(administered))


def invite_first_administrator(actor: Actor, organization: Organization) -> str:
    """The token of a link to administering an organisation that nobody administers; earlier links to it are withdrawn.

    Raises
    ------
    InvalidInput
        If it has an administrator, who then is the one to invite others.
    """
    require(actor, Permission.INVITE_FIRST_ADMINISTRATOR, organization)
    if not without_administrator([organization]):
        raise InvalidInput("has_administrator")
    for earlier in open_invitations(organization):
        withdraw_invitation(earlier)
    _, token = invite(actor, organization, InvitationDetails("", OrganizationRole.ADMINISTRATOR))
    return token


def add_member(organization: Organization, person_id: int, role: OrganizationRole) -> Membership:
    """Make the person a member; one who is already keeps their role."""
    also_within(db.session(), organization.id)
    present = db.session.scalar(select(Membership).filter_by(organization_id=organization.id, person_id=person_id))
    if present is not None:
        return present
    membership = Membership(organization_id=organization.id, person_id=person_id, role=role)
    db.session.add(membership)
    db.session.flush()
    return membership


def change_role(membership: Membership, seen_version: int | None, role: OrganizationRole) -> None:
    """Give the member another role and end their sessions.

    Raises
    ------
    InvalidInput
        If the organisation would be left without an administrator.
    """
    if role is not OrganizationRole.ADMINISTRATOR:
        _keep_an_administrator(membership)
    if role is membership.role:
        return
    apply_changes(membership, seen_version, {"role": role})
    close_sessions_of(membership.person_id)


def remove_member(membership: Membership, seen_version: int | None) -> None:
    """End the membership, the roles in the organisation's projects and the person's sessions. Their name stays in the history.

    Raises
    ------
    InvalidInput
        If the organisation would be left without an administrator.
    """
    _keep_an_administrator(membership)
    put_in_bin(membership, seen_version)
    leave_projects(membership.organization_id, membership.person_id)
    close_sessions_of(membership.person_id)


def _keep_an_administrator(membership: Membership) -> None:
    others = db.session.scalar(
        select(Membership.id)
        .where(
            Membership.organization_id == membership.organization_id,
            Membership.role == OrganizationRole.ADMINISTRATOR,
            Membership.deleted_at.is_(None),
            Membership.id != membership.id,
        )
        .limit(1)
    )
    if membership.role is OrganizationRole.ADMINISTRATOR and others is None:
        raise InvalidInput("last_administrator")


def invite(actor: Actor, organization: Organization, details: InvitationDetails) -> tuple[Invitation, str]:
    """An invitation and its token, which is shown once and never stored.

    The caller has checked the actor's right to the organisation, or to the project that `details` names.
    """
    token = new_token()
    invitation = Invitation(
        token_hash=token_digest(token),
        organization_id=organization.id,
        role=details.role,
        project_id=details.project_id,
        project_role=details.project_role,
        note=details.note,
        invited_by_id=actor.person_id,
        expires_at=utc_now() + timedelta(hours=INVITATION_HOURS),
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation, token


def invite_first_person() -> str:
    """The token of the link to an empty installation's first account; earlier ones are withdrawn."""
    for earlier in db.session.scalars(select(Invitation).filter_by(organization_id=None, used_at=None)):
        earlier.withdrawn_at = utc_now()
    token = new_token()
    db.session.add(Invitation(token_hash=token_digest(token), expires_at=utc_now() + timedelta(hours=INVITATION_HOURS)))
    db.session.flush()
    return token


def open_invitations(organization: Organization) -> Sequence[Invitation]:
    """Invitations that can still be used, newest first."""
    return db.session.scalars(
        select(Invitation)
        .where(
            Invitation.organization_id == organization.id,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > utc_now(),
        )
        .order_by(Invitation.created_at.desc())
    ).all()


def invitation_of(organization: Organization, invitation_id: int) -> Invitation:
    """One invitation of the organisation.

    Raises
    ------
    NotFound
        If it is not there, or another organisation's.
    """
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.organization_id != organization.id:
        raise NotFound
    return invitation


@dataclass(frozen=True, slots=True)
class Offer:
    """What the holder of a link is told before they use it. `organization` is None for an installation's first account."""

    organization: Organization | None
    role: OrganizationRole | None
    inviter_name: str | None
    project_title: str | None
    project_role: ProjectRole | None


def offer_of(token: str) -> Offer:
    """What a link gives, without using it.

    Raises
    ------
    InvalidInput
        If the link is unknown, used, withdrawn or too old.
    """
    invitation = db.session.scalar(select(Invitation).filter_by(token_hash=token_digest(token)))
    organization = _usable(invitation).organization
    assert invitation is not None
    inviter = db.session.get(Person, invitation.invited_by_id) if invitation.invited_by_id else None
    project = None
    if organization is not None and invitation.project_id:
        with within(db.session(), [organization.id]):
            project = _project_of(invitation)
    return Offer(
        organization=organization,
        role=invitation.role,
        inviter_name=inviter.name if inviter else None,
        project_title=project.title if project else None,
        project_role=invitation.project_role if project else None,
    )


def _take_invitation(token: str) -> Invitation:
    """The invitation behind a link, held until the transaction ends, so that only one can use it."""
    return _usable(db.session.scalar(select(Invitation).filter_by(token_hash=token_digest(token)).with_for_update()))


def _usable(invitation: Invitation | None) -> Invitation:
    if invitation is None or invitation.withdrawn_at is not None:
        raise InvalidInput("invitation_unknown")
    if invitation.used_at is not None:
        raise InvalidInput("invitation_used")
    if invitation.expires_at < utc_now():
        raise InvalidInput("invitation_expired")
    return invitation


def _project_of(invitation: Invitation) -> Project | None:
    """The project one is invited to as well; None when it has been deleted or is another organisation's."""
    project = db.session.get(Project, invitation.project_id) if invitation.project_id else None
    return project if project is not None and project.organization_id == invitation.organization_id else None


def create_first_account(token: str, account: AccountDetails, organization: OrganizationDetails) -> Person:
    """The first account of an installation, both operator and administrator of its first organisation.

    Raises
    ------
    InvalidInput
        If the link cannot be used, or somebody was first.
    """
    invitation = _take_invitation(token)
    if invitation.organization_id is not None or has_people():
        raise InvalidInput("invitation_used")
    person = create_person(account, is_operator=True)
    act_as(db.session(), person.id)
    created = create_organization(Actor(person_id=person.id, is_operator=True), organization)
    add_member(created, person.id, OrganizationRole.ADMINISTRATOR)
    invitation.used_at = utc_now()
    db.session.flush()
    return person


def accept_invitation(token: str, person_id: int) -> Organization:
    """Enter the organisation, and the project, that the link leads into.

    Raises
    ------
    InvalidInput
        If the link cannot be used.
    """
    invitation = _take_invitation(token)
    organization = invitation.organization
    if organization is None or invitation.role is None:
        raise InvalidInput("invitation_unknown")
    act_as(db.session(), person_id, {organization.id})
    add_member(organization, person_id, invitation.role)
    project = _project_of(invitation)
    if project is not None and invitation.project_role is not None:
        enter_project(project, person_id, invitation.project_role)
    invitation.used_at = utc_now()
    db.session.flush()
    return organization


def withdraw_invitation(invitation: Invitation) -> None:
    """Make the link useless."""
    invitation.withdrawn_at = utc_now()
    db.session.flush()
