"""Periods merged until the counts are large enough; what was shown once keeps its borders."""

import random
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from qi_tracker.analysis.periods import next_period, period_start
from qi_tracker.privacy.merging import FEWEST_TO_CHOOSE, LADDER, STRETCH, Block, merge
from qi_tracker.privacy.suppression import Count, Rule, added
from qi_tracker.vocabulary import Frequency
from tests.privacy.attacks import found_out_over_time

RULE = Rule(5)
MONTH, QUARTER, HALF_YEAR = Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR

Counts = Mapping[date, Count]


def monthly(numerators: Sequence[int], denominator: int = 30, first: date = date(2025, 1, 1)) -> dict[date, Count]:
    """One count a month."""
    counts = {}
    for numerator in numerators:
        counts[first] = Count(numerator, denominator)
        first = next_period(first, MONTH)
    return counts


def shown_by(counts: Counts, block: Sequence[date]) -> bool:
    parts = [counts[period] for period in block if period in counts]
    return bool(parts) and not RULE.hides(added(parts), parts)


def blocks_of(counts: Counts, made: Sequence[Block] = (), frequency: Frequency = MONTH) -> list[Block]:
    return merge(dict.fromkeys(counts, True), frequency, lambda block: shown_by(counts, block), made)


def steps_of(blocks: Sequence[Block]) -> list[Frequency]:
    return [block.frequency for block in blocks]


def test_large_counts_stay_as_they_are() -> None:
    assert steps_of(blocks_of(monthly([9] * 12))) == [MONTH] * 12


def test_a_few_hidden_months_are_better_than_quarters() -> None:
    assert steps_of(blocks_of(monthly([9, 9, 9, 3] * 3))) == [MONTH] * 12


def test_small_counts_become_quarters() -> None:
    blocks = blocks_of(monthly([2] * 12))
    assert steps_of(blocks) == [QUARTER] * 4
    assert blocks[1].periods == (date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1))


def test_smaller_ones_become_half_years() -> None:
    assert steps_of(blocks_of(monthly([1] * 12))) == [HALF_YEAR] * 2


def test_where_nothing_helps_most_is_kept() -> None:
    assert steps_of(blocks_of(monthly([0, 0, 1] * 4, denominator=6))) == [MONTH] * 12


def test_too_few_numbers_decide_nothing() -> None:
    assert blocks_of(monthly([9] * (FEWEST_TO_CHOOSE - 1))) == []


def test_a_quarter_waits_until_it_is_whole() -> None:
    assert len(blocks_of(monthly([2] * 8))) == 2
    assert len(blocks_of(monthly([2] * 9))) == 3


def test_an_answer_that_never_came_is_waited_for_one_more_block() -> None:
    counts = monthly([2] * 15)
    answered = dict.fromkeys(counts, True) | {date(2025, 8, 1): False}
    for n_known, whole in ((12, 3), (15, 5)):
        known = dict(list(answered.items())[:n_known])
        assert len(merge(known, MONTH, lambda block: shown_by(counts, block))) == whole


def test_a_month_that_is_paused_is_not_waited_for() -> None:
    counts = {period: count for period, count in monthly([3] * 12).items() if period.month != 7}
    assert [len(block.periods) for block in blocks_of(counts)] == [3, 3, 2, 3]


def test_a_stock_is_not_merged() -> None:
    counts = monthly([2] * 12)
    found = merge(dict.fromkeys(counts, True), MONTH, lambda block: shown_by(counts, block), may_merge=False)
    assert steps_of(found) == [MONTH] * 12


def test_events_have_no_blocks() -> None:
    counts = monthly([9] * 12)
    assert blocks_of(counts, frequency=Frequency.EVENT) == []


def test_weeks_belong_to_the_month_they_begin_in() -> None:
    weeks = {date.fromordinal(date(2025, 1, 6).toordinal() + 7 * number): Count(2, 12) for number in range(26)}
    blocks = blocks_of(weeks, frequency=Frequency.WEEK)
    assert steps_of(blocks) == [MONTH] * 6
    assert sorted(week for block in blocks for week in block.periods) == sorted(weeks)


def test_a_new_half_year_goes_by_the_year_before_it() -> None:
    """Numbers fall after a year: hidden until July, then quarters."""
    numerators = [9] * 12 + [2] * 12
    made: list[Block] = []
    for n_known in range(1, len(numerators) + 1):
        made = blocks_of(monthly(numerators[:n_known]), made)
    assert steps_of(made) == [MONTH] * 18 + [QUARTER] * 2


def test_older_numbers_that_come_later_take_the_step_of_the_first() -> None:
    made = blocks_of(monthly([2] * 12))
    assert steps_of(blocks_of(monthly([9] * 12 + [2] * 12, first=date(2024, 1, 1)), made)) == [QUARTER] * 8


@pytest.mark.parametrize("frequency", [Frequency.DAY, Frequency.WEEK, Frequency.FORTNIGHT, MONTH, QUARTER])
def test_borders_never_move(frequency: Frequency) -> None:
    """Whatever comes, in whatever order, no two blocks overlap and none is changed."""
    chance = random.Random(frequency.value)
    for _ in range(6):
        counts: dict[date, Count] = {}
        answered: dict[date, bool] = {}
        period, made = period_start(date(2025, 1, 1), frequency), []
        for _ in range(60):
            answered[period] = chance.random() < 0.9
            if answered[period]:
                counts[period] = Count(chance.choice((0, 1, 2, 5, 9)), 30)
            period = next_period(period, frequency)
            late = [missed for missed, is_answered in answered.items() if not is_answered]
            if late and chance.random() < 0.2:
                answered[late[0]], counts[late[0]] = True, Count(3, 30)
            before, made = made, merge(answered, frequency, lambda block, now=dict(counts): shown_by(now, block), made)
            assert all(block in made for block in before)
        _assert_disjoint(made)


def _assert_disjoint(blocks: Sequence[Block]) -> None:
    periods = [period for block in blocks for period in block.periods]
    assert len(periods) == len(set(periods))
    # A week belongs to the month it begins in, and so may end in the next one.
    for one, other in zip(blocks, blocks[1:], strict=False):
        assert one.periods[-1] < other.periods[0]


def test_whoever_kept_every_page_computes_nothing() -> None:
    assert found_out_over_time(5, 10, remembers=True) == 0


def test_blocks_that_are_made_anew_give_hidden_numbers_away() -> None:
    assert found_out_over_time(5, 10, remembers=False) > 0


def test_every_step_begins_where_a_stretch_does() -> None:
    """What lets the step change between two stretches."""
    for steps in LADDER.values():
        for step in steps:
            for month in (1, 7):
                assert period_start(date(2026, month, 1), step) == date(2026, month, 1)
    assert STRETCH is HALF_YEAR
