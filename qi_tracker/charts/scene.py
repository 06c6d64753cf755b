"""`Scene`: the numbers that one chart puts into its template. Computes every place; knows neither Altair nor SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from qi_tracker.charts import edge, lanes, strip
from qi_tracker.charts.drawn_key import draw_key, draw_notes
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.framing import framed
from qi_tracker.charts.ink import Ink, Lettering, Row
from qi_tracker.charts.key import MarkEntry, key_entries, mark_entries
from qi_tracker.charts.lettering import wrapped
from qi_tracker.charts.marks import signed
from qi_tracker.charts.outside import draw_outside
from qi_tracker.charts.placement import Box
from qi_tracker.charts.plot import datasets, draw_in_plot, height_of, parameters, sign_boxes
from qi_tracker.charts.request import DrawRequest
from qi_tracker.charts.text import MarkKind
from qi_tracker.charts.theme import (
    Around,
    Colour,
)
from qi_tracker.charts.timeline import SlotState, long_runs, stretches, timeline

_EDGE: Final = 3.0
# A line this near a label would look like one under it.
_HAIR: Final = 2.0
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
    frame, drawn = framed(request, slots)
    ink = Ink()
    beneath = _draw_beneath(ink, frame, request)
    if around is not Around.NOTHING:
        key = list(key_entries(request.result, slots, request.text, request.marks))
        beneath += draw_key(ink, frame, key, frame.height + beneath)
    has_heading = around is Around.ALL
    if has_heading:
        notes = _spelled_out(frame, request)
        beneath += draw_notes(ink, frame, notes, request.text.source, frame.height + beneath)
    draw_in_plot(ink, frame, request, slots, drawn)
    curves = [*stretches(slots), *([slot] for slot in slots if slot.state is SlotState.EXCLUDED)]
    obstacles = edge.Obstacles(curves, [*_limit_boxes(frame, drawn), *sign_boxes(frame, slots)])
    taken = draw_outside(ink, frame, slots, request.text, obstacles.with_boxes(_level_boxes(frame, drawn)))
    medians = edge.draw_earlier_medians(ink, frame, drawn, request.text, obstacles.with_boxes(taken))
    named = list(strip.spans(request.result, long_runs(request.result, slots), request.text, medians))
    above = _draw_above(ink, frame, request, named, has_heading=has_heading)
    edge.draw_edge(ink, frame, edge.edge_labels(drawn, slots, request.text, frame.size))
    above = max(above, request.scale.top if request.scale is not None else 0)
    padding = {"left": frame.left, "right": frame.right, "top": above, "bottom": round(beneath)}
    places = tuple((frame.left + frame.x(slot.date), above + height_of(frame, slot)) for slot in slots)
    return Scene(frame.width, frame.height, padding, parameters(frame, len(slots)), datasets(slots, drawn, ink), places)


def _spelled_out(frame: Frame, request: DrawRequest) -> list[MarkEntry]:
    """The marks that the picture shows by their sign alone, or with a part of their name."""
    cut = lanes.signs_without_whole_name(frame, signed(request.marks, MarkKind.CYCLE))
    cycles = mark_entries(request.marks, MarkKind.CYCLE)
    return [*mark_entries(request.marks, MarkKind.ANNOTATION), *(entry for entry in cycles if entry.sign in cut)]


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
    return lanes.draw_beneath(ink, frame, signed(request.marks, MarkKind.CYCLE), request.text.words.cycles)
