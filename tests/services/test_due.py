"""What is due, to whom, and which periods a grid shows."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, true

from qi_tracker.access.actors import Actor
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, Measure, PdsaCycle, Project, Task
from qi_tracker.models.base import utc_now
from qi_tracker.services import due as due_module
from qi_tracker.services.due import (
    due_numbers,
    due_tasks,
    next_due,
    open_cycles,
    period_to_enter,
    periods_to_fill,
    periods_without_number,
)
from qi_tracker.services.measures import plan_pause
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.services.summaries import refresh
from qi_tracker.services.tasks import TaskDetails, create_task
from qi_tracker.vocabulary import CycleStage, Frequency, ProjectStatus, ValueType
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, fill, new_measure, world_measure
from tests.people import Who, World


def due(measure: Measure, today: date) -> tuple[date, date, int] | None:
    """(period, due on, how many wait behind it)."""
    found = next_due(measure, refresh(measure), today)
    return (found.period, found.due_on, found.n_more) if found is not None else None


def with_last(world: World, frequency: Frequency, last: date) -> Measure:
    measure = new_measure(world, frequency=frequency)
    fill(measure, [1], last)
    return measure


@pytest.mark.parametrize(
    ("frequency", "last", "today", "expected"),
    [
        (Frequency.MONTH, date(2025, 9, 1), date(2025, 10, 31), None),
        (Frequency.MONTH, date(2025, 9, 1), date(2025, 11, 1), (date(2025, 10, 1), date(2025, 11, 7), 0)),
        (Frequency.MONTH, date(2025, 9, 1), date(2026, 1, 1), (date(2025, 10, 1), date(2025, 11, 7), 2)),
        (Frequency.WEEK, date(2020, 12, 21), date(2021, 1, 4), (date(2020, 12, 28), date(2021, 1, 8), 0)),
        (Frequency.FORTNIGHT, date(2024, 1, 1), date(2024, 1, 28), None),
        (Frequency.FORTNIGHT, date(2024, 1, 1), date(2024, 1, 29), (date(2024, 1, 15), date(2024, 2, 2), 0)),
        (Frequency.QUARTER, date(2025, 7, 1), date(2026, 1, 1), (date(2025, 10, 1), date(2026, 1, 8), 0)),
        (Frequency.TERTIAL, date(2025, 5, 1), date(2026, 1, 2), (date(2025, 9, 1), date(2026, 1, 8), 0)),
        (Frequency.HALF_YEAR, date(2025, 1, 1), date(2026, 1, 2), (date(2025, 7, 1), date(2026, 1, 8), 0)),
        (Frequency.SCHOOL_YEAR, date(2023, 8, 1), date(2025, 7, 31), None),
        (Frequency.SCHOOL_YEAR, date(2023, 8, 1), date(2025, 8, 1), (date(2024, 8, 1), date(2025, 8, 7), 0)),
        (Frequency.YEAR, date(2023, 1, 1), date(2025, 1, 1), (date(2024, 1, 1), date(2025, 1, 8), 0)),
        (Frequency.DAY, date(2026, 3, 4), date(2026, 3, 6), (date(2026, 3, 5), date(2026, 3, 12), 0)),
        (Frequency.EVENT, date(2020, 1, 1), date(2026, 3, 6), None),
    ],
)
def test_the_period_after_the_last_number_is_due_when_it_has_ended(
    sqlite_only: Prepared,
    frequency: Frequency,
    last: date,
    today: date,
    expected: tuple[date, date, int] | None,
) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        assert due(with_last(sqlite_only.world, frequency, last), today) == expected


def test_a_measure_without_numbers_waits_for_the_latest_period_only(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world)
        assert due(measure, date(2026, 3, 10)) == (date(2026, 2, 1), date(2026, 3, 6), 0)


def test_weekends_are_asked_for_only_where_they_are_counted(sqlite_only: Prepared) -> None:
    friday, saturday, monday = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = with_last(sqlite_only.world, Frequency.DAY, friday)
        assert due(measure, monday) is None
        assert due(measure, date(2026, 3, 10)) == (monday, date(2026, 3, 16), 0)
        open_daily = with_last(sqlite_only.world, Frequency.DAY, date(2026, 2, 28))
        fill(open_daily, [1], friday)
        assert due(open_daily, monday) == (saturday, date(2026, 3, 13), 1)


def test_a_planned_pause_is_not_asked_for(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = with_last(world, Frequency.MONTH, date(2025, 6, 1))
        plan_pause(measure, date(2025, 7, 1), date(2025, 7, 31), "Ferie")
        assert due(measure, date(2025, 8, 15)) is None
        assert due(measure, date(2025, 9, 1)) == (date(2025, 8, 1), date(2025, 9, 5), 0)


@pytest.mark.parametrize(
    ("value_type", "answer"),
    [
        (ValueType.NUMBER, Reading(date(2025, 7, 1), comment="Stengt")),
        (ValueType.PROPORTION, Reading(date(2025, 7, 1), numerator=0, denominator=0)),
    ],
)
def test_nobody_is_asked_again_for_what_was_answered_without_a_number(
    app: Flask, world: World, value_type: ValueType, answer: Reading
) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world, value_type=value_type)
        record_observation(measure, answer, None, date(2025, 8, 1))
        assert due(measure, date(2025, 8, 15)) is None
        assert due(measure, date(2025, 9, 1)) == (date(2025, 8, 1), date(2025, 9, 5), 0)


def asked(app: Flask, world: World, who: Who, today: date) -> Sequence[str]:
    with inside(app, world.people[who]) as actor:
        return [found.measure.name for found in due_numbers(actor, today)]


def settle(app: Flask, world: World, **changes: Any) -> None:
    """Set who does what in the world's first measure; the other has a collector whom nobody here is."""
    with inside(app, world.people[Who.LEAD]):
        for name, value in changes.items():
            setattr(world_measure(world), name, value)
        decided_measure(world).collector_id = world.people[Who.ADMINISTRATOR]
        db.session.commit()


