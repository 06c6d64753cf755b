"""All on one timeline: what the project's measures show, above what was tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response

from qi_tracker.access.permissions import Permission
from qi_tracker.analysis.result import ChartResult
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.charts import (
    cycle_marks,
    measure_text,
    message_of,
    note_marks,
    pause_marks,
    renderer,
)
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.blueprints.projects.routes import blueprint
from qi_tracker.charts.client import Chart
from qi_tracker.charts.panel_views import DeedsWords, PanelView, TimelineView, timeline_view
from qi_tracker.charts.text import ChartMark, MarkKind
from qi_tracker.charts.timeline import timeline
from qi_tracker.errors import InvalidSeries
from qi_tracker.i18n import formats
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.models import Annotation, Measure, Observation, Project, Task
from qi_tracker.services.aims import aims_of
from qi_tracker.services.annotations import annotations_by_measure
from qi_tracker.services.measures import measures_of
from qi_tracker.services.observations import observations_by_measure
from qi_tracker.services.summaries import charts_of, local_today
from qi_tracker.services.tasks import dated_tasks_of
from qi_tracker.vocabulary import VerdictCode


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A measure on the timeline: its panel, or why there is none."""

    measure: Measure
    code: VerdictCode
    panel: PanelView | None
    problem: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The page."""

    rows: Sequence[TimelineRow]
    view: TimelineView | None
    # There are measures, and nothing that has a place in time.
    awaits_numbers: bool = False
    # Measures whose numbers are for others than the reader.
    closed: Sequence[Measure] = ()
    # Tasks and milestones that have a day, in their order.
    tasks: Sequence[TaskRow] = ()

    @property
    def open_tasks(self) -> Sequence[TaskRow]:
        """Those that are still to be done."""
        return [row for row in self.tasks if row.task.done_at is None]

    @property
    def done_tasks(self) -> Sequence[TaskRow]:
        """Those that are done, the latest first."""
        return [row for row in reversed(self.tasks) if row.task.done_at is not None]


@blueprint.get("/projects/<int:project_id>/timeline")
@requires(Permission.VIEW_PROJECT)
def show_timeline(project: Project) -> Response:
    """Did what happened follow what we did?"""
    return render("projects/show_timeline.html", project=project, timeline=_timeline(project))


def _timeline(project: Project) -> Timeline:
    all_measures = measures_of(project)
    measures = [measure for measure in all_measures if can(Permission.SEE_NUMBERS, measure)]
    closed = [measure for measure in all_measures if measure not in measures]
    numbers, notes = observations_by_measure(measures), annotations_by_measure(measures)
    results = charts_of(measures, numbers, as_of=local_today())
    dated = dated_tasks_of(project)
    aims = [*_aim_marks(project), *_milestone_marks(dated)]
    charts = [
        _chart(measure, result, numbers[measure.id], [*note_marks(notes[measure.id]), *aims])
        for measure in measures
        if isinstance(result := results[measure.id], ChartResult)
    ]
    marks = [*cycle_marks(project), *_all_notes(measures, notes), *aims]
    has_place = bool(marks) or any(timeline(chart.result) for chart in charts)
    if not charts or not has_place:
        shown = [measure for measure in measures if not isinstance(results[measure.id], ChartResult)]
        rows = [_row(measure, results[measure.id], {}) for measure in shown]
        return Timeline(rows, None, bool(charts), closed, task_rows(dated, local_today()))
    view = timeline_view(renderer(), charts, marks, _deeds_words())
    panels = {panel.id: panel for panel in view.panels}
    rows = [_row(measure, results[measure.id], panels) for measure in measures]
    return Timeline(rows, view, closed=closed, tasks=task_rows(dated, local_today()))


def _chart(measure: Measure, result: ChartResult, numbers: Sequence[Observation], marks: Sequence[ChartMark]) -> Chart:
    text = measure_text(measure, result, numbers, message_of(measure, result))
    return Chart(_identity(measure), result, text, (*marks, *pause_marks(measure)))


def _identity(measure: Measure) -> str:
    return f"chart-{measure.id}"


def _row(measure: Measure, result: ChartResult | InvalidSeries, panels: Mapping[str, PanelView]) -> TimelineRow:
    if isinstance(result, InvalidSeries):
        return TimelineRow(measure, VerdictCode.NO_DATA, None, error_sentence(result, current_words()))
    return TimelineRow(measure, result.verdict.code, panels[_identity(measure)], "")


def _all_notes(measures: Sequence[Measure], notes: Mapping[int, Sequence[Annotation]]) -> list[ChartMark]:
    """The notes of all charts, each once, with the measures that it stands on."""
    found: dict[ChartMark, list[str]] = {}
    for measure in measures:
        for mark in note_marks(notes[measure.id]):
            found.setdefault(mark, []).append(measure.name)
    return [
        ChartMark(mark.kind, mark.starts_on, None, mark.label, mark.when, outcome=", ".join(names))
        for mark, names in found.items()
    ]


def _aim_marks(project: Project) -> list[ChartMark]:
    """The days by which the aims are to be reached, each once."""
    words, language = current_words(), current_language()
    days = sorted({aim.by for aim in aims_of(project) if aim.by is not None})
    dates = [(day, formats.date_long(day, language)) for day in days]
    return [
        ChartMark(MarkKind.AIM, day, None, words.pgettext("timeline", "The aim: by %(day)s", day=date), date)
        for day, date in dates
    ]


def _milestone_marks(dated: Sequence[Task]) -> list[ChartMark]:
    """The milestones, each on its day; drawn as the aims are, as days that the work turns on."""
    words, language = current_words(), current_language()
    return [
        ChartMark(
            MarkKind.AIM, task.due_on, None, words.pgettext("timeline", "Milestone: %(name)s", name=task.title), day
        )
        for task in dated
        if task.is_milestone and task.due_on is not None and (day := formats.date_long(task.due_on, language))
    ]


def _deeds_words() -> DeedsWords:
    words = current_words()
    return DeedsWords(
        title=words.pgettext("timeline", "What we did"),
        heading=words.pgettext("chart", "PDSA cycles"),
        nothing=words.pgettext("timeline", "No PDSA cycles and no notes yet."),
        key_guide=words.pgettext("timeline", "Here a PDSA cycle began"),
    )
