"""pycontrolcharts: I charts without its tests of runs."""

from collections.abc import Sequence

import pandas as pd
from pycontrolcharts import calc_xmr

from benchmarks.contestants.contestant import Answers, Work, lists


def _i_charts(series: Sequence[list[float]]) -> list[pd.DataFrame]:
    return [calc_xmr(values, run_tests=False) for values in series]


def _limits(found: Sequence[pd.DataFrame]) -> Answers:
    names = {"centre": "center_line", "lower": "lcl", "upper": "ucl"}
    return {name: [table[theirs].iloc[0] for table in found] for name, theirs in names.items()}


WORKS = {"I charts": Work(lists, _i_charts, _limits)}
