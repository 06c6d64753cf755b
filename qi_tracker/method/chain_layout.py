"""Where the nodes of a drawing in columns stand, and which way its lines go. Sizes in, places out; no text, no colours.

The columns are given, the order within them follows what the nodes are tied to, and no two things ever lie over each
other: a line that passes a column gets a lane of its own there (Sugiyama, Tagawa and Toda 1981,
doi:10.1109/TSMC.1981.4308636). Heights are shared out by least squares under that order (pool adjacent violators,
Ayer et al. 1955, doi:10.1214/aoms/1177728423).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import fmean
from typing import Final

# What a line is given in a column that it passes.
_LANE: Final = 8.0
# A thing that is tied to nothing yields to all that are.
_LOOSE: Final = 0.001


@dataclass(frozen=True, slots=True)
class Box:
    """A node to be placed: its column, counted from the left, and how high it is."""

    key: str
    column: int
    height: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes shared by all of a drawing, in its own unit."""

    width: float
    # Between columns, where the lines bend.
    gutter: float
    # Between two things in one column.
    gap: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A node in its place: its upper left corner and its size."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Route:
    """A line from one node to another: a bend in each gutter, straight through each column between.

    `points` are the ends of the bends in order, so their number is even.
    """

    source: str
    target: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All in its place, from (0, 0) to (width, height)."""

    width: float
    height: float
    boxes: tuple[Placed, ...]
    routes: tuple[Route, ...]


@dataclass(slots=True)
class _Thing:
    """A box, or a lane of a line."""

    column: int
    height: float
    key: str = ""
    top: float = 0.0
    # Neighbours in the column to the left and to the right.
    beside: dict[int, list["_Thing"]] = field(default_factory=lambda: {-1: [], 1: []})

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def lay_out(boxes: Sequence[Box], links: Iterable[tuple[str, str]], anchor: int, sizes: Measures) -> Layout:
    """Places for all boxes and lines.

    Parameters
    ----------
    boxes
        With different keys; those of the anchor's column keep this order, and so do those that are tied to the same.
    links
        (from, to) by key, once each. What leads to its own column is left out.
    anchor
        The column whose order decides that of the others; any number does.
    sizes
        Positive.

    Returns
    -------
    No two boxes, and no line and a box that it does not end at, lie over each other. Columns without boxes take no
    room.
    """
    if not boxes:
        return Layout(0.0, 0.0, (), ())
    numbers = {column: number for number, column in enumerate(sorted({box.column for box in boxes}))}
    things = {box.key: _Thing(numbers[box.column], box.height, box.key) for box in boxes}
    columns: list[list[_Thing]] = [[] for _ in numbers]
    for thing in things.values():
        columns[thing.column].append(thing)
    chains = {(one, other): _chain(things[one], things[other], columns) for one, other in dict.fromkeys(links)}
    _order(columns, numbers.get(anchor, 0))
    _spread(columns, sizes.gap)
    step = sizes.width + sizes.gutter
    placed = tuple(
        Placed(key, thing.column * step, thing.top, sizes.width, thing.height) for key, thing in things.items()
    )
    routes = tuple(
        Route(one, other, _points(chain, step, sizes.width)) for (one, other), chain in chains.items() if chain
    )
    height = max(thing.top + thing.height for column in columns for thing in column)
    return Layout(len(columns) * step - sizes.gutter, height, placed, routes)


def _chain(source: _Thing, target: _Thing, columns: Sequence[list[_Thing]]) -> list[_Thing]:
    """From source to target by a lane in each column between; empty where both stand in one column."""
    if source.column == target.column:
        return []
    towards = 1 if source.column < target.column else -1
    chain = [source]
    for column in range(source.column + towards, target.column, towards):
        lane = _Thing(column, _LANE)
        columns[column].append(lane)
        chain.append(lane)
    chain.append(target)
    for one, other in zip(chain, chain[1:], strict=False):
        one.beside[towards].append(other)
        other.beside[-towards].append(one)
    return chain


def _outwards(n: int, start: int) -> list[tuple[int, int]]:
    """(column, the way to the one before it) of all columns but the first, each after its inner neighbour."""
    return [(column, 1) for column in range(start - 1, -1, -1)] + [(column, -1) for column in range(start + 1, n)]


def _order(columns: list[list[_Thing]], anchor: int) -> None:
    """Sort each column by where its things' neighbours nearer the anchor stand; equals keep their order."""
    for column, inwards in _outwards(len(columns), anchor):
        rank = {id(thing): number for number, thing in enumerate(columns[column + inwards])}
        wanted = {
            id(thing): fmean(rank[id(beside)] for beside in thing.beside[inwards]) if thing.beside[inwards] else inf
            for thing in columns[column]
        }
        columns[column].sort(key=lambda thing: wanted[id(thing)])


def _spread(columns: Sequence[Sequence[_Thing]], gap: float) -> None:
    """Give each thing its height: the fullest column first, the others beside what they are tied to."""
    heights = [sum(thing.height + gap for thing in column) for column in columns]
    fullest = heights.index(max(heights))
    _stack(columns[fullest], gap, {})
    for number, inwards in _outwards(len(columns), fullest):
        wished = {
            id(thing): fmean(beside.middle for beside in thing.beside[inwards]) - thing.height / 2
            for thing in columns[number]
            if thing.beside[inwards]
        }
        _stack(columns[number], gap, wished)
    highest = min(thing.top for column in columns for thing in column)
    for column in columns:
        for thing in column:
            thing.top -= highest


def _stack(column: Sequence[_Thing], gap: float, wished: Mapping[int, float]) -> None:
    """Tops as near the wished as the order and the gaps allow, by least squares."""
    offsets, offset = [], 0.0
    for thing in column:
        offsets.append(offset)
        offset += thing.height + gap
    # Each block moves as one: the sum of its weights, its mean wish, and how many things it holds.
    blocks: list[tuple[float, float, int]] = []
    last = 0.0
    for thing, below in zip(column, offsets, strict=True):
        is_tied = id(thing) in wished
        last = wished[id(thing)] - below if is_tied else last
        weight, mean, n = 1.0 if is_tied else _LOOSE, last, 1
        while blocks and blocks[-1][1] > mean:
            other_weight, other_mean, other_n = blocks.pop()
            mean = (mean * weight + other_mean * other_weight) / (weight + other_weight)
            weight, n = weight + other_weight, n + other_n
        blocks.append((weight, mean, n))
    shifts = [mean for _, mean, n in blocks for _ in range(n)]
    for thing, shift, below in zip(column, shifts, offsets, strict=True):
        thing.top = shift + below


def _points(chain: Sequence[_Thing], step: float, width: float) -> tuple[tuple[float, float], ...]:
    is_rightwards = chain[0].column < chain[-1].column
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for number, thing in enumerate(chain):
        near, far = thing.column * step, thing.column * step + width
        entry, leave = (near, far) if is_rightwards else (far, near)
        if number > 0:
            points[number].append((entry, thing.middle))
        if number < len(chain) - 1:
            points[number].append((leave, thing.middle))
    return tuple(point for number in sorted(points) for point in points[number])
