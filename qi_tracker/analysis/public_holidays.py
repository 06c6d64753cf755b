"""Norwegian public holidays (røde dager), computed from Easter; school breaks are in `school_calendar.py`."""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter  # type: ignore[import-untyped]  # one function of it is used, and its type is said there

FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
"""(month, day): New Year's Day, 1 May, Constitution Day, Christmas Day and the day after (Lov om helligdager og
helligdagsfred of 1995, section 2; Lov om 1 og 17 mai som høgtidsdagar of 1947)."""

DAYS_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday (Lov om helligdager
og helligdagsfred of 1995, section 2)."""

YEARS_KEPT = 64


@lru_cache(maxsize=YEARS_KEPT)
def public_holidays(year: int) -> frozenset[date]:
    """The Norwegian public holidays of a year, ordinary Sundays not among them.

    Raises
    ------
    ValueError
        For years before 1583, which have no Gregorian Easter, and after 4099.

    """
    sunday = easter_sunday(year)
    fixed = [date(year, month, day) for month, day in FIXED_HOLIDAYS]
    return frozenset([*fixed, *(sunday + timedelta(days=days) for days in DAYS_FROM_EASTER)])


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year.

    Raises
    ------
    ValueError
        For years before 1583 and after 4099.

    Source
    ------
    Oudin 1940, as in python-dateutil.
    """
    sunday: date = easter(year)
    return sunday


def is_public_holiday(day: date) -> bool:
    """Whether the day is a Norwegian public holiday."""
    return day in public_holidays(day.year)
