"""Organisations and their members. Invitations into them are in `invitations.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.access.scope import visible_memberships, visible_organizations
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, Membership, Organization, Person, Project, ProjectMembership
from qi_tracker.services.acting import also_within, within
from qi_tracker.services.belonging import hold_organization
from qi_tracker.services.duties import give_back_duties
from qi_tracker.services.people import close_sessions_of
from qi_tracker.services.projects import leave_projects
from qi_tracker.services.saving import apply_changes, check_version, flush, put_in_bin
from qi_tracker.services.units import lead_nothing
from qi_tracker.vocabulary import Language, OrganizationRole


@dataclass(frozen=True, slots=True)
class OrganizationDetails:
    """What the form of an organisation holds."""

    name: str
    number: str | None
    language: Language
    uses_progress_scale: bool = False


def organizations_of(actor: Actor) -> Sequence[Organization]:
    """The organisations the actor belongs to, by name."""
    return db.session.scalars(
        select(Organization).where(visible_organizations(actor)).order_by(Organization.name)
    ).all()


def members_of(actor: Actor, organization: Organization) -> Sequence[Membership]:
    """Who belongs to the organisation, by name; its guests are in `guests.py`."""
    return db.session.scalars(
        select(Membership)
        .join(Person)
        .where(
            visible_memberships(actor),
            Membership.organization_id == organization.id,
            Membership.role != OrganizationRole.GUEST,
        )
        .options(joinedload(Membership.person))
        .order_by(Person.name)
    ).all()


def members_outside(project: Project) -> Sequence[Membership]:
    """Members of the project's organisation who take no part in the project, by name."""
    inside = select(ProjectMembership.person_id).where(ProjectMembership.project_id == project.id)
    return db.session.scalars(
        select(Membership)
        .join(Person)
        .where(
            Membership.organization_id == project.organization_id,
            Membership.role != OrganizationRole.GUEST,
            Membership.person_id.not_in(inside),
        )
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
    """Change what the organisation is called and speaks, and whether it uses the scale of progress."""
    check_version(organization, seen_version)
    organization.name = details.name
    organization.number = details.number
    organization.language = details.language
    organization.uses_progress_scale = details.uses_progress_scale
    flush()


def all_organizations(actor: Actor) -> Sequence[Organization]:
    """Every organisation of the installation, by name: what its operator sees, and all that they see."""
    require(actor, Permission.CREATE_ORGANIZATION)
    return db.session.scalars(select(Organization).order_by(Organization.name)).all()


def without_administrator(organizations: Sequence[Organization]) -> set[int]:
    """The ids of those organisations that nobody administers yet."""
    ids = [organization.id for organization in organizations]
    administered = select(Membership.organization_id).where(Membership.role == OrganizationRole.ADMINISTRATOR)
    with within(db.session(), ids):
        return set(ids) - set(db.session.scalars(administered))


def add_member(organization: Organization, person_id: int, role: OrganizationRole) -> Membership:
    """Make the person a member or a guest; one who is already keeps their role, and a guest may become a member."""
    also_within(db.session(), organization.id)
    present = db.session.scalar(select(Membership).filter_by(organization_id=organization.id, person_id=person_id))
    if present is not None:
        if present.role is OrganizationRole.GUEST and role is not OrganizationRole.GUEST:
            present.role = role
            flush()
        return present
    membership = Membership(organization_id=organization.id, person_id=person_id, role=role)
    db.session.add(membership)
    flush()
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
    """End the membership, the roles in the organisation's projects and the sessions. The history keeps the name.

    Raises
    ------
    InvalidInput
        If the organisation would be left without an administrator.
    """
    _keep_an_administrator(membership)
    put_in_bin(membership, seen_version)
    leave_projects(membership.organization_id, membership.person_id)
    lead_nothing(membership.organization_id, membership.person_id)
    close_sessions_of(membership.person_id)


def give_back_roles(membership: Membership) -> None:
    """Let one who belongs again have the roles in projects that ended with the membership; their sessions end."""
    ended = select(ProjectMembership).where(
        ProjectMembership.organization_id == membership.organization_id,
        ProjectMembership.person_id == membership.person_id,
        ProjectMembership.id.in_(_roles_ended_with(membership)),
    )
    for role in db.session.scalars(ended, execution_options={"include_deleted": True}).all():
        present = select(ProjectMembership.id).where(
            ProjectMembership.organization_id == role.organization_id,
            ProjectMembership.project_id == role.project_id,
            ProjectMembership.person_id == role.person_id,
        )
        if role.deleted_at is not None and db.session.scalar(present) is None:
            role.deleted_at = None
            flush()
            give_back_duties(role)
    close_sessions_of(membership.person_id)


def _roles_ended_with(membership: Membership) -> Select[int]:
    """Ids of the roles in projects that were deleted after the membership was: a person outside has none to lose."""
    left = select(func.max(AuditEvent.id)).where(
        AuditEvent.organization_id == membership.organization_id,
        AuditEvent.noun == Membership.__tablename__,
        AuditEvent.noun_id == membership.id,
        AuditEvent.action == "deleted",
    )
    return select(AuditEvent.noun_id).where(
        AuditEvent.organization_id == membership.organization_id,
        AuditEvent.noun == ProjectMembership.__tablename__,
        AuditEvent.action == "deleted",
        AuditEvent.id > left.scalar_subquery(),
    )


def keep_an_administrator(present: Membership, other: Membership) -> None:
    """Let another membership of the same person take the place of the present one.

    Raises
    ------
    InvalidInput
        If the organisation would be left without an administrator.
    """
    if other.role is not OrganizationRole.ADMINISTRATOR:
        _keep_an_administrator(present)


def _keep_an_administrator(membership: Membership) -> None:
    hold_organization(membership.organization_id)
    if membership.role is OrganizationRole.ADMINISTRATOR:
        require_another_administrator(membership.organization_id, membership.person_id)


def require_another_administrator(organization_id: int, person_id: int) -> None:
    """Let pass where somebody besides this person administers the organisation, and can sign in.

    Raises
    ------
    InvalidInput
        If nobody else does.
    """
    others = db.session.scalar(
        select(Membership.id)
        .join(Person)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == OrganizationRole.ADMINISTRATOR,
            Membership.person_id != person_id,
            Person.disabled_at.is_(None),
        )
        .limit(1)
    )
    if others is None:
        raise InvalidInput("last_administrator")
