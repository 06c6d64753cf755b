"""What the run rules promise: the chance of a false signal for this very chart, and the wait until a change is seen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import erf, prod, sqrt

import numpy as np

from qi_tracker.analysis.constants import DETECTION_SHARE, LONGEST_WAIT, MIN_USEFUL_POINTS
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.runs import LIMITS_OF_RULES
from qi_tracker.analysis.series import RunRules
from qi_tracker.analysis.simulated import NEVER, Chance, Plan, chance_of_signal, first_signals, monthly_looks

DAYS_IN_MONTH, DAYS_IN_WEEK = 30.4375, 7.0


def chance_of_no_signal(n_useful: int, shift: float = 0.0, rules: RunRules = RunRules.ANHOEJ) -> float:
    """The chance that a chart gives no signal at one look around a known line, exactly.

    Parameters
    ----------
    n_useful
        Points, at least 1, independent and normal.
    shift
        Distance of their level from the line, in standard deviations. 0: what is left to 1 is false signals.

    Source
    ------
    The joint distribution of crossings and longest run: Wentzel-Larsen and Anhøj 2019,
    doi:10.1371/journal.pone.0223233, computed step by step instead of by their recursion.
    """
    joint = joint_distribution(n_useful, (1 + erf(shift / sqrt(2))) / 2)
    total = 0.0
    for crossings in range(n_useful):
        longest_run_max, crossings_min = LIMITS_OF_RULES[rules](n_useful, crossings)
        if crossings >= crossings_min:
            total += float(joint[crossings, : longest_run_max + 1].sum())
    return total


def joint_distribution(n: int, above: float) -> np.ndarray:
    """Chances of crossings and longest run in n independent points, each above the line with chance `above`.

    Returns
    -------
    Shape (n, n + 1): [crossings, longest run].
    """
    # [crossings, run that is going on, longest so far] of those that are above now, and of those that are below.
    states = {True: np.zeros((n, n + 1, n + 1)), False: np.zeros((n, n + 1, n + 1))}
    states[True][0, 1, 1], states[False][0, 1, 1] = above, 1 - above
    for _ in range(n - 1):
        states = {side: _stepped(states, side, above if side else 1 - above) for side in (True, False)}
    joint: np.ndarray = states[True].sum(axis=1) + states[False].sum(axis=1)
    return joint


def _stepped(states: dict[bool, np.ndarray], side: bool, chance: float) -> np.ndarray:
    """One more point on this side: the run goes on, or the line is crossed."""
    same, other = states[side], states[not side]
    n = same.shape[0]
    grown = np.zeros_like(same)
    grown[:, 1:, :] = same[:, :-1, :]
    # A run longer than the longest is the longest.
    for run in range(2, n + 1):
        grown[:, run, run] += grown[:, run, run - 1]
        grown[:, run, run - 1] = 0
    grown[1:, 1, :] += other[:-1].sum(axis=1)
    stepped: np.ndarray = grown * chance
    return stepped


@dataclass(frozen=True, slots=True)
class FalseSignals:
    """The chance that a process which does not change gives a signal.

    `once` with the one look at the end; `each_time` when the chart is opened at each new point from the first verdict;
    `if_correlated` the same as `each_time`, were successive points as correlated as these are.
    """

    once: Chance
    each_time: Chance
    if_correlated: Chance | None
    correlation: float | None


def false_signals(result: ChartResult) -> FalseSignals | None:
    """For the last phase of this very chart: as many useful points, frozen where it is frozen. None below ten points.

    Source
    ------
    Simulation (`simulated.py`); agrees with the published 4–9 % for one look around a known line.
    """
    if not _has_enough(result):
        return None
    n, n_frozen = _size(result)
    values = [point.value for point in result.current_points if point.value is not None and not point.is_excluded]
    plan = Plan(n, n_frozen=n_frozen)
    each = replace(plan, looks=monthly_looks(n_frozen + 1, n))
    correlation = lag_one_correlation(values)
    if_correlated = None
    if correlation is not None and correlation > noticeable_correlation(n):
        if_correlated = chance_of_signal(replace(each, correlation=correlation))
    return FalseSignals(chance_of_signal(plan), chance_of_signal(each), if_correlated, correlation)


def chance_of_any(results: Iterable[ChartResult]) -> float:
    """The chance that at least one of these charts gives a false signal by the run rules, looked at once.

    Parameters
    ----------
    results
        Of processes that do not change and vary independently of each other. Those with fewer than ten useful points in
        their last phase give no verdict, so they add nothing; nor does a chart without points.

    Source
    ------
    1 − Π(1 − pᵢ), with each chart's own pᵢ simulated for as many points, frozen where it is frozen.
    """
    return 1 - prod(1 - _chance_of_one(*_size(result)) for result in results if _has_enough(result))


@cache
def _chance_of_one(n: int, n_frozen: int) -> float:
    return chance_of_signal(Plan(n, n_frozen=n_frozen)).probability


def _has_enough(result: ChartResult) -> bool:
    phase = result.current_phase
    return phase is not None and phase.runs.n_useful >= MIN_USEFUL_POINTS


def _size(result: ChartResult) -> tuple[int, int]:
    """Counted points of the last phase, and how many of them its line is frozen on: 0 when it is not frozen."""
    counted = [point for point in result.current_points if point.value is not None and not point.is_excluded]
    is_frozen = result.phases[-1].frozen_until is not None
    return len(counted), sum(point.is_base for point in counted) if is_frozen else 0


def lag_one_correlation(values: list[float]) -> float | None:
    """Correlation of each value with the next one; None below three values, or when nothing varies.

    Source
    ------
    Box and Jenkins 1976, Time Series Analysis: r1 = Σ(x_t − m)(x_{t+1} − m) / Σ(x_t − m)².
    """
    if len(values) < 3:
        return None
    centred = np.array(values) - np.mean(values)
    spread = float(centred @ centred)
    return float(centred[:-1] @ centred[1:]) / spread if spread > 0 else None


def noticeable_correlation(n: int) -> float:
    """What the correlation of independent points seldom exceeds: 1.96/√n.

    Source
    ------
    Bartlett 1946, Journal of the Royal Statistical Society, Supplement 8(1):27-41.
    """
    return 1.96 / sqrt(n)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many points after a change it takes until the chart has given a signal in four of five such processes.

    None where that takes longer than anybody waits. Days are those of monthly and of weekly numbers.
    """

    n_monthly: int | None
    n_weekly: int | None

    @property
    def days_monthly(self) -> float | None:
        """Days of waiting with a number each month."""
        return None if self.n_monthly is None else self.n_monthly * DAYS_IN_MONTH

    @property
    def days_weekly(self) -> float | None:
        """Days of waiting with a number each week."""
        return None if self.n_weekly is None else self.n_weekly * DAYS_IN_WEEK


