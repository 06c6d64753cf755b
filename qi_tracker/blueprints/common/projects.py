"""Lists of projects and measures, and a project's outline, as several pages show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.aims import aim_target
from qi_tracker.blueprints.common.charts import measure_spark
from qi_tracker.blueprints.common.dimensions import dimension_labels
from qi_tracker.blueprints.common.project_verdicts import ShownProjectVerdict, alarm_of, project_verdict
from qi_tracker.blueprints.common.verdicts import ShownVerdict, VerdictLine, verdict_line, wider_verdict
from qi_tracker.blueprints.common.wider import hidden_line, wider_spark
from qi_tracker.charts.client import SparkView
from qi_tracker.models import Aim, Measure, MeasureSummary, Project
from qi_tracker.services.aims import aims_of, top_aims
from qi_tracker.services.measures import measures_by_project, measures_of
from qi_tracker.services.summaries import summaries_of
from qi_tracker.vocabulary import MeasureKind, ProjectPhase


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a list: small chart and a few words."""

    measure: Measure
    line: VerdictLine
    spark: SparkView | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One's own project in a list, known by its outcome measure; `alarm` says that a balancing one has got worse."""

    project: Project
    measure: Measure | None
    line: VerdictLine
    alarm: str
    spark: SparkView | None


@dataclass(frozen=True, slots=True)
class AimLine:
    """The aim as one line: the statement, from what to what by when, and the aims that are parts of it."""

    aim: Aim
    target: str
    dimensions: list[str]
    parts: Sequence["AimLine"] = ()


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A project in a list for those outside it; `line` and `alarm` are for leaders alone."""

    project: Project
    phase: ProjectPhase
    line: VerdictLine | None
    alarm: str


@dataclass(frozen=True, slots=True)
class WiderRow:
    """A measure as leaders see it: what it says, the small chart of what may be seen, and how much may not."""

    measure: Measure
    verdict: ShownVerdict
    spark: SparkView | None
    hidden: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A project for those outside it: title, aims and phase; for leaders also the verdicts and what they may see."""

    project: Project
    aims: list[AimLine]
    phase: ProjectPhase
    verdict: ShownProjectVerdict | None
    verdicts: list[WiderRow]


def outcome_of(measures: Sequence[Measure]) -> Measure | None:
    """The measure a project is judged by: its first outcome, else its first measure."""
    outcomes = [measure for measure in measures if measure.kind is MeasureKind.OUTCOME]
    return next(iter([*outcomes, *measures]), None)


def project_rows(projects: Sequence[Project]) -> list[ProjectRow]:
    """One's own projects, each with the verdict of its outcome measure."""
    by_project = measures_by_project(projects)
    summaries = summaries_of(_read_in_lists(by_project))
    return [_project_row(project, by_project[project.id], summaries) for project in projects]


def outline_rows(projects: Sequence[Project]) -> list[OutlineRow]:
    """Projects of others in a list; to leaders with the outcome's verdict, never with a number."""
    by_project = measures_by_project([project for project in projects if can(Permission.SEE_VERDICTS, project)])
    summaries = summaries_of(_read_in_lists(by_project))
    return [_outline_row(project, by_project.get(project.id, ()), summaries) for project in projects]


def _read_in_lists(by_project: Mapping[int, Sequence[Measure]]) -> Iterator[Measure]:
    """The measures whose verdicts a list tells of: each project's outcome, and what it must not make worse."""
    for measures in by_project.values():
        outcome = outcome_of(measures)
        yield from (one for one in measures if one is outcome or one.kind is MeasureKind.BALANCING)


def _outline_row(project: Project, measures: Sequence[Measure], summaries: Mapping[int, MeasureSummary]) -> OutlineRow:
    outcome = outcome_of(measures)
    line = verdict_line(summaries.get(outcome.id)) if outcome is not None else None
    return OutlineRow(project, project.phase, line, _alarm(measures, outcome, summaries))


def _project_row(project: Project, measures: Sequence[Measure], summaries: Mapping[int, MeasureSummary]) -> ProjectRow:
    outcome = outcome_of(measures)
    summary = summaries.get(outcome.id) if outcome is not None else None
    alarm = _alarm(measures, outcome, summaries)
    return ProjectRow(project, outcome, verdict_line(summary), alarm, _spark(outcome, summary))


def _alarm(measures: Sequence[Measure], outcome: Measure | None, summaries: Mapping[int, MeasureSummary]) -> str:
    """Of a balancing measure beside the one that the project is known by."""
    return alarm_of([measure for measure in measures if measure is not outcome], summaries)


def _spark(measure: Measure | None, summary: MeasureSummary | None) -> SparkView | None:
    if measure is None or summary is None or summary.last_period is None or not can(Permission.SEE_NUMBERS, measure):
        return None
    return measure_spark(measure, summary)


def outline(project: Project) -> Outline:
    """What those outside the project see."""
    verdict: ShownProjectVerdict | None = None
    verdicts: list[WiderRow] = []
    if can(Permission.SEE_VERDICTS, project):
        measures = measures_of(project)
        summaries = summaries_of(measures)
        verdict = project_verdict(measures, summaries, _place_on_page)
        verdicts = [_wider_row(measure, summaries.get(measure.id)) for measure in measures]
    return Outline(project, aim_lines(project), project.phase, verdict, verdicts)


def _wider_row(measure: Measure, summary: MeasureSummary | None) -> WiderRow:
    spark = wider_spark(measure, summary)
    return WiderRow(measure, wider_verdict(measure, summary), spark, hidden_line(summary))


def _place_on_page(measure: Measure) -> str:
    return f"#measure-{measure.id}"


def measure_row(measure: Measure, summary: MeasureSummary | None) -> MeasureRow:
    """A measure in a list."""
    return MeasureRow(measure, verdict_line(summary), _spark(measure, summary))


def aim_lines(project: Project) -> list[AimLine]:
    """The project's aims as lines, each with its parts."""
    aims = aims_of(project)
    parts = {top.id: [_aim_line(aim) for aim in aims if aim.parent_id == top.id] for top in top_aims(aims)}
    return [_aim_line(aim, parts[aim.id]) for aim in top_aims(aims)]


def _aim_line(aim: Aim, parts: Sequence[AimLine] = ()) -> AimLine:
    return AimLine(aim, aim_target(aim), dimension_labels(aim.dimensions), parts)
