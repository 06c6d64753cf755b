"""pyqicharts: `anhoej_rules`, its run rules by themselves."""

from collections.abc import Sequence

from pyqicharts.rules import AnhoejResult, anhoej_rules

from benchmarks.contestants.contestant import Answers, Values, Work, rows


def _rules(series: Sequence[Values]) -> list[AnhoejResult]:
    return [anhoej_rules(values) for values in series]


def _columns(found: Sequence[AnhoejResult]) -> Answers:
    return {
        "centre": [each.median for each in found],
        "n_useful": [each.n_used for each in found],
        "longest_run": [each.longest_run for each in found],
        "longest_run_max": [each.expected_longest_run for each in found],
        "n_crossings": [each.crossings for each in found],
        "n_crossings_min": [each.lower_crossings_limit for each in found],
        "signal": [each.any_signal for each in found],
    }


WORKS = {"run charts": Work(rows, _rules, _columns)}
