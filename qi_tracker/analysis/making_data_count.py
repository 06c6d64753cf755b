"""NHS England's "Making Data Count" way of reading an XmR chart: which points stand out, how it goes, and whether the
target will be met. An alternative to the run rules, for those who are used to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from qi_tracker.analysis.constants import (
    MAKING_DATA_COUNT_MINIMUM,
    MAKING_DATA_COUNT_RUN,
    NEAR_LIMIT,
    XMR_FACTOR,
)
from qi_tracker.analysis.limits.moving_ranges import average_range, moving_ranges
from qi_tracker.vocabulary import Direction


class SpecialCause(StrEnum):
    """Why a point stands out; in this order when several hold."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"


class Variation(StrEnum):
    """What a point, and the chart by its last one, says: the icons of variation."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the process as it is will meet the target: the icons of assurance."""

    CONSISTENT_PASS = "consistent_pass"
    CONSISTENT_FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class XmrPoint:
    """One point. Lines are None where nothing varies or nothing is there; the sides are None beside a missing value.

    `side` is -1 below the mean, 0 on it, 1 above. `is_near` lies between two thirds of the way and a limit.
    """

    value: float | None
    phase: int
    mean: float | None
    lower: float | None
    upper: float | None
    side: int | None
    is_outside: bool | None
    is_near: bool | None
    special_cause: SpecialCause | None
    is_upward: bool | None
    variation: Variation


@dataclass(frozen=True, slots=True)
class XmrResult:
    """All points, the variation of the last and, with a target, the assurance."""

    points: tuple[XmrPoint, ...]
    variation: Variation | None
    assurance: Assurance | None
    # Phases whose lines rest on fewer points than is wise.
    short_phases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class XmrSettings:
    """How the chart is read. `fix_after` counts the points of each phase that its lines are computed from."""

    direction: Direction | None = None
    target: float | None = None
    fix_after: int | None = None
    is_screened: bool = True
    run_length: int = MAKING_DATA_COUNT_RUN


def read_xmr(phases: Sequence[Sequence[float | None]], settings: XmrSettings) -> XmrResult:
    """Read an XmR chart as NHS England does.

    Parameters
    ----------
    phases
        The values of each phase, in order of time; None is missing, and breaks runs and trends.

    Returns
    -------
    One point a value. In the unit of the values.

    Source
    ------
    NHS England, Making Data Count; the rules as NHSRplotthedots states them.
    """
    points = tuple(point for number, values in enumerate(phases) for point in _read_phase(number, values, settings))
    return XmrResult(
        points=points,
        variation=points[-1].variation if points else None,
        assurance=_assurance(points[-1], settings) if points else None,
        short_phases=tuple(number for number, values in enumerate(phases) if len(values) < MAKING_DATA_COUNT_MINIMUM),
    )


def _n_base(values: Sequence[float | None], settings: XmrSettings) -> int:
    return len(values) if settings.fix_after is None else min(len(values), settings.fix_after)


@dataclass(frozen=True, slots=True)
class _Phase:
    values: Sequence[float | None]
    mean: float | None
    # Half the distance between the limits; None where they cannot be drawn.
    reach: float | None

    def side(self, place: int) -> int | None:
        value = self.values[place]
        return None if value is None or self.mean is None else (value > self.mean) - (value < self.mean)

    def is_beyond(self, place: int, share: float) -> bool | None:
        """Strictly further from the mean than this share of the way to the limit."""
        value = self.values[place]
        if value is None or self.mean is None or self.reach is None:
            return None
        edge = self.reach * share
        return value > self.mean + edge or value < self.mean - edge

    def is_near(self, place: int) -> bool | None:
        beyond = self.is_beyond(place, 1.0)
        return None if beyond is None else not beyond and bool(self.is_beyond(place, NEAR_LIMIT))


def _read_phase(number: int, values: Sequence[float | None], settings: XmrSettings) -> list[XmrPoint]:
    base = list(values[: _n_base(values, settings)])
    there = [value for value in base if value is not None]
    mean = fsum(there) / len(there) if there else None
    phase = _Phase(values, mean, _reach(base, settings))
    causes = _causes(phase, settings.run_length)
    return [_point(number, phase, place, causes[place], settings.direction) for place in range(len(values))]


