"""One point at a time: its text, made of what the table says of it and of what was going on then; and its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.result import ChartPoint
from qi_tracker.charts.describe import notes_on
from qi_tracker.charts.lettering import clean
from qi_tracker.charts.marks import signed
from qi_tracker.charts.request import Chart
from qi_tracker.charts.scene import scene
from qi_tracker.charts.text import ChartText, MarkKind
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import Slot, long_runs, timeline


@dataclass(frozen=True, slots=True)
class PointText:
    """What there is to say of one slot.

    `heading` is its period and value; `details` are whole phrases without a full stop. At a stop something begins or
    stands out: a phase, a long run, a point beyond the limits, an annotation.
    """

    day: date
    heading: str
    details: tuple[str, ...]
    is_stop: bool

    @property
    def said(self) -> str:
        """All of it in one line, as a screen reader says it."""
        return ". ".join((self.heading, *self.details)) + "."


@dataclass(frozen=True, slots=True)
class Places:
    """Where the plot and each slot lie in one drawing, in its own pixels from its upper left corner."""

    left: float
    top: float
    width: float
    height: float
    points: tuple[tuple[float, float], ...]


def point_texts(chart: Chart, ends: Sequence[date]) -> tuple[PointText, ...]:
    """The text of every slot of `timeline(chart.result)`; `ends` are the last days of their periods."""
    slots = timeline(chart.result)
    points = {point.date: point for point in chart.result.points}
    notes = notes_on(chart.result, slots, chart.text)
    runs_begin = {run.first.index for run in long_runs(chart.result, slots)}
    phases_begin = {phase.first_date for phase in chart.result.phases[1:]}
    texts = []
    for slot, end, note in zip(slots, ends, notes, strict=True):
        happened = list(_happened(chart, slot.date, end))
        is_stop = bool(slot.beyond or happened) or slot.index in runs_begin or slot.date in phases_begin
        details = [*_numbers(chart, slot, points.get(slot.date)), note, *happened, *_going_on(chart, slot.date, end)]
        texts.append(PointText(slot.date, _heading(slot, chart.text), tuple(filter(None, details)), is_stop))
    return tuple(texts)


def _heading(slot: Slot, text: ChartText) -> str:
    period = text.period_labels[slot.index]
    if slot.value is None:
        return period
    return f"{period}: {text.numbers.cell(slot.value)}{text.numbers.suffix}"


def _numbers(chart: Chart, slot: Slot, point: ChartPoint | None) -> Iterator[str]:
    """Written as in the table."""
    text, words = chart.text, chart.text.words
    if slot.numerator is not None and slot.denominator is not None:
        count = text.numbers.count
        yield words.counted_of % {"numerator": count(slot.numerator), "denominator": count(slot.denominator)}
    if point is None:
        return
    if slot.value is not None and point.centre is not None:
        yield f"{words.median} {text.numbers.level(point.centre)}"
    for word, limit in ((words.lower, point.lower), (words.upper, point.upper)):
        if limit is not None:
            yield f"{word} {text.numbers.cell(limit)}{text.numbers.suffix}"
    if slot.value is not None and len(chart.result.phases) > 1:
        yield clean(text.phase_name(slot.phase))


def _happened(chart: Chart, first: date, last: date) -> Iterator[str]:
    for item in signed(chart.marks, MarkKind.ANNOTATION):
        if first <= item.mark.starts_on <= last:
            yield f"{item.sign}: {clean(item.mark.label)} ({item.mark.when})"


def _going_on(chart: Chart, first: date, last: date) -> Iterator[str]:
    """The pauses and cycles of some day of the period."""
    for item in signed(chart.marks, MarkKind.PAUSE):
        if item.mark.starts_on <= last and (item.mark.ends_on or date.max) >= first:
            name = ": ".join(filter(None, (chart.text.words.key_pause, clean(item.mark.label))))
            yield f"{name} ({item.mark.when})"
    for item in signed(chart.marks, MarkKind.CYCLE):
        mark = item.mark
        if mark.starts_on <= last and (mark.ends_on or date.max) >= first:
            when = " · ".join(filter(None, (mark.when, mark.outcome)))
            yield chart.text.words.during_cycle % {"sign": item.sign, "name": clean(mark.label), "when": when}


def places(chart: Chart, variant: Variant) -> Places:
    """Where the slots lie in this drawing of the chart; a missing number lies where its empty square is."""
    drawn = scene(chart.drawn_as(variant))
    return Places(drawn.padding["left"], drawn.padding["top"], drawn.width, drawn.height, drawn.slots)
