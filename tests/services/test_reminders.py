"""Reminders: who is told of what, when, and that nothing is told twice."""

import threading
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from qi_tracker import worker
from qi_tracker.extensions import db
from qi_tracker.models import (
    ChangeIdea,
    Measure,
    Membership,
    OutboxMessage,
    PdsaCycle,
    Person,
    Project,
    ProjectMembership,
    SentReminder,
    Task,
)
from qi_tracker.models.base import utc_now
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services import outbox, reminders
from qi_tracker.services.measures import plan_pause
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.services.organizations import remove_member
from qi_tracker.services.reminders import (
    ReminderKind,
    Waiting,
    has_news,
    remind,
    still_waiting,
    waiting_for,
)
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import CycleStage, OrganizationRole, ProjectRole, ProjectStatus, ReminderChoice
from tests.clock import set_now
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, world_measure
from tests.people import Who, World

# January's number is due on 6 February; the first working day after it is Monday 2 February.
IN_TIME = date(2026, 2, 2)
LATE = date(2026, 2, 9)


@pytest.fixture
def app(sqlite_only: Prepared) -> Flask:
    """Most of this is arithmetic; what the databases differ in has tests on both."""
    return sqlite_only.app


@pytest.fixture
def quiet(sqlite_only: Prepared) -> World:
    """The quiet world."""
    return made_quiet(sqlite_only.app, sqlite_only.world)


def made_quiet(app: Flask, world: World) -> World:
    """The world with one thing that can be asked for: the first measure's number, of the member; the lead stands in.

    December was the last to be answered, and the task is done.
    """
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        measure.collector_id, measure.stand_in_id = world.people[Who.MEMBER], world.people[Who.LEAD]
        put_in_bin(decided_measure(world), decided_measure(world).version)
        db.session.get_one(Task, world.lerkevik["task_id"]).done_at = utc_now()
        db.session.commit()
    return world


def change(app: Flask, world: World, kind: type[Any], number: int, **values: Any) -> None:
    """Change a row as the lead could."""
    with inside(app, world.people[Who.LEAD]):
        thing = db.session.get_one(kind, number)
        for name, value in values.items():
            setattr(thing, name, value)
        db.session.commit()


def tell(app: Flask, world: World, who: Who, today: date) -> list[str]:
    """The keys of what the person is told on this day; posted, as the worker does."""
    with inside(app):
        is_any = has_news(world.people[who], today)
    with inside(app):
        assert remind(world.people[who], today) is is_any
        db.session.commit()
    with inside(app):
        key = f"reminder:{world.people[who]}:{today.isoformat()}"
        params = db.session.scalar(select(OutboxMessage.params).filter_by(once_key=key))
        return list(params["keys"]) if is_any and params else []


def answer(app: Flask, world: World, period: date) -> None:
    """Enter the number of the first measure."""
    with inside(app, world.people[Who.MEMBER]):
        reading = Reading(period, numerator=70, denominator=160)
        record_observation(world_measure(world), reading, None, period + timedelta(days=40))
        db.session.commit()


def due(world: World, period: str) -> str:
    """The key of a number of the first measure that has come due."""
    return f"due:{world.lerkevik['measure_id']}:{period}"


def test_the_collector_is_told_once_that_a_number_has_come_due(app: Flask, quiet: World) -> None:
    assert tell(app, quiet, Who.MEMBER, date(2026, 1, 30)) == [], "January has not ended"
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == [due(quiet, "2026-01-01")]
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == []
    assert tell(app, quiet, Who.MEMBER, IN_TIME + timedelta(days=1)) == []
    for who in (Who.LEAD, Who.READER, Who.ADMINISTRATOR, Who.LEADER, Who.OPERATOR):
        assert tell(app, quiet, who, IN_TIME) == []


def test_it_is_told_once_only_also_after_the_outbox_is_erased(prepared: Prepared) -> None:
    app, quiet = prepared.app, made_quiet(prepared.app, prepared.world)
    assert tell(app, quiet, Who.MEMBER, IN_TIME)
    with inside(app):
        outbox.erase_old(utc_now() + timedelta(days=999))
        db.session.commit()
    assert tell(app, quiet, Who.MEMBER, IN_TIME + timedelta(days=2)) == []


def test_a_number_that_stays_away_is_told_of_twice_and_never_more(app: Flask, quiet: World) -> None:
    told = {}
    for offset in range(27):
        day = IN_TIME + timedelta(days=offset)
        if keys := tell(app, quiet, Who.MEMBER, day):
            told[day] = keys
    # Two weeks after it was due, on 6 February.
    assert told == {day: [due(quiet, "2026-01-01")] for day in (IN_TIME, date(2026, 2, 20))}


