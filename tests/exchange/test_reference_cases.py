"""Every case of qicharts2 and NHSRplotthedots, through the schema that a statistician checks us with."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.reference_cases import answer_case
from tests.analysis.reference import Case, cases

EXACT = 1e-9
PART = (
    "part first last n_obs n_useful longest_run longest_run_max n_crossings n_crossings_min runs_signal "
    "n_sigma_signals mean_lcl mean_cl mean_ucl"
).split()
# What hangs on a point's side of the centre line, and of the limits.
ON_CENTRE = {"n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "runs_signal"} | {
    "relative_to_mean", "special_cause_type", "special_cause_flag", "point_type", "summary"
}  # fmt: skip
ON_LIMITS = {"sigma_signal", "n_sigma_signals", "outside_limits", "close_to_limits"} | (
    ON_CENTRE - {"relative_to_mean"}
)

NAMES = [f"qic_{chart}" for chart in "run i mr ip c u up p pp t g xbar s".split()] + ["ptd_xmr"]
HOW_MANY = {
    "qic_run": 395, "qic_i": 137, "qic_mr": 117, "qic_ip": 22, "qic_c": 85, "qic_u": 86, "qic_up": 85, "qic_p": 86,
    "qic_pp": 86, "qic_t": 50, "qic_g": 52, "qic_xbar": 54, "qic_s": 54, "ptd_xmr": 222,
}  # fmt: skip


def answered(case: Case) -> Mapping[str, Any]:
    return answer_case(case["input"], lambda refusal: refusal.code)


def sound(name: str) -> list[Case]:
    """Those whose answer is one to give; the NHS tool falls over where a value is missing in a window of seven."""
    return [
        case
        for case in cases(name)
        if "quirk" not in case and not (name == "ptd_xmr" and case["output"]["status"] == "error")
    ]


def same(ours: object, theirs: object) -> bool:
    if isinstance(theirs, bool) or theirs is None or isinstance(theirs, str):
        return ours == theirs
    if isinstance(theirs, (int, float)) and isinstance(ours, (int, float)) and not isinstance(ours, bool):
        return math.isclose(ours, theirs, rel_tol=EXACT, abs_tol=0)
    return ours == theirs


def differences(case: Case) -> Iterator[str]:
    """Each thing that we answer otherwise."""
    ours, theirs = answered(case), case["output"]
    if ours["status"] != theirs["status"]:
        yield f"{ours['status']}, not {theirs['status']}"
        return
    if theirs["status"] != "ok":
        return
    fragile = case.get("fragile", ())
    left_out = (ON_CENTRE if "cl" in fragile else set()) | (ON_LIMITS if "limits" in fragile else set())
    for name, column in theirs["points"].items():
        n = len(ours["points"][name])
        expected = column * n if len(column) == 1 else column
        if name not in left_out and not (n == len(expected) and all(map(same, ours["points"][name], expected))):
            yield f"points.{name}"
    for part, expected in zip(ours.get("parts", ()), theirs.get("parts", ()), strict=True):
        yield from (
            f"part {expected[0]} {name}: {part[name]}, not {value}"
            for name, value in zip(PART, expected, strict=True)
            if name not in left_out and not same(part[name], value)
        )
    if "summary" in theirs and "summary" not in left_out:
        yield from (f"summary.{name}" for name, value in theirs["summary"].items() if ours["summary"][name] != value)


@pytest.mark.parametrize("name", NAMES)
def test_every_case_agrees(name: str) -> None:
    wrong = {case["id"]: found for case in sound(name) if (found := list(differences(case)))}
    assert wrong == {}


def test_the_cases_are_all_there() -> None:
    assert {name: len(sound(name)) for name in NAMES} == HOW_MANY


def planted_in(case: Case, change: Any) -> list[str]:
    """What is seen of an answer that was changed by hand; of the answer itself nothing is."""
    assert list(differences(case)) == []
    planted = json.loads(json.dumps(case))
    change(planted["output"])
    return list(differences(planted))


@pytest.mark.parametrize("column", ["y", "cl", "ucl", "lcl_95"])
def test_a_number_that_is_a_hair_off_is_seen(column: str) -> None:
    case = next(case for case in sound("qic_p") if case["group"] == "p/part")

    def a_hair_off(output: dict[str, Any]) -> None:
        output["points"][column][-1] *= 1 + 1e-8

    assert planted_in(case, a_hair_off) == [f"points.{column}"]


@pytest.mark.parametrize("column", ["part", "baseline", "include"])
def test_a_point_in_the_wrong_place_is_seen(column: str) -> None:
    case = next(case for case in sound("qic_run") if case["group"] == "run/part")

    def other(output: dict[str, Any]) -> None:
        told = output["points"][column] * (len(output["points"]["y"]) if len(output["points"][column]) == 1 else 1)
        output["points"][column] = [not told[0] if told[0] is True else told[0] + 1, *told[1:]]

    assert planted_in(case, other) == [f"points.{column}"]


@pytest.mark.parametrize("name", [name for name in PART if name not in ("runs_signal", "mean_lcl", "mean_ucl")])
def test_a_number_of_a_part_off_by_one_is_seen(name: str) -> None:
    case = next(case for case in sound("qic_run") if case["group"] == "run/part")

    def off_by_one(output: dict[str, Any]) -> None:
        output["parts"][-1][PART.index(name)] += 1

    assert len(planted_in(case, off_by_one)) == 1


@pytest.mark.parametrize(("name", "signal"), [("qic_i", "n_sigma_signals"), ("qic_run", "runs_signal")])
def test_a_missed_signal_is_seen(name: str, signal: str) -> None:
    column = PART.index(signal)
    case = next(case for case in sound(name) if case["output"]["parts"][0][column])

    def missed(output: dict[str, Any]) -> None:
        output["parts"][0][column] = False if signal == "runs_signal" else output["parts"][0][column] - 1

    assert len(planted_in(case, missed)) == 1


def test_a_label_of_the_nhs_tool_that_is_wrong_is_seen() -> None:
    case = next(
        case for case in sound("ptd_xmr") if "7 Points Above CL" in case["output"]["points"]["special_cause_type"]
    )

    def other(output: dict[str, Any]) -> None:
        labels = output["points"]["special_cause_type"]
        labels[labels.index("7 Points Above CL")] = "Common Cause"

    assert planted_in(case, other) == ["points.special_cause_type"]


@pytest.mark.parametrize(
    "given", [{}, {"chart": "pie", "y": [1]}, {"chart": "i", "y": "abc"}, {"chart": "i", "y": [[1]]}]
)
def test_what_is_not_of_the_schema_is_said(given: Case) -> None:
    with pytest.raises(InvalidInput, match="case_not_understood"):
        answer_case(given, lambda refusal: refusal.code)
