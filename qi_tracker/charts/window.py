"""A part of a chart: some of its periods, with what was computed from all of them. Nothing is analysed again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qi_tracker.analysis.result import ChartPhase, ChartResult, Verdict
from qi_tracker.charts.levels import median_now
from qi_tracker.charts.marks import signed
from qi_tracker.charts.request import Chart
from qi_tracker.charts.text import ChartMark, ChartText, MarkKind
from qi_tracker.charts.timeline import timeline


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are shown, both ends included; None is an open end."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """The day is shown."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def touches(self, mark: ChartMark) -> bool:
        """Some of the mark's days are shown."""
        is_day = mark.kind is MarkKind.ANNOTATION
        end = mark.starts_on if is_day else mark.ends_on
        is_over = self.first is not None and end is not None and end < self.first
        return not is_over and (self.last is None or mark.starts_on <= self.last)


def part_of(chart: Chart, window: Window) -> Chart:
    """The chart as it looks in the window: the same lines, limits, signals, names and signs, of fewer periods."""
    kept = [index for index, slot in enumerate(timeline(chart.result)) if window.holds(slot.date)]
    numbers = [number for number, phase in enumerate(chart.result.phases) if _seen(chart.result, phase, window)]
    return Chart(
        chart.id,
        _result(chart.result, numbers, window),
        _text(chart.text, kept, numbers),
        tuple(_marks(chart.marks, window)),
    )


def _seen(result: ChartResult, phase: ChartPhase, window: Window) -> list[int]:
    return [index for index in range(phase.first, phase.last + 1) if window.holds(result.points[index].date)]


def _result(result: ChartResult, numbers: Sequence[int], window: Window) -> ChartResult:
    new_number = {number: place for place, number in enumerate(numbers)}
    # A point of a phase that is not seen is none of the window's.
    points = tuple(replace(point, phase=new_number[point.phase]) for point in result.points if window.holds(point.date))
    phases, first = [], 0
    for number in numbers:
        seen = _seen(result, result.phases[number], window)
        days = result.points[seen[0]].date, result.points[seen[-1]].date
        last = first + len(seen) - 1
        phases.append(replace(result.phases[number], first=first, last=last, first_date=days[0], last_date=days[1]))
        first = last + 1
    verdict = _verdict(result, window, is_current=len(result.phases) - 1 in new_number)
    return replace(result, points=points, phases=tuple(phases), verdict=verdict)


def _verdict(result: ChartResult, window: Window, *, is_current: bool) -> Verdict:
    """The same verdict; the line of the level now only where the whole chart has it and the window reaches it."""
    verdict, start = result.verdict, result.verdict.current_period_start
    is_reached = start is not None and (window.last is None or start <= window.last)
    has_line = is_current and is_reached and median_now(result) is not None
    missing = tuple(day for day in verdict.missing if window.holds(day))
    return replace(verdict, missing=missing, current_period_start=start if has_line else None)


def _text(text: ChartText, kept: Sequence[int], numbers: Sequence[int]) -> ChartText:
    return replace(
        text,
        period_labels=_picked(text.period_labels, kept),
        axis_labels=_picked(text.axis_labels, kept),
        comments=_picked(text.comments, kept),
        phase_names=tuple(text.phase_name(number) for number in numbers),
    )


def _picked(labels: Sequence[str], kept: Sequence[int]) -> tuple[str, ...]:
    return tuple(labels[index] for index in kept) if labels else ()


def _marks(marks: Sequence[ChartMark], window: Window) -> Iterator[ChartMark]:
    """Those in the window with the signs they have in the whole chart; what began before it begins at its edge."""
    for kind in (MarkKind.ANNOTATION, MarkKind.CYCLE):
        for item in signed(marks, kind):
            if window.touches(item.mark):
                yield replace(item.mark, sign=item.sign, starts_on=max(item.mark.starts_on, window.first or date.min))
    yield from (mark for mark in marks if mark.kind is MarkKind.PAUSE and window.touches(mark))
