"""Phases by their first day, freezes by their last, and exclusions."""

from datetime import date, timedelta

import pytest

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.series import Point, Series, SeriesProblem
from qi_tracker.errors import InvalidSeries
from tests.analysis.charts import chart, month

DAY = timedelta(days=1)


def test_a_break_is_the_first_day_of_the_new_phase() -> None:
    result = chart([1, 2, 3, 10, 20, 30], phases=[4])
    assert [(phase.first, phase.last, phase.centre) for phase in result.phases] == [(0, 2, 2), (3, 5, 20)]
    assert [(phase.first_date, phase.last_date) for phase in result.phases] == [
        (month(1), month(3)),
        (month(4), month(6)),
    ]
    assert [point.phase for point in result.points] == [0, 0, 0, 1, 1, 1]
    assert result.current_phase == result.phases[1]


def test_a_break_between_two_points_begins_with_the_next() -> None:
    points = [Point(month(n), n) for n in range(1, 5)]
    result = analyse(Series(points=points, phases=[month(2) + DAY]))
    assert [(phase.first, phase.last) for phase in result.phases] == [(0, 1), (2, 3)]


def test_empty_phases_disappear() -> None:
    points = [Point(month(n), n) for n in range(1, 7)]
    breaks = [month(1) - DAY, month(1), month(3), month(3), month(2) + DAY, month(6) + DAY]
    result = analyse(Series(points=points, phases=breaks))
    assert [(phase.first, phase.last) for phase in result.phases] == [(0, 1), (2, 5)]


def test_more_breaks_than_points_is_an_error_that_names_the_break() -> None:
    points = [Point(month(1), 1), Point(month(2), 2)]
    assert len(analyse(Series(points=points, phases=[month(1), month(2)])).phases) == 2
    with pytest.raises(InvalidSeries) as caught:
        analyse(Series(points=points, phases=[month(5), month(2), month(4)]))
    assert caught.value.code == SeriesProblem.TOO_MANY_PHASES
    assert caught.value.params == {"date": month(5)}


def test_equal_breaks_are_one_break() -> None:
    points = [Point(month(1), 1)]
    assert len(analyse(Series(points=points, phases=[month(2)] * 3)).phases) == 1


def test_phases_planned_before_the_first_number_are_no_error() -> None:
    assert analyse(Series(points=[], phases=[month(2)], freezes=[month(1)])).phases == ()


def test_a_freeze_sets_the_line_and_the_run_rules_see_all_points() -> None:
    values = [1.0, 3, 2, 9, 8, 9]
    result = chart(values, freezes=[3])
    [phase] = result.phases
    assert (phase.centre, phase.frozen_until) == (2, month(3))
    assert [point.is_base for point in result.points] == [True] * 3 + [False] * 3
    assert (phase.runs.n_useful, phase.runs.longest_run) == (5, 4)


def test_a_freeze_between_two_points_freezes_up_to_it() -> None:
    points = [Point(month(n), n) for n in range(1, 7)]
    assert analyse(Series(points=points, freezes=[month(3) + DAY])).phases[0].centre == 2


def test_the_latest_freeze_of_a_phase_counts() -> None:
    result = chart([1, 3, 2, 9, 8, 9], freezes=[5, 3])
    assert (result.phases[0].centre, result.phases[0].frozen_until) == (3, month(5))


def test_each_phase_may_be_frozen() -> None:
    result = chart([1, 3, 5, 9, 8, 30, 40, 90], freezes=[2, 7], phases=[5])
    assert [(phase.centre, phase.frozen_until) for phase in result.phases] == [(2, month(2)), (30, month(7))]


@pytest.mark.parametrize(
    "freeze", [month(1) - DAY, date(1950, 1, 1)], ids=["the day before the first point", "long before"]
)
def test_a_freeze_before_the_first_point_freezes_nothing(freeze: date) -> None:
    points = [Point(month(n), n) for n in range(1, 6)]
    [phase] = analyse(Series(points=points, freezes=[freeze])).phases
    assert (phase.centre, phase.frozen_until) == (3, None)


def test_a_freeze_in_the_pause_before_a_phase_begins_belongs_to_the_phase_before() -> None:
    points = [Point(month(n), n) for n in (1, 2, 3, 7, 8)]
    result = analyse(Series(points=points, phases=[month(6)], freezes=[month(5)]))
    assert [phase.frozen_until for phase in result.phases] == [month(5), None]
    result = analyse(Series(points=points, phases=[month(5)], freezes=[month(6)]))
    assert [phase.frozen_until for phase in result.phases] == [None, None]


def test_a_freeze_on_the_first_day_of_a_phase_belongs_to_that_phase() -> None:
    result = chart([1, 2, 3, 10, 20, 30], phases=[4], freezes=[4])
    assert [(phase.centre, phase.frozen_until) for phase in result.phases] == [(2, None), (10, month(4))]
    points = [Point(month(n), n) for n in (1, 2, 5, 6)]
    result = analyse(Series(points=points, phases=[month(4)], freezes=[month(4)]))
    assert [phase.frozen_until for phase in result.phases] == [None, None]


@pytest.mark.parametrize("base", [[None, None], [1.0, None]])
def test_a_freeze_over_no_counted_value_is_left_out(base: list[float | None]) -> None:
    [phase] = chart([*base, 3, 4, 5], freezes=[2], excluded=[1]).phases
    assert (phase.centre, phase.frozen_until) == (4, None)


def test_a_freeze_over_no_value_of_its_phase_is_left_out_whatever_lies_before() -> None:
    result = chart([1.0, 2.0, 3.0, None, 5.0, 6.0], phases=[4], freezes=[4])
    assert [(phase.centre, phase.frozen_until) for phase in result.phases] == [(2, None), (5.5, None)]


def test_a_freeze_at_the_end_keeps_its_date_for_the_points_to_come() -> None:
    [phase] = chart([1, 2, 3], freezes=[3]).phases
    assert (phase.centre, phase.frozen_until) == (2, month(3))


def test_excluded_points_are_drawn_and_nothing_else() -> None:
    result = chart([1, 2, 3, 100, None], excluded=[4])
    assert [point.value for point in result.points] == [1, 2, 3, 100, None]
    assert result.phases[0].centre == 2
    assert result.phases[0].runs.n_useful == 2
    assert [point.is_base for point in result.points] == [True, True, True, False, True]
