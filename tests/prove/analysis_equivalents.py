"""Slips in the analysis that no test can tell from the program, by name, and why."""

from collections.abc import Mapping
from typing import Final

_BY_REASON: Final[Mapping[str, tuple[str, ...]]] = {
    "any size of a portion gives the same numbers": (
        "batch.py: 8192 → 8193",
        "batch.py: 8192 → 8191",
    ),
    "two missing points are as good as one": ("batch.py: run_charts: 1 → 2 (2)",),
    "the last portions would be counted twice, and the first of each is taken": (
        "batch.py: run_charts_of_lengths: start:start + _AT_ONCE → start:",
    ),
    "a limit for more points than there are is never looked up": (
        "batch.py: _limits: 1 → 2 (2)",
        "simulated.py: _around_frozen: 1 → 2 (3)",
        "simulated.py: _around_frozen: 1 → 2 (5)",
    ),
    "either kind of number has room for 127": (
        "batch.py: _count: len(ones) <= np.iinfo(np.int8).max → len(ones) < np.iinfo(np.int8).max",
    ),
    "a box has both numbers of its cut or neither": (
        "boxes.py: Box.longest_run_max_at: self.cut_crossings is None or self.cut_run is None → "
        "self.cut_crossings is None and self.cut_run is None",
    ),
    "as many crossings as the box has are answered before": (
        "boxes.py: Box.longest_run_max_at: self.crossings_min < crossings < self.cut_crossings → "
        "self.crossings_min <= crossings < self.cut_crossings",
    ),
    "above and below are treated alike": (
        "chances.py: chance_of_no_signal: 1 + erf(shift / sqrt(2)) → 1 - erf(shift / sqrt(2))",
    ),
    "room for a run that is longer than all points stays empty": (
        "chances.py: joint_distribution: 1 → 2",
        "chances.py: joint_distribution: 1 → 2 (3)",
    ),
    "no run of one is longer than a longest of none": ("chances.py: _stepped: 2 → 1",),
    "how many are simulated is a matter of precision, and one more or less of none": (
        "chances.py: _points_needed: 4000 → 4001",
        "chances.py: _points_needed: 4000 → 3999",
        "constants.py: 10000 → 10001",
        "constants.py: 10000 → 9999",
    ),
    "any number would do": (
        "constants.py: 20140924 → 20140923",
        "constants.py: 20140924 → 20140925",
    ),
    "the same place, counted from the other end": ("constants.py: 0.8 → -0.19999999999999996",),
    "no sum of fractions is exactly the boundary": (
        "dispersion.py: dispersion_of: deviation < -DISPERSION_DEVIATION → deviation <= -DISPERSION_DEVIATION",
        "dispersion.py: dispersion_of: deviation > DISPERSION_DEVIATION → deviation >= DISPERSION_DEVIATION",
        "chances.py: false_signals: correlation > noticeable_correlation(n) → correlation >= noticeable_correlation(n)",
        "funnel.py: _interpolated: reached < chance → reached <= chance",
    ),
    "a name of the version; that it is raised is for people to see to": (
        "engine.py: 1 → 2",
        "engine.py: 1 → 0",
    ),
    "they are all the same there": ("engine.py: _mean_line: 0 → -1",),
    "of a run no point lies on the line": (
        "early_sign.py: early_sign: first.value > first.centre → first.value >= first.centre",
    ),
    "a day of the same fortnight, or of one that is an even number of weeks away": (
        "periods.py: 2024 → 2025",
        "periods.py: 1 → 2",
        "periods.py: 1 → 2 (2)",
    ),
    "days that are all first days are so counted from any of them": (
        "periods.py: _fits: 0 → 1",
        "periods.py: _fits: 0 → -1",
    ),
    "asked for its truth alone": ("periods.py: _fits: return False → return None",),
    "a power of two is no multiple of 20": (
        "runs.py: crossings_limit: ways_so_far < ways_needed → ways_so_far <= ways_needed",
    ),
    "one side is never both": ("making_data_count.py: _mark_two_of_three: sides < {1, -1} → sides <= {1, -1}",),
    "the runs are the same, whichever side is called above": ("runs.py: find_runs: value > centre → value <= centre",),
    "a value on the line is left out before": ("runs.py: find_runs: value > centre → value >= centre",),
    "any number that is no count of points": ("simulated.py: 0 → -1",),
    "a shift without its first point moves every point alike, and nobody asks for one": (
        "simulated.py: Plan: 0.0 → 1.0 (2)",
        "simulated.py: Plan: 0.0 → -1.0 (2)",
        "simulated.py: Plan: 0 → 1 (2)",
        "simulated.py: Plan: 0 → -1 (2)",
    ),
    "noise taken away is as good as noise added": (
        "simulated.py: simulated_values: plan.correlation * noise[:, place - 1] + spread * noise[:, place] → "
        "plan.correlation * noise[:, place - 1] - spread * noise[:, place]",
    ),
    "among simulated points all are useful, so that the limits of none are never looked up": (
        "simulated.py: _around_frozen: 0 → 1",
        "simulated.py: _around_frozen: 0 → -1",
    ),
    "asked only whether it is better or worse": (
        "verdict.py: _side: return Change.UNDIRECTED → return None",
        "verdict.py: _change: return Change.UNDIRECTED → return None",
    ),
    "equal numbers are answered before": ("verdict.py: _side: number > reference → number >= reference",),
    "what has not signalled by the last look has not, however much later": ("chances.py: _points_needed: 1 → 2 (2)",),
    "a ratio that is there has a denominator above 0": (
        "limits/counts.py: pooled: 0.0 → 1.0",
        "limits/counts.py: pooled: 0.0 → -1.0",
    ),
    "a point has both limits or neither": (
        "making_data_count.py: _assurance: last.lower is None or last.upper is None → last.lower is None and "
        "last.upper is None",
    ),
}

# File, function and change → why nothing comes of it.
EQUIVALENT: Final[Mapping[str, str]] = {
    f"qi_tracker/analysis/{title}": reason for reason, titles in _BY_REASON.items() for title in titles
}
