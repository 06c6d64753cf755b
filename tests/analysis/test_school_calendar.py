"""School breaks as most of Norway has them, against published skoleruter."""

from datetime import date

import pytest

from qi_tracker.analysis.school_calendar import BreakDays, breaks_of, school_year_of
from qi_tracker.vocabulary import SchoolBreak


def test_the_breaks_of_a_school_year_come_in_order() -> None:
    # Autumn, winter, Easter and summer as in Oslo's skolerute for 2025–2026.
    assert breaks_of(2025) == (
        BreakDays(SchoolBreak.AUTUMN, date(2025, 9, 29), date(2025, 10, 3)),
        BreakDays(SchoolBreak.CHRISTMAS, date(2025, 12, 21), date(2026, 1, 2)),
        BreakDays(SchoolBreak.WINTER, date(2026, 2, 16), date(2026, 2, 20)),
        BreakDays(SchoolBreak.EASTER, date(2026, 3, 30), date(2026, 4, 6)),
        BreakDays(SchoolBreak.SUMMER, date(2026, 6, 20), date(2026, 8, 16)),
        BreakDays(SchoolBreak.JULY, date(2026, 7, 1), date(2026, 7, 31)),
    )


@pytest.mark.parametrize("year", range(2020, 2060))
def test_a_break_begins_and_ends_where_school_does(year: int) -> None:
    breaks = {each.kind: each for each in breaks_of(year)}
    for kind in (SchoolBreak.AUTUMN, SchoolBreak.WINTER):
        assert (breaks[kind].first.weekday(), breaks[kind].last.weekday()) == (0, 4)
    assert (breaks[SchoolBreak.EASTER].first.weekday(), breaks[SchoolBreak.EASTER].last.weekday()) == (0, 0)
    summer = breaks[SchoolBreak.SUMMER]
    assert (summer.first.weekday(), summer.last.weekday()) == (5, 6)
    assert date(year + 1, 6, 16) <= summer.first <= date(year + 1, 6, 22)
    assert date(year + 1, 8, 14) <= summer.last <= date(year + 1, 8, 20)
    assert all(school_year_of(each.first) == year for each in breaks.values())


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_the_school_year_turns_in_august(day: date, year: int) -> None:
    assert school_year_of(day) == year
