"""Where labels go so that none overlap: rows for spans, a stack at the edge, groups of markers. Only geometry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the picture; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Some area is shared."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def contains(self, x: float, y: float) -> bool:
        """The place lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def pack_rows(spans: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """A row for each (start, end), counted from 0, so that those in one row are at least `gap` apart.

    Spans are placed in the order given, each in the first row with room.
    """
    rows: list[list[tuple[float, float]]] = []
    chosen = []
    for start, end in spans:
        row = next((index for index, taken in enumerate(rows) if _is_free(taken, start, end, gap)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((start, end))
        chosen.append(row)
    return chosen


def _is_free(taken: Iterable[tuple[float, float]], start: float, end: float, gap: float) -> bool:
    return all(end + gap <= other_start or other_end + gap <= start for other_start, other_end in taken)


def stack(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles for labels of these heights, as near the wanted ones as goes without overlap, between `low` and `high`.

    The order of the wanted middles is kept. When all cannot fit, they go past `high`.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    middles = [0.0] * len(wanted)
    edge = low
    for index in order:
        middles[index] = max(wanted[index], edge + heights[index] / 2)
        edge = middles[index] + heights[index] / 2
    edge = max(high, low + sum(heights))
    for index in reversed(order):
        middles[index] = min(middles[index], edge - heights[index] / 2)
        edge = middles[index] - heights[index] / 2
    return middles


def group_near(places: Sequence[float], widths: Sequence[float]) -> list[list[int]]:
    """Sorted places in groups whose middles keep their widths apart. `widths[n - 1]` is the width of a group of n."""
    groups = [[index] for index in range(len(places))]
    position = 1
    while position < len(groups):
        left, right = groups[position - 1], groups[position]
        if _distance(places, left, right) < (_width(left, widths) + _width(right, widths)) / 2:
            groups[position - 1 : position + 1] = [left + right]
            position = max(1, position - 1)
        else:
            position += 1
    return groups


def _width(group: Sequence[int], widths: Sequence[float]) -> float:
    return widths[min(len(group), len(widths)) - 1]


def _distance(places: Sequence[float], left: Sequence[int], right: Sequence[int]) -> float:
    return middle_of(places, right) - middle_of(places, left)


def middle_of(places: Sequence[float], group: Sequence[int]) -> float:
    """Halfway between the first and last place of a group."""
    return (places[group[0]] + places[group[-1]]) / 2
