"""Limits where they end: exactly on a boundary, with nothing to compute from, and about a line that cannot be."""

from datetime import date, timedelta

import pytest

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.limits.moving_ranges import average_range
from qi_tracker.analysis.series import Point, Series
from qi_tracker.vocabulary import ChartKind, Frequency

FIRST = date(2024, 1, 1)
K = ChartKind


def series(kind: ChartKind, values: list[float | None], **more: object) -> Series:
    is_ratio = kind in (K.P, K.P_PRIME, K.U, K.U_PRIME)
    points = [Point(FIRST + timedelta(days=n), value, 10.0) for n, value in enumerate(values)]
    return Series(points, kind, has_denominator=is_ratio, frequency=Frequency.EVENT, **more)  # type: ignore[arg-type]


def test_a_range_exactly_at_the_screen_is_left_out() -> None:
    ranges = [3.267, 0.733, 1.0, 0.0, 0.0]
    assert average_range(ranges, is_screened=False) == 1.0
    assert average_range(ranges, is_screened=True) == pytest.approx(1.733 / 4)
    assert average_range([3.266, 0.734, 1.0, 0.0, 0.0], is_screened=True) == 1.0


@pytest.mark.parametrize("kind", [K.C, K.U, K.U_PRIME, K.P, K.P_PRIME])
@pytest.mark.parametrize("line", [-0.5, -1.0, -2.0])
def test_about_a_line_that_no_count_can_have_there_are_no_limits(kind: ChartKind, line: float) -> None:
    result = analyse(series(kind, [1.0, 3.0, 2.0, 5.0], given_centre=line))
    assert {point.centre for point in result.points} == {line}
    assert {(point.lower, point.upper) for point in result.points} == {(None, None)}


@pytest.mark.parametrize("kind", [K.P, K.P_PRIME])
def test_about_more_than_all_there_are_no_limits(kind: ChartKind) -> None:
    result = analyse(series(kind, [1.0, 3.0, 2.0, 5.0], given_centre=1.5))
    assert {point.upper for point in result.points} == {None}


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("value", [5.4, 21.0, 0.1, 1 / 3, 7.3e8, 31.7, 0.07], ids=str)
@pytest.mark.parametrize("n_points", [3, 11, 24, 30])
def test_where_nothing_varies_nothing_has_changed(kind: ChartKind, value: float, n_points: int) -> None:
    per_date = 3 if kind in (K.XBAR, K.S) else 1
    points = [Point(FIRST + timedelta(days=day), value, 110.0) for day in range(n_points) for _ in range(per_date)]
    is_ratio = kind in (K.P, K.P_PRIME, K.U, K.U_PRIME, K.I_PRIME)
    result = analyse(Series(points, kind, has_denominator=is_ratio, frequency=Frequency.EVENT))
    assert {point.centre for point in result.points if point.value is not None} <= {
        point.value for point in result.points
    }
    assert not any(point.is_outside for point in result.points)
    assert result.verdict.n_useful == 0


def test_a_g_chart_has_no_limits_about_a_mean_below_0() -> None:
    for line in (-0.5, -1.0):
        result = analyse(series(K.G, [1.0, 3.0, 2.0, 5.0], given_centre=line))
        assert {point.upper for point in result.points} == {None}


@pytest.mark.parametrize("kind", ChartKind)
def test_of_nothing_there_is_no_line(kind: ChartKind) -> None:
    result = analyse(series(kind, [None, None]))
    assert {(point.centre, point.lower, point.upper) for point in result.points} == {(None, None, None)}
    assert result.phases[0].centre is None


def test_ranges_are_screened_unless_it_is_said() -> None:
    values: list[float | None] = [1.0, 2.0] * 6 + [90.0]
    plain, screened = analyse(series(K.I, values)), analyse(series(K.I, values, is_screened=True))
    assert plain == screened != analyse(series(K.I, values, is_screened=False))
