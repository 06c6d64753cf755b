"""The values of points beyond the limits, written beside them where there is room: what was special stands out."""

from collections.abc import Iterator, Sequence
from typing import Final

from qi_tracker.charts.edge import Obstacles, is_free, level_label
from qi_tracker.charts.frame import Frame
from qi_tracker.charts.ink import Ink, Lettering
from qi_tracker.charts.lettering import text_width
from qi_tracker.charts.placement import Box
from qi_tracker.charts.text import ChartText
from qi_tracker.charts.theme import Colour
from qi_tracker.charts.timeline import Slot

# Of more there is seldom room for all, and some alone would look like a choice.
_MOST_LABELLED: Final = 3
_AWAY: Final = 9.0
_TEXT_SHARE: Final = 0.78


def draw_outside(ink: Ink, frame: Frame, slots: Sequence[Slot], text: ChartText, obstacles: Obstacles) -> list[Box]:
    """The value beside each point beyond a limit, on its far side if it can. Returns the places taken."""
    beyond = [slot for slot in slots if slot.beyond]
    # The last number stands at the edge already.
    named = [slot for slot in beyond if slot is not slots[-1]]
    taken: list[Box] = []
    for slot in named if len(beyond) <= _MOST_LABELLED else ():
        label = level_label(slot.value or 0.0, text)
        free = [box for box in _places(frame, slot, label) if is_free(frame, box, obstacles.with_boxes(taken))]
        for box in free[:1]:
            taken.append(box)
            style = Lettering(frame.size.font, Colour.SIGNAL, is_bold=True, has_halo=True)
            ink.text(box.left, box.bottom - 1, label, style)
    return taken


def _places(frame: Frame, slot: Slot, label: str) -> Iterator[Box]:
    """Beyond the point, then right and left of it."""
    width, height = text_width(label, frame.size.font), frame.size.font * _TEXT_SHARE
    x, y = frame.x(slot.date), frame.y(slot.value or 0.0)
    left = min(max(x - width / 2, 0), frame.width - width)
    top = y - _AWAY - height if slot.beyond > 0 else y + _AWAY
    yield Box(left, top, left + width, top + height)
    for beside in (x + _AWAY, x - _AWAY - width):
        if beside >= 0 and beside + width <= frame.width:
            yield Box(beside, y - height / 2, beside + width, y + height / 2)
