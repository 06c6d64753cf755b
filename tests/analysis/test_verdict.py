"""Which verdict when several hold, and what a verdict is made of."""

from collections.abc import Iterator
from itertools import product

import pytest

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import Verdict
from qi_tracker.analysis.series import Point, Series
from qi_tracker.analysis.verdict import (
    CODES_IN_ORDER,
    Change,
    Doubts,
    Findings,
    choose_cautions,
    choose_code,
    in_order,
)
from qi_tracker.vocabulary import Caution, Direction, Frequency, VerdictCode
from tests.analysis.charts import around, chart, month

YES, NO, ANY = (True,), (False,), (True, False)
FEW, MANY = (0, 1, 9), (10, 40)
ALL = FEW + MANY
BETTER, WORSE, UNDIRECTED = (Change.BETTER,), (Change.WORSE,), (Change.UNDIRECTED,)
WHICHEVER = BETTER + WORSE + UNDIRECTED

# has_data, n_useful, has_signal, change, is_reached, is_held → code. Every combination is in one row.
TABLE = [
    ((NO, ALL, ANY, WHICHEVER, ANY, ANY), VerdictCode.NO_DATA),
    ((YES, FEW, ANY, WHICHEVER, ANY, ANY), VerdictCode.TOO_EARLY),
    ((YES, MANY, NO, WHICHEVER, ANY, ANY), VerdictCode.NO_SIGNAL),
    ((YES, MANY, YES, WORSE, ANY, ANY), VerdictCode.WORSENING),
    ((YES, MANY, YES, UNDIRECTED, ANY, ANY), VerdictCode.UNDIRECTED_CHANGE),
    ((YES, MANY, YES, BETTER, NO, NO), VerdictCode.IMPROVEMENT),
    ((YES, MANY, YES, BETTER, YES, NO), VerdictCode.REACHED),
    ((YES, MANY, YES, BETTER, ANY, YES), VerdictCode.HELD),
]


def combinations() -> Iterator[tuple[Findings, VerdictCode]]:
    for columns, code in TABLE:
        for found in product(*columns):
            yield Findings(*found), code


def test_every_combination_has_its_code() -> None:
    wrong = {found: choose_code(found) for found, code in combinations() if choose_code(found) is not code}
    assert wrong == {}


def test_every_combination_is_in_exactly_one_row() -> None:
    listed = [found for found, _ in combinations()]
    assert len(listed) == len(set(listed)) == 2 * len(ALL) * 2 * len(WHICHEVER) * 2 * 2


def test_the_order_is_that_of_the_vocabulary() -> None:
    assert [code for code, _ in CODES_IN_ORDER] == list(VerdictCode)


READS_A_PATTERN = {
    VerdictCode.WORSENING,
    VerdictCode.HELD,
    VerdictCode.REACHED,
    VerdictCode.IMPROVEMENT,
    VerdictCode.UNDIRECTED_CHANGE,
}


@pytest.mark.parametrize("code", VerdictCode)
@pytest.mark.parametrize(
    "doubts",
    [Doubts(*found) for found in product((0, 1), (0, 1), ANY, (0, 1, 2))],
    ids=lambda doubts: repr(doubts)[7:-1],
)
def test_cautions(code: VerdictCode, doubts: Doubts) -> None:
    cautions = choose_cautions(code, doubts)
    has_data = code is not VerdictCode.NO_DATA
    assert (Caution.HIDDEN in cautions) == (doubts.n_hidden > 0)
    assert (Caution.MISSING in cautions) == (has_data and doubts.n_missing > 0)
    assert (Caution.STOCK in cautions) == (doubts.is_stock and code in READS_A_PATTERN)
    assert (Caution.PHASES in cautions) == (has_data and doubts.n_phases > 1)
    order = [Caution.HIDDEN, Caution.MISSING, Caution.STOCK, Caution.PHASES]
    assert list(cautions) == [caution for caution in order if caution in cautions]


