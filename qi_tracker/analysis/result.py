"""`ChartResult`: what an analysis says, as frozen dataclasses. The contract with charts, services and i18n."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from qi_tracker.vocabulary import Caution, ChartKind, VerdictCode


@dataclass(frozen=True, slots=True)
class RunAnalysis:
    """The run rules on one stretch of points. The four run numbers are None when no point is useful.

    `longest_run_max` and `n_crossings_min` are the limits in force; only what lies beyond them is a signal.
    """

    n_useful: int
    longest_run: int | None
    longest_run_max: int | None
    n_crossings: int | None
    n_crossings_min: int | None

    def without_limits(self) -> "RunAnalysis":
        """The same counts, held against nothing."""
        return RunAnalysis(self.n_useful, self.longest_run, None, self.n_crossings, None)

    @property
    def has_long_run(self) -> bool:
        """The longest run is longer than chance explains."""
        return (
            self.longest_run is not None
            and self.longest_run_max is not None
            and self.longest_run > self.longest_run_max
        )

    @property
    def has_few_crossings(self) -> bool:
        """The line is crossed more seldom than chance explains."""
        return (
            self.n_crossings is not None
            and self.n_crossings_min is not None
            and self.n_crossings < self.n_crossings_min
        )

    @property
    def signal(self) -> bool:
        """Non-random variation by either rule."""
        return self.has_long_run or self.has_few_crossings


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One plotted point. `value` and `centre` are in plotted (multiplied) units, None when missing.

    `is_base`: the centre line is computed from it. `run_length`: that of the long run it is a useful point of,
    else 0. `is_outside`: it lies strictly beyond a limit, excluded or not. `is_hidden`: there is a number that must not
    be shown, and so no value, numerator or denominator here.
    """

    date: date
    value: float | None
    numerator: float | None
    denominator: float | None
    phase: int
    is_base: bool
    is_excluded: bool
    run_length: int
    centre: float | None
    lower: float | None
    upper: float | None
    inner_lower: float | None
    inner_upper: float | None
    is_outside: bool
    is_hidden: bool

    @property
    def is_in_long_run(self) -> bool:
        """It is one of the points of an unusually long run."""
        return self.run_length > 0


@dataclass(frozen=True, slots=True)
class ChartPhase:
    """One phase: its points by index (last inclusive), centre line in plotted units, run analysis.

    Lines that differ from point to point are given by their mean. `n_outside` counts the points strictly beyond the
    limits; `sigma_z` is that of the p′ and u′ charts.
    """

    first: int
    last: int
    first_date: date
    last_date: date
    centre: float | None
    frozen_until: date | None
    runs: RunAnalysis
    lower: float | None
    upper: float | None
    n_outside: int
    sigma_z: float | None


class Division(StrEnum):
    """What parts the starting point from the current period."""

    FREEZE = "freeze"
    PHASE = "phase"
    LONG_RUN = "long_run"
    HALVES = "halves"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict's code and the numbers its sentence needs. Medians in plotted units.

    Attributes
    ----------
    n_useful
        The {n} of "n of at least 10": useful points of the last phase, which the verdict is about.
    start_median
        Median of the starting point; None when there is nothing to compare the current period with.
    current_median
        Median of the current period, which is the whole last phase when nothing has changed and nothing is frozen.
    current_period_start
        First counted point of the current period; None when there is no starting point before it.
    current
        Run analysis of the current period by itself, around its own median; `is_stable` when it gives no signal.
    held_count
        The {k} of "k of 12", at most 11 until the improvement is held; then the {n} of "the last n numbers".
    missing
        First days of the missing periods.
    valid_until
        Date of the last counted point.
    basis
        The run analysis that the signal rests on: around the starting point's line, else that of the last phase.
    start_period
        First and last counted point of the starting point; None without one.
    division
        What parts the starting point from the current period; None without any point.
    n_hidden
        How many points are hidden.
    """

    code: VerdictCode
    cautions: tuple[Caution, ...]
    n_useful: int
    start_median: float | None
    current_median: float | None
    current_period_start: date | None
    current: RunAnalysis | None
    is_stable: bool
    target: float | None
    is_target_reached: bool
    held_count: int
    n_phases: int
    missing: tuple[date, ...]
    valid_until: date | None
    basis: RunAnalysis | None
    start_period: tuple[date, date] | None
    division: Division | None
    n_hidden: int


@dataclass(frozen=True, slots=True)
class ChartResult:
    """Everything computed from one Series."""

    chart: ChartKind
    points: tuple[ChartPoint, ...]
    phases: tuple[ChartPhase, ...]
    target: float | None
    verdict: Verdict
    n_dropped_rows: int
    n_merged_rows: int

    @property
    def current_phase(self) -> ChartPhase | None:
        """The last phase, which the verdict is about; None without points."""
        return self.phases[-1] if self.phases else None

    @property
    def current_points(self) -> tuple[ChartPoint, ...]:
        """The points of the last phase."""
        return self.points[self.phases[-1].first :] if self.phases else ()

    def without_signals(self) -> "ChartResult":
        """The same numbers and lines, judged by nobody: for merged numbers, of which the verdict says nothing."""
        return replace(
            self,
            points=tuple(replace(point, run_length=0, is_outside=False) for point in self.points),
            phases=tuple(replace(phase, runs=phase.runs.without_limits(), n_outside=0) for phase in self.phases),
            verdict=replace(self.verdict, code=VerdictCode.TOO_EARLY, cautions=()),
        )
