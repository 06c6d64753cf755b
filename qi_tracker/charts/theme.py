"""Sizes, colours and type of the charts. Dark mode, print and forced colours are `static/css/charts.css`'s.

Each colour is a fallback for a file on its own; on a page the class of the same role decides (`svg.py` adds it).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Without a generic family vl-convert draws no text where Inter is not registered.
FONT: Final = "Inter, sans-serif"


class Variant(StrEnum):
    """Which drawing of a chart: for a page's column, or for a phone."""

    WIDE = "wide"
    NARROW = "narrow"


class Around(StrEnum):
    """What a picture says itself, since nothing around it does."""

    # On a page: heading, key and lists stand beside it.
    NOTHING = "nothing"
    # On a sheet, which has the heading and the lists.
    KEY = "key"
    # In a file of its own.
    ALL = "all"


class Colour(StrEnum):
    """The roles of colour. The member's name, in lower case, is the end of the CSS class."""

    DATA = "#0b5394"
    REFERENCE = "#595959"
    SIGNAL = "#b34700"
    TEXT = "#292c30"
    GRID = "#d9dbde"
    BAND = "#e9ebee"
    WITHIN = "#f1f4f8"
    TRIED = "#8a8f96"
    PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Size:
    """What one variant measures, in pixels of the drawing.

    The drawing is scaled to its column. `charts.css` shows the wide one from 580 pixels, where 15 become 12.1; the
    narrow one fits a phone's column of 256, where 14 become 12.1.
    """

    width: int
    plot_height: int
    font: float
    line: float
    label_lines: int

    @property
    def row(self) -> float:
        """Height of a line of text."""
        return round(self.font * 1.25, 2)


SIZES: Final = {
    Variant.WIDE: Size(width=720, plot_height=270, font=15, line=2.25, label_lines=1),
    Variant.NARROW: Size(width=296, plot_height=220, font=14, line=2, label_lines=2),
}

# (points on the chart at most, area of a round point): the more points, the smaller.
POINT_AREAS: Final = ((40, 42.0), (80, 26.0), (150, 14.0))
SMALLEST_POINT: Final = 7.0

# A diamond or a cross must be told from a round point at a glance, so it is larger.
SIGNAL_TIMES: Final = 2.6
CROSS: Final = "M-.7,-.7L.7,.7M-.7,.7L.7,-.7"
ABOVE, BELOW = "triangle-up", "triangle-down"

# Two squares, the one open, the other divided by a slash and filled beneath it: told apart in grey and when small.
MISSING: Final = "square"
HIDDEN: Final = "M-1,-1L1,-1L1,1L-1,1ZM-1,-1L-1,1L1,-1Z"

MEDIAN_DASH: Final = (7, 4)
NOW_DASH: Final = (2, 3)
LIMIT_DASH: Final = (1, 0)
ANNOTATION_DASH: Final = (1, 3)
UNDECIDED_DASH: Final = (3, 2)
GUIDE_DASH: Final = (4, 4)


# Where points stand close, a full line would hide them.
_CROWDED_FROM: Final = 80
_CROWDED_LINE_SHARE: Final = 0.6
_LIMIT_WIDTH: Final = 1.0
_CROWDED_LIMIT_WIDTH: Final = 0.6

# However many points there are, what stands out from them is as large.
SMALLEST_SIGNAL: Final = 26.0
SMALLEST_OUTSIDE: Final = 50.0
SMALLEST_CROSS: Final = 80.0


def line_width(size: Size, n_points: int) -> float:
    """Width of the curve in a chart with this many points."""
    return size.line if n_points <= _CROWDED_FROM else round(size.line * _CROWDED_LINE_SHARE, 2)


def limit_width(n_points: int) -> float:
    """Width of the limits' lines in a chart with this many points."""
    return _LIMIT_WIDTH if n_points <= _CROWDED_FROM else _CROWDED_LIMIT_WIDTH


def point_area(n_points: int) -> float:
    """Area of a round point in a chart with this many."""
    return next((area for limit, area in POINT_AREAS if n_points <= limit), SMALLEST_POINT)
