"""A measure's verdict and summary as templates show them."""

from dataclasses import dataclass

from qi_tracker.analysis.result import ChartResult
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import unit_for
from qi_tracker.i18n.verdicts import MeasureFacts, short_verdict, verdict_text, wider_verdict_text
from qi_tracker.models import Measure, MeasureSummary
from qi_tracker.vocabulary import Caution, VerdictCode


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """What `components/verdict.html` takes."""

    code: VerdictCode
    headline: str
    not_said: str
    cautions: tuple[str, ...]
    details: tuple[str, ...]


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
        phase_reason=measure.phases[-1].reason if measure.phases else None,
        kind=measure.kind,
    )


def shown_verdict(measure: Measure, result: ChartResult) -> ShownVerdict:
    """The verdict with numbers, for those inside."""
    text = verdict_text(result.verdict, current_words(), facts_of(measure, result))
    return ShownVerdict(result.verdict.code, text.headline, text.not_said, text.cautions, text.details)


def wider_verdict(measure: Measure, summary: MeasureSummary | None) -> ShownVerdict:
    """The verdict without numbers, for leaders: the same code, from the same full data."""
    code = _code(summary)
    text = wider_verdict_text(code, _cautions(summary), current_words(), measure.name)
    return ShownVerdict(code, text.headline, text.not_said, text.cautions, ())


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A verdict in a list: its code for the shape, and a few words."""

    code: VerdictCode
    text: str


def verdict_line(summary: MeasureSummary | None) -> VerdictLine:
    """A few words for a list."""
    code = _code(summary)
    return VerdictLine(code, short_verdict(code, current_words(), _cautions(summary)))


def _cautions(summary: MeasureSummary | None) -> list[Caution]:
    return [Caution(caution) for caution in summary.wider["cautions"]] if summary is not None else []


def _code(summary: MeasureSummary | None) -> VerdictCode:
    return VerdictCode(summary.wider["code"]) if summary is not None else VerdictCode.NO_DATA
