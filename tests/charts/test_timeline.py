"""Slots, breaks in the curve, and the runs that are pointed out."""

from dataclasses import replace
from datetime import date

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.series import Series
from qi_tracker.charts.timeline import SlotState, long_runs, stretches, timeline
from tests.charts.samples import BETTER, IMPROVED, STEADY, monthly, three_phases


def test_missing_periods_have_a_slot_though_they_have_no_point() -> None:
    points = [point for point in monthly(STEADY) if point.date != date(2024, 5, 1)]
    slots = timeline(analyse(Series(points)))
    assert [slot.date for slot in slots if slot.state is SlotState.MISSING] == [date(2024, 5, 1)]
    assert [slot.index for slot in slots] == list(range(12))


def test_missing_number_breaks_the_curve_and_an_excluded_one_does_not() -> None:
    slots = timeline(three_phases().result)
    pieces = [[slot.index for slot in piece] for piece in stretches(slots)]
    assert [(piece[0], piece[-1]) for piece in pieces] == [(0, 5), (7, 19), (22, 35)]
    assert not {3, 28} & {index for piece in pieces for index in piece}


def test_hidden_number_has_a_slot_of_its_own_kind_and_breaks_the_curve() -> None:
    points = [replace(point, hidden=place == 4, excluded=place == 4) for place, point in enumerate(monthly(STEADY))]
    slots = timeline(analyse(Series(points)))
    assert [(slot.index, slot.value, slot.numerator) for slot in slots if slot.state is SlotState.HIDDEN] == [
        (4, None, None)
    ]
    assert [(piece[0].index, piece[-1].index) for piece in stretches(slots)] == [(0, 3), (5, 11)]


def test_long_run_is_found_with_its_length_and_side() -> None:
    result = analyse(IMPROVED)
    slots = timeline(result)
    (run,) = long_runs(result, slots)
    assert (run.first.date, run.last.date, run.length, run.is_above) == (date(2024, 11, 1), date(2025, 12, 1), 14, True)


def test_point_on_the_median_neither_ends_a_run_nor_counts() -> None:
    values = [*STEADY, *BETTER[:5], 40.5, *BETTER[6:]]
    result = analyse(replace(IMPROVED, points=monthly(values)))
    assert result.phases[0].centre == 40.5
    (run,) = long_runs(result, timeline(result))
    assert (run.first.index, run.last.index, run.length) == (10, 23, 13)


def test_each_run_is_told_with_its_own_length() -> None:
    values = [1, 9] * 4 + [9] * 11 + [1, 9, 1] + [9] * 13 + [1] * 14
    result = analyse(Series(monthly(values), given_centre=5))
    runs = long_runs(result, timeline(result))
    assert [(run.length, run.is_above) for run in runs] == [(12, True), (13, True), (14, False)]


def test_run_that_chance_explains_is_not_pointed_out() -> None:
    result = analyse(Series(monthly(STEADY)))
    assert long_runs(result, timeline(result)) == []
    assert not any(slot.is_in_run for slot in timeline(result))
