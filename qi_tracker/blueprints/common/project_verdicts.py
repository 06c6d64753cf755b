"""What a project's measures say together, as templates show it: from the stored summaries alone, for all the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qi_tracker.analysis.project_verdict import FindingCode, MeasureSaid, judge_project
from qi_tracker.blueprints.common.verdicts import (
    VerdictLine,
    cautions_today,
    code_of,
    has_problem,
    methods_url,
    verdict_line,
)
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.evidence import rule_in_general
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.project_verdicts import FindingText, project_verdict_text, quoted
from qi_tracker.models import Measure, MeasureSummary
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import MeasureKind, VerdictCode

# The numbers that a project's sentences must be read with stand apart, as they do in a measure's verdict.
CAUTIONS = frozenset({FindingCode.HIDDEN, FindingCode.MISSING, FindingCode.HIDDEN_AND_MISSING})


@dataclass(frozen=True, slots=True)
class Witness:
    """A measure that a sentence rests on: its name, where to read more, and its own verdict in a few words."""

    name: str
    url: str
    kind: str
    line: VerdictLine


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One sentence, what it does not say, the rule behind it (either may be empty), and what it rests on."""

    code: FindingCode
    text: str
    not_said: str
    rule: str
    witnesses: tuple[Witness, ...]

    @property
    def is_caution(self) -> bool:
        """It tells how the others are to be read."""
        return self.code in CAUTIONS


@dataclass(frozen=True, slots=True)
class ShownProjectVerdict:
    """What `components/project_verdict.html` takes. `others` are the measures that no sentence is about."""

    findings: tuple[ShownFinding, ...]
    not_said: str
    others: tuple[Witness, ...]
    rule: str
    methods_url: str


def project_verdict(
    measures: Sequence[Measure],
    summaries: Mapping[int, MeasureSummary],
    url_of: Callable[[Measure], str],
) -> ShownProjectVerdict:
    """What the measures say together; `url_of` leads to each of them, as far as the reader may follow."""
    words = current_words()
    witnesses = {measure.id: _witness(measure, summaries.get(measure.id), url_of) for measure in measures}
    text = project_verdict_text(
        judge_project([said_of(measure, summaries.get(measure.id)) for measure in measures]),
        {measure.id: measure.name for measure in measures},
        words,
    )
    named = {key for finding in text.findings for key in finding.rests_on}
    return ShownProjectVerdict(
        findings=tuple(_shown(finding, witnesses) for finding in text.findings),
        not_said=text.not_said,
        others=tuple(witness for key, witness in witnesses.items() if key not in named),
        rule=rule_in_general(words),
        methods_url=methods_url(),
    )


def said_of(measure: Measure, summary: MeasureSummary | None) -> MeasureSaid:
    """What the measure says by itself, in codes."""
    return MeasureSaid(
        key=measure.id,
        kind=measure.kind,
        code=code_of(summary),
        cautions=cautions_today(measure, summary, local_today()),
        has_target=measure.target is not None,
        is_target_reached=summary is not None and bool(summary.inside.get("is_target_reached")),
        has_problem=has_problem(summary),
    )


def alarm_of(measures: Sequence[Measure], summaries: Mapping[int, MeasureSummary]) -> str:
    """A few words for a list when a balancing measure has got worse; empty when none has."""
    words = current_words()
    worse = [
        measure
        for measure in measures
        if measure.kind is MeasureKind.BALANCING and code_of(summaries.get(measure.id)) is VerdictCode.WORSENING
    ]
    if not worse:
        return ""
    if len(worse) > 1:
        return words.gettext("Several balancing measures have got worse; look at them now.")
    name = quoted(worse[0].name)
    if worse[0].is_stock:
        return words.gettext("%(name)s seems to have got worse; look at it now.", name=name)
    return words.gettext("%(name)s has got worse; look at it now.", name=name)


def _witness(measure: Measure, summary: MeasureSummary | None, url_of: Callable[[Measure], str]) -> Witness:
    return Witness(measure.name, url_of(measure), label(measure.kind, current_words()), verdict_line(summary))


def _shown(finding: FindingText, witnesses: Mapping[int, Witness]) -> ShownFinding:
    return ShownFinding(
        code=finding.code,
        text=finding.text,
        not_said=finding.not_said,
        rule=finding.rule,
        witnesses=tuple(witnesses[key] for key in finding.rests_on),
    )
