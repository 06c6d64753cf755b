"""The two axes: sensible ends, few ticks, and where a date or a value lies. No text is made here but the ticks'."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from qi_tracker.charts.lettering import text_width
from qi_tracker.charts.text import ChartText, NumberFormat
from qi_tracker.charts.theme import Size
from qi_tracker.charts.timeline import Slot

_EPOCH: Final = date(1970, 1, 1)
_DAY_MS: Final = 86_400_000

# A bound is drawn when the numbers come this near it, measured in the spread of the numbers.
_NEAR_LOWEST: Final = 0.75
_NEAR_HIGHEST: Final = 0.25

# A flat series gets this share of its value above and below.
_FLAT_SHARE: Final = 0.2

_NICE: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_STEPS_WANTED: Final = 4.5
_FEWER_STEPS: Final = (_STEPS_WANTED, 3.0, 2.0, 1.0, 0.5)
_ON_THE_AXIS: Final = 0.05
_EXACT: Final = 1e-9
_SMALLEST_SPREAD: Final = 1e-12
_MOST_DECIMALS: Final = 6

# Below this many days the axis names days, unless every one begins a month.
_DAYS_NAMED: Final = 130
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_LONE_POINT_DAYS: Final = 20.0
_SPACE_BETWEEN_TICKS: Final = 8.0

# A mark outside the numbers' time widens the axis by at most this share of it.
_WIDENED_FOR_MARKS: Final = 0.25


@dataclass(frozen=True, slots=True)
class Tick:
    """One place on an axis, in the axis' own unit, and its label's lines."""

    at: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The ends of an axis and its ticks."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()

    def place(self, value: float, length: float) -> float:
        """Pixels from the low end on an axis this long."""
        return (value - self.low) / (self.high - self.low) * length


def milliseconds(day: date) -> int:
    """The day's midnight in UTC, as Vega counts time."""
    return (day - _EPOCH).days * _DAY_MS


def _days_ms(days: float) -> float:
    return days * _DAY_MS


def value_axis(
    values: Sequence[float], text: ChartText, *, has_units: bool, steps_wanted: float = _STEPS_WANTED
) -> Axis:
    """An axis that holds all values, ends on round numbers, and starts at zero only when zero is near.

    Its foot is a step below the lowest value, so that nothing hides behind the line of the time axis, unless no value
    can be lower.
    """
    low, high = _ends(values, text.lowest, text.highest)
    step = max(_nice_step((high - low) / steps_wanted), 10.0**-text.numbers.decimals)
    first, last = math.floor(low / step + _EXACT), math.ceil(high / step - _EXACT)
    is_bound = text.lowest is not None and first * step <= text.lowest
    if values and min(values) - first * step < step * _ON_THE_AXIS and not is_bound:
        first -= 1
    places = [index * step for index in range(first, max(last, first + 1) + 1)]
    labels = [_tick_label(place, step, text.numbers, has_unit=has_units) for place in places]
    return Axis(places[0], places[-1], tuple(Tick(at, (label,)) for at, label in zip(places, labels, strict=True)))


def low_value_axis(values: Sequence[float], text: ChartText, size: Size) -> Axis:
    """The value axis of a low plot: as many ticks as there is room for, one above the other; none without values."""
    has_units = size.label_lines == 1
    room = max(size.plot_height / size.row, 1.0)
    axes = (value_axis(values, text, has_units=has_units, steps_wanted=wanted) for wanted in _FEWER_STEPS)
    axis = next((one for one in axes if len(one.ticks) - 1 <= room), None)
    if axis is None:
        axis = value_axis(values, text, has_units=has_units, steps_wanted=_FEWER_STEPS[-1])
        axis = Axis(axis.low, axis.high, (axis.ticks[0], axis.ticks[-1]))
    return axis if values else Axis(axis.low, axis.high)


def _ends(values: Sequence[float], lowest: float | None, highest: float | None) -> tuple[float, float]:
    low, high = (min(values), max(values)) if values else (lowest or 0.0, highest or 1.0)
    if high - low <= max(_EXACT * max(abs(low), abs(high)), _SMALLEST_SPREAD):
        spread = abs(low) * _FLAT_SHARE or 1.0
        low, high = _within(low - spread, high + spread, low, lowest, highest)
    spread = high - low
    if lowest is not None and 0 <= low - lowest <= _NEAR_LOWEST * spread:
        low = lowest
    if highest is not None and 0 <= highest - high <= _NEAR_HIGHEST * spread:
        high = highest
    return low, high


def _within(low: float, high: float, value: float, lowest: float | None, highest: float | None) -> tuple[float, float]:
    if lowest is not None and value >= lowest:
        low = max(low, lowest)
    if highest is not None and value <= highest:
        high = min(high, highest)
    return low, high


def _nice_step(rough: float) -> float:
    magnitude = 10.0 ** math.floor(math.log10(rough))
    return next(nice * magnitude for nice in _NICE if nice * magnitude >= rough * (1 - _EXACT))


