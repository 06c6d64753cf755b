"""Numbers that no chart can be made of are refused, with a code and the row's date; what is merely missing is not."""

import math
from datetime import date
from typing import Any

import pytest

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.series import Point, Series, SeriesProblem
from qi_tracker.errors import InvalidSeries
from qi_tracker.vocabulary import ValueType

DAY = date(2025, 3, 1)
GOOD = Point(date(2025, 1, 1), 3, 10)
RATIO = {"has_denominator": True}
PROPORTION = {"has_denominator": True, "value_type": ValueType.PROPORTION}
COUNT = {"value_type": ValueType.COUNT}

IMPOSSIBLE = [
    (Point(DAY, math.nan), {}, SeriesProblem.NUMBER_NOT_FINITE),
    (Point(DAY, math.inf), {}, SeriesProblem.NUMBER_NOT_FINITE),
    (Point(DAY, 3, -math.inf), RATIO, SeriesProblem.NUMBER_NOT_FINITE),
    (Point(DAY, 1e101), {}, SeriesProblem.NUMBER_TOO_LARGE),
    (Point(DAY, 1.1e100), {}, SeriesProblem.NUMBER_TOO_LARGE),
    (Point(DAY, -1e101), {}, SeriesProblem.NUMBER_TOO_LARGE),
    (Point(DAY, 1e90, 1e-90), RATIO, SeriesProblem.NUMBER_TOO_LARGE),
    (Point(DAY, 1e100, 5e-324), RATIO, SeriesProblem.NUMBER_NOT_FINITE),
    (Point(DAY, -1), COUNT, SeriesProblem.NEGATIVE_COUNT),
    (Point(DAY, -1, 10), PROPORTION, SeriesProblem.NEGATIVE_COUNT),
    (Point(DAY, -1, None), PROPORTION, SeriesProblem.NEGATIVE_COUNT),
    (Point(DAY, 1, -10), RATIO, SeriesProblem.NEGATIVE_DENOMINATOR),
    (Point(DAY, 1, -0.5), RATIO, SeriesProblem.NEGATIVE_DENOMINATOR),
    (Point(DAY, None, -10), RATIO, SeriesProblem.NEGATIVE_DENOMINATOR),
    (Point(DAY, 1, 0), RATIO, SeriesProblem.ZERO_DENOMINATOR),
    (Point(DAY, 1, 0), PROPORTION, SeriesProblem.ZERO_DENOMINATOR),
    (Point(DAY, -1, 0), RATIO, SeriesProblem.ZERO_DENOMINATOR),
    (Point(DAY, 11, 10), PROPORTION, SeriesProblem.NUMERATOR_ABOVE_DENOMINATOR),
    (Point(date(1825, 3, 1), 1, 10), RATIO, SeriesProblem.DATE_OUT_OF_RANGE),
    (Point(date(2205, 3, 1), 1, 10), RATIO, SeriesProblem.DATE_OUT_OF_RANGE),
    (Point(date(2200, 1, 1), 1, 10), RATIO, SeriesProblem.DATE_OUT_OF_RANGE),
]

POSSIBLE = [
    (Point(DAY, -1), {}),
    (Point(DAY, -1), {"value_type": ValueType.DAYS}),
    (Point(DAY, -1, 10), RATIO),
    (Point(DAY, 11, 10), RATIO),  # a rate: 11 incidents in 10 weeks
    (Point(DAY, 10, 10), PROPORTION),
    (Point(DAY, 0), COUNT),
    (Point(DAY, 0, 0), PROPORTION),
    (Point(DAY, None, None), PROPORTION),
    (Point(DAY, None, 0), PROPORTION),
    (Point(DAY, 3, None), PROPORTION),
    (Point(DAY, 3, math.nan), COUNT),  # no denominator is asked for, so none is looked at
    (Point(date(2199, 12, 31), 3), {}),
    (Point(DAY, 1e100), {}),
    (Point(DAY, -1e100), {}),
    (Point(None, math.nan), COUNT),  # without a date the row is dropped
]


@pytest.mark.parametrize(("point", "kind", "problem"), IMPOSSIBLE)
def test_an_impossible_row_is_named_by_its_date(point: Point, kind: dict[str, Any], problem: SeriesProblem) -> None:
    with pytest.raises(InvalidSeries) as caught:
        analyse(Series(points=[GOOD, point], **kind))
    assert caught.value.code == problem
    assert caught.value.params == {"date": point.date}


def test_the_calendar_begins_in_1900() -> None:
    assert analyse(Series(points=[Point(date(1900, 1, 1), 3)])).points[0].value == 3
    with pytest.raises(InvalidSeries, match="date_out_of_range"):
        analyse(Series(points=[Point(date(1899, 12, 31), 3)]))


@pytest.mark.parametrize(("point", "kind"), POSSIBLE)
def test_a_possible_row_is_taken(point: Point, kind: dict[str, Any]) -> None:
    assert analyse(Series(points=[GOOD, point], **kind)).points[0].value is not None


def test_the_earliest_impossible_row_is_named_first() -> None:
    later, earlier = Point(date(2025, 5, 1), math.nan), Point(DAY, math.inf)
    with pytest.raises(InvalidSeries) as caught:
        analyse(Series(points=[later, GOOD, earlier]))
    assert caught.value.params["date"] == DAY


@pytest.mark.parametrize("target", [math.nan, math.inf])
def test_a_target_must_be_a_number(target: float) -> None:
    with pytest.raises(InvalidSeries, match="target_not_finite"):
        analyse(Series(points=[GOOD], target=target))


@pytest.mark.parametrize("centre", [math.nan, {DAY: math.inf}])
def test_a_given_centre_line_must_be_a_number(centre: float | dict[date, float]) -> None:
    with pytest.raises(InvalidSeries, match="centre_not_finite"):
        analyse(Series(points=[GOOD], given_centre=centre))


@pytest.mark.parametrize("multiply", [0, -100, math.nan, math.inf])
def test_a_factor_that_is_no_factor_is_a_programming_error(multiply: float) -> None:
    with pytest.raises(ValueError, match="multiply"):
        analyse(Series(points=[GOOD], multiply=multiply))
