"""The lanes beneath the plot: one bar for each PDSA cycle, on the same time axis. What we did, under what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qi_tracker.charts.axes import milliseconds
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.ink import Ink, Lettering
from qi_tracker.charts.lettering import clean, shorten, text_width
from qi_tracker.charts.marks import SignedMark, is_within
from qi_tracker.charts.placement import Box, pack_rows
from qi_tracker.charts.theme import UNDECIDED_DASH, Colour
from qi_tracker.vocabulary import Decision

# So few that each can have a lane and its name written beside it.
NAMED_AT_MOST: Final = 8
_NAME_ROOM: Final = 150.0
_SHORTEST_BAR: Final = 7.0
_BAR_SHARE: Final = 0.62
_BESIDE_BAR: Final = 5.0
_BETWEEN_CYCLES: Final = 8.0
_TICK_AND_PADDING: Final = 10.0
_UNDER_LANES: Final = 4.0

# Filled when the idea was adopted, half when it is to be adapted, hollow when it was laid aside.
_FILLS: Final = {
    Decision.ADOPT: Colour.REFERENCE,
    Decision.ADAPT: Colour.TRIED,
    Decision.ABANDON: Colour.PAPER,
}


@dataclass(frozen=True, slots=True)
class _Bar:
    item: SignedMark
    start: float
    end: float
    is_ongoing: bool


def draw_beneath(ink: Ink, frame: Frame, cycles: Sequence[SignedMark], heading: str) -> int:
    """The lanes, beneath the labels of the time axis. Returns the height of both."""
    lines = max((len(tick.lines) for tick in frame.time.ticks), default=1)
    labels = _TICK_AND_PADDING + lines * frame.size.row
    return round(labels + draw_lanes(ink, frame, cycles, heading, frame.height + labels) + _UNDER_LANES)


def draw_lanes(ink: Ink, frame: Frame, cycles: Sequence[SignedMark], heading: str, top: float) -> float:
    """The heading and the bars. Returns the height they take; cycles outside the axis are only in the list."""
    bars = _bars(frame, cycles)
    if not bars:
        return 0.0
    row = frame.size.row
    ink.text(0, top + row, heading, Lettering(frame.size.font, Colour.REFERENCE))
    are_named = _are_named(frame, bars)
    lanes = list(range(len(bars))) if are_named else pack_rows([_extent(frame, bar) for bar in bars], _BETWEEN_CYCLES)
    for bar, lane in zip(bars, lanes, strict=True):
        _draw_bar(ink, frame, bar, top + row * 1.5 + lane * row, is_named=are_named)
    return row * 1.5 + (max(lanes) + 1) * row + 2


def signs_without_whole_name(frame: Frame, cycles: Sequence[SignedMark]) -> set[str]:
    """The signs of the bars beside which the name is cut, or left out."""
    bars = _bars(frame, cycles)
    if not _are_named(frame, bars):
        return {bar.item.sign for bar in bars}
    return {bar.item.sign for bar in bars if _name_place(frame, bar)[1] < _name_width(frame, bar)}


def _bars(frame: Frame, cycles: Sequence[SignedMark]) -> list[_Bar]:
    return [_bar(frame, item) for item in cycles if is_within(frame.time, item.mark)]


def _are_named(frame: Frame, bars: Sequence[_Bar]) -> bool:
    return len(bars) <= NAMED_AT_MOST and frame.size.label_lines == 1


def _bar(frame: Frame, item: SignedMark) -> _Bar:
    mark = item.mark
    first = milliseconds(mark.starts_on)
    last = frame.time.high if mark.ends_on is None else milliseconds(mark.ends_on)
    start = frame.x_at(max(first, frame.time.low))
    end = max(frame.x_at(min(last, frame.time.high)), start + _SHORTEST_BAR)
    return _Bar(item, start, end, mark.ends_on is None)


def _sign_width(frame: Frame, bar: _Bar) -> float:
    return text_width(bar.item.sign, frame.size.font) + _BESIDE_BAR


def _extent(frame: Frame, bar: _Bar) -> tuple[float, float]:
    return bar.start - _sign_width(frame, bar), bar.end


def _draw_bar(ink: Ink, frame: Frame, bar: _Bar, top: float, *, is_named: bool) -> None:
    size, row = frame.size.font, frame.size.row
    height = row * _BAR_SHARE
    decision = bar.item.mark.decision
    box = Box(bar.start, top + (row - height) / 2, bar.end, top + (row + height) / 2)
    if decision is None:
        ink.box(box, Colour.PAPER, Colour.REFERENCE, UNDECIDED_DASH)
    else:
        ink.box(box, _FILLS[decision], Colour.REFERENCE)
    baseline = top + row / 2 + size * 0.36
    ink.text(bar.start - _BESIDE_BAR, baseline, bar.item.sign, Lettering(size, align="right", is_bold=True))
    if is_named:
        _draw_name(ink, frame, bar, baseline)


def _draw_name(ink: Ink, frame: Frame, bar: _Bar, baseline: float) -> None:
    size = frame.size.font
    is_after, room = _name_place(frame, bar)
    name = shorten(clean(bar.item.mark.label), size, room)
    if is_after:
        ink.text(bar.end + _BESIDE_BAR, baseline, name, Lettering(size))
    else:
        ink.text(room, baseline, name, Lettering(size, align="right"))


def _name_place(frame: Frame, bar: _Bar) -> tuple[bool, float]:
    """Beside the bar, on the side with room: whether that is after it, and how much room there is."""
    after = frame.width + frame.right - bar.end - _BESIDE_BAR
    before = bar.start - _sign_width(frame, bar) - _BESIDE_BAR * 2
    is_after = after >= min(_name_width(frame, bar), max(before, _NAME_ROOM))
    return is_after, after if is_after else before


def _name_width(frame: Frame, bar: _Bar) -> float:
    return text_width(clean(bar.item.mark.label), frame.size.font)
