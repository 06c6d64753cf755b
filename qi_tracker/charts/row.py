"""The scene of one row of a timeline: a low plot on the common time axis, with the few labels there is room for."""

from collections.abc import Sequence
from typing import Final

from qi_tracker.charts import edge
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.framing import framed
from qi_tracker.charts.ink import Ink
from qi_tracker.charts.levels import LevelKind
from qi_tracker.charts.marks import is_within
from qi_tracker.charts.plot import datasets, draw_in_plot, parameters
from qi_tracker.charts.request import DrawRequest, RowRequest
from qi_tracker.charts.scale import Scale
from qi_tracker.charts.scene import Scene
from qi_tracker.charts.text import ChartText, MarkKind
from qi_tracker.charts.theme import ANNOTATION_DASH, GUIDE_DASH, Colour, Size
from qi_tracker.charts.timeline import Slot, timeline

# Labels may stand a little above and beneath the plot.
_ABOVE: Final = 0.6
_BENEATH: Final = 6.0

# What is named first where there is not room for all: the last number, then where the numbers lie, then the target.
_FIRST_NAMED: Final = (LevelKind.NOW, LevelKind.MEDIAN, LevelKind.TARGET)
_LINES: Final = {MarkKind.ANNOTATION: ANNOTATION_DASH, MarkKind.AIM: (1, 0)}


def row_scene(request: RowRequest) -> Scene:
    """The scene of a row. Its time axis has no ticks: they stand at the foot of the timeline."""
    chart, scale = request.chart, scale_of(request.chart)
    slots = timeline(chart.result)
    frame, drawn = framed(chart, slots)
    ink = Ink()
    _draw_guides(ink, frame, chart, scale)
    draw_in_plot(ink, frame, chart, slots, drawn)
    edge.draw_edge(ink, frame, row_labels(drawn, slots, chart.text, frame.size))
    above = round(frame.size.row * _ABOVE)
    padding = {"left": frame.left, "right": frame.right, "top": above, "bottom": _BENEATH}
    params = parameters(frame, len(slots)) | {"x_ticks": [], "x_labels": []}
    return Scene(frame.width, frame.height, padding, params, datasets(slots, drawn, ink))


def scale_of(chart: DrawRequest) -> Scale:
    """The scale, which a row cannot do without."""
    if chart.scale is None:
        raise ValueError("a row of a timeline needs the scale of the timeline")
    return chart.scale


def row_labels(drawn: edge.Drawn, slots: Sequence[Slot], text: ChartText, size: Size) -> list[edge.EdgeLabel]:
    """The labels at the right edge for which the plot is high enough. Those of limits are only in the table."""
    levels = [level for kind in _FIRST_NAMED for level in drawn.levels if level.kind is kind]
    kept: list[edge.EdgeLabel] = []
    room = edge.room_for_labels(size)
    for label in edge.edge_labels(edge.Drawn(levels, ()), slots, text, size):
        room -= edge.label_height(label, size)
        if room < 0:
            break
        kept.append(label)
    return kept


def _draw_guides(ink: Ink, frame: Frame, chart: DrawRequest, scale: Scale) -> None:
    """Lines through all rows: the ticks of the time axis, when something was begun, and when the aim is to be met."""
    for tick in scale.time.ticks:
        ink.stroke((frame.x_at(tick.at), 0), (frame.x_at(tick.at), frame.height), Colour.GRID)
    for place in map(frame.x_at, scale.guides):
        ink.stroke((place, 0), (place, frame.height), Colour.TRIED, GUIDE_DASH)
    for mark in chart.marks:
        if mark.kind in _LINES and is_within(frame.time, mark):
            place = frame.x(mark.starts_on)
            ink.stroke((place, 0), (place, frame.height), Colour.REFERENCE, _LINES[mark.kind])
