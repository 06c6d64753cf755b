"""A measure's verdict and summary as templates show them."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from qi_tracker.analysis.result import ChartResult
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.errors import InvalidSeries
from qi_tracker.i18n import formats
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.evidence import EvidencePart
from qi_tracker.i18n.labels import unit_for
from qi_tracker.i18n.verdicts import (
    MeasureFacts,
    VerdictText,
    WiderFacts,
    short_verdict,
    verdict_text,
    wider_verdict_text,
)
from qi_tracker.models import Measure, MeasureSummary
from qi_tracker.services.summaries import cautions_on, chart_of, local_today
from qi_tracker.vocabulary import Caution, VerdictCode


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """What `components/verdict.html` takes."""

    code: VerdictCode
    headline: str
    not_said: str
    cautions: tuple[str, ...] = ()
    details: tuple[EvidencePart, ...] = ()
    methods_url: str = ""


def unit_of(measure: Measure) -> str:
    """What the measure's values are counted in, in the reader's language where the team has said nothing else."""
    return measure.unit or unit_for(measure.value_type, current_words())


def facts_of(measure: Measure, result: ChartResult) -> MeasureFacts:
    """What the sentences need to know of the measure."""
    return MeasureFacts(
        name=measure.name,
        unit=unit_of(measure),
        decimals=formats.decimals_for(point.value for point in result.points),
        frequency=measure.frequency,
        direction=measure.direction,
        phase_reason=_phase_reason(measure, result),
        kind=measure.kind,
        chart=result.chart,
        n_excluded=sum(point.is_excluded for point in result.points),
    )


def _phase_reason(measure: Measure, result: ChartResult) -> str | None:
    """Why the phase that the verdict is about began; a phase without numbers yet is not it."""
    if result.current_phase is None:
        return None
    first = result.current_phase.first_date
    return next((phase.reason for phase in reversed(measure.phases) if phase.starts_on <= first), None)


def chart_today(measure: Measure) -> tuple[ChartResult | None, str]:
    """The analysis as of today; or None, and the sentence that says which number stands in its way."""
    try:
        return chart_of(measure, as_of=local_today()), ""
    except InvalidSeries as problem:
        return None, error_sentence(problem, current_words())


def shown_verdict(measure: Measure, result: ChartResult) -> ShownVerdict:
    """The verdict with numbers, for those inside."""
    return _shown(result.verdict.code, verdict_text(result.verdict, current_words(), facts_of(measure, result)))


def wider_verdict(measure: Measure, summary: MeasureSummary | None) -> ShownVerdict:
    """The verdict without numbers, for leaders: the same code and cautions as the team's, from the same full data."""
    words = current_words()
    if has_problem(summary):
        return ShownVerdict(
            VerdictCode.NO_DATA,
            words.gettext("A number must be corrected before the numbers can say anything."),
            "",
        )
    code = code_of(summary)
    facts = WiderFacts(
        name=measure.name,
        kind=measure.kind,
        code=code,
        cautions=cautions_today(measure, summary, local_today()),
        is_short_of_target=measure.target is not None,
    )
    return _shown(code, wider_verdict_text(facts, words))


def _shown(code: VerdictCode, text: VerdictText) -> ShownVerdict:
    return ShownVerdict(code, text.headline, text.not_said, text.cautions, text.details, methods_url())


def methods_url() -> str:
    """Where the rules behind every verdict are written down."""
    return url_for("help.show_methods", _anchor="methods-verdict")


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A verdict in a list: its code for the shape, and a few words."""

    code: VerdictCode
    text: str


def verdict_line(summary: MeasureSummary | None) -> VerdictLine:
    """A few words for a list."""
    code = code_of(summary)
    if has_problem(summary):
        return VerdictLine(code, current_words().gettext("a number must be corrected"))
    return VerdictLine(code, short_verdict(code, current_words(), _cautions(summary)))


def _cautions(summary: MeasureSummary | None) -> list[Caution]:
    return [Caution(caution) for caution in summary.wider["cautions"]] if summary is not None else []


def cautions_today(measure: Measure, summary: MeasureSummary | None, today: date) -> tuple[Caution, ...]:
    """The cautions that the verdict is read with on that day; none before there is a summary."""
    return tuple(cautions_on(measure, summary, today)) if summary is not None else ()


def has_problem(summary: MeasureSummary | None) -> bool:
    """A number must be corrected before the measure can say anything."""
    return summary is not None and "problem" in summary.wider


def code_of(summary: MeasureSummary | None) -> VerdictCode:
    """What the measure says by its summary."""
    return VerdictCode(summary.wider["code"]) if summary is not None else VerdictCode.NO_DATA
