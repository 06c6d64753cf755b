"""The run rules: unusually long runs and unusually few crossings of the centre line."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import log2
from statistics import median

from qi_tracker.analysis.boxes import BOXES
from qi_tracker.analysis.constants import CROSSINGS_QUANTILE, LONGEST_RUN_OFFSET
from qi_tracker.analysis.result import RunAnalysis
from qi_tracker.analysis.series import RunRules


class NoUsefulPoints(ValueError):
    """A limit was asked for without a single useful point."""


def longest_run_limit(n_useful: int) -> int:
    """Longest run to expect by chance on one side of the centre line.

    Parameters
    ----------
    n_useful
        Points not on the centre line, at least 1. Missing points are not counted.

    Returns
    -------
    Run length in points. A longer run is a signal.

    Raises
    ------
    NoUsefulPoints
        If `n_useful` is below 1.

    Source
    ------
    Schilling 2012, as used by Anhøj and Olesen 2014, doi:10.1371/journal.pone.0113825.
    """
    _require_useful(n_useful)
    return round(log2(n_useful)) + LONGEST_RUN_OFFSET


@lru_cache(maxsize=4096)
def crossings_limit(n_useful: int) -> int:
    """Fewest crossings of the centre line to expect by chance.

    Parameters
    ----------
    n_useful
        Points not on the centre line, at least 1. Missing points are not counted.

    Returns
    -------
    Number of crossings: the smallest k with P(Binomial(n_useful - 1, 1/2) <= k) >= 0.05, in whole numbers and so
    exact. Fewer crossings are a signal.

    Raises
    ------
    NoUsefulPoints
        If `n_useful` is below 1.

    Source
    ------
    Chen 2010, as used by Anhøj and Olesen 2014, doi:10.1371/journal.pone.0113825.
    """
    _require_useful(n_useful)
    places = n_useful - 1
    ways_needed = CROSSINGS_QUANTILE * 2**places
    crossings = 0
    ways = ways_so_far = 1
    while ways_so_far < ways_needed:
        ways = ways * (places - crossings) // (crossings + 1)
        crossings += 1
        ways_so_far += ways
    return crossings


def anhoej_limits(n_useful: int, _n_crossings: int) -> tuple[int, int]:
    """(longest run, crossings) of the Anhøj rules."""
    return longest_run_limit(n_useful), crossings_limit(n_useful)


def best_box_limits(n_useful: int, n_crossings: int) -> tuple[int, int]:
    """(longest run, crossings) of the best box; the Anhøj rules' outside 10 to 100 useful points."""
    box = BOXES.get(n_useful)
    return anhoej_limits(n_useful, n_crossings) if box is None else (box.longest_run_max, box.crossings_min)


def cut_box_limits(n_useful: int, n_crossings: int) -> tuple[int, int]:
    """(longest run, crossings) of the cut box at this number of crossings; Anhøj's outside 10 to 100 useful points."""
    box = BOXES.get(n_useful)
    if box is None:
        return anhoej_limits(n_useful, n_crossings)
    return box.longest_run_max_at(n_crossings), box.crossings_min


LIMITS_OF_RULES: Mapping[RunRules, Callable[[int, int], tuple[int, int]]] = {
    RunRules.ANHOEJ: anhoej_limits,
    RunRules.BEST_BOX: best_box_limits,
    RunRules.CUT_BOX: cut_box_limits,
}
"""Registry: rules → (useful points, crossings) → (longest run that is no signal, fewest crossings that are none)."""


def find_runs(values: Sequence[float | None], centres: Sequence[float | None]) -> tuple[tuple[int, ...], ...]:
    """The runs: positions of successive useful points on the same side of the centre line.

    Parameters
    ----------
    values, centres
        Equally long. A point without a value or without a centre line, and one exactly on it, is not useful: it
        neither counts nor breaks a run. There is no tolerance band around the line.

    Source
    ------
    Anhøj and Olesen 2014, doi:10.1371/journal.pone.0113825.
    """
    runs: list[list[int]] = []
    was_above: bool | None = None
    for position, (value, centre) in enumerate(zip(values, centres, strict=True)):
        if value is None or centre is None or value == centre:
            continue
        is_above = value > centre
        if is_above == was_above:
            runs[-1].append(position)
        else:
            runs.append([position])
            was_above = is_above
    return tuple(map(tuple, runs))


def analyse_runs(runs: Sequence[Sequence[int]], rules: RunRules) -> RunAnalysis:
    """Run analysis of the runs of one stretch of points; without a useful point all four run numbers are None."""
    if not runs:
        return RunAnalysis(0, None, None, None, None)
    lengths = [len(run) for run in runs]
    n_useful, n_crossings = sum(lengths), len(runs) - 1
    longest_run_max, n_crossings_min = LIMITS_OF_RULES[rules](n_useful, n_crossings)
    return RunAnalysis(n_useful, max(lengths), longest_run_max, n_crossings, n_crossings_min)


def analyse_around(values: Sequence[float], line: float, rules: RunRules) -> RunAnalysis:
    """Run analysis of values that are all there, around one line."""
    return analyse_runs(find_runs(values, [line] * len(values)), rules)


def analyse_alone(values: Sequence[float], rules: RunRules) -> RunAnalysis:
    """Run analysis of values by themselves, around their own median."""
    return analyse_around(values, median(values), rules) if values else analyse_runs((), rules)


def long_runs(runs: Sequence[tuple[int, ...]], analysis: RunAnalysis) -> tuple[tuple[int, ...], ...]:
    """The runs that are signals, in order; none when the longest is no longer than chance explains."""
    limit = analysis.longest_run_max
    return () if limit is None else tuple(run for run in runs if len(run) > limit)


def _require_useful(n_useful: int) -> None:
    if n_useful < 1:
        raise NoUsefulPoints(f"{n_useful} useful points")
