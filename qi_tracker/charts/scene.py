"""`Scene`: the numbers that one chart puts into its template. Computes every place; knows neither Altair nor SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from qi_tracker.charts import edge, lanes, strip
from qi_tracker.charts.axes import milliseconds, value_axis, with_ticks
from qi_tracker.charts.describe import without_numbers
from qi_tracker.charts.drawn_key import draw_key, draw_notes
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.ink import Ink, Lettering, Row
from qi_tracker.charts.key import key_entries, mark_entries
from qi_tracker.charts.lettering import text_width, wrapped
from qi_tracker.charts.levels import Level, LevelKind, level_values, levels, phase_edges
from qi_tracker.charts.limits import LimitLine, limit_lines, limit_values
from qi_tracker.charts.marks import axis_of, is_within, signed
from qi_tracker.charts.outside import draw_outside
from qi_tracker.charts.placement import Box
from qi_tracker.charts.request import DrawRequest
from qi_tracker.charts.text import ChartMark, MarkKind
from qi_tracker.charts.theme import (
    ABOVE,
    BELOW,
    CROSS,
    HIDDEN,
    MISSING,
    SIGNAL_TIMES,
    SIZES,
    SMALLEST_SIGNAL,
    Around,
    Colour,
    line_width,
    point_area,
)
from qi_tracker.charts.timeline import Slot, SlotState, long_runs, stretches, timeline

_LEFT_OF_TICKS: Final = 10.0
_BENEATH_TICKS: Final = 6.0
_AT_BASELINE: Final = 7.0

# What stands at the foot where there is no value to show: the shape and what fills it. All on one height, which tells
# nothing of a number that is hidden.
_SIGNS_WITHOUT_VALUE: Final = {
    SlotState.MISSING: (MISSING, Colour.PAPER),
    SlotState.HIDDEN: (HIDDEN, Colour.REFERENCE),
}
_MISSING_TIMES: Final = 1.2
_EDGE: Final = 3.0
_HAIR: Final = 0.5
_HIGH_UP: Final = 0.3
_HEADING_TIMES: Final = 1.25
_UNDER_TITLE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Scene:
    """Width and height of the plot, the margins around it, and the template's parameters and datasets.

    `slots` are the places of the slots in the picture, from its upper left corner.
    """

    width: float
    height: float
    padding: dict[str, float]
    params: dict[str, object] = field(default_factory=dict)
    datasets: dict[str, list[Row]] = field(default_factory=dict)
    slots: tuple[tuple[float, float], ...] = ()


def scene(request: DrawRequest, around: Around = Around.NOTHING) -> Scene:
    """The scene of one request, with as much in the picture as nothing around it says."""
    slots = timeline(request.result)
    frame, drawn = _frame(request, slots)
    ink = Ink()
    beneath = _draw_beneath(ink, frame, request)
    if around is not Around.NOTHING:
        key = list(key_entries(request.result, slots, request.text, request.marks))
        beneath += draw_key(ink, frame, key, frame.height + beneath)
    has_heading = around is Around.ALL
    if has_heading:
        notes = mark_entries(request.marks, MarkKind.ANNOTATION)
        beneath += draw_notes(ink, frame, notes, request.text.source, frame.height + beneath)
    _draw_in_plot(ink, frame, request, slots, drawn.levels)
    curves = [*stretches(slots), *([slot] for slot in slots if slot.state is SlotState.EXCLUDED)]
    obstacles = edge.Obstacles(curves, list(_limit_boxes(frame, drawn)))
    taken = draw_outside(ink, frame, slots, request.text, obstacles.with_boxes(_level_boxes(frame, drawn)))
    medians = edge.draw_earlier_medians(ink, frame, drawn, request.text, obstacles.with_boxes(taken))
    named = list(strip.spans(request.result, long_runs(request.result, slots), request.text, medians))
    above = _draw_above(ink, frame, request, named, has_heading=has_heading)
    edge.draw_edge(ink, frame, edge.edge_labels(drawn, slots, request.text, frame.size))
    padding = {"left": frame.left, "right": frame.right, "top": above, "bottom": round(beneath)}
    places = tuple((frame.left + frame.x(slot.date), above + _height(frame, slot)) for slot in slots)
    return Scene(frame.width, frame.height, padding, _params(frame, len(slots)), _datasets(slots, drawn, ink), places)


def _height(frame: Frame, slot: Slot) -> float:
    return frame.height - _AT_BASELINE if slot.value is None else frame.y(slot.value)


def _frame(request: DrawRequest, slots: Sequence[Slot]) -> tuple[Frame, edge.Drawn]:
    size, text, result = SIZES[request.variant], request.text, request.result
    numbers = [slot.value for slot in slots if slot.value is not None]
    numbers += [*level_values(result), *limit_values(result, text)]
    values = value_axis(numbers, text, has_units=size.label_lines == 1)
    time = axis_of(slots, request.marks)
    drawn = edge.Drawn(levels(result, time, slots), limit_lines(result, text, phase_edges(result, time)))
    left = max(text_width(line, size.font) for tick in values.ticks for line in tick.lines) + _LEFT_OF_TICKS
    right = edge.edge_width(edge.edge_labels(drawn, slots, text, size), size)
    bare = Frame(size, time, values, round(max(left, size.font * 2.2)), round(max(right, size.font * 1.5)))
    return Frame(size, with_ticks(time, bare.width, slots, text, size.font), values, bare.left, bare.right), drawn


def _limit_boxes(frame: Frame, drawn: edge.Drawn) -> Iterator[Box]:
    """Where the limits lie, for labels to keep away from."""
    return (_thin_box(frame, step.start, step.end, step.value) for line in drawn.limits for step in line.steps)


def _level_boxes(frame: Frame, drawn: edge.Drawn) -> list[Box]:
    return [_thin_box(frame, level.start, level.end, level.value) for level in drawn.levels]


def _thin_box(frame: Frame, start: float, end: float, value: float) -> Box:
    return Box(frame.x_at(start), frame.y(value) - _HAIR, frame.x_at(end), frame.y(value) + _HAIR)


def _draw_above(
    ink: Ink, frame: Frame, request: DrawRequest, named: Sequence[strip.Span], *, has_heading: bool
) -> float:
    """The strip and, over it, what the axis counts. Returns the height."""
    text, row = request.text, frame.size.row
    height = strip.draw_strip(ink, frame, signed(request.marks, MarkKind.ANNOTATION), named) + row * 0.4
    room = frame.size.width - _EDGE
    for line in wrapped(text.axis_title, frame.size.font, room)[::-1]:
        ink.text(-frame.left + 1, -height, line, Lettering(frame.size.font, Colour.REFERENCE))
        height += row
    return round(_draw_heading(ink, frame, request, height) if has_heading else height + 2)


def _draw_heading(ink: Ink, frame: Frame, request: DrawRequest, height: float) -> float:
    size, room = frame.size.font, frame.size.width - _EDGE
    height += frame.size.row / 2
    for line in wrapped(request.text.subtitle, size, room)[::-1]:
        ink.text(-frame.left + 1, -height, line, Lettering(size, Colour.REFERENCE))
        height += frame.size.row
    height += frame.size.row * _UNDER_TITLE
    for line in wrapped(request.text.title, size * _HEADING_TIMES, room)[::-1]:
        ink.text(-frame.left + 1, -height, line, Lettering(size * _HEADING_TIMES, is_bold=True))
        height += frame.size.row * _HEADING_TIMES
    return height


def _draw_beneath(ink: Ink, frame: Frame, request: DrawRequest) -> float:
    """The lanes beneath the axis labels. Returns the height of both."""
    lines = max((len(tick.lines) for tick in frame.time.ticks), default=1)
    labels = _BENEATH_TICKS + 4 + lines * frame.size.row
    cycles = signed(request.marks, MarkKind.CYCLE)
    return round(labels + lanes.draw_lanes(ink, frame, cycles, request.text.words.cycles, frame.height + labels) + 4)


def _draw_in_plot(ink: Ink, frame: Frame, request: DrawRequest, slots: Sequence[Slot], drawn: Sequence[Level]) -> None:
    size = frame.size
    for mark in request.marks:
        if mark.kind is MarkKind.PAUSE and is_within(frame.time, mark):
            _draw_pause(ink, frame, mark)
    begins = {level.phase: level.start for level in reversed(drawn) if level.kind is LevelKind.MEDIAN}
    for start in sorted(begins.values()):
        if start > frame.time.low:
            place = frame.x_at(start)
            ink.stroke((place, 0), (place, frame.height), Colour.REFERENCE)
    area = point_area(len(slots)) * _MISSING_TIMES
    for slot in slots:
        if slot.state in _SIGNS_WITHOUT_VALUE:
            shape, fill = _SIGNS_WITHOUT_VALUE[slot.state]
            ink.symbol((frame.x(slot.date), _height(frame, slot)), shape, area, Colour.REFERENCE, fill)
    if not any(slot.value is not None for slot in slots):
        style = Lettering(size.font, Colour.REFERENCE, "center", has_halo=True)
        ink.text(frame.width / 2, frame.height * _HIGH_UP, without_numbers(slots, request.text), style)


def _draw_pause(ink: Ink, frame: Frame, mark: ChartMark) -> None:
    last = frame.time.high if mark.ends_on is None else min(milliseconds(mark.ends_on), frame.time.high)
    first = max(milliseconds(mark.starts_on), frame.time.low)
    ink.box(Box(frame.x_at(first), 0, frame.x_at(last), frame.height), Colour.BAND, Colour.BAND)
    for place in (frame.x_at(first), frame.x_at(last)):
        ink.stroke((place, 0), (place, frame.height), Colour.REFERENCE, (1, 5))


def _params(frame: Frame, n_points: int) -> dict[str, object]:
    return {
        "x_low": frame.time.low,
        "x_high": frame.time.high,
        "x_ticks": [tick.at for tick in frame.time.ticks],
        "x_labels": [list(tick.lines) for tick in frame.time.ticks],
        "y_low": frame.values.low,
        "y_high": frame.values.high,
        "y_ticks": [tick.at for tick in frame.values.ticks],
        "y_labels": [tick.lines[0] for tick in frame.values.ticks],
        "line": line_width(frame.size, n_points),
    }


def _datasets(slots: Sequence[Slot], drawn: edge.Drawn, ink: Ink) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {
        kind.value: [
            {"t": level.start, "t2": level.end, "v": level.value} for level in drawn.levels if level.kind is kind
        ]
        for kind in LevelKind
    }
    rows["limits"] = [row for piece, line in enumerate(drawn.limits) for row in _corners(line, piece)]
    rows["curve"] = [
        {"t": milliseconds(slot.date), "v": slot.value, "piece": index}
        for index, piece in enumerate(stretches(slots))
        for slot in piece
    ]
    rows["points"] = [_point(slot, point_area(len(slots))) for slot in slots if slot.value is not None]
    return rows | {"boxes": ink.boxes, "strokes": ink.strokes, "symbols": ink.symbols, "texts": ink.texts}


def _corners(line: LimitLine, piece: int) -> Iterator[Row]:
    for step in line.steps:
        yield {"t": step.start, "v": step.value, "piece": piece}
        yield {"t": step.end, "v": step.value, "piece": piece}


def _point(slot: Slot, area: float) -> Row:
    row: Row = {"t": milliseconds(slot.date), "v": slot.value, "size": area}
    large = max(area * SIGNAL_TIMES, SMALLEST_SIGNAL)
    if slot.state is SlotState.EXCLUDED:
        return row | {"shape": CROSS, "size": large, "fill": Colour.PAPER, "stroke": Colour.REFERENCE}
    if slot.beyond:
        shape = ABOVE if slot.beyond > 0 else BELOW
        return row | {"shape": shape, "size": large, "fill": Colour.SIGNAL, "stroke": Colour.SIGNAL}
    if slot.is_in_run:
        edge_colour = Colour.PAPER if large > SMALLEST_SIGNAL else Colour.SIGNAL
        return row | {"shape": "diamond", "size": large, "fill": Colour.SIGNAL, "stroke": edge_colour}
    return row | {"shape": "circle", "fill": Colour.DATA, "stroke": Colour.DATA}
