"""The indicators of the demo projects give the numbers and verdicts that were computed independently of us."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import qi_tracker.demo
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.series import Point, Series
from qi_tracker.vocabulary import Caution, Direction, Frequency, ValueType, VerdictCode

Measure = dict[str, Any]

DEMO = json.loads((Path(qi_tracker.demo.__file__).parent / "lerkevik.json").read_text(encoding="utf-8"))
MEASURES: dict[str, Measure] = {
    f"{project['key']}-{measure['key']}": measure for project in DEMO["projects"] for measure in project["measures"]
}
BASELINED = {key: measure for key, measure in MEASURES.items() if measure["baseline_points"]}
FOUR_DECIMALS = 5.1e-5


def series_of(measure: Measure, n_points: int | None = None, freeze_at: int | None = None) -> Series:
    rows = measure["points"][:n_points]
    is_ratio = "denominator" in rows[0]
    return Series(
        points=[
            Point(date.fromisoformat(row["date"]), row["numerator" if is_ratio else "value"], row.get("denominator"))
            for row in rows
        ],
        has_denominator=is_ratio,
        multiply=100 if is_ratio else 1,
        value_type=ValueType.PROPORTION if measure["unit"] == "%" else ValueType.DAYS,
        freezes=[date.fromisoformat(rows[freeze_at - 1]["date"])] if freeze_at else [],
        direction=Direction(measure["better"]),
        target=measure["target"],
        is_stock=measure.get("stock_measure", False),
        frequency=Frequency(measure["frequency"]),
    )


def summary(result: ChartResult) -> dict[str, Any]:
    [phase] = result.phases
    return {
        "n": len(result.points),
        "useful": phase.runs.n_useful,
        "median": phase.centre,
        "longest_run": phase.runs.longest_run,
        "longest_run_max": phase.runs.longest_run_max,
        "crossings": phase.runs.n_crossings,
        "crossings_min": phase.runs.n_crossings_min,
        "signal": phase.runs.signal,
    }


def to_four_decimals(expected: dict[str, Any]) -> dict[str, Any]:
    return {
        key: pytest.approx(value, abs=FOUR_DECIMALS) if isinstance(value, float) else value
        for key, value in expected.items()
    }


def test_the_demo_is_all_there() -> None:
    assert (len(MEASURES), len(BASELINED)) == (9, 8)


@pytest.mark.parametrize("key", MEASURES)
def test_whole_series(key: str) -> None:
    measure = MEASURES[key]
    assert summary(analyse(series_of(measure))) == to_four_decimals(measure["expected"]["whole_series"])


@pytest.mark.parametrize("key", BASELINED)
def test_baseline_alone(key: str) -> None:
    measure = MEASURES[key]
    result = analyse(series_of(measure, n_points=measure["baseline_points"]))
    assert summary(result) == to_four_decimals(measure["expected"]["baseline"])


@pytest.mark.parametrize("key", BASELINED)
def test_frozen_starting_point(key: str) -> None:
    measure = MEASURES[key]
    result = analyse(series_of(measure, freeze_at=measure["baseline_points"]))
    assert summary(result) == to_four_decimals(measure["expected"]["frozen_baseline"])


@pytest.mark.parametrize("key", MEASURES)
def test_verdict(key: str) -> None:
    measure = MEASURES[key]
    verdict = analyse(series_of(measure, freeze_at=measure["baseline_points"])).verdict
    start = verdict.current_period_start
    ours = {
        "code": verdict.code.value,
        "current_period_start": start.isoformat() if start else None,
        "start_median": verdict.start_median,
        "current_median": verdict.current_median,
        "target_reached": verdict.is_target_reached,
        "stock_caution": Caution.STOCK in verdict.cautions,
    }
    expected = measure["expected"]["verdict"]
    assert {name: ours[name] for name in expected} == to_four_decimals(expected)


def test_the_school_breakfast_is_honestly_negative() -> None:
    """Skolefrokost: breakfast is eaten, absence is as before."""
    codes = {}
    for key in ("skolefrokost-P1", "skolefrokost-R1"):
        codes[key] = analyse(series_of(MEASURES[key], freeze_at=8)).verdict.code
    assert codes == {"skolefrokost-P1": VerdictCode.IMPROVEMENT, "skolefrokost-R1": VerdictCode.NO_SIGNAL}
    assert MEASURES["skolefrokost-R1"]["kind"] == "outcome"


@pytest.mark.parametrize("key", MEASURES)
def test_a_lost_point_is_seen(key: str) -> None:
    measure = MEASURES[key]
    shorter = {**measure, "points": measure["points"][1:]}
    assert summary(analyse(series_of(shorter))) != to_four_decimals(measure["expected"]["whole_series"])
