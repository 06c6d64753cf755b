"""Days as people give them: in Norway, and near enough to be meant."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from qi_tracker.analysis.constants import EARLIEST_DATE, LATEST_DATE
from qi_tracker.errors import InvalidInput

OSLO = ZoneInfo("Europe/Oslo")


def local_day(moment: datetime) -> date:
    """The day it was in Norway at that moment."""
    return moment.astimezone(OSLO).date()


def check_day(day: date | None, field: str) -> None:
    """Refuse a day that no chart can show: the year 202 is a slip of the finger.

    Raises
    ------
    InvalidInput
        At the field, if the day lies outside what the analysis takes.
    """
    if day is not None and not EARLIEST_DATE <= day <= LATEST_DATE:
        raise InvalidInput("date_out_of_range", field=field)


def check_days_in_order(starts_on: date, ends_on: date | None) -> None:
    """Refuse a time that ends before it begins.

    Raises
    ------
    InvalidInput
        At the field of the day that cannot be.
    """
    check_day(starts_on, "starts_on")
    check_day(ends_on, "ends_on")
    if ends_on is not None and ends_on < starts_on:
        raise InvalidInput("ends_before_start", field="ends_on")
