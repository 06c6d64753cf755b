"""What a project's measures say together, in words: plain, whole, the same for all, and never with a digit."""

import re
from itertools import product

import pytest

from qi_tracker.analysis.project_verdict import Finding, FindingCode, judge_project
from qi_tracker.i18n.project_verdicts import ProjectVerdictText, project_verdict_text
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import Caution, Language, MeasureKind, VerdictCode
from tests.analysis.verdict_cases import measure_said, project_combinations, said_in
from tests.i18n.sound import faults

OUTCOME, PROCESS, BALANCING, FEEDBACK = MeasureKind
NB, NN, EN = Language
NAMES = dict(enumerate(("Barn i fritid", "Ringt i tide", "Ventetid", "Trivsel", "Fravær", "Søvn"), 1))
MANY = {key: f"Sak {chr(64 + key)}" for key in range(1, 20)}
WITH_MEASURES = sorted({*FindingCode} - {FindingCode.NO_MEASURES, FindingCode.NO_OUTCOME})


def told(*measures: tuple[MeasureKind, str], language: Language = NB, cautions: tuple[Caution, ...] = ()) -> str:
    """Everything that the lead of the page says."""
    said = [measure_said(kind, value, key, cautions) for key, (kind, value) in enumerate(measures, 1)]
    text = project_verdict_text(judge_project(said), NAMES, words_for(language))
    return " ".join([*(finding.text for finding in text.findings), text.not_said])


@pytest.mark.parametrize(
    ("outcome", "process", "balancing", "bokmal", "nynorsk"),
    [
        (
            "improvement towards a target",
            "held",
            "no_signal",
            "«Barn i fritid» er blitt bedre; målet er ikke nådd ennå. «Ringt i tide» er blitt bedre."
            " Ingen tydelig endring i «Ventetid». Diagrammet viser ikke hvorfor.",
            "«Barn i fritid» har blitt betre; målet er ikkje nådd enno. «Ringt i tide» har blitt betre."
            " Inga tydeleg endring i «Ventetid». Diagrammet viser ikkje kvifor.",
        ),
        (
            "no_signal",
            "improvement",
            "worsening",
            "«Ventetid» er blitt dårligere; se på det nå. «Ringt i tide» er blitt bedre, men ikke «Barn i fritid»,"
            " så langt vi kan se. Vi vet ikke om tiltaket er årsaken.",
            "«Ventetid» har blitt dårlegare; sjå på det no. «Ringt i tide» har blitt betre, men ikkje «Barn i fritid»,"
            " så langt vi kan sjå. Vi veit ikkje om tiltaket er årsaka.",
        ),
        (
            "too_early",
            "no_data",
            "undirected_change",
            "For tidlig å si noe om «Barn i fritid». Noe har endret seg i «Ventetid», men verken klart bedre eller"
            " dårligere. Ingen tall ennå for «Ringt i tide». En endring nå kan være tilfeldig.",
            "For tidleg å seie noko om «Barn i fritid». Noko har endra seg i «Ventetid», men korkje klart betre eller"
            " dårlegare. Ingen tal enno for «Ringt i tide». Ei endring no kan vere tilfeldig.",
        ),
        (
            "no_signal at the target",
            "no_signal",
            "improvement",
            "«Ventetid» er blitt bedre. Ingen tydelig endring i «Barn i fritid», som ligger ved målet eller bedre."
            " Ingen tydelig endring i «Ringt i tide». Diagrammet viser ikke hvorfor.",
            "«Ventetid» har blitt betre. Inga tydeleg endring i «Barn i fritid», som ligg ved målet eller betre."
            " Inga tydeleg endring i «Ringt i tide». Diagrammet viser ikkje kvifor.",
        ),
        (
            "reached",
            "worsening",
            "too_early",
            "«Ringt i tide» er blitt dårligere. Målet er nådd for «Barn i fritid», men ikke holdt ennå."
            " For tidlig å si noe om «Ventetid». Det viser ikke at tiltaket er skyld i det.",
            "«Ringt i tide» har blitt dårlegare. Målet er nådd for «Barn i fritid», men ikkje halde enno."
            " For tidleg å seie noko om «Ventetid». Det viser ikkje at tiltaket er skuld i det.",
        ),
    ],
)
def test_three_measures_together(outcome: str, process: str, balancing: str, bokmal: str, nynorsk: str) -> None:
    measures = ((OUTCOME, outcome), (PROCESS, process), (BALANCING, balancing))
    assert told(*measures) == bokmal
    assert told(*measures, language=NN) == nynorsk


def test_hidden_and_missing_numbers_are_said_first() -> None:
    both = told((OUTCOME, "held"), cautions=(Caution.HIDDEN, Caution.MISSING))
    assert both == (
        "Noen tall er skjult av personvernhensyn, og noen mangler; ingen av delene betyr null."
        " Målet er nådd og holdt for «Barn i fritid». Det sier ikke at det varer uten oppfølging."
    )
    assert told((OUTCOME, "held"), cautions=(Caution.HIDDEN,)).startswith(
        "Noen tall er skjult av personvernhensyn; skjult betyr ikke null. "
    )
    assert told((OUTCOME, "held"), cautions=(Caution.MISSING,)).startswith(
        "Noen tall mangler; manglende tall er ikke null. "
    )