def test_cautions_are_put_in_the_order_they_are_said_in() -> None:
    assert in_order({Caution.PHASES, Caution.MISSING, Caution.HIDDEN}) == (
        Caution.HIDDEN,
        Caution.MISSING,
        Caution.PHASES,
    )


LOW, HIGH = around(30, 12), around(60, 12)


def verdict_on(values: list[float | None] | list[float], **decisions: object) -> Verdict:
    return chart(list(values), **decisions).verdict


def test_without_points_there_is_no_data() -> None:
    verdict = verdict_on([], target=10.0, is_stock=True, phases=[1])
    assert (verdict.code, verdict.cautions, verdict.n_phases) == (VerdictCode.NO_DATA, (), 0)
    assert verdict.n_useful == 0
    assert (verdict.start_median, verdict.current_median, verdict.current, verdict.basis) == (None, None, None, None)
    assert (verdict.is_stable, verdict.is_target_reached, verdict.held_count, verdict.valid_until) == (
        False,
        False,
        0,
        None,
    )


def test_only_missing_numbers_are_no_data() -> None:
    assert verdict_on([None, None]).code is VerdictCode.NO_DATA


def test_one_point_is_too_early() -> None:
    verdict = verdict_on([5.0], target=4.0)
    assert (verdict.code, verdict.n_useful, verdict.current_median) == (VerdictCode.TOO_EARLY, 0, 5)
    assert (verdict.is_stable, verdict.is_target_reached, verdict.valid_until) == (True, True, month(1))


@pytest.mark.parametrize(("n_useful", "code"), [(9, VerdictCode.TOO_EARLY), (10, VerdictCode.IMPROVEMENT)])
def test_ten_useful_points_are_enough(n_useful: int, code: VerdictCode) -> None:
    """All after two frozen points, and above them: a signal by itself, but nine are too few to say so."""
    verdict = verdict_on([1.0, 3.0] + [9.0] * (n_useful - 2), freezes=[2])
    assert (verdict.n_useful, verdict.code) == (n_useful, code)
    assert verdict.basis is not None and verdict.basis.signal


@pytest.mark.parametrize(
    ("before", "after", "direction", "code"),
    [
        (LOW, HIGH, Direction.UP, VerdictCode.IMPROVEMENT),
        (LOW, HIGH, Direction.DOWN, VerdictCode.WORSENING),
        (HIGH, LOW, Direction.UP, VerdictCode.WORSENING),
        (HIGH, LOW, Direction.DOWN, VerdictCode.IMPROVEMENT),
        (LOW, HIGH, None, VerdictCode.UNDIRECTED_CHANGE),
    ],
)
def test_a_signal_has_a_direction_by_the_medians(
    before: list[float], after: list[float], direction: Direction | None, code: VerdictCode
) -> None:
    verdict = verdict_on(before + after, freezes=[12], direction=direction)
    assert verdict.code is code
    assert {verdict.start_median, verdict.current_median} == {30, 60}
    assert verdict.current_period_start == month(13)


def test_equal_medians_are_a_change_without_direction() -> None:
    verdict = verdict_on([29.0, 31.0] * 6 + [20.0] * 9 + [40.0] * 9, freezes=[12])
    assert (verdict.start_median, verdict.current_median) == (30, 30)
    assert verdict.code is VerdictCode.UNDIRECTED_CHANGE


def test_medians_that_differ_by_rounding_only_are_equal() -> None:
    verdict = verdict_on([0.1, 0.3] * 6 + [0.0] * 9 + [0.4 + 1e-16] * 9, freezes=[12], multiply=100)
    assert verdict.start_median != verdict.current_median
    assert verdict.code is VerdictCode.UNDIRECTED_CHANGE


def test_no_signal_is_no_signal_even_when_the_medians_differ_and_the_target_is_reached() -> None:
    verdict = verdict_on(around(30, 12) + around(30.5, 12), freezes=[12], target=30.0)
    assert (verdict.code, verdict.is_target_reached, verdict.held_count) == (VerdictCode.NO_SIGNAL, True, 12)
    assert (verdict.start_median, verdict.current_median) == (30, 30.5)