def test_the_stand_in_is_told_once_when_it_is_overdue(app: Flask, quiet: World) -> None:
    told = {}
    for offset in range(27):
        day = IN_TIME + timedelta(days=offset)
        if keys := tell(app, quiet, Who.LEAD, day):
            told[day] = keys
    assert told == {date(2026, 2, 7): [due(quiet, "2026-01-01").replace("due", "overdue")]}


def test_each_further_number_is_told_of_until_four_wait(app: Flask, quiet: World) -> None:
    told = []
    for month in range(2, 9):
        told += tell(app, quiet, Who.MEMBER, date(2026, month, 3))
    firsts = [key for key in dict.fromkeys(told)]
    assert firsts == [due(quiet, f"2026-0{month}-01") for month in range(1, 5)]
    assert max(told.count(key) for key in firsts) == 2


def test_an_answered_number_is_not_told_of(app: Flask, quiet: World) -> None:
    answer(app, quiet, date(2026, 1, 1))
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == []


@pytest.mark.parametrize("collector", ["nobody", "disabled"])
def test_where_nobody_collects_the_lead_is_told_and_the_member_is_not(app: Flask, quiet: World, collector: str) -> None:
    measure_id = quiet.lerkevik["measure_id"]
    if collector == "nobody":
        change(app, quiet, Measure, measure_id, collector_id=None, stand_in_id=None)
    else:
        change(app, quiet, Measure, measure_id, collector_id=quiet.people[Who.LEADER], stand_in_id=None)
        change(app, quiet, Person, quiet.people[Who.LEADER], disabled_at=utc_now())
    assert tell(app, quiet, Who.LEAD, IN_TIME) == [due(quiet, "2026-01-01")]
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == []


def test_nobody_who_is_out_is_told_anything(app: Flask, quiet: World) -> None:
    change(app, quiet, Person, quiet.people[Who.MEMBER], disabled_at=utc_now())
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == []
    change(app, quiet, Person, quiet.people[Who.MEMBER], disabled_at=None, reminders=ReminderChoice.NONE)
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == []
    change(app, quiet, Person, quiet.people[Who.MEMBER], reminders=ReminderChoice.AT_ONCE)
    with inside(app, quiet.people[Who.ADMINISTRATOR]):
        found = select(ProjectMembership).filter_by(person_id=quiet.people[Who.MEMBER])
        membership = db.session.scalars(found).one()
        put_in_bin(membership, membership.version)
        db.session.commit()
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == []


@pytest.mark.parametrize("status", [ProjectStatus.PAUSED, ProjectStatus.COMPLETED, ProjectStatus.ARCHIVED])
def test_a_project_that_rests_asks_for_nothing(sqlite_only: Prepared, status: ProjectStatus) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    change(app, world, Project, world.lerkevik["project_id"], status=status)
    for day in (IN_TIME, date(2026, 6, 1)):
        with inside(app, world.people[Who.LEAD]) as actor:
            assert waiting_for(actor, day) == []


def test_what_is_in_the_bin_is_not_told_of(app: Flask, quiet: World) -> None:
    with inside(app, quiet.people[Who.LEAD]):
        project = db.session.get_one(Project, quiet.lerkevik["project_id"])
        put_in_bin(project, project.version)
        db.session.commit()
    for who in (Who.LEAD, Who.MEMBER):
        assert tell(app, quiet, who, LATE) == []


def test_in_a_planned_pause_nothing_is_asked_and_afterwards_all_is(app: Flask, quiet: World) -> None:
    with inside(app, quiet.people[Who.LEAD]):
        plan_pause(world_measure(quiet), date(2026, 2, 1), date(2026, 2, 28), "Vinterferie")
        db.session.commit()
    for day in (IN_TIME, LATE, date(2026, 2, 27)):
        for who in (Who.LEAD, Who.MEMBER):
            assert tell(app, quiet, who, day) == []
    assert tell(app, quiet, Who.MEMBER, date(2026, 3, 2)) == [due(quiet, "2026-01-01")], "and February's never"


