"""`Ink`: what is drawn in pixels of the plot rather than on its scales: brackets, bars, markers and every text."""

from dataclasses import dataclass, field
from typing import Final

from qi_tracker.charts.lettering import clean
from qi_tracker.charts.placement import Box
from qi_tracker.charts.theme import Colour

Row = dict[str, object]

_SOLID: Final = (1, 0)


@dataclass(slots=True)
class Ink:
    """Rows for the template's datasets of the same names. The plot's upper left corner is (0, 0)."""

    boxes: list[Row] = field(default_factory=list)
    strokes: list[Row] = field(default_factory=list)
    symbols: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)

    def box(self, box: Box, fill: Colour, stroke: Colour, dash: tuple[int, int] = _SOLID) -> None:
        """A rectangle."""
        row: Row = {"x": box.left, "y": box.top, "x2": box.right, "y2": box.bottom, "fill": fill, "stroke": stroke}
        self.boxes.append(row | {"dash": list(dash)})

    def stroke(
        self, start: tuple[float, float], end: tuple[float, float], colour: Colour, dash: tuple[int, int] = _SOLID
    ) -> None:
        """A straight line."""
        (x, y), (x2, y2) = start, end
        self.strokes.append({"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour, "dash": list(dash)})

    def symbol(
        self, place: tuple[float, float], shape: str, area: float, stroke: Colour, fill: Colour = Colour.PAPER
    ) -> None:
        """A shape, hollow unless it is filled."""
        x, y = place
        self.symbols.append({"x": x, "y": y, "shape": shape, "size": area, "stroke": stroke, "fill": fill})

    def text(self, x: float, y: float, text: str, style: "Lettering") -> None:
        """One line of text on the baseline y. Text without a visible letter is left out."""
        visible = clean(text)
        if not visible:
            return
        row: Row = {"x": x, "y": y, "text": visible, "align": style.align, "colour": style.colour}
        row |= {"weight": 600 if style.is_bold else 400, "size": style.size, "halo": 0}
        if style.has_halo:
            self.texts.append(row | {"colour": Colour.PAPER, "halo": 4})
        self.texts.append(row)


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text looks. A halo lifts it off the curve beneath it."""

    size: float
    colour: Colour = Colour.TEXT
    align: str = "left"
    is_bold: bool = False
    has_halo: bool = False
