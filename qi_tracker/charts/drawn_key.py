"""What a picture that stands alone says beneath: each sign with what it means, the notes, and the source."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from qi_tracker.charts.frame import Frame
from qi_tracker.charts.ink import Ink, Lettering
from qi_tracker.charts.key import KeyEntry, MarkEntry
from qi_tracker.charts.lettering import clean, text_width, wrapped
from qi_tracker.charts.placement import Box
from qi_tracker.charts.theme import ABOVE, CROSS, HIDDEN, LIMIT_DASH, MEDIAN_DASH, MISSING, UNDECIDED_DASH, Colour

_SIGN_WIDTH: Final = 26.0
_AFTER_SIGN: Final = 7.0
_BETWEEN: Final = 18.0
_ABOVE_KEY: Final = 4.0
_AREA: Final = 90.0
_BAR_HALF: Final = 5.0
_SEPARATOR: Final = " · "

# A sign is drawn from its left end, around the middle of its line.
Sign = Callable[[Ink, float, float], None]


def _line(dash: tuple[int, int], ink: Ink, left: float, middle: float) -> None:
    ink.stroke((left, middle), (left + _SIGN_WIDTH, middle), Colour.REFERENCE, dash)


def _limits(ink: Ink, left: float, middle: float) -> None:
    ink.box(Box(left, middle - _BAR_HALF, left + _SIGN_WIDTH, middle + _BAR_HALF), Colour.WITHIN, Colour.WITHIN)
    for edge in (middle - _BAR_HALF, middle + _BAR_HALF):
        ink.stroke((left, edge), (left + _SIGN_WIDTH, edge), Colour.REFERENCE, LIMIT_DASH)


def _symbol(shape: str, colours: tuple[Colour, Colour], ink: Ink, left: float, middle: float) -> None:
    ink.symbol((left + _SIGN_WIDTH / 2, middle), shape, _AREA, *colours)


def _bar(fill: Colour, dash: tuple[int, int], ink: Ink, left: float, middle: float) -> None:
    ink.box(Box(left + 2, middle - _BAR_HALF, left + _SIGN_WIDTH - 2, middle + _BAR_HALF), fill, Colour.REFERENCE, dash)


_SIGNS: Final[Mapping[str, Sign]] = {
    "median": partial(_line, MEDIAN_DASH),
    "limits": _limits,
    "on_line": partial(_symbol, "circle", (Colour.DATA, Colour.PAPER)),
    "run": partial(_symbol, "diamond", (Colour.SIGNAL, Colour.SIGNAL)),
    "outside": partial(_symbol, ABOVE, (Colour.SIGNAL, Colour.SIGNAL)),
    "excluded": partial(_symbol, CROSS, (Colour.REFERENCE, Colour.PAPER)),
    "missing": partial(_symbol, MISSING, (Colour.REFERENCE, Colour.PAPER)),
    "hidden": partial(_symbol, HIDDEN, (Colour.REFERENCE, Colour.REFERENCE)),
    "pause": partial(_bar, Colour.BAND, (1, 3)),
    "adopt": partial(_bar, Colour.REFERENCE, (1, 0)),
    "adapt": partial(_bar, Colour.TRIED, (1, 0)),
    "abandon": partial(_bar, Colour.PAPER, (1, 0)),
    "undecided": partial(_bar, Colour.PAPER, UNDECIDED_DASH),
}


def draw_key(ink: Ink, frame: Frame, entries: Sequence[KeyEntry], top: float) -> float:
    """The key from this height on, as wide as the picture. Returns the height it takes."""
    if not entries:
        return 0.0
    size, row = frame.size.font, frame.size.row
    first, end = -frame.left + 1.0, frame.width + frame.right
    left, middle = first, top + _ABOVE_KEY + row / 2
    for entry in entries:
        width = _SIGN_WIDTH + _AFTER_SIGN + text_width(clean(entry.label), size)
        if left > first and left + width > end:
            left, middle = first, middle + row
        _SIGNS[entry.symbol](ink, left, middle)
        beside = left + _SIGN_WIDTH + _AFTER_SIGN
        lines = wrapped(entry.label, size, end - beside)
        for number, line in enumerate(lines):
            ink.text(beside, middle + number * row + size * 0.36, line, Lettering(size, Colour.REFERENCE))
        middle += (len(lines) - 1) * row
        left += width + _BETWEEN
    return middle + row / 2 + _ABOVE_KEY - top


def draw_notes(ink: Ink, frame: Frame, notes: Sequence[MarkEntry], source: str, top: float) -> float:
    """The notes that the picture's letters stand for, then the source. Returns the height they take."""
    size, row = frame.size.font, frame.size.row
    first, room = -frame.left + 1.0, frame.width + frame.right + frame.left - 2.0
    beside = first + _SIGN_WIDTH + _AFTER_SIGN
    line = top + (_ABOVE_KEY if notes else 0.0)
    for note in notes:
        ink.text(first, line + row * 0.75, note.sign, Lettering(size, Colour.REFERENCE, is_bold=True))
        for text in wrapped(note.label + _SEPARATOR + note.when, size, room - (beside - first)):
            ink.text(beside, line + row * 0.75, text, Lettering(size, Colour.REFERENCE))
            line += row
    lines = wrapped(source, size, room)
    line += row * 0.5 if lines else 0.0
    for text in lines:
        ink.text(first, line + row * 0.75, text, Lettering(size, Colour.REFERENCE))
        line += row
    return line - top
