"""The run rules by hand. The reference and the published tables are in test_reference.py."""

from collections.abc import Callable

import pytest

from qi_tracker.analysis.boxes import BOXES
from qi_tracker.analysis.runs import NoUsefulPoints, analyse_alone, crossings_limit, find_runs, longest_run_limit
from qi_tracker.analysis.series import RunRules
from tests.analysis.charts import chart, month


def test_points_on_the_line_and_missing_ones_neither_count_nor_break_a_run() -> None:
    runs = find_runs([7, 8, 5, None, 9, 1, 5, 2, 6], [5] * 9)
    assert runs == ((0, 1, 4), (5, 7), (8,))


def test_a_point_without_a_line_is_not_useful() -> None:
    assert find_runs([7, 8, 9], [5, None, 5]) == ((0, 2),)


def test_the_line_has_no_tolerance_band() -> None:
    assert find_runs([5 + 1e-15, 5], [5, 5]) == ((0,),)


@pytest.mark.parametrize("limit", [longest_run_limit, crossings_limit])
def test_no_limit_without_useful_points(limit: Callable[[int], int]) -> None:
    with pytest.raises(NoUsefulPoints):
        limit(0)


def test_many_points_have_exact_limits() -> None:
    """Around n/2 minus 1.645 standard deviations of √n/2, where floats would have lost the tail."""
    assert crossings_limit(20_001) == pytest.approx(10_000 - 1.645 * 20_000**0.5 / 2, abs=1)
    assert longest_run_limit(20_001) == 17


@pytest.mark.parametrize("values", [[], [4.0], [4.0, 4.0, 4.0]])
def test_without_useful_points_there_are_no_run_numbers_and_no_signal(values: list[float]) -> None:
    runs = analyse_alone(values, RunRules.ANHOEJ)
    assert (runs.n_useful, runs.longest_run, runs.longest_run_max) == (0, None, None)
    assert (runs.n_crossings, runs.n_crossings_min) == (None, None)
    assert not (runs.signal or runs.has_long_run or runs.has_few_crossings)


def test_signals_are_strict() -> None:
    """20 useful points: at most 7 on one side, at least 6 crossings."""
    at_limit = chart([1, 1, 1, 1, 1, 1, 1, 9, 1, 9, 9, 9, 1, 9, 9, 9, 9, 9, 9, 1], given_centre=5.0).phases[0].runs
    assert (at_limit.n_useful, at_limit.longest_run, at_limit.n_crossings) == (20, 7, 6)
    assert not at_limit.signal
    longer = chart([1] * 8 + [9, 1, 9, 9, 1, 9, 9, 9, 9, 9, 9, 1], given_centre=5.0).phases[0].runs
    assert (longer.longest_run, longer.has_long_run, longer.has_few_crossings) == (8, True, False)
    fewer = chart([1] * 5 + [9] * 5 + [1] * 5 + [9] * 3 + [1] + [9], given_centre=5.0).phases[0].runs
    assert (fewer.n_crossings, fewer.has_long_run, fewer.has_few_crossings) == (5, False, True)


def test_the_points_of_too_long_runs_are_marked() -> None:
    values = [1.0] * 10 + [5.0] + [9.0] * 10
    marked = [point.is_in_long_run for point in chart(values).points]
    assert marked == [True] * 10 + [False] + [True] * 10
    assert not any(point.is_in_long_run for point in chart([1, 9] * 10).points)
    at_the_limit = chart([1.0] * 7 + [9.0] * 3 + [1.0] * 3 + [9.0] * 7)
    assert at_the_limit.phases[0].runs.longest_run == at_the_limit.phases[0].runs.longest_run_max == 7
    assert not any(point.is_in_long_run for point in at_the_limit.points)
    few_crossings = [1.0] * 5 + [9.0] * 5 + [1.0] * 5 + [9.0] * 5
    assert not any(point.is_in_long_run for point in chart(few_crossings).points)


def test_a_long_run_is_marked_where_it_lies_in_a_later_phase() -> None:
    result = chart([1, 9] * 5 + [1.0] * 10 + [9.0] * 10, phases=[11])
    assert [point.is_in_long_run for point in result.points] == [False] * 10 + [True] * 20


def test_a_cut_box_takes_the_corner_away() -> None:
    """n = 31: box of 11 crossings and runs of 9, cut at 14 crossings and runs of 8."""
    box = BOXES[31]
    assert [box.longest_run_max_at(crossings) for crossings in (10, 11, 12, 13, 14)] == [9, 8, 8, 8, 9]


def test_the_line_of_a_phase_is_the_mean_of_a_line_given_by_date() -> None:
    result = chart([1.0, 2.0, 9.0], given_centre={month(1): 1.0, month(2): 2.5})
    assert [point.centre for point in result.points] == [1.0, 2.5, None]
    assert (result.phases[0].centre, result.phases[0].runs.n_useful) == (1.75, 1)


def test_a_given_line_is_in_plotted_units() -> None:
    phase = chart([0.2, 0.3, 0.4], multiply=100, given_centre=30.0).phases[0]
    assert phase.centre == pytest.approx(30)
    assert phase.runs.n_useful == 2
