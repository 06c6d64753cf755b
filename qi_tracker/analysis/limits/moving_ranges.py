"""Moving ranges: how much successive points differ, from which the charts of single values take their limits."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum

from qi_tracker.analysis.constants import MOVING_RANGE_LIMIT


def moving_ranges(values: Sequence[float | None]) -> list[float | None]:
    """Absolute differences of successive values, one fewer than there are values; a missing value takes both of its."""
    return [None if first is None or second is None else abs(second - first) for first, second in pairwise(values)]


def average_range(
    ranges: Sequence[float | None], *, is_screened: bool, limit: float = MOVING_RANGE_LIMIT
) -> float | None:
    """The mean of the moving ranges that are there.

    Parameters
    ----------
    ranges
        In the unit of the values; None is missing.
    is_screened
        Leave out, once, the ranges at or above `limit` times their mean, and take the mean of the others.

    Returns
    -------
    None without a range, and when all are 0: then nothing varies, and no limit can be drawn. When the screened ones are
    all 0, the mean of all.

    Source
    ------
    Nelson 1982, Journal of Quality Technology 14(3):172-173.
    """
    there = [each for each in ranges if each is not None]
    if not there:
        return None
    mean = fsum(there) / len(there)
    if is_screened:
        kept = [each for each in there if each < limit * mean]
        screened = fsum(kept) / len(kept) if kept else 0.0
        mean = screened or mean
    return mean or None
