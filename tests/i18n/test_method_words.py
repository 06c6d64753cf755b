"""The method's codes in three languages: every one has its sentence, whole and in its own language."""

from datetime import date

import pytest

from qi_tracker.i18n.marks import mark_text
from qi_tracker.i18n.pace import pace_text
from qi_tracker.i18n.progress import progress_text
from qi_tracker.i18n.smart import AimParts, aim_advice, aim_sentence
from qi_tracker.i18n.translate import words_for
from qi_tracker.method.marks import Lack, Mark, MarkFound
from qi_tracker.method.pace import Pace, PaceCode
from qi_tracker.method.progress import ProgressStep
from qi_tracker.method.smart import AimGap, gaps_in
from qi_tracker.vocabulary import Language
from tests.i18n.sound import faults
from tests.method.test_smart import WHOLE

NB, NN, EN = Language
DAY = date(2027, 6, 30)
languages = pytest.mark.parametrize("language", list(Language))


@languages
@pytest.mark.parametrize("gap", list(AimGap))
def test_each_gap_is_said_with_one_piece_of_advice(gap: AimGap, language: Language) -> None:
    told = aim_advice(gap, words_for(language))
    assert [*faults(told.lack, language), *faults(told.advice, language)] == []
    assert told.side[0].isupper()


@languages
@pytest.mark.parametrize("code", list(PaceCode))
def test_each_pace_is_said(code: PaceCode, language: Language) -> None:
    assert list(faults(pace_text(Pace(code, 1 / 3, 0.5), DAY, words_for(language)), language)) == []


def test_the_pace_compares_the_way_with_the_time() -> None:
    told = [pace_text(Pace(PaceCode.TOO_SLOW, 0.448, 0.69), DAY, words_for(language)) for language in Language]
    assert told == [
        "45\u00a0% av veien er gått på 69\u00a0% av tiden. Med denne farten kommer dere ikke fram innen 30. juni 2027.",
        "45\u00a0% av vegen er gått på 69\u00a0% av tida. Med denne farten kjem de ikkje fram innan 30. juni 2027.",
        "45% of the way is gone in 69% of the time. At this pace you do not get there by 30 June 2027.",
    ]


@languages
@pytest.mark.parametrize("after", [0, 1, 4])
@pytest.mark.parametrize("lack", list(Lack))
@pytest.mark.parametrize("mark", list(Mark))
def test_each_mark_and_lack_is_said(mark: Mark, lack: Lack, after: int, language: Language) -> None:
    told = mark_text(MarkFound(mark, lack=lack, after=after), "«Barn»", words_for(language))
    assert [*faults(told.advice, language), *faults(told.why, language)] == []
    assert told.title[0].isupper()


def test_a_mark_that_is_met_asks_for_nothing() -> None:
    assert mark_text(MarkFound(Mark.PREDICTED, (1,)), "", words_for(NB)).advice == ""


@languages
def test_each_step_of_the_scale_is_named_after_its_number(language: Language) -> None:
    told = [progress_text(step, words_for(language)) for step in ProgressStep]
    assert len(set(told)) == len(told)
    assert told[6].startswith("3.5 – " if language is EN else "3,5 – ")


# What is known → the sentence in three languages.
SENTENCES = [
    (
        AimParts("andelen barn med en aktivitet", "familier i kontakt med Nav", 30, 60, "%", DAY),
        "Innen 30. juni 2027 skal andelen barn med en aktivitet for familier i kontakt med Nav"
        " øke fra 30\u00a0% til 60\u00a0%.",
        "Innan 30. juni 2027 skal andelen barn med en aktivitet for familier i kontakt med Nav"
        " auke frå 30\u00a0% til 60\u00a0%.",
        "By 30 June 2027, andelen barn med en aktivitet for familier i kontakt med Nav will rise from 30% to 60%.",
    ),
    (
        AimParts("ventetida.", "", 34.5, 14, "dager", None),
        "Ventetida skal gå ned fra 34,5\u00a0dager til 14\u00a0dager.",
        "Ventetida skal gå ned frå 34,5\u00a0dager til 14\u00a0dager.",
        "Ventetida will fall from 34.5\u00a0dager to 14\u00a0dager.",
    ),
    (
        AimParts("fraværet", "8. trinn", None, 6, "%", DAY),
        "Innen 30. juni 2027 skal fraværet for 8. trinn bli 6\u00a0%.",
        "Innan 30. juni 2027 skal fraværet for 8. trinn bli 6\u00a0%.",
        "By 30 June 2027, fraværet for 8. trinn will be 6%.",
    ),
    (
        AimParts("trivselen", "", 3, None, "", None),
        "Trivselen skal bli bedre.",
        "Trivselen skal bli betre.",
        "Trivselen will become better.",
    ),
    (AimParts(" ", "barna", 3, 4, "", DAY), "", "", ""),
]


@pytest.mark.parametrize(("parts", "bokmal", "nynorsk", "english"), SENTENCES)
def test_the_sentence_is_made_from_its_parts(parts: AimParts, bokmal: str, nynorsk: str, english: str) -> None:
    assert [aim_sentence(parts, words_for(language)) for language in Language] == [bokmal, nynorsk, english]


@languages
@pytest.mark.parametrize("from_value", [None, 20.0, 60.0, 70.0])
@pytest.mark.parametrize("by", [None, DAY])
def test_a_sentence_that_was_made_never_says_another_goal(
    language: Language, from_value: float | None, by: date | None
) -> None:
    made = aim_sentence(AimParts("andelen", "barna", from_value, 60.5, "%", by), words_for(language))
    facts = {name: getattr(WHOLE, name) for name in WHOLE.__slots__} | {"statement": made, "to_value": 60.5}
    assert AimGap.SAYS_ANOTHER not in gaps_in(type(WHOLE)(**facts))
