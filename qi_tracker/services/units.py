"""The parts of an organisation: make, rename, move and delete them, and who leads them.

Whoever changes the tree holds it until the transaction ends, so that two moves cannot make a circle of it between them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.scope import visible_units
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization, Person, Project, Unit, UnitLeadership
from qi_tracker.services.belonging import require_member
from qi_tracker.services.people import close_sessions_of
from qi_tracker.services.saving import apply_changes, check_version, flush, put_in_bin
from qi_tracker.vocabulary import OrganizationRole

# Kommunalområde, tjeneste, virksomhet, avdeling, gruppe, and one to spare.
MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class UnitDetails:
    """What the form of a unit holds. Without `parent_id` it lies directly under the organisation."""

    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with what hangs beneath it."""

    unit: Unit
    # 1 directly under the organisation.
    level: int
    leaders: Sequence[UnitLeadership]
    # Live projects of the unit itself.
    n_projects: int
    beneath: Sequence["Branch"]

    def whole(self) -> Iterator["Branch"]:
        """This one and all beneath, in the order they are shown."""
        yield self
        for branch in self.beneath:
            yield from branch.whole()

    @property
    def n_projects_in_all(self) -> int:
        """Live projects of the unit and of all beneath it."""
        return sum(branch.n_projects for branch in self.whole())

    @property
    def may_have_more(self) -> bool:
        """Whether there is room for a unit beneath this one."""
        return self.level < MOST_LEVELS

    @property
    def height(self) -> int:
        """How many levels it takes up."""
        return 1 + max((branch.height for branch in self.beneath), default=0)


def tree_of(actor: Actor, organization_id: int) -> Sequence[Branch]:
    """The organisation's units by name, each with those beneath it, for one who belongs there."""
    return _tree(organization_id, visible_units(actor))


def _tree(organization_id: int, condition: ColumnElement[bool]) -> Sequence[Branch]:
    units = db.session.scalars(
        select(Unit).where(Unit.organization_id == organization_id, condition).order_by(func.lower(Unit.name), Unit.id)
    ).all()
    known = {unit.id for unit in units}
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        # One whose parent is in the bin is shown at the top rather than nowhere.
        children[unit.parent_id if unit.parent_id in known else None].append(unit)
    leaders, counts = _leaders(organization_id), _project_counts(organization_id)

    def branches(parent_id: int | None, level: int) -> list[Branch]:
        return [
            Branch(unit, level, leaders.get(unit.id, ()), counts.get(unit.id, 0), branches(unit.id, level + 1))
            for unit in children[parent_id]
        ]

    return branches(None, 1)


def _leaders(organization_id: int) -> Mapping[int, Sequence[UnitLeadership]]:
    found: dict[int, list[UnitLeadership]] = defaultdict(list)
    for leadership in db.session.scalars(
        select(UnitLeadership)
        .join(Person)
        .where(UnitLeadership.organization_id == organization_id)
        .options(joinedload(UnitLeadership.person))
        .order_by(Person.name)
    ):
        found[leadership.unit_id].append(leadership)
    return found


def _project_counts(organization_id: int) -> Mapping[int, int]:
    counted = db.session.execute(
        select(Project.unit_id, func.count(Project.id))
        .where(Project.organization_id == organization_id)
        .group_by(Project.unit_id)
    )
    return {unit_id: count for unit_id, count in counted if unit_id is not None}


def one_by_one(tree: Sequence[Branch]) -> Sequence[Branch]:
    """Every unit of the tree, one after the other as it shows them."""
    return [branch for top in tree for branch in top.whole()]


def hold_tree(organization_id: int) -> None:
    """Let nobody else change the organisation's units until this transaction ends."""
    # Not FOR UPDATE, which would also make all who write anything of the organisation wait.
    db.session.execute(
        select(Organization.id).where(Organization.id == organization_id).with_for_update(key_share=True)
    )


def live_unit(organization_id: int, unit_id: int | None, field: str) -> Unit | None:
    """The organisation's unit with this id, or None for the organisation itself.

    Raises
    ------
    InvalidInput
        If there is no such unit (any more).
    """
    if unit_id is None:
        return None
    unit = db.session.scalar(
        select(Unit)
        .where(Unit.organization_id == organization_id, Unit.id == unit_id)
        .execution_options(populate_existing=True)
    )
    if unit is None:
        raise InvalidInput("unit_gone", field=field)
    return unit


def create_unit(organization: Organization, details: UnitDetails) -> Unit:
    """A new unit.

    Raises
    ------
    InvalidInput
        If its place is gone or too deep, or a unit there has the name.
    """
    hold_tree(organization.id)
    _check_place(organization.id, details, None)
    unit = Unit(organization_id=organization.id, name=details.name, parent_id=details.parent_id)
    db.session.add(unit)
    flush()
    return unit


def edit_unit(unit: Unit, seen_version: int | None, details: UnitDetails) -> None:
    """Rename the unit, or move it with all that is beneath it.

    Raises
    ------
    InvalidInput
        If it would lie under itself, its place is gone or too deep, or a unit there has the name.
    """
    hold_tree(unit.organization_id)
    db.session.refresh(unit)
    check_version(unit, seen_version)
    _check_place(unit.organization_id, details, unit)
    apply_changes(unit, seen_version, {"name": details.name, "parent_id": details.parent_id})


