"""Laney's prime charts: limits by how the standardised points vary, instead of by what theory expects of counts."""

from collections.abc import Callable, Sequence

from qi_tracker.analysis.constants import SIGMAS_PER_RANGE
from qi_tracker.analysis.limits.moving_ranges import average_range, moving_ranges
from qi_tracker.analysis.limits.stretch import Line, Lines, Stretch, lines_around


def laney_lines(
    stretch: Stretch, centre: Line, sigmas: Sequence[float | None], clip: Callable[[float], float]
) -> Lines:
    """Limits at three times sigma · sigma_z.

    Parameters
    ----------
    centre, sigmas
        Centre line and standard deviation by theory, one a point.

    Returns
    -------
    `sigma_z` is 1 where the points vary as theory expects; it has no lower bound. No limits when nothing varies.

    Source
    ------
    Laney 2002, Quality Engineering 14(4):531-537.
    """
    standardised = [
        None if value is None or height is None or not sigma else (value - height) / sigma
        for (value, height, sigma) in zip(
            (subgroup.value for subgroup in stretch.subgroups), centre, sigmas, strict=True
        )
    ]
    base = [
        z
        for z, subgroup, is_base in zip(standardised, stretch.subgroups, stretch.is_base, strict=True)
        if is_base and not subgroup.is_excluded
    ]
    average = average_range(moving_ranges(base), is_screened=stretch.is_screened)
    sigma_z = None if average is None else average / SIGMAS_PER_RANGE
    widened = [None if sigma is None or sigma_z is None else sigma * sigma_z for sigma in sigmas]
    return lines_around(centre, widened, clip, sigma_z)
