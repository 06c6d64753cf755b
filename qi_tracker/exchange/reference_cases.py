"""Cases in the schema of the reference answers: the one place that translates between its conventions and ours.

There a part ends with its last position, a freeze with its last, and positions count from 1; here a phase begins on its
first day. Where qicharts2 writes something else than we mean (0 beside a missing limit, Anhøj's limits beside a box),
this module writes it as qicharts2 does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum
from typing import Any

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.making_data_count import (
    SpecialCause,
    Variation,
    XmrPoint,
    XmrResult,
    XmrSettings,
    read_xmr,
)
from qi_tracker.analysis.result import ChartPhase, ChartPoint, ChartResult
from qi_tracker.analysis.runs import crossings_limit, longest_run_limit
from qi_tracker.analysis.series import Aggregate, Point, RunRules, Series
from qi_tracker.errors import InvalidInput, InvalidSeries
from qi_tracker.vocabulary import ChartKind, Direction, Frequency, ValueType

Json = Mapping[str, Any]

_FIRST_DAY = date(2000, 1, 3)
_ONE_DAY = timedelta(days=1)

_CHARTS = {
    **{kind.value: kind for kind in ChartKind},
    "ip": ChartKind.I_PRIME,
    "up": ChartKind.U_PRIME,
    "pp": ChartKind.P_PRIME,
}
_RULES = {"anhoej": RunRules.ANHOEJ, "bestbox": RunRules.BEST_BOX, "cutbox": RunRules.CUT_BOX}
_PROPORTIONS = frozenset({ChartKind.P, ChartKind.P_PRIME})
_COUNTS = frozenset({ChartKind.C, ChartKind.U, ChartKind.U_PRIME, ChartKind.G})
# The lower limits that qicharts2 writes as 0 where there is none.
_ZERO_WITHOUT_LIMIT = frozenset({ChartKind.MR, ChartKind.T})
_DIRECTIONS = {"increase": Direction.UP, "decrease": Direction.DOWN, "neutral": None}
_CAUSES = {
    (SpecialCause.OUTSIDE, True): "Above UCL",
    (SpecialCause.OUTSIDE, False): "Below LCL",
    (SpecialCause.TREND, True): "7 Point Trend (Increasing)",
    (SpecialCause.TREND, False): "7 Point Trend (Decreasing)",
    (SpecialCause.TWO_OF_THREE, True): "2 in 3 Above CL",
    (SpecialCause.TWO_OF_THREE, False): "2 in 3 Below CL",
    (SpecialCause.SHIFT, True): "7 Points Above CL",
    (SpecialCause.SHIFT, False): "7 Points Below CL",
}


def answer_case(given: Json, sentence_of: Callable[[InvalidSeries], str]) -> Json:
    """The output for one input; a refusal has its code and its sentence.

    Raises
    ------
    InvalidInput
        If the input is not of the schema.
    """
    try:
        if "improvement_direction" in given:
            return _xmr_output(given)
        return _chart_output(given)
    except InvalidSeries as refusal:
        return {"status": "error", "code": refusal.code, "message": sentence_of(refusal)}
    except (KeyError, TypeError, ValueError, IndexError) as problem:
        raise InvalidInput("case_not_understood", problem=f"{type(problem).__name__}: {problem}") from problem


@dataclass(frozen=True, slots=True)
class _Case:
    """One input with its subgroups, which its positions count."""

    given: Json
    x: Sequence[float]
    subgroups: Sequence[float]

    def day(self, position: int) -> date:
        """Of the subgroup at this position, from 1; past the end a day past the end."""
        return _FIRST_DAY + position * _ONE_DAY

    def day_of(self, x: float) -> date:
        return self.day(self.subgroups.index(x) + 1)


def _case(given: Json) -> _Case:
    x = given.get("x") or list(range(1, len(given["y"]) + 1))
    return _Case(given, x, sorted({each for each in x if each is not None}))


def _series(case: _Case) -> Series:
    given = case.given
    chart = _CHARTS[given["chart"]]
    excluded = {case.day(position) for position in given.get("exclude", ())}
    denominators = given.get("n") or [None] * len(case.x)
    days = [None if x is None else case.day_of(x) for x in case.x]
    return Series(
        points=[
            Point(day, y, n, excluded=day in excluded) for day, y, n in zip(days, given["y"], denominators, strict=True)
        ],
        chart=chart,
        has_denominator=given.get("n") is not None,
        multiply=given.get("multiply", 1.0),
        phases=[case.day(last) + _ONE_DAY for last in given.get("part", ()) if 0 < last < len(case.subgroups)],
        freezes=[case.day(given["freeze"])] if given.get("freeze") else [],
        target=given.get("target"),
        frequency=Frequency.EVENT,
        value_type=_value_type(chart),
        aggregate=Aggregate(given.get("agg_fun", "mean")),
        run_rules=_RULES[given.get("method", "anhoej")],
        given_centre=_given_centre(case),
        is_screened=given.get("screened_mr", True),
        is_never_negative=not given.get("y_neg", True),
    )


def _value_type(chart: ChartKind) -> ValueType:
    if chart in _PROPORTIONS:
        return ValueType.PROPORTION
    return ValueType.COUNT if chart in _COUNTS else ValueType.NUMBER


def _given_centre(case: _Case) -> float | dict[date, float] | None:
    centre = case.given.get("cl")
    if not isinstance(centre, list):
        return centre
    return {case.day(position): height for position, height in enumerate(centre, 1)}


def _chart_output(given: Json) -> Json:
    case = _case(given)
    result = analyse(_series(case))
    return {
        "status": "ok",
        "parts": [_part(number, phase, result, given) for number, phase in enumerate(result.phases, 1)],
        "points": _points(case, result),
    }


def _points(case: _Case, result: ChartResult) -> Json:
    points = result.points
    sizes = [
        sum(y is not None for x, y in zip(case.x, case.given["y"], strict=True) if x == each) for each in case.subgroups
    ]
    columns: dict[str, Sequence[object]] = {"index": range(1, len(points) + 1)}
    if "x" in case.given:
        columns["x"] = case.subgroups
    columns["y"] = [point.value for point in points]
    if case.given.get("n") is not None:
        columns["n"] = [point.denominator or 0 for point in points]
    if len(case.subgroups) < len(case.x):
        columns["y_length"] = sizes
    columns |= {
        "part": [point.phase + 1 for point in points],
        "baseline": [point.is_base or (point.is_excluded and _is_in_base(point, result)) for point in points],
        "include": [not point.is_excluded for point in points],
        "cl": [point.centre for point in points],
        "lcl": [_lower(point.lower, result) for point in points],
        "lcl_95": [_inner_lower(point, result) for point in points],
        "ucl_95": [point.inner_upper for point in points],
        "ucl": [point.upper for point in points],
        "sigma_signal": [point.is_outside for point in points],
    }
    return {name: list(column) for name, column in columns.items()}


def _is_in_base(point: ChartPoint, result: ChartResult) -> bool:
    frozen_until = result.phases[point.phase].frozen_until
    return frozen_until is None or point.date <= frozen_until


def _lower(limit: float | None, result: ChartResult) -> float | None:
    return 0.0 if limit is None and result.chart in _ZERO_WITHOUT_LIMIT else limit


def _inner_lower(point: ChartPoint, result: ChartResult) -> float | None:
    """A power of what is below 0 is missing there, and 0 here."""
    if result.chart is ChartKind.T:
        return point.inner_lower or None
    return _lower(point.inner_lower, result) if result.chart is ChartKind.MR else point.inner_lower


def _part(number: int, phase: ChartPhase, result: ChartResult, given: Json) -> Json:
    runs = phase.runs
    points = result.points[phase.first : phase.last + 1]
    has_own_limits = given.get("method", "anhoej") == "anhoej" and result.chart is not ChartKind.MR
    has_useful = runs.n_useful > 0
    return {
        "part": number,
        "first": phase.first + 1,
        "last": phase.last + 1,
        "n_obs": sum(not point.is_excluded for point in points),
        "n_useful": runs.n_useful,
        "longest_run": runs.longest_run,
        "longest_run_max": runs.longest_run_max if has_own_limits else _or_none(longest_run_limit, runs.n_useful),
        "n_crossings": runs.n_crossings,
        "n_crossings_min": runs.n_crossings_min if has_own_limits else _or_none(crossings_limit, runs.n_useful),
        "runs_signal": runs.signal and has_useful,
        "n_sigma_signals": phase.n_outside,
        "mean_lcl": _mean([_lower(point.lower, result) for point in points]),
        "mean_cl": phase.centre,
        "mean_ucl": phase.upper,
    }


def _or_none(limit: Callable[[int], int], n_useful: int) -> int | None:
    return limit(n_useful) if n_useful else None


def _mean(limits: Sequence[float | None]) -> float | None:
    there = [limit for limit in limits if limit is not None]
    if len(set(there)) > 1:
        return fsum(there) / len(there)
    return there[0] if there else None


def _xmr_output(given: Json) -> Json:
    y = given["y"]
    starts = [0, *(position - 1 for position in given.get("rebase_at", ())), len(y)]
    phases = [y[first:following] for first, following in zip(starts, starts[1:], strict=False)]
    settings = XmrSettings(
        direction=_DIRECTIONS[given["improvement_direction"]],
        target=given.get("target"),
        fix_after=given.get("fix_after_n_points"),
        is_screened=given.get("screen_outliers", True),
    )
    result = read_xmr(phases, settings)
    points = result.points
    return {
        "status": "ok",
        "points": {
            "rebase_group": [point.phase for point in points],
            "mean": [point.mean for point in points],
            "lpl": [point.lower for point in points],
            "upl": [point.upper for point in points],
            "outside_limits": [point.is_outside for point in points],
            "relative_to_mean": [point.side for point in points],
            "close_to_limits": [point.is_near for point in points],
            "special_cause_type": [_cause(point) for point in points],
            "special_cause_flag": [point.special_cause is not None for point in points],
            "point_type": [_variation(point.variation) for point in points],
            "short_group_warning": [point.phase in result.short_phases for point in points],
        },
        "summary": _summary(result, len(phases), settings),
    }


def _summary(result: XmrResult, n_phases: int, settings: XmrSettings) -> Json:
    groups = [[point for point in result.points if point.phase == number] for number in range(n_phases)]

    def counted(variation: Variation) -> list[int]:
        return [sum(point.variation is variation for point in group) for group in groups]

    summary: dict[str, object] = {
        "n": [len(group) for group in groups],
        "common_cause": counted(Variation.COMMON_CAUSE),
        "improvement": counted(Variation.IMPROVEMENT),
        "concern": counted(Variation.CONCERN),
        "variation_type": [_variation(group[-1].variation) for group in groups if group],
    }
    if settings.target is not None:
        assurance = result.assurance.value if result.assurance else None
        summary["assurance_type"] = [*[None] * (n_phases - 1), assurance]
    return summary


def _cause(point: XmrPoint) -> str:
    if point.special_cause is None or point.is_upward is None:
        return "Common Cause"
    return _CAUSES[point.special_cause, point.is_upward]


def _variation(variation: Variation) -> str:
    return variation.value if variation is Variation.COMMON_CAUSE else f"special_cause_{variation.value}"
