"""No drawing of causes has text outside its boxes or its paper, nor two words on each other."""

from itertools import combinations

import pytest

from qi_tracker.analysis.pareto import pareto
from qi_tracker.charts.cause_drawing import (
    FONT,
    LINE,
    Box,
    Drawing,
    Lettering,
    Step,
    fishbone_drawing,
    pareto_drawing,
    process_drawing,
    why_drawing,
)
from qi_tracker.charts.lettering import text_width

LONG = "Familiene får vite om ordningen først når fristen for å søke er ute, og skjemaet finnes bare på nettet"
WORD = "Kommunehelsetjenestesamarbeidsavtaleforhandlingsutvalgsmøte"


def _bars(n: int) -> Drawing:
    bars = pareto({f"{LONG if place % 2 else WORD} {place}": float(place * place + 1) for place in range(n)})
    return pareto_drawing(bars, ["1000"] * len(bars), ["100 %"] * len(bars))


DRAWINGS = {
    "one why": lambda: why_drawing("Hva?", ["Derfor"], "Hvorfor?"),
    "many whys": lambda: why_drawing(LONG, [LONG, WORD] * 20, "Hvorfor?"),
    "one bone": lambda: fishbone_drawing("Hva?", [("Tid", [])]),
    "many bones": lambda: fishbone_drawing(LONG, [(WORD, [LONG] * n) for n in (1, 7, 3, 0, 5)]),
    "one bar": lambda: _bars(1),
    "many bars": lambda: _bars(40),
    "one step": lambda: process_drawing([Step("Leser", "", "")]),
    "many steps": lambda: process_drawing([Step(LONG, WORD, "10 t 5 min"), Step("Kort", "", "")] * 20),
}


def extent(text: Lettering) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    width = text_width(text.text, FONT)
    left = text.x - (width / 2 if text.anchor == "middle" else 0)
    return left, text.y - FONT, left + width, text.y + LINE - FONT


def clashes(drawing: Drawing) -> list[str]:
    """Texts that leave the paper or lie on one another, and boxes that do."""
    placed = [(text.text, extent(text)) for text in drawing.texts]
    found = [
        f"outside: {text}"
        for text, (left, top, right, bottom) in placed
        if left < 0 or top < -1 or right > drawing.width + 1 or bottom > drawing.height + 1
    ]
    for (one, a), (other, b) in combinations(placed, 2):
        if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1:
            found.append(f"{one} on {other}")
    found += [
        f"box outside: {box}"
        for box in drawing.boxes
        if box.x < 0 or box.y < 0 or box.x + box.width > drawing.width or box.y + box.height > drawing.height
    ]
    return found


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_overlaps_or_falls_outside(name: str) -> None:
    assert clashes(DRAWINGS[name]()) == []


def test_overlap_is_told() -> None:
    """The planted defect."""
    drawing = Drawing(100, 100, [Box(90, 0, 20, 20)], [], [Lettering(0, 20, "her"), Lettering(2, 22, "der")])
    assert clashes(drawing) == ["her on der", f"box outside: {drawing.boxes[0]}"]


def test_the_line_and_the_bars_of_a_pareto_are_on_one_scale() -> None:
    bars = pareto({"a": 6, "b": 3, "c": 1})
    drawing = pareto_drawing(bars, ["6", "3", "1"], ["60 %", "90 %", "100 %"])
    tall = [box.height for box in drawing.boxes if box.width > 6]
    line = drawing.strokes[1].points
    assert tall == pytest.approx([114, 57, 19])
    assert line[0][1] == pytest.approx(drawing.boxes[0].y)
    assert [point[1] for point in line] == pytest.approx([105, 48, 29])
