"""The slots of a chart: every period with a number, and every one whose number is missing or hidden, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi_tracker.analysis.result import ChartPoint, ChartResult
from qi_tracker.vocabulary import ChartKind

_MADE_OF_SEVERAL = frozenset({ChartKind.MR, ChartKind.S})


class SlotState(StrEnum):
    """What there is to draw in a slot."""

    VALUE = "value"
    EXCLUDED = "excluded"
    MISSING = "missing"
    # There is a number, and it must not be shown.
    HIDDEN = "hidden"


HAS_NO_VALUE = frozenset({SlotState.MISSING, SlotState.HIDDEN})


@dataclass(frozen=True, slots=True)
class Slot:
    """One period on the time axis. `value` is None exactly when the state is MISSING or HIDDEN; `index` counts from 0.

    `beyond` is 1 above the upper limit, -1 below the lower, else 0. `side` is 1 above the centre line, -1
    below it, and 0 on it or without one. `run_length` is that of the unusually long run it is one of the points of.
    """

    index: int
    date: date
    state: SlotState
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    phase: int = 0
    run_length: int = 0
    beyond: int = 0
    side: int = 0

    @property
    def is_on_line(self) -> bool:
        """It lies on the centre line, on neither side of it, and is no signal."""
        return self.state is SlotState.VALUE and not (self.side or self.beyond or self.is_in_run)

    @property
    def is_in_run(self) -> bool:
        """It is one of the points of an unusually long run."""
        return self.run_length > 0


def timeline(result: ChartResult) -> tuple[Slot, ...]:
    """The slots of a result, oldest first: its points, and the missing periods that have no point."""
    known = {point.date for point in result.points}
    entries: list[tuple[date, ChartPoint | None]] = [
        (point.date, point) for point in result.points if not _plots_nothing(point, result)
    ]
    entries += [(day, None) for day in result.verdict.missing if day not in known]
    entries.sort(key=lambda entry: entry[0])
    return tuple(_slot(index, day, point, result) for index, (day, point) in enumerate(entries))


def _plots_nothing(point: ChartPoint, result: ChartResult) -> bool:
    """A number that is there, but of which this chart makes no point: the first has no difference to one before it."""
    return result.chart in _MADE_OF_SEVERAL and point.value is None and point.numerator is not None


def _slot(index: int, day: date, point: ChartPoint | None, result: ChartResult) -> Slot:
    if point is None:
        return Slot(index, day, SlotState.MISSING, None)
    shared = (point.numerator, point.denominator, point.phase)
    if point.is_hidden:
        return Slot(index, day, SlotState.HIDDEN, None, phase=point.phase)
    if point.value is None:
        return Slot(index, day, SlotState.MISSING, None, *shared)
    if point.is_excluded:
        return Slot(index, day, SlotState.EXCLUDED, point.value, *shared)
    return Slot(index, day, SlotState.VALUE, point.value, *shared, point.run_length, _beyond(point), _side(point))


def _beyond(point: ChartPoint) -> int:
    if not point.is_outside:
        return 0
    return 1 if point.value is not None and point.upper is not None and point.value > point.upper else -1


def _side(point: ChartPoint) -> int:
    if point.value is None or point.centre is None:
        return 0
    return (point.value > point.centre) - (point.value < point.centre)


def stretches(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """The unbroken pieces of the curve. A missing or hidden number breaks it; an excluded one is passed by."""
    piece: list[Slot] = []
    for slot in slots:
        if slot.state in HAS_NO_VALUE and piece:
            yield piece
            piece = []
        elif slot.state is SlotState.VALUE:
            piece.append(slot)
    if piece:
        yield piece


@dataclass(frozen=True, slots=True)
class LongRun:
    """A run that is longer than chance explains: its slots, its length in useful points, and its side of the line."""

    first: Slot
    last: Slot
    length: int
    is_above: bool


def long_runs(result: ChartResult, slots: Sequence[Slot]) -> list[LongRun]:
    """The runs to point out, oldest first. Points on the line belong to the run but are not counted in its length."""
    runs: list[LongRun] = []
    for index in range(len(result.phases)):
        counted = [slot for slot in slots if slot.state is SlotState.VALUE and slot.phase == index]
        for piece in _same_side(counted):
            runs.append(LongRun(piece[0], piece[-1], piece[0].run_length, sum(slot.side for slot in piece) > 0))
    return runs


def _same_side(counted: Sequence[Slot]) -> Iterator[list[Slot]]:
    piece: list[Slot] = []
    side = 0
    for slot in counted:
        is_turn = slot.side and side and slot.side != side
        is_end = not slot.is_in_run and slot.side != 0
        if piece and (is_turn or is_end):
            yield piece
            piece, side = [], 0
        if slot.is_in_run:
            piece.append(slot)
            side = slot.side or side
    if piece:
        yield piece
