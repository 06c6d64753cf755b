"""Units as choices and as words, for the pages that name them."""

from collections.abc import Collection, Iterable
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from qi_tracker.blueprints.common.forms import options
from qi_tracker.services.units import Branch

# Between a unit's name and that of the one above it.
STEP = " › "


def _unit_id(value: object) -> int | None:
    return int(str(value)) if value not in (None, "", "None") else None


class UnitField(SelectField):
    """One unit of an organisation, or none: the organisation as such."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, coerce=_unit_id, choices=[], **options)

    def offer(self, tree: Iterable[Branch], whole: str, leave_out: Collection[int] = ()) -> None:
        """Fill in what can be chosen: all of the organisation, called `whole`, and each unit under its full name."""
        named = [(unit_id, name) for unit_id, name in full_names(tree).items() if unit_id not in leave_out]
        self.choices = [SelectChoice("", whole), *options(named)]

    def keep(self, unit_id: int | None) -> None:
        """Leave no choice but what is chosen now, whatever was sent."""
        self.choices = [SelectChoice(unit_id or "", "")]
        self.data = unit_id


def full_names(tree: Iterable[Branch], above: str = "") -> dict[int, str]:
    """Unit id → its name after those of the units that it is part of, in the order of the tree."""
    names: dict[int, str] = {}
    for branch in tree:
        name = f"{above}{branch.unit.name}"
        names[branch.unit.id] = name
        names |= full_names(branch.beneath, f"{name}{STEP}")
    return names
