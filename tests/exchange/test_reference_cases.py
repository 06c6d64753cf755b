"""Every case of qicharts2 and NHSRplotthedots, through the schema that a statistician checks us with."""

import json
import lzma
import math
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.reference_cases import answer_case

FILE = Path(__file__).parents[1] / "data" / "reference" / "cases.json.xz"
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

Case = Mapping[str, Any]


@cache
def cases(name: str) -> list[Case]:
    with lzma.open(FILE, "rt", encoding="utf-8") as file:
        found: list[Case] = json.load(file)[name]
    return found


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


@pytest.mark.parametrize("column", ["y", "cl", "ucl", "lcl_95"])
def test_a_number_that_is_a_hair_off_is_seen(column: str) -> None:
    case = next(case for case in sound("qic_p") if case["group"] == "p/part")
    planted = json.loads(json.dumps(case))
    planted["output"]["points"][column][-1] *= 1 + 1e-8
    assert list(differences(case)) == []
    assert list(differences(planted)) == [f"points.{column}"]


def test_a_missed_signal_is_seen() -> None:
    case = next(case for case in sound("qic_i") if case["output"]["parts"][0][PART.index("n_sigma_signals")] > 0)
    planted = json.loads(json.dumps(case))
    planted["output"]["parts"][0][PART.index("n_sigma_signals")] -= 1
    assert len(list(differences(planted))) == 1


@pytest.mark.parametrize(
    ("name", "group", "code"),
    [
        ("qic_p", "p/no-denominator", "denominators_missing"),
        ("qic_u", "u/no-denominator", "denominators_missing"),
        ("qic_t", "t/zero-error", "time_not_positive"),
    ],
)
def test_what_cannot_be_charted_is_refused(name: str, group: str, code: str) -> None:
    for case in cases(name):
        if case["group"] == group:
            assert answered(case) == {"status": "error", "code": code, "message": code}


@pytest.mark.parametrize("name", ["qic_u", "qic_up", "qic_p", "qic_pp"])
def test_impossible_rows_are_refused_as_the_reference_recommends(name: str) -> None:
    quirks = [case for case in cases(name) if "quirk" in case and "collapse" not in case["quirk"]]
    assert len(quirks) >= 4
    assert {answered(case)["status"] for case in quirks} == {"error"}


@pytest.mark.parametrize("name", ["qic_i", "qic_up"])
def test_limits_do_not_collapse_where_the_screened_ranges_do(name: str) -> None:
    collapsing = [case for case in cases(name) if "fall back" in case.get("quirk", "")]
    assert collapsing
    for case in collapsing:
        points = answered(case)["points"]
        assert all(upper is None or upper > line for upper, line in zip(points["ucl"], points["cl"], strict=True))


@pytest.mark.parametrize("name", ["qic_i", "qic_t"])
def test_no_limits_where_nothing_varies(name: str) -> None:
    equal = [
        case for case in cases(name) if "no variation" in case.get("quirk", "") or "all-equal" in case.get("quirk", "")
    ]
    assert equal
    for case in equal:
        assert set(answered(case)["points"]["ucl"]) == {None}


def test_i_prime_takes_its_spread_from_the_base_alone() -> None:
    for case in cases("qic_ip"):
        if "quirk" in case:
            base = {**case["input"]}
            excluded = set(base.pop("exclude", ()))
            last = base.pop("freeze", len(base["y"]))
            kept = [place for place in range(last) if place + 1 not in excluded]
            alone = {**base, **{key: [base[key][place] for place in kept] for key in ("y", "n") if key in base}}
            ours = answered(case)["points"]
            alone_points = answered({"input": alone})["points"]
            assert same(ours["ucl"][kept[0]], alone_points["ucl"][0])


def test_a_given_line_of_a_t_chart_is_a_time() -> None:
    (case,) = [case for case in cases("qic_t") if "transform the given cl" in case.get("quirk", "")]
    assert all(same(line, case["input"]["cl"]) for line in answered(case)["points"]["cl"])


def test_measurements_one_at_a_time_have_no_limits_in_an_xbar_chart() -> None:
    (case,) = [case for case in cases("qic_xbar") if case["group"] == "xbar/no-x"]
    assert set(answered(case)["points"]["ucl"]) == {None}


@pytest.mark.parametrize(
    "given", [{}, {"chart": "pie", "y": [1]}, {"chart": "i", "y": "abc"}, {"chart": "i", "y": [[1]]}]
)
def test_what_is_not_of_the_schema_is_said(given: Case) -> None:
    with pytest.raises(InvalidInput, match="case_not_understood"):
        answer_case(given, lambda refusal: refusal.code)