def waiting_for(shift: float, n_frozen: int) -> Waiting:
    """How long until a lasting shift is seen, with the chart opened at each new point.

    Parameters
    ----------
    shift
        Size of the shift in standard deviations of the monthly numbers.
    n_frozen
        Monthly points that the line was frozen on. With weekly numbers there are as many more as there are weeks.

    Returns
    -------
    Weekly numbers are taken to vary as samples do: √(30.4/7) = 2.1 times as much as monthly ones, so that the shift is
    as much smaller in their standard deviations.
    """
    per_month = DAYS_IN_MONTH / DAYS_IN_WEEK
    return Waiting(
        n_monthly=_points_needed(shift, n_frozen),
        n_weekly=_points_needed(shift / sqrt(per_month), round(n_frozen * per_month)),
    )


def _points_needed(shift: float, n_frozen: int) -> int | None:
    last = n_frozen + LONGEST_WAIT
    plan = Plan(last, monthly_looks(n_frozen + 1, last), n_frozen, shift=shift, n_before=n_frozen)
    found = first_signals(plan, n_simulations=4000)
    waited = np.sort(np.where(found == NEVER, last + 1, found))[int(np.ceil(DETECTION_SHARE * len(found))) - 1]
    return None if waited > last else int(waited) - n_frozen
