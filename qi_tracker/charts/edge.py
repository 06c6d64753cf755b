"""The labels of the level lines and of the last number: at the right edge, never on top of each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qi_tracker.charts.frame import Frame
from qi_tracker.charts.ink import Ink, Lettering
from qi_tracker.charts.lettering import clean, shorten, text_width
from qi_tracker.charts.levels import Level, LevelKind
from qi_tracker.charts.limits import LimitLine
from qi_tracker.charts.placement import Box, stack
from qi_tracker.charts.text import ChartText, ChartWords
from qi_tracker.charts.theme import Colour, Size
from qi_tracker.charts.timeline import Slot, SlotState

LEADER: Final = 12.0
_AFTER_LEADER: Final = 3.0
_STRAIGHT_ENOUGH: Final = 2.0
_WIDEST_SHARE: Final = 0.34

# A longer unit is said once, in the axis title.
_LONGEST_UNIT: Final = 7
_ABOVE_LINE: Final = 5.0

# "Mål 60 %" is about this wide, in letters of the type size.
_SHORT_LABEL: Final = 5.2
_ABOVE_TICKS: Final = 4.0
_SAMPLES: Final = 24
_POINT: Final = 6.0

# Where along its line a label may stand: at the end if it can.
_ALONG_LINE: Final = tuple(1 - step / 20 for step in range(21))


@dataclass(frozen=True, slots=True)
class EdgeLabel:
    """A label, the value it belongs to, and its lines."""

    value: float
    lines: tuple[str, ...]
    colour: Colour
    is_bold: bool


def level_label(value: float, text: ChartText) -> str:
    """The value with its unit, when that is short."""
    return text.numbers.level(value, has_unit=len(text.numbers.suffix.strip()) <= _LONGEST_UNIT)


def _fitting_label(value: float, text: ChartText, room: float, size: Size) -> str:
    """The value as exactly as there is room for: with its unit, without it, or rounded. A cut number is another one."""
    numbers = text.numbers
    forms = (level_label(value, text), numbers.level(value, has_unit=False), numbers.rough(value))
    return next((form for form in forms if text_width(clean(form), size.font) <= room), forms[-1])


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lines of a chart: level lines and limits."""

    levels: Sequence[Level]
    limits: Sequence[LimitLine]

    @property
    def last_phase(self) -> int:
        """The phase whose lines are named at the edge."""
        return max([*(level.phase for level in self.levels), *(line.phase for line in self.limits)], default=0)


def edge_labels(drawn: Drawn, slots: Sequence[Slot], text: ChartText, size: Size) -> list[EdgeLabel]:
    """What stands at the right edge: the last number, target, median now, and the last phase's centre line and limits.

    Of a line with several steps, where it ends. Where several have one height, the upper limit is named first and the
    lower last.
    """
    has_now = any(level.kind is LevelKind.NOW for level in drawn.levels)
    levels = [(_word(level.kind, text.words, has_now), level.value) for level in drawn.levels if _is_last(level, drawn)]
    ends = {line.is_upper: line.last for line in drawn.limits if line.phase == drawn.last_phase}
    upper, lower = (
        [(_limit_word(text.words, size, is_upper=is_upper), ends[is_upper])] if is_upper in ends else []
        for is_upper in (True, False)
    )
    return [
        *(_line_label(word, value, text, size) for word, value in upper),
        *_number_label(slots, text, size),
        *(_line_label(word, value, text, size) for word, value in (*levels, *lower)),
    ]


def _number_label(slots: Sequence[Slot], text: ChartText, size: Size) -> Iterator[EdgeLabel]:
    if slots and slots[-1].state is SlotState.VALUE and slots[-1].value is not None:
        value = slots[-1].value
        yield EdgeLabel(value, (_fitting_label(value, text, _room(size), size),), Colour.DATA, is_bold=True)


def _line_label(word: str, value: float, text: ChartText, size: Size) -> EdgeLabel:
    beside = 0.0 if size.label_lines > 1 else text_width(f"{word} ", size.font)
    lines = _lines((word, _fitting_label(value, text, _room(size) - beside, size)), size)
    return EdgeLabel(value, lines, Colour.REFERENCE, is_bold=False)


def _room(size: Size) -> float:
    return size.width * _WIDEST_SHARE - LEADER - _AFTER_LEADER - 2


def _is_last(level: Level, drawn: Drawn) -> bool:
    ends = [other.end for other in drawn.levels if other.kind is level.kind and other.phase == level.phase]
    return level.phase == drawn.last_phase and level.end == max(ends)


def _lines(parts: tuple[str, str], size: Size) -> tuple[str, ...]:
    """On one line where that is hardly wider than on two, or where there is room enough."""
    together = " ".join(parts)
    narrow = size.label_lines > 1 and text_width(together, size.font) > size.font * _SHORT_LABEL
    return parts if narrow else (together,)


def _word(kind: LevelKind, words: ChartWords, has_now: bool) -> str:
    if kind is LevelKind.TARGET:
        return words.target
    if kind is LevelKind.NOW:
        return words.median_now
    return words.median_before if has_now else words.median


