"""The run chart's numbers in one plain loop, written from the method alone: the measure of how fast one series can be,
and, sharing no line with the program, the judge of everybody's answers.
"""

from collections.abc import Sequence
from functools import cache
from math import comb, log2

from benchmarks.contestants.contestant import Answers, Work, lists

Found = tuple[float, int, int, int, int, int, bool]
COLUMNS = ("centre", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "signal")


@cache
def crossings_min(n_useful: int) -> int:
    """Smallest k with P(Binomial(n - 1, 1/2) <= k) >= 0.05."""
    places, ways, crossings = n_useful - 1, 1, 0
    while 20 * ways < 2**places:
        crossings += 1
        ways += comb(places, crossings)
    return crossings


def run_chart(values: Sequence[float]) -> Found:
    """Median, useful points, longest run, crossings, their limits, and signal. NaN is missing."""
    ordered = sorted([value for value in values if value == value])  # noqa: PLR0124  # only NaN is not itself
    n = len(ordered)
    centre = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    useful = longest = run = crossings = side = 0
    for value in values:
        if value > centre:
            here = 1
        elif value < centre:
            here = -1
        else:
            continue
        useful += 1
        if here == side:
            run += 1
        else:
            crossings += side != 0
            side, run = here, 1
        if run > longest:  # noqa: PLR1730  # a call of `max` slows the loop
            longest = run
    run_max, least = round(log2(useful)) + 3, crossings_min(useful)
    return centre, useful, longest, run_max, crossings, least, longest > run_max or crossings < least


def _all(series: Sequence[Sequence[float]]) -> list[Found]:
    return [run_chart(values) for values in series]


def _columns(found: Sequence[Found]) -> Answers:
    return dict(zip(COLUMNS, zip(*found, strict=True), strict=True))


WORKS = {"run charts": Work(lists, _all, _columns)}
