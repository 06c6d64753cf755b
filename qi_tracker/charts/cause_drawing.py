"""Drawings of causes as boxes, lines and words, placed by arithmetic; `components/drawing.html` makes them SVG.

Lengths are in pixels. Whoever draws decides no colour: a box, a line or a word is ordinary, quiet or strong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qi_tracker.analysis.pareto import ParetoBar
from qi_tracker.charts.lettering import wrapped

FONT = 14.0
LINE = 19.0
_PAD = 10.0
_EDGE = 2.0


class Weight(StrEnum):
    """How much something stands out."""

    ORDINARY = "ordinary"
    QUIET = "quiet"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    weight: Weight = Weight.ORDINARY


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; with an arrowhead at its end if it leads on."""

    points: tuple[tuple[float, float], ...]
    is_arrow: bool = False
    weight: Weight = Weight.ORDINARY


@dataclass(frozen=True, slots=True)
class Lettering:
    """One line of text on its baseline."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    weight: Weight = Weight.ORDINARY


@dataclass(slots=True)
class Drawing:
    """What is drawn, in its order, and its size."""

    width: float = 0.0
    height: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    texts: list[Lettering] = field(default_factory=list)

    def write(
        self, x: float, y: float, lines: Sequence[str], anchor: str = "start", weight: Weight = Weight.ORDINARY
    ) -> None:
        """Lines of text beneath each other; `y` is the top of the first."""
        for place, line in enumerate(lines):
            self.texts.append(Lettering(x, y + LINE * place + FONT, line, anchor, weight))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a process: what, who, and the time in words; the last two may be empty."""

    text: str
    who: str
    time: str


def _lines(text: str, width: float) -> list[str]:
    return wrapped(text, FONT, width - 2 * _PAD)


_WHY_WIDTH, _WHY_GAP = 272.0, 40.0


def why_drawing(question: str, answers: Sequence[str], why: str) -> Drawing:
    """The question, and each answer beneath the one it explains; `why` stands on the arrow between them."""
    drawing = Drawing(width=_WHY_WIDTH + 2 * _EDGE)
    y = _EDGE
    for place, text in enumerate((question, *answers)):
        if place:
            middle = _EDGE + _WHY_WIDTH / 2
            drawing.strokes.append(Stroke(((middle, y), (middle, y + _WHY_GAP)), is_arrow=True))
            drawing.write(middle + _PAD, y + (_WHY_GAP - LINE) / 2, [why], weight=Weight.QUIET)
            y += _WHY_GAP
        weight = Weight.STRONG if place in (0, len(answers)) else Weight.ORDINARY
        lines = _lines(text, _WHY_WIDTH)
        height = len(lines) * LINE + 2 * _PAD
        drawing.boxes.append(Box(_EDGE, y, _WHY_WIDTH, height, weight))
        drawing.write(_EDGE + _PAD, y + _PAD, lines, weight=weight)
        y += height
    drawing.height = y + _EDGE
    return drawing


_BONE_WIDTH, _SLANT, _HEAD_WIDTH = 236.0, 44.0, 190.0


