"""Where a chain is weak, in words: every code in three languages, and those of one kind together."""

import pytest

from qi_tracker.i18n.chain import COLUMNS, KINDS, STEPS, WEAKNESSES, weakness_texts
from qi_tracker.i18n.translate import words_for
from qi_tracker.method.chain import NodeKind, Weakness, WeaknessCode
from qi_tracker.vocabulary import ChainStep, Language


def test_every_kind_step_and_code_has_words() -> None:
    assert set(KINDS) == set(COLUMNS) == set(NodeKind)
    assert set(STEPS) == set(ChainStep)
    assert list(WEAKNESSES) == list(WeaknessCode)


@pytest.mark.parametrize("code", list(WeaknessCode))
def test_each_weakness_is_told_in_three_languages(code: WeaknessCode) -> None:
    told = [
        weakness_texts([Weakness(code, "a")], {"a": "Fritidsguide"}, words_for(language))[0] for language in Language
    ]
    assert len({text.title for text in told}) == len(Language)
    assert len({text.advice for text in told}) == len(Language)
    assert all(text.places == (("a", "Fritidsguide"),) for text in told)


def test_what_is_compensated_for_is_named_beside_the_idea() -> None:
    names = {"idea": "Utstyr", "impact": "Færre barn i lavinntekt", "other": "Guide"}
    found = [Weakness(WeaknessCode.COMPENSATING_FOR_RATE, "idea", ("impact",))]
    found += [Weakness(WeaknessCode.NOT_CARRIED_OUT, key) for key in ("idea", "other")]
    first, second = weakness_texts(found, names, words_for(Language.BOKMAL))
    assert first.title == "Et kompenserende tiltak er koblet til hvor mange som lever i lavinntekt"
    assert first.places == (("idea", "Utstyr → Færre barn i lavinntekt"),)
    assert [name for _, name in second.places] == ["Utstyr", "Guide"]
