"""shewhart: run charts by other tests (runs about the median and up and down, by the normal distribution), I charts."""

from collections.abc import Sequence
from typing import Any

import shewhart

from benchmarks.contestants.contestant import Answers, Values, Work, rows


def _run_charts(series: Sequence[Values]) -> list[Any]:
    return [shewhart.run_chart(values) for values in series]


def _crossings(found: Sequence[Any]) -> Answers:
    """The crossings are the runs but one."""
    return {
        "centre": [each.stats["median"] for each in found],
        "n_crossings": [each.stats["runs_about_median"] - 1 for each in found],
    }


def _i_charts(series: Sequence[Values]) -> list[Any]:
    return [shewhart.imr(values, rules=None) for values in series]


def _limits(found: Sequence[Any]) -> Answers:
    names = {"centre": "i_center", "lower": "i_lcl", "upper": "i_ucl"}
    return {name: [each.stats[theirs] for each in found] for name, theirs in names.items()}


WORKS = {"run charts": Work(rows, _run_charts, _crossings), "I charts": Work(rows, _i_charts, _limits)}
