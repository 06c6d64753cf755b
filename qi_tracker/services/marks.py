"""What the marks of method quality and the scale of progress are computed from, gathered for one project."""

from collections.abc import Mapping, Sequence
from datetime import date

from qi_tracker.method.marks import CountedMeasure, MarkFound, Predicted, TriedCycle, WorkFacts, marks_of
from qi_tracker.method.progress import ProgressFacts, ProgressStep, suggested_step
from qi_tracker.models import Measure, MeasureSummary, Observation, PdsaCycle, Project
from qi_tracker.services.aims import aim_of, aim_progress
from qi_tracker.services.change_ideas import ideas_of
from qi_tracker.services.dates import local_day
from qi_tracker.services.measures import measures_of
from qi_tracker.services.observations import observations_by_measure
from qi_tracker.services.pdsa import PredictionTiming, cycles_of, prediction_timing
from qi_tracker.services.projects import people_of
from qi_tracker.services.saving import apply_changes
from qi_tracker.services.summaries import summaries_of
from qi_tracker.vocabulary import IdeaStatus, MeasureKind, ProjectStatus, VerdictCode

_BETTER = frozenset({VerdictCode.IMPROVEMENT, VerdictCode.REACHED, VerdictCode.HELD})
_REACHED = frozenset({VerdictCode.REACHED, VerdictCode.HELD})


def method_marks(project: Project, today: date) -> list[MarkFound]:
    """The five marks of the project; keys are the ids of its cycles and measures. For its team only."""
    judged_by = _judged_by(measures_of(project))
    numbers = observations_by_measure(judged_by)
    return marks_of(
        WorkFacts(
            cycles=[_tried(cycle, today) for cycle in cycles_of(project) if has_begun(cycle, today)],
            measures=[CountedMeasure(measure.id, _days(numbers.get(measure.id, ()))) for measure in judged_by],
            today=today,
            is_going_on=project.status is ProjectStatus.ACTIVE,
        )
    )


def has_begun(cycle: PdsaCycle, today: date) -> bool:
    """Whether the cycle is being tried, or has been."""
    return cycle.starts_on <= today or bool(cycle.result)


def suggested_progress(project: Project, today: date) -> ProgressStep:
    """The step of IHI's scale that the data speak for."""
    measures = measures_of(project)
    summaries = summaries_of(measures)
    cycles = [cycle for cycle in cycles_of(project) if has_begun(cycle, today)]
    statuses = [idea.status for idea in ideas_of(project)]
    aim = aim_of(project)
    reached = _code(summaries, aim.measure_id) if aim is not None else VerdictCode.NO_DATA
    progress = aim_progress(aim) if aim is not None else None
    n_practice = statuses.count(IdeaStatus.PRACTICE)
    return suggested_step(
        ProgressFacts(
            n_people=len(people_of(project)),
            has_measure=bool(measures),
            has_goal=aim is not None and aim.to_value is not None,
            has_numbers=any(summary.last_period is not None for summary in summaries.values()),
            n_begun=len(cycles),
            n_decided=sum(cycle.decision is not None for cycle in cycles),
            n_adopted=statuses.count(IdeaStatus.ADOPTED) + n_practice,
            n_practice=n_practice,
            is_process_better=_is_better(measures, summaries, MeasureKind.PROCESS),
            is_outcome_better=_is_better(measures, summaries, MeasureKind.OUTCOME),
            is_reached=reached in _REACHED,
            is_held=reached is VerdictCode.HELD,
            way=progress.share if progress is not None else None,
        )
    )


def edit_progress(project: Project, seen_version: int | None, progress: float | None, reason: str) -> None:
    """Say how far the work has come, against what the data suggest; None follows the data again."""
    apply_changes(project, seen_version, {"progress": progress, "progress_reason": reason if progress else ""})


def _tried(cycle: PdsaCycle, today: date) -> TriedCycle:
    is_decided = cycle.decision is not None and cycle.completed_at is not None
    return TriedCycle(
        key=cycle.id,
        idea=cycle.change_idea_id,
        number=cycle.number,
        starts_on=cycle.starts_on,
        decided_on=_decided_on(cycle),
        predicted=_predicted(cycle),
        scale=cycle.scale,
        has_learning=bool(cycle.comparison.strip()),
        is_over=is_decided or (cycle.ends_on is not None and cycle.ends_on < today),
    )


def _decided_on(cycle: PdsaCycle) -> date | None:
    """The day of the decision: when it was written down, or the cycle's last day where that came later."""
    if cycle.decision is None or cycle.completed_at is None:
        return None
    written = local_day(cycle.completed_at)
    return min(written, cycle.ends_on) if cycle.ends_on is not None else written


def _predicted(cycle: PdsaCycle) -> Predicted:
    if not cycle.prediction.strip():
        return Predicted.NOT
    return Predicted.BEFORE if prediction_timing(cycle) is PredictionTiming.BEFORE else Predicted.LATE


def _judged_by(measures: Sequence[Measure]) -> Sequence[Measure]:
    return [measure for measure in measures if measure.kind is MeasureKind.OUTCOME] or measures


def _days(numbers: Sequence[Observation]) -> tuple[date, ...]:
    counted = {each.period for each in numbers if each.value is not None or each.numerator is not None}
    return tuple(sorted(counted))


def _is_better(measures: Sequence[Measure], summaries: Mapping[int, MeasureSummary], kind: MeasureKind) -> bool:
    return any(_code(summaries, measure.id) in _BETTER for measure in measures if measure.kind is kind)


def _code(summaries: Mapping[int, MeasureSummary], measure_id: int | None) -> VerdictCode:
    summary = summaries.get(measure_id) if measure_id is not None else None
    return VerdictCode(summary.inside["code"]) if summary is not None else VerdictCode.NO_DATA
