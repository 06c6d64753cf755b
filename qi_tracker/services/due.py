"""What is due: which number a measure waits for, read from summaries and the calendar, never from the numbers."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from qi_tracker.access.actors import Actor
from qi_tracker.access.scope import joined_projects, open_measures
from qi_tracker.analysis.periods import (
    has_periods,
    is_paused,
    is_working_day,
    next_period,
    period_end,
    period_start,
    periods_between,
    previous_period,
)
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, Measure, MeasureSummary, PdsaCycle, Project, Task, TenantRow
from qi_tracker.services.measure_calendar import due_day_of, paused_spans
from qi_tracker.services.summaries import last_answered, summaries_of
from qi_tracker.services.tasks import WORKING
from qi_tracker.vocabulary import CycleStage, Frequency, ProjectRole, ProjectStatus

# A cycle that ends this soon is worth a look today.
CYCLE_NOTICE_DAYS = 3
# A task that is to be done within a week is worth knowing of today.
TASK_NOTICE_DAYS = 7


@dataclass(frozen=True, slots=True)
class DueNumber:
    """A period that has ended and has no number. `n_more` later ended periods of the measure wait behind it."""

    measure: Measure
    period: date
    due_on: date
    n_more: int

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been entered before today."""
        return self.due_on < today


def next_due(measure: Measure, summary: MeasureSummary | None, today: date) -> DueNumber | None:
    """The first ended period after the last one answered for that is not paused; None when nothing waits.

    A measure without numbers waits for the latest ended period only; one whose numbers are calculated waits for none.
    Saturdays, Sundays and public holidays are asked for only where there are numbers of weekends.
    """
    waiting = waiting_periods(measure, summary, today)
    if not waiting:
        return None
    return DueNumber(measure, waiting[0], due_day_of(measure, waiting[0]), len(waiting) - 1)


def waiting_periods(measure: Measure, summary: MeasureSummary | None, today: date) -> Sequence[date]:
    """First days of all the periods that wait for a number, the oldest first; `next_due` tells of the first."""
    if not has_periods(measure.frequency) or measure.calculation is not None:
        return ()
    answered = last_answered(summary)
    latest = previous_period(period_start(today, measure.frequency), measure.frequency)
    first = next_period(answered, measure.frequency) if answered is not None else latest
    asked = _is_asked_for(measure, summary, period_end(latest, measure.frequency))
    return [period for period in periods_between(first, latest, measure.frequency) if asked(period)]


def periods_ahead(measure: Measure, summary: MeasureSummary | None, today: date, last_day: date) -> Sequence[date]:
    """First days of the periods that have not ended and will ask for a number by `last_day`, the nearest first.

    Days are left out: what is done daily needs no calendar.
    """
    if not has_periods(measure.frequency) or measure.frequency is Frequency.DAY:
        return ()
    answered = last_answered(summary)
    asked = _is_asked_for(measure, summary, last_day)
    return [
        period
        for period in periods_between(period_start(today, measure.frequency), last_day, measure.frequency)
        if asked(period) and (answered is None or period > answered) and due_day_of(measure, period) <= last_day
    ]


def is_resting(measure: Measure, day: date) -> bool:
    """Whether a planned pause is on that day: then nobody is reminded of the measure."""
    return any(first <= day <= last for first, last in paused_spans(measure, day))


def _is_asked_for(measure: Measure, summary: MeasureSummary | None, until: date) -> Callable[[date], bool]:
    pauses = paused_spans(measure, until)
    rests = measure.frequency is Frequency.DAY and not (summary is not None and summary.inside.get("has_weekends"))
    return lambda period: (
        not is_paused(period, measure.frequency, pauses) and not (rests and not is_working_day(period))
    )


def _within_one(above: type[TenantRow], below: type[TenantRow]) -> ColumnElement[bool]:
    """Both of one organisation, which the indexes begin with: without it every organisation's rows are read."""
    return above.organization_id == below.organization_id


def due_numbers(actor: Actor, today: date) -> Sequence[DueNumber]:
    """What the actor is to enter: of measures they collect, or that nobody collects; the longest due first."""
    measures = db.session.scalars(
        select(Measure)
        .join(Project, _within_one(Project, Measure) & (Project.id == Measure.project_id))
        .where(
            joined_projects(actor),
            open_measures(actor),
            Project.status == ProjectStatus.ACTIVE,
            or_(
                Measure.collector_id == actor.person_id,
                Measure.stand_in_id == actor.person_id,
                Measure.collector_id.is_(None),
            ),
        )
        .options(joinedload(Measure.project), selectinload(Measure.pauses))
    ).all()
    entering = [
        measure
        for measure in measures
        if actor.project_roles.get(measure.project_id) in (ProjectRole.LEAD, ProjectRole.MEMBER)
    ]
    summaries = summaries_of(entering)
    found = (_due(measure, summaries.get(measure.id), actor, today) for measure in entering)
    return sorted((due for due in found if due is not None), key=lambda due: (due.due_on, due.measure.id))


