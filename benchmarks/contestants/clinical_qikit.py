"""clinical-qikit: `compute`, its numbers without table and drawing, and `qic`, all that it says of a chart."""

from collections.abc import Callable, Sequence
from typing import Any

from qikit import qic
from qikit.spc.compute import compute

from benchmarks.contestants.contestant import Answers, Values, Work, nothing, rows

Found = dict[str, Any]


def _computed(chart: str) -> Callable[[Sequence[Values]], list[Found]]:
    return lambda series: [compute(chart, values) for values in series]


def _whole(series: Sequence[Values]) -> list[Any]:
    return [qic(y=values, chart="run") for values in series]


def _runs(found: Sequence[Found]) -> Answers:
    summaries = [each["summary"] for each in found]
    return {
        "centre": [each["cl"][0] for each in found],
        "n_useful": [summary["n_useful"] for summary in summaries],
        "longest_run": [summary["longest_run"] for summary in summaries],
        # It tells the first number that is a signal, we the last that is none.
        "longest_run_max": [summary["run_threshold"] - 1 for summary in summaries],
        "n_crossings": [summary["n_crossings"] for summary in summaries],
        "n_crossings_min": [summary["crossings_threshold"] + 1 for summary in summaries],
        "signal": [summary["run_signal"] or summary["crossings_signal"] for summary in summaries],
    }


def _limits(found: Sequence[Found]) -> Answers:
    return {name: [each[theirs][0] for each in found] for name, theirs in LIMITS.items()}


LIMITS = {"centre": "cl", "lower": "lcl", "upper": "ucl"}

WORKS = {
    "run charts": Work(rows, _computed("run"), _runs),
    "run charts whole": Work(rows, _whole, nothing),
    "I charts": Work(rows, _computed("i"), _limits),
}
