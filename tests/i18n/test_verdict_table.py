"""The sentences of every combination that a verdict is made from, in three languages, for those inside and outside."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from qi_tracker.analysis.result import Verdict
from qi_tracker.i18n.translate import words_for
from qi_tracker.i18n.verdicts import MeasureFacts, VerdictText, WiderFacts, verdict_text, wider_verdict_text
from qi_tracker.vocabulary import Caution, Direction, Frequency, Language, MeasureKind, VerdictCode
from tests.analysis.verdict_cases import AXES, COMBINATIONS, judged
from tests.i18n.sound import faults

KINDS = (MeasureKind.OUTCOME, MeasureKind.BALANCING)
# With a decimal, and thousands: no language writes both alike.
FACTS = {
    kind: MeasureFacts(
        name="Ventetid",
        unit="kr",
        decimals=1,
        frequency=Frequency.MONTH,
        direction=Direction.UP,
        phase_reason="nytt skjema.",
        kind=kind,
        n_excluded=n_excluded,
    )
    for n_excluded, kind in enumerate(KINDS)
}
BIG_NUMBER = {
    Language.BOKMAL: re.compile(r"1\u00a0\d{3},5"),
    Language.NYNORSK: re.compile(r"1\u00a0\d{3},5"),
    Language.ENGLISH: re.compile(r"1,\d{3}\.5"),
}
WITH_NUMBERS = (VerdictCode.IMPROVEMENT, VerdictCode.HELD)


def parts(text: VerdictText) -> Iterator[str]:
    """All that is said, one line of the page each."""
    yield from text.cautions
    yield text.headline
    yield text.not_said
    for part in text.details:
        yield from part.sentences


@cache
def told(verdict: Verdict, language: Language, kind: MeasureKind) -> VerdictText:
    """The verdict in words, worked out once."""
    return verdict_text(verdict, words_for(language), FACTS[kind])


def unsound(lines: Iterable[str], language: Language) -> dict[str, list[str]]:
    """Line → its faults."""
    found = {line: list(faults(line, language)) for line in sorted(set(lines))}
    return {line: wrong for line, wrong in found.items() if wrong}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("data", AXES["data"])
def test_every_sentence_with_numbers_is_sound(data: str, language: Language) -> None:
    lines: set[str] = set()
    for found in COMBINATIONS:
        if found["data"] == data:
            verdict = judged(found)
            for kind in KINDS:
                lines.update(parts(told(verdict, language, kind)))
            if verdict.code in WITH_NUMBERS:
                assert BIG_NUMBER[language].search(told(verdict, language, MeasureKind.OUTCOME).headline)
    assert len(lines) > {"none": 2, "too early": 15, "enough": 60}[data]
    assert unsound(lines, language) == {}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", MeasureKind)
@pytest.mark.parametrize("data", AXES["data"])
def test_no_sentence_for_those_outside_has_a_number(data: str, kind: MeasureKind, language: Language) -> None:
    words, lines = words_for(language), set[str]()
    verdicts = [judged(found) for found in COMBINATIONS if found["data"] == data]
    for code, cautions in sorted({(verdict.code, verdict.cautions) for verdict in verdicts}):
        for is_short in (True, False):
            text = wider_verdict_text(WiderFacts("Ventetid", kind, code, cautions, is_short), words)
            assert text.details == ()
            lines.update(parts(text))
    assert unsound(lines, language) == {}
    assert [line for line in lines if re.search(r"\d|%", line)] == []


@pytest.mark.parametrize("language", Language)
def test_hidden_and_missing_numbers_are_said_before_all_else(language: Language) -> None:
    words = words_for(language)
    for found in COMBINATIONS:
        verdict = judged(found)
        first = next(parts(told(verdict, language, MeasureKind.OUTCOME)))
        wider = wider_verdict_text(WiderFacts("Ventetid", MeasureKind.OUTCOME, verdict.code, verdict.cautions), words)
        if found["hidden"] == "yes":
            assert (
                first
                == next(parts(wider))
                == words.gettext("Some numbers are hidden for privacy. Hidden does not mean zero.")
            )
        elif Caution.MISSING in verdict.cautions:
            assert first.endswith(
                words.gettext("Some numbers are missing. Missing numbers are not zero.").partition(". ")[2]
            )
            assert "2026" in first


@pytest.mark.parametrize("language", Language)
def test_those_outside_are_told_the_same_as_those_inside(language: Language) -> None:
    """The same not said, the same cautions in kind, and of an improvement whether the target is still ahead."""
    words = words_for(language)
    for found in COMBINATIONS:
        verdict = judged(found)
        for kind in KINDS:
            inside = told(verdict, language, kind)
            facts = WiderFacts("Ventetid", kind, verdict.code, verdict.cautions, verdict.target is not None)
            outside = wider_verdict_text(facts, words)
            assert outside.not_said == inside.not_said
            assert len(outside.cautions) == len(inside.cautions)
            ahead = words.gettext("The aim is not reached yet.")
            assert (ahead in outside.headline) == (ahead in inside.headline)


@pytest.mark.parametrize("language", Language)
def test_how_we_know_names_each_part_of_what_the_verdict_rests_on(language: Language) -> None:
    words = words_for(language)
    titles = {name: words.gettext(name) for name in (COMPARED, RULE, COUNTED, TARGET, NOT_SAID)}
    for found in COMBINATIONS:
        text = told(judged(found), language, MeasureKind.OUTCOME)
        has_target = found["target"] != "none"
        wanted = {"none": [], "too early": [COMPARED, RULE, COUNTED], "enough": [COMPARED, RULE, COUNTED]}[
            found["data"]
        ]
        wanted = [*wanted, *([TARGET] if has_target and wanted else []), *([NOT_SAID] if wanted else [])]
        assert [part.title for part in text.details] == [titles[name] for name in wanted]


COMPARED, RULE, COUNTED = "What is compared", "The rule", "How many numbers"
TARGET, NOT_SAID = "The target", "What this does not say"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Ventetid er blitt bedre takket være tiltaket.", "a claim of cause"),
        ("Tiltaket gjorde Ventetid bedre.", "a claim about the intervention"),
        ("Ventetid er blitt bedre, fra 1.5 til 2.", "a number as another language"),
        ("%(name)s er blitt bedre.", "a placeholder"),
        ("Ventetid  er blitt bedre.", "a space too many"),
        ("Ventetid er blitt bedre", "no full stop"),
        ("ventetid er blitt bedre.", "no capital"),
        ("Ventetid har blitt betre.", "a word of another language"),
    ],
)
def test_a_fault_is_seen(text: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(text, Language.BOKMAL))
    assert list(faults("Ventetid er blitt bedre. Diagrammet viser ikke hvorfor.", Language.BOKMAL)) == []
