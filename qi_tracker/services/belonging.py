"""Who belongs to an organisation, asked so that the answer still holds when what it was asked for is saved."""

from sqlalchemy import select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization


def require_member(organization_id: int, person_id: int, field: str | None = None) -> None:
    """Let only a member have a role within the organisation, and let nobody be removed until this transaction ends.

    Raises
    ------
    InvalidInput
        If the person does not belong to it.
    """
    # Whoever removes a member holds the organisation (`organizations.hold_organization`); who adds to it do not wait
    # for each other.
    held = select(Organization.id).where(Organization.id == organization_id)
    db.session.execute(held.with_for_update(read=True, key_share=True))
    member = select(Membership.id).where(
        Membership.organization_id == organization_id,
        Membership.person_id == person_id,
    )
    if db.session.scalar(member) is None:
        raise InvalidInput("not_a_member", field=field)
