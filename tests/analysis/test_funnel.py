"""Funnels against the distributions counted out, number by number."""

from collections.abc import Callable, Sequence
from math import comb, exp, factorial

import pytest

from qi_tracker.analysis.funnel import Funnel, FunnelPoint, funnel_of_proportions, funnel_of_rates

TAILS = (0.025, 0.975, 0.001, 0.999)


def limits(funnel: Funnel, place: int = 0) -> tuple[float | None, ...]:
    point = funnel.points[place]
    return (point.inner_lower, point.inner_upper, point.lower, point.upper)


def counted_out(chance_of: Callable[[int], float], tail: float) -> float:
    """Spiegelhalter 2005, appendix A.1.1: r less (P(X ≤ r) − p) / P(X = r), r the smallest with P(X ≤ r) ≥ p."""
    r = next(r for r in range(1000) if sum(map(chance_of, range(r + 1))) >= tail)
    return max(r - (sum(map(chance_of, range(r + 1))) - tail) / chance_of(r), 0)


@pytest.mark.parametrize(
    ("numerators", "denominators"), [([50, 50], [100, 100]), ([1, 9], [5, 15]), ([1, 0], [10, 10]), ([0, 19], [1, 19])]
)
def test_limits_of_proportions_are_the_exact_binomial(numerators: Sequence[int], denominators: Sequence[int]) -> None:
    funnel = funnel_of_proportions(numerators, denominators)
    p = sum(numerators) / sum(denominators)
    assert funnel.centre == p
    for place, n in enumerate(denominators):
        assert funnel.points[place].value == numerators[place] / n

        def binomial(k: int, n: int = n) -> float:
            return float(comb(n, k) * p**k * (1 - p) ** (n - k))

        expected = [counted_out(binomial, tail) / n for tail in TAILS]
        assert limits(funnel, place) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("numerators", "denominators"), [([10, 12, 40], [1000.0, 500.0, 250.0]), ([1, 0], [2.5, 4]), ([90, 70], [2, 1])]
)
def test_limits_of_rates_are_the_exact_poisson(numerators: Sequence[int], denominators: Sequence[float]) -> None:
    funnel = funnel_of_rates(numerators, denominators)
    rate = sum(numerators) / sum(denominators)
    assert funnel.centre == rate
    for place, n in enumerate(denominators):
        assert funnel.points[place].value == numerators[place] / n
        mean = rate * n

        def poisson(k: int, mean: float = mean) -> float:
            return exp(-mean) * mean**k / factorial(k)

        expected = [counted_out(poisson, tail) / n for tail in TAILS]
        assert limits(funnel, place) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_unit_on_a_limit_is_within() -> None:
    assert not FunnelPoint(0.5, 10, None, None, 0.5, 0.9).is_outside
    assert not FunnelPoint(0.5, 10, None, None, 0.1, 0.5).is_outside
    assert FunnelPoint(0.4, 10, None, None, 0.5, 0.9).is_outside
    assert FunnelPoint(0.6, 10, None, None, 0.1, 0.5).is_outside
    assert not FunnelPoint(None, 0, None, None, None, None).is_outside
    assert not FunnelPoint(0.5, 10, None, None, None, None).is_outside


def test_where_all_have_it_there_is_nothing_to_compare() -> None:
    funnel = funnel_of_proportions([10, 5], [10, 5])
    assert (funnel.centre, funnel.points[0].value) == (1, 1)
    assert limits(funnel) == (None,) * 4


def test_a_unit_of_nothing_is_drawn_nowhere() -> None:
    for funnel in (funnel_of_proportions([0, 5], [0, 10]), funnel_of_rates([0, 5], [0, 10])):
        assert funnel.points[0].value is None
        assert limits(funnel) == (None,) * 4
        assert None not in limits(funnel, 1)


@pytest.mark.parametrize("pair", [(11, 10), (-1, 10), (0, -1)])
def test_an_impossible_unit_among_others_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="between 0 and its denominator"):
        funnel_of_proportions([1, pair[0]], [10, pair[1]])


@pytest.mark.parametrize("pair", [(1, 0), (-1, 10), (0, -1)])
def test_impossible_events_among_others_are_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="nothing happens in nothing"):
        funnel_of_rates([1, pair[0]], [10, pair[1]])