def test_weekly_is_mondays_or_the_first_working_day_after(app: Flask, quiet: World) -> None:
    change(app, quiet, Person, quiet.people[Who.MEMBER], reminders=ReminderChoice.WEEKLY)
    # The worker was away on Monday; on Tuesday it tells what waited on Monday.
    assert tell(app, quiet, Who.MEMBER, date(2026, 2, 3)) == [due(quiet, "2026-01-01")]
    answer(app, quiet, date(2026, 1, 1))
    # Wednesday 1 April is in the week of Easter, which began on Monday with nothing new.
    answer(app, quiet, date(2026, 2, 1))
    assert tell(app, quiet, Who.MEMBER, date(2026, 4, 1)) == []
    # 6 April is Easter Monday.
    assert tell(app, quiet, Who.MEMBER, date(2026, 4, 6)) == []
    assert tell(app, quiet, Who.MEMBER, date(2026, 4, 7)) == [due(quiet, "2026-03-01")]


def task(app: Flask, world: World, due_on: date | None, who: Who = Who.MEMBER) -> str:
    """Give somebody a task; the end of its key."""
    number = world.lerkevik["task_id"]
    change(app, world, Task, number, owner_id=world.people[who], due_on=due_on, done_at=None)
    return f"{number}:{due_on}"


def test_a_task_is_told_of_two_days_before_and_once_when_it_is_late(app: Flask, quiet: World) -> None:
    answer(app, quiet, date(2026, 1, 1))
    key = task(app, quiet, date(2026, 2, 12))
    told = {}
    for offset in range(1, 12):
        day = date(2026, 2, 6) + timedelta(days=offset)
        if keys := tell(app, quiet, Who.MEMBER, day):
            told[day.day] = keys
        assert tell(app, quiet, Who.LEAD, day) == []
    assert told == {10: [f"task:{key}"], 13: [f"late:{key}"]}


def test_a_task_done_or_without_a_day_is_not_told_of(app: Flask, quiet: World) -> None:
    answer(app, quiet, date(2026, 1, 1))
    task(app, quiet, None)
    assert tell(app, quiet, Who.MEMBER, LATE) == []
    task(app, quiet, LATE)
    change(app, quiet, Task, quiet.lerkevik["task_id"], done_at=utc_now())
    assert tell(app, quiet, Who.MEMBER, LATE) == []


def cycle(app: Flask, world: World, owner_id: int | None, ends_on: date) -> str:
    """Let the world's cycle be under way; its key."""
    number = world.lerkevik["cycle_id"]
    change(app, world, PdsaCycle, number, owner_id=owner_id, ends_on=ends_on, stage=CycleStage.DO)
    return f"cycle:{number}:{ends_on}"


def test_a_cycle_that_ends_is_told_to_its_owner_once(app: Flask, quiet: World) -> None:
    answer(app, quiet, date(2026, 1, 1))
    key = cycle(app, quiet, quiet.people[Who.MEMBER], date(2026, 2, 12))
    assert tell(app, quiet, Who.MEMBER, date(2026, 2, 8)) == []
    assert tell(app, quiet, Who.MEMBER, date(2026, 2, 9)) == [key]
    assert tell(app, quiet, Who.MEMBER, date(2026, 2, 16)) == []
    assert tell(app, quiet, Who.LEAD, date(2026, 2, 16)) == []


def test_what_another_was_told_is_not_told_to_me(app: Flask, quiet: World) -> None:
    answer(app, quiet, date(2026, 1, 1))
    key = cycle(app, quiet, quiet.people[Who.MEMBER], date(2026, 2, 12))
    assert tell(app, quiet, Who.MEMBER, date(2026, 2, 9)) == [key]
    # Handed over, it is news to the one who gets it.
    cycle(app, quiet, quiet.people[Who.LEAD], date(2026, 2, 12))
    assert tell(app, quiet, Who.LEAD, date(2026, 2, 10)) == [key]


def test_a_cycle_of_one_who_cannot_sign_in_is_told_to_the_lead(app: Flask, quiet: World) -> None:
    answer(app, quiet, date(2026, 1, 1))
    key = cycle(app, quiet, quiet.people[Who.MEMBER], date(2026, 2, 12))
    change(app, quiet, Person, quiet.people[Who.MEMBER], disabled_at=utc_now())
    assert tell(app, quiet, Who.LEAD, date(2026, 2, 10)) == [key]


@pytest.mark.parametrize("owner", [None, Who.PLAIN_MEMBER])
def test_a_cycle_that_nobody_looks_after_is_told_to_the_lead(app: Flask, quiet: World, owner: Who | None) -> None:
    answer(app, quiet, date(2026, 1, 1))
    key = cycle(app, quiet, quiet.people[owner] if owner else None, date(2026, 2, 12))
    assert tell(app, quiet, Who.LEAD, date(2026, 2, 10)) == [key]
    assert tell(app, quiet, Who.MEMBER, date(2026, 2, 10)) == []


