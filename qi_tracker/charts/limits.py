"""The control limits as stepped lines: level between two points, one step at each change. Nothing is drawn here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qi_tracker.analysis.result import ChartPhase, ChartPoint, ChartResult
from qi_tracker.charts.axes import milliseconds
from qi_tracker.charts.text import ChartText


@dataclass(frozen=True, slots=True)
class Step:
    """A level stretch of a line: its value, from and to in milliseconds."""

    value: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One unbroken piece of a phase's upper or lower limit."""

    is_upper: bool
    phase: int
    steps: tuple[Step, ...]

    @property
    def last(self) -> float:
        """Where the piece ends."""
        return self.steps[-1].value


@dataclass(frozen=True, slots=True)
class Within:
    """A stretch between the limits: from and to in milliseconds; None on the side that has no limit."""

    start: float
    end: float
    lower: float | None
    upper: float | None


def between(lines: Sequence[LimitLine]) -> Iterator[Within]:
    """The stretches between the drawn limits, each as long as both stay the same."""
    steps = [(line.is_upper, step) for line in lines for step in line.steps]
    borders = sorted({border for _, step in steps for border in (step.start, step.end)})
    for start, end in pairwise(borders):
        there = {is_upper: step.value for is_upper, step in steps if step.start <= start and end <= step.end}
        if there:
            yield Within(start, end, there.get(False), there.get(True))


def limit_values(result: ChartResult, text: ChartText) -> list[float]:
    """Every value that a limit needs room for."""
    return [value for is_upper, _, heights in _drawn(result, text) for value in heights if value is not None]


def limit_lines(result: ChartResult, text: ChartText, edges: Sequence[float]) -> list[LimitLine]:
    """The limits to draw, phase by phase; `edges` are the ends of the phases in milliseconds.

    A limit that lies all along on what cannot be passed, as below 0 children, says nothing and is left out.
    """
    lines = []
    for is_upper, number, heights in _drawn(result, text):
        points = _points_of(result, result.phases[number])
        steps = stepped(points, heights, edges[number : number + 2])
        lines += [LimitLine(is_upper, number, piece) for piece in steps]
    return lines


def _drawn(result: ChartResult, text: ChartText) -> Iterator[tuple[bool, int, list[float | None]]]:
    for number, phase in enumerate(result.phases):
        points = _points_of(result, phase)
        for is_upper, bound in ((False, text.lowest), (True, text.highest)):
            heights = [point.upper if is_upper else point.lower for point in points]
            if not _is_on_bound(heights, bound, is_upper=is_upper):
                yield is_upper, number, heights


def _is_on_bound(heights: Sequence[float | None], bound: float | None, *, is_upper: bool) -> bool:
    there = [height for height in heights if height is not None]
    return not there or (bound is not None and all(h >= bound if is_upper else h <= bound for h in there))


def _points_of(result: ChartResult, phase: ChartPhase) -> Sequence[ChartPoint]:
    return result.points[phase.first : phase.last + 1]


def stepped(
    points: Sequence[ChartPoint], heights: Sequence[float | None], edges: Sequence[float]
) -> Iterator[tuple[Step, ...]]:
    """The unbroken pieces of a line with these heights, one a point, changing halfway between two points.

    Where there is no height the line breaks. Equal steps are one.
    """
    days = [milliseconds(point.date) for point in points]
    borders = [edges[0], *((before + after) / 2 for before, after in pairwise(days)), edges[1]]
    piece: list[Step] = []
    for height, (start, end) in zip(heights, pairwise(borders), strict=True):
        if height is None:
            if piece:
                yield tuple(piece)
            piece = []
        elif piece and piece[-1].value == height:
            piece[-1] = Step(height, piece[-1].start, end)
        else:
            piece.append(Step(height, start, end))
    if piece:
        yield tuple(piece)
