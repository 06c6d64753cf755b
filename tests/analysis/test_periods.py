"""Period arithmetic at the edges of years, weeks and school years."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.analysis.periods import (
    add_working_days,
    due_date,
    has_periods,
    infer_frequency,
    is_paused,
    missing_periods,
    next_period,
    period_end,
    period_start,
    periods_between,
    previous_period,
)
from qi_tracker.vocabulary import Frequency

PERIODIC = [frequency for frequency in Frequency if has_periods(frequency)]

BOUNDARIES = [
    (Frequency.DAY, date(2024, 2, 29), date(2024, 2, 29), date(2024, 2, 29)),
    (Frequency.WEEK, date(2026, 12, 31), date(2026, 12, 28), date(2027, 1, 3)),  # ISO week 53 of 2026
    (Frequency.WEEK, date(2027, 1, 3), date(2026, 12, 28), date(2027, 1, 3)),
    (Frequency.WEEK, date(2025, 12, 29), date(2025, 12, 29), date(2026, 1, 4)),  # week 1 of 2026 begins in 2025
    (Frequency.FORTNIGHT, date(2024, 1, 14), date(2024, 1, 1), date(2024, 1, 14)),
    (Frequency.FORTNIGHT, date(2023, 12, 31), date(2023, 12, 18), date(2023, 12, 31)),
    (Frequency.MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
    (Frequency.MONTH, date(2025, 2, 3), date(2025, 2, 1), date(2025, 2, 28)),
    (Frequency.MONTH, date(2025, 12, 31), date(2025, 12, 1), date(2025, 12, 31)),
    (Frequency.QUARTER, date(2025, 12, 1), date(2025, 10, 1), date(2025, 12, 31)),
    (Frequency.TERTIAL, date(2025, 8, 31), date(2025, 5, 1), date(2025, 8, 31)),
    (Frequency.TERTIAL, date(2025, 9, 1), date(2025, 9, 1), date(2025, 12, 31)),
    (Frequency.HALF_YEAR, date(2025, 6, 30), date(2025, 1, 1), date(2025, 6, 30)),
    (Frequency.HALF_YEAR, date(2025, 7, 1), date(2025, 7, 1), date(2025, 12, 31)),
    (Frequency.SCHOOL_YEAR, date(2025, 7, 31), date(2024, 8, 1), date(2025, 7, 31)),
    (Frequency.SCHOOL_YEAR, date(2025, 8, 1), date(2025, 8, 1), date(2026, 7, 31)),
    (Frequency.SCHOOL_YEAR, date(2026, 1, 1), date(2025, 8, 1), date(2026, 7, 31)),
    (Frequency.YEAR, date(2024, 12, 31), date(2024, 1, 1), date(2024, 12, 31)),
    (Frequency.EVENT, date(2024, 12, 31), date(2024, 12, 31), date(2024, 12, 31)),
]


@pytest.mark.parametrize(("frequency", "day", "start", "end"), BOUNDARIES)
def test_a_day_belongs_to_its_period(frequency: Frequency, day: date, start: date, end: date) -> None:
    assert period_start(day, frequency) == start
    assert period_end(start, frequency) == end


@pytest.mark.parametrize("frequency", PERIODIC)
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_periods_tile_the_calendar(frequency: Frequency, day: date) -> None:
    start = period_start(day, frequency)
    end = period_end(start, frequency)
    assert start <= day <= end
    assert period_start(end, frequency) == start
    assert next_period(start, frequency) == end + timedelta(days=1)
    assert period_start(end + timedelta(days=1), frequency) == next_period(start, frequency)
    assert previous_period(next_period(start, frequency), frequency) == start


def test_year_ends_are_crossed() -> None:
    assert next_period(date(2025, 12, 1), Frequency.MONTH) == date(2026, 1, 1)
    assert previous_period(date(2026, 1, 1), Frequency.TERTIAL) == date(2025, 9, 1)
    assert next_period(date(2026, 12, 21), Frequency.WEEK) == date(2026, 12, 28)
    assert next_period(date(2026, 12, 28), Frequency.WEEK) == date(2027, 1, 4)


def test_any_day_of_a_period_leads_to_the_next() -> None:
    assert next_period(date(2025, 1, 31), Frequency.MONTH) == date(2025, 2, 1)


def test_fortnights_keep_the_rhythm_of_their_own_start() -> None:
    off_grid = date(2024, 1, 8)
    assert period_start(off_grid, Frequency.FORTNIGHT) == date(2024, 1, 1)
    assert period_start(off_grid, Frequency.FORTNIGHT, off_grid) == off_grid
    assert next_period(off_grid, Frequency.FORTNIGHT) == date(2024, 1, 22)
    assert periods_between(off_grid, date(2024, 2, 4), Frequency.FORTNIGHT) == (off_grid, date(2024, 1, 22))


def test_periods_between_includes_both_ends() -> None:
    quarters = periods_between(date(2025, 11, 30), date(2026, 4, 1), Frequency.QUARTER)
    assert quarters == (date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1))
    assert periods_between(date(2026, 4, 1), date(2026, 3, 31), Frequency.MONTH) == ()
    assert periods_between(date(2026, 4, 1), date(2026, 4, 30), Frequency.EVENT) == ()
    assert len(periods_between(date(2026, 1, 1), date(2026, 12, 31), Frequency.WEEK)) == 53


@pytest.mark.parametrize("walk", [next_period, previous_period, due_date])
def test_events_have_no_next_period_and_are_never_due(walk: Callable[[date, Frequency], date]) -> None:
    with pytest.raises(ValueError, match="has_periods"):
        walk(date(2025, 1, 1), Frequency.EVENT)


@pytest.mark.parametrize(
    ("start", "frequency", "due"),
    [
        (date(2025, 1, 1), Frequency.MONTH, date(2025, 2, 7)),  # ends on a Friday: Monday to Friday
        (date(2025, 5, 1), Frequency.MONTH, date(2025, 6, 6)),  # ends on a Saturday
        (date(2025, 9, 1), Frequency.MONTH, date(2025, 10, 7)),  # ends on a Tuesday, a weekend in between
        (date(2026, 12, 28), Frequency.WEEK, date(2027, 1, 8)),
        (date(2024, 8, 1), Frequency.SCHOOL_YEAR, date(2025, 8, 7)),
    ],
)
def test_due_five_working_days_after_the_end(start: date, frequency: Frequency, due: date) -> None:
    assert due_date(start, frequency) == due


def test_the_plan_may_say_otherwise() -> None:
    assert due_date(date(2025, 1, 1), Frequency.MONTH, working_days=0) == date(2025, 1, 31)
    assert add_working_days(date(2025, 1, 31), 1) == date(2025, 2, 3)


def test_a_pause_covers_a_period_by_its_working_days() -> None:
    winter_break = [(date(2026, 2, 16), date(2026, 2, 20))]
    assert is_paused(date(2026, 2, 16), Frequency.WEEK, winter_break)
    assert not is_paused(date(2026, 2, 9), Frequency.WEEK, winter_break)
    assert not is_paused(date(2026, 2, 1), Frequency.MONTH, winter_break)
    assert not is_paused(date(2026, 2, 21), Frequency.DAY, winter_break)
    assert is_paused(date(2026, 2, 21), Frequency.DAY, [(date(2026, 2, 16), date(2026, 2, 22))])
    split = [(date(2026, 7, 1), date(2026, 7, 15)), (date(2026, 7, 16), date(2026, 7, 31))]
    assert is_paused(date(2026, 7, 1), Frequency.MONTH, split)


def test_missing_between_the_numbers() -> None:
    present = [date(2025, 12, 1), date(2025, 9, 1)]
    assert missing_periods(present, Frequency.MONTH) == (date(2025, 10, 1), date(2025, 11, 1))
    july = [(date(2025, 7, 1), date(2025, 7, 31))]
    assert missing_periods([date(2025, 6, 1), date(2025, 8, 1)], Frequency.MONTH, july) == ()


def test_missing_at_the_end_only_after_the_due_date() -> None:
    present = [date(2025, 8, 1)]
    assert missing_periods(present, Frequency.MONTH, as_of=date(2025, 10, 7)) == ()
    assert missing_periods(present, Frequency.MONTH, as_of=date(2025, 10, 8)) == (date(2025, 9, 1),)
    assert missing_periods(present, Frequency.MONTH, as_of=date(2025, 10, 8), working_days=6) == ()


def test_a_gap_is_not_missing_before_its_due_date_even_with_a_later_number() -> None:
    present = [date(2025, 8, 1), date(2025, 10, 1)]
    assert missing_periods(present, Frequency.MONTH, as_of=date(2025, 10, 3)) == ()
    assert missing_periods(present, Frequency.MONTH, as_of=date(2025, 10, 20)) == (date(2025, 9, 1),)


def test_numbers_after_today_do_not_hide_a_gap() -> None:
    present = [date(2025, 1, 1), date(2025, 3, 1)]
    assert missing_periods(present, Frequency.MONTH, as_of=date(2025, 2, 1)) == ()


def test_nothing_is_missing_without_numbers_or_for_events() -> None:
    assert missing_periods([], Frequency.MONTH, as_of=date(2025, 2, 1)) == ()
    assert missing_periods([date(2020, 1, 1)], Frequency.EVENT, as_of=date(2025, 2, 1)) == ()


def test_weekends_are_expected_only_of_those_who_work_then() -> None:
    friday, monday = date(2025, 10, 3), date(2025, 10, 6)
    assert missing_periods([friday, monday], Frequency.DAY) == ()
    saturday, sunday = date(2025, 10, 4), date(2025, 10, 5)
    assert missing_periods([friday, saturday, monday], Frequency.DAY) == (sunday,)


def test_week_53_can_be_missing() -> None:
    present = [date(2026, 12, 21), date(2027, 1, 4)]
    assert missing_periods(present, Frequency.WEEK) == (date(2026, 12, 28),)


def test_missing_fortnights_follow_the_first_number() -> None:
    present = [date(2024, 1, 8), date(2024, 2, 5)]
    assert missing_periods(present, Frequency.FORTNIGHT) == (date(2024, 1, 22),)


def stepped(first: date, frequency: Frequency, n: int) -> list[date]:
    days = [first]
    while len(days) < n:
        days.append(next_period(days[-1], frequency))
    return days


@pytest.mark.parametrize("frequency", PERIODIC)
@pytest.mark.parametrize("n", [2, 3, 8, 30])
def test_regular_dates_tell_their_frequency(frequency: Frequency, n: int) -> None:
    days = stepped(period_start(date(2024, 8, 15), frequency), frequency, n)
    assert infer_frequency(days) is frequency


@pytest.mark.parametrize(
    ("dates", "frequency"),
    [
        ([], Frequency.MONTH),
        ([date(2025, 5, 5)] * 3, Frequency.MONTH),
        ([date(2025, 12, 1), date(2026, 1, 1)], Frequency.MONTH),
        ([date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)], Frequency.MONTH),
        ([date(2025, 1, 1), date(2025, 3, 1)], Frequency.MONTH),  # too close for quarters
        ([date(2025, m, 1) for m in (1, 3, 4, 7, 8, 12)], Frequency.MONTH),  # gaps, but all on first days
        ([date(2025, 10, 3), date(2025, 10, 6), date(2025, 10, 7)], Frequency.DAY),  # Friday, Monday, Tuesday
        ([date(2025, 10, 2) + timedelta(days=7 * i) for i in range(6)], Frequency.WEEK),  # Thursdays
        ([date(2024, 6, 1), date(2025, 6, 1)], Frequency.YEAR),
        ([date(2025, 10, 2), date(2025, 10, 9), date(2025, 10, 30)], Frequency.WEEK),  # half of the steps are one week
        ([date(2025, 10, 6), date(2025, 10, 7), date(2025, 10, 9), date(2025, 10, 11)], Frequency.EVENT),
        ([date(2024, 1, 20), date(2025, 3, 1), date(2027, 5, 5), date(2029, 9, 9)], Frequency.MONTH),
        (
            [date(2025, 1, 3), date(2025, 1, 17), date(2025, 2, 20), date(2025, 2, 23), date(2025, 6, 2)],
            Frequency.EVENT,
        ),
    ],
)
def test_dates_from_a_spreadsheet_tell_their_frequency(dates: list[date], frequency: Frequency) -> None:
    assert infer_frequency(dates) is frequency


@given(st.lists(st.dates(date(1900, 1, 1), date(2199, 12, 31)), max_size=30))
def test_no_list_of_dates_is_merged_by_its_frequency(dates: list[date]) -> None:
    frequency = infer_frequency(dates)
    anchor = min(dates, default=date(2024, 1, 1))
    assert len({period_start(day, frequency, anchor) for day in dates}) == len(set(dates))


@pytest.mark.parametrize(
    ("first", "days", "frequency"),
    [
        (date(2024, 3, 1), 3, Frequency.DAY),
        (date(2024, 3, 1), 4, Frequency.WEEK),
        (date(2024, 3, 1), 10, Frequency.EVENT),
        (date(2024, 3, 1), 11, Frequency.FORTNIGHT),
        (date(2024, 1, 15), 20, Frequency.FORTNIGHT),
        (date(2024, 1, 15), 21, Frequency.MONTH),
        (date(2024, 2, 16), 45, Frequency.MONTH),
        (date(2024, 2, 16), 46, Frequency.QUARTER),
        (date(2024, 4, 20), 105, Frequency.QUARTER),
        (date(2024, 4, 20), 106, Frequency.TERTIAL),
        (date(2024, 4, 20), 150, Frequency.QUARTER),
        (date(2024, 4, 20), 151, Frequency.HALF_YEAR),
        (date(2024, 4, 20), 270, Frequency.MONTH),
        (date(2024, 4, 20), 271, Frequency.YEAR),
    ],
)
def test_one_day_more_between_two_dates_is_another_frequency(first: date, days: int, frequency: Frequency) -> None:
    assert infer_frequency([first, first + timedelta(days=days)]) is frequency


@pytest.mark.parametrize(
    ("days", "frequency"),
    [
        # One of two yearly dates opens a school year.
        ([date(2022, 8, 1), date(2023, 9, 15)], Frequency.YEAR),
        # One of two dates with a week between their weeks is a Monday.
        ([date(2024, 1, 5), date(2024, 1, 15)], Frequency.EVENT),
        # Two in the fortnight that is counted from the first of them.
        ([date(2024, 1, 1), date(2024, 1, 12), date(2024, 1, 26)], Frequency.WEEK),
    ],
)
def test_what_only_some_of_the_dates_do_is_no_pattern(days: list[date], frequency: Frequency) -> None:
    assert infer_frequency(days) is frequency


def test_a_fortnight_is_counted_from_the_monday_of_its_first_week() -> None:
    wednesday = date(2024, 1, 3)
    assert next_period(wednesday, Frequency.FORTNIGHT) == date(2024, 1, 15)
    assert previous_period(wednesday, Frequency.FORTNIGHT) == date(2023, 12, 18)