def _tick_label(place: float, step: float, numbers: NumberFormat, *, has_unit: bool) -> str:
    decimals = max(0, min(_MOST_DECIMALS, -math.floor(math.log10(step))))
    if round(step * 10**decimals, 6) % 1:
        decimals += 1
    label = numbers.short(place, decimals)
    # A short unit stands at every number where there is room; a longer one is said once, in the axis title.
    return label + numbers.suffix if has_unit and len(numbers.suffix.strip()) == 1 else label


def time_axis(slots: Sequence[Slot], happenings: Sequence[date]) -> Axis:
    """An axis, without ticks yet, that holds all slots with half a period at each end, and the happenings near them."""
    days = sorted({milliseconds(slot.date) for slot in slots} or set(map(milliseconds, happenings)) or {0})
    gaps = [later - earlier for earlier, later in zip(days, days[1:], strict=False)]
    pad = min(median(gaps) / 2, (days[-1] - days[0]) * 0.06) if gaps else _days_ms(_LONE_POINT_DAYS)
    return widened(Axis(days[0] - pad, days[-1] + pad), happenings, pad)


def widened(axis: Axis, happenings: Sequence[date], pad: float) -> Axis:
    """The axis, wide enough to hold the happenings that are near it, with `pad` milliseconds beside them."""
    reach = (axis.high - axis.low) * _WIDENED_FOR_MARKS
    near = [at for at in map(milliseconds, happenings) if axis.low - reach <= at <= axis.high + reach]
    return Axis(min([axis.low, *(at - pad for at in near)]), max([axis.high, *(at + pad for at in near)]))


def with_ticks(axis: Axis, length: float, slots: Sequence[Slot], text: ChartText, font: float) -> Axis:
    """The time axis with as many ticks as have room for their labels: periods, days or months."""
    return Axis(axis.low, axis.high, _fitting(axis, length, _candidates(axis, slots, text), font))


def _candidates(axis: Axis, slots: Sequence[Slot], text: ChartText) -> Iterator[tuple[Tick, ...]]:
    days = _unique_days(slots)
    if text.axis_labels:
        labels = dict(zip((slot.date for slot in slots), text.axis_labels, strict=True))
        yield from _thinned([Tick(milliseconds(day), _broken(labels[day])) for day in days])
    elif axis.high - axis.low < _days_ms(_DAYS_NAMED) and any(day.day > 1 for day in days):
        yield from (_dated(chosen, lambda day: _day_label(day, text)) for chosen in _every_nth(days))
    else:
        yield from (_dated(_month_starts(axis, step), _month_label(text, step)) for step in _MONTH_STEPS)


def _unique_days(slots: Sequence[Slot]) -> list[date]:
    return sorted({slot.date for slot in slots})


def _every_nth(days: Sequence[date]) -> Iterator[Sequence[date]]:
    for step in range(1, len(days) + 1):
        yield days[::step]


def _thinned(ticks: Sequence[Tick]) -> Iterator[tuple[Tick, ...]]:
    for step in range(1, len(ticks) + 1):
        yield tuple(ticks[::step])


def _broken(label: str) -> tuple[str, ...]:
    head, _, tail = label.rpartition(" ")
    return (head, tail) if head else (tail,)


def _dated(days: Sequence[date], label: Callable[[date], str]) -> tuple[Tick, ...]:
    """Ticks with the year beneath the first and wherever it changes."""
    ticks, year_before = [], None
    for day in days:
        name, year = label(day), str(day.year)
        lines = (name, year) if name != year and day.year != year_before else (name,)
        ticks.append(Tick(milliseconds(day), lines))
        year_before = day.year
    return tuple(ticks)


def _day_label(day: date, text: ChartText) -> str:
    return text.day_label % {"day": day.day, "month": text.months[day.month - 1]}


def _month_label(text: ChartText, step: int) -> Callable[[date], str]:
    if step >= len(text.months):
        return lambda day: str(day.year)
    return lambda day: text.months[day.month - 1]


def _month_starts(axis: Axis, step: int) -> list[date]:
    first = _EPOCH + timedelta(days=math.ceil(axis.low / _DAY_MS))
    last = _EPOCH + timedelta(days=math.floor(axis.high / _DAY_MS))
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
    return [start for start in starts if first <= start <= last]


def _fitting(axis: Axis, length: float, candidates: Iterator[tuple[Tick, ...]], font: float) -> tuple[Tick, ...]:
    best: tuple[Tick, ...] = ()
    for ticks in candidates:
        if not ticks:
            break
        best = ticks
        if _has_room(axis, length, ticks, font):
            break
    return best


def _has_room(axis: Axis, length: float, ticks: Sequence[Tick], font: float) -> bool:
    reached = -math.inf
    for tick in ticks:
        half = max(text_width(line, font) for line in tick.lines) / 2
        place = axis.place(tick.at, length)
        if place - half < reached + _SPACE_BETWEEN_TICKS:
            return False
        reached = place + half
    return True
