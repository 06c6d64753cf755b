"""Numbers as people type them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.numbers import (
    DecimalSign,
    find_decimal_sign,
    is_undecided,
    parse_number,
    parse_typed_number,
)

HOSTILE = json.loads((Path(__file__).parents[1] / "data/vectors/hostile_input.json").read_text(encoding="utf-8"))

# How each case of the vectors that leaves a choice is answered.
POLICY: dict[str, float | None | str] = {
    "1.5": "ambiguous_number",
    "–5": -5.0,
    "1e400": "text_in_number",
    "nan": "text_in_number",
    "1_000": "text_in_number",
    "١٢": "text_in_number",
    "-": None,
    "..": None,
    "<5": "suppressed_value",
    "00301": "leading_zero",
    "1E5": "text_in_number",
}


def typed(text: str, decimal: DecimalSign = ",") -> float | None | str:
    try:
        return parse_typed_number(text, decimal)
    except InvalidInput as error:
        return error.code


@pytest.mark.parametrize(("text", "says"), HOSTILE["numbers_nb"].items())
def test_typed_number_follows_the_vectors(text: str, says: float | str) -> None:
    assert typed(text) == (POLICY[text] if isinstance(says, str) else says)


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1.500", ",", 1500),
        ("1.500", ".", 1.5),
        ("1,500", ",", 1.5),
        ("1,500", ".", 1500),
        ("1.234.567", ",", 1234567),
        ("1.234,5", ",", 1234.5),
        ("1.234,5", None, 1234.5),
        ("1,234.5", None, 1234.5),
        ("1\u202f234", None, 1234),
        ("−5", ",", -5),
        ("+5", ",", 5),
        ("12,5 %", ",", 12.5),
        (",5", ",", 0.5),
        ("0.500", None, 0.5),
        ("\u200b7\ufeff", ",", 7),
        ("-0", ",", 0),
    ],
)
def test_column_number_is_read_with_the_columns_sign(text: str, decimal: DecimalSign | None, number: float) -> None:
    assert parse_number(text, decimal) == number


@pytest.mark.parametrize(
    ("text", "decimal", "code"),
    [
        ("1.500", None, "ambiguous_number"),
        ("1,500", None, "ambiguous_number"),
        ("4.5", ",", "ambiguous_number"),
        ("4,5", ".", "ambiguous_number"),
        ("1,234.5", ",", "ambiguous_number"),
        ("ca 5", ",", "text_in_number"),
        ("5 dager", ",", "text_in_number"),
        ("5.", ",", "text_in_number"),
        ("1.2.3", ",", "text_in_number"),
        ("12 34", ",", "text_in_number"),
        ("inf", ",", "text_in_number"),
        ("０", ",", "text_in_number"),
        ("½", ",", "text_in_number"),
        ("=1+1", ",", "text_in_number"),
        ("0x10", ",", "text_in_number"),
        ("< 5", ",", "suppressed_value"),
        ("1–4", ",", "suppressed_value"),
        ("*", ",", "suppressed_value"),
        ("#DIV/0!", ",", "formula_error"),
        ("007", ",", "leading_zero"),
        ("9" * 20, ",", "number_too_large"),
        ("9" * 400, ",", "number_too_large"),
    ],
)
def test_refused_number_has_a_code(text: str, decimal: DecimalSign | None, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_number(text, decimal)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", ".", "..", "...", ":", "#N/A", "\u00a0"])
def test_missing_marks_are_missing_and_not_zero(text: str) -> None:
    assert parse_number(text, ",") is None


@pytest.mark.parametrize("text", ["1.5", "1.500", "1.234.567"])
def test_dot_in_a_norwegian_field_is_asked_about(text: str) -> None:
    assert typed(text) == "ambiguous_number"


def test_comma_in_an_english_field_is_asked_about() -> None:
    assert typed("1,5", ".") == "ambiguous_number"
    assert typed("1,234.5", ".") == 1234.5


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["4,5", "4"], ","),
        (["4.5", "1.500"], "."),
        (["1.500", "2.250,5"], ","),
        (["1.500", "2.250"], None),
        (["4", "-", "x"], None),
        (["4,5", "4,6", "4.7"], ","),
    ],
)
def test_decimal_sign_is_a_columns(texts: list[str], sign: DecimalSign | None) -> None:
    assert find_decimal_sign(texts) == sign


def test_column_is_undecided_only_without_a_telling_cell() -> None:
    assert is_undecided(["1.500", "2"])
    assert not is_undecided(["1.500", "2,5"])
    assert not is_undecided(["15", "2"])


@given(st.text(max_size=30), st.sampled_from([",", ".", None]))
def test_any_text_is_a_number_or_missing_or_refused(text: str, decimal: DecimalSign | None) -> None:
    try:
        number = parse_number(text, decimal)
    except InvalidInput:
        return
    assert number is None or abs(number) <= 1e15


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from([",", "."]))
def test_written_number_is_read_back(whole: int, hundredths: int, decimal: DecimalSign) -> None:
    grouped = f"{whole:,}".replace(",", "\u00a0")
    assert parse_number(f"{grouped}{decimal}{hundredths:02d}", decimal) == float(f"{whole}.{hundredths:02d}")