def test_without_freeze_phase_or_signal_the_whole_is_the_current_period() -> None:
    verdict = verdict_on(around(30, 12), target=29.0)
    assert (verdict.code, verdict.current_period_start, verdict.start_median) == (VerdictCode.NO_SIGNAL, None, None)
    assert (verdict.current_median, verdict.is_stable, verdict.is_target_reached) == (30, True, True)


def test_the_current_period_begins_with_its_first_counted_point() -> None:
    verdict = verdict_on([*LOW, None, *HIGH], freezes=[12], excluded=[14])
    assert verdict.current_period_start == month(15)
    assert verdict.valid_until == month(25)


def test_a_frozen_starting_point_with_nothing_after_it_is_not_yet_compared() -> None:
    quiet = verdict_on(LOW, freezes=[12])
    assert (quiet.code, quiet.start_median, quiet.current_median) == (VerdictCode.NO_SIGNAL, None, 30)
    restless = verdict_on(LOW + HIGH, freezes=[24])
    assert (restless.code, restless.start_median) == (VerdictCode.IMPROVEMENT, 30)


def test_without_freeze_the_current_period_begins_where_the_too_long_run_began() -> None:
    verdict = verdict_on(around(30, 8) + [50.0, 51.0] * 5)
    assert verdict.current_period_start == month(9)
    assert (verdict.start_median, verdict.current_median) == (30, 50.5)
    assert verdict.code is VerdictCode.IMPROVEMENT


def test_of_several_too_long_runs_the_last_begins_the_current_period() -> None:
    verdict = verdict_on(LOW + HIGH)
    assert (verdict.current_period_start, verdict.start_median) == (month(13), 30)


def test_after_a_too_long_run_that_opens_the_series_the_rest_is_the_current_period() -> None:
    """Ten low, then mostly high: the run is the starting point, not the change."""
    verdict = verdict_on(
        [10.0, 11.0] * 5 + [40.0, 41.0, 12.0, 42.0, 43.0, 12.0, 44.0, 45.0, 46.0, 12.0, 47.0, 48.0, 49.0]
    )
    assert verdict.basis is not None
    assert (verdict.basis.has_long_run, verdict.code) == (True, VerdictCode.IMPROVEMENT)
    assert (verdict.current_period_start, verdict.start_median, verdict.current_median) == (month(11), 10.5, 43)


def test_a_run_that_is_the_whole_series_has_nothing_to_be_compared_with() -> None:
    verdict = verdict_on(around(30, 12), given_centre=20.0)
    assert verdict.code is VerdictCode.UNDIRECTED_CHANGE
    assert (verdict.current_period_start, verdict.start_median, verdict.current_median) == (None, None, 30)


@pytest.mark.parametrize(("middle", "current_median"), [([], 8), ([6.5], 6.5)])
def test_with_few_crossings_alone_the_second_half_is_compared_with_the_first(
    middle: list[float], current_median: float
) -> None:
    """The middle one of an odd number of points belongs to the second half."""
    verdict = verdict_on([1.0] * 5 + [9.0] * 5 + middle + [4.0] * 5 + [12.0] * 5)
    assert verdict.basis is not None
    assert (verdict.basis.has_long_run, verdict.basis.has_few_crossings) == (False, True)
    assert (verdict.current_period_start, verdict.start_median) == (month(11), 5)
    assert (verdict.current_median, verdict.code) == (current_median, VerdictCode.IMPROVEMENT)


@pytest.mark.parametrize(
    ("n_after", "target", "code", "held_count"),
    [
        (11, 59.0, VerdictCode.REACHED, 11),
        (12, 60.0, VerdictCode.HELD, 12),
        (12, 61.0, VerdictCode.IMPROVEMENT, 11),
        (24, 60.0, VerdictCode.HELD, 24),
        (8, 59.0, VerdictCode.REACHED, 8),
    ],
)
def test_a_target_is_held_after_twelve_useful_points(
    n_after: int, target: float, code: VerdictCode, held_count: int
) -> None:
    verdict = verdict_on(around(30, 12) + around(60.5, n_after), freezes=[12], target=target)
    assert (verdict.code, verdict.held_count) == (code, held_count)
    assert verdict.is_target_reached == (code is not VerdictCode.IMPROVEMENT)


