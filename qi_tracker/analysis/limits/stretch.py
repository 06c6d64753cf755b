"""What every chart family is given and gives back: the points of one phase, and the lines through them."""

from collections.abc import Sequence
from dataclasses import dataclass

from qi_tracker.analysis.subgroups import Subgroup


@dataclass(frozen=True, slots=True)
class Stretch:
    """The points of one phase, not yet multiplied.

    `is_base` is as long as `subgroups` and tells which points lie in the base period; excluded ones may be among them.
    """

    subgroups: Sequence[Subgroup]
    is_base: Sequence[bool]

    @property
    def base_values(self) -> list[float]:
        """Values the centre line is computed from: in the base period, there, and not excluded."""
        pairs = zip(self.subgroups, self.is_base, strict=True)
        return [subgroup.counted for subgroup, is_base in pairs if is_base and subgroup.counted is not None]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one phase, one number a point, not yet multiplied. None where no line can be drawn."""

    centre: tuple[float | None, ...]
