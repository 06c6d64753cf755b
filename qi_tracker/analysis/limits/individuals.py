"""Charts of single values: I, MR, and I′ for values that rest on more or less."""

from collections.abc import Sequence
from dataclasses import replace
from math import fsum, pi, sqrt

from qi_tracker.analysis.constants import (
    I_PRIME_RANGE_LIMIT,
    INNER_SIGMAS,
    MOVING_RANGE_LIMIT,
    OUTER_SIGMAS,
    SIGMAS_PER_RANGE,
)
from qi_tracker.analysis.limits.moving_ranges import average_range, moving_ranges
from qi_tracker.analysis.limits.stretch import Line, Lines, Stretch, lines_around, without_limits
from qi_tracker.analysis.subgroups import Subgroup


def ranges_as_values(subgroups: Sequence[Subgroup]) -> Sequence[Subgroup]:
    """The subgroups with their moving ranges as what is plotted; the first of a phase has none."""
    ranges = [None, *moving_ranges([subgroup.value for subgroup in subgroups])]
    return [replace(subgroup, value=value) for subgroup, value in zip(subgroups, ranges, strict=True)]


def i_lines(stretch: Stretch) -> Lines:
    """Mean of the base values, and three standard deviations estimated from their moving ranges.

    Source
    ------
    Montgomery, Introduction to Statistical Quality Control; screening by Nelson 1982.
    """
    values = stretch.base_values
    centre = stretch.level(fsum(values) / len(values) if values else None)
    ranges = moving_ranges([subgroup.value for subgroup in stretch.base])
    average = average_range(ranges, is_screened=stretch.is_screened)
    return lines_around(centre, _level(stretch, None if average is None else average / SIGMAS_PER_RANGE))


def mr_lines(stretch: Stretch) -> Lines:
    """Mean of the moving ranges, which are the points of this chart, and their upper limit.

    Source
    ------
    Montgomery, Introduction to Statistical Quality Control: D4 of two successive points.
    """
    values = stretch.base_values
    centre = stretch.level(fsum(values) / len(values) if values else None)
    inner = MOVING_RANGE_LIMIT * INNER_SIGMAS / OUTER_SIGMAS
    zero: Line = tuple(None if height is None else 0.0 for height in centre)

    def times(factor: float) -> Line:
        return tuple(None if height is None else height * factor for height in centre)

    return Lines(centre, zero, times(MOVING_RANGE_LIMIT), zero, times(inner))


def i_prime_lines(stretch: Stretch) -> Lines:
    """Weighted mean of the base values, and limits that are wider where a value rests on less.

    Source
    ------
    Taylor 2018, Normalized Individuals (I_N) chart; as I′ in Anhøj's qicharts2.
    """
    base = stretch.counted_base
    total = fsum(subgroup.weight for subgroup in base)
    if not total:
        return without_limits(stretch.level(None))
    centre = stretch.level(fsum((subgroup.value or 0.0) * subgroup.weight for subgroup in base) / total)
    average = average_range(_normalised_ranges(stretch), is_screened=stretch.is_screened, limit=I_PRIME_RANGE_LIMIT)
    sigmas = [
        None if average is None or not subgroup.weight else average * sqrt(1 / subgroup.weight)
        for subgroup in stretch.subgroups
    ]
    return lines_around(centre, sigmas)


def _normalised_ranges(stretch: Stretch) -> list[float | None]:
    """The differences of successive base values, each by what the two rest on."""
    base = stretch.base
    ranges = moving_ranges([subgroup.value for subgroup in base])
    spread = [
        sqrt(1 / first.weight + 1 / second.weight) if first.weight and second.weight else None
        for first, second in zip(base, base[1:], strict=False)
    ]
    return [
        None if each is None or width is None else sqrt(pi / 2) * each / width
        for each, width in zip(ranges, spread, strict=True)
    ]


def _level(stretch: Stretch, sigma: float | None) -> Line:
    return (sigma,) * len(stretch.subgroups)