LATER = date(2026, 1, 12)
IN_TIME = date(2026, 2, 3)


def test_the_collector_is_asked_and_nobody_else(app: Flask, world: World) -> None:
    settle(app, world, collector_id=world.people[Who.MEMBER])
    assert len(asked(app, world, Who.MEMBER, IN_TIME)) == 1
    for who in (Who.LEAD, Who.READER, Who.LEADER, Who.ADMINISTRATOR, Who.PLAIN_MEMBER, Who.OPERATOR):
        assert asked(app, world, who, IN_TIME) == []


def test_where_nobody_collects_everybody_who_may_is_asked(app: Flask, world: World) -> None:
    settle(app, world, collector_id=None, stand_in_id=world.people[Who.MEMBER])
    assert [len(asked(app, world, who, IN_TIME)) for who in (Who.LEAD, Who.MEMBER, Who.READER)] == [1, 1, 0]


def test_the_stand_in_sees_only_what_is_overdue(app: Flask, world: World) -> None:
    settle(app, world, collector_id=world.people[Who.LEAD], stand_in_id=world.people[Who.MEMBER])
    # The number of January is due on 6 February 2026, a Friday.
    for today, n_asked in ((date(2026, 2, 6), 0), (date(2026, 2, 7), 1)):
        assert len(asked(app, world, Who.MEMBER, today)) == n_asked
    assert len(asked(app, world, Who.LEAD, date(2026, 2, 6))) == 1


@pytest.mark.parametrize("status", [ProjectStatus.PAUSED, ProjectStatus.COMPLETED, ProjectStatus.ARCHIVED])
def test_a_project_that_rests_asks_for_nothing(app: Flask, world: World, status: ProjectStatus) -> None:
    with inside(app, world.people[Who.LEAD]):
        db.session.get_one(Project, world.lerkevik["project_id"]).status = status
        db.session.commit()
    with inside(app, world.people[Who.LEAD]) as actor:
        assert list(due_numbers(actor, IN_TIME)) == []
        assert list(open_cycles(actor, IN_TIME)) == []


