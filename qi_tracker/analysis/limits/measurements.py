"""Charts of several measurements at a time: X̄, the mean of each subgroup, and S, its standard deviation."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp, fsum, lgamma, sqrt

from qi_tracker.analysis.limits.stretch import Line, Lines, Stretch, lines_around, not_below_zero
from qi_tracker.analysis.subgroups import Subgroup


def deviations_as_values(subgroups: Sequence[Subgroup]) -> Sequence[Subgroup]:
    """The subgroups with their standard deviations as what is plotted."""
    return [replace(subgroup, value=subgroup.deviation) for subgroup in subgroups]


def c4(size: int) -> float | None:
    """How much the standard deviation of a sample falls short of that of what it is taken from, on the average.

    Parameters
    ----------
    size
        Measurements in the sample. None below two: one measurement has no standard deviation.

    Source
    ------
    Montgomery, Introduction to Statistical Quality Control: c4 = √(2/(n−1)) · Γ(n/2) / Γ((n−1)/2).
    """
    if size < 2:
        return None
    return sqrt(2 / (size - 1)) * exp(lgamma(size / 2) - lgamma((size - 1) / 2))


def xbar_lines(stretch: Stretch) -> Lines:
    """Mean of all base measurements, and limits by the spread within the subgroups.

    Source
    ------
    Montgomery, Introduction to Statistical Quality Control.
    """
    base = stretch.counted_base
    total = sum(len(subgroup.numbers) for subgroup in base)
    centre = stretch.level(
        fsum(len(subgroup.numbers) * (subgroup.value or 0.0) for subgroup in base) / total if total else None
    )
    spread = spread_within(stretch.base)
    sigmas = [_sigma_of_mean(subgroup, spread) for subgroup in stretch.subgroups]
    return lines_around(centre, sigmas)


def s_lines(stretch: Stretch) -> Lines:
    """The spread within the base subgroups, and the limits of their standard deviations.

    Source
    ------
    Montgomery, Introduction to Statistical Quality Control.
    """
    centre = stretch.level(spread_within(stretch.base))
    sigmas: Line = tuple(
        None if height is None or (bias := c4(len(subgroup.numbers))) is None else height * sqrt(1 - bias**2) / bias
        for subgroup, height in zip(stretch.subgroups, centre, strict=True)
    )
    return lines_around(centre, sigmas, not_below_zero)


def spread_within(subgroups: Sequence[Subgroup]) -> float | None:
    """The mean standard deviation of equally large subgroups, else the pooled one; None where none has two numbers.

    A subgroup without a number is one of another size, and takes one from the degrees of freedom, as in qicharts2. None
    too where so many are without one that no degree of freedom is left.
    """
    sizes = [len(subgroup.numbers) for subgroup in subgroups]
    known = [(len(subgroup.numbers), each) for subgroup in subgroups if (each := subgroup.deviation) is not None]
    if not known:
        return None
    if len(set(sizes)) == 1:
        return fsum(deviation for _, deviation in known) / len(known)
    freedom = sum(size - 1 for size in sizes)
    return sqrt(fsum((size - 1) * deviation**2 for size, deviation in known) / freedom) if freedom > 0 else None


def _sigma_of_mean(subgroup: Subgroup, spread: float | None) -> float | None:
    bias = c4(len(subgroup.numbers))
    return None if spread is None or bias is None else spread / (bias * sqrt(len(subgroup.numbers)))
