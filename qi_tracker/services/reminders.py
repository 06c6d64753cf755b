"""What is new to tell a person by mail, and that nothing is told twice. What the mail says is in `i18n/reminders.py`.

What waits is computed from the data each time, and each thing has a key that stays while it waits. The keys that were
told are written in the transaction that posts the mail, so a worker may be killed anywhere, and two may work at once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from qi_tracker.access.actors import Actor
from qi_tracker.access.scope import joined_projects, open_measures
from qi_tracker.analysis.periods import add_working_days, is_working_day
from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditEvent,
    HelpRequest,
    Measure,
    MeasureSummary,
    PdsaCycle,
    Person,
    Project,
    ProjectMembership,
    SentReminder,
    Sustainment,
    Task,
)
from qi_tracker.services.acting import act_as
from qi_tracker.services.dates import local_day
from qi_tracker.services.due import CYCLE_NOTICE_DAYS, is_resting, undecided_cycles, undone_tasks, waiting_periods
from qi_tracker.services.help_requests import answer_day, answered_for, unanswered_by
from qi_tracker.services.measure_calendar import due_day_of, due_working_days, paused_spans
from qi_tracker.services.outbox import post
from qi_tracker.services.people import actor_for
from qi_tracker.services.places import events_about
from qi_tracker.services.summaries import summaries_of
from qi_tracker.services.sustainment import reviews_due, slipped_measures
from qi_tracker.vocabulary import ProjectRole, ProjectStatus, ReminderChoice

# A task is told of so many days before it is due.
TASK_NOTICE_DAYS = 2
# A number that is still missing so long after it was due, and was told of, is told of once more.
AGAIN_AFTER = timedelta(days=14)
# Nothing has happened in a project for so long.
SILENT_DAYS = 60
# With so many numbers of one measure told of and not answered, one more mail helps nobody. Home shows them.
MOST_UNANSWERED = 4
# Longer than anything waits that could be told again.
KEPT = timedelta(days=400)

_WORKS = (ProjectRole.LEAD, ProjectRole.MEMBER)
_AGAIN = "again:"


class ReminderKind(StrEnum):
    """What somebody is reminded of. Part of the keys that are stored."""

    # A number that the person collects has come due.
    NUMBER = "due"
    # One that another collects is overdue.
    AS_STAND_IN = "overdue"
    TASK = "task"
    LATE_TASK = "late"
    CYCLE = "cycle"
    SILENT = "silent"
    # A team asks the person for help; and one that the person asked has answered.
    ASKED = "asked"
    ANSWERED = "answered"
    # An improvement no longer holds after the project.
    SLIPPED = "slipped"
    # How the gains are kept is to be looked at again.
    REVIEW = "review"


_TOLD_TWICE = (ReminderKind.NUMBER, ReminderKind.ASKED)

About = Measure | Task | PdsaCycle | Project | HelpRequest | Sustainment


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for one person."""

    kind: ReminderKind
    about: About
    # The number's period, the day the task is due, the cycle's last day, the day of the last sign of life, or of the
    # question or the answer.
    day: date
    due_on: date

    @property
    def key(self) -> str:
        """The same for as long as it waits."""
        return f"{self.kind}:{self.about.id}:{self.day.isoformat()}"


def everyone_to_remind() -> Sequence[int]:
    """The ids of those who want to be reminded."""
    wants = select(Person.id).where(Person.disabled_at.is_(None), Person.reminders != ReminderChoice.NONE)
    return db.session.scalars(wants.order_by(Person.id)).all()


def has_news(person_id: int, today: date) -> bool:
    """Whether there is something to tell the person today; asked while reading only, so that it stops no writer."""
    person = db.session.get(Person, person_id)
    return person is not None and bool(_news(person, _act_for(person), today))


def remind(person_id: int, today: date) -> bool:
    """Post one mail about all that is new for the person, if anything is. The caller commits."""
    # Two workers take turns with one person; the second then finds that all is told.
    held = select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    person = db.session.scalars(held, execution_options={"populate_existing": True}).one()
    actor = _act_for(person)
    news = _news(person, actor, today)
    if not news:
        return False
    told = [(thing.about.organization_id, key) for thing, key in news]
    db.session.add_all(
        SentReminder(organization_id=organization_id, person_id=person.id, key=key, sent_on=today)
        for organization_id, key in told
    )
    db.session.flush()
    about = {"person_id": person.id, "keys": [thing.key for thing, _ in news]}
    post("reminder", person.email, person.language, about, once_key=f"reminder:{person.id}:{today.isoformat()}")
    return True


def still_waiting(person_id: int, keys: Collection[str], today: date) -> Sequence[Waiting]:
    """Of what a mail was to tell the person, what is not answered since; nothing for one who wants none any more."""
    person = db.session.get(Person, person_id)
    if person is None or person.disabled_at is not None or person.reminders is ReminderChoice.NONE:
        return ()
    wanted = {_lasting(key) for key in keys}
    return [thing for thing in waiting_for(_act_for(person), today) if _lasting(thing.key) in wanted]


