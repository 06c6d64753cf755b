"""Preparation: rows become subgroups, one a date, in order. Impossible rows were refused before (`series.validate`)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import median, stdev

from qi_tracker.analysis.series import Aggregate, Point, Series
from qi_tracker.vocabulary import ChartKind


@dataclass(frozen=True, slots=True)
class Subgroup:
    """All rows of one date as one point. `value` is not yet multiplied; None is missing.

    `is_reported` is True when somebody answered for the date: with a number, with 0 of 0, or with one that is hidden.
    `numbers` are the values of its rows where there is no denominator.
    """

    date: date
    value: float | None
    numerator: float | None
    denominator: float | None
    is_excluded: bool
    is_reported: bool
    numbers: tuple[float, ...] = ()
    is_hidden: bool = False

    @property
    def weight(self) -> float:
        """What the value rests on: its denominator, else how many numbers it is made of."""
        return float(len(self.numbers)) if self.denominator is None else self.denominator

    @property
    def deviation(self) -> float | None:
        """Standard deviation of the numbers; None below two."""
        return stdev(self.numbers) if len(self.numbers) > 1 else None

    @property
    def counted(self) -> float | None:
        """The value that centre line and run rules see: None when missing or excluded."""
        return None if self.is_excluded else self.value


def drop_undated(points: Iterable[Point]) -> list[tuple[date, Point]]:
    """The rows with a date, in order of date; rows of one date keep their order."""
    dated = [(point.date, point) for point in points if point.date is not None]
    return sorted(dated, key=lambda row: row[0])


def merge_equal_dates(rows: Sequence[tuple[date, Point]], series: Series) -> tuple[Subgroup, ...]:
    """One subgroup a date. A chart of counts adds them up, whatever `aggregate` says.

    Parameters
    ----------
    rows
        Rows with their dates, sorted by date.

    Returns
    -------
    With denominators the value is sum over sum, and a row that lacks one of its two numbers, like 0 of 0, adds nothing;
    without, it is the aggregate of the numbers that are there. A subgroup is excluded when any of its rows is. It is
    hidden when any of its rows is, and then holds no number at all: what is left of a sum would tell the rest.

    Source
    ------
    Sums by math.fsum, correctly rounded: a sequential sum breaks ties between a point and the centre line.
    """
    return tuple(
        _subgroup(day, [point for _, point in same], series) for day, same in groupby(rows, key=lambda row: row[0])
    )


def _subgroup(day: date, points: Sequence[Point], series: Series) -> Subgroup:
    is_excluded = any(point.excluded for point in points)
    if any(point.hidden for point in points):
        return Subgroup(day, None, None, None, is_excluded, is_reported=True, is_hidden=True)
    if series.has_denominator:
        pairs = [(p.numerator, p.denominator) for p in points if p.numerator is not None and p.denominator is not None]
        if not pairs:
            return Subgroup(day, None, None, None, is_excluded, is_reported=False)
        numerator, denominator = math.fsum(pair[0] for pair in pairs), math.fsum(pair[1] for pair in pairs)
        value = numerator / denominator if denominator > 0 else None
        return Subgroup(day, value, numerator, denominator, is_excluded, is_reported=True)
    numbers = [point.numerator for point in points if point.numerator is not None]
    aggregate = Aggregate.SUM if series.chart is ChartKind.C else series.aggregate
    value = _aggregate(numbers, aggregate) if numbers else None
    return Subgroup(day, value, value, None, is_excluded, is_reported=bool(numbers), numbers=tuple(numbers))


def _aggregate(numbers: Sequence[float], aggregate: Aggregate) -> float | None:
    if aggregate is Aggregate.MEDIAN:
        return float(median(numbers))
    if aggregate is Aggregate.SD:
        return stdev(numbers) if len(numbers) > 1 else None
    total = math.fsum(numbers)
    return total if aggregate is Aggregate.SUM else total / len(numbers)