def test_the_same_people_counted_again_weaken_the_sentence_itself() -> None:
    text = told((OUTCOME, "improvement"), (PROCESS, "improvement"), cautions=(Caution.STOCK, Caution.PHASES))
    assert text == (
        "«Barn i fritid» ser ut til å ha blitt bedre. «Ringt i tide» ser ut til å ha blitt bedre. Diagrammet viser ikke"
        " hvorfor. Mange av de samme telles hver gang; mønsteret kan se sterkere ut enn det er. Et tegn, ikke et bevis."
        " Forskjellen kan ha andre årsaker enn tiltaket."
    )


@pytest.mark.parametrize(
    ("n", "total", "language", "beginning"),
    [
        (2, 5, NB, "«Barn i fritid» og «Ringt i tide» er blitt bedre."),
        (3, 5, NB, "Tre av fem resultatindikatorer (blant dem «Barn i fritid» og «Ringt i tide») er blitt bedre."),
        (3, 3, NB, "Alle tre resultatindikatorene (blant dem «Barn i fritid» og «Ringt i tide») er blitt bedre."),
        (3, 5, NN, "Tre av fem resultatindikatorar (mellom dei «Barn i fritid» og «Ringt i tide») har blitt betre."),
        (4, 12, EN, "Four of twelve outcome measures (among them «Barn i fritid» and «Ringt i tide») have got better."),
        (4, 13, NB, "Flere resultatindikatorer (blant dem «Barn i fritid» og «Ringt i tide») er blitt bedre."),
    ],
)
def test_many_measures_are_counted_in_words(n: int, total: int, language: Language, beginning: str) -> None:
    measures = [*[(OUTCOME, "improvement")] * n, *[(OUTCOME, "no_signal")] * (total - n)]
    said = [measure_said(kind, value, key) for key, (kind, value) in enumerate(measures, 1)]
    text = project_verdict_text(judge_project(said), MANY | NAMES, words_for(language))
    assert text.findings[0].text == beginning


def test_marks_of_quotation_in_a_name_become_single_ones() -> None:
    [found] = judge_project([measure_said(OUTCOME, "improvement", 1)])
    text = project_verdict_text([found], {1: "«Hjalp det?» svar 4–5"}, words_for(NB))
    assert text.findings[0].text == "«‘Hjalp det?’ svar 4–5» er blitt bedre."


def test_several_outcomes_that_did_not_follow_are_not_listed() -> None:
    text = told((OUTCOME, "no_signal"), (OUTCOME, "no_signal"), (PROCESS, "improvement"))
    assert text.startswith("«Ventetid» er blitt bedre, men ingen av resultatindikatorene, så langt vi kan se.")


def test_a_project_without_measures_or_numbers() -> None:
    assert told() == "Ingen indikator ennå. Uten tall vet vi ikke om noe blir bedre."
    assert (
        told((OUTCOME, "no_data"), (PROCESS, "no_data")) == "Ingen tall ennå. Uten tall vet vi ikke om noe blir bedre."
    )
    assert told((PROCESS, "no_signal")).startswith("Prosjektet har ingen resultatindikator. Ingen tydelig endring i")


def sentences(text: ProjectVerdictText) -> list[str]:
    """All that is said, also behind the fold."""
    lines = [text.not_said]
    for finding in text.findings:
        lines += [finding.text, finding.not_said, finding.rule]
    return [line for line in lines if line]


@pytest.mark.parametrize("language", Language)
def test_every_combination_is_sound_and_without_a_digit(language: Language) -> None:
    words, lines = words_for(language), set[str]()
    for found in project_combinations():
        text = project_verdict_text(judge_project(said_in(found)), NAMES, words)
        assert 1 <= len(text.findings) <= 4
        assert text.not_said
        if found["numbers"] != "seen":
            assert text.findings[0].code in ("hidden", "missing", "hidden_and_missing")
        lines.update(sentences(text))
    assert {line: list(faults(line, language)) for line in sorted(lines) if [*faults(line, language)]} == {}
    assert [line for line in lines if re.search(r"\d|%", line)] == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", WITH_MEASURES)
def test_every_finding_is_sound_of_any_number_of_measures(code: FindingCode, language: Language) -> None:
    words = words_for(language)
    for kind, n, rest in product([*MeasureKind, None], (1, 2, 3, 5, 12, 14), (0, 1, 5)):
        for is_weak, n_beside in product((True, False), (1, 2)):
            finding = Finding(
                code=code,
                kind=kind,
                measures=tuple(range(1, n + 1)),
                n_of_kind=n + rest,
                beside=tuple(range(15, 15 + n_beside)),
                is_weak=is_weak,
                has_phases=is_weak,
            )
            text = project_verdict_text([finding], MANY, words)
            for line in sentences(text):
                assert list(faults(line, language)) == [], line
                assert not re.search(r"\d|%", line), line


@pytest.mark.parametrize("code", VerdictCode)
def test_each_sentence_can_be_traced_to_its_measures(code: VerdictCode) -> None:
    said = [measure_said(OUTCOME, code, 1), measure_said(PROCESS, "improvement", 2)]
    text = project_verdict_text(judge_project(said), NAMES, words_for(NB))
    assert {key for finding in text.findings for key in finding.rests_on} == {1, 2}
    for finding in text.findings:
        assert all(NAMES[key] in finding.text for key in finding.rests_on)
