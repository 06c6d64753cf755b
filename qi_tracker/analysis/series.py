"""`Series`: the numbers and dates a chart is computed from. Refuses impossible numbers; computes nothing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi_tracker.analysis.constants import EARLIEST_DATE, LARGEST_NUMBER, LATEST_DATE
from qi_tracker.analysis.periods import DUE_WORKING_DAYS
from qi_tracker.errors import InvalidSeries
from qi_tracker.vocabulary import ChartKind, Direction, Frequency, ValueType


class Aggregate(StrEnum):
    """How rows with equal dates become one value when there is no denominator: gjennomsnitt, median, sum, SD."""

    MEAN = "mean"
    MEDIAN = "median"
    SUM = "sum"
    SD = "sd"


class RunRules(StrEnum):
    """Which limits the longest run and the crossings are held against."""

    ANHOEJ = "anhoej"
    BEST_BOX = "best_box"
    CUT_BOX = "cut_box"


CHARTS_OF_RATIOS = frozenset({ChartKind.P, ChartKind.P_PRIME, ChartKind.U, ChartKind.U_PRIME})
"""Charts that are nothing without denominators."""


class SeriesProblem(StrEnum):
    """Codes of `InvalidSeries`. Its parameter `date` names the row, save for the target, the given centre
    line and the missing denominators."""

    DATE_OUT_OF_RANGE = "date_out_of_range"
    NUMBER_NOT_FINITE = "number_not_finite"
    NUMBER_TOO_LARGE = "number_too_large"
    NEGATIVE_COUNT = "negative_count"
    NEGATIVE_DENOMINATOR = "negative_denominator"
    ZERO_DENOMINATOR = "zero_denominator"
    NUMERATOR_ABOVE_DENOMINATOR = "numerator_above_denominator"
    TIME_NOT_POSITIVE = "time_not_positive"
    DENOMINATORS_MISSING = "denominators_missing"
    TOO_MANY_PHASES = "too_many_phases"
    TARGET_NOT_FINITE = "target_not_finite"
    CENTRE_NOT_FINITE = "centre_not_finite"


@dataclass(frozen=True, slots=True)
class Point:
    """One row of numbers.

    `numerator` is the count or the measured value; with a `denominator` the plotted value is numerator / denominator.
    None means missing; a row without a date is dropped. `excluded` points are drawn and leave the centre line and the
    run rules alone. Of a `hidden` point there is a number that must not be shown: whatever stands in the row, its date
    has no value, and is not missing.
    """

    date: date | None
    numerator: float | None
    denominator: float | None = None
    excluded: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """What a chart is computed from: points and the decisions taken about them, all by date.

    Attributes
    ----------
    points
        Any order; points with equal dates form one subgroup.
    has_denominator
        True when every value is a ratio; a missing denominator then makes the point missing.
    multiply
        Factor for values, centre line and limits at the end; 100 shows a proportion in per cent. Above 0.
    phases
        First day of each later phase. Each phase is analysed on its own.
    freezes
        Last day of a base period. The freeze of the phase in which it lies; the latest counts when a phase has several.
    target
        In plotted (multiplied) units. Never affects the analysis of signals.
    is_stock
        Many of the same people are counted each period.
    pauses
        (first day, last day) of planned pauses: no point is missing there.
    as_of
        Today, for telling missing periods at the end; None looks only between the points.
    due_working_days
        Working days after a period's end before its point is missing, 0 or more. Only read together with `as_of`.
    value_type
        Tells what is impossible: a proportion above 1, a negative count. A ratio that is no proportion is a rate.
    aggregate
        How rows with equal dates are merged; ratios are always the sum over the sum.
    given_centre
        A known centre line in plotted units, one for all or by date, instead of the one computed from the points.
    is_screened
        Leave unusually large moving ranges out when limits are computed from them.
    is_never_negative
        What is measured cannot be below 0, so no lower limit is drawn there.
    """

    points: Sequence[Point]
    chart: ChartKind = ChartKind.RUN
    has_denominator: bool = False
    multiply: float = 1.0
    phases: Sequence[date] = ()
    freezes: Sequence[date] = ()
    direction: Direction | None = None
    target: float | None = None
    is_stock: bool = False
    frequency: Frequency = Frequency.MONTH
    pauses: Sequence[tuple[date, date]] = ()
    as_of: date | None = None
    due_working_days: int = DUE_WORKING_DAYS
    value_type: ValueType = ValueType.NUMBER
    aggregate: Aggregate = Aggregate.MEAN
    run_rules: RunRules = RunRules.ANHOEJ
    given_centre: float | Mapping[date, float] | None = None
    is_screened: bool = True
    is_never_negative: bool = False


def validate(series: Series) -> None:
    """Refuse a series that no chart can be computed from; the earliest impossible row is named.

    Parameters
    ----------
    series
        Rows without a date are not looked at: they are dropped. Missing numbers are no error, nor is 0 of 0.

    Raises
    ------
    InvalidSeries
        With a `SeriesProblem` as its code and the row's `date` as parameter.
    ValueError
        If `multiply` is not a finite number above 0.
    """
    if not (math.isfinite(series.multiply) and series.multiply > 0):
        raise ValueError(f"multiply is {series.multiply}, but must be a finite number above 0")
    if series.chart in CHARTS_OF_RATIOS and not series.has_denominator:
        raise InvalidSeries(SeriesProblem.DENOMINATORS_MISSING)
    if series.target is not None and not math.isfinite(series.target):
        raise InvalidSeries(SeriesProblem.TARGET_NOT_FINITE)
    if not all(math.isfinite(centre) for centre in _given_centres(series)):
        raise InvalidSeries(SeriesProblem.CENTRE_NOT_FINITE)
    problems = [
        (point.date, problem)
        for point in series.points
        if point.date is not None and (problem := _problem(point, series)) is not None
    ]
    if problems:
        day, problem = min(problems)
        raise InvalidSeries(problem, date=day)


def _given_centres(series: Series) -> tuple[float, ...]:
    if series.given_centre is None:
        return ()
    if isinstance(series.given_centre, Mapping):
        return tuple(series.given_centre.values())
    return (series.given_centre,)


def _problem(point: Point, series: Series) -> SeriesProblem | None:
    """What makes the row impossible, if anything."""
    if point.date is not None and not EARLIEST_DATE <= point.date <= LATEST_DATE:
        return SeriesProblem.DATE_OUT_OF_RANGE
    if point.hidden:
        return None
    numbers = (point.numerator, point.denominator if series.has_denominator else None)
    return (
        next((problem for number in numbers if (problem := _number_problem(number)) is not None), None)
        or _count_problem(point.numerator, series.value_type)
        or _time_problem(point.numerator, series.chart)
        or (_ratio_problem(point, series) if series.has_denominator else None)
    )


def _number_problem(number: float | None) -> SeriesProblem | None:
    if number is None:
        return None
    if not math.isfinite(number):
        return SeriesProblem.NUMBER_NOT_FINITE
    return SeriesProblem.NUMBER_TOO_LARGE if abs(number) > LARGEST_NUMBER else None


def _count_problem(numerator: float | None, value_type: ValueType) -> SeriesProblem | None:
    """Counts and proportions cannot be negative; a temperature or a difference in days can."""
    is_count = value_type in (ValueType.COUNT, ValueType.PROPORTION)
    return SeriesProblem.NEGATIVE_COUNT if is_count and numerator is not None and numerator < 0 else None


def _time_problem(numerator: float | None, chart: ChartKind) -> SeriesProblem | None:
    """A T chart takes logarithm-like powers of times, which 0 and below have not."""
    is_wrong = chart is ChartKind.T and numerator is not None and numerator <= 0
    return SeriesProblem.TIME_NOT_POSITIVE if is_wrong else None


def _ratio_problem(point: Point, series: Series) -> SeriesProblem | None:
    """A denominator below 0 is wrong even beside a missing numerator; the others need both numbers."""
    numerator, denominator = point.numerator, point.denominator
    if denominator is None:
        return None
    if denominator < 0:
        return SeriesProblem.NEGATIVE_DENOMINATOR
    if numerator is None or numerator == denominator == 0:
        return None
    if denominator == 0:
        return SeriesProblem.ZERO_DENOMINATOR
    if series.value_type is ValueType.PROPORTION and numerator > denominator:
        return SeriesProblem.NUMERATOR_ABOVE_DENOMINATOR
    return _number_problem(numerator / denominator)
