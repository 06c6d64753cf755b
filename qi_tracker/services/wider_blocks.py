"""What a measure shows wider, as its summary keeps it: blocks of periods, and the numbers of each that may be seen."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from qi_tracker.models import MeasureSummary
from qi_tracker.privacy.merging import Block
from qi_tracker.vocabulary import Frequency

# The key of a block's number for all, beside those of groups.
ALL: Final = ""
# The key of the people who are in the number for all and in no group. No group has it: a name is one line.
REST: Final = "\n"

Counted = Mapping[str, Sequence[date]]
"""Group → the periods whose numbers are in the block."""


class ShownNumber(NamedTuple):
    """A number that may be seen: a count, one of another, or a plain value; what it has not is None."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class WiderBlock:
    """A block, what of it may be seen, and what must be remembered so that no later view gives more away.

    Attributes
    ----------
    counted
        Which numbers were in it when it was made. One that comes later is left out of it for ever: else the
        difference between the two views would be that number.
    least
        The smallest set of what was hidden in it at one time, of the number for all and the groups; None without
        groups. Only a part of it, or more than it, is hidden later: what was shown then must not give it away.
    shown
        Group → its number.
    """

    block: Block
    counted: Counted
    least: Set[str] | None = None
    shown: Mapping[str, ShownNumber] = field(default_factory=dict)

    @property
    def total(self) -> ShownNumber | None:
        """The number for all; None where it is hidden, or there is none."""
        return self.shown.get(ALL)

    @property
    def is_hidden(self) -> bool:
        """Whether there is a number for all that is not shown."""
        return bool(self.counted) and ALL not in self.shown

    @property
    def groups(self) -> list[str]:
        """The groups that have a number in it, shown or not."""
        return [name for name in self.counted if name != ALL]

    @property
    def without(self) -> list[date]:
        """Its periods that no number in it is from."""
        found = {period for periods in self.counted.values() for period in periods}
        return [period for period in self.block.periods if period not in found]


def blocks_of(summary: MeasureSummary | None) -> list[WiderBlock]:
    """What the measure shows wider, the oldest first."""
    return [_from_json(kept) for kept in summary.wider.get("blocks", ())] if summary is not None else []


def _from_json(kept: Mapping[str, Any]) -> WiderBlock:
    block = Block(
        date.fromisoformat(kept["first"]), Frequency(kept["frequency"]), tuple(map(date.fromisoformat, kept["periods"]))
    )
    counted = {name: tuple(map(date.fromisoformat, periods)) for name, periods in kept["counted"].items()}
    least = frozenset(kept["least"]) if kept["least"] is not None else None
    return WiderBlock(block, counted, least, {name: ShownNumber(*numbers) for name, numbers in kept["shown"].items()})


def to_json(found: WiderBlock) -> dict[str, Any]:
    """The block as a summary keeps it."""
    return {
        "first": found.block.first.isoformat(),
        "frequency": found.block.frequency.value,
        "periods": [period.isoformat() for period in found.block.periods],
        "counted": {name: [period.isoformat() for period in periods] for name, periods in found.counted.items()},
        "least": sorted(found.least) if found.least is not None else None,
        "shown": {name: list(numbers) for name, numbers in found.shown.items()},
    }
