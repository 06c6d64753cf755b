"""What every chart family is given and gives back: the points of one phase, and the lines through them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isclose

from qi_tracker.analysis.constants import INNER_SIGMAS, OUTER_SIGMAS, ROUNDING
from qi_tracker.analysis.subgroups import Subgroup

Line = tuple[float | None, ...]
"""One number a point, not yet multiplied; None where no line can be drawn."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The points of one phase, not yet multiplied.

    `is_base` is as long as `subgroups` and tells which points lie in the base period; excluded ones may be among them.
    `given` is a known centre line, as long as `subgroups`, None when the line is to be computed. `is_screened` leaves
    unusually large moving ranges out of their average.
    """

    subgroups: Sequence[Subgroup]
    is_base: Sequence[bool]
    given: Line | None
    is_screened: bool

    @property
    def base(self) -> list[Subgroup]:
        """The subgroups of the base period that are not excluded, those with a missing value among them."""
        pairs = zip(self.subgroups, self.is_base, strict=True)
        return [subgroup for subgroup, is_base in pairs if is_base and not subgroup.is_excluded]

    @property
    def counted_base(self) -> list[Subgroup]:
        """The subgroups that the centre line is computed from: in the base period, there, and not excluded."""
        return [subgroup for subgroup in self.base if subgroup.value is not None]

    @property
    def base_values(self) -> list[float]:
        """Their values."""
        return [subgroup.value for subgroup in self.base if subgroup.value is not None]

    def level(self, centre: float | None) -> Line:
        """The given centre line, else this one at every point.

        The middle of equal values is that value. Computed, it may lie a hair beside, and then all of them would lie on
        one side of it: a change where nothing has changed.
        """
        if self.given is not None:
            return self.given
        values = self.base_values
        is_equal = centre is not None and len(set(values)) == 1 and isclose(centre, values[0], rel_tol=ROUNDING)
        return (values[0] if is_equal else centre,) * len(self.subgroups)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one phase. `lower` and `upper` are the limits; the inner ones lie two thirds of the way to them.

    `sigma_z` tells how far the points of a p′ or u′ chart vary more (above 1) or less than counts by chance do.
    """

    centre: Line
    lower: Line
    upper: Line
    inner_lower: Line
    inner_upper: Line
    sigma_z: float | None = None

    def clipped(self, clip: Callable[[float], float]) -> "Lines":
        """The same with every limit brought back to what is possible."""

        def clipped(line: Line) -> Line:
            return tuple(None if at is None else clip(at) for at in line)

        return replace(
            self,
            lower=clipped(self.lower),
            upper=clipped(self.upper),
            inner_lower=clipped(self.inner_lower),
            inner_upper=clipped(self.inner_upper),
        )


def without_limits(centre: Line) -> Lines:
    """A centre line alone."""
    none = (None,) * len(centre)
    return Lines(centre, none, none, none, none)


def lines_around(
    centre: Line, sigmas: Sequence[float | None], clip: Callable[[float], float] = float, sigma_z: float | None = None
) -> Lines:
    """Limits at three and two standard deviations on either side.

    Parameters
    ----------
    centre, sigmas
        One number a point, in the same unit. None gives no limit at the point.
    clip
        Brings a limit back to what is possible: a count is not below 0.
    """

    def at(factor: float) -> Line:
        return tuple(
            None if height is None or sigma is None else clip(height + factor * sigma)
            for height, sigma in zip(centre, sigmas, strict=True)
        )

    return Lines(centre, at(-OUTER_SIGMAS), at(OUTER_SIGMAS), at(-INNER_SIGMAS), at(INNER_SIGMAS), sigma_z)


def not_below_zero(limit: float) -> float:
    """For what cannot be negative."""
    return max(limit, 0.0)


def a_proportion(limit: float) -> float:
    """For what lies between none and all."""
    return min(max(limit, 0.0), 1.0)