def _limit_word(words: ChartWords, size: Size, *, is_upper: bool) -> str:
    if size.label_lines > 1:
        return words.upper_short if is_upper else words.lower_short
    return words.upper if is_upper else words.lower


def edge_width(labels: Sequence[EdgeLabel], size: Size) -> float:
    """The margin the labels need."""
    widest = max((text_width(line, size.font) for label in labels for line in label.lines), default=0.0)
    return min(LEADER + _AFTER_LEADER + widest + 2, size.width * _WIDEST_SHARE) if labels else size.font


def label_height(label: EdgeLabel, size: Size) -> float:
    """What the label takes of the edge."""
    return size.row * len(label.lines) + 2


def room_for_labels(size: Size) -> float:
    """How high the labels beside a plot can be together without passing the picture."""
    return size.row / 2 + size.plot_height + _ABOVE_TICKS


def draw_edge(ink: Ink, frame: Frame, labels: Sequence[EdgeLabel]) -> None:
    """The labels, each with a thin line to its value where it had to move."""
    row, size = frame.size.row, frame.size.font
    anchors = [frame.y(label.value) for label in labels]
    heights = [label_height(label, frame.size) for label in labels]
    middles = stack(anchors, heights, -row / 2, frame.height + _ABOVE_TICKS)
    room = frame.right - LEADER - _AFTER_LEADER
    for label, anchor, middle in zip(labels, anchors, middles, strict=True):
        if abs(middle - anchor) > _STRAIGHT_ENOUGH:
            ink.stroke((frame.width + 1, anchor), (frame.width + LEADER, middle), Colour.REFERENCE)
        first = middle - row * (len(label.lines) - 1) / 2 + size * 0.36
        for index, line in enumerate(label.lines):
            style = Lettering(size, label.colour, is_bold=label.is_bold)
            x = frame.width + LEADER + _AFTER_LEADER
            ink.text(x, first + index * row, shorten(clean(line), size, room), style)


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What a label in the plot keeps away from: curves, single points as curves of one, and boxes taken."""

    curves: Sequence[Sequence[Slot]]
    boxes: Sequence[Box] = ()

    def with_boxes(self, boxes: Sequence[Box]) -> "Obstacles":
        """These obstacles and more."""
        return Obstacles(self.curves, [*self.boxes, *boxes])


def draw_earlier_medians(ink: Ink, frame: Frame, drawn: Drawn, text: ChartText, obstacles: Obstacles) -> dict[int, str]:
    """The value of each earlier phase's centre line beside it, preferably at its end.

    Returns the values that found no place free of points, by phase; the strip says those.
    """
    medians = {level.phase: level for level in drawn.levels if level.kind is LevelKind.MEDIAN}
    earlier = [level for phase, level in medians.items() if phase < drawn.last_phase]
    labels = {level.phase: level_label(level.value, text) for level in earlier}
    placed = {level.phase for level in earlier if _draw_beside_line(ink, frame, level, labels[level.phase], obstacles)}
    return {phase: label for phase, label in labels.items() if phase not in placed}


def _draw_beside_line(ink: Ink, frame: Frame, level: Level, label: str, obstacles: Obstacles) -> bool:
    """Whether there was a place."""
    size, row = frame.size.font, frame.size.row
    width = text_width(label, size)
    start, end, line = frame.x_at(level.start), frame.x_at(level.end), frame.y(level.value)
    room = end - start - width - 2 * _POINT
    lefts = [start + _POINT + room * share for share in _ALONG_LINE] if room > 0 else []
    tops = [line - row - _ABOVE_LINE / 2, line + _ABOVE_LINE / 2]
    boxes = [Box(left, top, left + width, top + row) for left in lefts for top in tops]
    free = [box for box in boxes if is_free(frame, box, obstacles)]
    for box in free[:1]:
        ink.text(box.left, box.bottom - row * 0.25, label, Lettering(size, Colour.REFERENCE, has_halo=True))
    return bool(free)


def is_free(frame: Frame, box: Box, obstacles: Obstacles) -> bool:
    """The box lies in the plot, away from the curve, its points, and what else is there."""
    if box.top < 0 or box.bottom > frame.height or any(box.overlaps(other) for other in obstacles.boxes):
        return False
    return not _is_crowded(frame, box, obstacles.curves)


def _is_crowded(frame: Frame, box: Box, curves: Sequence[Sequence[Slot]]) -> bool:
    """The curve or one of its points runs through the box or right beside it."""
    near = Box(box.left - _POINT, box.top - _POINT / 2, box.right + _POINT, box.bottom + _POINT / 2)
    steps = [index / _SAMPLES for index in range(_SAMPLES + 1)]
    for curve in curves:
        places = [(frame.x(slot.date), frame.y(slot.value)) for slot in curve if slot.value is not None]
        for (x, y), (x2, y2) in zip(places, places[1:] or places, strict=False):
            if any(near.contains(x + (x2 - x) * step, y + (y2 - y) * step) for step in steps):
                return True
    return False
