"""The level lines: the centre line of each phase, the target, and where the numbers lie now. Nothing is drawn here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qi_tracker.analysis.result import ChartPhase, ChartResult
from qi_tracker.charts.axes import Axis, milliseconds
from qi_tracker.charts.limits import Step, stepped
from qi_tracker.charts.timeline import Slot
from qi_tracker.vocabulary import VerdictCode

# The verdicts whose sentences name the level now; a second line would only disturb the others.
_NAMES_LEVEL_NOW: Final = frozenset({VerdictCode.IMPROVEMENT, VerdictCode.WORSENING})
_SAME: Final = 1e-9


class LevelKind(StrEnum):
    """What a level line shows."""

    MEDIAN = "median"
    NOW = "now"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Level:
    """One level line: its value, from and to in milliseconds, and the phase it belongs to."""

    kind: LevelKind
    value: float
    start: float
    end: float
    phase: int


def level_values(result: ChartResult) -> list[float]:
    """Every value a level line needs room for."""
    values = [point.centre for point in result.points] + [result.target, median_now(result)]
    return [value for value in values if value is not None]


def median_now(result: ChartResult) -> float | None:
    """The current period's median where the verdict names it and the chart has no line at it already."""
    verdict, phase = result.verdict, result.current_phase
    if verdict.code not in _NAMES_LEVEL_NOW or phase is None or verdict.current_period_start is None:
        return None
    # On a control chart the last phase's own centre line says where its numbers lie.
    has_own_line = len(result.phases) > 1 and phase.frozen_until is None
    value = None if has_own_line else verdict.current_median
    if value is None or phase.centre is None or abs(value - phase.centre) <= _SAME * max(1.0, abs(value)):
        return None
    return value


def levels(result: ChartResult, axis: Axis, slots: Sequence[Slot]) -> list[Level]:
    """The lines to draw, centre lines oldest first."""
    edges = phase_edges(result, axis)
    drawn = [
        Level(LevelKind.MEDIAN, step.value, step.start, step.end, index)
        for index, phase in enumerate(result.phases)
        for piece in _centre_steps(result, phase, edges[index : index + 2])
        for step in piece
    ]
    last = max(len(result.phases) - 1, 0)
    value, start = median_now(result), result.verdict.current_period_start
    if value is not None and start is not None:
        before = [milliseconds(slot.date) for slot in slots if slot.date < start]
        begin = (max(before) + milliseconds(start)) / 2 if before else axis.low
        drawn.append(Level(LevelKind.NOW, value, begin, axis.high, last))
    if result.target is not None:
        drawn.append(Level(LevelKind.TARGET, result.target, axis.low, axis.high, last))
    return drawn


def _centre_steps(result: ChartResult, phase: ChartPhase, edges: Sequence[float]) -> Iterator[tuple[Step, ...]]:
    """One step, unless a centre line was given that changes within the phase."""
    points = result.points[phase.first : phase.last + 1]
    return stepped(points, [point.centre for point in points], edges)


def phase_edges(result: ChartResult, axis: Axis) -> list[float]:
    """The ends of the phases: the axis' ends, and halfway between the points on either side of each change."""
    changes = [
        (milliseconds(before.last_date) + milliseconds(after.first_date)) / 2
        for before, after in zip(result.phases, result.phases[1:], strict=False)
    ]
    return [axis.low, *changes, axis.high]
