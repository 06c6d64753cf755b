"""A measure's verdict and summary as templates show them."""

from dataclasses import dataclass

from qi_tracker.analysis.result import ChartResult
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import unit_for
from qi_tracker.i18n.verdicts import MeasureFacts, project_line, short_verdict, verdict_text, wider_verdict_text
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
    cautions = [Caution(caution) for caution in summary.wider["cautions"]] if summary is not None else []
    text = wider_verdict_text(code, cautions, current_words(), measure.name)
    return ShownVerdict(code, text.headline, text.not_said, text.cautions, ())


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A verdict in a list: its code for the shape, and a few words."""

    code: VerdictCode
    text: str


def verdict_line(summary: MeasureSummary | None) -> VerdictLine:
    """A few words for a list."""
    code = _code(summary)
    return VerdictLine(code, short_verdict(code, current_words()))


def _code(summary: MeasureSummary | None) -> VerdictCode:
    return VerdictCode(summary.wider["code"]) if summary is not None else VerdictCode.NO_DATA


def project_verdict_line(measure: Measure, summary: MeasureSummary | None) -> str:
    """The project's one line, from its outcome measure."""
    code = _code(summary)
    is_short = measure.target is not None and summary is not None and not summary.inside["is_target_reached"]
    return project_line(measure.name, code, is_short, current_words())


def shown_value(measure: Measure, value: float, result: ChartResult | None = None) -> str:
    """A value of the measure with its unit."""
    decimals = formats.decimals_for(point.value for point in result.points) if result is not None else None
    return formats.value(value, unit_of(measure), current_language(), decimals)
