"""Personal numbers: all are synthetic (month + 80) and were never issued to anyone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.privacy.personal_numbers import (
    REPLACEMENT,
    Span,
    cell_contains_personal_number,
    contains_personal_number,
    find_personal_numbers,
    find_personal_numbers_in_cell,
    is_personal_number,
    redact,
)

VECTORS = json.loads((Path(__file__).parents[1] / "data/vectors/personal_numbers.json").read_text(encoding="utf-8"))
VALID = [case["n"] for case in VECTORS["valid"]]
ONE = "01813250035"

joins = st.sampled_from(["", " ", "-", ".", "\u00a0", "\u200b", "\u00ad", "\u2011", " - ", "_"])


@pytest.mark.parametrize("number", VALID)
def test_valid_number_is_found(number: str) -> None:
    assert is_personal_number(number)
    assert contains_personal_number(number)
    assert cell_contains_personal_number(number)


@pytest.mark.parametrize("case", VECTORS["invalid"], ids=lambda case: f"{case['n']} {case['why']}")
def test_invalid_number_is_left_alone(case: dict[str, str]) -> None:
    assert not contains_personal_number(case["n"])
    assert not cell_contains_personal_number(case["n"])


@pytest.mark.parametrize("text", VECTORS["must_find_in_text"], ids=ascii)
def test_number_is_found_however_it_is_written(text: str) -> None:
    assert contains_personal_number(text)
    assert cell_contains_personal_number(text)
    assert not contains_personal_number(redact(text))


@pytest.mark.parametrize("text", VECTORS["must_not_find"])
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not contains_personal_number(text)
    assert not cell_contains_personal_number(text)
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    [*VECTORS["ambiguous"], "1813250035", "1813250035.0", "1 813 250 035", "1,813250035E+09", "2.982285012800E10"],
)
def test_number_bent_by_a_spreadsheet_is_found_in_cells_only(text: str) -> None:
    assert cell_contains_personal_number(text)
    assert not contains_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "٠١٨١٣٢ ٥٠٠٣٥",
        "018132&nbsp;50035",
        "018132&#8203;50035",
        "q=018132%2050035&page=2",
        "q=018132+50035",
        "\\u0030181325\\u00a00035",
        "018132\x0050035",
        "01<wbr>8132 50035",
        "<01813250035>",
        '<a href="01813250035">x</a>',
        "29 822 850 128",
        "5 018132 50035",
        "01.02.2025 018132 50035",
        "0 1 8 1 3 2 5 0 0 3 5",
        "018132/50035",
        "018132\t50035",
    ],
)
def test_more_ways_of_writing_are_found(text: str) -> None:
    assert contains_personal_number(text)
    assert not contains_personal_number(redact(text))


@pytest.mark.parametrize(
    "text", ["", "12", "0181325003", "018132 og 50035", "018132    50035", "4701813250035", "a" * 50]
)
def test_near_misses_are_left_alone(text: str) -> None:
    assert not contains_personal_number(text)


def test_span_points_into_the_text_as_given() -> None:
    text = "Møtt: 018132\u00a050035, og 29822850128."
    assert [text[span.start : span.end] for span in find_personal_numbers(text)] == ["018132\u00a050035", "29822850128"]
    assert find_personal_numbers_in_cell("18132\u200b50035") == (Span(0, 11),)


def test_redaction_keeps_the_rest() -> None:
    assert redact(f"bruker {ONE} og {ONE}") == f"bruker {REPLACEMENT} og {REPLACEMENT}"


def test_pasted_table_of_ordinary_numbers_is_not_refused() -> None:
    rows = [f"{day:02d}.{month:02d}.2025\t{day * 7}\t{month * 1013}" for month in range(1, 13) for day in range(1, 29)]
    assert find_personal_numbers("\n".join(rows)) == ()


@given(
    number=st.sampled_from(VALID), joined=st.lists(joins, min_size=10, max_size=10), tail=st.text("abc æø,", max_size=5)
)
def test_found_with_any_separators_between_the_digits(number: str, joined: list[str], tail: str) -> None:
    text = tail + "".join(digit + join for digit, join in zip(number, [*joined, ""], strict=True)) + tail
    assert contains_personal_number(text)
    assert not contains_personal_number(redact(text))


@given(st.text(max_size=200))
def test_any_text_can_be_asked_about(text: str) -> None:
    for span in (*find_personal_numbers(text), *find_personal_numbers_in_cell(text)):
        assert 0 <= span.start < span.end <= len(text)
