"""Results → verdict codes, their order, and the cautions that modify them. Sentences are made in `i18n/verdicts.py`."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import isclose
from statistics import median

from qi_tracker.analysis.comparison import Comparison
from qi_tracker.analysis.constants import EQUALITY_TOLERANCE, HELD_POINTS, MIN_USEFUL_POINTS
from qi_tracker.analysis.result import Verdict
from qi_tracker.analysis.runs import analyse_alone
from qi_tracker.analysis.series import Series
from qi_tracker.vocabulary import Caution, Direction, VerdictCode


class Change(Enum):
    """On which side of the starting point the current period lies."""

    BETTER = "better"
    WORSE = "worse"
    UNDIRECTED = "undirected"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the code of a verdict is decided from."""

    has_data: bool
    n_useful: int
    has_signal: bool
    change: Change
    is_reached: bool
    is_held: bool

    @property
    def is_improved(self) -> bool:
        """A signal, and better than the starting point."""
        return self.has_signal and self.change is Change.BETTER


CODES_IN_ORDER: tuple[tuple[VerdictCode, Callable[[Findings], bool]], ...] = (
    (VerdictCode.NO_DATA, lambda found: not found.has_data),
    (VerdictCode.TOO_EARLY, lambda found: found.n_useful < MIN_USEFUL_POINTS),
    (VerdictCode.WORSENING, lambda found: found.has_signal and found.change is Change.WORSE),
    (VerdictCode.HELD, lambda found: found.is_improved and found.is_held),
    (VerdictCode.REACHED, lambda found: found.is_improved and found.is_reached),
    (VerdictCode.IMPROVEMENT, lambda found: found.is_improved),
    (VerdictCode.UNDIRECTED_CHANGE, lambda found: found.has_signal),
    (VerdictCode.NO_SIGNAL, lambda _: True),
)
"""Which verdict when several hold: the first. Reached and held say more about an improvement and nothing else: a target
that is reached without a signal was reached from the start, or by chance."""

CAUTIONS_IN_ORDER = (Caution.HIDDEN, Caution.MISSING, Caution.STOCK, Caution.PHASES)
"""Hidden or missing data first."""

CODES_THAT_READ_A_PATTERN = frozenset(
    {
        VerdictCode.WORSENING,
        VerdictCode.HELD,
        VerdictCode.REACHED,
        VerdictCode.IMPROVEMENT,
        VerdictCode.UNDIRECTED_CHANGE,
    }
)
"""The stock caution says that a pattern may look stronger than it is; without a pattern there is nothing to caution."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the verdict is made of, beside the series itself. Without any point `comparison` is None."""

    comparison: Comparison | None
    has_data: bool
    n_useful: int
    n_phases: int
    missing: tuple[date, ...]
    valid_until: date | None
    n_hidden: int


@dataclass(frozen=True, slots=True)
class Doubts:
    """What the cautions of a verdict are decided from."""

    n_hidden: int
    n_missing: int
    is_stock: bool
    n_phases: int


def choose_code(found: Findings) -> VerdictCode:
    """The first code that holds."""
    return next(code for code, holds in CODES_IN_ORDER if holds(found))


CAUTIONS_WITHOUT_DATA = frozenset({Caution.HIDDEN})
"""Without a number to be cautious about only one caution stands: that none is seen may be because they are hidden."""


def choose_cautions(code: VerdictCode, doubts: Doubts) -> tuple[Caution, ...]:
    """The cautions that modify the headline, in order."""
    holds = {
        Caution.HIDDEN: doubts.n_hidden > 0,
        Caution.MISSING: doubts.n_missing > 0,
        Caution.STOCK: doubts.is_stock and code in CODES_THAT_READ_A_PATTERN,
        Caution.PHASES: doubts.n_phases > 1,
    }
    may_stand = CAUTIONS_WITHOUT_DATA if code is VerdictCode.NO_DATA else frozenset(Caution)
    return tuple(caution for caution in CAUTIONS_IN_ORDER if holds[caution] and caution in may_stand)


