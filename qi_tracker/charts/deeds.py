"""The scene at the foot of a timeline: the time axis, the letters of the notes, and a bar for each PDSA cycle."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qi_tracker.charts import edge, lanes, strip
from qi_tracker.charts.axes import Axis
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.ink import Ink, Lettering
from qi_tracker.charts.lettering import clean, shorten, text_width
from qi_tracker.charts.marks import is_within, signed
from qi_tracker.charts.plot import datasets, parameters
from qi_tracker.charts.request import DeedsRequest
from qi_tracker.charts.scene import Scene
from qi_tracker.charts.text import ChartMark, MarkKind
from qi_tracker.charts.theme import SIZES, Colour

# Only the axis stands here; what is above it hangs on it.
_PLOT_HEIGHT: Final = 4
_ABOVE_AXIS: Final = 2.0
_UNIT: Final = Axis(0.0, 1.0)


def deeds_scene(request: DeedsRequest) -> Scene:
    """The scene of the foot, with the same edges as the rows above it."""
    scale = request.scale
    size = replace(SIZES[request.variant], plot_height=_PLOT_HEIGHT)
    frame = Frame(size, scale.time, _UNIT, scale.left, scale.right)
    ink = Ink()
    beneath = lanes.draw_beneath(ink, frame, signed(request.marks, MarkKind.CYCLE), request.heading)
    top = strip.draw_annotations(ink, frame, signed(request.marks, MarkKind.ANNOTATION), -_ABOVE_AXIS)
    top = _draw_aims(ink, frame, _aims(request, frame), top)
    padding = {"left": frame.left, "right": frame.right, "top": round(_ABOVE_AXIS - top), "bottom": beneath}
    return Scene(frame.width, frame.height, padding, parameters(frame, 0), datasets((), edge.Drawn((), ()), ink))


def _aims(request: DeedsRequest, frame: Frame) -> list[ChartMark]:
    return [mark for mark in request.marks if mark.kind is MarkKind.AIM and is_within(frame.time, mark)]


def _draw_aims(ink: Ink, frame: Frame, aims: Sequence[ChartMark], bottom: float) -> float:
    """One line of text for each aim, over a line down to the axis. Returns the new top."""
    size, row = frame.size.font, frame.size.row
    for mark in aims:
        place = frame.x(mark.starts_on)
        label = shorten(clean(mark.label), size, frame.size.width)
        half = text_width(label, size) / 2
        middle = min(max(place, half - frame.left), frame.width + frame.right - half)
        ink.stroke((place, bottom), (place, frame.height), Colour.REFERENCE)
        # Lifted off the line of another aim that runs by.
        style = Lettering(size, Colour.REFERENCE, "center", has_halo=True)
        ink.text(middle, bottom - row * 0.3, label, style)
        bottom -= row + _ABOVE_AXIS
    return bottom
