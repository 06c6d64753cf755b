"""What a chart must say, worked out from its result alone: another way than the product's, to hold it against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from qi_tracker.analysis.result import ChartPoint, ChartResult
from qi_tracker.charts.client import Chart
from qi_tracker.charts.text import MarkKind
from qi_tracker.vocabulary import ChartKind


@dataclass(frozen=True, slots=True)
class Line:
    """One period: its point, if the result has one, and what it is: a value, excluded, hidden or missing."""

    day: date
    point: ChartPoint | None
    state: str

    @property
    def value(self) -> float | None:
        """What is plotted."""
        return self.point.value if self.point is not None else None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch on one side that is longer than chance explains."""

    days: tuple[date, ...]
    length: int
    is_above: bool


def lines_of(result: ChartResult) -> list[Line]:
    """Every period of the chart in order."""
    makes_of_several = result.chart in (ChartKind.MR, ChartKind.S)
    found = [
        Line(point.date, point, _state(point))
        for point in result.points
        if point.value is not None or point.is_hidden or point.numerator is None or not makes_of_several
    ]
    known = {point.date for point in result.points}
    found += [Line(day, None, "missing") for day in result.verdict.missing if day not in known]
    return sorted(found, key=lambda line: line.day)


def _state(point: ChartPoint) -> str:
    if point.is_hidden:
        return "hidden"
    if point.value is None:
        return "missing"
    return "excluded" if point.is_excluded else "value"


def runs_of(result: ChartResult) -> list[Run]:
    """The runs to be pointed out. A point on the line is of the run around it and adds nothing to its length."""
    runs = []
    for phase in range(len(result.phases)):
        counted = [point for point in result.points if point.phase == phase and _counts(point)]
        useful = [point for point in counted if _side(point)]
        for (is_long, side), group in groupby(useful, lambda point: (point.is_in_long_run, _side(point))):
            members = list(group)
            if is_long:
                within = [p.date for p in counted if members[0].date <= p.date <= members[-1].date]
                runs.append(Run(tuple(within), len(members), side > 0))
    return runs


def _counts(point: ChartPoint) -> bool:
    return point.value is not None and not point.is_excluded


def _side(point: ChartPoint) -> int:
    if point.value is None or point.centre is None:
        return 0
    return (point.value > point.centre) - (point.value < point.centre)


def is_beyond(line: Line) -> bool:
    """A counted point outside its limits."""
    return line.state == "value" and line.point is not None and line.point.is_outside


def is_signal(line: Line, result: ChartResult) -> bool:
    """A point with a sign of its own: beyond a limit, or one of a long run."""
    in_run = any(line.day in (run.days[0], run.days[-1]) or line.day in run.days for run in runs_of(result))
    return is_beyond(line) or (in_run and line.point is not None and line.point.is_in_long_run)


def sentences(chart: Chart) -> Iterator[str]:
    """What the description must hold, each with its numbers found here."""
    result, words, numbers = chart.result, chart.text.words, chart.text.numbers
    lines = lines_of(result)
    labels = dict(zip((line.day for line in lines), chart.text.period_labels, strict=True))
    shown = [(line.value, labels[line.day]) for line in lines if line.value is not None]
    if len(shown) > 1:
        yield words.describe_points % {"n": len(shown), "first": shown[0][1], "last": shown[-1][1]}
    if shown:
        yield words.describe_latest % {"value": numbers.value(shown[-1][0]), "period": shown[-1][1]}
        low, high = min(value for value, _ in shown), max(value for value, _ in shown)
        if low != high:
            yield numbers.value(low)
            yield numbers.value(high)
    for phase in result.phases:
        if phase.centre is not None:
            yield numbers.level(phase.centre)
    if result.target is not None:
        yield words.describe_target % {"value": numbers.level(result.target)}
    if result.verdict.n_useful >= 10 and shown:
        for run in runs_of(result):
            sentence = words.describe_above if run.is_above else words.describe_below
            yield sentence % {"n": run.length, "first": labels[run.days[0]], "last": labels[run.days[-1]]}
        yield from _list(words.describe_outside, [labels[line.day] for line in lines if is_beyond(line)])
    for state in ("missing", "hidden", "excluded"):
        yield from _list(
            getattr(words, f"describe_{state}"), [labels[line.day] for line in lines if line.state == state]
        )
    yield from _list(words.describe_pauses, [mark.when for mark in chart.marks if mark.kind is MarkKind.PAUSE])


def _list(sentence: str, periods: Sequence[str]) -> Iterator[str]:
    """As many as are listed."""
    if periods:
        yield sentence.partition("%(periods)s")[0] + ", ".join(periods[:6])
