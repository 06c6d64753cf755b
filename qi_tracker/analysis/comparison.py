"""What is compared with what: the starting point, the current period, and the signal between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from qi_tracker.analysis.limits.stretch import Lines
from qi_tracker.analysis.phases import Span
from qi_tracker.analysis.result import Division, RunAnalysis
from qi_tracker.analysis.runs import analyse_runs, find_runs, long_runs
from qi_tracker.analysis.series import RunRules
from qi_tracker.analysis.subgroups import Subgroup


@dataclass(frozen=True, slots=True)
class AnalysedPhase:
    """One phase: its lines by point, not multiplied, its runs as positions in the series, and their analysis."""

    span: Span
    lines: Lines
    runs: tuple[tuple[int, ...], ...]
    analysis: RunAnalysis


@dataclass(frozen=True, slots=True)
class Counted:
    """One point that counts: there, and not excluded. `is_useful`: not on the line that the signal rests on."""

    position: int
    date: date
    value: float
    is_useful: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The starting point's values and the current period, and whether more than chance lies between them.

    Values are not multiplied. `start` is empty when there is nothing to compare with; `current` is then the whole last
    phase. `basis` is the run analysis the signal rests on. `is_apart` is False when the signal lies within the last
    phase only, and so says nothing about the way from start to now.
    """

    start: tuple[Counted, ...]
    current: tuple[Counted, ...]
    basis: RunAnalysis
    has_signal: bool
    is_apart: bool
    division: Division

    @property
    def start_median(self) -> float | None:
        """Median of the starting point; None without one."""
        return median(point.value for point in self.start) if self.start else None

    @property
    def start_period(self) -> tuple[date, date] | None:
        """First and last counted point of the starting point; None without one."""
        return (self.start[0].date, self.start[-1].date) if self.start else None


def compare(subgroups: Sequence[Subgroup], phases: Sequence[AnalysedPhase], rules: RunRules) -> Comparison:
    """The current period and the starting point it is compared with.

    Parameters
    ----------
    subgroups
        All points in order of date.
    phases
        At least one; the last is the one the comparison is about.

    Returns
    -------
    By the first that applies: the points after the freeze of the last phase against the frozen ones; the last phase
    against an earlier freeze, else the phase before; the points from where a too-long run began against those before;
    with few crossings alone the second half against the first; else everything, against nothing.
    """
    last = phases[-1]
    counted = _counted(subgroups, last)
    if last.span.frozen_until is not None:
        base = tuple(point for point in counted if point.position <= last.span.base)
        after = tuple(point for point in counted if point.position > last.span.base)
        if after:
            return _within(last, _Parts(base, after, Division.FREEZE))
    earlier = _earlier_start(subgroups, phases)
    if earlier is not None:
        return _across(subgroups, earlier, last, rules)
    return _within(last, _parted(last, counted))


@dataclass(frozen=True, slots=True)
class _Parts:
    start: tuple[Counted, ...]
    current: tuple[Counted, ...]
    division: Division


def _within(last: AnalysedPhase, parts: _Parts) -> Comparison:
    """A comparison inside the last phase, whose own run analysis gives the signal."""
    signal = last.analysis.signal
    division = parts.division if parts.start else Division.NOTHING
    return Comparison(parts.start, parts.current, last.analysis, signal, signal, division)


def _counted(subgroups: Sequence[Subgroup], phase: AnalysedPhase) -> tuple[Counted, ...]:
    useful = {position for run in phase.runs for position in run}
    return tuple(
        Counted(position, subgroups[position].date, value, position in useful)
        for position in phase.span.positions
        if (value := subgroups[position].counted) is not None
    )


def _earlier_start(subgroups: Sequence[Subgroup], phases: Sequence[AnalysedPhase]) -> range | None:
    """Positions of a starting point in the earlier phases: the latest freeze, else the latest phase with a value."""
    earlier = [phase.span for phase in reversed(phases[:-1])]
    frozen = [span.base_positions for span in earlier if span.frozen_until is not None]
    whole = [span.positions for span in earlier]
    return next((start for start in frozen + whole if _values(subgroups, start)), None)


def _across(subgroups: Sequence[Subgroup], start: range, last: AnalysedPhase, rules: RunRules) -> Comparison:
    """The last phase against an earlier starting point, whose median is drawn on through everything since."""
    line = median(_values(subgroups, start))
    stretch = [subgroup.counted for subgroup in subgroups[start.start :]]
    basis = analyse_runs(find_runs(stretch, [line] * len(stretch)), rules)
    return Comparison(
        start=_beside(subgroups, start, line),
        current=_beside(subgroups, last.span.positions, line),
        basis=basis,
        has_signal=basis.signal or last.analysis.signal,
        is_apart=basis.signal,
        division=Division.PHASE,
    )


def _beside(subgroups: Sequence[Subgroup], positions: range, line: float) -> tuple[Counted, ...]:
    """The counted points at these positions; useful are those that do not lie on the line."""
    return tuple(
        Counted(position, subgroups[position].date, value, value != line)
        for position in positions
        if (value := subgroups[position].counted) is not None
    )


def _values(subgroups: Sequence[Subgroup], positions: range) -> tuple[float, ...]:
    counted = (subgroups[position].counted for position in positions)
    return tuple(value for value in counted if value is not None)


def _parted(last: AnalysedPhase, counted: tuple[Counted, ...]) -> _Parts:
    """Starting point and current period of a phase with nothing before it and nothing frozen."""
    if not last.analysis.signal:
        return _Parts((), counted, Division.NOTHING)
    too_long = long_runs(last.runs, last.analysis)
    if not too_long:
        half = len(counted) // 2
        return _Parts(counted[:half], counted[half:], Division.HALVES)
    return _parted_by_run(too_long[-1], counted)


def _parted_by_run(run: Sequence[int], counted: tuple[Counted, ...]) -> _Parts:
    """From where the run began against the points before; what follows a run that opens the phase, against that run."""
    before = tuple(point for point in counted if point.position < run[0])
    since = tuple(point for point in counted if point.position >= run[0])
    if not before:
        before = tuple(point for point in counted if point.position <= run[-1])
        since = tuple(point for point in counted if point.position > run[-1])
    return _Parts(before, since, Division.LONG_RUN) if since else _Parts((), counted, Division.NOTHING)
