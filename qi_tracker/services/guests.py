"""Guests: people of another employer, in single projects of an organisation and in nothing else of it.

They are invited into a project (`invitations.py`), and are guests for as long as they take part in one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization, Person, Project, ProjectMembership
from qi_tracker.services.belonging import hold_organization
from qi_tracker.services.saving import flush, put_in_bin
from qi_tracker.vocabulary import OrganizationRole


@dataclass(frozen=True, slots=True)
class Guest:
    """One guest of an organisation, and the titles of the projects they take part in."""

    membership: Membership
    projects: Sequence[str]


def guests_of(organization: Organization) -> Sequence[Guest]:
    """All guests of the organisation, by name. The caller has checked the right to manage it."""
    memberships = db.session.scalars(
        select(Membership)
        .join(Person)
        .where(Membership.organization_id == organization.id, Membership.role == OrganizationRole.GUEST)
        .options(joinedload(Membership.person))
        .order_by(Person.name)
    ).all()
    titles = _titles(organization.id, {membership.person_id for membership in memberships})
    return [Guest(membership, titles.get(membership.person_id, ())) for membership in memberships]


def _titles(organization_id: int, person_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    rows = db.session.execute(
        select(ProjectMembership.person_id, Project.title)
        .join(Project, Project.id == ProjectMembership.project_id)
        .where(
            ProjectMembership.organization_id == organization_id,
            Project.organization_id == organization_id,
            ProjectMembership.person_id.in_(person_ids),
        )
        .order_by(Project.title)
    )
    found: dict[int, list[str]] = {}
    for person_id, title in rows:
        found.setdefault(person_id, []).append(title)
    return found


def guests_in(project: Project) -> frozenset[int]:
    """The ids of the people who take part in the project as guests."""
    return frozenset(
        db.session.scalars(
            select(Membership.person_id)
            .join(ProjectMembership, ProjectMembership.person_id == Membership.person_id)
            .where(
                Membership.organization_id == project.organization_id,
                Membership.role == OrganizationRole.GUEST,
                ProjectMembership.organization_id == project.organization_id,
                ProjectMembership.project_id == project.id,
            )
        )
    )


def is_guest(organization_id: int, person_id: int) -> bool:
    """Whether the person is a guest of the organisation."""
    return _guest_membership(organization_id, person_id) is not None


def hold_guest(organization_id: int, person_id: int) -> None:
    """Before a guest's role in a project ends: let no other role of theirs come or go until this transaction ends."""
    if is_guest(organization_id, person_id):
        hold_organization(organization_id)


def end_guest_without_project(organization_id: int, person_id: int) -> None:
    """Let one who was a guest be none any more, when they take part in no project of the organisation."""
    membership = _guest_membership(organization_id, person_id)
    taking_part = (
        select(ProjectMembership.id)
        .where(ProjectMembership.organization_id == organization_id, ProjectMembership.person_id == person_id)
        .limit(1)
    )
    if membership is not None and db.session.scalar(taking_part) is None:
        put_in_bin(membership, membership.version)


def be_guest_again(organization_id: int, person_id: int) -> None:
    """Before a role in a project comes out of the bin: let its holder be the guest they were, when they were one."""
    same = (Membership.organization_id == organization_id, Membership.person_id == person_id)
    latest = db.session.scalars(
        select(Membership).where(*same).order_by(Membership.id.desc()).limit(1),
        execution_options={"include_deleted": True},
    ).first()
    if latest is not None and latest.deleted_at is not None and latest.role is OrganizationRole.GUEST:
        latest.deleted_at = None
        flush()


def _guest_membership(organization_id: int, person_id: int) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(
            Membership.organization_id == organization_id,
            Membership.person_id == person_id,
            Membership.role == OrganizationRole.GUEST,
        )
    )
