"""Every word of the vocabulary has a label in three languages, and where users choose, an explanation."""

import inspect
from collections.abc import Iterable
from enum import StrEnum

import pytest

from qi_tracker import vocabulary
from qi_tracker.i18n.explanations import explanation, outcome_note
from qi_tracker.i18n.labels import (
    choices,
    decision_button,
    dimension_phrase,
    frequency_phrase,
    has_label,
    label,
    unit_for,
)
from qi_tracker.i18n.translate import Words, words_for
from qi_tracker.vocabulary import (
    CycleStage,
    Decision,
    Dimension,
    Direction,
    Frequency,
    IdeaStatus,
    Language,
    Level,
    MeasureKind,
    OrganizationRole,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ValueType,
    VerdictCode,
)

NB, NN, EN = (words_for(language) for language in (Language.BOKMAL, Language.NYNORSK, Language.ENGLISH))

ENUMS: list[type[StrEnum]] = [
    member
    for _, member in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(member, StrEnum) and member is not StrEnum
]

CHOSEN_FROM: list[type[StrEnum]] = [
    CycleStage,
    Decision,
    Dimension,
    Direction,
    IdeaStatus,
    Level,
    MeasureKind,
    OrganizationRole,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ValueType,
]


def members_without_label(enums: Iterable[type[StrEnum]]) -> list[str]:
    lacking = []
    for enum in enums:
        for member in enum:
            try:
                shown = [label(member, words) for words in (NB, NN, EN)]
            except KeyError:
                shown = [""]
            if not all(shown):
                lacking.append(f"{enum.__name__}.{member.name}: give it a label in qi_tracker/i18n/labels.py")
    return lacking


def test_every_member_has_a_label() -> None:
    assert members_without_label(ENUMS) == []


def test_a_forgotten_enum_is_named() -> None:
    class Weather(StrEnum):
        RAIN = "rain"

    assert members_without_label([Weather]) == [
        "Weather.RAIN: give it a label in qi_tracker/i18n/labels.py",
    ]
    assert not has_label(Weather.RAIN)


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
@pytest.mark.parametrize("words", [NB, NN, EN], ids=lambda words: words.language.value)
def test_labels_of_one_enum_differ(enum: type[StrEnum], words: Words) -> None:
    labels = [label(member, words) for member in enum]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("enum", CHOSEN_FROM, ids=lambda enum: enum.__name__)
def test_what_users_choose_from_is_explained(enum: type[StrEnum]) -> None:
    for member in enum:
        told = {explanation(member, words) for words in (NB, NN, EN)}
        assert len(told) >= 2, f"{member!r} is explained in English only"
        assert all(text.endswith((".", "?")) for text in told)


def test_equal_values_of_different_enums_keep_their_own_labels() -> None:
    assert ProjectPhase.PLAN.value == CycleStage.PLAN.value
    assert label(ProjectPhase.PREPARE, NN) == "Førebu"
    assert explanation(ProjectPhase.PLAN, NB) != explanation(CycleStage.PLAN, NB)


@pytest.mark.parametrize(
    ("member", "bokmal", "nynorsk"),
    [
        (MeasureKind.OUTCOME, "Resultatindikator", "Resultatindikator"),
        (MeasureKind.BALANCING, "Balanserende indikator", "Balanserande indikator"),
        (ProjectNature.PREVENTIVE, "Forebyggende", "Førebyggjande"),
        (ProjectNature.COMBATING, "Bekjempende", "Årsaksretta (bekjempande)"),
        (ProjectPhase.FOLLOW_UP, "Følge opp", "Følgje opp"),
        (Decision.ABANDON, "Forkaste", "Forkaste"),
        (VerdictCode.NO_SIGNAL, "ingen tydelig endring", "inga tydeleg endring"),
        (Frequency.WEEK, "Hver uke", "Kvar veke"),
        (Language.NYNORSK, "Nynorsk", "Nynorsk"),
    ],
)
def test_labels_are_the_agreed_words(member: StrEnum, bokmal: str, nynorsk: str) -> None:
    assert (label(member, NB), label(member, NN)) == (bokmal, nynorsk)


def test_dimensions_finish_the_sentence_of_the_national_strategy() -> None:
    phrases = [dimension_phrase(dimension, NB) for dimension in Dimension]
    assert phrases == [
        "er virkningsfulle",
        "er trygge og sikre",
        "involverer brukere og gir dem innflytelse",
        "er samordnet og preget av kontinuitet",
        "utnytter ressursene på en god måte",
        "er tilgjengelige og rettferdig fordelt",
    ]
    for dimension in Dimension:
        assert explanation(dimension, NN) == f"Gode tenester {dimension_phrase(dimension, NN)}."
        assert explanation(dimension, EN) == f"Good services {dimension_phrase(dimension, EN)}."


def test_choices_come_in_the_vocabulary_s_order() -> None:
    assert choices(Direction, NB) == [("up", "Opp"), ("down", "Ned")]


def test_phrases_and_units() -> None:
    assert [frequency_phrase(frequency, NN) for frequency in Frequency][:3] == ["per hending", "per dag", "per veke"]
    assert [decision_button(decision, NB) for decision in Decision] == ["Innfør", "Juster", "Legg bort"]
    assert [unit_for(value_type, NN) for value_type in ValueType] == ["%", "", "dagar", ""]
    assert "KS" in outcome_note(NB)
