"""What the project page shows, gathered from services, and the one next step it suggests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.charts import measure_chart
from qi_tracker.blueprints.common.context_charts import ShownContext, shown_context
from qi_tracker.blueprints.common.project_verdicts import ShownProjectVerdict, project_verdict
from qi_tracker.blueprints.common.projects import AimLine, MeasureRow, aim_lines, measure_row, outcome_of
from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.verdicts import ShownVerdict, chart_today, wider_verdict
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.charts.client import ChartView
from qi_tracker.i18n.formats import within_quotes
from qi_tracker.models import ChangeIdea, Measure, Meeting, PdsaCycle, Project, ProjectMembership
from qi_tracker.services.change_ideas import ideas_of
from qi_tracker.services.measures import measures_of
from qi_tracker.services.meeting_decisions import Decided, decisions_of
from qi_tracker.services.meetings import going_on_today, meetings_of
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.services.projects import people_of
from qi_tracker.services.summaries import local_today, summaries_of
from qi_tracker.services.tasks import done_tasks_of, open_tasks_of
from qi_tracker.vocabulary import CycleStage

# The rest have a page of their own.
MOST_TASKS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do next, why, and a button that opens it."""

    text: str
    why: str
    label: str
    href: str


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
    next_step: NextStep | None


def overview(project: Project) -> Overview:
    """The project page, for those inside."""
    measures = measures_of(project)
    summaries = summaries_of(measures)
    outcome = outcome_of(measures)
    is_closed = outcome is not None and not can(Permission.SEE_NUMBERS, outcome)
    chart, problem = (None, "") if is_closed else _outcome_chart(outcome)
    aims, ideas, cycles = aim_lines(project), ideas_of(project), cycles_of(project)
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
        next_step=_next_step(project, outcome, aims, ideas, cycles) if can(Permission.EDIT_PROJECT, project) else None,
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


def _next_step(
    project: Project,
    outcome: Measure | None,
    aims: Sequence[AimLine],
    ideas: Sequence[ChangeIdea],
    cycles: Sequence[PdsaCycle],
) -> NextStep | None:
    """The first thing that is missing, in the order that the method asks for it."""
    candidates = (
        _measure_step(project, outcome),
        _aim_step(aims),
        _cycle_step(ideas, cycles),
        _open_cycle_step(cycles, local_today()),
    )
    return next((step for step in candidates if step is not None), None)


def _measure_step(project: Project, outcome: Measure | None) -> NextStep | None:
    words = current_words()
    if outcome is None:
        return NextStep(
            words.gettext("Choose what you will count."),
            words.gettext("Without a number nobody can know whether it gets better."),
            words.gettext("New measure"),
            url_for("measures.create", project_id=project.id),
        )
    summary = summaries_of([outcome]).get(outcome.id)
    has_numbers = summary is not None and summary.last_period is not None
    if has_numbers or not can(Permission.ENTER_NUMBERS, outcome):
        return None
    return NextStep(
        words.gettext("Put in the numbers you have."),
        words.gettext("Older numbers count as much as new ones, and the chart can say something sooner."),
        words.gettext("Put in numbers"),
        url_for("measures.show", measure_id=outcome.id),
    )


def _aim_step(aims: Sequence[AimLine]) -> NextStep | None:
    words = current_words()
    unfinished = next((line.aim for line in aims if line.aim.to_value is None or line.aim.by is None), None)
    if unfinished is None:
        return None
    return NextStep(
        words.gettext("Make the aim whole: how much, and by when?"),
        words.gettext("Then everybody can see when it is reached."),
        words.gettext("Complete the aim"),
        url_for("aims.edit", aim_id=unfinished.id),
    )


def _cycle_step(ideas: Sequence[ChangeIdea], cycles: Sequence[PdsaCycle]) -> NextStep | None:
    words = current_words()
    if cycles or not ideas:
        return None
    return NextStep(
        words.gettext(
            "Try «%(idea)s» small, and write down what you think will happen.", idea=within_quotes(ideas[0].title)
        ),
        words.gettext("A small test first shows what works before it costs much."),
        words.gettext("Plan a PDSA cycle"),
        url_for("pdsa.create", idea_id=ideas[0].id),
    )


def _open_cycle_step(cycles: Sequence[PdsaCycle], today: date) -> NextStep | None:
    words = current_words()
    ended = next(
        (cycle for cycle in cycles if cycle.stage is not CycleStage.DONE and cycle.ends_on and cycle.ends_on <= today),
        None,
    )
    if ended is None:
        return None
    return NextStep(
        words.gettext("Write down what happened in «%(cycle)s».", cycle=within_quotes(ended.name)),
        words.gettext("What you predicted and what happened, side by side, is what you learn from."),
        words.gettext("Continue the cycle"),
        url_for("pdsa.show", cycle_id=ended.id),
    )
