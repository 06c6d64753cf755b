"""A number that must not be shown: there is no trace of it, and its period is not called missing."""

from dataclasses import replace
from datetime import date

import pytest

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.series import CHARTS_OF_RATIOS, Point, Series
from qi_tracker.vocabulary import Caution, ChartKind, Frequency, VerdictCode
from tests.analysis.charts import around, month, monthly

PLACES = (0, 5, 6, 17)


def series(kind: ChartKind, hidden: tuple[float | None, float | None], *, is_hidden: bool = True) -> Series:
    """A chart of this kind with these numbers in the rows of four months, hidden or not; some have several a month."""
    per_month = 3 if kind in (ChartKind.XBAR, ChartKind.S) else 1
    points = [
        Point(month(place + 1), *hidden, hidden=is_hidden)
        if place in PLACES
        else Point(month(place + 1), value + number, 100 + place)
        for place, value in enumerate(around(30, 24))
        for number in range(per_month)
    ]
    return Series(points, kind, has_denominator=kind in CHARTS_OF_RATIOS, freezes=[month(12)])


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("number", [(2.0, 900.0), (-5.0, 0.0), (1e300, 1.0), (None, 40.0)], ids=str)
def test_result_is_the_same_whatever_is_hidden(kind: ChartKind, number: tuple[float | None, float | None]) -> None:
    assert analyse(series(kind, number)) == analyse(series(kind, (None, None)))


@pytest.mark.parametrize("kind", ChartKind)
def test_lines_and_runs_are_those_of_missing_numbers(kind: ChartKind) -> None:
    hidden = analyse(series(kind, (3.0, 9.0)))
    missing = analyse(series(kind, (None, None), is_hidden=False))
    assert hidden.phases == missing.phases
    assert tuple(replace(point, is_hidden=False) for point in hidden.points) == missing.points


def test_hidden_period_is_neither_missing_nor_useful() -> None:
    shown = monthly(around(30, 14))
    points = [replace(point, hidden=place == 4) for place, point in enumerate(shown.points) if place != 9]
    result = analyse(replace(shown, points=points))
    assert result.verdict.missing == (month(10),)
    assert result.verdict.n_useful == 12
    assert [point.date for point in result.points if point.is_hidden] == [month(5)]
    assert result.verdict.cautions == (Caution.HIDDEN, Caution.MISSING)


def test_last_numbers_that_are_hidden_are_not_waited_for() -> None:
    shown = monthly(around(30, 14), as_of=date(2025, 3, 20))
    hidden = replace(shown, points=[replace(point, hidden=place > 11) for place, point in enumerate(shown.points)])
    assert analyse(hidden).verdict.missing == ()
    assert analyse(hidden).verdict.valid_until == month(12)


def test_where_all_is_hidden_there_is_no_data_but_the_caution() -> None:
    points = [Point(month(number), 3, hidden=True) for number in range(1, 15)]
    result = analyse(Series(points, frequency=Frequency.MONTH, is_stock=True))
    assert (result.verdict.code, result.verdict.cautions) == (VerdictCode.NO_DATA, (Caution.HIDDEN,))
    assert numbers_in(result) == set()


def test_one_hidden_row_hides_its_whole_date() -> None:
    points = [Point(month(1), 12), Point(month(1), 3, hidden=True), Point(month(2), 10)]
    first, second = analyse(Series(points)).points
    assert (first.value, first.numerator, first.is_hidden) == (None, None, True)
    assert (second.value, second.is_hidden) == (10, False)


def numbers_in(result: ChartResult) -> set[float]:
    found = {number for point in result.points for number in (point.value, point.numerator, point.denominator)}
    found |= {phase.centre for phase in result.phases}
    return {number for number in found if number is not None}
