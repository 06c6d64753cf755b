"""What the bin's pages show: lines with a button each, numbers gathered by measure, two things beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.recorded import facts_of
from qi_tracker.blueprints.common.things import is_closed, name_of
from qi_tracker.blueprints.common.undoing import restore_address, restore_fields
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.extensions import db
from qi_tracker.i18n.history import heading
from qi_tracker.models import Measure, Observation, Organization, Project, TenantRow
from qi_tracker.services.bin import WAYS, Binned
from qi_tracker.services.places import noun_of, parent_of, project_around


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A thing in the bin. Without `address` the reader may not bring it back, or must bring back `parent` first."""

    heading: str
    at: datetime
    who: str
    parent: str
    address: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownBin:
    """All of it; numbers by the measure they are of."""

    rows: Sequence[ShownRow]
    numbers: Mapping[str, Sequence[ShownRow]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many things lie there."""
        return len(self.rows) + sum(len(rows) for rows in self.numbers.values())


def shown_bin(binned: Sequence[Binned]) -> ShownBin:
    """The bin in the reader's language."""
    rows: list[ShownRow] = []
    numbers: dict[str, list[ShownRow]] = {}
    for each in binned:
        if is_closed(each.thing):
            continue
        if isinstance(each.thing, Observation):
            numbers.setdefault(name_of(each.parent) if each.parent is not None else "", []).append(_row(each))
        else:
            rows.append(_row(each))
    return ShownBin(rows, numbers)


def _row(binned: Binned) -> ShownRow:
    thing = binned.thing
    may = binned.waits_for is None and can(WAYS[type(thing)].permission, target_of(thing))
    return ShownRow(
        heading=heading_of(thing),
        at=binned.at,
        who=binned.by.name if binned.by is not None else "",
        parent=heading_of(binned.waits_for) if binned.waits_for is not None else "",
        address=restore_address(thing) if may else "",
        fields=restore_fields(thing),
    )


def heading_of(thing: TenantRow) -> str:
    """The thing on a line of its own: "Indikator: Barn med aktivitet"."""
    return heading(noun_of(thing), name_of(thing), current_words())


def target_of(thing: TenantRow) -> Measure | Project | Organization | None:
    """What the right to bring the thing back is asked to: its measure, also one in the bin, or where it lies."""
    measure = parent_of(thing)
    if isinstance(measure, Measure):
        return measure
    return project_around(thing) or db.session.get(Organization, thing.organization_id)


@dataclass(frozen=True, slots=True)
class Compared:
    """A deleted thing, and what stands in its place."""

    heading: str
    deleted: Sequence[tuple[str, str]]
    standing: Sequence[tuple[str, str]]
    address: str
    # What the button sends that brings the deleted one back and puts the other in the bin.
    fields: Mapping[str, Any]


def compared(thing: TenantRow) -> Compared | None:
    """The two beside each other; None when nothing stands in its place, or the reader may not choose."""
    find_twin = WAYS[type(thing)].twin
    twin = find_twin(thing) if find_twin is not None and thing.deleted_at is not None else None
    if twin is None or not can(WAYS[type(thing)].permission, target_of(thing)):
        return None
    fields = {**restore_fields(thing), "replaced_version": twin.version}
    return Compared(heading_of(thing), facts_of(thing), facts_of(twin), restore_address(thing), fields)
