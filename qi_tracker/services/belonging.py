"""Who belongs to an organisation, asked so that the answer still holds when what it was asked for is saved."""

from collections.abc import Collection

from sqlalchemy import select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization
from qi_tracker.vocabulary import BELONGING, OrganizationRole


def require_member(organization_id: int, person_id: int, field: str | None = None) -> None:
    """Let only a member have a role within the organisation, and let nobody be removed until this transaction ends.

    Raises
    ------
    InvalidInput
        If the person does not belong to it; a guest does not.
    """
    _require(BELONGING, organization_id, person_id, field)


def require_member_or_guest(organization_id: int, person_id: int, field: str | None = None) -> OrganizationRole:
    """The same for a role in one of its projects, which guests have too; the answer says which they are.

    Raises
    ------
    InvalidInput
        If the person neither belongs to it nor is a guest.
    """
    return _require(tuple(OrganizationRole), organization_id, person_id, field)


def hold_organization(organization_id: int) -> None:
    """Let those take turns who end memberships: two administrators who remove each other, or a guest's last roles."""
    db.session.execute(select(Organization.id).where(Organization.id == organization_id).with_for_update())


def _require(
    roles: Collection[OrganizationRole], organization_id: int, person_id: int, field: str | None
) -> OrganizationRole:
    # Whoever removes a member holds the organisation; who adds to it do not wait for each other.
    held = select(Organization.id).where(Organization.id == organization_id)
    db.session.execute(held.with_for_update(read=True, key_share=True))
    role = db.session.scalar(
        select(Membership.role).where(Membership.organization_id == organization_id, Membership.person_id == person_id)
    )
    if role is None or role not in roles:
        raise InvalidInput("not_a_member", field=field)
    return role
