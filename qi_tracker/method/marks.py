"""Fem kjennetegn: whether the work follows the method, computed from what the team has done and never claimed.

The five are those of domain.md, after Taylor 2014 (doi 10.1136/bmjqs-2013-001862) and Knudsen 2019
(doi 10.1186/s12913-019-4482-6). Those read whole articles; what is our own is said beside each number below.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from qi_tracker.vocabulary import CycleScale

# Ours: what went wrong in a team's first months does not follow it for ever.
LOOKED_AT = 5
# As few as a verdict needs (Anhøj & Olesen 2014, doi 10.1371/journal.pone.0113825).
FEWEST_NUMBERS = 10
# "At least monthly", with room for one month that is left out: a holiday.
MOST_DAYS_BETWEEN = 62
# Ours: a month's number is not due before the month is over, and may be late.
MOST_DAYS_SINCE = 92
SMALL = frozenset({CycleScale.ONE, CycleScale.FEW})


class Mark(StrEnum):
    """One of the five, in their order."""

    BUILDS_ON = "builds_on"
    PREDICTED = "predicted"
    SMALL_FIRST = "small_first"
    OVER_TIME = "over_time"
    DOCUMENTED = "documented"


class Lack(StrEnum):
    """What stands between the work and a mark."""

    NOT_TRIED = "not_tried"
    NO_SECOND = "no_second"
    # A cycle began before the one it builds on was decided.
    OVERLAPS = "overlaps"
    NOT_PREDICTED = "not_predicted"
    PREDICTED_LATE = "predicted_late"
    SCALE_UNKNOWN = "scale_unknown"
    LARGE_FIRST = "large_first"
    NO_MEASURE = "no_measure"
    TOO_FEW_NUMBERS = "too_few_numbers"
    TOO_SELDOM = "too_seldom"
    STOPPED = "stopped"
    # No cycle has come to its end.
    NOTHING_OVER = "nothing_over"
    NOT_DECIDED = "not_decided"
    NOT_LEARNT = "not_learnt"


class Predicted(StrEnum):
    """When the prediction was written; one of which nobody knows is late."""

    BEFORE = "before"
    LATE = "late"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class TriedCycle:
    """A cycle that has begun. `key` and `idea` are whatever the caller knows it and its idea by.

    `is_over`: its last day has gone by, or it is decided.
    """

    key: int
    idea: int
    number: int
    starts_on: date
    decided_on: date | None
    predicted: Predicted
    scale: CycleScale | None
    has_learning: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class CountedMeasure:
    """A measure that the project is judged by: the first days of the periods it has numbers for, in order."""

    key: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """All that the marks are computed from. `cycles` in the order they began; `is_going_on`: numbers are awaited."""

    cycles: Sequence[TriedCycle]
    measures: Sequence[CountedMeasure]
    today: date
    is_going_on: bool = True


@dataclass(frozen=True, slots=True)
class MarkFound:
    """One mark, with the keys of what it rests on, and what it lacks.

    `lacking` is the key of the cycle or measure that the lack is about; `after` how many more cycles must begin before
    one that cannot be mended is no longer looked at, 0 where it can be mended.
    """

    mark: Mark
    cycles: tuple[int, ...] = ()
    measures: tuple[int, ...] = ()
    lack: Lack | None = None
    lacking: int | None = None
    after: int = 0

    @property
    def is_met(self) -> bool:
        """Whether nothing lacks."""
        return self.lack is None


@dataclass(frozen=True, slots=True)
class _Looked:
    """The latest cycles, and the others of their ideas."""

    latest: Sequence[TriedCycle]
    by_idea: Mapping[int, Sequence[TriedCycle]] = field(default_factory=dict)

    def pairs(self) -> Iterator[tuple[TriedCycle, TriedCycle]]:
        """(the one before, the one that follows it in the same idea), the latter among the latest."""
        for cycle in self.latest:
            for before, after in pairwise(self.by_idea[cycle.idea]):
                if after is cycle:
                    yield before, after

    def firsts(self) -> list[TriedCycle]:
        """The first cycle of each idea that the latest ones are about."""
        ideas = dict.fromkeys(cycle.idea for cycle in self.latest)
        return [self.by_idea[idea][0] for idea in ideas]

    def until_out_of_sight(self, is_wrong: Callable[[TriedCycle], bool]) -> int:
        """How many more cycles must begin until none of those that are wrong is among the latest."""
        last = max(place for place, cycle in enumerate(self.latest) if is_wrong(cycle))
        return last + 1 + LOOKED_AT - len(self.latest)


def marks_of(work: WorkFacts) -> list[MarkFound]:
    """The five marks in their order."""
    looked = _looked_at(work.cycles)
    return [
        _builds_on(looked),
        _predicted(looked),
        _small_first(looked),
        _over_time(work),
        _documented(looked),
    ]


def next_mark(found: Sequence[MarkFound]) -> MarkFound | None:
    """The first that is not met: the one to work towards. None when all five are."""
    return next((each for each in found if not each.is_met), None)


def _looked_at(cycles: Sequence[TriedCycle]) -> _Looked:
    by_idea: dict[int, list[TriedCycle]] = {}
    for cycle in sorted(cycles, key=lambda cycle: cycle.number):
        by_idea.setdefault(cycle.idea, []).append(cycle)
    return _Looked(cycles[-LOOKED_AT:], by_idea)


def _builds_on(looked: _Looked) -> MarkFound:
    mark = Mark.BUILDS_ON
    if not looked.latest:
        return MarkFound(mark, lack=Lack.NOT_TRIED)
    pairs = list(looked.pairs())
    if not pairs:
        return MarkFound(mark, lack=Lack.NO_SECOND, lacking=looked.latest[-1].key)
    loose = [after for before, after in pairs if not _is_decided_before(before, after)]
    rests_on = tuple(dict.fromkeys(cycle.key for pair in pairs for cycle in pair if pair[1] not in loose))
    if not loose:
        return MarkFound(mark, rests_on)
    after = looked.until_out_of_sight(lambda cycle: cycle in loose)
    return MarkFound(mark, rests_on, lack=Lack.OVERLAPS, lacking=loose[-1].key, after=after)


def _is_decided_before(before: TriedCycle, after: TriedCycle) -> bool:
    return before.decided_on is not None and before.decided_on <= after.starts_on


def _predicted(looked: _Looked) -> MarkFound:
    mark = Mark.PREDICTED
    if not looked.latest:
        return MarkFound(mark, lack=Lack.NOT_TRIED)
    rests_on = tuple(cycle.key for cycle in looked.latest if cycle.predicted is Predicted.BEFORE)
    wrong = [cycle for cycle in looked.latest if cycle.predicted is not Predicted.BEFORE]
    if not wrong:
        return MarkFound(mark, rests_on)
    lack = Lack.PREDICTED_LATE if wrong[-1].predicted is Predicted.LATE else Lack.NOT_PREDICTED
    after = looked.until_out_of_sight(lambda cycle: cycle in wrong)
    return MarkFound(mark, rests_on, lack=lack, lacking=wrong[-1].key, after=after)


def _small_first(looked: _Looked) -> MarkFound:
    mark = Mark.SMALL_FIRST
    if not looked.latest:
        return MarkFound(mark, lack=Lack.NOT_TRIED)
    firsts = looked.firsts()
    rests_on = tuple(cycle.key for cycle in firsts if cycle.scale in SMALL)
    unknown = next((cycle for cycle in reversed(firsts) if cycle.scale is None), None)
    # What can be mended at once is asked for first.
    if unknown is not None:
        return MarkFound(mark, rests_on, lack=Lack.SCALE_UNKNOWN, lacking=unknown.key)
    large = [cycle for cycle in firsts if cycle.scale not in SMALL]
    if not large:
        return MarkFound(mark, rests_on)
    ideas = {cycle.idea for cycle in large}
    after = looked.until_out_of_sight(lambda cycle: cycle.idea in ideas)
    return MarkFound(mark, rests_on, lack=Lack.LARGE_FIRST, lacking=large[-1].key, after=after)


def _over_time(work: WorkFacts) -> MarkFound:
    mark = Mark.OVER_TIME
    if not work.measures:
        return MarkFound(mark, lack=Lack.NO_MEASURE)
    lacks = [(measure, _lack_of(measure, work)) for measure in work.measures]
    met = tuple(measure.key for measure, lack in lacks if lack is None)
    if met:
        return MarkFound(mark, measures=met)
    measure, lack = lacks[0]
    return MarkFound(mark, lack=lack, lacking=measure.key)


def _lack_of(measure: CountedMeasure, work: WorkFacts) -> Lack | None:
    """Only the latest numbers are looked at, as many as are needed: an old hole does not follow a team for ever."""
    days = measure.days[-FEWEST_NUMBERS:]
    if work.is_going_on and days and (work.today - days[-1]).days > MOST_DAYS_SINCE:
        return Lack.STOPPED
    if any((later - earlier).days > MOST_DAYS_BETWEEN for earlier, later in pairwise(days)):
        return Lack.TOO_SELDOM
    return Lack.TOO_FEW_NUMBERS if len(days) < FEWEST_NUMBERS else None


def _documented(looked: _Looked) -> MarkFound:
    mark = Mark.DOCUMENTED
    over = [cycle for cycle in looked.latest if cycle.is_over]
    if not over:
        return MarkFound(mark, lack=Lack.NOTHING_OVER if looked.latest else Lack.NOT_TRIED)
    rests_on = tuple(cycle.key for cycle in over if cycle.decided_on is not None and cycle.has_learning)
    # The latest is what the team remembers best.
    for cycle in reversed(over):
        if not cycle.has_learning:
            return MarkFound(mark, rests_on, lack=Lack.NOT_LEARNT, lacking=cycle.key)
        if cycle.decided_on is None:
            return MarkFound(mark, rests_on, lack=Lack.NOT_DECIDED, lacking=cycle.key)
    return MarkFound(mark, rests_on)
