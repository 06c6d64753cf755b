"""Short periods merged into longer ones until the counts are large enough to be shown. Pure: dates and yes or no.

What has been shown once keeps its borders for ever: of two views of the same time, cut differently, the difference
could be computed. So blocks are disjoint, are made when they are complete, and are handed in again the next time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.periods import next_period, period_start
from qi_tracker.vocabulary import Frequency

# What the periods of a measure are merged into, step by step. Days and weeks belong to the month they begin in.
_FROM_MONTHS = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
LADDER: Mapping[Frequency, Sequence[Frequency]] = {
    Frequency.DAY: _FROM_MONTHS,
    Frequency.WEEK: _FROM_MONTHS,
    Frequency.FORTNIGHT: _FROM_MONTHS,
    Frequency.MONTH: _FROM_MONTHS[1:],
    Frequency.QUARTER: _FROM_MONTHS[2:],
}

# The borders that those of every step fall together with: only there may another step begin.
STRETCH = Frequency.HALF_YEAR
# A step is fine enough when so much of what it shows is not hidden.
ENOUGH_SHOWN = 0.75
# Answered periods before anything is shown: fewer say too little about how large the counts will be.
FEWEST_TO_CHOOSE = 6
# What has passed, in stretches, decides the step of the next one.
STRETCHES_LOOKED_AT = 2

IsShown = Callable[[Sequence[date]], bool]
"""Whether the periods, by their first days and put together, have counts that may be shown."""


@dataclass(frozen=True, slots=True)
class Block:
    """Periods that are shown as one.

    Attributes
    ----------
    first
        Its first day.
    frequency
        How long it is.
    periods
        First days of the measure's own periods in it, as they were when it was made.
    """

    first: date
    frequency: Frequency
    periods: tuple[date, ...]


def merge(
    answered: Mapping[date, bool],
    frequency: Frequency,
    is_shown: IsShown,
    made: Sequence[Block] = (),
    *,
    may_merge: bool = True,
) -> list[Block]:
    """The blocks that may be shown, in order; those `made` before among them, unchanged.

    Parameters
    ----------
    answered
        First day of each period that a number is expected for, paused ones left out → whether there is one, or it is
        said that there is none. Periods after the last that is answered do not count.
    frequency
        How long these periods are. Events have no periods, and no blocks.
    is_shown
        Decides how far is merged: the finest step of the ladder at which enough of the blocks are shown, or else the
        one that shows most. A stretch of half a year keeps its step; the next one's is decided by the two before it.
    made
        The blocks of earlier calls.
    may_merge
        False where sums over time count the same people twice, as in a stock.

    Returns
    -------
    A block is made when it has ended and all its periods are answered; one that lacks an answer when another block has
    passed. Fewer than `FEWEST_TO_CHOOSE` answered periods make none.
    """
    known = _until_last_answer(answered)
    if frequency is Frequency.EVENT or (not made and sum(answered[period] for period in known) < FEWEST_TO_CHOOSE):
        return list(made)
    steps = [frequency, *(LADDER.get(frequency, ()) if may_merge else ())]
    stretches = _grouped(known, STRETCH)
    standing = [block for block in made if block.frequency in steps]
    blocks = list(made)
    for stretch in stretches:
        step = _step_of(stretch, standing) or _best(steps, _looked_at(stretch, stretches, standing), is_shown)
        for first, periods in _grouped(stretches[stretch], step).items():
            following = next_period(first, step)
            is_free = not any(first <= period < following for block in made for period in block.periods)
            has_ended = max(known[-1], next_period(periods[-1], frequency)) >= following
            is_whole = all(answered[period] for period in periods) or known[-1] >= next_period(following, step)
            if is_free and has_ended and is_whole:
                blocks.append(Block(first, step, tuple(periods)))
    return sorted(blocks, key=lambda block: block.first)


def _until_last_answer(answered: Mapping[date, bool]) -> list[date]:
    last = max((period for period, is_answered in answered.items() if is_answered), default=date.min)
    return sorted(period for period in answered if period <= last)


def _grouped(periods: Iterable[date], step: Frequency) -> dict[date, list[date]]:
    """First day of the longer period → those of the shorter ones that begin in it, both in order."""
    groups: dict[date, list[date]] = defaultdict(list)
    for period in sorted(periods):
        groups[period_start(period, step)].append(period)
    return dict(groups)


def _step_of(stretch: date, standing: Sequence[Block]) -> Frequency | None:
    """The step that the stretch has by its blocks already; for older numbers that came later, the first of all."""
    here = [block for block in standing if period_start(block.first, STRETCH) == stretch]
    if here:
        return here[-1].frequency
    return standing[0].frequency if standing and stretch < standing[0].first else None


def _looked_at(stretch: date, stretches: Mapping[date, Sequence[date]], standing: Sequence[Block]) -> list[date]:
    """The periods that decide the step: those just before the stretch, and all there are as long as none is made."""
    before = [first for first in stretches if first < stretch][-STRETCHES_LOOKED_AT:]
    return [period for first in (before if standing else stretches) for period in stretches[first]]


def _best(steps: Sequence[Frequency], periods: Sequence[date], is_shown: IsShown) -> Frequency:
    shares: dict[Frequency, float] = {}
    for step in steps:
        groups = list(_grouped(periods, step).values())
        shown = [group for group in groups if is_shown(group)]
        if len(shown) >= ENOUGH_SHOWN * len(groups):
            return step
        shares[step] = sum(map(len, shown)) / len(periods)
    return max(steps, key=lambda step: shares[step])
