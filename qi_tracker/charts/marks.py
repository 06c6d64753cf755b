"""Which sign stands for which mark: cycles are numbered, annotations lettered, in order of time, everywhere alike.

And which marks lie within the time that the chart shows: the others are only in the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from string import ascii_uppercase

from qi_tracker.charts.axes import Axis, milliseconds, time_axis
from qi_tracker.charts.text import ChartMark, MarkKind
from qi_tracker.charts.timeline import Slot


@dataclass(frozen=True, slots=True)
class SignedMark:
    """A mark and the sign that stands for it in the picture and in the list."""

    sign: str
    mark: ChartMark


def signed(marks: Sequence[ChartMark], kind: MarkKind) -> list[SignedMark]:
    """The marks of one kind, oldest first: 1, 2, 3 … for cycles, A, B … Z, AA … for annotations."""
    ordered = sorted((mark for mark in marks if mark.kind is kind), key=_in_time)
    name = letter if kind is MarkKind.ANNOTATION else str
    return [SignedMark(mark.sign or name(number), mark) for number, mark in zip(count(1), ordered, strict=False)]


def _in_time(mark: ChartMark) -> tuple[date, str]:
    """By name within a day; those that have a sign already stand in its order."""
    return mark.starts_on, "" if mark.sign else mark.label


def axis_of(slots: Sequence[Slot], marks: Sequence[ChartMark]) -> Axis:
    """The chart's time, without ticks. A pause alone does not widen it."""
    return time_axis(slots, [mark.starts_on for mark in marks if mark.kind is not MarkKind.PAUSE])


def is_within(axis: Axis, mark: ChartMark) -> bool:
    """Some of the mark is in the picture. What has no end goes on; an annotation or an aim is about one day."""
    first = milliseconds(mark.starts_on)
    if mark.kind in (MarkKind.ANNOTATION, MarkKind.AIM):
        return axis.low <= first <= axis.high
    last = axis.high if mark.ends_on is None else milliseconds(mark.ends_on)
    return first <= axis.high and last >= axis.low


def drawn_marks(slots: Sequence[Slot], marks: Sequence[ChartMark]) -> tuple[ChartMark, ...]:
    """Those that the picture shows."""
    axis = axis_of(slots, marks)
    return tuple(mark for mark in marks if is_within(axis, mark))


def letter(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        name = ascii_uppercase[rest] + name
    return name
