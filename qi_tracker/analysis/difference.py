"""How much has changed: the difference of medians between the starting point and now, with what it may as well be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qi_tracker.analysis.constants import BOOTSTRAPS, INTERVAL_SHARE, SIMULATION_SEED

MINIMUM_A_SIDE = 5
"""Fewer points on a side have too few medians to draw from (our own choice)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Median after less median before, and its 95 % interval, all in the unit of the values."""

    estimate: float
    lower: float
    upper: float


def difference_of_medians(before: Sequence[float], after: Sequence[float]) -> Difference | None:
    """The difference with an interval by the bootstrap.

    Parameters
    ----------
    before, after
        Values of the two periods, in any order and unit; none missing.

    Returns
    -------
    None below five values in either period. Takes the points to be independent: correlated ones would make the interval
    too narrow. Seeded, so that the same numbers always get the same interval.

    Source
    ------
    Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13: percentile intervals.
    """
    if min(len(before), len(after)) < MINIMUM_A_SIDE:
        return None
    random = np.random.default_rng(SIMULATION_SEED)
    drawn = _medians_drawn(random, after) - _medians_drawn(random, before)
    tail = (1 - INTERVAL_SHARE) / 2
    lower, upper = np.quantile(drawn, [tail, 1 - tail])
    return Difference(float(np.median(after) - np.median(before)), float(lower), float(upper))


def _medians_drawn(random: np.random.Generator, values: Sequence[float]) -> np.ndarray:
    drawn: np.ndarray = np.median(random.choice(np.array(values), size=(BOOTSTRAPS, len(values))), axis=1)
    return drawn
