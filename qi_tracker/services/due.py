"""What is due: which number a measure waits for, read from summaries and the calendar, never from the numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from qi_tracker.access.actors import Actor
from qi_tracker.access.scope import joined_projects
from qi_tracker.analysis.periods import (
    due_date,
    has_periods,
    is_paused,
    next_period,
    period_start,
    previous_period,
)
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, Measure, MeasureSummary, PdsaCycle, Project
from qi_tracker.services.summaries import summaries_of
from qi_tracker.vocabulary import CycleStage, ProjectRole, ProjectStatus

# A cycle that ends this soon is worth a look today.
CYCLE_NOTICE_DAYS = 3


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


def next_due(measure: Measure, last_period: date | None, today: date) -> DueNumber | None:
    """The first ended period after the measure's last number that is not paused; None when nothing waits.

    A measure without numbers waits for the latest ended period only.
    """
    if not has_periods(measure.frequency):
        return None
    latest = previous_period(period_start(today, measure.frequency), measure.frequency)
    pauses = [(pause.starts_on, pause.ends_on) for pause in measure.pauses]
    period = next_period(last_period, measure.frequency) if last_period is not None else latest
    waiting = []
    while period <= latest:
        if not is_paused(period, measure.frequency, pauses):
            waiting.append(period)
        period = next_period(period, measure.frequency)
    if not waiting:
        return None
    return DueNumber(measure, waiting[0], due_date(waiting[0], measure.frequency), len(waiting) - 1)


def due_numbers(actor: Actor, today: date) -> Sequence[DueNumber]:
    """What the actor is to enter: of measures they collect, or that nobody collects; the longest due first."""
    measures = db.session.scalars(
        select(Measure)
        .join(Project, Project.id == Measure.project_id)
        .where(
            joined_projects(actor),
            Project.deleted_at.is_(None),
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
    due = next_due(measure, summary.last_period if summary is not None else None, today)
    is_stand_in = measure.stand_in_id == actor.person_id and measure.collector_id != actor.person_id
    if due is not None and is_stand_in and not due.is_overdue(today):
        return None
    return due


def open_cycles(actor: Actor, today: date) -> Sequence[PdsaCycle]:
    """Cycles of the actor's projects that have ended, or end within days, and are not decided."""
    return db.session.scalars(
        select(PdsaCycle)
        .join(ChangeIdea, ChangeIdea.id == PdsaCycle.change_idea_id)
        .join(Project, Project.id == ChangeIdea.project_id)
        .where(
            joined_projects(actor),
            Project.deleted_at.is_(None),
            ChangeIdea.deleted_at.is_(None),
            Project.status == ProjectStatus.ACTIVE,
            PdsaCycle.stage != CycleStage.DONE,
            PdsaCycle.ends_on <= today + timedelta(days=CYCLE_NOTICE_DAYS),
            or_(PdsaCycle.owner_id == actor.person_id, PdsaCycle.owner_id.is_(None)),
        )
        .options(joinedload(PdsaCycle.change_idea).joinedload(ChangeIdea.project))
        .order_by(PdsaCycle.ends_on)
    ).all()


def latest_ended_period(measure: Measure, today: date) -> date:
    """First day of the last period that has ended, where a first number most likely belongs."""
    if not has_periods(measure.frequency):
        return today
    return previous_period(period_start(today, measure.frequency), measure.frequency)


def periods_to_fill(measure: Measure, present: Iterable[date], today: date, at_least: int) -> list[date]:
    """The periods of a grid, oldest first: from the first number, or `at_least` back, to the one that holds today."""
    current = period_start(today, measure.frequency)
    first = min(present, default=current)
    periods = [current]
    while periods[0] > first or len(periods) < at_least:
        periods.insert(0, previous_period(periods[0], measure.frequency))
    return periods


