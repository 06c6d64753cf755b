"""Everything the statistics say of one series, for a statistician who checks: as values, for text and JSON alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum

from qi_tracker.analysis.chances import (
    FalseSignals,
    Waiting,
    chance_of_no_signal,
    false_signals,
    lag_one_correlation,
    noticeable_correlation,
    waiting_for,
)
from qi_tracker.analysis.constants import MIN_USEFUL_POINTS, SIGMAS_PER_RANGE
from qi_tracker.analysis.difference import Difference, difference_of_medians
from qi_tracker.analysis.early_sign import EarlySign, early_sign
from qi_tracker.analysis.engine import ANALYSIS_VERSION, analyse
from qi_tracker.analysis.limits.moving_ranges import average_range, moving_ranges
from qi_tracker.analysis.limits.registry import HAS_RUN_RULES
from qi_tracker.analysis.result import ChartPoint, ChartResult
from qi_tracker.analysis.series import Point, RunRules, Series
from qi_tracker.analysis.suggestion import Suggestion, suggest_chart
from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.import_preview import ImportPoint
from qi_tracker.exchange.screened_ranges import ScreenedRanges, screened_ranges
from qi_tracker.vocabulary import ChartKind, Direction, Frequency, ValueType

PER_CENT = 100.0
_PER_CENT_SIGN = "%"
# Shifts, in standard deviations, that the report tells the wait for.
SHIFTS = (1.0, 1.5, 2.0)
# Points that a line is commonly frozen on.
USUAL_BASE = 12


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person asks for beside the file; None is found from the numbers."""

    chart: ChartKind | None = None
    value_type: ValueType | None = None
    phases: Sequence[date] = ()
    freezes: Sequence[date] = ()
    direction: Direction | None = None
    target: float | None = None
    is_stock: bool = False
    is_screened: bool = True
    is_never_negative: bool = False
    run_rules: RunRules = RunRules.ANHOEJ
    centre: float | None = None
    excluded: Sequence[date] = ()
    multiply: float | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """How many points it takes to see a lasting shift of so many standard deviations, which is `size` in the unit."""

    shift: float
    size: float | None
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Report:
    """The chart, and what else can be said of it."""

    name: str
    unit: str
    result: ChartResult
    suggestion: Suggestion
    correlation: float | None
    noticeable_correlation: float | None
    # Around the points' own line; None below ten points, around a given line, and where the run rules are not used.
    false_signals: FalseSignals | None
    # At one look around a given line.
    false_signal_around_given: float | None
    early_sign: EarlySign | None
    difference: Difference | None
    # One for each of SHIFTS, and one for the way that is left to the target.
    needed: tuple[Needed, ...]
    n_frozen: int
    # As wide as the points of the base vary from one to the next: average moving range / 1.128.
    standard_deviation: float | None
    ranges: ScreenedRanges | None
    is_screened: bool
    is_centre_given: bool
    is_percent: bool
    run_rules: RunRules
    value_type: ValueType
    frequency: Frequency
    direction: Direction | None

    @property
    def outside(self) -> list[ChartPoint]:
        """The points beyond a limit, but for those left out."""
        return [point for point in self.result.points if point.is_outside and not point.is_excluded]


def series_from(points: Sequence[ImportPoint], frequency: Frequency, choices: Choices) -> Series:
    """The numbers of a file as a series; marked phases and freezes of the file are used unless others are asked for.

    Raises
    ------
    InvalidInput
        If a day to leave out has no number.
    """
    # A file with shares and what they are out of, but no numerators, is one of single values.
    has_denominator = any(point.numerator is not None and point.denominator is not None for point in points)
    value_type = choices.value_type or _value_type(points, has_denominator)
    _refuse_unknown(choices.excluded, {day for point in points for day in (point.period, point.date)})
    is_percent = has_denominator and value_type is ValueType.PROPORTION
    return Series(
        points=[
            Point(
                point.period,
                point.numerator if has_denominator else _single(point),
                point.denominator,
                excluded=point.period in choices.excluded or point.date in choices.excluded,
            )
            for point in points
        ],
        chart=choices.chart or ChartKind.RUN,
        has_denominator=has_denominator,
        multiply=choices.multiply or (PER_CENT if is_percent else 1.0),
        phases=choices.phases or [point.period for point in points if point.starts_phase],
        freezes=choices.freezes or [point.period for point in points if point.freezes],
        direction=choices.direction,
        target=choices.target,
        is_stock=choices.is_stock,
        frequency=frequency,
        value_type=value_type,
        run_rules=choices.run_rules,
        given_centre=choices.centre,
        is_screened=choices.is_screened,
        is_never_negative=choices.is_never_negative,
    )


