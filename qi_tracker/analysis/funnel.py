"""Several units in one period: each against what all have together, with wider limits where a unit is small."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log

from qi_tracker.analysis.constants import FUNNEL_INNER, FUNNEL_OUTER


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One unit. Limits are None where the denominator is 0, or all units have none, or all of, what is counted."""

    value: float | None
    denominator: float
    inner_lower: float | None
    inner_upper: float | None
    lower: float | None
    upper: float | None

    @property
    def is_outside(self) -> bool:
        """Beyond the outer limits: more than chance explains."""
        return self.value is not None and (
            (self.lower is not None and self.value < self.lower) or (self.upper is not None and self.value > self.upper)
        )


@dataclass(frozen=True, slots=True)
class Funnel:
    """The units in the order given, and what all have together."""

    centre: float | None
    points: tuple[FunnelPoint, ...]


def funnel_of_proportions(numerators: Sequence[int], denominators: Sequence[int]) -> Funnel:
    """Units with so many of so many.

    Parameters
    ----------
    numerators, denominators
        Equally long, whole numbers of at least 0, numerators not above their denominators.

    Returns
    -------
    Exact binomial limits at 95 % and 99.8 %, interpolated so that they do not jump from one denominator to the next.

    Raises
    ------
    ValueError
        If a unit has an impossible pair of numbers.

    Source
    ------
    Spiegelhalter 2005, Statistics in Medicine 24:1185-1202, appendix A.1.1.
    """
    if any(not 0 <= numerator <= denominator for numerator, denominator in zip(numerators, denominators, strict=True)):
        raise ValueError("a numerator lies between 0 and its denominator")
    centre = _together(numerators, denominators)

    def limit(denominator: int, chance: float) -> float:
        assert centre is not None
        return _interpolated(lambda k: _binomial(k, denominator, centre), chance) / denominator

    return _funnel(numerators, denominators, centre, limit if centre is not None and 0 < centre < 1 else None)


def funnel_of_rates(numerators: Sequence[int], denominators: Sequence[float]) -> Funnel:
    """Units with so many events in so much time or so many people.

    Parameters
    ----------
    numerators, denominators
        Equally long; events are whole numbers of at least 0, denominators at least 0.

    Raises
    ------
    ValueError
        If a number is below 0, or events have happened in nothing.

    Source
    ------
    Spiegelhalter 2005, Statistics in Medicine 24:1185-1202, appendix A.1.2: Poisson limits.
    """
    pairs = list(zip(numerators, denominators, strict=True))
    if any(
        numerator < 0 or denominator < 0 or (numerator > 0 and denominator == 0) for numerator, denominator in pairs
    ):
        raise ValueError("events and denominators are not below 0, and nothing happens in nothing")
    centre = _together(numerators, denominators)

    def limit(denominator: float, chance: float) -> float:
        assert centre is not None
        expected = centre * denominator
        return _interpolated(lambda k: _poisson(k, expected), chance) / denominator

    return _funnel(numerators, denominators, centre, limit if centre else None)


def _together(numerators: Sequence[float], denominators: Sequence[float]) -> float | None:
    total = fsum(denominators)
    return fsum(numerators) / total if total else None


def _funnel(
    numerators: Sequence[int],
    denominators: Sequence[float],
    centre: float | None,
    limit: Callable[..., float] | None,
) -> Funnel:
    def point(numerator: int, denominator: float) -> FunnelPoint:
        if limit is None or not denominator:
            return FunnelPoint(numerator / denominator if denominator else None, denominator, None, None, None, None)
        tails = ((1 - FUNNEL_INNER) / 2, (1 + FUNNEL_INNER) / 2, (1 - FUNNEL_OUTER) / 2, (1 + FUNNEL_OUTER) / 2)
        return FunnelPoint(numerator / denominator, denominator, *(limit(denominator, chance) for chance in tails))

    return Funnel(centre, tuple(point(*pair) for pair in zip(numerators, denominators, strict=True)))


def _interpolated(chance_of: Callable[[int], float], chance: float) -> float:
    """The count at which so much of the distribution is reached, between the whole numbers.

    The smallest count r with P(X ≤ r) ≥ chance, less the share of its own probability that is not needed.
    """
    count = 0
    here = reached = chance_of(count)
    while reached < chance:
        count += 1
        here = chance_of(count)
        reached += here
    return max(count - (reached - chance) / here, 0.0)


def _binomial(k: int, n: int, p: float) -> float:
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p))


def _poisson(k: int, expected: float) -> float:
    return exp(k * log(expected) - expected - lgamma(k + 1))