def fishbone_drawing(problem: str, branches: Sequence[tuple[str, Sequence[str]]]) -> Drawing:
    """The problem at the head, and the branches above and beneath the spine in turn, each with its causes."""
    drawing = Drawing()
    heights = [_bone_height(name, causes) for name, causes in branches]
    above, below = max(heights[0::2], default=0.0), max(heights[1::2], default=0.0)
    head = _lines(problem, _HEAD_WIDTH)
    head_height = len(head) * LINE + 2 * _PAD
    spine = _EDGE + max(above, head_height / 2)
    ends = _EDGE + _BONE_WIDTH * ((len(branches) + 1) // 2) + _SLANT
    for place, (name, causes) in enumerate(branches):
        left = _EDGE + _BONE_WIDTH * (place // 2)
        _bone(drawing, (left, spine), (above if place % 2 == 0 else below), place % 2 == 0, (name, causes))
    drawing.strokes.append(Stroke(((_EDGE, spine), (ends, spine)), is_arrow=True, weight=Weight.STRONG))
    drawing.boxes.append(Box(ends, spine - head_height / 2, _HEAD_WIDTH, head_height, Weight.STRONG))
    drawing.write(ends + _PAD, spine - head_height / 2 + _PAD, head, weight=Weight.STRONG)
    drawing.width = ends + _HEAD_WIDTH + _EDGE
    drawing.height = spine + max(below, head_height / 2) + _EDGE
    return drawing


def _bone_lines(causes: Sequence[str]) -> list[str]:
    return [line for cause in causes for line in _lines(f"– {cause}", _BONE_WIDTH - _SLANT)]


def _bone_height(name: str, causes: Sequence[str]) -> float:
    return (len(_lines(name, _BONE_WIDTH)) + len(_bone_lines(causes))) * LINE + 3 * _PAD


def _bone(
    drawing: Drawing, foot: tuple[float, float], room: float, is_above: bool, branch: tuple[str, Sequence[str]]
) -> None:
    """The name at the outer end of the bone, and the causes to the right of it."""
    (left, spine), (name, causes) = foot, branch
    names, listed = _lines(name, _BONE_WIDTH), _bone_lines(causes)
    name_height = len(names) * LINE
    outer = spine - room + name_height if is_above else spine + room - name_height
    drawing.write(left, spine - room if is_above else outer, names, weight=Weight.STRONG)
    drawing.strokes.append(Stroke(((left, outer + (_PAD / 2 if is_above else 0)), (left + _SLANT, spine))))
    top = outer + _PAD if is_above else spine + _PAD
    drawing.write(left + _SLANT + _PAD, top, listed)


_COLUMN, _PLOT, _BAR = 104.0, 190.0, 64.0


def pareto_drawing(bars: Sequence[ParetoBar], counts: Sequence[str], shares: Sequence[str]) -> Drawing:
    """Bars from the largest, and the line of what they are together, on one scale; the words are given beside."""
    drawing = Drawing(width=_COLUMN * len(bars) + 2 * _EDGE)
    top = LINE + _PAD
    ground = top + _PLOT
    total = sum(bar.count for bar in bars)
    middles = [_EDGE + _COLUMN * (place + 0.5) for place in range(len(bars))]
    deepest = 0
    for middle, bar, count in zip(middles, bars, counts, strict=True):
        height = _PLOT * bar.count / total
        drawing.boxes.append(Box(middle - _BAR / 2, ground - height, _BAR, height, Weight.STRONG))
        named = wrapped(bar.cause, FONT, _COLUMN - _PAD)
        drawing.write(middle, ground + _PAD / 2, [count], "middle", Weight.STRONG)
        drawing.write(middle, ground + _PAD / 2 + LINE, named, "middle")
        deepest = max(deepest, len(named))
    points = tuple((middle, ground - _PLOT * bar.cumulative_share) for middle, bar in zip(middles, bars, strict=True))
    drawing.strokes.append(Stroke(((_EDGE, ground), (_EDGE + _COLUMN * len(bars), ground))))
    drawing.strokes.append(Stroke(points, weight=Weight.QUIET))
    for (x, y), share in zip(points, shares, strict=True):
        drawing.boxes.append(Box(x - 3, y - 3, 6, 6, Weight.QUIET))
        drawing.write(x, y - LINE - _PAD / 2, [share], "middle", Weight.QUIET)
    drawing.height = ground + _PAD + LINE * (deepest + 1) + _EDGE
    return drawing


_STEP_WIDTH, _STEP_GAP, _PER_ROW = 172.0, 28.0, 4


def process_drawing(steps: Sequence[Step]) -> Drawing:
    """The steps in rows of four, each with who does it and how long it takes, and an arrow to the next."""
    across = min(len(steps), _PER_ROW)
    drawing = Drawing(width=across * _STEP_WIDTH + (across - 1) * _STEP_GAP + 2 * _EDGE)
    y = _EDGE
    for first in range(0, len(steps), _PER_ROW):
        row = steps[first : first + _PER_ROW]
        texts = [_lines(f"{first + place + 1}. {step.text}", _STEP_WIDTH) for place, step in enumerate(row)]
        whos = [_lines(step.who, _STEP_WIDTH) if step.who else [] for step in row]
        height = max(
            (len(text) + len(who) + bool(step.time)) * LINE for text, who, step in zip(texts, whos, row, strict=True)
        )
        for place, step in enumerate(row):
            x = _EDGE + place * (_STEP_WIDTH + _STEP_GAP)
            drawing.boxes.append(Box(x, y, _STEP_WIDTH, height + 2 * _PAD))
            drawing.write(x + _PAD, y + _PAD, texts[place])
            beneath = y + _PAD + len(texts[place]) * LINE
            drawing.write(x + _PAD, beneath, whos[place], weight=Weight.QUIET)
            drawing.write(x + _PAD, y + _PAD + height - LINE, [step.time] if step.time else [], weight=Weight.STRONG)
            if first + place + 1 < len(steps) and place + 1 < len(row):
                middle = y + height / 2 + _PAD
                drawing.strokes.append(Stroke(((x + _STEP_WIDTH, middle), (x + _STEP_WIDTH + _STEP_GAP, middle)), True))
        y += height + 2 * _PAD
        if first + _PER_ROW < len(steps):
            drawing.strokes.append(
                Stroke(((_EDGE + _STEP_WIDTH / 2, y), (_EDGE + _STEP_WIDTH / 2, y + _STEP_GAP)), True)
            )
            y += _STEP_GAP
    drawing.height = y + _EDGE
    return drawing
