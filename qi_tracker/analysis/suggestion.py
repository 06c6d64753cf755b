"""Which chart suits the numbers, and why. Advice only: nothing is ever changed by it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt
from statistics import median

from qi_tracker.analysis.constants import FEW_EVENTS, MIN_USEFUL_POINTS
from qi_tracker.analysis.dispersion import Dispersion, DispersionAdvice, dispersion_of
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartPoint
from qi_tracker.analysis.series import Series
from qi_tracker.vocabulary import ChartKind, Frequency, ValueType


class ChartReason(StrEnum):
    """Why a chart is suggested."""

    TOO_FEW_POINTS = "too_few_points"
    PROPORTION = "proportion"
    PROPORTION_DISPERSED = "proportion_dispersed"
    COUNT_PER_UNIT = "count_per_unit"
    COUNT_PER_UNIT_DISPERSED = "count_per_unit_dispersed"
    COUNT = "count"
    # Counted each period, and mostly none or one: better counted between the events.
    FEW_EVENTS = "few_events"
    TIME_BETWEEN = "time_between"
    RARE_EVENTS = "rare_events"
    SEVERAL_MEASUREMENTS = "several_measurements"
    MEASUREMENT = "measurement"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The chart, why, and how the points vary where that was asked."""

    chart: ChartKind
    reason: ChartReason
    dispersion: Dispersion | None = None


def suggest_chart(series: Series) -> Suggestion:
    """The control chart that suits a series; the run chart until there are points enough.

    Parameters
    ----------
    series
        As it is, whatever chart it has now.

    Returns
    -------
    By the decision tree in METHODS.md.

    Raises
    ------
    InvalidSeries
        As `analyse`.

    Source
    ------
    The tree of Provost and Murray 2011, The Health Care Data Guide, chapter 5; primes by Spiegelhalter's test.
    """
    result = analyse(series)
    counted = [point for point in result.points if point.value is not None and not point.is_excluded]
    if len(counted) < MIN_USEFUL_POINTS:
        return Suggestion(ChartKind.RUN, ChartReason.TOO_FEW_POINTS)
    if series.has_denominator:
        return _of_ratios(series)
    if series.value_type is ValueType.COUNT:
        return _of_counts(series, [point.value or 0.0 for point in counted])
    if series.value_type is ValueType.DAYS and series.frequency is Frequency.EVENT and _is_positive(series):
        return Suggestion(ChartKind.T, ChartReason.TIME_BETWEEN)
    if result.n_merged_rows > len(result.points):
        return Suggestion(ChartKind.XBAR, ChartReason.SEVERAL_MEASUREMENTS)
    return Suggestion(ChartKind.I, ChartReason.MEASUREMENT)


def _of_counts(series: Series, values: Sequence[float]) -> Suggestion:
    if series.frequency is Frequency.EVENT:
        return Suggestion(ChartKind.G, ChartReason.RARE_EVENTS)
    if median(values) < FEW_EVENTS:
        return Suggestion(ChartKind.RUN, ChartReason.FEW_EVENTS)
    return Suggestion(ChartKind.C, ChartReason.COUNT)


def _is_positive(series: Series) -> bool:
    return all(point.numerator is None or point.numerator > 0 for point in series.points)


def _of_ratios(series: Series) -> Suggestion:
    is_proportion = series.value_type is ValueType.PROPORTION
    plain, prime = (ChartKind.P, ChartKind.P_PRIME) if is_proportion else (ChartKind.U, ChartKind.U_PRIME)
    reasons = (
        (ChartReason.PROPORTION, ChartReason.PROPORTION_DISPERSED)
        if is_proportion
        else (ChartReason.COUNT_PER_UNIT, ChartReason.COUNT_PER_UNIT_DISPERSED)
    )
    dispersion = dispersion_in(series, plain)
    is_ordinary = dispersion.advice in (DispersionAdvice.ORDINARY, DispersionAdvice.TOO_FEW)
    return Suggestion(plain if is_ordinary else prime, reasons[0 if is_ordinary else 1], dispersion)


def dispersion_in(series: Series, chart: ChartKind) -> Dispersion:
    """How the base points of the last phase vary by the theory of a P or U chart."""
    points = analyse(replace(series, chart=chart)).current_points
    standardised = [_standardised(point, series.multiply, chart) for point in points if point.is_base]
    return dispersion_of([z for z in standardised if z is not None])


def _standardised(point: ChartPoint, multiply: float, chart: ChartKind) -> float | None:
    """How many standard deviations the point lies from the centre line; None where that cannot be told."""
    if point.value is None or point.centre is None or not point.denominator:
        return None
    centre = point.centre / multiply
    variance = (centre * (1 - centre) if chart is ChartKind.P else centre) / point.denominator
    return (point.value / multiply - centre) / sqrt(variance) if variance > 0 else None