def test_silence_is_told_to_the_lead_once_per_spell(app: Flask, quiet: World, monkeypatch: pytest.MonkeyPatch) -> None:
    set_now(monkeypatch, date(2026, 12, 1))
    change(app, quiet, Measure, quiet.lerkevik["measure_id"], collector_id=quiet.people[Who.MEMBER], stand_in_id=None)
    key = f"silent:{quiet.lerkevik['project_id']}:2026-12-01"

    def silences(day: date) -> list[str]:
        return [found for found in tell(app, quiet, Who.LEAD, day) if found.startswith("silent")]

    assert silences(date(2027, 1, 29)) == []
    assert silences(date(2027, 2, 1)) == [key]
    assert silences(date(2027, 3, 1)) == []
    set_now(monkeypatch, date(2027, 3, 2))
    change(app, quiet, ChangeIdea, quiet.lerkevik["idea_id"], title="Noe nytt")
    assert silences(date(2027, 4, 1)) == []
    assert silences(date(2027, 5, 3)) == [f"silent:{quiet.lerkevik['project_id']}:2027-03-02"]
    assert [found for found in tell(app, quiet, Who.MEMBER, date(2027, 5, 3)) if found.startswith("silent")] == []


def test_a_planned_pause_is_no_silence(app: Flask, quiet: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count of days begins when all that the project measures is asked for again."""
    set_now(monkeypatch, date(2026, 12, 1))
    with inside(app, quiet.people[Who.LEAD]):
        plan_pause(world_measure(quiet), date(2026, 12, 1), date(2027, 1, 31), "Stengt")
        db.session.commit()
    silent = {
        day: [key for key in tell(app, quiet, Who.LEAD, day) if key.startswith("silent")]
        for day in (date(2027, 2, 1), date(2027, 3, 31), date(2027, 4, 1))
    }
    assert [len(keys) for keys in silent.values()] == [0, 0, 1]


def test_all_of_a_day_is_one_mail(app: Flask, quiet: World) -> None:
    key = task(app, quiet, IN_TIME)
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == [due(quiet, "2026-01-01"), f"task:{key}"]
    with inside(app):
        assert db.session.scalar(select(func.count(OutboxMessage.id)).filter_by(kind="reminder")) == 1
    # What comes to be known later in the day waits for the next.
    change(app, quiet, Task, quiet.lerkevik["task_id"], due_on=IN_TIME + timedelta(days=1))
    assert tell(app, quiet, Who.MEMBER, IN_TIME) == []
    assert len(tell(app, quiet, Who.MEMBER, IN_TIME + timedelta(days=1))) == 1


def test_what_is_answered_before_delivery_is_left_out(app: Flask, quiet: World) -> None:
    key = task(app, quiet, IN_TIME)
    keys = tell(app, quiet, Who.MEMBER, IN_TIME)
    assert left(app, quiet, keys, IN_TIME) == keys
    answer(app, quiet, date(2026, 1, 1))
    assert left(app, quiet, keys, IN_TIME) == [f"task:{key}"]
    # Delivered days later, it is the same task.
    assert left(app, quiet, keys, IN_TIME + timedelta(days=2)) == [f"late:{key}"]
    change(app, quiet, Person, quiet.people[Who.MEMBER], reminders=ReminderChoice.NONE)
    assert left(app, quiet, keys, IN_TIME) == []


def left(app: Flask, world: World, keys: Sequence[str], today: date) -> list[str]:
    """What a mail with these keys would say of when it is delivered on this day."""
    with inside(app):
        return [thing.key for thing in still_waiting(world.people[Who.MEMBER], keys, today)]


def test_the_outbox_holds_no_text_of_people_and_no_key_reads_as_a_personal_number(app: Flask, quiet: World) -> None:
    task(app, quiet, IN_TIME)
    tell(app, quiet, Who.MEMBER, IN_TIME)
    with inside(app):
        rows = str(db.session.execute(select(OutboxMessage.params, OutboxMessage.once_key)).all())
    assert "Barn" not in rows and quiet.lerkevik.canary not in rows
    with inside(app, quiet.people[Who.MEMBER]):
        assert quiet.lerkevik.canary not in str(db.session.execute(select(SentReminder.key)).all())
    for number in range(1, 100_000, 37):
        measure = Measure(id=number)
        for day in (date(2026, 1, 1), date(2031, 12, 31)):
            assert not contains_personal_number(Waiting(ReminderKind.NUMBER, measure, day, day).key)


def test_one_who_left_the_organisation_is_told_nothing(app: Flask, quiet: World) -> None:
    with inside(app, quiet.people[Who.ADMINISTRATOR]):
        found = select(Membership).filter_by(person_id=quiet.people[Who.MEMBER])
        membership = db.session.scalars(found).one()
        remove_member(membership, membership.version)
        db.session.commit()
    assert tell(app, quiet, Who.MEMBER, LATE) == []
    assert tell(app, quiet, Who.LEAD, LATE) == [due(quiet, "2026-01-01")], "and the lead is, instead"


def test_a_guest_is_told_of_the_project_alone(prepared: Prepared) -> None:
    """Somebody of another organisation who takes part in the project, and administers their own."""
    app, quiet = prepared.app, made_quiet(prepared.app, prepared.world)
    with inside(app, quiet.people[Who.LEAD]):
        tenant = {name: quiet.lerkevik[name] for name in ("organization_id", "project_id")}
        role = ProjectMembership(**tenant, person_id=quiet.people[Who.OUTSIDER], role=ProjectRole.MEMBER)
        db.session.add(role)
        world_measure(quiet).collector_id = quiet.people[Who.OUTSIDER]
        db.session.commit()
    with inside(app, quiet.people[Who.OUTSIDER]) as actor:
        assert actor.organization_roles == {quiet.storfjell["organization_id"]: OrganizationRole.ADMINISTRATOR}
        about = {thing.about.organization_id for thing in waiting_for(actor, IN_TIME)}
    assert about == {quiet.lerkevik["organization_id"], quiet.storfjell["organization_id"]}
    assert due(quiet, "2026-01-01") in tell(app, quiet, Who.OUTSIDER, IN_TIME)


def test_two_workers_at_once_post_one_mail(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = made_quiet(prepared.app, prepared.world)
    set_now(monkeypatch, IN_TIME, "08:00")
    start = threading.Barrier(3)

    def work() -> None:
        start.wait(10)
        worker.remind_everyone(prepared.app)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    with inside(prepared.app):
        posted = db.session.scalars(select(OutboxMessage.params).filter_by(kind="reminder")).all()
        assert [params["person_id"] for params in posted].count(quiet.people[Who.MEMBER]) == 1
    assert worker.remind_everyone(prepared.app) == 0


@pytest.mark.parametrize("is_posted", [False, True])
def test_a_worker_that_dies_on_the_way_leaves_it_to_be_told_once(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, is_posted: bool
) -> None:
    quiet = made_quiet(prepared.app, prepared.world)
    member = quiet.people[Who.MEMBER]

    def die(*_arguments: object, **_options: object) -> None:
        raise SystemExit

    with inside(prepared.app), monkeypatch.context() as planted, pytest.raises(SystemExit):
        if not is_posted:
            planted.setattr(reminders, "post", die)
        remind(member, IN_TIME)
        # After all is written and before it is committed.
        die()
    assert tell(prepared.app, quiet, Who.MEMBER, IN_TIME) == [due(quiet, "2026-01-01")]
    assert tell(prepared.app, quiet, Who.MEMBER, IN_TIME) == []


@pytest.mark.parametrize(
    ("day", "clock", "is_told"),
    [
        (IN_TIME, "06:59", False),
        (IN_TIME, "07:00", True),
        (date(2026, 2, 7), "09:00", False),
        (date(2026, 5, 17), "09:00", False),
        (date(2026, 5, 25), "09:00", False),
    ],
)
def test_mornings_of_working_days_only(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, day: date, clock: str, is_told: bool
) -> None:
    set_now(monkeypatch, day, clock)
    assert (worker.remind_everyone(sqlite_only.app) > 0) is is_told


def test_one_persons_trouble_keeps_nobody_from_being_told(
    sqlite_only: Prepared, quiet: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_now(monkeypatch, IN_TIME, "08:00")
    real = worker.has_news

    def has_trouble(person_id: int, today: date) -> bool:
        if person_id == quiet.people[Who.ADMINISTRATOR]:
            raise ValueError("planted")
        return real(person_id, today)

    monkeypatch.setattr(worker, "has_news", has_trouble)
    assert worker.remind_everyone(sqlite_only.app) >= 1
