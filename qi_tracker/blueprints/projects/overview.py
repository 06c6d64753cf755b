"""What the project page shows, gathered from services."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.charts import measure_chart
from qi_tracker.blueprints.common.context_charts import ShownContext, shown_context
from qi_tracker.blueprints.common.project_verdicts import ShownProjectVerdict, project_verdict
from qi_tracker.blueprints.common.projects import AimLine, MeasureRow, aim_lines, measure_row, outcome_of
from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.verdicts import ShownVerdict, chart_today, wider_verdict
from qi_tracker.blueprints.projects.next_step import ShownStep, facts_of, shown_next_step
from qi_tracker.charts.client import ChartView
from qi_tracker.method.path import Step, steps_done
from qi_tracker.models import ChangeIdea, Measure, Meeting, PdsaCycle, Project, ProjectMembership
from qi_tracker.services.change_ideas import ideas_of
from qi_tracker.services.measures import measures_of
from qi_tracker.services.meeting_decisions import Decided, decisions_of
from qi_tracker.services.meetings import going_on_today, meetings_of
from qi_tracker.services.path import Known
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.services.projects import people_of
from qi_tracker.services.summaries import local_today, summaries_of
from qi_tracker.services.tasks import done_tasks_of, open_tasks_of

# The rest have a page of their own.
MOST_TASKS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NextTasks:
    """The first few that are to be done, and how many there are in all, done and not."""

    first: Sequence[TaskRow]
    n_open: int
    n_done: int


@dataclass(frozen=True, slots=True)
class LatestMeetings:
    """The meeting in front of the board that goes on today, and the last one that is done with what it decided."""

    going_on: Meeting | None
    last: Meeting | None
    decisions: Sequence[Decided]


@dataclass(frozen=True, slots=True)
class Overview:
    """The project page."""

    aims: list[AimLine]
    outcome: Measure | None
    verdict: ShownProjectVerdict
    chart: ChartView | None
    # The same without numbers, for one who is not among those who see them.
    closed_verdict: ShownVerdict | None
    # How many measures' numbers are for others than the reader.
    n_closed: int
    # Why there is no chart, when a number stands in its way.
    problem: str
    others: list[MeasureRow]
    ideas: Sequence[ChangeIdea]
    cycles: Sequence[PdsaCycle]
    people: Sequence[ProjectMembership]
    tasks: NextTasks
    meetings: LatestMeetings
    context: Sequence[ShownContext]
    next_step: ShownStep | None
    # Of the steps of the path.
    n_steps_done: int
    n_steps: int


def overview(project: Project) -> Overview:
    """The project page, for those inside."""
    measures = measures_of(project)
    summaries = summaries_of(measures)
    outcome = outcome_of(measures)
    is_closed = outcome is not None and not can(Permission.SEE_NUMBERS, outcome)
    chart, problem = (None, "") if is_closed else _outcome_chart(outcome)
    aims, ideas, cycles = aim_lines(project), ideas_of(project), cycles_of(project)
    known = Known([line.aim for line in aims], measures, summaries, ideas, cycles)
    facts = facts_of(project, known)
    return Overview(
        aims=aims,
        outcome=outcome,
        verdict=project_verdict(measures, summaries, _address_of),
        chart=chart,
        closed_verdict=wider_verdict(outcome, summaries.get(outcome.id)) if outcome and is_closed else None,
        n_closed=sum(not can(Permission.SEE_NUMBERS, measure) for measure in measures),
        problem=problem,
        others=[measure_row(measure, summaries.get(measure.id)) for measure in measures if measure is not outcome],
        ideas=ideas,
        cycles=cycles,
        people=people_of(project),
        tasks=_next_tasks(project),
        meetings=_latest_meetings(project),
        context=shown_context(project),
        next_step=shown_next_step(project, known, facts),
        n_steps_done=len(steps_done(facts)),
        n_steps=len(Step),
    )


def _next_tasks(project: Project) -> NextTasks:
    waiting = open_tasks_of(project)
    return NextTasks(task_rows(waiting[:MOST_TASKS_SHOWN], local_today()), len(waiting), len(done_tasks_of(project)))


def _latest_meetings(project: Project) -> LatestMeetings:
    meetings = meetings_of(project)
    last = next((found for found in meetings if found.completed_at is not None), None)
    decided = decisions_of([last])[last.id] if last is not None else ()
    return LatestMeetings(going_on_today(meetings, local_today()), last, decided)


def _address_of(measure: Measure) -> str:
    return url_for("measures.show", measure_id=measure.id)


def _outcome_chart(outcome: Measure | None) -> tuple[ChartView | None, str]:
    if outcome is None:
        return None, ""
    result, problem = chart_today(outcome)
    if result is None:
        return None, problem
    return measure_chart(outcome, result) if result.points else None, ""
