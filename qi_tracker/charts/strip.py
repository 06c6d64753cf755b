"""The strip above the plot: brackets that name a stretch of time, and the letters of the annotations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qi_tracker.analysis.result import ChartPhase, ChartResult
from qi_tracker.charts.axes import milliseconds
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.ink import Ink, Lettering
from qi_tracker.charts.lettering import clean, shorten, text_width
from qi_tracker.charts.marks import SignedMark, is_within
from qi_tracker.charts.placement import Box, group_near, middle_of, pack_rows
from qi_tracker.charts.text import ChartText
from qi_tracker.charts.theme import ANNOTATION_DASH, Colour
from qi_tracker.charts.timeline import LongRun

_SPACE_BETWEEN: Final = 12.0
_BRACKET_FOOT: Final = 6.0
_BRACKET_BELOW_TEXT: Final = 6.0
_OVERHANG: Final = 4.0
_ABOVE_PLOT: Final = 10.0
_MARKER_PADDING: Final = 7.0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time with a name. When there is no room for all, the label is cut and the tail is not."""

    start: float
    end: float
    label: str
    colour: Colour
    tail: str = ""


def spans(result: ChartResult, runs: Sequence[LongRun], text: ChartText, medians: Mapping[int, str]) -> Iterator[Span]:
    """What the strip names: phases, frozen starting points, long runs and too few crossings.

    `medians` are those with no room beside their line, by phase.
    """
    for index, phase in enumerate(result.phases):
        if len(result.phases) > 1:
            median = f" ({text.words.median.lower()} {medians[index]})" if index in medians else ""
            start, end = milliseconds(phase.first_date), milliseconds(phase.last_date)
            yield Span(start, end, text.phase_name(index), Colour.REFERENCE, median)
    for index, phase in enumerate(result.phases):
        last_base = base_end(result, index)
        if last_base is not None:
            yield _span(phase.first_date, last_base, text.words.baseline, Colour.REFERENCE)
    for run in runs:
        words = text.words.run_above if run.is_above else text.words.run_below
        yield _span(run.first.date, run.last.date, words % {"n": run.length}, Colour.SIGNAL)
    for phase in result.phases:
        if phase.runs.has_few_crossings and not phase.runs.has_long_run:
            label = text.words.few_crossings % {"n": phase.runs.n_crossings}
            yield _span(phase.first_date, phase.last_date, label, Colour.SIGNAL)


def base_end(result: ChartResult, index: int) -> date | None:
    """The date of the last point in a phase's frozen starting point; None when it is not frozen."""
    phase: ChartPhase = result.phases[index]
    if phase.frozen_until is None:
        return None
    base = [point.date for point in result.points if point.phase == index and point.is_base]
    return max(base, default=None)


def _span(first: date, last: date, label: str, colour: Colour) -> Span:
    return Span(milliseconds(first), milliseconds(last), label, colour)


def draw_annotations(ink: Ink, frame: Frame, annotations: Sequence[SignedMark], bottom: float) -> float:
    """Letters just above the plot, each with a line down through it; near ones share a marker. Returns the new top."""
    inside = [item for item in annotations if is_within(frame.time, item.mark)]
    if not inside:
        return bottom
    size = frame.size.font
    places = [frame.x(item.mark.starts_on) for item in inside]
    widest = max(text_width(item.sign, size) for item in inside)
    single, shared = widest + _MARKER_PADDING * 2, widest * 2 + text_width("–", size) + _MARKER_PADDING * 2
    top = bottom - frame.size.row - 4
    for place in places:
        ink.stroke((place, bottom - 2), (place, frame.height), Colour.REFERENCE, ANNOTATION_DASH)
    for group in group_near(places, [single, shared]):
        first, last = inside[group[0]].sign, inside[group[-1]].sign
        sign = first if first == last else f"{first}–{last}"
        half = (text_width(sign, size) + _MARKER_PADDING) / 2
        middle = min(max(middle_of(places, group), half - frame.left), frame.width + frame.right - half)
        ink.box(Box(middle - half, top, middle + half, bottom - 2), Colour.PAPER, Colour.REFERENCE)
        style = Lettering(size, align="center", is_bold=True)
        ink.text(middle, bottom - 2 - frame.size.row * 0.28, sign, style)
    return top - _SPACE_BETWEEN / 2


def draw_spans(ink: Ink, frame: Frame, named: Sequence[Span], bottom: float) -> float:
    """Brackets with their names, in as many rows as they need. Returns the new top."""
    placed = [_placed(frame, span) for span in named]
    rows = pack_rows([(item.left, item.right) for item in placed], _SPACE_BETWEEN)
    height = frame.size.row + _BRACKET_BELOW_TEXT + _BRACKET_FOOT
    for item, row in zip(placed, rows, strict=True):
        _draw_span(ink, frame, item, bottom - row * height)
    return bottom - (max(rows, default=-1) + 1) * height


@dataclass(frozen=True, slots=True)
class _Placed:
    span: Span
    label: str
    start: float
    end: float
    middle: float
    left: float
    right: float


def _placed(frame: Frame, span: Span) -> _Placed:
    # A chart of differences has no point on the first date of a phase, and so its time begins later.
    start = frame.x_at(max(span.start, frame.time.low)) - _OVERHANG
    end = frame.x_at(span.end) + _OVERHANG
    room = frame.width + frame.right
    size = frame.size.font
    label = shorten(clean(span.label), size, room - text_width(span.tail, size)) + span.tail
    width = text_width(label, size)
    middle = min(max((start + end) / 2, width / 2), room - width / 2)
    return _Placed(span, label, start, end, middle, min(start, middle - width / 2), max(end, middle + width / 2))


def _draw_span(ink: Ink, frame: Frame, item: _Placed, bottom: float) -> None:
    line = bottom - _BRACKET_FOOT
    colour = item.span.colour
    ink.stroke((item.start, line), (item.end, line), colour)
    ink.stroke((item.start, line), (item.start, bottom), colour)
    ink.stroke((item.end, line), (item.end, bottom), colour)
    style = Lettering(frame.size.font, colour, "center", is_bold=colour is Colour.SIGNAL)
    ink.text(item.middle, line - _BRACKET_BELOW_TEXT, item.label, style)


def draw_strip(ink: Ink, frame: Frame, annotations: Sequence[SignedMark], named: Sequence[Span]) -> float:
    """The whole strip. Returns the height it takes above the plot."""
    bottom = -_ABOVE_PLOT
    top = draw_annotations(ink, frame, annotations, bottom)
    return -draw_spans(ink, frame, named, top)
