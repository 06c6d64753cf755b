"""Invented series of numbers that look like real ones: stable, shifted, drifting, silent, with gaps and in strata."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from qi_tracker.analysis.periods import has_periods, period_start, previous_period
from qi_tracker.demo.simulation.names import COMMENTS
from qi_tracker.vocabulary import Direction, Frequency, ValueType

# How common each frequency is, and about how many points a series of it has beside one of months.
FREQUENCIES: Mapping[Frequency, tuple[float, float]] = {
    Frequency.EVENT: (2, 1.0),
    Frequency.DAY: (2, 4.0),
    Frequency.WEEK: (15, 2.2),
    Frequency.FORTNIGHT: (3, 1.4),
    Frequency.MONTH: (60, 1.0),
    Frequency.QUARTER: (7, 0.5),
    Frequency.TERTIAL: (4, 0.4),
    Frequency.HALF_YEAR: (3, 0.3),
    Frequency.SCHOOL_YEAR: (2, 0.2),
    Frequency.YEAR: (2, 0.2),
}
# Where the first point may lie; before it there are no more.
EARLIEST = date(1990, 1, 1)
# How often something is so.
DOWNWARDS, SPLIT, WITH_GAPS, COMMENTED, COMMENT_ALONE = 0.2, 0.15, 0.15, 0.03, 0.01
# In a series with gaps, how many of its periods are missing.
MISSING = 0.08
STRATA = ("Nord", "Sør", "Sentrum")


class Reading(NamedTuple):
    """One number, as the analysis reads it too."""

    period: date
    stratum: str
    numerator: float | None
    denominator: float | None
    value: float | None
    comment: str

    @property
    def has_number(self) -> bool:
        """Whether it is more than a comment."""
        return self.value is not None or self.numerator is not None

    @property
    def is_unavailable(self) -> bool:
        """Nobody here says that there is no number."""
        return False


@dataclass(frozen=True, slots=True)
class Story:
    """What is invented about a series before its numbers are."""

    value_type: ValueType
    direction: Direction
    frequency: Frequency
    # About how large its values are, and how much they vary by chance.
    level: float
    spread: float
    # From which part of the series it lies how many spreads away; 0 when nothing happens.
    shift_at: float
    shift: float
    # Days since it was last heard from.
    silent_days: int
    # How likely a period is to be missing.
    gaps: float
    is_split: bool
    # About how many are asked or counted among each time.
    denominator: int = 0
    strata: Sequence[str] = field(default=())


_LEVELS: Mapping[ValueType, tuple[float, float]] = {
    ValueType.PROPORTION: (0.15, 0.75),
    ValueType.COUNT: (8, 60),
    ValueType.DAYS: (9, 45),
    ValueType.NUMBER: (2.5, 5),
}


def invented_story(chance: Random) -> Story:
    """What happens in a series: half of them nothing, as in life."""
    [value_type] = chance.choices(list(ValueType), (50, 25, 15, 10))
    [frequency] = chance.choices(list(FREQUENCIES), [common for common, _ in FREQUENCIES.values()])
    direction = Direction.DOWN if value_type is ValueType.DAYS or chance.random() < DOWNWARDS else Direction.UP
    level = chance.uniform(*_LEVELS[value_type])
    denominator = chance.randrange(25, 400)
    better = 1 if direction is Direction.UP else -1
    [turn] = chance.choices((0, better, -better), (60, 32, 8))
    [silent_days] = chance.choices((0, 40, 90, 400), (80, 8, 8, 4))
    is_split = value_type is ValueType.COUNT and chance.random() < SPLIT
    return Story(
        value_type=value_type,
        direction=direction,
        frequency=frequency,
        level=level,
        spread=_spread(value_type, level, denominator),
        shift_at=chance.uniform(0.4, 0.8),
        shift=turn * chance.uniform(1.0, 2.5),
        silent_days=silent_days,
        gaps=MISSING if chance.random() < WITH_GAPS else 0.0,
        is_split=is_split,
        denominator=denominator,
        strata=STRATA if is_split else (),
    )


def _spread(value_type: ValueType, level: float, denominator: int) -> float:
    """By chance alone: of a share as of drawing, of a count as of counting, of the rest a tenth."""
    if value_type is ValueType.PROPORTION:
        return float((level * (1 - level) / denominator) ** 0.5)
    return float(level**0.5 if value_type is ValueType.COUNT else level / 10)


def readings(story: Story, n_points: int, today: date, chance: Random) -> list[Reading]:
    """As many numbers as asked for, the oldest first, ending when the story fell silent."""
    strata = story.strata or ("",)
    n_periods = -(-n_points // len(strata))
    periods = _periods(story, n_periods, today, chance)
    made = [
        _reading(story, period, stratum, place / n_periods, chance)
        for place, period in enumerate(periods)
        for stratum in strata
    ]
    return made[max(0, len(made) - n_points) :]


def _periods(story: Story, count: int, today: date, chance: Random) -> list[date]:
    ended = _ended_periods(story.frequency, today)
    if not story.gaps:
        last = bisect_left(ended, today - timedelta(days=story.silent_days))
        return list(ended[max(0, last - count) : last])
    last = bisect_left(ended, today - timedelta(days=story.silent_days))
    wider = ended[max(0, last - count - round(count * story.gaps) - 1) : last]
    return sorted(chance.sample(wider, min(count, len(wider))))


@cache
def _ended_periods(frequency: Frequency, today: date) -> Sequence[date]:
    """First days of the periods that have ended, the oldest first."""
    if not has_periods(frequency):
        # Events some days apart.
        days = (today - EARLIEST).days // 9
        return tuple(today - timedelta(days=9 * back + back % 5) for back in range(days, 0, -1))
    found = [previous_period(period_start(today, frequency), frequency)]
    while found[-1] > EARLIEST:
        found.append(previous_period(found[-1], frequency))
    return tuple(reversed(found))


def _reading(story: Story, period: date, stratum: str, place: float, chance: Random) -> Reading:
    comment = chance.choice(COMMENTS) if chance.random() < COMMENTED else ""
    if chance.random() < COMMENT_ALONE:
        return Reading(period, stratum, None, None, None, comment or COMMENTS[0])
    shift = story.shift * story.spread if place >= story.shift_at else 0.0
    value = max(0.0, chance.gauss(story.level + shift, story.spread))
    if story.value_type is ValueType.PROPORTION:
        denominator = max(1, round(story.denominator * chance.uniform(0.9, 1.1)))
        numerator = min(denominator, round(value * denominator))
        return Reading(period, stratum, float(numerator), float(denominator), None, comment)
    share = value / len(story.strata) if story.strata else value
    return Reading(period, stratum, None, None, _as_counted(story.value_type, share), comment)


def _as_counted(value_type: ValueType, value: float) -> float:
    return float(round(value)) if value_type is ValueType.COUNT else round(value, 1)
