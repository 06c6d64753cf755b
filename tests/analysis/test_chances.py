"""How sure and how soon: the published distribution exactly, and the published simulations within their error."""

from datetime import date, timedelta
from math import sqrt

import numpy as np
import pytest

from qi_tracker.analysis.chances import (
    chance_of_any,
    chance_of_no_signal,
    false_signals,
    joint_distribution,
    lag_one_correlation,
    noticeable_correlation,
    waiting_for,
)
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.series import Point, RunRules, Series
from qi_tracker.analysis.simulated import NEVER, Plan, chance_of_signal, first_signals, monthly_looks
from qi_tracker.vocabulary import Frequency
from tests.analysis import reference

PUBLISHED = reference.load("published_anhoej.json.gz")
NAMES = {RunRules.ANHOEJ: "anhoej", RunRules.BEST_BOX: "bestbox", RunRules.CUT_BOX: "cutbox"}


def chart_of(values: list[float], frozen: int | None = None) -> ChartResult:
    first = date(2000, 1, 1)
    days = [first + timedelta(days=place) for place in range(len(values))]
    points = [Point(day, value) for day, value in zip(days, values, strict=True)]
    return analyse(Series(points, frequency=Frequency.EVENT, freezes=[days[frozen - 1]] if frozen else []))


@pytest.mark.parametrize("rules", RunRules)
@pytest.mark.parametrize("shift", [0.0, 0.4, 0.8, 1.2, 2.0])
def test_the_chance_of_no_signal_is_the_published_one(shift: float, rules: RunRules) -> None:
    """Anhøj and Wentzel-Larsen 2020, doi:10.1371/journal.pone.0233920; above 36 points in `dev.py prove published`."""
    published = PUBLISHED[f"p_no_signal_{NAMES[rules]}_shift_{shift}"]
    for n in (*range(10, 24), 36):
        assert chance_of_no_signal(n, shift, rules) == pytest.approx(published[n - 10], rel=1e-12), n


def test_the_joint_distribution_is_the_published_one() -> None:
    """crossrun 0.1.1, joint14symm: counts out of 2^13."""
    ours = joint_distribution(14, 0.5)[:, 1:] * 2**13
    assert np.rint(ours).astype(int).tolist() == PUBLISHED["joint14_counts"]["matrix"]


@pytest.mark.parametrize(
    ("plan", "published"),
    [
        (Plan(26, n_frozen=8), 0.12),
        (Plan(36, monthly_looks(13, 36), 12), 0.20),
        (Plan(24, n_frozen=12, correlation=0.3), 0.25),
        (Plan(24, n_frozen=12, correlation=0.5), 0.46),
        (Plan(36, monthly_looks(13, 36), 12, 0.3), 0.49),
        (Plan(36, monthly_looks(13, 36), 12, 0.5), 0.74),
    ],
)
def test_simulated_chances_are_those_found_before(plan: Plan, published: float) -> None:
    """Found independently and rounded to whole per cent."""
    chance = chance_of_signal(plan)
    assert chance.probability == pytest.approx(published, abs=0.005 + 3 * chance.standard_error)
    assert chance_of_signal(plan) == chance


def test_the_simulation_around_the_own_median_agrees_with_counting() -> None:
    """All 2^10 orders of signs cannot be counted around an own median, but a known line is the limit of many frozen."""
    exact = 1 - chance_of_no_signal(24)
    frozen_long = chance_of_signal(Plan(24, n_frozen=24))
    assert frozen_long.probability < exact


@pytest.mark.parametrize(("shift", "months"), [(1.0, 14), (2.0, 8)])
def test_half_of_the_shifts_are_seen_as_soon_as_found_before(shift: float, months: int) -> None:
    found = first_signals(Plan(72, monthly_looks(13, 72), 12, shift=shift, n_before=12))
    assert np.median(np.where(found == NEVER, 999, found)) - 12 == months


def test_larger_shifts_are_seen_sooner_and_tiny_ones_never() -> None:
    waits = [waiting_for(shift, 12) for shift in (1.0, 1.5, 3.0)]
    months = [wait.n_monthly for wait in waits if wait.n_monthly is not None]
    assert months == sorted(months, reverse=True)
    assert waits[-1].days_weekly is not None and waits[-1].days_monthly is not None
    assert waits[-1].days_weekly < waits[-1].days_monthly * 2
    assert waiting_for(0.01, 12).n_monthly is None
    assert waiting_for(0.01, 12).days_monthly is None and waiting_for(0.01, 12).days_weekly is None


def test_correlation_is_the_textbooks() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 5.0]
    # Deviations -2 -1 0 1 2: (2 + 0 + 0 + 2) / 10.
    assert lag_one_correlation(values) == pytest.approx(0.4)
    assert lag_one_correlation([1.0, 2.0]) is None
    assert lag_one_correlation([3.0, 3.0, 3.0]) is None
    assert noticeable_correlation(25) == pytest.approx(1.96 / 5)


def test_false_signals_are_those_of_this_very_chart() -> None:
    random = np.random.default_rng(3)
    values = random.normal(size=26).tolist()
    frozen = false_signals(chart_of(values, frozen=8))
    assert frozen is not None
    assert frozen.once.probability == pytest.approx(0.12, abs=0.015)
    assert frozen.each_time.probability > frozen.once.probability
    assert false_signals(chart_of(values[:9])) is None


def test_correlated_points_give_more_false_signals() -> None:
    random = np.random.default_rng(5)
    walk = [0.0]
    for _ in range(35):
        walk.append(0.8 * walk[-1] + sqrt(1 - 0.64) * random.normal())
    found = false_signals(chart_of(walk))
    assert found is not None and found.if_correlated is not None
    assert found.if_correlated.probability > found.each_time.probability


def test_the_chance_that_one_of_several_signals_is_that_none_stays_silent() -> None:
    long, frozen, short = chart_of(list(range(24))), chart_of(list(range(26)), 8), chart_of([1.0, 2.0, 3.0])
    alone = [chance_of_signal(Plan(24)).probability, chance_of_signal(Plan(26, n_frozen=8)).probability]
    assert chance_of_any([long]) == pytest.approx(alone[0])
    assert chance_of_any([long, frozen]) == pytest.approx(1 - (1 - alone[0]) * (1 - alone[1]))
    assert chance_of_any([long, short, chart_of([])]) == pytest.approx(alone[0])
    assert chance_of_any([]) == 0


def test_of_twelve_groups_simulated_as_often_one_signals_as_is_said() -> None:
    """Against charts drawn here: 12 groups of 24 independent points, each around its own median, 2,000 times."""
    chance = np.random.default_rng(12)
    signals = first_signals(Plan(24), 24_000) != NEVER
    chance.shuffle(signals)
    share = float(signals.reshape(2_000, 12).any(axis=1).mean())
    assert chance_of_any([chart_of(list(range(24)))] * 12) == pytest.approx(share, abs=0.04)
