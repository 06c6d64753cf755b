"""A Norwegian school year's breaks, as a start for planned pauses: each kommune (fylke) has a skolerute of its own.

The days are what most have, by rules of our own; nothing but the days that a form begins with is computed from them.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from qi_tracker.analysis.public_holidays import easter_sunday
from qi_tracker.vocabulary import SchoolBreak

FIRST_MONTH = 8
"""The school year (skoleåret) starts in August."""

FRIDAY, MONDAY = 4, 0
DAYS_IN_WEEK = 7
AUTUMN_WEEK, WINTER_WEEK = 40, 8
"""ISO weeks of høstferie and vinterferie in most of the country; some have 41, and 9."""

CHRISTMAS_FIRST, CHRISTMAS_LAST = (12, 21), (1, 2)
"""(month, day) between which schools are closed."""

THIRD = 3
"""The last school day is about the third Friday of June, the first one about the third Monday of August."""


@dataclass(frozen=True, slots=True)
class BreakDays:
    """A break of one school year, from its first to its last day."""

    kind: SchoolBreak
    first: date
    last: date


def school_year_of(day: date) -> int:
    """The year in which the school year that holds the day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def breaks_of(school_year: int) -> tuple[BreakDays, ...]:
    """The breaks of the school year that begins in August of this year, in the order they come; July is the last.

    Weeks are given Monday to Friday, Easter from the Monday before Maundy Thursday to Easter Monday, and the summer
    from the day after the last school day to the day before the first one. July lies within the summer: a measure has
    the one or the other.
    """
    spring = school_year + 1
    easter, one_day = easter_sunday(spring), timedelta(days=1)
    return (
        _week(SchoolBreak.AUTUMN, school_year, AUTUMN_WEEK),
        BreakDays(SchoolBreak.CHRISTMAS, date(school_year, *CHRISTMAS_FIRST), date(spring, *CHRISTMAS_LAST)),
        _week(SchoolBreak.WINTER, spring, WINTER_WEEK),
        BreakDays(SchoolBreak.EASTER, easter - timedelta(days=6), easter + one_day),
        BreakDays(SchoolBreak.SUMMER, _third(spring, 6, FRIDAY) + one_day, _third(spring, 8, MONDAY) - one_day),
        BreakDays(SchoolBreak.JULY, date(spring, 7, 1), date(spring, 7, 31)),
    )


def _week(kind: SchoolBreak, year: int, week: int) -> BreakDays:
    monday = date.fromisocalendar(year, week, 1)
    return BreakDays(kind, monday, monday + timedelta(days=FRIDAY))


def _third(year: int, month: int, weekday: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % DAYS_IN_WEEK + (THIRD - 1) * DAYS_IN_WEEK)
