"""Numbers in a chart are written as everywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.blueprints.common.chart_words import chart_words
from qi_tracker.charts.text import NumberFormat
from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import Language
from tests.charts.samples import FACTS, IMPROVED, chart, three_phases

NORWEGIAN = NumberFormat(decimals=0, table_decimals=1, suffix="\u00a0dager")


@given(st.floats(-1e9, 1e9), st.integers(0, 2), st.sampled_from(Language))
def test_number_reads_as_on_the_rest_of_the_page(value: float, decimals: int, language: Language) -> None:
    numbers = chart(IMPROVED, language=language).text.numbers
    assert numbers.plain(value, decimals) == formats.number(value, language, decimals)


@pytest.mark.parametrize("language", Language)
def test_value_with_unit_reads_as_on_the_rest_of_the_page(language: Language) -> None:
    for unit in ("%", "dager", ""):
        numbers = chart(IMPROVED, FACTS.__class__(**{**_fields(), "unit": unit}), language=language).text.numbers
        assert numbers.value(1234) == formats.value(1234, unit, language, numbers.decimals)


def _fields() -> dict[str, object]:
    return {name: getattr(FACTS, name) for name in FACTS.__slots__}


@pytest.mark.parametrize(
    ("value", "written"),
    [(34.5, "34,5\u00a0dager"), (34.0, "34\u00a0dager"), (30.0384, "30\u00a0dager"), (-0.04, "0\u00a0dager")],
)
def test_level_shows_the_half_between_two_whole_numbers_and_no_false_precision(value: float, written: str) -> None:
    assert NORWEGIAN.level(value) == written


def test_long_number_is_a_power_of_ten_and_never_cut() -> None:
    assert NORWEGIAN.short(123456789, 0) == "123\u00a0456\u00a0789"
    assert NORWEGIAN.short(-4.361e17, 0) == "−4,36·10¹⁷"


@pytest.mark.parametrize(("value", "written"), [(46, "46"), (46.5, "46,5"), (1550, "1\u00a0550")])
def test_count_has_the_decimals_it_has(value: float, written: str) -> None:
    assert NORWEGIAN.count(value) == written


def test_every_word_is_there_in_every_language() -> None:
    bokmal, nynorsk, english = (chart_words(words_for(language)) for language in Language)
    for name in bokmal.__slots__:
        texts = [getattr(words, name) for words in (bokmal, nynorsk, english)]
        assert all(texts), name
        assert len({text.count("%(") for text in texts}) == 1, f"{name} has other placeholders in another language"


def test_phase_without_a_name_is_numbered() -> None:
    text = three_phases().text
    assert text.phase_name(0) == "Periode 1"
    assert text.phase_name(1) == "Periode 2: nytt skjema"
    assert text.phase_name(7) == "Periode 8"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (42_168_401.5, "42,2\u00a0mill."),
        (1_000_000, "1,00\u00a0mill."),
        (-987_654_321, "−988\u00a0mill."),
        (4_100_000_000, "4,10\u00a0mrd."),
        (54_321, "54\u00a0321"),
        (17, "17"),
    ],
)
def test_rough_number_has_three_digits_and_a_word(value: float, said: str) -> None:
    assert NORWEGIAN.rough(value) == said


def test_half_of_one_is_not_said_of_many() -> None:
    assert NORWEGIAN.level(34.5, has_unit=False) == "34,5"
    assert NORWEGIAN.level(42_168_401.5, has_unit=False) == "42\u00a0168\u00a0402"
