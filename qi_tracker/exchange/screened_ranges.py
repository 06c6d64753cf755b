"""How many moving ranges a chart's limits rest on, and how many were left out of them as unusually large."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sqrt

from qi_tracker.analysis.constants import I_PRIME_RANGE_LIMIT, MOVING_RANGE_LIMIT, T_POWER
from qi_tracker.analysis.limits.moving_ranges import average_range, moving_ranges
from qi_tracker.analysis.result import ChartPhase, ChartPoint, ChartResult
from qi_tracker.analysis.series import Series
from qi_tracker.vocabulary import ChartKind

CHARTS_OF_RANGES = frozenset({ChartKind.I, ChartKind.I_PRIME, ChartKind.P_PRIME, ChartKind.U_PRIME, ChartKind.T})


@dataclass(frozen=True, slots=True)
class ScreenedRanges:
    """`average` is what the limits rest on, in plotted units on an I chart, else None: others scale their ranges."""

    n: int
    n_left_out: int
    average: float | None


def screened_ranges(series: Series, result: ChartResult) -> ScreenedRanges | None:
    """Of the last phase; None on charts whose limits do not rest on moving ranges.

    Source
    ------
    Nelson 1982, as `analysis.limits.moving_ranges`.
    """
    phase = result.current_phase
    if phase is None or result.chart not in CHARTS_OF_RANGES:
        return None
    ranges = [each for each in _ranges(series, result, phase) if each is not None]
    limit = I_PRIME_RANGE_LIMIT if result.chart is ChartKind.I_PRIME else MOVING_RANGE_LIMIT
    mean = average_range(ranges, is_screened=False)
    n_large = sum(each >= limit * mean for each in ranges) if mean is not None else 0
    average = average_range(ranges, is_screened=series.is_screened) if result.chart is ChartKind.I else None
    return ScreenedRanges(len(ranges), n_large if series.is_screened else 0, average)


def _ranges(series: Series, result: ChartResult, phase: ChartPhase) -> list[float | None]:
    base = [point for point in result.points[phase.first : phase.last + 1] if point.is_base]
    if result.chart is ChartKind.T:
        return moving_ranges([None if point.value is None else point.value ** (1 / T_POWER) for point in base])
    ranges = moving_ranges([point.value for point in base])
    if result.chart is ChartKind.I:
        return ranges
    if result.chart is ChartKind.I_PRIME:
        return [_normalised(each, pair) for each, pair in zip(ranges, zip(base, base[1:], strict=False), strict=True)]
    return moving_ranges([_standardised(point, series) for point in base])


def _normalised(each: float | None, pair: Sequence[ChartPoint]) -> float | None:
    weights = [1.0 if point.denominator is None else point.denominator for point in pair]
    if each is None or not all(weights):
        return None
    return sqrt(pi / 2) * each / sqrt(sum(1 / weight for weight in weights))


def _standardised(point: ChartPoint, series: Series) -> float | None:
    """By what theory expects of a proportion or a count."""
    if point.value is None or point.centre is None or not point.denominator:
        return None
    centre = point.centre / series.multiply
    variance = centre * (1 - centre) if series.chart is ChartKind.P_PRIME else centre
    return (point.value / series.multiply - centre) / sqrt(variance / point.denominator) if variance > 0 else None