def test_only_useful_points_count_towards_held() -> None:
    """Two of the thirteen lie on the frozen line, one is missing and one excluded."""
    after = [*around(60, 11), 30.0, 30.0, None, 61.0]
    verdict = verdict_on([*LOW, *after], freezes=[12], target=55.0, excluded=[27])
    assert (verdict.code, verdict.held_count) == (VerdictCode.REACHED, 11)


def test_a_process_that_stands_still_at_the_target_holds_it() -> None:
    verdict = verdict_on(around(80, 12) + [100.0] * 12, freezes=[12], target=100.0)
    assert (verdict.code, verdict.held_count, verdict.is_stable) == (VerdictCode.HELD, 12, True)


def test_a_target_that_is_reached_by_an_unstable_process_is_not_held() -> None:
    verdict = verdict_on(LOW + [60.0 + n for n in range(16)], freezes=[12], target=60.0)
    assert (verdict.code, verdict.held_count, verdict.is_stable) == (VerdictCode.REACHED, 11, False)


def test_the_last_twelve_may_hold_what_the_whole_period_did_not() -> None:
    verdict = verdict_on(LOW + [50.0, 51.0] * 4 + around(60, 12), freezes=[12], target=58.0)
    assert (verdict.code, verdict.held_count, verdict.is_stable) == (VerdictCode.HELD, 12, False)


def test_a_worsening_is_never_a_held_target() -> None:
    verdict = verdict_on(around(90, 12) + around(60, 12), freezes=[12], target=50.0)
    assert (verdict.code, verdict.is_target_reached, verdict.held_count) == (VerdictCode.WORSENING, True, 12)


def test_the_target_is_reached_in_spite_of_binary_rounding() -> None:
    """0.07 · 100 = 7.000000000000001, and 7 % is at the target of 7 %."""
    verdict = verdict_on([0.07] * 3, multiply=100, target=7.0, direction=Direction.DOWN)
    assert verdict.current_median is not None and verdict.current_median > 7
    assert verdict.is_target_reached


def test_without_target_or_direction_nothing_is_reached() -> None:
    assert not verdict_on(LOW + HIGH, freezes=[12]).is_target_reached
    assert not verdict_on(LOW + HIGH, freezes=[12], target=1.0, direction=None).is_target_reached


def test_the_last_phase_is_compared_with_the_one_before() -> None:
    verdict = verdict_on(LOW + HIGH, phases=[13], target=60.0)
    assert (verdict.start_median, verdict.current_median, verdict.current_period_start) == (30, 60, month(13))
    assert (verdict.code, verdict.is_stable, verdict.held_count) == (VerdictCode.HELD, True, 12)
    assert (verdict.n_phases, verdict.cautions) == (2, (Caution.PHASES,))
    assert verdict.basis is not None and verdict.basis.longest_run == 13


def test_two_phases_around_the_same_level_are_no_change() -> None:
    verdict = verdict_on(LOW + around(30.5, 12), phases=[13])
    assert (verdict.code, verdict.cautions) == (VerdictCode.NO_SIGNAL, (Caution.PHASES,))


def test_the_verdict_is_too_early_by_the_last_phase() -> None:
    verdict = verdict_on(LOW + HIGH[:9], phases=[13])
    assert (verdict.code, verdict.n_useful) == (VerdictCode.TOO_EARLY, 7)


def test_a_frozen_starting_point_stays_the_starting_point_after_a_phase_change() -> None:
    verdict = verdict_on(around(20, 12) + around(40, 12) + around(60, 12), freezes=[12], phases=[25])
    assert (verdict.start_median, verdict.current_median, verdict.current_period_start) == (20, 60, month(25))
    assert verdict.basis is not None and verdict.basis.n_useful == 36


