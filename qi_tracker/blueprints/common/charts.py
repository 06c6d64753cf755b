"""A measure's chart as a page shows it: in the reader's language, with its marks, drawn by the app's renderer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import Flask, current_app

from qi_tracker.analysis.periods import period_end
from qi_tracker.analysis.result import ChartResult
from qi_tracker.blueprints.common.chart_words import ChartFacts, chart_text, text_of_part
from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.charts.client import (
    Chart,
    ChartView,
    ExploredView,
    Renderer,
    SparkView,
    Window,
    chart_view,
    explored_view,
    part_of,
    spark_view,
)
from qi_tracker.charts.text import ChartMark, ChartText, MarkKind
from qi_tracker.charts.timeline import timeline
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.verdicts import project_line
from qi_tracker.models import Annotation, Measure, MeasureSummary, Observation, PdsaCycle, Project
from qi_tracker.services.annotations import annotations_of
from qi_tracker.services.measure_calendar import spans_of
from qi_tracker.services.observations import commented_observations_of
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.services.summaries import local_today

_EXTENSION = "qi_charts"


def init_app(app: Flask) -> None:
    """Give the application its renderer. The drawing child starts with the first chart."""
    app.extensions[_EXTENSION] = Renderer(app.config["QI_SETTINGS"].chart_cache)


def renderer() -> Renderer:
    """The application's renderer."""
    return renderer_of(current_app)


def renderer_of(app: Flask) -> Renderer:
    """The renderer of an application, also outside its requests."""
    found: Renderer = app.extensions[_EXTENSION]
    return found


def measure_chart(measure: Measure, result: ChartResult, title: str | None = None) -> ChartView:
    """The measure's chart as a page shows it; for those who may see the numbers."""
    return chart_view(renderer(), chart_of_measure(measure, result, title))


def chart_of_measure(measure: Measure, result: ChartResult, title: str | None = None) -> Chart:
    """What there is to draw of a measure, under a title that says its message, in one line unless another is given.

    For those who may see the numbers.
    """
    return _chart(measure, result, _facts(measure, result, title))


def explored_chart(measure: Measure, result: ChartResult, window: Window) -> ExploredView:
    """The part of the measure's chart that lies in the window. For those who may see the numbers."""
    facts = _facts(measure, result)
    whole = _chart(measure, result, facts)
    ends = [period_end(slot.date, measure.frequency) for slot in timeline(result)]
    part = whole
    if window != Window():
        part = part_of(whole, window)
        part = replace(part, text=text_of_part(part.text, part.result, facts, current_words()))
    return explored_view(renderer(), whole, part, ends)


def _chart(measure: Measure, result: ChartResult, facts: ChartFacts) -> Chart:
    marks = [*note_marks(annotations_of(measure)), *pause_marks(measure), *cycle_marks(measure.project)]
    return Chart(f"chart-{measure.id}", result, chart_text(result, facts, current_words()), tuple(marks))


def measure_text(measure: Measure, result: ChartResult, observations: Sequence[Observation], title: str) -> ChartText:
    """The words and formats of the chart of the measure, or of one of its groups, with what was said of its numbers."""
    return chart_text(result, _facts_with(measure, result, observations, title), current_words())


def _facts(measure: Measure, result: ChartResult, title: str | None = None) -> ChartFacts:
    return _facts_with(measure, result, commented_observations_of(measure), title or message_of(measure, result))


def _facts_with(measure: Measure, result: ChartResult, observations: Sequence[Observation], title: str) -> ChartFacts:
    return ChartFacts(
        title=title,
        name=measure.name,
        unit=unit_of(measure),
        value_type=measure.value_type,
        frequency=measure.frequency,
        direction=measure.direction,
        phase_reasons=_phase_reasons(measure, result),
        comments=_comments(measure, observations),
    )


def _comments(measure: Measure, observations: Sequence[Observation]) -> dict[date, str]:
    """What was said of each period's numbers, those of its groups too: first why it is left out, if it is."""
    comments = {exclusion.period: exclusion.reason for exclusion in measure.exclusions}
    for found in observations:
        said = (comments.get(found.period), _not_to_be_had(found), found.comment)
        if any(said[1:]):
            comments[found.period] = ". ".join(filter(None, said))
    return comments


def _not_to_be_had(observation: Observation) -> str:
    return current_words().gettext("no number to be had") if observation.is_unavailable else ""


def measure_spark(measure: Measure, summary: MeasureSummary | None) -> SparkView | None:
    """The small curve for a list, from the summary alone; None without numbers. For those who may see them."""
    if summary is None or not summary.inside.get("spark"):
        return None
    values: list[float] = summary.inside["spark"]
    decimals = formats.decimals_for(values)
    latest = formats.value(values[-1], unit_of(measure), current_language(), decimals)
    said = current_words().pgettext("chart", "%(name)s: latest number %(value)s", name=measure.name, value=latest)
    return spark_view(renderer(), values, summary.inside.get("centre"), said)


def message_of(measure: Measure, result: ChartResult, name: str | None = None) -> str:
    """One line that says the verdict of the measure, or of the group that is named."""
    is_short = result.target is not None and not result.verdict.is_target_reached
    code, cautions = result.verdict.code, result.verdict.cautions
    return project_line(name or measure.name, code, is_short, current_words(), cautions)


def _phase_reasons(measure: Measure, result: ChartResult) -> tuple[str, ...]:
    """Why each phase of the result began; empty for the first. A phase without points is in no result."""
    began = [(phase.starts_on, phase.reason) for phase in measure.phases]
    return tuple(
        next((reason for starts_on, reason in reversed(began) if starts_on <= phase.first_date), "")
        for phase in result.phases
    )


def note_marks(notes: Sequence[Annotation]) -> list[ChartMark]:
    """What was noted on a chart."""
    language = current_language()
    return [
        ChartMark(MarkKind.ANNOTATION, note.happened_on, None, note.text, formats.date_long(note.happened_on, language))
        for note in notes
    ]


def pause_marks(measure: Measure) -> list[ChartMark]:
    """The measure's planned pauses: each once, and what comes every year in all years until today."""
    today = local_today()
    return [
        ChartMark(MarkKind.PAUSE, first, last, pause.reason, _when(first, last))
        for pause in measure.pauses
        for first, last in spans_of(pause, max(today, pause.starts_on))
    ]


def cycle_marks(project: Project) -> list[ChartMark]:
    """The project's PDSA cycles."""
    return [_cycle_mark(cycle) for cycle in cycles_of(project)]


def _cycle_mark(cycle: PdsaCycle) -> ChartMark:
    outcome = label(cycle.decision, current_words()).lower() if cycle.decision is not None else ""
    when = _when(cycle.starts_on, cycle.ends_on)
    return ChartMark(MarkKind.CYCLE, cycle.starts_on, cycle.ends_on, cycle.name, when, cycle.decision, outcome)


def _when(first: date, last: date | None) -> str:
    language = current_language()
    if last is None:
        return current_words().pgettext("chart", "from %(date)s", date=formats.date_long(first, language))
    return formats.date_range(first, last, language)
