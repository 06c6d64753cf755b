"""Verdict codes → the sentences people read, with what the chart does not say. Which code holds, analysis decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.constants import HELD_POINTS, MIN_USEFUL_POINTS
from qi_tracker.analysis.result import Verdict
from qi_tracker.i18n.evidence import EvidencePart, evidence
from qi_tracker.i18n.formats import period_label, period_list
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.telling import MeasureFacts, Telling
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.vocabulary import Caution, MeasureKind, VerdictCode

__all__ = [
    "NOT_SAID",
    "PHASES_NOT_SAID",
    "STOCK",
    "WHY_WORSE",
    "MeasureFacts",
    "VerdictText",
    "WiderFacts",
    "project_line",
    "short_verdict",
    "verdict_text",
    "wider_verdict_text",
]


@dataclass(frozen=True, slots=True)
class VerdictText:
    """A verdict in words: the cautions to read it with, the headline, what it does not say, and how we know."""

    headline: str
    not_said: str
    cautions: tuple[str, ...]
    details: tuple[EvidencePart, ...]


@dataclass(frozen=True, slots=True)
class WiderFacts:
    """A measure and its verdict as they are told without a number.

    `is_short_of_target`: there is a target, and the current median has not reached it.
    """

    name: str
    kind: MeasureKind
    code: VerdictCode
    cautions: Sequence[Caution] = ()
    is_short_of_target: bool = False


def verdict_text(verdict: Verdict, words: Words, facts: MeasureFacts) -> VerdictText:
    """The verdict in the reader's words, with numbers: for those who may see them."""
    telling = Telling(verdict, words, facts)
    headline = [_HEADLINES[verdict.code](telling)]
    not_said = [words.gettext(WHY_WORSE if _is_alarm(telling) else NOT_SAID[verdict.code])]
    if Caution.STOCK in verdict.cautions:
        headline.append(words.gettext(STOCK))
    if Caution.PHASES in verdict.cautions:
        headline.append(_phases(telling))
        not_said.append(words.gettext(PHASES_NOT_SAID))
    return VerdictText(
        headline=" ".join(headline),
        not_said=" ".join(not_said),
        cautions=_cautions(telling),
        details=evidence(telling, " ".join(not_said)),
    )


def wider_verdict_text(facts: WiderFacts, words: Words) -> VerdictText:
    """The verdict without a single number, for leaders and others outside the project."""
    is_weak = Caution.STOCK in facts.cautions
    is_alarm = _is_worse_balance(facts.code, facts.kind)
    headline = [words.gettext(_wider_headline(facts.code, is_weak=is_weak, is_alarm=is_alarm), name=facts.name)]
    not_said = [words.gettext(WHY_WORSE if is_alarm else NOT_SAID[facts.code])]
    if facts.code is VerdictCode.IMPROVEMENT and facts.is_short_of_target:
        headline.append(words.gettext(_NOT_REACHED_YET))
    if is_weak:
        headline.append(words.gettext(STOCK))
    if Caution.PHASES in facts.cautions:
        headline.append(words.gettext("Divided into periods; the verdict is about the last one."))
        not_said.append(words.gettext(PHASES_NOT_SAID))
    cautions = [words.gettext(_WIDER_CAUTIONS[caution]) for caution in facts.cautions if caution in _WIDER_CAUTIONS]
    return VerdictText(" ".join(headline), " ".join(not_said), tuple(cautions), ())


def _wider_headline(code: VerdictCode, *, is_weak: bool, is_alarm: bool) -> str:
    if is_alarm:
        return _ALARM_WEAK if is_weak else _ALARM
    return _WIDER_WEAK.get(code, _WIDER[code]) if is_weak else _WIDER[code]


def short_verdict(code: VerdictCode, words: Words, cautions: Sequence[Caution] = ()) -> str:
    """A few words for lists: "blitt bedre", "ingen tydelig endring"; weaker where the same people are counted again."""
    if Caution.STOCK in cautions and code in _SHORT_WEAK:
        return words.gettext(_SHORT_WEAK[code])
    return label(code, words)


