"""Rows become subgroups: dropped, sorted, merged."""

from datetime import date

import pytest

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.series import Aggregate, Point, Series

JAN, FEB, MAR = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)


def values(series: Series) -> list[float | None]:
    return [point.value for point in analyse(series).points]


def test_rows_are_sorted_and_those_without_a_date_dropped() -> None:
    result = analyse(Series(points=[Point(MAR, 3), Point(None, 9), Point(JAN, 1), Point(FEB, 2), Point(None, None)]))
    assert [point.date for point in result.points] == [JAN, FEB, MAR]
    assert [point.value for point in result.points] == [1, 2, 3]
    assert (result.n_dropped_rows, result.n_merged_rows) == (2, 0)


def test_equal_dates_are_merged_as_sum_over_sum() -> None:
    rows = [Point(JAN, 1, 10), Point(FEB, 4, 8), Point(JAN, 8, 10)]
    result = analyse(Series(points=rows, has_denominator=True))
    assert [(point.value, point.numerator, point.denominator) for point in result.points] == [
        (9 / 20, 9, 20),
        (0.5, 4, 8),
    ]
    assert result.n_merged_rows == 1


@pytest.mark.parametrize(("aggregate", "merged"), [(Aggregate.MEAN, 4), (Aggregate.MEDIAN, 2), (Aggregate.SUM, 12)])
def test_equal_dates_are_aggregated_without_denominators(aggregate: Aggregate, merged: float) -> None:
    rows = [Point(JAN, 1), Point(JAN, 9), Point(JAN, None), Point(JAN, 2)]
    assert values(Series(points=rows, aggregate=aggregate)) == [merged]


def test_a_row_that_lacks_one_of_two_numbers_adds_neither() -> None:
    rows = [Point(JAN, 3, 10), Point(JAN, 5, None), Point(JAN, None, 20), Point(JAN, 0, 0), Point(FEB, 5, None)]
    assert values(Series(points=rows, has_denominator=True)) == [0.3, None]


def test_nothing_of_nothing_is_missing() -> None:
    result = analyse(Series(points=[Point(JAN, 0, 0), Point(FEB, None, None)], has_denominator=True))
    assert [(point.value, point.numerator) for point in result.points] == [(None, 0), (None, None)]


def test_sums_do_not_break_ties() -> None:
    """Ten tenths are one: a sequential sum gives 0.9999999999999999 and puts the point below the line."""
    rows = [Point(JAN, 0.1) for _ in range(10)] + [Point(FEB, 1.0), Point(MAR, 1.0)]
    result = analyse(Series(points=rows, aggregate=Aggregate.SUM))
    assert sum([0.1] * 10) != 1.0
    assert result.phases[0].runs.n_useful == 0


def test_a_subgroup_is_excluded_when_any_of_its_rows_is() -> None:
    rows = [Point(JAN, 1), Point(JAN, 3, excluded=True), Point(FEB, 7)]
    [january, february] = analyse(Series(points=rows)).points
    assert (january.value, january.is_excluded, january.is_base) == (2, True, False)
    assert (february.is_excluded, february.is_base, february.centre) == (False, True, 7)
