"""The frame of a plot and the lines in it: of one chart by itself, or on the scale that several have in common."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qi_tracker.charts import edge
from qi_tracker.charts.axes import Axis, low_value_axis, time_axis, value_axis, with_ticks
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.lettering import text_width
from qi_tracker.charts.levels import level_values, levels, phase_edges
from qi_tracker.charts.limits import limit_lines, limit_values
from qi_tracker.charts.marks import axis_of
from qi_tracker.charts.request import DrawRequest
from qi_tracker.charts.scale import Scale
from qi_tracker.charts.text import MarkKind
from qi_tracker.charts.theme import SIZES, Size
from qi_tracker.charts.timeline import Slot

_LEFT_OF_TICKS: Final = 10.0

# Beside a plot without ticks or labels too, in letters of the type size.
_LEAST_LEFT: Final = 2.2
_LEAST_RIGHT: Final = 1.5


def framed(request: DrawRequest, slots: Sequence[Slot]) -> tuple[Frame, edge.Drawn]:
    """Where the plot lies and the lines in it."""
    if request.scale is not None:
        return _on_scale(request, slots, request.scale)
    size, text = SIZES[request.variant], request.text
    values = value_axis(numbers_of(request, slots), text, has_units=size.label_lines == 1)
    time = axis_of(slots, request.marks)
    drawn = lines_of(request, slots, time)
    left, right = left_of(values, size), right_of(edge.edge_labels(drawn, slots, text, size), size)
    bare = Frame(size, time, values, left, right)
    # Without a date there is no time to tell.
    has_time = bool(slots) or any(mark.kind is not MarkKind.PAUSE for mark in request.marks)
    named = with_ticks(time, bare.width, slots, text, size.font) if has_time else time
    return Frame(size, named, values, left, right), drawn


def _on_scale(request: DrawRequest, slots: Sequence[Slot], scale: Scale) -> tuple[Frame, edge.Drawn]:
    size = sized(request, scale.height)
    values = scale.values or low_value_axis(numbers_of(request, slots), request.text, size)
    frame = Frame(size, scale.time, values, scale.left, scale.right)
    # Before its own first number a panel has no level.
    begins = time_axis(slots, ()).low if slots else scale.time.low
    return frame, lines_of(request, slots, Axis(begins, scale.time.high))


def sized(request: DrawRequest, height: int) -> Size:
    """The variant's size with a plot of this height."""
    return replace(SIZES[request.variant], plot_height=height)


def numbers_of(request: DrawRequest, slots: Sequence[Slot]) -> list[float]:
    """Every value that the plot needs room for."""
    numbers = [slot.value for slot in slots if slot.value is not None]
    return [*numbers, *level_values(request.result), *limit_values(request.result, request.text)]


def lines_of(request: DrawRequest, slots: Sequence[Slot], time: Axis) -> edge.Drawn:
    """The level lines and limits, from end to end of this axis."""
    result = request.result
    limits = limit_lines(result, request.text, phase_edges(result, time))
    return edge.Drawn(levels(result, time, slots), limits)


def left_of(values: Axis, size: Size) -> int:
    """The margin that the ticks of a value axis need."""
    widest = max((text_width(line, size.font) for tick in values.ticks for line in tick.lines), default=0.0)
    return round(max(widest + _LEFT_OF_TICKS, size.font * _LEAST_LEFT))


def right_of(labels: Sequence[edge.EdgeLabel], size: Size) -> int:
    """The margin that these labels need."""
    return round(max(edge.edge_width(labels, size), size.font * _LEAST_RIGHT))