def test_the_longest_due_comes_first(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        quarterly = new_measure(world, name="Kvartal", frequency=Frequency.QUARTER)
        fill(quarterly, [1], date(2025, 1, 1))
        db.session.commit()
    assert asked(app, world, Who.LEAD, IN_TIME)[0] == "Kvartal"


def test_another_organisation_is_asked_for_its_own(app: Flask, world: World) -> None:
    names = asked(app, world, Who.OUTSIDER, IN_TIME)
    assert names
    assert all(world.storfjell.canary in name for name in names)


def test_cycles_that_end_soon_wait_for_their_owner(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        cycle.stage, cycle.decision = CycleStage.DO, None
        db.session.flush()
        # It ends on 20 June 2025.
        seen = [bool(open_cycles(actor, day)) for day in (date(2025, 6, 16), date(2025, 6, 17), date(2025, 9, 1))]
        assert seen == [False, True, True]
    with inside(app, world.people[Who.MEMBER]) as actor:
        assert list(open_cycles(actor, date(2025, 6, 20))) == []


def task_due(world: World, due_on: date | None, who: Who | None = None) -> Task:
    """The world's task, due that day, of that person or nobody."""
    task = db.session.get_one(Task, world.lerkevik["task_id"])
    task.due_on, task.owner_id = due_on, world.people[who] if who else None
    db.session.flush()
    return task


@pytest.mark.parametrize(("ahead", "waits"), [(-400, True), (0, True), (7, True), (8, False), (None, False)])
def test_a_task_waits_from_a_week_before_its_day(app: Flask, world: World, ahead: int | None, waits: bool) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        task_due(world, None if ahead is None else IN_TIME + timedelta(days=ahead), Who.LEAD)
        assert bool(due_tasks(actor, IN_TIME)) is waits


@pytest.mark.parametrize(
    ("owner", "asked"), [(Who.LEAD, {Who.LEAD}), (Who.MEMBER, {Who.MEMBER}), (None, {Who.LEAD, Who.MEMBER})]
)
def test_a_task_waits_for_its_doer_and_nobody_s_for_those_who_work_there(
    app: Flask, world: World, owner: Who | None, asked: set[Who]
) -> None:
    with inside(app, world.people[Who.LEAD]):
        task_due(world, IN_TIME, owner)
        db.session.commit()
    for who in (Who.LEAD, Who.MEMBER, Who.READER, Who.LEADER, Who.UNIT_LEADER, Who.ADMINISTRATOR, Who.OUTSIDER):
        with inside(app, world.people[who]) as actor:
            assert bool(due_tasks(actor, IN_TIME)) is (who in asked)


def test_tasks_of_a_project_are_to_be_done_by_nobody_outside(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        task_due(world, IN_TIME, Who.LEADER)
        db.session.commit()
    for who in (Who.LEADER, Who.UNIT_LEADER, Who.PLAIN_MEMBER, Who.ADMINISTRATOR):
        with inside(app, world.people[who]) as actor:
            assert db.session.scalars(due_module.undone_tasks(actor)).all() == []


def test_what_is_done_or_deleted_or_rests_is_to_be_done_by_nobody(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        task = task_due(world, IN_TIME)
        for thing, field, value, before in (
            (task, "done_at", utc_now(), None),
            (task.project, "status", ProjectStatus.PAUSED, ProjectStatus.ACTIVE),
            (task, "deleted_at", utc_now(), None),
        ):
            assert due_tasks(actor, IN_TIME)
            setattr(thing, field, value)
            db.session.flush()
            assert not due_tasks(actor, IN_TIME)
            setattr(thing, field, before)
            db.session.flush()


def test_the_longest_overdue_task_comes_first(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        first = task_due(world, IN_TIME)
        late = create_task(first.project, TaskDetails("Ringe", actor.person_id, IN_TIME - timedelta(days=1)))
        assert list(due_tasks(actor, IN_TIME)) == [late, first]


@pytest.mark.parametrize("kind", [Project, ChangeIdea])
def test_what_lies_in_the_bin_waits_for_nobody(app: Flask, world: World, kind: type[Project | ChangeIdea]) -> None:
    names = {Project: "project_id", ChangeIdea: "idea_id"}
    with inside(app, world.people[Who.LEAD]) as actor:
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        cycle.stage, cycle.decision = CycleStage.DO, None
        db.session.flush()
        assert due_numbers(actor, IN_TIME) and open_cycles(actor, IN_TIME)
        db.session.get_one(kind, world.lerkevik[names[kind]]).deleted_at = utc_now()
        db.session.flush()
        assert not open_cycles(actor, IN_TIME)
        assert bool(due_numbers(actor, IN_TIME)) is (kind is ChangeIdea)


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 2, 3), date(2026, 1, 1)),  # due
        (date(2026, 1, 20), date(2026, 1, 1)),  # nothing is due: the month that goes on
    ],
)
def test_the_next_number_is_offered_where_it_belongs(sqlite_only: Prepared, today: date, period: date) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = world_measure(sqlite_only.world)
        assert period_to_enter(measure, refresh(measure), today) == period


def test_a_first_number_is_offered_in_the_latest_whole_period_and_an_event_today(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        assert period_to_enter(new_measure(sqlite_only.world), None, LATER) == date(2025, 12, 1)
        event = new_measure(sqlite_only.world, frequency=Frequency.EVENT)
        assert period_to_enter(event, None, LATER) == LATER


@pytest.mark.parametrize("frequency", [frequency for frequency in Frequency if frequency is not Frequency.EVENT])
def test_a_grid_has_every_period_once_and_in_order(sqlite_only: Prepared, frequency: Frequency) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = with_last(sqlite_only.world, frequency, date(2021, 1, 4))
        [first] = [row.period for row in fill(measure, [2], date(2023, 5, 17))]
        periods = periods_to_fill(measure, {date(2021, 1, 4), first}, date(2026, 3, 10), 13)
        assert len(periods) >= 13
        assert periods == sorted(set(periods))
        assert first in periods


def test_a_grid_without_numbers_goes_some_way_back(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        periods = periods_to_fill(new_measure(sqlite_only.world), set(), date(2026, 3, 10), 13)
        assert (periods[0], periods[-1], len(periods)) == (date(2025, 3, 1), date(2026, 3, 1), 13)


def test_events_have_no_periods_between_them(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, frequency=Frequency.EVENT)
        days = {date(2025, 3, 4), date(2020, 1, 1)}
        assert periods_to_fill(measure, days, LATER, 13) == [date(2020, 1, 1), date(2025, 3, 4), LATER]


@pytest.mark.parametrize("frequency", [Frequency.DAY, Frequency.WEEK])
def test_ten_years_take_a_moment(sqlite_only: Prepared, frequency: Frequency) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = with_last(sqlite_only.world, frequency, date(2016, 1, 4))
        plan_pause(measure, date(2016, 7, 1), date(2016, 7, 31), "")
        summary = refresh(measure)
        began = time.process_time()
        periods = periods_to_fill(measure, {date(2016, 1, 4)}, date(2026, 1, 5), 13)
        waiting = next_due(measure, summary, date(2026, 1, 5))
        seconds = time.process_time() - began
        assert waiting is not None
        assert len(periods) > 520
        # Ten times what it takes on a slow machine: only a square number of steps would need more.
        assert seconds < 1


def test_periods_without_a_number_are_offered_newest_first_but_no_pause(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, frequency=Frequency.MONTH)
        plan_pause(measure, date(2025, 7, 1), date(2025, 7, 31), "Ferie")
        offered = periods_without_number(measure, {date(2025, 5, 1), date(2025, 6, 1)}, date(2025, 9, 10), 2)
        assert offered == [date(2025, 9, 1), date(2025, 8, 1)]
        assert (
            periods_without_number(new_measure(sqlite_only.world, frequency=Frequency.EVENT), [], date(2025, 9, 10), 2)
            == []
        )


# As quick with all of a country's organisations in the database as with one: see `tests/prove/simulate.py`.


def scans(actor: Actor, today: date) -> list[str]:
    """Tables that the questions behind Home read from end to end, by SQLite's own account."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        due_numbers(actor, today)
        open_cycles(actor, today)
        due_tasks(actor, today)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    plans = [
        str(step.detail)
        for statement, parameters in asked
        for step in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
    tables = ("measures", "pdsa_cycles", "change_ideas", "projects", "tasks")
    return [plan for plan in plans if plan.startswith(tuple(f"SCAN {table}" for table in tables))]


def test_home_reads_no_other_organisations_rows(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]) as actor:
        assert scans(actor, date(2026, 1, 12)) == []


def test_a_question_that_forgets_the_organisation_is_seen(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due_module, "_within_one", lambda *_: true())
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]) as actor:
        assert scans(actor, date(2026, 1, 12))
