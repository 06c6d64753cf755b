"""abspc: run charts by other rules (eight on a side, six up or down), I charts."""

from collections.abc import Callable, Sequence

import pandas as pd
from abspc.spc import calculate_control_limits, detect_run_chart_signals

from benchmarks.contestants.contestant import Answers, Values, Work


def _tables(values: Values) -> list[pd.DataFrame]:
    return [pd.DataFrame({"value": numbers}) for numbers in values]


def _run_charts(tables: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    return [detect_run_chart_signals(calculate_control_limits(table, "run")) for table in tables]


def _i_charts(tables: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    return [calculate_control_limits(table, "XmR") for table in tables]


def _columns(names: dict[str, str]) -> Callable[[Sequence[pd.DataFrame]], Answers]:
    return lambda found: {name: [table[theirs].iloc[0] for table in found] for name, theirs in names.items()}


WORKS = {
    "run charts": Work(_tables, _run_charts, _columns({"centre": "mean"})),
    "I charts": Work(_tables, _i_charts, _columns({"centre": "mean", "lower": "lcl", "upper": "ucl"})),
}
