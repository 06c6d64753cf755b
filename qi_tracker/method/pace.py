"""Whether an aim comes nearer fast enough: the way gone beside the time gone. Says nothing where nobody can know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi_tracker.method.smart import aims_for_better
from qi_tracker.vocabulary import VerdictCode


class PaceCode(StrEnum):
    """What can be said of the pace, and until `UNCLEAR` why nothing can."""

    NO_GOAL = "no_goal"
    NO_NUMBERS = "no_numbers"
    # Fewer numbers than a verdict needs.
    TOO_FEW = "too_few"
    REACHED = "reached"
    NO_START = "no_start"
    NO_DAY = "no_day"
    # The work has only begun, or the day lies before it: no time has gone to compare with.
    NOT_BEGUN = "not_begun"
    # No clear change: what looks like a way gone may be chance.
    UNCLEAR = "unclear"
    # A clear change, to the worse side of the start.
    AWAY = "away"
    # The day has gone by, and the goal is not reached.
    TOO_LATE = "too_late"
    ENOUGH = "enough"
    TOO_SLOW = "too_slow"


SAYS_NOTHING = frozenset(
    {
        PaceCode.NO_GOAL,
        PaceCode.NO_NUMBERS,
        PaceCode.TOO_FEW,
        PaceCode.NO_START,
        PaceCode.NO_DAY,
        PaceCode.NOT_BEGUN,
    }
)
_WITHOUT_PATTERN = frozenset({VerdictCode.NO_SIGNAL, VerdictCode.UNDIRECTED_CHANGE})
_REACHED = frozenset({VerdictCode.REACHED, VerdictCode.HELD})


@dataclass(frozen=True, slots=True)
class PaceFacts:
    """Numbers in the measure's unit, None where not known: `now` is the median of its current period.

    `began` is the last day of what the start is taken from; `code` the verdict on the measure's numbers.
    """

    start: float | None
    goal: float | None
    rises: bool | None
    now: float | None
    code: VerdictCode
    began: date | None
    by: date | None
    today: date


@dataclass(frozen=True, slots=True)
class Pace:
    """What the pace is, with the shares it rests on.

    `way` is the share of the way from start to goal, 0 at the start and 1 at the goal, also outside these; `time` the
    share of the time, from 0 to 1. None where the code does not rest on it.
    """

    code: PaceCode
    way: float | None = None
    time: float | None = None


def pace_of(aim: PaceFacts) -> Pace:
    """The first that holds of `RULES`."""
    code = next(code for code, holds in RULES if holds(aim))
    if code in (PaceCode.ENOUGH, PaceCode.TOO_SLOW):
        return Pace(code, _way(aim), _time(aim))
    return Pace(code, _way(aim)) if code is PaceCode.TOO_LATE else Pace(code)


def way_gone(start: float | None, goal: float | None, now: float | None) -> float | None:
    """The share of the way from start to goal; None when one of the three is not known, or there is no way."""
    if start is None or goal is None or now is None or start == goal:
        return None
    return (now - start) / (goal - start)


def _way(aim: PaceFacts) -> float:
    way = way_gone(aim.start, aim.goal, aim.now)
    assert way is not None, "asked only when start, goal and numbers are known"
    return way


def _time(aim: PaceFacts) -> float:
    assert aim.began is not None and aim.by is not None, "asked only when both days are known"
    return (aim.today - aim.began).days / (aim.by - aim.began).days


def _has_no_goal(aim: PaceFacts) -> bool:
    return aim.goal is None or aim.goal == aim.start or not aims_for_better(aim.start, aim.goal, aim.rises)


def _has_not_begun(aim: PaceFacts) -> bool:
    return aim.began is None or aim.by is None or not aim.began < min(aim.today, aim.by)


RULES: tuple[tuple[PaceCode, Callable[[PaceFacts], bool]], ...] = (
    (PaceCode.NO_GOAL, _has_no_goal),
    (PaceCode.NO_NUMBERS, lambda aim: aim.now is None or aim.code is VerdictCode.NO_DATA),
    (PaceCode.TOO_FEW, lambda aim: aim.code is VerdictCode.TOO_EARLY),
    (PaceCode.REACHED, lambda aim: aim.code in _REACHED),
    (PaceCode.NO_START, lambda aim: aim.start is None),
    (PaceCode.NO_DAY, lambda aim: aim.by is None),
    (PaceCode.NOT_BEGUN, _has_not_begun),
    (PaceCode.TOO_LATE, lambda aim: aim.by is not None and aim.by < aim.today),
    (PaceCode.UNCLEAR, lambda aim: aim.code in _WITHOUT_PATTERN),
    (PaceCode.AWAY, lambda aim: aim.code is VerdictCode.WORSENING or _way(aim) <= 0),
    (PaceCode.ENOUGH, lambda aim: _way(aim) >= _time(aim)),
    (PaceCode.TOO_SLOW, lambda _: True),
)
"""The first that holds. A goal that is reached needs neither start nor day."""