def _check_place(organization_id: int, details: UnitDetails, moved: Unit | None) -> None:
    # The tree is read anew: what the session holds may be older than the lock.
    db.session.expire_all()
    live_unit(organization_id, details.parent_id, "parent_id")
    branches = {branch.unit.id: branch for branch in one_by_one(_tree(organization_id, true()))}
    own = branches.get(moved.id) if moved is not None else None
    if own is not None and details.parent_id in {branch.unit.id for branch in own.whole()}:
        raise InvalidInput("unit_under_itself", field="parent_id")
    above = branches[details.parent_id].level if details.parent_id is not None else 0
    if above + (own.height if own else 1) > MOST_LEVELS:
        raise InvalidInput("unit_too_deep", field="parent_id", most=MOST_LEVELS)
    if any(
        branch.unit.parent_id == details.parent_id
        and branch is not own
        and branch.unit.name.casefold() == details.name.casefold()
        for branch in branches.values()
    ):
        raise InvalidInput("unit_name_taken", field="name")


def delete_unit(unit: Unit, seen_version: int | None) -> None:
    """Put the unit in the bin. Its projects and the units beneath it go to the one above, its leaders lead it no more.

    Things that wait in the bin move too: brought back, they belong to something that is there.
    """
    hold_tree(unit.organization_id)
    db.session.refresh(unit)
    check_version(unit, seen_version)
    everything = {"include_deleted": True}
    own = (unit.organization_id, unit.id)
    beneath = select(Unit).where(Unit.organization_id == own[0], Unit.parent_id == own[1])
    for child in db.session.scalars(beneath, execution_options=everything):
        child.parent_id = unit.parent_id
    projects = select(Project).where(Project.organization_id == own[0], Project.unit_id == own[1])
    for project in db.session.scalars(projects, execution_options=everything):
        project.unit_id = unit.parent_id
    for leadership in _leaders(unit.organization_id).get(unit.id, ()):
        remove_leader(leadership, leadership.version)
    put_in_bin(unit, seen_version)


def check_place_of(unit: Unit) -> None:
    """Let a unit in the bin come back only where there is room for it.

    Raises
    ------
    InvalidInput
        If its place is too deep by now, or a unit there has the name.
    """
    hold_tree(unit.organization_id)
    _check_place(unit.organization_id, UnitDetails(unit.name, unit.parent_id), None)


def check_still_member(leadership: UnitLeadership) -> None:
    """Let only a member lead a unit again.

    Raises
    ------
    InvalidInput
        If the person has left the organisation.
    """
    require_member(leadership.organization_id, leadership.person_id)


def lead_again(leadership: UnitLeadership) -> None:
    """Sign out who leads a unit again: their rights have changed."""
    close_sessions_of(leadership.person_id)


def name_leader(unit: Unit, person_id: int) -> UnitLeadership:
    """Let a member lead the unit and all beneath it, and end their sessions; one who leads it already still does.

    Raises
    ------
    InvalidInput
        If the person does not belong to the organisation, or the unit is gone.
    """
    hold_tree(unit.organization_id)
    live_unit(unit.organization_id, unit.id, "person_id")
    require_member(unit.organization_id, person_id, "person_id")
    tenant = {"organization_id": unit.organization_id, "person_id": person_id}
    present = db.session.scalar(select(UnitLeadership).filter_by(**tenant, unit_id=unit.id))
    if present is not None:
        return present
    leadership = UnitLeadership(**tenant, unit_id=unit.id)
    db.session.add(leadership)
    flush()
    close_sessions_of(person_id)
    return leadership


def remove_leader(leadership: UnitLeadership, seen_version: int | None) -> None:
    """End a person's leading of a unit, and their sessions."""
    put_in_bin(leadership, seen_version)
    close_sessions_of(leadership.person_id)


def lead_nothing(organization_id: int, person_id: int) -> None:
    """End all leading of units of a person who leaves the organisation."""
    led = select(UnitLeadership).filter_by(organization_id=organization_id, person_id=person_id)
    for leadership in db.session.scalars(led).all():
        put_in_bin(leadership, leadership.version)


def unit_above(unit: Unit) -> Unit | None:
    """What the unit is part of; None directly under the organisation."""
    return live_unit(unit.organization_id, unit.parent_id, "parent_id")


def leaders_of(unit: Unit) -> Sequence[UnitLeadership]:
    """Who leads the unit itself, by name."""
    return _leaders(unit.organization_id).get(unit.id, ())


def candidates_for(unit: Unit) -> Sequence[Membership]:
    """Members of the organisation who do not lead the unit itself, by name."""
    leading = select(UnitLeadership.person_id).where(UnitLeadership.unit_id == unit.id)
    return db.session.scalars(
        select(Membership)
        .join(Person)
        .where(
            Membership.organization_id == unit.organization_id,
            Membership.role != OrganizationRole.GUEST,
            Membership.person_id.not_in(leading),
        )
        .options(joinedload(Membership.person))
        .order_by(Person.name)
    ).all()
