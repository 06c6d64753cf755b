"""Simulated run charts: when the first signal comes, for a process and a way of looking. Seeded, so always the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from qi_tracker.analysis.batch import run_charts
from qi_tracker.analysis.constants import MIN_USEFUL_POINTS, SIMULATION_SEED, SIMULATIONS
from qi_tracker.analysis.runs import crossings_limit, longest_run_limit

NEVER = 0
"""Stands for the number of points at the first signal where there is none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A process and how it is looked at.

    Attributes
    ----------
    n_points
        Points in the end, at least 1.
    looks
        Numbers of points at which the chart is opened; earlier than ten points there is no verdict. Empty: at the end.
    n_frozen
        The centre line is the median of so many first points; 0: of all points there are at each look.
    correlation
        Of each point with the one before it, above -1 and below 1. 0 when new people are counted each time.
    shift
        How far the level moves after `n_before` points, in standard deviations of the points.
    """

    n_points: int
    looks: Sequence[int] = ()
    n_frozen: int = 0
    correlation: float = 0.0
    shift: float = 0.0
    n_before: int = 0


@dataclass(frozen=True, slots=True)
class Chance:
    """An estimated probability, with the standard error that the number of simulations gives it."""

    probability: float
    standard_error: float


def monthly_looks(first: int, last: int) -> range:
    """Opened at each new point, from the first verdict on."""
    return range(max(first, MIN_USEFUL_POINTS), last + 1)


def first_signals(plan: Plan, n_simulations: int = SIMULATIONS) -> NDArray[np.int64]:
    """Shape (simulations,): the number of points at the first look with a signal, `NEVER` without one."""
    values = simulated_values(plan, n_simulations)
    looks = list(plan.looks) or [plan.n_points]
    signals = _around_frozen(values, plan.n_frozen, looks) if plan.n_frozen else _around_own(values, looks)
    has_any = signals.any(axis=1)
    return np.where(has_any, np.array(looks)[signals.argmax(axis=1)], NEVER)


def chance_of_signal(plan: Plan, n_simulations: int = SIMULATIONS) -> Chance:
    """How often at least one look gives a signal."""
    probability = float(np.mean(first_signals(plan, n_simulations) != NEVER))
    return Chance(probability, sqrt(probability * (1 - probability) / n_simulations))


def simulated_values(plan: Plan, n_simulations: int) -> NDArray[np.float64]:
    """Standard normal values with the correlation asked for, shifted from where the change comes."""
    noise = np.random.default_rng(SIMULATION_SEED).standard_normal((n_simulations, plan.n_points))
    if plan.correlation:
        spread = sqrt(1 - plan.correlation**2)
        for place in range(1, plan.n_points):
            noise[:, place] = plan.correlation * noise[:, place - 1] + spread * noise[:, place]
    noise[:, plan.n_before :] += plan.shift
    return noise


def _around_own(values: NDArray[np.float64], looks: Sequence[int]) -> NDArray[np.bool_]:
    return np.column_stack([run_charts(values[:, :look]).signal for look in looks])


def _around_frozen(values: NDArray[np.float64], n_frozen: int, looks: Sequence[int]) -> NDArray[np.bool_]:
    """Runs and crossings as they stand after each point, held against the limits at the looks."""
    n_simulations, n_points = values.shape
    line = np.median(values[:, :n_frozen], axis=1)
    longest_max = np.array([n_points, *map(longest_run_limit, range(1, n_points + 1))])
    crossings_min = np.array([0, *map(crossings_limit, range(1, n_points + 1))])
    run, longest, crossings, useful, side = (np.zeros(n_simulations, dtype=np.int64) for _ in range(5))
    found = []
    for place in range(n_points):
        now = np.sign(values[:, place] - line).astype(np.int64)
        is_useful, has_crossed = now != 0, now * side < 0
        run = np.where(has_crossed, 0, run) + is_useful
        longest, useful, crossings = np.maximum(longest, run), useful + is_useful, crossings + has_crossed
        side = np.where(is_useful, now, side)
        if place + 1 in looks:
            found.append((longest > longest_max[useful]) | (crossings < crossings_min[useful]))
    return np.column_stack(found)
