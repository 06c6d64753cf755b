"""Charts of counts: C, U and U′."""

from math import fsum, sqrt

from qi_tracker.analysis.limits.laney import laney_lines
from qi_tracker.analysis.limits.stretch import Line, Lines, Stretch, lines_around, not_below_zero


def c_lines(stretch: Stretch) -> Lines:
    """Mean of the base counts, and the spread that counts by chance have.

    Source
    ------
    Montgomery, Introduction to Statistical Quality Control: Poisson counts on equal areas of opportunity.
    """
    values = stretch.base_values
    centre = stretch.level(fsum(values) / len(values) if values else None)
    return lines_around(centre, [_root(height) for height in centre], not_below_zero)


def u_lines(stretch: Stretch) -> Lines:
    """Events per unit over the base, and limits that are wider where there are fewer units.

    Source
    ------
    Montgomery, Introduction to Statistical Quality Control.
    """
    centre = pooled(stretch)
    return lines_around(centre, poisson_sigmas(stretch, centre), not_below_zero)


def u_prime_lines(stretch: Stretch) -> Lines:
    """As U, with the limits widened or narrowed by how the points really vary.

    Source
    ------
    Laney 2002, Quality Engineering 14(4):531-537.
    """
    centre = pooled(stretch)
    return laney_lines(stretch, centre, poisson_sigmas(stretch, centre), not_below_zero)


def pooled(stretch: Stretch) -> Line:
    """Sum over sum of the base, or the given line."""
    base = stretch.counted_base
    total = fsum(subgroup.denominator or 0.0 for subgroup in base)
    return stretch.level(fsum(subgroup.numerator or 0.0 for subgroup in base) / total if total else None)


def poisson_sigmas(stretch: Stretch, centre: Line) -> list[float | None]:
    """Standard deviation of each point, were the events independent."""
    return [
        None if height is None or not subgroup.denominator else _root(height / subgroup.denominator)
        for subgroup, height in zip(stretch.subgroups, centre, strict=True)
    ]


def _root(height: float | None) -> float | None:
    return None if height is None or height < 0 else sqrt(height)
