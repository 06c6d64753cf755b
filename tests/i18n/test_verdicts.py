"""The sentences about a measure: exactly the agreed ones, in every language, and no number for those outside."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from qi_tracker.analysis.result import Division, RunAnalysis, Verdict
from qi_tracker.analysis.verdict import CODES_THAT_READ_A_PATTERN
from qi_tracker.i18n.translate import Words, words_for
from qi_tracker.i18n.verdicts import (
    MeasureFacts,
    VerdictText,
    WiderFacts,
    project_line,
    short_verdict,
    verdict_text,
    wider_verdict_text,
)
from qi_tracker.vocabulary import Caution, ChartKind, Direction, Frequency, Language, MeasureKind, VerdictCode

NB, NN, EN = (words_for(language) for language in (Language.BOKMAL, Language.NYNORSK, Language.ENGLISH))
ALL_WORDS = [pytest.param(words, id=words.language.value) for words in (NB, NN, EN)]

FACTS = MeasureFacts("Barn i fritid", "%", 0, Frequency.MONTH, phase_reason="skjemaet er nytt.")

IMPROVED = Verdict(
    code=VerdictCode.IMPROVEMENT,
    cautions=(),
    n_useful=22,
    start_median=30.23,
    current_median=43.41,
    current_period_start=date(2026, 1, 1),
    current=RunAnalysis(n_useful=11, longest_run=4, longest_run_max=6, n_crossings=5, n_crossings_min=3),
    is_stable=True,
    target=60.0,
    is_target_reached=False,
    held_count=11,
    n_phases=1,
    missing=(),
    valid_until=date(2026, 10, 1),
    basis=RunAnalysis(n_useful=22, longest_run=11, longest_run_max=7, n_crossings=1, n_crossings_min=7),
    start_period=(date(2025, 1, 1), date(2025, 12, 1)),
    division=Division.FREEZE,
    n_hidden=0,
)

STOCK_NB = "Mange av de samme telles hver gang; mønsteret kan se sterkere ut enn det er. Et tegn, ikke et bevis."
STOCK_NN = (
    "Mange av dei same blir talde kvar gong; mønsteret kan sjå sterkare ut enn det er. Eit teikn, ikkje eit bevis."
)


def told(words: Words, facts: MeasureFacts = FACTS, **changes: Any) -> VerdictText:
    text = verdict_text(replace(IMPROVED, **changes), words, facts)
    plain = [line.replace("\u00a0", " ") for line in (text.headline, text.not_said)]
    return VerdictText(plain[0], plain[1], text.cautions, text.details)


@pytest.mark.parametrize(
    ("changes", "bokmal", "nynorsk"),
    [
        (
            {"target": None},
            (
                "Barn i fritid er blitt bedre, fra om lag 30 til 43 %; mer enn tilfeldig variasjon tilsier."
                " Diagrammet viser ikke hvorfor."
            ),
            (
                "Barn i fritid har blitt betre, frå om lag 30 til 43 %; meir enn tilfeldig variasjon tilseier."
                " Diagrammet viser ikkje kvifor."
            ),
        ),
        (
            {"code": VerdictCode.WORSENING},
            "Barn i fritid er blitt dårligere, fra 30 til 43 %. Det viser ikke at tiltaket er skyld i det.",
            "Barn i fritid har blitt dårlegare, frå 30 til 43 %. Det viser ikkje at tiltaket er skuld i det.",
        ),
        (
            {"code": VerdictCode.NO_SIGNAL},
            "Ingen tydelig endring. Tiltaket kan ha en virkning vi ikke ser ennå.",
            "Inga tydeleg endring. Tiltaket kan ha ein verknad vi ikkje ser enno.",
        ),
        (
            {"code": VerdictCode.TOO_EARLY, "n_useful": 7},
            "For tidlig å si: 7 av minst 10 brukbare tall. En endring nå kan være tilfeldig.",
            "For tidleg å seie: 7 av minst 10 brukbare tal. Ei endring no kan vere tilfeldig.",
        ),
        (
            {"code": VerdictCode.HELD, "held_count": 14},
            (
                "Målet er nådd og holdt: de siste 14 tallene ligger stabilt ved 60 % eller bedre."
                " Det sier ikke at det varer uten oppfølging."
            ),
            (
                "Målet er nådd og halde: dei siste 14 tala ligg stabilt ved 60 % eller betre."
                " Det seier ikkje at det varer utan oppfølging."
            ),
        ),
        (
            {"code": VerdictCode.REACHED, "held_count": 5},
            "Målet er nådd, men ikke holdt ennå (5 av 12). Noen gode tall er ikke et nytt nivå.",
            "Målet er nådd, men ikkje halde enno (5 av 12). Nokre gode tal er ikkje eit nytt nivå.",
        ),
        (
            {"code": VerdictCode.UNDIRECTED_CHANGE},
            (
                "Noe har endret seg i Barn i fritid, men verken klart bedre eller dårligere."
                " Diagrammet viser ikke hvorfor."
            ),
            (
                "Noko har endra seg i Barn i fritid, men korkje klart betre eller dårlegare."
                " Diagrammet viser ikkje kvifor."
            ),
        ),
    ],
    ids=lambda value: value.get("code", "improvement") if isinstance(value, dict) else "",
)
def test_sentences_are_the_agreed_ones(changes: dict[str, Any], bokmal: str, nynorsk: str) -> None:
    for words, agreed in ((NB, bokmal), (NN, nynorsk)):
        text = told(words, **changes)
        assert f"{text.headline} {text.not_said}" == agreed


def test_improvement_short_of_the_target_says_so() -> None:
    assert told(NB).headline.endswith("tilsier. Målet er ikke nådd ennå.")
    assert told(NN).headline.endswith("tilseier. Målet er ikkje nådd enno.")
    assert "nådd" not in told(NB, is_target_reached=True).headline


@pytest.mark.parametrize(
    ("code", "beginning"),
    [
        (VerdictCode.IMPROVEMENT, "Barn i fritid ser ut til å ha blitt bedre, fra om lag 30 til 43 %."),
        (VerdictCode.WORSENING, "Barn i fritid ser ut til å ha blitt dårligere, fra 30 til 43 %."),
        (VerdictCode.UNDIRECTED_CHANGE, "Noe ser ut til å ha endret seg i Barn i fritid,"),
        (VerdictCode.REACHED, "Målet er nådd, men ikke holdt ennå (11 av 12)."),
    ],
)
def test_stock_weakens_the_headline_itself(code: VerdictCode, beginning: str) -> None:
    text = told(NB, code=code, cautions=(Caution.STOCK,))
    assert text.headline.startswith(beginning)
    assert text.headline.endswith(STOCK_NB)
    assert "mer enn tilfeldig variasjon" not in text.headline
    assert text.cautions == ()
    assert told(NN, code=code, cautions=(Caution.STOCK,)).headline.endswith(STOCK_NN)


def test_phases_modify_the_headline_and_what_is_not_said() -> None:
    text = told(NB, code=VerdictCode.NO_SIGNAL, cautions=(Caution.PHASES,), n_phases=3)
    assert text.headline == (
        "Ingen tydelig endring. Delt i 3 perioder fordi skjemaet er nytt; vurderingen gjelder den siste."
    )
    assert text.not_said.endswith("Forskjellen kan ha andre årsaker enn tiltaket.")


def test_phases_without_a_reason() -> None:
    facts = replace(FACTS, phase_reason=None)
    text = told(NN, facts, cautions=(Caution.PHASES,), n_phases=2)
    assert text.headline.endswith("Delt i 2 periodar; vurderinga gjeld den siste.")


def test_missing_and_hidden_numbers_are_cautions() -> None:
    text = told(NB, cautions=(Caution.HIDDEN, Caution.MISSING), missing=(date(2026, 7, 1), date(2026, 11, 1)))
    assert text.cautions == (
        "Noen tall er skjult av personvernhensyn. Skjult betyr ikke null.",
        (
            "Tall mangler for juli 2026 og november 2026; vurderingen gjelder til oktober 2026."
            " Manglende tall er ikke null."
        ),
    )


def test_worse_balancing_measure_calls_for_a_look_now() -> None:
    text = told(NB, replace(FACTS, kind=MeasureKind.BALANCING), code=VerdictCode.WORSENING)
    assert text.headline == "Barn i fritid er blitt dårligere; se på det nå."
    assert text.not_said == "Vi vet ikke om tiltaket er årsaken."


def test_medians_that_differ_never_read_as_equal() -> None:
    assert "fra om lag 43,1 til 43,4 %" in told(NB, start_median=43.1).headline
    assert "fra om lag 43,40 til 43,41 %" in told(NB, start_median=43.401, current_median=43.409).headline
    assert "fra om lag 43 til 43 %" in told(NB, start_median=43.4101).headline


def known(words: Words, facts: MeasureFacts = FACTS, **changes: Any) -> dict[str, list[str]]:
    """How we know: heading → sentences."""
    return {
        part.title: [sentence.replace("\u00a0", " ") for sentence in part.sentences]
        for part in told(words, facts, **changes).details
    }


def test_details_tell_how_we_know() -> None:
    assert known(NB) == {
        "Hva som sammenlignes": [
            "Utgangspunktet er jan. 2025–des. 2025, som er låst.",
            "Det er sammenlignet med jan. 2026–okt. 2026.",
            "Medianen var 30 % i utgangspunktet og er 43 % nå.",
            "Fra januar 2026 ser reglene ingen ny endring.",
        ],
        "Regelen": [
            "Anhøj-reglene: Når bare tilfeldigheter rår, ligger tallene sjelden lenge på samme side av medianen,"
            " og kurven krysser den ofte.",
            "Det meste er 11 på rad på samme side av medianen. Flere enn 7 er et signal.",
            "Kurven krysser medianen 1 gang. Færre enn 7 er et signal.",
            "Begge reglene gir signal: Noe har endret seg.",
        ],
        "Hvor mange tall": [
            "22 brukbare tall. Tall nøyaktig på medianen er ikke regnet med.",
            "Ingen tall er holdt utenfor, mangler eller er skjult.",
        ],
        "Målverdien": ["Målverdien er 60 %."],
        "Dette sier det ikke": [
            "Diagrammet viser ikke hvorfor.",
            "Reglene kan gi signal helt tilfeldig, og de kan overse en liten endring.",
        ],
    }


@pytest.mark.parametrize(
    ("division", "ending"),
    [
        (Division.FREEZE, "som er låst."),
        (Division.PHASE, "i en tidligere periode."),
        (Division.LONG_RUN, "tallene før nivået flyttet seg."),
        (Division.HALVES, "den første halvdelen av tallene."),
    ],
)
def test_what_the_starting_point_is_depends_on_how_it_was_parted(division: Division, ending: str) -> None:
    assert known(NB, division=division)["Hva som sammenlignes"][0].endswith(ending)


@pytest.mark.parametrize(
    ("longest_run", "n_crossings", "conclusion"),
    [
        (8, 7, "Den første regelen gir signal: Noe har endret seg."),
        (7, 6, "Den andre regelen gir signal: Noe har endret seg."),
        (7, 7, "Ingen av reglene gir signal."),
    ],
)
def test_which_rule_gave_the_signal_is_said(longest_run: int, n_crossings: int, conclusion: str) -> None:
    basis = RunAnalysis(22, longest_run, 7, n_crossings, 7)
    assert known(NB, basis=basis)["Regelen"][-1] == conclusion


def test_numbers_that_the_verdict_does_not_see_are_counted() -> None:
    missing = (date(2026, 7, 1), date(2026, 11, 1))
    seen = known(NB, replace(FACTS, n_excluded=2), missing=missing, n_hidden=1)["Hvor mange tall"]
    assert seen[1:] == [
        "2 tall er holdt utenfor, hvert med en skrevet grunn.",
        "2 tall mangler: juli 2026 og november 2026.",
        "1 tall er skjult av personvernhensyn og er ikke regnet med her.",
    ]


def test_the_rule_of_twelve_is_told_with_the_target() -> None:
    up = replace(FACTS, direction=Direction.UP)
    rule = "Målet er holdt når de siste 12 brukbare tallene eller flere ligger stabilt ved målverdien eller bedre."
    assert known(NB, up)["Målverdien"] == ["Målverdien er 60 %.", "Medianen har ikke nådd målverdien ennå.", rule]
    reached = known(NB, up, code=VerdictCode.REACHED, is_target_reached=True, held_count=5)["Målverdien"]
    assert reached[1:] == ["Medianen ligger nå ved målverdien eller bedre.", rule, "Så langt er det 5 av 12."]
    assert "Målverdien" not in known(NB, up, target=None)


def test_points_outside_the_limits_are_said_not_to_count() -> None:
    sentences = known(NB, replace(FACTS, chart=ChartKind.I))
    assert sentences["Dette sier det ikke"][-1].startswith("Et punkt utenfor kontrollgrensene")
    assert "på samme side av linjen" in " ".join(sentences["Regelen"])
    assert known(NB)["Dette sier det ikke"][-1].startswith("Reglene kan gi signal")


def test_a_chart_without_run_rules_tells_none() -> None:
    assert "Regelen" not in known(NB, basis=RunAnalysis(22, 11, None, 1, None))


def test_details_of_a_series_that_is_still_changing() -> None:
    assert "Frå januar 2026 er tala framleis i endring." in known(NN, is_stable=False)["Kva som blir samanlikna"]


def test_too_early_tells_no_run_rules() -> None:
    changes: dict[str, Any] = {"n_useful": 1, "start_median": None, "start_period": None, "current_period_start": None}
    assert known(NB, code=VerdictCode.TOO_EARLY, target=None, division=Division.NOTHING, **changes) == {
        "Hva som sammenlignes": ["Medianen er 43 %: halvparten av tallene ligger over, halvparten under."],
        "Regelen": ["Reglene trenger minst 10 brukbare tall."],
        "Hvor mange tall": [
            "1 brukbart tall. Et tall nøyaktig på medianen er ikke regnet med.",
            "Ingen tall er holdt utenfor, mangler eller er skjult.",
        ],
        "Dette sier det ikke": ["En endring nå kan være tilfeldig."],
    }


def test_verdict_without_any_useful_point_has_no_empty_numbers() -> None:
    nothing = RunAnalysis(0, None, None, None, None)
    changes: dict[str, Any] = {
        "start_median": None,
        "current_median": None,
        "basis": nothing,
        "current": None,
        "n_useful": 0,
        "start_period": None,
        "current_period_start": None,
        "division": Division.NOTHING,
    }
    sentences = known(NB, code=VerdictCode.NO_SIGNAL, target=None, **changes)
    assert list(sentences) == ["Hvor mange tall", "Dette sier det ikke"]
    assert sentences["Hvor mange tall"][0] == "0 brukbare tall. Tall nøyaktig på medianen er ikke regnet med."


def test_no_numbers_invites_to_enter_the_first() -> None:
    text = told(NB, code=VerdictCode.NO_DATA)
    assert text.headline == "Ingen tall ennå. Legg inn det første, så begynner diagrammet."
    assert text.details == ()


def test_wider_verdict_is_weakened_by_stock_too() -> None:
    facts = WiderFacts("Barn i fritid", MeasureKind.OUTCOME, VerdictCode.IMPROVEMENT, (Caution.STOCK,))
    assert wider_verdict_text(facts, NB).headline == f"Barn i fritid ser ut til å ha blitt bedre. {STOCK_NB}"


@pytest.mark.parametrize("words", ALL_WORDS)
@pytest.mark.parametrize("code", VerdictCode)
@pytest.mark.parametrize("caution", [None, *Caution])
def test_every_verdict_has_a_headline_and_says_what_it_does_not_say(
    words: Words, code: VerdictCode, caution: Caution | None
) -> None:
    text = told(words, code=code, cautions=(caution,) if caution else (), missing=(date(2026, 7, 1),))
    assert text.headline.endswith(".")
    assert text.not_said.endswith(".")
    assert "…" not in text.headline


@pytest.mark.parametrize("words", ALL_WORDS)
@pytest.mark.parametrize("code", VerdictCode)
def test_a_few_words_are_weaker_of_a_stock_wherever_a_pattern_is_read(words: Words, code: VerdictCode) -> None:
    plain, weak = short_verdict(code, words), short_verdict(code, words, (Caution.STOCK,))
    assert (plain != weak) == (code in CODES_THAT_READ_A_PATTERN)


def test_short_verdict_and_project_line() -> None:
    assert short_verdict(VerdictCode.IMPROVEMENT, NB) == "blitt bedre"
    assert short_verdict(VerdictCode.TOO_EARLY, NN) == "for tidleg å seie"
    line = "Barn i fritid: blitt bedre. Målet er ikke nådd ennå."
    assert project_line("Barn i fritid", VerdictCode.IMPROVEMENT, True, NB) == line
    assert project_line("Barn", VerdictCode.IMPROVEMENT, False, NB) == "Barn: blitt bedre."
    assert project_line("Barn", VerdictCode.NO_SIGNAL, True, NB) == "Barn: ingen tydelig endring."
