"""The chart of official statistics: a plain line over the years. It has no median, no rules and no verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from qi_tracker.charts.axes import milliseconds, time_axis, value_axis, with_ticks
from qi_tracker.charts.describe import ChartDescription, about_gaps, about_numbers, listed, without_numbers
from qi_tracker.charts.edge import Drawn
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.framing import left_of
from qi_tracker.charts.ink import Ink, Lettering, Row
from qi_tracker.charts.key import KeyEntry
from qi_tracker.charts.lettering import clean, text_width, wrapped
from qi_tracker.charts.plot import datasets, draw_signs, height_of, parameters
from qi_tracker.charts.request import ContextPoint, ContextRequest
from qi_tracker.charts.scene import Scene
from qi_tracker.charts.text import ChartText
from qi_tracker.charts.theme import SIZES, Colour, Size, Variant, point_area
from qi_tracker.charts.timeline import Slot, SlotState

# Beside the project's own chart it is to look small.
_PLOT_HEIGHTS: Final = {Variant.WIDE: 170, Variant.NARROW: 150}
_EDGE: Final = 3.0
_BESIDE_PLOT: Final = 6.0
_LEAST_RIGHT: Final = 1.5
_MIDDLE_OF_LETTERS: Final = 0.35
_HIGH_UP: Final = 0.3
_BREAK_DASH: Final = (4, 4)


@dataclass(frozen=True, slots=True)
class ContextWords:
    """The words that only this chart has. Parameters are `%(name)s`."""

    # Over the line of a break, and in the table.
    at_break: str
    key_break: str
    preliminary: str
    key_preliminary: str
    describe_break: str
    describe_preliminary: str
    source: str


@dataclass(frozen=True, slots=True)
class ContextChart:
    """One row of official numbers to show. `breaks` are first days after a break; `origin` says where they are from."""

    id: str
    points: tuple[ContextPoint, ...]
    breaks: tuple[date, ...]
    text: ChartText
    words: ContextWords
    origin: str

    def drawn_as(self, variant: Variant) -> ContextRequest:
        """What one drawing of it depends on."""
        return ContextRequest(self.points, self.breaks, self.text, self.words.at_break, variant)


def context_slots(points: Sequence[ContextPoint]) -> tuple[Slot, ...]:
    """The places on the time axis, oldest first."""
    return tuple(Slot(index, point.date, point.state, point.value) for index, point in enumerate(points))


def context_scene(request: ContextRequest) -> Scene:
    """The scene of one drawing."""
    slots, text = context_slots(request.points), request.text
    frame = _framed(request, slots)
    ink = Ink()
    breaks = [frame.x_at(place) for place in _places_of_breaks(slots, request.breaks)]
    for place in breaks:
        ink.stroke((place, 0), (place, frame.height), Colour.REFERENCE, _BREAK_DASH)
    draw_signs(ink, frame, slots)
    if not any(slot.value is not None for slot in slots):
        style = Lettering(frame.size.font, Colour.REFERENCE, "center", has_halo=True)
        ink.text(frame.width / 2, frame.height * _HIGH_UP, without_numbers(slots, text), style)
    above = _draw_above(ink, frame, request, breaks)
    _draw_latest(ink, frame, slots, text)
    labels = max((len(tick.lines) for tick in frame.time.ticks), default=1)
    beneath = round(frame.size.row * (labels + 0.6) + _EDGE)
    padding = {"left": frame.left, "right": frame.right, "top": above, "bottom": beneath}
    places = tuple((frame.left + frame.x(slot.date), above + height_of(frame, slot)) for slot in slots)
    rows = datasets(slots, Drawn((), ()), ink) | {
        "curve": list(_curve(slots, request.breaks)),
        "points": [_point(slot, point) for slot, point in zip(slots, request.points, strict=True) if _has_value(slot)],
    }
    return Scene(frame.width, frame.height, padding, parameters(frame, len(slots)), rows, places)


def _has_value(slot: Slot) -> bool:
    return slot.state is SlotState.VALUE


def _framed(request: ContextRequest, slots: Sequence[Slot]) -> Frame:
    size = replace(SIZES[request.variant], plot_height=_PLOT_HEIGHTS[request.variant])
    text = request.text
    shown = [slot.value for slot in slots if slot.value is not None]
    values = value_axis(shown, text, has_units=size.label_lines == 1)
    right = round(max(text_width(_latest(slots, text), size.font) + _BESIDE_PLOT + _EDGE, size.font * _LEAST_RIGHT))
    time = time_axis(slots, ())
    bare = Frame(size, time, values, left_of(values, size), right)
    return replace(bare, time=with_ticks(time, bare.width, slots, text, size.font))


def _places_of_breaks(slots: Sequence[Slot], breaks: Sequence[date]) -> list[float]:
    """Halfway between the last number before each break and the first after it; one at an end divides nothing."""
    found = []
    for day in breaks:
        before = [slot for slot in slots if slot.date < day]
        after = [slot for slot in slots if slot.date >= day]
        if before and after:
            found.append((milliseconds(before[-1].date) + milliseconds(after[0].date)) / 2)
    return found


def _curve(slots: Sequence[Slot], breaks: Sequence[date]) -> Iterator[Row]:
    """The unbroken pieces: a hidden or missing number divides them, and so does a break."""
    piece = 0
    before: Slot | None = None
    for slot in slots:
        is_divided = before is not None and any(before.date < day <= slot.date for day in breaks)
        if not _has_value(slot) or is_divided:
            piece += 1
        if _has_value(slot):
            yield {"t": milliseconds(slot.date), "v": slot.value, "piece": piece}
        before = slot


def _point(slot: Slot, point: ContextPoint) -> Row:
    fill = Colour.PAPER if point.is_preliminary else Colour.DATA
    shape: Row = {"shape": "circle", "size": point_area(slot.index + 1), "fill": fill, "stroke": Colour.DATA}
    return {"t": milliseconds(slot.date), "v": slot.value} | shape


def _draw_above(ink: Ink, frame: Frame, request: ContextRequest, breaks: Sequence[float]) -> float:
    """What the axis counts, over the word at each break. Returns the height."""
    size = frame.size
    height = size.row * 0.4
    if breaks:
        _draw_break_words(ink, frame, breaks, request.break_word, -height)
        height += size.row
    else:
        # Clear of the number at the top of the axis.
        height += size.row * 0.5
    for line in wrapped(request.text.axis_title, size.font, size.width - _EDGE)[::-1]:
        ink.text(-frame.left + 1, -height, line, Lettering(size.font, Colour.REFERENCE))
        height += size.row
    return round(height + 2)


def _draw_break_words(ink: Ink, frame: Frame, breaks: Sequence[float], word: str, baseline: float) -> None:
    """One at each break, where it has room beside the one before."""
    half = text_width(word, frame.size.font) / 2
    reached = -frame.left
    for place in breaks:
        middle = min(max(place, half - frame.left), frame.width + frame.right - half)
        if middle - half >= reached:
            ink.text(middle, baseline, word, Lettering(frame.size.font, Colour.REFERENCE, "center"))
            reached = middle + half + _BESIDE_PLOT


def _latest(slots: Sequence[Slot], text: ChartText) -> str:
    """The number at the right end, with a short unit; nothing where the last one is hidden or missing."""
    last = slots[-1] if slots else None
    if last is None or last.value is None:
        return ""
    suffix = text.numbers.suffix
    return text.numbers.rough(last.value) + (suffix if len(suffix.strip()) == 1 else "")


def _draw_latest(ink: Ink, frame: Frame, slots: Sequence[Slot], text: ChartText) -> None:
    label = _latest(slots, text)
    if label:
        size: Size = frame.size
        place = frame.y(slots[-1].value or 0.0) + size.font * _MIDDLE_OF_LETTERS
        ink.text(frame.width + _BESIDE_PLOT, place, label, Lettering(size.font, Colour.DATA, is_bold=True))


def context_key(chart: ContextChart) -> tuple[KeyEntry, ...]:
    """The signs that this drawing uses, explained."""
    words, states = chart.text.words, {point.state for point in chart.points}
    shown = (
        ("on_line", chart.words.key_preliminary, any(point.is_preliminary for point in chart.points)),
        ("missing", words.key_missing, SlotState.MISSING in states),
        ("hidden", words.key_hidden, SlotState.HIDDEN in states),
        ("break", chart.words.key_break, bool(_places_of_breaks(context_slots(chart.points), chart.breaks))),
    )
    return tuple(KeyEntry(symbol, label) for symbol, label, is_shown in shown if is_shown)


def describe_context(chart: ContextChart) -> ChartDescription:
    """What the drawing shows in words, and its numbers, each with where it comes from."""
    text, slots = chart.text, context_slots(chart.points)
    sentences = [*about_numbers(slots, text), *about_gaps(slots, text, ()), *_about_breaks(chart)]
    heading = text.words.value_in % {"unit": text.unit} if text.unit else text.words.value
    headers = (text.words.period, heading, text.words.note, chart.words.source)
    notes = _notes(chart)
    cells = ["" if point.value is None else text.numbers.cell(point.value) for point in chart.points]
    columns = (text.period_labels, cells, notes, [clean(chart.origin)] * len(cells))
    exact = (text.period_labels, [point.value for point in chart.points], notes, columns[3])
    return ChartDescription(
        name=clean(text.title),
        description=clean(" ".join(sentences)),
        caption=text.words.caption,
        headers=tuple(map(clean, headers)),
        rows=tuple(zip(*columns, strict=True)),
        numeric=(1,),
        exact=tuple(zip(*exact, strict=True)),
    )


def _about_breaks(chart: ContextChart) -> Iterator[str]:
    labels = chart.text.period_labels
    if _places_of_breaks(context_slots(chart.points), chart.breaks):
        first = [
            next(label for point, label in zip(chart.points, labels, strict=True) if point.date >= day)
            for day in chart.breaks
            if any(point.date >= day for point in chart.points)
        ]
        yield chart.words.describe_break % {"periods": listed(first)}
    preliminary = [label for point, label in zip(chart.points, labels, strict=True) if point.is_preliminary]
    if preliminary:
        yield chart.words.describe_preliminary % {"periods": listed(preliminary)}


def _notes(chart: ContextChart) -> tuple[str, ...]:
    words = chart.text.words
    said = {SlotState.MISSING: words.missing, SlotState.HIDDEN: words.hidden}
    comments = chart.text.comments or ("",) * len(chart.points)
    starts = {min((p.date for p in chart.points if p.date >= day), default=None) for day in chart.breaks}
    return tuple(
        ". ".join(
            filter(
                None,
                (
                    said.get(point.state, ""),
                    chart.words.preliminary if point.is_preliminary else "",
                    chart.words.at_break if point.date in starts else "",
                    clean(comment),
                ),
            )
        )
        for point, comment in zip(chart.points, comments, strict=True)
    )