def _refuse_unknown(excluded: Sequence[date], known: set[date]) -> None:
    for day in excluded:
        if day not in known:
            raise InvalidInput("no_number_that_day", date=day.isoformat())


def _single(point: ImportPoint) -> float | None:
    return point.numerator if point.value is None else point.value


def _value_type(points: Sequence[ImportPoint], has_denominator: bool) -> ValueType:
    """A proportion where no numerator is above its denominator, a count where all numbers are whole and not below 0."""
    if has_denominator:
        pairs = [(point.numerator, point.denominator) for point in points]
        is_proportion = all(y is None or n is None or y <= n for y, n in pairs)
        return ValueType.PROPORTION if is_proportion else ValueType.NUMBER
    values = [value for point in points if (value := _single(point)) is not None]
    is_count = bool(values) and all(value >= 0 and value == int(value) for value in values)
    return ValueType.COUNT if is_count else ValueType.NUMBER


def unit_of(series: Series, given: str | None) -> str:
    """The unit that was given, else per cent where the numbers are that."""
    if given is None:
        return _PER_CENT_SIGN if series.multiply == PER_CENT else ""
    return given


def report_on(series: Series, name: str, unit: str) -> Report:
    """Everything there is to say of the series.

    Raises
    ------
    InvalidSeries
        If no chart can be computed from it.
    """
    result = analyse(series)
    values = [point.value for point in _current(result)]
    there = [value for value in values if value is not None]
    phase = result.current_phase
    n_frozen = sum(point.is_base for point in _current(result)) if phase and phase.frozen_until else USUAL_BASE
    deviation = _standard_deviation(result)
    has_rules = series.chart in HAS_RUN_RULES
    return Report(
        name=name,
        unit=unit,
        result=result,
        suggestion=suggest_chart(replace(series, chart=ChartKind.RUN)),
        correlation=lag_one_correlation(there),
        noticeable_correlation=noticeable_correlation(len(there)) if there else None,
        false_signals=None if series.given_centre is not None or not has_rules else false_signals(result),
        false_signal_around_given=_around_given(series, result) if has_rules else None,
        early_sign=early_sign(result),
        difference=_difference(result),
        needed=tuple(
            Needed(shift, None if deviation is None else shift * deviation, waiting_for(shift, n_frozen))
            for shift in (*SHIFTS, *_shift_to_target(result, series.direction, deviation))
        ),
        n_frozen=n_frozen,
        standard_deviation=deviation,
        ranges=screened_ranges(series, result),
        is_screened=series.is_screened,
        is_centre_given=series.given_centre is not None,
        is_percent=series.multiply == PER_CENT,
        run_rules=series.run_rules,
        value_type=series.value_type,
        frequency=series.frequency,
        direction=series.direction,
    )


def _current(result: ChartResult) -> list[ChartPoint]:
    phase = result.current_phase
    if phase is None:
        return []
    return [point for point in result.points[phase.first : phase.last + 1] if not point.is_excluded]


def _around_given(series: Series, result: ChartResult) -> float | None:
    """The exact chance, when the line is as right as whoever gave it believes."""
    phase = result.current_phase
    if series.given_centre is None or phase is None or phase.runs.n_useful < MIN_USEFUL_POINTS:
        return None
    return 1 - chance_of_no_signal(phase.runs.n_useful, rules=series.run_rules)


def _standard_deviation(result: ChartResult) -> float | None:
    base = [point.value for point in _current(result) if point.is_base]
    average = average_range(moving_ranges(base), is_screened=True)
    return None if average is None else average / SIGMAS_PER_RANGE


def _shift_to_target(result: ChartResult, direction: Direction | None, deviation: float | None) -> Iterator[float]:
    """How far it is from where the numbers lie now to the target, where that is not reached."""
    now, target = result.verdict.current_median, result.target
    if now is None or target is None or direction is None or deviation is None or result.verdict.is_target_reached:
        return
    yield abs(target - now) / deviation


def _difference(result: ChartResult) -> Difference | None:
    """Between the points before the current period that the verdict compares with, and those in it."""
    verdict = result.verdict
    since = verdict.current_period_start
    if since is None:
        return None
    counted = [
        (point.date, point.value) for point in result.points if point.value is not None and not point.is_excluded
    ]
    return difference_of_medians(
        [value for day, value in counted if day < since], [value for day, value in counted if day >= since]
    )


def report_json(report: Report) -> dict[str, object]:
    """Plain values; dates ISO, what is absent None."""
    plain = as_plain(report)
    assert isinstance(plain, dict)
    return {"analysis_version": ANALYSIS_VERSION, **plain}


def as_plain(value: object) -> object:
    """The value as JSON has it: dataclasses as objects, enums as their values, dates ISO."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [as_plain(part) for part in value]
    return value
