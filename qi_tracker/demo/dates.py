"""Moves the demo's dates so that each series ends in the last finished period, whatever day it is."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from qi_tracker.analysis.periods import period_start, previous_period
from qi_tracker.vocabulary import Frequency

MONTHS_IN_YEAR = 12
DAYS_IN_WEEK = 7


def move_months(day: date, months: int) -> date:
    """The same day some months later; the month's last where it has none such."""
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


class Shift:
    """How far a series is moved: whole months for monthly ones, whole weeks for weekly ones."""

    def __init__(self, dates: Sequence[date], frequency: Frequency, today: date) -> None:
        last = period_start(max(dates), frequency)
        wanted = previous_period(period_start(today, frequency), frequency)
        self._is_weekly = frequency is Frequency.WEEK
        self._weeks = (wanted - last).days // DAYS_IN_WEEK
        self._months = (wanted.year - last.year) * MONTHS_IN_YEAR + wanted.month - last.month

    def move(self, day: date) -> date:
        """The day, moved along with the series."""
        return day + timedelta(weeks=self._weeks) if self._is_weekly else move_months(day, self._months)
