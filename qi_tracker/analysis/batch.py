"""The run chart's numbers for very many series at once; equal to `engine.analyse` of each, and far faster."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi_tracker.analysis.constants import LARGEST_NUMBER
from qi_tracker.analysis.runs import crossings_limit, longest_run_limit

NONE = -1
"""Stands in arrays of whole numbers where a single series has None: no point is useful."""

_AT_ONCE = 8192
"""Series looked at together: so many that numpy's own overhead does not count, and few enough to stay in the cache."""

Integers = NDArray[np.int32]
Counts = NDArray[np.int8] | NDArray[np.int32]
"""Counted in the smallest type that holds the number of points: four times as many fit into one step of the machine."""


@dataclass(frozen=True, slots=True)
class RunCharts:
    """One number for each series, in their order.

    `centre` is the median, NaN without a value. The four run numbers are `NONE` where no point is useful.
    """

    centre: NDArray[np.float64]
    n_useful: Integers
    longest_run: Integers
    longest_run_max: Integers
    n_crossings: Integers
    n_crossings_min: Integers
    signal: NDArray[np.bool_]


def run_charts(values: ArrayLike) -> RunCharts:
    """Median, run rules of Anhøj and Olesen, and signal of each series.

    Parameters
    ----------
    values
        Shape (series, points), in any unit, in the order of time along each row. NaN is missing. No phases, freezes or
        exclusions: those are `engine.analyse`'s.

    Returns
    -------
    Arrays of shape (series,).

    Raises
    ------
    ValueError
        If the array has not two dimensions, or a number in it is infinite or larger than a measurement can be.

    Source
    ------
    Anhøj and Olesen 2014, doi:10.1371/journal.pone.0113825.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2:
        raise ValueError(f"values have {array.ndim} dimensions, but must have two: series and points")
    if array.shape[1] == 0:  # no point at all is as one that is missing
        array = np.full((len(array), 1), np.nan)
    limits = _limits(array.shape[1])
    parts = [_portion(array[start : start + _AT_ONCE], limits) for start in range(0, len(array), _AT_ONCE)]
    return _joined(parts or [_portion(array, limits)])


def run_charts_of_lengths(series: Sequence[ArrayLike]) -> RunCharts:
    """The same for series of different lengths, in the order given.

    Parameters
    ----------
    series
        One array of points each, in the order of time; NaN is missing.

    Raises
    ------
    ValueError
        As `run_charts`.
    """
    arrays = [np.asarray(each, dtype=np.float64) for each in series]
    if any(array.ndim != 1 for array in arrays):
        raise ValueError("a series of points has one dimension")
    lengths = np.array([len(array) for array in arrays], dtype=np.int64)
    # Series of about the same length lie together, so that little room is filled with nothing.
    order = np.argsort(lengths, kind="stable")
    parts = []
    for start in range(0, len(order), _AT_ONCE):
        chosen = order[start : start + _AT_ONCE]
        padded = np.full((len(chosen), int(lengths[chosen].max())), np.nan)
        for row, number in enumerate(chosen):
            padded[row, : lengths[number]] = arrays[number]
        parts.append(run_charts(padded))
    if not parts:
        return run_charts(np.empty((0, 0)))
    joined, back = _joined(parts), np.argsort(order, kind="stable")
    return RunCharts(*(getattr(joined, field.name)[back] for field in fields(RunCharts)))


def _limits(n_points: int) -> tuple[Integers, Integers]:
    """Both limits by the number of useful points, from none to all."""
    useful = range(1, n_points + 1)
    longest = np.array([NONE, *map(longest_run_limit, useful)], dtype=np.int32)
    return longest, np.array([NONE, *map(crossings_limit, useful)], dtype=np.int32)


def _joined(parts: Sequence[RunCharts]) -> RunCharts:
    return RunCharts(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(RunCharts)))


def _portion(values: NDArray[np.float64], limits: tuple[Integers, Integers]) -> RunCharts:
    centre = _medians(values)
    n_useful, longest, crossings = _count_runs(values, centre)
    longest_run_max, n_crossings_min = (limit[n_useful] for limit in limits)
    signal = (longest > longest_run_max) | (crossings < n_crossings_min)
    none = n_useful == 0
    longest[none] = crossings[none] = NONE
    return RunCharts(centre, n_useful, longest, longest_run_max, crossings, n_crossings_min, signal & ~none)


def _medians(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """By a sort, which numpy does faster than its own median; NaN sorts last."""
    n_series, n_points = values.shape
    ordered = np.sort(values, axis=1)
    if np.isnan(ordered[:, -1]).any():
        n_there = _count(_by_time(~np.isnan(values))).astype(np.int64)
        rows = np.arange(n_series)
        # Where nothing is there, these are the first and the last, NaN all of them, and so is the median.
        last = n_there - 1
        highest, low, high = ordered[rows, last], ordered[rows, last // 2], ordered[rows, n_there // 2]
    else:
        highest = ordered[:, -1]
        low, high = ordered[:, (n_points - 1) // 2], ordered[:, n_points // 2]
    if (np.abs(ordered[:, 0]) > LARGEST_NUMBER).any() or (np.abs(highest) > LARGEST_NUMBER).any():
        raise ValueError("a number is infinite or too large")
    middle: NDArray[np.float64] = np.where(low == high, low, (low + high) / 2)
    return middle


def _by_time(are: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Ones and zeros, one row a point in time with all series side by side."""
    return np.ascontiguousarray(are.T).view(np.int8)


def _count(ones: NDArray[np.int8]) -> Counts:
    """How many of each series, going through time."""
    kind = np.int8 if len(ones) <= np.iinfo(np.int8).max else np.int32
    counts: Counts = ones.sum(axis=0, dtype=kind)
    return counts


def _count_runs(values: NDArray[np.float64], centre: NDArray[np.float64]) -> tuple[Integers, Integers, Integers]:
    """Useful points, longest run and crossings of each series."""
    line = centre[:, np.newaxis]
    above = _by_time(values > line)
    useful = above | _by_time(values < line)
    crossed = _crossings(above, useful)
    n_useful, n_crossings = _count(useful), _count(crossed)
    run, longest = np.zeros_like(n_useful), np.zeros_like(n_useful)
    # A run that goes on grows by one; one that begins has one; a point of no use changes nothing.
    for goes_on, is_useful in zip(1 - crossed, useful, strict=True):
        run *= goes_on
        run += is_useful
        np.maximum(longest, run, out=longest)
    return n_useful.astype(np.int32), longest.astype(np.int32), n_crossings.astype(np.int32)


def _crossings(above: NDArray[np.int8], useful: NDArray[np.int8]) -> NDArray[np.int8]:
    """Ones where a useful point lies on the other side than the useful one before it."""
    side = above[0].copy()
    late = np.flatnonzero(useful[0] == 0)
    # The side of the first useful point, so that it crosses nothing.
    side[late] = above[useful[:, late].argmax(axis=0), late]
    crossed = np.empty_like(above)
    for is_above, is_useful, has_crossed in zip(above, useful, crossed, strict=True):
        np.bitwise_xor(is_above, side, out=has_crossed)
        np.bitwise_and(has_crossed, is_useful, out=has_crossed)
        side ^= has_crossed
    return crossed
