"""The examples of textbooks, to the digits that they print."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from qi_tracker.exchange.reference_cases import answer_case
from tests.analysis.reference import FOLDER

Case = Mapping[str, Any]

CASES: list[Case] = json.loads((FOLDER / "published_textbook.json").read_text(encoding="utf-8"))["cases"]
# The book computes on with what it has rounded: 74.001 + 1.427 · 0.0094, where 74.00118 + 1.4273 · 0.0093995 = 74.0146.
ROUNDED_ON_THE_WAY = {("MONT-6.3-xbar", "ucl")}


def digits(printed: float) -> int:
    return len(str(printed).partition(".")[2])


def computed(case: Case) -> dict[str, float]:
    part = answered(case["input"])["parts"][0]
    found = {"cl": part["mean_cl"], "lcl": part["mean_lcl"], "ucl": part["mean_ucl"]}
    if "mean_mr" in case["printed"]:
        found["mean_mr"] = answered({**case["input"], "chart": "mr"})["parts"][0]["mean_cl"]
    return found


def answered(given: Case) -> Mapping[str, Any]:
    return answer_case(given, lambda refusal: refusal.code)


def as_printed(case: Case, found: Mapping[str, float]) -> list[str]:
    """What differs from the book in any printed digit, or by more than one in the last where the book has rounded."""
    return [
        name
        for name, printed in case["printed"].items()
        if abs(round(found[name], digits(printed)) - printed)
        > ((case["id"], name) in ROUNDED_ON_THE_WAY) * 1.001 * 10 ** -digits(printed) + 1e-12
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_example_gives_what_the_book_prints(case: Case) -> None:
    assert as_printed(case, computed(case)) == []


def test_the_examples_are_all_there() -> None:
    assert sorted(case["id"] for case in CASES) == [
        *("MONT-6.3-s", "MONT-6.3-xbar", "MONT-6.5-i", "MONT-6.5-mr", "MONT-7.1-p-revised", "MONT-7.1-p-trial"),
        *("NIST-6.3.2.2", "NIST-6.3.3.1"),
    ]


def test_one_in_the_last_digit_is_seen() -> None:
    for case in CASES:
        for name, printed in case["printed"].items():
            off = {**computed(case), name: printed + 2.1 * 10 ** -digits(printed)}
            assert as_printed(case, off) == [name]
