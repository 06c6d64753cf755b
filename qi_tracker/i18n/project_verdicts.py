"""Findings about a project → the sentences people read, the same for the team and for those who see no number.

Which findings there are, and in which order, analysis decides. How many measures is written in words, never in digits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qi_tracker.analysis.project_verdict import Finding, FindingCode
from qi_tracker.i18n.formats import join_list, within_quotes
from qi_tracker.i18n.translate import N_, NN_, Words
from qi_tracker.i18n.verdicts import NOT_SAID, PHASES_NOT_SAID, STOCK, WHY_WORSE
from qi_tracker.vocabulary import MeasureKind, VerdictCode

# More measures than this in one sentence are counted, and only so many of them named.
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class FindingText:
    """One finding in words: what it says, what it does not say, and the rule behind it. Either may be empty."""

    code: FindingCode
    text: str
    not_said: str
    rule: str
    rests_on: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProjectVerdictText:
    """At most four sentences, and what the leading one does not say."""

    findings: tuple[FindingText, ...]
    not_said: str


def project_verdict_text(findings: Sequence[Finding], names: Mapping[int, str], words: Words) -> ProjectVerdictText:
    """The verdict of a project in the reader's words; `names` are the measures' names by key."""
    told = tuple(
        FindingText(
            code=finding.code,
            text=_capital(_sentence(finding, names, words)),
            not_said=_not_said(finding, words),
            rule=words.gettext(_RULES[finding.code]) if finding.code in _RULES else "",
            rests_on=finding.rests_on,
        )
        for finding in findings
    )
    return ProjectVerdictText(told, next((finding.not_said for finding in told if finding.not_said), ""))


def _sentence(finding: Finding, names: Mapping[int, str], words: Words) -> str:
    if finding.code is FindingCode.NO_DATA and finding.kind is None:
        return words.gettext(_NOTHING_AT_ALL)
    if finding.code in _OF_THE_WHOLE:
        return words.gettext(_OF_THE_WHOLE[finding.code])
    subject = _subject(finding, names, words)
    if finding.code is FindingCode.PROCESS_NOT_OUTCOME:
        return _process_not_outcome(finding, subject, names, words)
    texts = {**_OF_MEASURES, **_OF_MEASURES_WEAK} if finding.is_weak else _OF_MEASURES
    return words.ngettext(*texts[finding.code], len(finding.measures), subject=subject)


def _process_not_outcome(finding: Finding, subject: str, names: Mapping[int, str], words: Words) -> str:
    n = len(finding.measures)
    if len(finding.beside) > 1:
        return words.ngettext(*(_NONE_FOLLOWED_WEAK if finding.is_weak else _NONE_FOLLOWED), n, subject=subject)
    outcome = quoted(names[finding.beside[0]])
    texts = _ONE_DID_NOT_WEAK if finding.is_weak else _ONE_DID_NOT
    return words.ngettext(*texts, n, subject=subject, outcome=outcome)


def _subject(finding: Finding, names: Mapping[int, str], words: Words) -> str:
    """The measures by name, or counted and the first of them named: "tre av fem resultatindikatorer (blant dem …)"."""
    n, total = len(finding.measures), finding.n_of_kind
    named = join_list([quoted(names[key]) for key in finding.measures[:_MOST_NAMED]], words.language)
    if n <= _MOST_NAMED:
        return named
    if total not in _NUMBERS:
        return words.gettext(_SEVERAL[finding.kind], names=named)
    values = {"n": words.gettext(_NUMBERS[n]), "total": words.gettext(_NUMBERS[total]), "names": named}
    return words.gettext(_ALL[finding.kind] if n == total else _SOME[finding.kind], **values)


def quoted(name: str) -> str:
    """The name as it stands in a sentence; marks of quotation that it holds become single ones."""
    return f"«{within_quotes(name)}»"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _not_said(finding: Finding, words: Words) -> str:
    is_calm_balance = finding.code is FindingCode.NO_CHANGE and finding.kind is MeasureKind.BALANCING
    sentence = _BALANCE_NOT_SAID if is_calm_balance else _NOT_SAID.get(finding.code)
    said = [sentence] if sentence else []
    said += [STOCK] if finding.is_weak else []
    said += [PHASES_NOT_SAID] if finding.has_phases else []
    return " ".join(map(words.gettext, said))


_BALANCE_NOT_SAID = N_("This does not show that all else is as before.")

_NOT_SAID: Mapping[FindingCode, str] = {
    FindingCode.NO_MEASURES: NOT_SAID[VerdictCode.NO_DATA],
    FindingCode.TO_CORRECT: NOT_SAID[VerdictCode.NO_DATA],
    FindingCode.NO_OUTCOME: N_("So the numbers do not say whether it gets better for those it is about."),
    FindingCode.NO_DATA: NOT_SAID[VerdictCode.NO_DATA],
    FindingCode.TOO_EARLY: NOT_SAID[VerdictCode.TOO_EARLY],
    FindingCode.BALANCING_WORSE: WHY_WORSE,
    FindingCode.WORSE: NOT_SAID[VerdictCode.WORSENING],
    FindingCode.HELD: NOT_SAID[VerdictCode.HELD],
    FindingCode.REACHED: NOT_SAID[VerdictCode.REACHED],
    FindingCode.ON_THE_WAY: NOT_SAID[VerdictCode.IMPROVEMENT],
    FindingCode.BETTER: NOT_SAID[VerdictCode.IMPROVEMENT],
    FindingCode.PROCESS_NOT_OUTCOME: N_("This does not say that the intervention is without value."),
    FindingCode.UNDIRECTED: NOT_SAID[VerdictCode.UNDIRECTED_CHANGE],
    FindingCode.AT_TARGET: NOT_SAID[VerdictCode.HELD],
    FindingCode.NO_CHANGE: NOT_SAID[VerdictCode.NO_SIGNAL],
}

_RULES: Mapping[FindingCode, str] = {
    FindingCode.PROCESS_NOT_OUTCOME: N_(
        "Said when a process measure has got better, and no outcome measure has got better or worse."
    ),
    FindingCode.AT_TARGET: N_("The middle of the numbers now lies at the target or better, and nothing has changed."),
    FindingCode.BALANCING_WORSE: N_("A balancing measure that gets worse is said before all other changes."),
}

_NOTHING_AT_ALL = N_("No numbers yet.")

_OF_THE_WHOLE: Mapping[FindingCode, str] = {
    FindingCode.NO_MEASURES: N_("No measure yet."),
    FindingCode.NO_OUTCOME: N_("The project has no outcome measure."),
    FindingCode.HIDDEN: N_("Some numbers are hidden for privacy; hidden does not mean zero."),
    FindingCode.MISSING: N_("Some numbers are missing; missing numbers are not zero."),
    FindingCode.HIDDEN_AND_MISSING: N_(
        "Some numbers are hidden for privacy, and some are missing; neither of the two means zero."
    ),
}

_OF_MEASURES: Mapping[FindingCode, tuple[str, str]] = {
    FindingCode.TO_CORRECT: NN_(
        "A number in %(subject)s must be corrected before the numbers can say anything.",
        "Numbers in %(subject)s must be corrected before they can say anything.",
    ),
    FindingCode.NO_DATA: NN_("No numbers yet for %(subject)s.", "No numbers yet for %(subject)s."),
    FindingCode.TOO_EARLY: NN_(
        "Too early to say anything about %(subject)s.", "Too early to say anything about %(subject)s."
    ),
    FindingCode.BALANCING_WORSE: NN_(
        "%(subject)s has got worse; look at it now.", "%(subject)s have got worse; look at them now."
    ),
    FindingCode.WORSE: NN_("%(subject)s has got worse.", "%(subject)s have got worse."),
    FindingCode.HELD: NN_(
        "The aim is reached and held for %(subject)s.", "The aim is reached and held for %(subject)s."
    ),
    FindingCode.REACHED: NN_(
        "The aim is reached for %(subject)s, but not held yet.", "The aim is reached for %(subject)s, but not held yet."
    ),
    FindingCode.ON_THE_WAY: NN_(
        "%(subject)s has got better; the aim is not reached yet.",
        "%(subject)s have got better; the aims are not reached yet.",
    ),
    FindingCode.BETTER: NN_("%(subject)s has got better.", "%(subject)s have got better."),
    FindingCode.UNDIRECTED: NN_(
        "Something has changed in %(subject)s, but not clearly for better or worse.",
        "Something has changed in %(subject)s, but not clearly for better or worse.",
    ),
    FindingCode.AT_TARGET: NN_(
        "No clear change in %(subject)s, which lies at the target or better.",
        "No clear change in %(subject)s, which lie at the target or better.",
    ),
    FindingCode.NO_CHANGE: NN_("No clear change in %(subject)s.", "No clear change in %(subject)s."),
}

_OF_MEASURES_WEAK: Mapping[FindingCode, tuple[str, str]] = {
    FindingCode.BALANCING_WORSE: NN_(
        "%(subject)s seems to have got worse; look at it now.", "%(subject)s seem to have got worse; look at them now."
    ),
    FindingCode.WORSE: NN_("%(subject)s seems to have got worse.", "%(subject)s seem to have got worse."),
    FindingCode.HELD: NN_(
        "The aim seems to be reached and held for %(subject)s.", "The aim seems to be reached and held for %(subject)s."
    ),
    FindingCode.REACHED: NN_(
        "The aim seems to be reached for %(subject)s, but is not held yet.",
        "The aim seems to be reached for %(subject)s, but is not held yet.",
    ),
    FindingCode.ON_THE_WAY: NN_(
        "%(subject)s seems to have got better; the aim is not reached yet.",
        "%(subject)s seem to have got better; the aims are not reached yet.",
    ),
    FindingCode.BETTER: NN_("%(subject)s seems to have got better.", "%(subject)s seem to have got better."),
    FindingCode.UNDIRECTED: NN_(
        "Something seems to have changed in %(subject)s, but not clearly for better or worse.",
        "Something seems to have changed in %(subject)s, but not clearly for better or worse.",
    ),
}

_ONE_DID_NOT = NN_(
    "%(subject)s has got better, but not %(outcome)s, so far as we can see.",
    "%(subject)s have got better, but not %(outcome)s, so far as we can see.",
)
_ONE_DID_NOT_WEAK = NN_(
    "%(subject)s seems to have got better, but not %(outcome)s, so far as we can see.",
    "%(subject)s seem to have got better, but not %(outcome)s, so far as we can see.",
)
_NONE_FOLLOWED = NN_(
    "%(subject)s has got better, but none of the outcome measures, so far as we can see.",
    "%(subject)s have got better, but none of the outcome measures, so far as we can see.",
)
_NONE_FOLLOWED_WEAK = NN_(
    "%(subject)s seems to have got better, but none of the outcome measures, so far as we can see.",
    "%(subject)s seem to have got better, but none of the outcome measures, so far as we can see.",
)

_SOME: Mapping[MeasureKind | None, str] = {
    None: N_("%(n)s of %(total)s measures (among them %(names)s)"),
    MeasureKind.OUTCOME: N_("%(n)s of %(total)s outcome measures (among them %(names)s)"),
    MeasureKind.PROCESS: N_("%(n)s of %(total)s process measures (among them %(names)s)"),
    MeasureKind.BALANCING: N_("%(n)s of %(total)s balancing measures (among them %(names)s)"),
    MeasureKind.FEEDBACK: N_("%(n)s of %(total)s kinds of feedback (among them %(names)s)"),
}
_ALL: Mapping[MeasureKind | None, str] = {
    None: N_("all %(n)s measures (among them %(names)s)"),
    MeasureKind.OUTCOME: N_("all %(n)s outcome measures (among them %(names)s)"),
    MeasureKind.PROCESS: N_("all %(n)s process measures (among them %(names)s)"),
    MeasureKind.BALANCING: N_("all %(n)s balancing measures (among them %(names)s)"),
    MeasureKind.FEEDBACK: N_("all %(n)s kinds of feedback (among them %(names)s)"),
}
# Where there are more than people write in words.
_SEVERAL: Mapping[MeasureKind | None, str] = {
    None: N_("several measures (among them %(names)s)"),
    MeasureKind.OUTCOME: N_("several outcome measures (among them %(names)s)"),
    MeasureKind.PROCESS: N_("several process measures (among them %(names)s)"),
    MeasureKind.BALANCING: N_("several balancing measures (among them %(names)s)"),
    MeasureKind.FEEDBACK: N_("several kinds of feedback (among them %(names)s)"),
}
_NUMBERS: Mapping[int, str] = {
    3: N_("three"),
    4: N_("four"),
    5: N_("five"),
    6: N_("six"),
    7: N_("seven"),
    8: N_("eight"),
    9: N_("nine"),
    10: N_("ten"),
    11: N_("eleven"),
    12: N_("twelve"),
}
