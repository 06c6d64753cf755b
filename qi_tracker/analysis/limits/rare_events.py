"""Charts of rare events: T, the time between them, and G, the number of cases between them."""

from math import fsum, sqrt
from statistics import median

from qi_tracker.analysis.constants import SIGMAS_PER_RANGE, T_POWER
from qi_tracker.analysis.limits.moving_ranges import average_range, moving_ranges
from qi_tracker.analysis.limits.stretch import Line, Lines, Stretch, lines_around, not_below_zero


def t_lines(stretch: Stretch) -> Lines:
    """An I chart of the times made nearly normal, brought back to times.

    A given centre line is a time, and is transformed as the times are.

    Source
    ------
    Nelson 1994, Journal of Quality Technology 26(3):239-240.
    """
    base = [None if subgroup.value is None else _transformed(subgroup.value) for subgroup in stretch.base]
    values = [value for value in base if value is not None]
    mean = fsum(values) / len(values) if values else None
    centre: Line = tuple(
        (mean,) * len(stretch.subgroups)
        if stretch.given is None
        else (None if height is None else _transformed(height) for height in stretch.given)
    )
    average = average_range(moving_ranges(base), is_screened=stretch.is_screened)
    sigma = None if average is None else average / SIGMAS_PER_RANGE
    lines = lines_around(centre, (sigma,) * len(centre), not_below_zero)
    return Lines(
        _as_times(lines.centre) if mean is None else stretch.level(float(mean**T_POWER)),
        _as_times(lines.lower),
        _as_times(lines.upper),
        _as_times(lines.inner_lower),
        _as_times(lines.inner_upper),
    )


def _transformed(time: float) -> float:
    return float(time ** (1 / T_POWER))


def _as_times(line: Line) -> Line:
    return tuple(None if height is None else float(height**T_POWER) for height in line)


def g_lines(stretch: Stretch) -> Lines:
    """The median as the line, and limits by the mean of numbers that follow the geometric distribution.

    Source
    ------
    Benneyan 2001, Health Care Management Science 4:305-318; the median as the line as in Anhøj's qicharts2.
    """
    values = stretch.base_values
    if not values:
        return lines_around(stretch.level(None), (None,) * len(stretch.subgroups))
    means = stretch.level(fsum(values) / len(values))
    sigmas = [None if mean is None or mean < 0 else sqrt(mean * (mean + 1)) for mean in means]
    lines = lines_around(means, sigmas, not_below_zero)
    return Lines(stretch.level(median(values)), lines.lower, lines.upper, lines.inner_lower, lines.inner_upper)
