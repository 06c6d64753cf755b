"""`Series`: the numbers and dates a chart is computed from. Validates shapes, units and missing points; computes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.vocabulary import ChartKind, Direction, Frequency


@dataclass(frozen=True, slots=True)
class Point:
    """One period's numbers.

    `numerator` is the count or the measured value; with a `denominator` the plotted value is numerator / denominator.
    None means missing. `excluded` points are drawn and leave the centre line and the run rules alone.
    """

    date: date
    numerator: float | None
    denominator: float | None = None
    excluded: bool = False


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
        Factor for values, centre line and limits at the end; 100 shows a proportion in per cent.
    phases
        First day of each later phase. Each phase is analysed on its own.
    freezes
        Last day of a base period. The freeze of the phase in which it lies; at most one counts per phase.
    target
        In plotted (multiplied) units. Never affects the analysis of signals.
    is_stock
        Many of the same people are counted each period.
    pauses
        (first day, last day) of planned pauses: no point is missing there.
    as_of
        Today, for telling missing periods at the end; None looks only between the points.
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
