"""What one plot holds: the template's parameters and datasets, and the ink within it. Nothing around it is drawn."""

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Final

from qi_tracker.charts import edge
from qi_tracker.charts.axes import milliseconds
from qi_tracker.charts.describe import without_numbers
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.ink import Ink, Lettering, Row
from qi_tracker.charts.levels import LevelKind
from qi_tracker.charts.limits import LimitLine, Within, between
from qi_tracker.charts.marks import is_within
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
    SMALLEST_CROSS,
    SMALLEST_OUTSIDE,
    SMALLEST_SIGNAL,
    Colour,
    limit_width,
    line_width,
    point_area,
)
from qi_tracker.charts.timeline import Slot, SlotState, stretches

_AT_BASELINE: Final = 7.0

# What stands at the foot where there is no value to show: the shape and what fills it. All on one height, which tells
# nothing of a number that is hidden.
_SIGNS_WITHOUT_VALUE: Final = {
    SlotState.MISSING: (MISSING, Colour.PAPER),
    SlotState.HIDDEN: (HIDDEN, Colour.REFERENCE),
}
_SIGN_AREA: Final = 64.0
_GROUND_TIMES: Final = 2.0
_HIGH_UP: Final = 0.3


def height_of(frame: Frame, slot: Slot) -> float:
    """How far down in the plot a slot's sign stands: at its value, or at the foot where it has none to show."""
    return frame.height - _AT_BASELINE if slot.value is None else frame.y(slot.value)


def draw_in_plot(ink: Ink, frame: Frame, request: DrawRequest, slots: Sequence[Slot], drawn: edge.Drawn) -> None:
    """What is within the limits, pauses, borders between phases, and the signs of periods without a value."""
    size = frame.size
    for within in between(drawn.limits):
        _draw_within(ink, frame, within)
    for mark in request.marks:
        if mark.kind is MarkKind.PAUSE and is_within(frame.time, mark):
            _draw_pause(ink, frame, mark)
    begins = {level.phase: level.start for level in reversed(drawn.levels) if level.kind is LevelKind.MEDIAN}
    for phase, start in sorted(begins.items()):
        if phase > 0:
            place = frame.x_at(start)
            ink.stroke((place, 0), (place, frame.height), Colour.REFERENCE)
    draw_signs(ink, frame, slots)
    if not any(slot.value is not None for slot in slots):
        style = Lettering(size.font, Colour.REFERENCE, "center", has_halo=True)
        ink.text(frame.width / 2, frame.height * _HIGH_UP, without_numbers(slots, request.text), style)


def draw_signs(ink: Ink, frame: Frame, slots: Sequence[Slot]) -> None:
    """The signs at the foot, lifted off what runs through it: all the grounds before the first sign."""
    signs = [(slot, _SIGNS_WITHOUT_VALUE[slot.state]) for slot in slots if slot.state in _SIGNS_WITHOUT_VALUE]
    for slot, _ in signs:
        ink.symbol((frame.x(slot.date), height_of(frame, slot)), MISSING, _SIGN_AREA * _GROUND_TIMES, Colour.PAPER)
    for slot, (shape, fill) in signs:
        ink.symbol((frame.x(slot.date), height_of(frame, slot)), shape, _SIGN_AREA, Colour.REFERENCE, fill)


def sign_boxes(frame: Frame, slots: Sequence[Slot]) -> Iterator[Box]:
    """Where the signs at the foot stand, for labels to keep away from."""
    half = sqrt(_SIGN_AREA * _GROUND_TIMES) / 2
    for slot in slots:
        if slot.state in _SIGNS_WITHOUT_VALUE:
            x, y = frame.x(slot.date), height_of(frame, slot)
            yield Box(x - half, y - half, x + half, y + half)


def _draw_within(ink: Ink, frame: Frame, within: Within) -> None:
    """Where there is no limit, all the way."""
    top = 0.0 if within.upper is None else frame.y(within.upper)
    foot = frame.height if within.lower is None else frame.y(within.lower)
    ink.box(Box(frame.x_at(within.start), top, frame.x_at(within.end), foot), Colour.WITHIN, Colour.WITHIN)


def _draw_pause(ink: Ink, frame: Frame, mark: ChartMark) -> None:
    last = frame.time.high if mark.ends_on is None else min(milliseconds(mark.ends_on), frame.time.high)
    first = max(milliseconds(mark.starts_on), frame.time.low)
    ink.box(Box(frame.x_at(first), 0, frame.x_at(last), frame.height), Colour.BAND, Colour.BAND)
    for place in (frame.x_at(first), frame.x_at(last)):
        ink.stroke((place, 0), (place, frame.height), Colour.REFERENCE, (1, 5))


def parameters(frame: Frame, n_points: int) -> dict[str, object]:
    """The template's parameters: the ends and ticks of the axes, and the widths of curve and limits."""
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
        "limit_line": limit_width(n_points),
    }


def datasets(slots: Sequence[Slot], drawn: edge.Drawn, ink: Ink) -> dict[str, list[Row]]:
    """The template's datasets: what stands on the scales, and the ink."""
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
        size = max(large, SMALLEST_CROSS)
        return row | {"shape": CROSS, "size": size, "fill": Colour.PAPER, "stroke": Colour.REFERENCE}
    if slot.beyond:
        shape = ABOVE if slot.beyond > 0 else BELOW
        size = max(large, SMALLEST_OUTSIDE)
        return row | {"shape": shape, "size": size, "fill": Colour.SIGNAL, "stroke": Colour.SIGNAL}
    if slot.is_in_run:
        edge_colour = Colour.PAPER if large > SMALLEST_SIGNAL else Colour.SIGNAL
        return row | {"shape": "diamond", "size": large, "fill": Colour.SIGNAL, "stroke": edge_colour}
    fill = Colour.PAPER if slot.is_on_line else Colour.DATA
    return row | {"shape": "circle", "fill": fill, "stroke": Colour.DATA}
