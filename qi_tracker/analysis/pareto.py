"""Pareto: which few causes make up most of what happens."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class ParetoBar:
    """One cause, how often it is counted, and the share that it and the larger ones have of all."""

    cause: str
    count: float
    cumulative_share: float


def pareto(counts: Mapping[str, float]) -> tuple[ParetoBar, ...]:
    """The causes, the largest first; equal ones in the order of their names. None are left out but those counted 0.

    Parameters
    ----------
    counts
        Cause → how often, at least 0.

    Raises
    ------
    ValueError
        If a count is below 0.

    Source
    ------
    Juran 1951, Quality Control Handbook.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("nothing is counted less than 0 times")
    ordered = sorted(
        ((count, cause) for cause, count in counts.items() if count > 0), key=lambda bar: (-bar[0], bar[1])
    )
    total = fsum(count for count, _ in ordered)
    bars, so_far = [], []
    for count, cause in ordered:
        so_far.append(count)
        bars.append(ParetoBar(cause, count, fsum(so_far) / total))
    return tuple(bars)