def _lasting(key: str) -> str:
    """A task that has come to be late since the mail was posted is the same task."""
    late = f"{ReminderKind.LATE_TASK}:"
    return f"{ReminderKind.TASK}:{key.removeprefix(late)}" if key.startswith(late) else key


def _act_for(person: Person) -> Actor:
    session = db.session()
    act_as(session, person.id)
    actor = actor_for(person)
    act_as(session, person.id, actor.organization_ids)
    return actor


def _news(person: Person, actor: Actor, today: date) -> Sequence[tuple[Waiting, str]]:
    """What the person has not been told of, each thing with the key to write down."""
    if person.disabled_at is not None or person.reminders is ReminderChoice.NONE:
        return ()
    monday = today - timedelta(days=today.weekday())
    is_weekly = person.reminders is ReminderChoice.WEEKLY
    # Whoever is told once a week hears of what waited on its first working day, however late in it a worker runs.
    as_of = _first_working_day(monday) if is_weekly else today
    told = _told(person, actor)
    if as_of > today or any(sent_on >= (monday if is_weekly else today) for sent_on in told.values()):
        return ()
    things = waiting_for(actor, as_of)
    return [*_first_time(things, told), *_once_more(things, told, as_of)]


def _first_working_day(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _told(person: Person, actor: Actor) -> Mapping[str, date]:
    rows = select(SentReminder.key, SentReminder.sent_on).where(
        SentReminder.organization_id.in_(actor.organization_ids), SentReminder.person_id == person.id
    )
    return {key: sent_on for key, sent_on in db.session.execute(rows)}


def _first_time(things: Sequence[Waiting], told: Mapping[str, date]) -> Iterator[tuple[Waiting, str]]:
    unanswered: dict[tuple[ReminderKind, int], int] = {}
    for thing in things:
        which = (thing.kind, thing.about.id)
        unanswered[which] = unanswered.get(which, 0) + (thing.key in told)
    for thing in things:
        if thing.key not in told and unanswered[thing.kind, thing.about.id] < MOST_UNANSWERED:
            yield thing, thing.key


def _once_more(things: Sequence[Waiting], told: Mapping[str, date], today: date) -> Iterator[tuple[Waiting, str]]:
    """Numbers that were told of long ago and are long overdue, and questions nobody has answered: once."""
    for thing in things:
        again = _AGAIN + thing.key
        if thing.kind not in _TOLD_TWICE or thing.key not in told or again in told:
            continue
        if max(thing.due_on, told[thing.key]) + AGAIN_AFTER <= today:
            yield thing, again


def waiting_for(actor: Actor, today: date) -> Sequence[Waiting]:
    """All that mail may remind the actor of, told or not: help, numbers, tasks, cycles, silent projects, lost gains."""
    if not actor.organization_ids:
        return ()
    asked = list(_help(actor, today))
    if not actor.project_roles:
        return asked
    return [
        *asked,
        *_numbers(actor, today),
        *_tasks(actor, today),
        *_cycles(actor, today),
        *_silent(actor, today),
        *_gains(actor, today),
    ]


def _help(actor: Actor, today: date) -> Iterator[Waiting]:
    for request in unanswered_by(actor):
        asked_on = local_day(request.created_at)
        yield Waiting(ReminderKind.ASKED, request, asked_on, asked_on)
    for request in answered_for(actor, today):
        answered_on = answer_day(request)
        yield Waiting(ReminderKind.ANSWERED, request, answered_on, answered_on)


def _measures(actor: Actor) -> Sequence[Measure]:
    measures = (
        select(Measure)
        .join(Project, (Project.organization_id == Measure.organization_id) & (Project.id == Measure.project_id))
        .where(
            joined_projects(actor),
            open_measures(actor),
            Project.status == ProjectStatus.ACTIVE,
            Measure.calculation.is_(None),
        )
        .options(joinedload(Measure.project), joinedload(Measure.collector), selectinload(Measure.pauses))
        .order_by(Measure.id)
    )
    return db.session.scalars(measures).all()


def _asked_as(actor: Actor, measure: Measure) -> ReminderKind | None:
    """How the actor is asked for the measure's numbers by mail: as collector, as stand-in, or not at all.

    Where nobody collects who can, Home asks everyone, and mail the lead.
    """
    role = actor.project_roles.get(measure.project_id)
    if role not in _WORKS:
        return None
    collector = measure.collector
    has_collector = collector is not None and collector.disabled_at is None
    if measure.collector_id == actor.person_id if has_collector else role is ProjectRole.LEAD:
        return ReminderKind.NUMBER
    return ReminderKind.AS_STAND_IN if measure.stand_in_id == actor.person_id else None


def asked_measures(actor: Actor) -> Sequence[tuple[Measure, ReminderKind]]:
    """The measures whose numbers the actor is asked for by mail, and how."""
    return [(measure, kind) for measure in _measures(actor) if (kind := _asked_as(actor, measure)) is not None]


def _numbers(actor: Actor, today: date) -> Iterator[Waiting]:
    asked = asked_measures(actor)
    summaries = summaries_of([measure for measure, _ in asked])
    for measure, kind in asked:
        if not is_resting(measure, today):
            yield from _numbers_of(measure, summaries.get(measure.id), kind, today)


def _numbers_of(measure: Measure, summary: MeasureSummary | None, kind: ReminderKind, today: date) -> Iterator[Waiting]:
    for period in waiting_periods(measure, summary, today):
        due_on = last_day_of(measure, period)
        if kind is ReminderKind.NUMBER or due_on < today:
            yield Waiting(kind, measure, period, due_on)


def last_day_of(measure: Measure, period: date) -> date:
    """The day by which the number is asked for: where that lies in a pause, so many working days after the pause."""
    due_on = due_day_of(measure, period)
    for first, last in paused_spans(measure, due_on):
        if first <= due_on <= last:
            due_on = add_working_days(last, due_working_days(measure))
    return due_on


def _tasks(actor: Actor, today: date) -> Iterator[Waiting]:
    tasks = undone_tasks(actor).where(
        Task.owner_id == actor.person_id, Task.due_on <= today + timedelta(days=TASK_NOTICE_DAYS)
    )
    for task in db.session.scalars(tasks):
        assert task.due_on is not None
        kind = ReminderKind.LATE_TASK if task.due_on < today else ReminderKind.TASK
        yield Waiting(kind, task, task.due_on, task.due_on)


def _cycles(actor: Actor, today: date) -> Iterator[Waiting]:
    led = _led(actor)
    found = undecided_cycles(actor).where(
        PdsaCycle.ends_on <= today + timedelta(days=CYCLE_NOTICE_DAYS),
        or_(PdsaCycle.owner_id == actor.person_id, Project.id.in_(led)),
    )
    cycles = db.session.scalars(found).all()
    present = _present({cycle.change_idea.project_id for cycle in cycles if cycle.owner_id != actor.person_id}, actor)
    for cycle in cycles:
        assert cycle.ends_on is not None
        # The lead is told where the owner cannot be.
        if cycle.owner_id == actor.person_id or (cycle.change_idea.project_id, cycle.owner_id) not in present:
            yield Waiting(ReminderKind.CYCLE, cycle, cycle.ends_on, cycle.ends_on)


def _led(actor: Actor) -> list[int]:
    return [project_id for project_id, role in actor.project_roles.items() if role is ProjectRole.LEAD]


def _present(project_ids: Collection[int], actor: Actor) -> set[tuple[int, int | None]]:
    """(project, person) for those who take part and can sign in."""
    if not project_ids:
        return set()
    rows = (
        select(ProjectMembership.project_id, ProjectMembership.person_id)
        .join(Person, Person.id == ProjectMembership.person_id)
        .where(
            ProjectMembership.organization_id.in_(actor.organization_ids),
            ProjectMembership.project_id.in_(project_ids),
            Person.disabled_at.is_(None),
        )
    )
    return {(project_id, person_id) for project_id, person_id in db.session.execute(rows)}


def _silent(actor: Actor, today: date) -> Iterator[Waiting]:
    projects = db.session.scalars(
        select(Project)
        .where(joined_projects(actor), Project.id.in_(_led(actor)), Project.status == ProjectStatus.ACTIVE)
        .order_by(Project.id)
    ).all()
    for project in projects:
        lived_on = local_day(_last_life(project))
        if lived_on + timedelta(days=SILENT_DAYS) <= today and not _has_rested(project, today):
            yield Waiting(ReminderKind.SILENT, project, lived_on, lived_on)


def _last_life(project: Project) -> datetime:
    """The last time that anything was changed in the project, entered or written down."""
    latest = select(func.max(AuditEvent.at)).where(
        AuditEvent.organization_id == project.organization_id, events_about(project)
    )
    return db.session.scalar(latest) or project.created_at


def _has_rested(project: Project, today: date) -> bool:
    """Whether a planned pause was on in all that the project measures, on one of the days: that is no silence."""
    measures = db.session.scalars(
        select(Measure)
        .where(Measure.organization_id == project.organization_id, Measure.project_id == project.id)
        .options(selectinload(Measure.pauses))
    ).all()
    days = [today - timedelta(days=ago) for ago in range(SILENT_DAYS)]
    return bool(measures) and any(all(is_resting(measure, day) for measure in measures) for day in days)


def _gains(actor: Actor, today: date) -> Iterator[Waiting]:
    """What has slipped since the work was handed over, told of once, and plans to be looked at again."""
    for slip in slipped_measures(actor):
        yield Waiting(ReminderKind.SLIPPED, slip.measure, slip.since, slip.since)
    for plan in reviews_due(actor, today):
        assert plan.review_on is not None
        yield Waiting(ReminderKind.REVIEW, plan, plan.review_on, plan.review_on)


def erase_old_reminders(now: datetime) -> None:
    """Erase what was told so long ago that it cannot be told again. The caller works within the organisations."""
    db.session.execute(delete(SentReminder).where(SentReminder.sent_on < local_day(now - KEPT)))


def choose_reminders(person: Person, choice: ReminderChoice) -> None:
    """When the person is reminded from now on."""
    person.reminders = choice
    db.session.flush()
