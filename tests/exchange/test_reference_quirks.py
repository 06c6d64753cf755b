"""The answers of qicharts2 that are not to be copied: for each we do what the reference recommends instead."""

from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import pytest

from qi_tracker.exchange.reference_cases import answer_case
from tests.analysis.reference import Case, cases
from tests.exchange.test_reference_cases import NAMES, PART, same


def quirks() -> list[Case]:
    return [case for name in NAMES for case in cases(name) if "quirk" in case]


def answered(given: Case) -> Mapping[str, Any]:
    return answer_case(given, lambda refusal: refusal.code)


def part_of(case: Case, number: int) -> Mapping[str, Any]:
    """What qicharts2 says of a part."""
    return dict(zip(PART, case["output"]["parts"][number], strict=True))


def has_no_line_and_no_signal(case: Case) -> None:
    ours = answered(case["input"])
    assert set(ours["points"]["cl"]) == {None}
    [part] = ours["parts"]
    assert (part["n_useful"], part["longest_run"], part["n_crossings"], part["runs_signal"]) == (0, None, None, False)


def is_frozen_in_the_part_of_the_freeze_alone(case: Case) -> None:
    """The tool ignores the freeze and says nothing; we honour it, and the base tells."""
    given, ours = case["input"], answered(case["input"])
    [last], freeze = given["part"], given["freeze"]
    frozen = int(freeze > last)
    base = range(last * frozen, freeze)
    assert ours["parts"][frozen]["mean_cl"] == median(given["y"][place] for place in base)
    others = [place for place in range(len(given["y"])) if (place >= last) != bool(frozen)]
    assert [place for place, is_base in enumerate(ours["points"]["baseline"]) if is_base] == sorted([*base, *others])
    theirs = part_of(case, 1 - frozen)
    assert all(same(ours["parts"][1 - frozen][name], theirs[name]) for name in PART)


def has_no_limits(case: Case) -> None:
    """A lower one of a T chart is written as 0 where there is none, as the tool writes it."""
    points = answered(case["input"])["points"]
    lower = {None, 0.0} if case["input"]["chart"] == "t" else {None}
    assert set(points["ucl"]) == set(points["ucl_95"]) == {None}
    assert set(points["lcl"]) | set(points["lcl_95"]) <= lower
    assert not any(points["sigma_signal"])


def has_the_limits_of_all_ranges(case: Case) -> None:
    ours = answered(case["input"])
    assert ours == answered({**case["input"], "screened_mr": False})
    assert any(upper is not None for upper in ours["points"]["ucl"])
    lines = zip(ours["points"]["ucl"], ours["points"]["cl"], strict=True)
    assert all(upper is None or upper > line for upper, line in lines)


def has_its_spread_from_the_base(case: Case) -> None:
    """The limits are those of the base points all by themselves."""
    given = {**case["input"]}
    excluded, last = given.pop("exclude", ()), given.pop("freeze", len(given["y"]))
    kept = [place for place in range(last) if place + 1 not in excluded]
    alone = {**given, **{key: [given[key][place] for place in kept] for key in ("y", "n") if given.get(key)}}
    ours, by_themselves = answered(case["input"])["points"], answered(alone)["points"]
    for column in ("cl", "lcl", "lcl_95", "ucl_95", "ucl"):
        assert all(same(ours[column][place], by_themselves[column][number]) for number, place in enumerate(kept))


def is_refused(code: str) -> Callable[[Case], None]:
    def check(case: Case) -> None:
        assert answered(case["input"]) == {"status": "error", "code": code, "message": code}

    return check


def takes_its_line_for_a_time(case: Case) -> None:
    """The limits lie about it as far as they do about the line that is computed, on the scale of the chart."""
    power, given = 3.6, case["input"]["cl"]
    points = answered(case["input"])["points"]
    without = answered({key: value for key, value in case["input"].items() if key != "cl"})["points"]
    assert all(same(line, given) for line in points["cl"])
    widths = [each["ucl"][0] ** (1 / power) - each["cl"][0] ** (1 / power) for each in (points, without)]
    assert widths[0] == pytest.approx(widths[1], rel=1e-9)


def draws_the_line_that_is_given(case: Case) -> None:
    """With the limits of that mean, as the tool has them; it draws 0.693 times the line."""
    points = answered(case["input"])["points"]
    assert set(points["cl"]) == {case["input"]["cl"]}
    for column in ("lcl", "lcl_95", "ucl_95", "ucl"):
        assert all(same(limit, case["output"]["points"][column][0]) for limit in points[column])


RECOMMENDED: dict[str, Callable[[Case], None]] = {
    "run/exclude-all": has_no_line_and_no_signal,
    "run/part+freeze": is_frozen_in_the_part_of_the_freeze_alone,
    "i/all-equal": has_no_limits,
    "i/sparse-zeros": has_the_limits_of_all_ranges,
    "ip/freeze": has_its_spread_from_the_base,
    "ip/exclude": has_its_spread_from_the_base,
    "u/zero-denominator-y>0": is_refused("zero_denominator"),
    "u/no-denominator": is_refused("denominators_missing"),
    "up/zero-denominator-0/0": has_the_limits_of_all_ranges,
    "up/zero-denominator-y>0": is_refused("zero_denominator"),
    "up/no-denominator": is_refused("denominators_missing"),
    "p/zero-denominator-y>0": is_refused("zero_denominator"),
    "p/y-greater-than-n": is_refused("numerator_above_denominator"),
    "p/no-denominator": is_refused("denominators_missing"),
    "pp/zero-denominator-y>0": is_refused("zero_denominator"),
    "pp/y-greater-than-n": is_refused("numerator_above_denominator"),
    "pp/no-denominator": is_refused("denominators_missing"),
    "t/all-equal": has_no_limits,
    "t/cl-given": takes_its_line_for_a_time,
    "g/cl-given": draws_the_line_that_is_given,
    "xbar/all-size-1": has_no_limits,
    "xbar/no-x": has_no_limits,
    "s/all-size-1": has_no_limits,
    "s/no-x": has_no_limits,
}


@pytest.mark.parametrize("group", RECOMMENDED)
def test_the_recommended_is_done(group: str) -> None:
    for case in quirks():
        if case["group"] == group:
            RECOMMENDED[group](case)


def test_the_quirks_are_all_there() -> None:
    assert len(quirks()) == 54
    assert {case["group"] for case in quirks()} == set(RECOMMENDED)