def _reach(base: Sequence[float | None], settings: XmrSettings) -> float | None:
    """From the mean to a limit. Where nothing varies the tool draws the limits on the mean, unless it screens."""
    ranges = moving_ranges(base)
    average = average_range(ranges, is_screened=settings.is_screened)
    if average is None and not settings.is_screened and any(each is not None for each in ranges):
        return 0.0
    return None if average is None else XMR_FACTOR * average


Cause = tuple[SpecialCause, bool]
"""Why a point stands out, and whether it does so upwards."""


def _causes(phase: _Phase, length: int) -> list[Cause | None]:
    found: list[Cause | None] = [None] * len(phase.values)
    # The weakest first: what outranks it is written over it.
    for mark in (_mark_shifts, _mark_two_of_three, _mark_trends, _mark_outside):
        mark(phase, length, found)
    return found


def _mark_shifts(phase: _Phase, length: int, found: list[Cause | None]) -> None:
    sides = [phase.side(place) for place in range(len(phase.values))]
    for is_upward, side in ((True, 1), (False, -1)):
        _mark_windows(found, length, (SpecialCause.SHIFT, is_upward), [each == side for each in sides])


def _mark_trends(phase: _Phase, length: int, found: list[Cause | None]) -> None:
    """A trend of so many points is one step shorter; the point before its first step belongs to it."""
    values = phase.values
    for is_upward in (True, False):
        steps = [
            first is not None and second is not None and (second > first if is_upward else second < first)
            for first, second in zip(values, values[1:], strict=False)
        ]
        for start in range(len(values) - length + 1):
            if all(steps[start : start + length - 1]):
                found[start : start + length] = [(SpecialCause.TREND, is_upward)] * length


def _mark_two_of_three(phase: _Phase, _length: int, found: list[Cause | None]) -> None:
    for start in range(len(phase.values) - 2):
        window = range(start, start + 3)
        sides = {phase.side(place) for place in window}
        near = [place for place in window if phase.is_near(place)]
        if len(sides) == 1 and sides < {1, -1} and len(near) > 1:
            for place in near:
                found[place] = (SpecialCause.TWO_OF_THREE, sides == {1})


def _mark_outside(phase: _Phase, _length: int, found: list[Cause | None]) -> None:
    for place in range(len(phase.values)):
        if phase.is_beyond(place, 1.0):
            found[place] = (SpecialCause.OUTSIDE, phase.side(place) == 1)


def _mark_windows(found: list[Cause | None], length: int, cause: Cause, holds: Sequence[bool]) -> None:
    for start in range(len(found) - length + 1):
        if all(holds[start : start + length]):
            found[start : start + length] = [cause] * length


def _point(number: int, phase: _Phase, place: int, cause: Cause | None, direction: Direction | None) -> XmrPoint:
    mean, reach = phase.mean, phase.reach
    return XmrPoint(
        value=phase.values[place],
        phase=number,
        mean=mean,
        lower=None if mean is None or reach is None else mean - reach,
        upper=None if mean is None or reach is None else mean + reach,
        side=phase.side(place),
        is_outside=phase.is_beyond(place, 1.0),
        is_near=phase.is_near(place),
        special_cause=cause[0] if cause else None,
        is_upward=cause[1] if cause else None,
        variation=_variation(cause, direction),
    )


def _variation(cause: Cause | None, direction: Direction | None) -> Variation:
    if cause is None:
        return Variation.COMMON_CAUSE
    if direction is None:
        return Variation.NEUTRAL_HIGH if cause[1] else Variation.NEUTRAL_LOW
    return Variation.IMPROVEMENT if cause[1] == (direction is Direction.UP) else Variation.CONCERN


def _assurance(last: XmrPoint, settings: XmrSettings) -> Assurance | None:
    if settings.target is None or settings.direction is None:
        return None
    if last.lower is None or last.upper is None:
        return Assurance.INCONSISTENT
    if settings.target > last.upper:
        return Assurance.CONSISTENT_FAIL if settings.direction is Direction.UP else Assurance.CONSISTENT_PASS
    if settings.target < last.lower:
        return Assurance.CONSISTENT_PASS if settings.direction is Direction.UP else Assurance.CONSISTENT_FAIL
    return Assurance.INCONSISTENT
