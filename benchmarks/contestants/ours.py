"""Our own analysis: many at once, one at a time, and the steps that one whole analysis consists of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np

from benchmarks.contestants.contestant import Answers, Values, Work, lists, nothing
from qi_tracker.analysis.batch import RunCharts, run_charts
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.phases import split
from qi_tracker.analysis.result import ChartResult, RunAnalysis
from qi_tracker.analysis.runs import analyse_alone
from qi_tracker.analysis.series import CHARTS_OF_RATIOS, Point, RunRules, Series, validate
from qi_tracker.analysis.subgroups import drop_undated, merge_equal_dates
from qi_tracker.vocabulary import ChartKind, ValueType

SUBGROUP_SIZE = 4
"""Measurements a point on the charts of subgroups."""

DENOMINATOR = 50.0


def _columns(charts: RunCharts) -> Answers:
    return {field.name: getattr(charts, field.name).tolist() for field in fields(charts)}


def _one_by_one(series: Sequence[Sequence[float]]) -> list[tuple[RunAnalysis, bool]]:
    analysed = (analyse_alone(values, RunRules.ANHOEJ) for values in series)
    return [(analysis, analysis.signal) for analysis in analysed]


def _columns_of_analyses(found: Sequence[tuple[RunAnalysis, bool]]) -> Answers:
    names = [field.name for field in fields(RunAnalysis)]
    columns = {name: [getattr(analysis, name) for analysis, _ in found] for name in names}
    return columns | {"signal": [signal for _, signal in found]}


def _months(count: int) -> list[date]:
    return [date(2000 + number // 12, number % 12 + 1, 1) for number in range(count)]


def _series(kind: ChartKind) -> Callable[[Values], list[Series]]:
    """Makes series of the kind from values around 10: ratios of 50, subgroups of four, else the values themselves."""

    def one(numbers: Values) -> Series:
        days = _months(len(numbers))
        if kind in CHARTS_OF_RATIOS:
            counts = [Point(day, float(round(number)), DENOMINATOR) for day, number in zip(days, numbers, strict=True)]
            return Series(counts, kind, has_denominator=True, value_type=ValueType.PROPORTION)
        if kind in (ChartKind.XBAR, ChartKind.S):
            days = [day for day in days for _ in range(SUBGROUP_SIZE)]
            numbers = np.concatenate([numbers, numbers[::-1], numbers + 1, numbers - 1]).reshape(SUBGROUP_SIZE, -1).T
        points = [Point(day, float(number)) for day, number in zip(days, numbers.ravel(), strict=True)]
        return Series(points, kind, is_screened=False)

    return lambda values: [one(numbers) for numbers in values]


def _analyse_all(series: Sequence[Series]) -> list[ChartResult]:
    return [analyse(each) for each in series]


def _limits(results: Sequence[ChartResult]) -> Answers:
    first = [result.points[0] for result in results]
    return {name: [getattr(point, name) for point in first] for name in ("centre", "lower", "upper")}


def _validate_all(series: Sequence[Series]) -> None:
    for each in series:
        validate(each)


def _prepare_all(series: Sequence[Series]) -> list[Any]:
    merged = [merge_equal_dates(drop_undated(each.points), each) for each in series]
    return [split(subgroups, each.phases, each.freezes) for subgroups, each in zip(merged, series, strict=True)]


def _screened(values: Values) -> list[Series]:
    return [replace(each, is_screened=True) for each in _series(ChartKind.I)(values)]


WORKS: Mapping[str, Work] = {
    "run charts": Work(np.asarray, run_charts, _columns),
    "run charts one by one": Work(lists, _one_by_one, _columns_of_analyses),
    "validate": Work(_series(ChartKind.RUN), _validate_all, nothing),
    "prepare": Work(_series(ChartKind.RUN), _prepare_all, nothing),
    "I charts": Work(_series(ChartKind.I), _analyse_all, _limits),
    "I charts screened": Work(_screened, _analyse_all, _limits),
    **{f"analyse {kind}": Work(_series(kind), _analyse_all, nothing) for kind in ChartKind},
}