def _due(measure: Measure, summary: MeasureSummary | None, actor: Actor, today: date) -> DueNumber | None:
    due = next_due(measure, summary, today)
    # Where nobody collects, everybody is asked, the stand-in too.
    is_stand_in = measure.stand_in_id == actor.person_id and measure.collector_id not in (actor.person_id, None)
    if due is not None and is_stand_in and not due.is_overdue(today):
        return None
    return due


def open_cycles(actor: Actor, today: date) -> Sequence[PdsaCycle]:
    """Cycles of the actor's projects that have ended, or end within days, and are not decided."""
    ending = undecided_cycles(actor).where(
        PdsaCycle.ends_on <= today + timedelta(days=CYCLE_NOTICE_DAYS),
        or_(PdsaCycle.owner_id == actor.person_id, PdsaCycle.owner_id.is_(None)),
    )
    return db.session.scalars(ending).all()


def undecided_cycles(actor: Actor) -> Select[PdsaCycle]:
    """Those of the active projects that the actor takes part in, whoever owns them; the first to end first."""
    return (
        select(PdsaCycle)
        .join(ChangeIdea, _within_one(ChangeIdea, PdsaCycle) & (ChangeIdea.id == PdsaCycle.change_idea_id))
        .join(Project, _within_one(Project, ChangeIdea) & (Project.id == ChangeIdea.project_id))
        .where(joined_projects(actor), Project.status == ProjectStatus.ACTIVE, PdsaCycle.stage != CycleStage.DONE)
        .options(joinedload(PdsaCycle.change_idea).joinedload(ChangeIdea.project))
        .order_by(PdsaCycle.ends_on, PdsaCycle.id)
    )


def due_tasks(actor: Actor, today: date) -> Sequence[Task]:
    """Open tasks that are due within days or overdue: the actor's, and nobody's where the actor works; late first."""
    works_in = [id for id, role in actor.project_roles.items() if role in WORKING]
    due = undone_tasks(actor).where(
        Project.id.in_(works_in),
        Task.due_on <= today + timedelta(days=TASK_NOTICE_DAYS),
        or_(Task.owner_id == actor.person_id, Task.owner_id.is_(None)),
    )
    return db.session.scalars(due.options(joinedload(Task.owner))).all()


def undone_tasks(actor: Actor) -> Select[Task]:
    """Those of the active projects that the actor takes part in, whoever does them; the first due first."""
    return (
        select(Task)
        .join(Project, _within_one(Project, Task) & (Project.id == Task.project_id))
        .where(joined_projects(actor), Project.status == ProjectStatus.ACTIVE, Task.done_at.is_(None))
        .options(joinedload(Task.project))
        .order_by(Task.due_on, Task.id)
    )


def period_to_enter(measure: Measure, summary: MeasureSummary | None, today: date) -> date:
    """Where the next number most likely belongs: what is due, else the latest ended period, else the present one."""
    due = next_due(measure, summary, today)
    if due is not None:
        return due.period
    current = period_start(today, measure.frequency)
    if not has_periods(measure.frequency) or last_answered(summary) is not None:
        return current
    return previous_period(current, measure.frequency)


def periods_to_fill(measure: Measure, present: Collection[date], last_day: date, at_least: int) -> list[date]:
    """The periods of a grid, oldest first: from the first number, or `at_least` back, to the one that holds that day.

    Events have no periods between them: those there are, and that day.
    """
    current = period_start(last_day, measure.frequency)
    if not has_periods(measure.frequency):
        return sorted({*present, current})
    first = min(present, default=current)
    periods = [current]
    while periods[-1] > first or len(periods) < at_least:
        periods.append(previous_period(periods[-1], measure.frequency))
    return periods[::-1]


def periods_without_number(measure: Measure, present: Collection[date], today: date, at_least: int) -> list[date]:
    """Those of a grid's periods that have no number and no pause, newest first. Events wait in no period."""
    if not has_periods(measure.frequency):
        return []
    periods = periods_to_fill(measure, present, today, at_least)
    pauses = paused_spans(measure, period_end(periods[-1], measure.frequency))
    return [
        period
        for period in reversed(periods)
        if period not in present and not is_paused(period, measure.frequency, pauses)
    ]