def test_without_freeze_the_phase_before_is_the_starting_point() -> None:
    verdict = verdict_on(around(20, 12) + around(40, 12) + around(30, 12), phases=[13, 25])
    assert (verdict.start_median, verdict.code) == (40, VerdictCode.WORSENING)
    assert verdict.basis is not None and verdict.basis.n_useful == 24


def test_a_freeze_in_the_last_phase_makes_that_its_own_starting_point() -> None:
    verdict = verdict_on(around(20, 12) + around(40, 12) + around(60, 12), freezes=[24], phases=[13])
    assert (verdict.start_median, verdict.current_median, verdict.current_period_start) == (40, 60, month(25))
    assert (verdict.code, verdict.n_useful) == (VerdictCode.IMPROVEMENT, 24)


def test_a_freeze_at_the_end_of_the_last_phase_leaves_the_phase_before() -> None:
    verdict = verdict_on(LOW + HIGH, freezes=[24], phases=[13])
    assert (verdict.start_median, verdict.current_period_start) == (30, month(13))


def test_an_earlier_phase_without_numbers_is_passed_over() -> None:
    verdict = verdict_on([*LOW, None, None, *HIGH], phases=[13, 15])
    assert (verdict.n_phases, verdict.start_median) == (3, 30)
    first = verdict_on([None, None, *HIGH], phases=[3])
    assert (first.start_median, first.current_median, first.code) == (None, 60, VerdictCode.NO_SIGNAL)


def test_a_last_phase_without_numbers_is_too_early() -> None:
    verdict = verdict_on([*LOW, None, None], phases=[13])
    assert (verdict.code, verdict.n_useful, verdict.current_median) == (VerdictCode.TOO_EARLY, 0, None)
    assert (verdict.current, verdict.is_stable, verdict.valid_until) == (None, False, month(12))


def test_a_signal_inside_the_last_phase_alone_has_no_direction() -> None:
    """Restless by itself, but around the line of the phase before it varies at random."""
    last = [15.0] * 4 + [8.0, 12.0] * 4 + [16.0] * 4
    result = chart([0.0, 20.0] * 6 + last, phases=[13])
    assert result.phases[-1].runs.signal
    assert result.verdict.basis is not None and not result.verdict.basis.signal
    assert result.verdict.current_median != result.verdict.start_median
    assert result.verdict.code is VerdictCode.UNDIRECTED_CHANGE


def test_missing_months_are_cautioned() -> None:
    verdict = verdict_on([*LOW[:4], None, *LOW[4:]], as_of=month(16))
    assert (verdict.missing, verdict.cautions) == ((month(5), month(14)), (Caution.MISSING,))
    assert verdict.valid_until == month(13)


def test_planned_pauses_events_and_excluded_months_are_not_missing() -> None:
    values = [*LOW[:4], None, *LOW[4:]]
    assert verdict_on(values, pauses=[(month(5), month(6))]).missing == ()
    assert verdict_on(values, frequency=Frequency.EVENT).missing == ()
    assert verdict_on(LOW, excluded=[3]).missing == ()
    assert verdict_on(LOW, excluded=[3]).cautions == ()


def test_the_stock_caution_stands_with_a_pattern_only() -> None:
    assert verdict_on(LOW + HIGH, freezes=[12], is_stock=True).cautions == (Caution.STOCK,)
    assert verdict_on(LOW + LOW, freezes=[12], is_stock=True).cautions == ()


def test_nothing_of_nothing_is_an_answer() -> None:
    """0 of 0: nobody was in the group. The point is missing, the number is not."""
    points = [Point(month(1), 1, 2), Point(month(2), 0, 0), Point(month(3), None, None), Point(month(4), 1, 2)]
    assert analyse(Series(points=points, has_denominator=True)).verdict.missing == (month(3),)
