"""The scale that several charts get in common: small multiples of one measure, or the rows of a timeline."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from qi_tracker.charts.axes import Axis, milliseconds, time_axis, value_axis, widened, with_ticks
from qi_tracker.charts.edge import edge_labels
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.framing import framed, left_of, lines_of, numbers_of, right_of
from qi_tracker.charts.request import DrawRequest
from qi_tracker.charts.row import row_labels
from qi_tracker.charts.scale import Scale
from qi_tracker.charts.scene import scene
from qi_tracker.charts.text import ChartMark, ChartText, MarkKind
from qi_tracker.charts.theme import SIZES
from qi_tracker.charts.timeline import Slot, timeline

# (rows at most, height of each): a page of many must still be one page.
_ROW_HEIGHTS: Final = ((3, 132), (6, 76))
_LOWEST_ROW: Final = 60
_PANEL_HEIGHT: Final = 170

# Beside a happening at the end of the axis, in shares of it.
_BESIDE_MARKS: Final = 0.015


def on_one_scale(charts: Sequence[DrawRequest]) -> list[DrawRequest]:
    """Charts of one measure, such as its groups, with one time axis and one value axis, and plots of equal places.

    All are of one variant; at least one is given.
    """
    size = replace(SIZES[charts[0].variant], plot_height=_PANEL_HEIGHT)
    slots = [timeline(chart.result) for chart in charts]
    text = max((chart.text for chart in charts), key=lambda text: text.numbers.decimals)
    numbers = [number for chart, own in zip(charts, slots, strict=True) for number in numbers_of(chart, own)]
    values = value_axis(numbers, text, has_units=size.label_lines == 1)
    time = _common_time(slots, ())
    labels = [
        edge_labels(lines_of(chart, own, time), own, chart.text, size) for chart, own in zip(charts, slots, strict=True)
    ]
    bare = Frame(size, time, values, left_of(values, size), max(right_of(each, size) for each in labels))
    periods, spoken = _all_periods(charts, slots, text)
    time = with_ticks(time, bare.width, periods, spoken, size.font)
    scale = Scale(time, values, bare.left, bare.right, 0.0, _PANEL_HEIGHT)
    scaled = [replace(chart, scale=scale) for chart in charts]
    top = max(scene(chart).padding["top"] for chart in scaled)
    return [replace(chart, scale=replace(scale, top=top)) for chart in scaled]


def timeline_scale(charts: Sequence[DrawRequest], marks: Sequence[ChartMark]) -> Scale:
    """One time axis and equal edges for charts that each count their own, and for what was done beneath them.

    `marks` are the cycles, notes and aims of them all. All charts are of one variant; at least one is given.
    """
    height = next((height for most, height in _ROW_HEIGHTS if len(charts) <= most), _LOWEST_ROW)
    size = replace(SIZES[charts[0].variant], plot_height=height)
    slots = [timeline(chart.result) for chart in charts]
    time = _common_time(slots, [day for mark in marks for day in _days_of(mark)])
    begun = [milliseconds(mark.starts_on) for mark in marks if mark.kind is MarkKind.CYCLE]
    guides = tuple(float(at) for at in sorted({*begun}) if time.low <= at <= time.high)
    scale = Scale(time, None, 0.0, 0.0, 0.0, height, guides)
    left, right = 0, 0
    for chart, own in zip(charts, slots, strict=True):
        frame, drawn = framed(replace(chart, scale=scale), own)
        left = max(left, left_of(frame.values, size))
        right = max(right, right_of(row_labels(drawn, own, chart.text, size), size))
    periods = sorted((slot for own in slots for slot in own), key=lambda slot: slot.date)
    months = replace(charts[0].text, axis_labels=())
    width = size.width - left - right
    return replace(scale, time=with_ticks(time, width, periods, months, size.font), left=left, right=right)


def _common_time(charts: Sequence[Sequence[Slot]], happenings: Sequence[date]) -> Axis:
    """From the first chart's beginning to the last one's end, and wide enough for the happenings near them."""
    own = [time_axis(slots, ()) for slots in charts if slots] or [time_axis((), happenings)]
    axis = Axis(min(each.low for each in own), max(each.high for each in own))
    return widened(axis, happenings, (axis.high - axis.low) * _BESIDE_MARKS)


def _days_of(mark: ChartMark) -> list[date]:
    return [mark.starts_on] if mark.ends_on is None else [mark.starts_on, mark.ends_on]


def _all_periods(
    charts: Sequence[DrawRequest], slots: Sequence[Sequence[Slot]], text: ChartText
) -> tuple[list[Slot], ChartText]:
    """Every period that some chart has, oldest first, and the text that names them on the axis."""
    periods = {slot.date: slot for own in slots for slot in own}
    names = {
        slot.date: label
        for chart, own in zip(charts, slots, strict=True)
        for slot, label in zip(own, chart.text.axis_labels, strict=False)
    }
    days = sorted(periods)
    labels = tuple(names[day] for day in days) if len(names) == len(days) else ()
    return [periods[day] for day in days], replace(text, axis_labels=labels)
