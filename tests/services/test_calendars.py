"""The calendar feed: its secret address, and what stands in it."""

from datetime import date

import pytest
from flask import Flask

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Measure, PdsaCycle, Person, Task
from qi_tracker.models.base import utc_now
from qi_tracker.services.calendars import (
    calendar_of,
    calendar_token,
    close_calendar,
    open_calendar,
    owner_of_calendar,
)
from qi_tracker.services.measures import plan_pause
from qi_tracker.vocabulary import CycleStage, Frequency
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, world_measure
from tests.people import Who, World

KEY = "only-for-this-test-0123456789-0123456789"
TODAY = date(2026, 2, 3)


def test_only_the_address_that_holds_now_opens_it(app: Flask, world: World) -> None:
    with inside(app):
        person = db.session.get_one(Person, world.people[Who.LEAD])
        assert calendar_token(KEY, person) is None
        open_calendar(person)
        token = calendar_token(KEY, person)
        assert token is not None
        assert owner_of_calendar(KEY, token) is person
        assert token.partition("-")[2] not in str(person.calendar_salt), "the database holds no address"
        wrong = (token[:-1], "1-", "x", "", f"{world.people[Who.MEMBER]}-{token.partition('-')[2]}", "9" * 30 + "-x")
        for other in (*wrong, "²-x"):
            with pytest.raises(InvalidInput, match="calendar_unknown"):
                owner_of_calendar(KEY, other)
        with pytest.raises(InvalidInput):
            owner_of_calendar("another key", token)
        open_calendar(person)
        with pytest.raises(InvalidInput):
            owner_of_calendar(KEY, token)
        token = calendar_token(KEY, person) or ""
        person.disabled_at = utc_now()
        with pytest.raises(InvalidInput):
            owner_of_calendar(KEY, token)
        person.disabled_at = None
        close_calendar(person)
        with pytest.raises(InvalidInput):
            owner_of_calendar(KEY, token)


def shown(app: Flask, world: World, who: Who) -> list[tuple[str, date]]:
    """(key, day) of everything in the person's calendar."""
    with inside(app, world.people[who]) as actor:
        return [(thing.key, thing.due_on) for thing in calendar_of(actor, TODAY)]


def test_it_holds_numbers_half_a_year_ahead_but_none_of_a_pause(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        plan_pause(world_measure(world), date(2026, 4, 1), date(2026, 4, 30), "Flytting")
        decided_measure(world).collector_id = world.people[Who.MEMBER]
        db.session.get_one(Task, world.lerkevik["task_id"]).done_at = utc_now()
        db.session.commit()
    number = world.lerkevik["measure_id"]
    assert shown(app, world, Who.LEAD) == [
        (f"due:{number}:2026-01-01", date(2026, 2, 6)),
        (f"due:{number}:2026-02-01", date(2026, 3, 6)),
        # So many working days after the pause that its day lies in.
        (f"due:{number}:2026-03-01", date(2026, 5, 8)),
        (f"due:{number}:2026-05-01", date(2026, 6, 5)),
        (f"due:{number}:2026-06-01", date(2026, 7, 7)),
    ]
    assert len(shown(app, world, Who.MEMBER)) == 6, "the other measure, which has no pause so soon"
    for who in (Who.READER, Who.ADMINISTRATOR, Who.PLAIN_MEMBER, Who.OPERATOR):
        assert shown(app, world, who) == []


def test_it_holds_own_tasks_and_cycles_that_are_not_done(sqlite_only: Prepared) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    with inside(app, world.people[Who.LEAD]):
        for measure in db.session.query(Measure).filter_by(project_id=world.lerkevik["project_id"]):
            measure.frequency = Frequency.EVENT
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        cycle.stage, cycle.ends_on = CycleStage.DO, date(2026, 9, 1)
        db.session.get_one(Task, world.lerkevik["task_id"]).due_on = date(2026, 2, 20)
        db.session.commit()
    assert shown(app, world, Who.LEAD) == [
        (f"task:{world.lerkevik['task_id']}:2026-02-20", date(2026, 2, 20)),
        (f"cycle:{world.lerkevik['cycle_id']}:2026-09-01", date(2026, 9, 1)),
    ]
    assert shown(app, world, Who.MEMBER) == []
