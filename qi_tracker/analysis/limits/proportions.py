"""Charts of proportions: P and P′."""

from math import sqrt

from qi_tracker.analysis.limits.counts import pooled
from qi_tracker.analysis.limits.laney import laney_lines
from qi_tracker.analysis.limits.stretch import Line, Lines, Stretch, a_proportion, lines_around


def p_lines(stretch: Stretch) -> Lines:
    """The proportion of the whole base, and limits that are wider where the denominator is smaller.

    Source
    ------
    Montgomery, Introduction to Statistical Quality Control.
    """
    centre = pooled(stretch)
    return lines_around(centre, binomial_sigmas(stretch, centre), a_proportion)


def p_prime_lines(stretch: Stretch) -> Lines:
    """As P, with the limits widened or narrowed by how the points really vary.

    Source
    ------
    Laney 2002, Quality Engineering 14(4):531-537.
    """
    centre = pooled(stretch)
    return laney_lines(stretch, centre, binomial_sigmas(stretch, centre), a_proportion)


def binomial_sigmas(stretch: Stretch, centre: Line) -> list[float | None]:
    """Standard deviation of each point, were the cases independent."""
    return [
        sqrt(height * (1 - height) / subgroup.denominator)
        if height is not None and subgroup.denominator and 0 <= height <= 1
        else None
        for subgroup, height in zip(stretch.subgroups, centre, strict=True)
    ]