def in_order(cautions: Collection[Caution]) -> tuple[Caution, ...]:
    """The cautions as they are said: hidden or missing data first."""
    return tuple(caution for caution in CAUTIONS_IN_ORDER if caution in cautions)


def judge(series: Series, evidence: Evidence) -> Verdict:
    """The verdict on the last phase of a series.

    Returns
    -------
    Medians and target in plotted units; a median is None where its period holds no counted value.

    Source
    ------
    Our own rules, in METHODS.md: "Verdict".
    """
    comparison = evidence.comparison
    current = comparison.current if comparison else ()
    start_median = _plotted(comparison.start_median if comparison else None, series)
    current_median = _plotted(median(point.value for point in current) if current else None, series)
    alone = analyse_alone([point.value for point in current], series.run_rules) if current else None
    is_reached = is_at_target(current_median, series)
    held_count = count_held([point.value for point in current if point.is_useful], series, is_reached)
    found = Findings(
        has_data=evidence.has_data,
        n_useful=evidence.n_useful,
        has_signal=comparison is not None and comparison.has_signal,
        change=_change(start_median, current_median, series.direction, comparison),
        is_reached=is_reached,
        is_held=held_count >= HELD_POINTS,
    )
    code = choose_code(found)
    return Verdict(
        code=code,
        cautions=choose_cautions(code, _doubts(series, evidence)),
        n_useful=evidence.n_useful,
        start_median=start_median,
        current_median=current_median,
        current_period_start=current[0].date if current and start_median is not None else None,
        current=alone,
        is_stable=alone is not None and not alone.signal,
        target=series.target,
        is_target_reached=is_reached,
        held_count=held_count,
        n_phases=evidence.n_phases,
        missing=evidence.missing,
        valid_until=evidence.valid_until,
        basis=comparison.basis if comparison else None,
        start_period=comparison.start_period if comparison else None,
        division=comparison.division if comparison else None,
        n_hidden=evidence.n_hidden,
    )


def _doubts(series: Series, evidence: Evidence) -> Doubts:
    return Doubts(evidence.n_hidden, len(evidence.missing), series.is_stock, evidence.n_phases)


def is_at_target(plotted_median: float | None, series: Series) -> bool:
    """The median is at the target or better; False without a target or a direction."""
    if plotted_median is None or series.target is None or series.direction is None:
        return False
    return _side(plotted_median, series.target, series.direction) is not Change.WORSE


def count_held(useful: Sequence[float], series: Series, is_reached: bool) -> int:
    """How many of twelve useful points the target has been held for.

    Parameters
    ----------
    useful
        Useful values of the current period, in order, not multiplied.
    is_reached
        The median of the whole current period is at the target or better; without that nothing is held.

    Returns
    -------
    When held: the number of useful points, if they are stable at the target or better together, else twelve, if the
    last twelve are. When not held: the number of useful points, at most eleven.
    """
    for values in (useful, useful[-HELD_POINTS:]):
        if is_reached and len(values) >= HELD_POINTS and _holds_target(values, series):
            return len(values)
    return min(len(useful), HELD_POINTS - 1)


def _holds_target(values: Sequence[float], series: Series) -> bool:
    return is_at_target(_plotted(median(values), series), series) and not analyse_alone(values, series.run_rules).signal


def _plotted(value: float | None, series: Series) -> float | None:
    return None if value is None else value * series.multiply


def _change(
    start: float | None, current: float | None, direction: Direction | None, comparison: Comparison | None
) -> Change:
    if start is None or current is None or direction is None or comparison is None or not comparison.is_apart:
        return Change.UNDIRECTED
    return _side(current, start, direction)


def _side(number: float, reference: float, direction: Direction) -> Change:
    """On which side of the reference the number lies, by the direction that is better."""
    if isclose(number, reference, rel_tol=EQUALITY_TOLERANCE):
        return Change.UNDIRECTED
    return Change.BETTER if (number > reference) == (direction is Direction.UP) else Change.WORSE