def project_line(
    name: str, code: VerdictCode, is_short_of_target: bool, words: Words, cautions: Sequence[Caution] = ()
) -> str:
    """One line about a project from its outcome measure: "Barn i fritid: blitt bedre. Målet er ikke nådd ennå."

    `is_short_of_target`: there is a target, and the current median has not reached it.
    """
    line = f"{name}: {short_verdict(code, words, cautions)}."
    if code is VerdictCode.IMPROVEMENT and is_short_of_target:
        return f"{line} {words.gettext(_NOT_REACHED_YET)}"
    return line


# The sentences. Each is marked where it stands, so that a translator sees them together.

_NOT_REACHED_YET = N_("The aim is not reached yet.")
STOCK = N_("Many of the same are counted each time; the pattern may look stronger than it is. It is a sign, not proof.")
_HIDDEN = N_("Some numbers are hidden for privacy. Hidden does not mean zero.")
_ALARM = N_("%(name)s has got worse; look at it now.")
_ALARM_WEAK = N_("%(name)s seems to have got worse; look at it now.")
WHY_WORSE = N_("We do not know whether the intervention is the cause.")
PHASES_NOT_SAID = N_("The difference may have other causes than the intervention.")

NOT_SAID: Mapping[VerdictCode, str] = {
    VerdictCode.NO_DATA: N_("Without numbers we cannot tell whether anything gets better."),
    VerdictCode.TOO_EARLY: N_("A change now may be chance."),
    VerdictCode.WORSENING: N_("This does not show that the intervention is to blame."),
    VerdictCode.HELD: N_("This does not say that it will last without follow-up."),
    VerdictCode.REACHED: N_("A few good numbers are not a new level."),
    VerdictCode.IMPROVEMENT: N_("The chart does not show why."),
    VerdictCode.UNDIRECTED_CHANGE: N_("The chart does not show why."),
    VerdictCode.NO_SIGNAL: N_("The intervention may have an effect that we do not see yet."),
}


def _no_data(telling: Telling) -> str:
    return telling.words.gettext("No numbers yet. Enter the first one, and the chart begins.")


def _too_early(telling: Telling) -> str:
    return telling.words.gettext(
        "Too early to say: %(n)s of at least %(needed)s useful numbers.",
        n=telling.verdict.n_useful,
        needed=MIN_USEFUL_POINTS,
    )


def _worsening(telling: Telling) -> str:
    words = telling.words
    if _is_alarm(telling):
        alarm = _ALARM_WEAK if Caution.STOCK in telling.verdict.cautions else _ALARM
        return words.gettext(alarm, name=telling.facts.name)
    if Caution.STOCK in telling.verdict.cautions:
        return words.gettext("%(name)s seems to have got worse, from %(a)s to %(b)s.", **telling.change())
    return words.gettext("%(name)s has got worse, from %(a)s to %(b)s.", **telling.change())


def _held(telling: Telling) -> str:
    return telling.words.gettext(
        "The aim is reached and held: the last %(n)s numbers lie steadily at %(target)s or better.",
        n=telling.verdict.held_count,
        target=telling.shown(telling.verdict.target),
    )


def _reached(telling: Telling) -> str:
    return telling.words.gettext(
        "The aim is reached, but not held yet (%(k)s of %(needed)s).",
        k=telling.verdict.held_count,
        needed=HELD_POINTS,
    )


def _improvement(telling: Telling) -> str:
    words = telling.words
    if Caution.STOCK in telling.verdict.cautions:
        text = words.gettext(
            "%(name)s seems to have got better, from about %(a)s to %(b)s.",
            **telling.change(),
        )
    else:
        text = words.gettext(
            "%(name)s has got better, from about %(a)s to %(b)s; more than random variation would explain.",
            **telling.change(),
        )
    if telling.verdict.target is None or telling.verdict.is_target_reached:
        return text
    return f"{text} {words.gettext(_NOT_REACHED_YET)}"


def _undirected_change(telling: Telling) -> str:
    words, name = telling.words, telling.facts.name
    if Caution.STOCK in telling.verdict.cautions:
        return words.gettext(
            "Something seems to have changed in %(name)s, but not clearly for better or worse.",
            name=name,
        )
    return words.gettext(
        "Something has changed in %(name)s, but not clearly for better or worse.",
        name=name,
    )


