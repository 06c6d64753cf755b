"""The library of ready indicators is whole: every theme, every field, three languages, and charts that suit."""

import re
from collections import Counter
from dataclasses import fields, replace

import pytest

from qi_tracker.i18n.translate import Words, words_for
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.indicators.library import LIBRARY, found_indicators, indicator_of
from qi_tracker.services.chart_kinds import charts_for
from qi_tracker.vocabulary import ChartKind, Dimension, IndicatorTheme, Language, MeasureKind, ValueType

FEWEST, MOST = 3, 5
LONGEST_KEY, LONGEST_NAME, LONGEST_UNIT = 60, 200, 40
# What says that numbers are never those of one person, and what would ask for it.
SINGLE_PERSONS = re.compile(
    r"\b(navn på (barn|elev|forelder)|fødselsnummer|name of the (child|pupil|parent))\b", re.IGNORECASE
)
TRANSLATED = (Language.BOKMAL, Language.NYNORSK)


def problems_of(indicator: Indicator) -> list[str]:
    """What the entry lacks, and where it contradicts itself."""
    found = [
        field.name
        for field in fields(indicator)
        if field.default == field.default_factory and not getattr(indicator, field.name)
    ]
    is_share = indicator.value_type is ValueType.PROPORTION
    english = indicator.definition
    if is_share != ("Numerator:" in english and "Denominator:" in english):
        found.append("numerator and denominator")
    if is_share == bool(indicator.unit):
        found.append("unit")
    if indicator.chart not in charts_for(indicator.value_type, indicator.frequency, has_denominator=is_share):
        found.append("chart")
    if not indicator.fits_when.startswith("Fits when "):
        found.append("fits_when")
    if set(indicator.dimensions) - set(Dimension):
        found.append("dimensions")
    if len(indicator.key) > LONGEST_KEY:
        found.append("key")
    return found


def untranslated(indicator: Indicator, language: Language) -> list[str]:
    """The texts that the language does not have."""
    words = words_for(language)
    return [text for text in indicator.texts if words.gettext(text) == text]


@pytest.mark.parametrize("indicator", LIBRARY, ids=lambda indicator: indicator.key)
def test_an_entry_is_whole(indicator: Indicator) -> None:
    assert problems_of(indicator) == []


def test_every_theme_has_some_and_none_has_too_many_and_each_key_is_one() -> None:
    numbers = Counter(indicator.theme for indicator in LIBRARY)
    assert {theme: numbers[theme] for theme in IndicatorTheme if not FEWEST <= numbers[theme] <= MOST} == {}
    assert [key for key, count in Counter(indicator.key for indicator in LIBRARY).items() if count > 1] == []
    assert all(indicator.key.startswith(f"{indicator.theme}_") for indicator in LIBRARY)
    assert {indicator.kind for indicator in LIBRARY} == set(MeasureKind)
    assert {dimension for indicator in LIBRARY for dimension in indicator.dimensions} == set(Dimension)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_there_in_the_language_and_fits_its_field(language: Language) -> None:
    words = words_for(language)
    # A few words are spelt alike.
    alike = {"kroner", "kilos"}
    assert {i.key: untranslated(i, language) for i in LIBRARY if set(untranslated(i, language)) - alike} == {}
    for indicator in LIBRARY:
        assert len(words.gettext(indicator.name)) <= LONGEST_NAME
        assert len(words.gettext(indicator.source)) <= LONGEST_NAME
        assert not indicator.unit or len(words.gettext(indicator.unit)) <= LONGEST_UNIT


@pytest.mark.parametrize("language", list(Language))
def test_nothing_asks_for_the_numbers_of_one_person(language: Language) -> None:
    words = words_for(language)
    said = [words.gettext(text) for indicator in LIBRARY for text in indicator.texts]
    assert [text for text in said if SINGLE_PERSONS.search(text)] == []


def test_entries_that_are_not_whole_are_seen() -> None:
    whole = LIBRARY[0]
    assert whole.value_type is ValueType.PROPORTION
    for change, problem in (
        ({"source": ""}, "source"),
        ({"dimensions": ()}, "dimensions"),
        ({"definition": "Children who take part."}, "numerator and denominator"),
        ({"unit": "children"}, "unit"),
        ({"chart": ChartKind.C}, "chart"),
        ({"fits_when": "Always."}, "fits_when"),
    ):
        assert problem in problems_of(replace(whole, **change)), change
    assert untranslated(replace(whole, name="Nobody has translated this"), Language.BOKMAL) == [
        "Nobody has translated this"
    ]
    assert SINGLE_PERSONS.search("Skriv navn på barn som deltar")


def test_it_is_found_by_theme_and_by_words_in_the_readers_language() -> None:
    nb, nn = words_for(Language.BOKMAL), words_for(Language.NYNORSK)

    def keys(words: Words, query: str, theme: IndicatorTheme | None = None) -> set[str]:
        return {indicator.key for indicator in found_indicators(theme, query, words)}

    assert keys(nb, "") == {indicator.key for indicator in LIBRARY}
    assert keys(nb, "  SKOLEFROKOST  ") == {"food_breakfast_share"}
    assert keys(nn, "skulefrukost") == {"food_breakfast_share"}
    assert "nav_emergency_help" in keys(nb, "nødhjelp barnefamilier")
    assert keys(nb, "nødhjelp", IndicatorTheme.FOOD) == set()
    assert keys(nb, "", IndicatorTheme.FOOD) == {i.key for i in LIBRARY if i.theme is IndicatorTheme.FOOD}
    assert indicator_of("food_waste") in LIBRARY
    assert indicator_of("made_up") is None
