"""Norway's public holidays, against the dates that the almanac gives."""

from datetime import date

import pytest

from qi_tracker.analysis.periods import add_working_days, due_date, is_paused, is_working_day, missing_periods
from qi_tracker.analysis.public_holidays import is_public_holiday, public_holidays
from qi_tracker.vocabulary import Frequency

# Almanakk for Norge, Universitetet i Oslo.
HOLIDAYS_OF_2026 = [
    date(2026, 1, 1),
    date(2026, 4, 2),
    date(2026, 4, 3),
    date(2026, 4, 5),
    date(2026, 4, 6),
    date(2026, 5, 1),
    date(2026, 5, 14),
    date(2026, 5, 17),
    date(2026, 5, 24),
    date(2026, 5, 25),
    date(2026, 12, 25),
    date(2026, 12, 26),
]


def test_the_holidays_of_a_year_are_the_almanacs() -> None:
    assert sorted(public_holidays(2026)) == HOLIDAYS_OF_2026


@pytest.mark.parametrize(
    "easter_sunday",
    [date(2025, 4, 20), date(2027, 3, 28), date(2008, 3, 23), date(2038, 4, 25), date(2049, 4, 18), date(2076, 4, 19)],
)
def test_easter_is_found_also_at_its_earliest_and_latest(easter_sunday: date) -> None:
    assert is_public_holiday(easter_sunday)
    assert sum(day.month in (3, 4) for day in public_holidays(easter_sunday.year)) == 4


def test_ascension_may_fall_on_the_first_of_may() -> None:
    assert len(public_holidays(2008)) == 11
    assert is_public_holiday(date(2008, 5, 1))


def test_working_days_pass_over_the_holidays() -> None:
    assert add_working_days(date(2026, 4, 1), 1) == date(2026, 4, 7)
    assert add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert is_working_day(date(2026, 12, 24))
    assert not is_working_day(date(2027, 5, 17))


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2025, 12, 1), date(2026, 1, 8)),
        (date(2026, 3, 1), date(2026, 4, 10)),
        (date(2026, 4, 1), date(2026, 5, 8)),
    ],
)
def test_a_number_is_due_later_where_holidays_come_between(start: date, due: date) -> None:
    assert due_date(start, Frequency.MONTH) == due


def test_a_holiday_needs_no_cover_by_a_pause() -> None:
    easter_break = [(date(2026, 3, 30), date(2026, 4, 1))]
    assert is_paused(date(2026, 3, 30), Frequency.WEEK, easter_break)
    assert not is_paused(date(2026, 3, 30), Frequency.WEEK, [(date(2026, 3, 31), date(2026, 4, 1))])
    assert is_paused(date(2026, 4, 6), Frequency.WEEK, [(date(2026, 4, 7), date(2026, 4, 10))])
    assert not is_paused(date(2026, 4, 6), Frequency.DAY, easter_break)


def test_daily_numbers_are_not_expected_on_holidays() -> None:
    before, after = date(2026, 5, 13), date(2026, 5, 15)
    assert missing_periods([before, after], Frequency.DAY) == ()
    assert missing_periods([date(2026, 5, 12), after], Frequency.DAY) == (before,)
    # Who opens on Ascension Day alone has not begun to work on Saturdays.
    assert missing_periods([date(2026, 5, 14), date(2026, 5, 18)], Frequency.DAY) == (after,)