def _no_signal(telling: Telling) -> str:
    return telling.words.gettext("No clear change.")


_HEADLINES: Mapping[VerdictCode, Callable[[Telling], str]] = {
    VerdictCode.NO_DATA: _no_data,
    VerdictCode.TOO_EARLY: _too_early,
    VerdictCode.WORSENING: _worsening,
    VerdictCode.HELD: _held,
    VerdictCode.REACHED: _reached,
    VerdictCode.IMPROVEMENT: _improvement,
    VerdictCode.UNDIRECTED_CHANGE: _undirected_change,
    VerdictCode.NO_SIGNAL: _no_signal,
}

_WIDER: Mapping[VerdictCode, str] = {
    VerdictCode.NO_DATA: N_("No numbers yet."),
    VerdictCode.TOO_EARLY: N_("Too early to say."),
    VerdictCode.WORSENING: N_("%(name)s has got worse."),
    VerdictCode.HELD: N_("The aim is reached and held."),
    VerdictCode.REACHED: N_("The aim is reached, but not held yet."),
    VerdictCode.IMPROVEMENT: N_("%(name)s has got better; more than random variation would explain."),
    VerdictCode.UNDIRECTED_CHANGE: N_("Something has changed in %(name)s, but not clearly for better or worse."),
    VerdictCode.NO_SIGNAL: N_("No clear change."),
}

_SHORT_WEAK: Mapping[VerdictCode, str] = {
    VerdictCode.WORSENING: N_("seems to have got worse"),
    VerdictCode.HELD: N_("the aim seems to be reached and held"),
    VerdictCode.REACHED: N_("the aim seems to be reached, not held yet"),
    VerdictCode.IMPROVEMENT: N_("seems to have got better"),
    VerdictCode.UNDIRECTED_CHANGE: N_("seems to have changed, without a clear direction"),
}

_WIDER_WEAK: Mapping[VerdictCode, str] = {
    VerdictCode.WORSENING: N_("%(name)s seems to have got worse."),
    VerdictCode.IMPROVEMENT: N_("%(name)s seems to have got better."),
    VerdictCode.UNDIRECTED_CHANGE: N_(
        "Something seems to have changed in %(name)s, but not clearly for better or worse."
    ),
}

_WIDER_CAUTIONS: Mapping[Caution, str] = {
    Caution.HIDDEN: _HIDDEN,
    Caution.MISSING: N_("Some numbers are missing. Missing numbers are not zero."),
}


def _is_alarm(telling: Telling) -> bool:
    return _is_worse_balance(telling.verdict.code, telling.facts.kind)


def _is_worse_balance(code: VerdictCode, kind: MeasureKind) -> bool:
    return code is VerdictCode.WORSENING and kind is MeasureKind.BALANCING


def _phases(telling: Telling) -> str:
    words, reason = (
        telling.words,
        (telling.facts.phase_reason or "").strip().rstrip("."),
    )
    n_phases = telling.verdict.n_phases
    if not reason:
        return words.gettext("Divided into %(n)s periods; the verdict is about the last one.", n=n_phases)
    return words.gettext(
        "Divided into %(n)s periods because %(reason)s; the verdict is about the last one.",
        n=n_phases,
        reason=reason,
    )


def _cautions(telling: Telling) -> tuple[str, ...]:
    verdict, words = telling.verdict, telling.words
    sentences = []
    if Caution.HIDDEN in verdict.cautions:
        sentences.append(words.gettext(_HIDDEN))
    if Caution.MISSING in verdict.cautions and verdict.missing and verdict.valid_until:
        sentences.append(_missing(telling, verdict.valid_until))
    return tuple(sentences)


def _missing(telling: Telling, until: date) -> str:
    language, frequency = telling.words.language, telling.facts.frequency
    return telling.words.gettext(
        "Numbers are missing for %(periods)s; the verdict holds until %(date)s. Missing numbers are not zero.",
        periods=period_list(telling.verdict.missing, frequency, language),
        date=period_label(until, frequency, language),
    )
