"""The run chart: a median and no limits."""

from statistics import median

from qi_tracker.analysis.limits.stretch import Lines, Stretch, without_limits


def run_lines(stretch: Stretch) -> Lines:
    """The ordinary median of the base values at every point of the phase; no line without a base value.

    Source
    ------
    Anhøj and Olesen 2014, doi:10.1371/journal.pone.0113825.
    """
    values = stretch.base_values
    return without_limits(stretch.level(median(values) if values else None))
