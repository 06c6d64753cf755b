"""PDSA: the next size of a test, and what a measure's points in the cycle's days say together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from qi_tracker.vocabulary import CycleScale

PER_CENT = 100
_SIZES = list(CycleScale)


@dataclass(frozen=True, slots=True)
class Counted:
    """One point: numerator and denominator of a share, else a value."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None


def larger(scale: CycleScale | None) -> CycleScale | None:
    """One step larger; the largest stays, and nobody knows what follows an unknown one."""
    if scale is None:
        return None
    return _SIZES[min(_SIZES.index(scale) + 1, len(_SIZES) - 1)]


def together(points: Sequence[Counted]) -> float | None:
    """One number for several points, in the measure's own unit.

    Returns
    -------
    Per cent of all that was counted where each point has a numerator and a denominator; else the mean of the values.
    None when there is nothing to say it from.
    """
    if points and all(point.denominator for point in points):
        whole = fsum(point.denominator or 0 for point in points)
        return PER_CENT * fsum(point.numerator or 0 for point in points) / whole
    values = [value for point in points if (value := _value(point)) is not None]
    return fsum(values) / len(values) if values else None


def _value(point: Counted) -> float | None:
    if point.value is not None or not point.denominator or point.numerator is None:
        return point.value
    return PER_CENT * point.numerator / point.denominator
