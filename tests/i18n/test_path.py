"""Every step, question and next step of the path has its sentences, plain and in three languages."""

from collections.abc import Iterator

import pytest

from qi_tracker.i18n.path import NEXT_STEPS, QUESTIONS, STEPS
from qi_tracker.i18n.translate import words_for
from qi_tracker.method.path import NextStep, PlanQuestion, Step
from qi_tracker.vocabulary import Language


def sentences() -> Iterator[str]:
    for step in STEPS.values():
        yield from (step.name, step.ticked_by)
    for question in QUESTIONS.values():
        yield from (question.question, question.missing)
    for following in NEXT_STEPS.values():
        yield from (following.text, following.why, following.label)


def test_none_lacks_its_sentences() -> None:
    assert list(STEPS) == list(Step)
    assert list(QUESTIONS) == list(PlanQuestion)
    assert list(NEXT_STEPS) == list(NextStep)


@pytest.mark.parametrize("language", [Language.BOKMAL, Language.NYNORSK])
def test_no_sentence_is_left_in_english(language: Language) -> None:
    words = words_for(language)
    assert [found for found in sentences() if words.gettext(found, name="%(name)s") == found] == []


def test_a_next_step_is_said_as_one_thing_with_a_reason() -> None:
    words = words_for(Language.BOKMAL)
    text = NEXT_STEPS[NextStep.STUDY_CYCLE]
    assert words.gettext(text.text, name="Fritidsguide – 1") == "Skriv ned hva som skjedde i «Fritidsguide – 1»."
    assert words.gettext(text.label) == "Fortsett sirkelen"
    assert words_for(Language.NYNORSK).gettext(text.text, name="X") == "Skriv ned kva som skjedde i «X»."
