"""Series for tests, written as plain lists: one point a month from January 2024."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.periods import next_period
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.series import Point, Series
from qi_tracker.vocabulary import Direction, Frequency

FIRST_MONTH = date(2024, 1, 1)


def month(number: int) -> date:
    """First day of the month of point `number`, counted from 1."""
    day = FIRST_MONTH
    for _ in range(number - 1):
        day = next_period(day, Frequency.MONTH)
    return day


def monthly(values: Sequence[float | None], **decisions: Any) -> Series:
    """A series whose freezes and phases are given by the number of a point: the last frozen, the first of a phase."""
    decisions["freezes"] = [month(number) for number in decisions.get("freezes", ())]
    decisions["phases"] = [month(number) for number in decisions.get("phases", ())]
    decisions.setdefault("direction", Direction.UP)
    excluded = decisions.pop("excluded", ())
    points = [Point(month(n), value, excluded=n in excluded) for n, value in enumerate(values, 1)]
    return Series(points=points, **decisions)


def chart(values: Sequence[float | None], **decisions: Any) -> ChartResult:
    return analyse(monthly(values, **decisions))


def around(level: float, n: int) -> list[float]:
    """`n` values that vary at random around a level: above and below it in an order without signals, never on it."""
    pattern = (1, -1, 2, 3, -2, -3, 1, -1, -2, 2, -1, 1)
    return [level + pattern[place % len(pattern)] for place in range(n)]
