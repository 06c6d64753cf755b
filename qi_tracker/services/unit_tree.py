"""What lies beneath a unit, found by one recursive query. Changing the tree is in `units.py`."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import aliased

from qi_tracker.extensions import db
from qi_tracker.models import Unit, UnitLeadership
from qi_tracker.services.acting import within


def with_all_beneath(organization_ids: Collection[int], unit_ids: Collection[int]) -> frozenset[int]:
    """Those of the units that are live, and every live unit beneath them; none of another organisation.

    A unit in the bin ends its branch: what hangs beneath it there is reached from nowhere above.
    """
    if not unit_ids:
        return frozenset()
    top = (
        select(Unit.id, Unit.organization_id)
        .where(Unit.organization_id.in_(organization_ids), Unit.id.in_(unit_ids))
        .cte("beneath", recursive=True)
    )
    child = aliased(Unit)
    # UNION, not UNION ALL: it ends even where a damaged tree goes in a circle.
    beneath = top.union(
        select(child.id, child.organization_id).join(
            top, (child.organization_id == top.c.organization_id) & (child.parent_id == top.c.id)
        )
    )
    return frozenset(db.session.scalars(select(beneath.c.id)))


def units_led_by(person_id: int, organization_ids: Collection[int]) -> frozenset[int]:
    """Every unit that the person leads in these organisations, with all beneath."""
    led = db.session.execute(
        select(UnitLeadership.organization_id, UnitLeadership.unit_id).where(UnitLeadership.person_id == person_id)
    ).all()
    inside = {(organization_id, unit_id) for organization_id, unit_id in led if organization_id in organization_ids}
    if not inside:
        return frozenset()
    organizations = {organization_id for organization_id, _ in inside}
    # The actor's organisations are being found out, so row-level security does not know them yet.
    with within(db.session(), organizations):
        return with_all_beneath(organizations, {unit_id for _, unit_id in inside})
