"""What is compared with what, where a point or two to either side would be compared otherwise."""

from typing import Any

import pytest

from qi_tracker.analysis.constants import MIN_USEFUL_POINTS
from qi_tracker.analysis.result import Division
from tests.analysis.charts import around, chart, month


def test_the_last_of_several_too_long_runs_begins_the_current_period() -> None:
    verdict = chart([*[1.0] * 10, *[9.0, 1.0] * 3, *[9.0] * 10]).verdict
    assert verdict.current_period_start == month(17)
    assert (verdict.start_median, verdict.current_median) == (1.0, 9.0)


def test_a_run_that_opens_the_phase_is_the_starting_point_with_all_its_points() -> None:
    run = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]
    verdict = chart([*run, *[20.0, 10.0] * 3], given_centre=15.0).verdict
    assert (verdict.start_median, verdict.current_period_start) == (5.5, month(11))


def test_with_few_crossings_the_halves_are_compared() -> None:
    values = [1.0] * 5 + [9.0] * 5 + [1.0] * 5 + [9.0] * 6
    verdict = chart(values, given_centre=5.0).verdict
    assert verdict.current_period_start == month(11)


def test_an_earlier_freeze_is_the_starting_point_though_a_later_phase_has_none() -> None:
    values = [*around(10, 6), *around(30, 6), *around(50, 12), *around(70, 12)]
    verdict = chart(values, freezes=[6], phases=[13, 25]).verdict
    assert verdict.start_median == chart(around(10, 6)).phases[0].centre
    without = chart(values, phases=[13, 25]).verdict
    assert without.start_median == chart(around(50, 12)).phases[0].centre


def test_the_starting_points_median_is_drawn_on_through_everything_since() -> None:
    """The first phase is no part of it, where the second one is the starting point."""
    values = [*around(90, 12), *around(30, 12), *around(50, 12)]
    basis = chart(values, phases=[13, 25]).verdict.basis
    alone = chart([*around(30, 12), *around(50, 12)], phases=[13]).verdict.basis
    assert basis == alone is not None
    assert basis.n_useful == 24


def test_ten_useful_points_are_the_first_verdict() -> None:
    assert MIN_USEFUL_POINTS == 10
    assert chart(around(50, 9)).verdict.code == "too_early"
    assert chart(around(50, 10)).verdict.code == "no_signal"


@pytest.mark.parametrize(
    ("values", "decisions", "division", "start"),
    [
        ([*around(10, 6), *around(50, 8)], {"freezes": [6]}, Division.FREEZE, (1, 6)),
        ([None, *around(10, 6), *around(50, 8)], {"freezes": [5], "excluded": [5]}, Division.FREEZE, (2, 4)),
        ([*around(10, 12), *around(50, 12)], {"phases": [13]}, Division.PHASE, (1, 12)),
        ([*around(10, 12), *around(30, 12), *around(50, 12)], {"phases": [13, 25]}, Division.PHASE, (13, 24)),
        ([*around(10, 12), *around(50, 12)], {}, Division.LONG_RUN, (1, 12)),
        ([1.0] * 5 + [9.0] * 5 + [1.0] * 5 + [9.0] * 6, {"given_centre": 5.0}, Division.HALVES, (1, 10)),
        (around(10, 12), {}, Division.NOTHING, None),
        ([*around(10, 12)], {"freezes": [12]}, Division.NOTHING, None),
        ([None, *around(10, 12)], {"freezes": [1]}, Division.NOTHING, None),
        (around(30, 12), {"given_centre": 20.0}, Division.NOTHING, None),
    ],
)
def test_the_starting_point_is_told_by_its_first_and_last_counted_point(
    values: list[float | None], decisions: dict[str, Any], division: Division, start: tuple[int, int] | None
) -> None:
    verdict = chart(values, **decisions).verdict
    assert verdict.division is division
    assert verdict.start_period == (None if start is None else (month(start[0]), month(start[1])))


def test_without_any_point_nothing_is_parted() -> None:
    verdict = chart([]).verdict
    assert (verdict.division, verdict.start_period) == (None, None)
