"""The chain as a drawing: each node a box of text, in columns; one set of nodes as driver diagram or logic chain.

Where all stands is decided in `method.chain_layout`; how it looks, in chain.css.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.drivers.nodes import NodeView
from qi_tracker.charts.lettering import clean, text_width
from qi_tracker.i18n.chain import COLUMNS, STEPS
from qi_tracker.method.chain import RANK, NodeKind
from qi_tracker.method.chain_layout import Box, Layout, Measures, Placed, Route, lay_out
from qi_tracker.services.drivers import Link
from qi_tracker.vocabulary import ChainStep, VerdictCode

SIZES: Final = Measures(width=212, gutter=56, gap=16)
TYPE: Final = 14.0
SMALL: Final = 12.5
LINE: Final = 19.0
PAD: Final = 12.0
SHAPE: Final = 16.0
HEAD: Final = 40.0
# So that borders, which reach out of their boxes, are drawn whole.
EDGE: Final = 2.0
# As high as a sheet of A3 that lies on its side, at the width of a drawing; higher ones go on over several sheets.
TALL: Final = 0.75


class PictureKind(StrEnum):
    """The two ways to see the same nodes."""

    DIAGRAM = "diagram"
    CHAIN = "chain"


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A node drawn: where, its lines of text, and below them what its measure says."""

    view: NodeView
    place: Placed
    # (y, text), from the box's left edge on.
    lines: tuple[tuple[float, str], ...]
    code: VerdictCode | None
    code_y: float
    verdict_lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column, or several beside each other, is called."""

    x: float
    width: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A line with its arrow: from what to what, and its path."""

    source: str
    target: str
    path: str
    arrow: str
    is_part: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """What `drivers/_picture.html` takes."""

    kind: PictureKind
    width: float
    height: float
    n_columns: int
    is_tall: bool
    headings: tuple[Heading, ...]
    boxes: tuple[DrawnBox, ...]
    links: tuple[DrawnLink, ...]


def draw(kind: PictureKind, views: Sequence[NodeView], links: Sequence[Link]) -> Picture:
    """The drawing of these nodes. The aim stands to the left in a driver diagram, to the right in a logic chain."""
    columns = _columns(kind, views)
    drawn = {view.key: _texts(view) for view in views}
    boxes = [Box(view.key, columns[view.key], drawn[view.key].height) for view in views]
    aim = next((columns[view.key] for view in views if view.node.kind is NodeKind.AIM), 0)
    layout = lay_out(boxes, [(link.source, link.target) for link in links], aim, SIZES)
    parts = {(link.source, link.target) for link in links if link.row is None}
    by_key = {view.key: view for view in views}
    height = layout.height + HEAD + EDGE
    return Picture(
        kind=kind,
        width=layout.width + 2 * EDGE,
        height=height,
        n_columns=len(set(columns.values())),
        is_tall=height > TALL * layout.width,
        headings=_headings(kind, views, columns, layout),
        boxes=tuple(_drawn(by_key[place.key], _moved(place), drawn[place.key]) for place in layout.boxes),
        links=tuple(_link(route, (route.source, route.target) in parts) for route in layout.routes),
    )


def _columns(kind: PictureKind, views: Sequence[NodeView]) -> Mapping[str, int]:
    """Key → column from the left."""
    if kind is PictureKind.DIAGRAM:
        return {view.key: -RANK[view.node.kind] for view in views}
    steps = list(ChainStep)
    return {view.key: steps.index(view.node.step) * len(RANK) + RANK[view.node.kind] for view in views}


def _headings(
    kind: PictureKind, views: Sequence[NodeView], columns: Mapping[str, int], layout: Layout
) -> tuple[Heading, ...]:
    """One above the columns of each kind of node, or of each link of the chain."""
    x_of = {place.key: place.x for place in layout.boxes}
    spans: dict[tuple[str, str], list[float]] = {}
    for view in sorted(views, key=lambda view: columns[view.key]):
        name = COLUMNS[view.node.kind] if kind is PictureKind.DIAGRAM else STEPS[view.node.step]
        spans.setdefault(name, []).append(x_of[view.key] + EDGE)
    words = current_words()
    return tuple(
        Heading(min(xs), width := max(xs) - min(xs) + SIZES.width, tuple(lines_of(words.pgettext(*name), SMALL, width)))
        for name, xs in spans.items()
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    lines: Sequence[str]
    verdict: Sequence[str]

    @property
    def height(self) -> float:
        between = LINE / 2 if self.verdict else 0.0
        return 2 * PAD + LINE * (len(self.lines) + len(self.verdict)) + between


def _texts(view: NodeView) -> _Texts:
    room = SIZES.width - 2 * PAD
    says = view.says
    return _Texts(lines_of(view.title, TYPE, room), lines_of(says, SMALL, room - SHAPE - 6) if says else [])


def lines_of(text: str, size: float, room: float) -> list[str]:
    """The whole text on as many lines as it needs; a word that is wider than the room is parted."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines += _parted(word, size, room)
    return lines


def _parted(word: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if text_width(pieces[-1] + letter + "-", size) > room:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _moved(place: Placed) -> Placed:
    return Placed(place.key, place.x + EDGE, place.y + HEAD, place.width, place.height)


def _drawn(view: NodeView, place: Placed, texts: _Texts) -> DrawnBox:
    first = place.y + PAD + LINE * 0.75
    below = first + LINE * len(texts.lines) + LINE / 2
    return DrawnBox(
        view=view,
        place=place,
        lines=tuple((first + LINE * number, line) for number, line in enumerate(texts.lines)),
        code=view.verdict.code if view.verdict is not None else None,
        code_y=below - SHAPE * 0.8,
        verdict_lines=tuple((below + LINE * number, line) for number, line in enumerate(texts.verdict)),
    )


def _link(route: Route, is_part: bool) -> DrawnLink:
    points = [(x + EDGE, y + HEAD) for x, y in route.points]
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for number, (x, y) in enumerate(points[1:], 1):
        last_x, last_y = points[number - 1]
        if number % 2:
            middle = (x + last_x) / 2
            path.append(f"C{middle:.1f} {last_y:.1f} {middle:.1f} {y:.1f} {x:.1f} {y:.1f}")
        else:
            path.append(f"H{x:.1f}")
    (end_x, end_y), back = points[-1], -8 if points[-1][0] > points[-2][0] else 8
    arrow = f"M{end_x + back:.1f} {end_y - 4.5:.1f}L{end_x:.1f} {end_y:.1f}L{end_x + back:.1f} {end_y + 4.5:.1f}"
    return DrawnLink(route.source, route.target, "".join(path), arrow, is_part)
