"""controlchartspy: I charts, computed by the JavaScript that it carries."""

from collections.abc import Sequence
from typing import Any

import controlchartspy

from benchmarks.contestants.contestant import Answers, Values, Work

Table = dict[str, list[Any]]


def _tables(values: Values) -> list[Table]:
    keys = [f"{number:03}" for number in range(values.shape[1])]
    return [{"key": keys, "value": numbers.tolist()} for numbers in values]


def _i_charts(tables: Sequence[Table]) -> list[Any]:
    return [controlchartspy.spc(table, keys="key", numerators="value", return_objs="limits") for table in tables]


def _limits(found: Sequence[Any]) -> Answers:
    names = {"centre": "target", "lower": "ll99", "upper": "ul99"}
    return {name: [each.limits[0][theirs] for each in found] for name, theirs in names.items()}


WORKS = {"I charts": Work(_tables, _i_charts, _limits)}
