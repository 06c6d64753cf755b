"""Keeping the gains: the short form of phase 5, and the watch over the numbers when the project is over.

What counts as slipped is `method/holding.py`'s. What a mail says of it is in `i18n/reminders.py`.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.scope import joined_projects, open_measures
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.periods import period_end
from qi_tracker.errors import InvalidInput, InvalidSeries
from qi_tracker.extensions import db
from qi_tracker.method.holding import has_slipped
from qi_tracker.models import Measure, MeasureSummary, Person, Project, ProjectMembership, Sustainment
from qi_tracker.services.dates import check_day, local_day
from qi_tracker.services.observations import observations_of
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.services.summaries import series_of, summaries_of
from qi_tracker.vocabulary import ProjectRole, ProjectStatus, VerdictCode

_BETTER = frozenset({VerdictCode.IMPROVEMENT, VerdictCode.REACHED, VerdictCode.HELD})


@dataclass(frozen=True, slots=True)
class SustainmentDetails:
    """What the form of phase 5 holds."""

    owner_id: int | None
    routine: str
    training: str
    risk: str
    sharing: str
    review_on: date | None
    is_watched: bool


@dataclass(frozen=True, slots=True)
class Slipped:
    """A measure whose improvement no longer holds as it did on the day the plan was made."""

    measure: Measure
    plan: Sustainment
    before: VerdictCode
    now: VerdictCode

    @property
    def since(self) -> date:
        """The day whose verdict is compared with."""
        return local_day(self.plan.created_at)


def sustainment_of(project: Project) -> Sustainment | None:
    """How the project's gains are kept, if somebody has written it."""
    return db.session.scalar(
        select(Sustainment)
        .where(Sustainment.organization_id == project.organization_id, Sustainment.project_id == project.id)
        .options(joinedload(Sustainment.owner))
    )


def create_sustainment(project: Project, details: SustainmentDetails) -> Sustainment:
    """The project's plan; from this day the numbers are watched.

    Raises
    ------
    InvalidInput
        If the one who is to look after it does not take part, or no such day can be meant.
    StaleVersion
        If somebody else has made one.
    """
    _check(project, details)
    plan = Sustainment(organization_id=project.organization_id, project_id=project.id, **asdict(details))
    db.session.add(plan)
    flush()
    return plan


def edit_sustainment(plan: Sustainment, seen_version: int | None, details: SustainmentDetails) -> None:
    """Change the plan. One who looks after it and has left since may stand there.

    Raises
    ------
    InvalidInput
        As `create_sustainment`.
    """
    if details.owner_id != plan.owner_id:
        _check(plan.project, details)
    check_day(details.review_on, "review_on")
    apply_changes(plan, seen_version, asdict(details))


def delete_sustainment(plan: Sustainment, seen_version: int | None) -> None:
    """Put it in the bin; nothing is watched any more."""
    put_in_bin(plan, seen_version)


def _check(project: Project, details: SustainmentDetails) -> None:
    check_day(details.review_on, "review_on")
    if details.owner_id is not None and details.owner_id not in _present(project):
        raise InvalidInput("not_in_team", field="owner_id")


def _present(project: Project) -> set[int]:
    """Those who take part and can sign in."""
    rows = (
        select(ProjectMembership.person_id)
        .join(Person, Person.id == ProjectMembership.person_id)
        .where(
            ProjectMembership.organization_id == project.organization_id,
            ProjectMembership.project_id == project.id,
            Person.disabled_at.is_(None),
        )
    )
    return set(db.session.scalars(rows))


def slipped_measures(actor: Actor) -> Sequence[Slipped]:
    """What the actor is to know has slipped: where they look after the gains, or lead where nobody else does."""
    plans = [plan for plan in _looked_after(actor) if plan.is_watched]
    return [slip for plan in plans for slip in slipped_in(plan, actor)]


def slipped_in(plan: Sustainment, actor: Actor) -> Sequence[Slipped]:
    """The measures of the plan's project that have slipped, of those whose numbers the actor sees."""
    measures = db.session.scalars(
        select(Measure)
        .where(Measure.project_id == plan.project_id, open_measures(actor))
        .options(joinedload(Measure.project))
        .order_by(Measure.id)
    ).all()
    summaries = summaries_of(measures)
    found = (_slipped(measure, summaries.get(measure.id), plan) for measure in measures)
    return [slip for slip in found if slip is not None]


def _slipped(measure: Measure, summary: MeasureSummary | None, plan: Sustainment) -> Slipped | None:
    now = VerdictCode(summary.inside["code"]) if summary is not None else VerdictCode.NO_DATA
    # What is held now cannot have slipped, and without verdict nothing is said: most need no second analysis.
    if any(has_slipped(code, now) for code in _BETTER):
        before = _verdict_on(measure, local_day(plan.created_at))
        if has_slipped(before, now):
            return Slipped(measure, plan, before, now)
    return None


def _verdict_on(measure: Measure, day: date) -> VerdictCode:
    """What the numbers of the periods that had ended by the day say."""
    known = [one for one in observations_of(measure) if period_end(one.period, measure.frequency) <= day]
    try:
        return analyse(series_of(measure, known, None)).verdict.code
    except InvalidSeries:
        return VerdictCode.NO_DATA


def reviews_due(actor: Actor, today: date) -> Sequence[Sustainment]:
    """The plans that the actor is to look at again, on the day or after it, until another day is set."""
    return [plan for plan in _looked_after(actor) if plan.review_on is not None and plan.review_on <= today]


def _looked_after(actor: Actor) -> Sequence[Sustainment]:
    if not actor.project_roles:
        return ()
    plans = db.session.scalars(
        select(Sustainment)
        .join(
            Project,
            (Project.organization_id == Sustainment.organization_id) & (Project.id == Sustainment.project_id),
        )
        .where(joined_projects(actor), Project.status != ProjectStatus.ARCHIVED)
        .options(joinedload(Sustainment.project))
        .order_by(Sustainment.id)
    ).all()
    return [plan for plan in plans if _is_for(actor, plan)]


def _is_for(actor: Actor, plan: Sustainment) -> bool:
    """Whether the actor is the owner, or leads the project of one whose owner cannot be told."""
    if plan.owner_id == actor.person_id:
        return True
    is_lead = actor.project_roles.get(plan.project_id) is ProjectRole.LEAD
    return is_lead and plan.owner_id not in _present(plan.project)
