"""Tasks: who may do them, their order, and what ticking off, reopening and deleting leave behind."""

from datetime import date, timedelta
from threading import Thread

import pytest
from flask import Flask

from qi_tracker.errors import InvalidInput, PersonalNumberFound, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, Meeting, PdsaCycle, Project, ProjectMembership, Task
from qi_tracker.services.bin import restore
from qi_tracker.services.places import fetch
from qi_tracker.services.projects import leave_project, leave_projects
from qi_tracker.services.saving import put_in_bin
from qi_tracker.services.tasks import (
    TaskDetails,
    complete_task,
    create_task,
    delete_task,
    done_tasks_of,
    edit_task,
    is_overdue,
    open_tasks_of,
    reopen_task,
    tasks_of,
)
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

DAY = date(2026, 11, 20)


def project_of(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


def world_task(world: World) -> Task:
    return db.session.get_one(Task, world.lerkevik["task_id"])


def new(world: World, title: str, due_on: date | None = None, who: Who | None = None) -> Task:
    return create_task(project_of(world), TaskDetails(title, world.people[who] if who else None, due_on))


def membership(world: World, who: Who) -> ProjectMembership:
    return (
        db.session.query(ProjectMembership)
        .filter_by(project_id=world.lerkevik["project_id"], person_id=world.people[who])
        .one()
    )


def test_the_longest_overdue_comes_first_and_what_has_no_day_last(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        delete_task(world_task(world), 1)
        for title, days in {"i morgen": 1, "en dag": None, "i går": -1, "lenge siden": -30}.items():
            new(world, title, DAY + timedelta(days=days) if days else None)
        assert [task.title for task in open_tasks_of(project_of(world))] == [
            "lenge siden",
            "i går",
            "i morgen",
            "en dag",
        ]
        overdue = [task.title for task in open_tasks_of(project_of(world)) if is_overdue(task, DAY)]
        assert overdue == ["lenge siden", "i går"]


def test_what_is_due_today_or_done_is_not_overdue(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        today, late = new(world, "i dag", DAY), new(world, "i går", DAY - timedelta(days=1))
        assert (is_overdue(today, DAY), is_overdue(late, DAY)) == (False, True)
        complete_task(late, late.version)
        assert not is_overdue(late, DAY)


def test_what_is_done_comes_after_what_is_open_the_latest_first(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        delete_task(world_task(world), 1)
        first, second, _ = new(world, "først"), new(world, "så"), new(world, "åpen")
        for task in (first, second):
            complete_task(task, task.version)
        assert [task.title for task in tasks_of(project_of(world))] == ["åpen", "så", "først"]
        assert [task.title for task in done_tasks_of(project_of(world))] == ["så", "først"]


def test_a_task_knows_what_it_came_from(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        origins = [
            db.session.get_one(ChangeIdea, world.lerkevik["idea_id"]),
            db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"]),
            db.session.get_one(Meeting, world.lerkevik["meeting_id"]),
        ]
        delete_task(world_task(world), 1)
        made = [create_task(origin, TaskDetails("Ringe", None, None)) for origin in origins]
        for origin, task in zip(origins, made, strict=True):
            assert open_tasks_of(origin) == [task]
            assert origin in (task.change_idea, task.pdsa_cycle, task.meeting)
        assert [task.project_id for task in made] == [world.lerkevik["project_id"]] * 3
        assert list(open_tasks_of(project_of(world))) == made


def test_what_a_task_came_from_may_go_and_the_task_stays(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])
        task = create_task(idea, TaskDetails("Ringe", None, None))
        put_in_bin(idea, idea.version)
        db.session.commit()
        db.session.expunge_all()
        (task,) = (found for found in open_tasks_of(project_of(world)) if found.title == "Ringe")
        assert task.change_idea is None


@pytest.mark.parametrize("who", [Who.READER, Who.PLAIN_MEMBER, Who.LEADER, Who.OUTSIDER])
def test_only_those_who_work_in_the_project_can_have_a_task(app: Flask, world: World, who: Who) -> None:
    with inside(app, world.people[Who.LEAD]):
        with pytest.raises(InvalidInput, match="not_in_team") as refused:
            new(world, "Ringe", who=who)
        assert refused.value.field == "owner_id"
        task = new(world, "Ringe", who=Who.MEMBER)
        with pytest.raises(InvalidInput, match="not_in_team"):
            edit_task(task, task.version, TaskDetails("Ringe", world.people[who], None))


def test_a_day_that_cannot_be_meant_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        with pytest.raises(InvalidInput) as refused:
            new(world, "Ringe", date(202, 11, 1))
        assert refused.value.field == "due_on"
        task = world_task(world)
        with pytest.raises(InvalidInput):
            edit_task(task, task.version, TaskDetails(task.title, task.owner_id, date(202, 11, 1)))


def test_a_personal_number_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]), pytest.raises(PersonalNumberFound):
        new(world, f"Ringe {PERSONAL_NUMBER}")


def test_what_was_seen_must_be_what_is(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        task = world_task(world)
        seen = task.version
        edit_task(task, seen, TaskDetails("Ringe alle", None, DAY))
        with pytest.raises(StaleVersion):
            edit_task(task, seen, TaskDetails("Ringe noen", None, DAY))
        for work in (complete_task, delete_task):
            with pytest.raises(StaleVersion):
                work(task, seen)
        complete_task(task, task.version)
        with pytest.raises(StaleVersion):
            reopen_task(task, seen)


def test_ticked_off_by_two_is_ticked_off_once(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        task = world_task(world)
        seen = task.version
        complete_task(task, seen)
        done_at, version = task.done_at, task.version
        complete_task(task, seen)
        assert (task.done_at, task.version) == (done_at, version)
        reopen_task(task, version)
        reopen_task(task, version)
        assert (task.done_at, task.version) == (None, version + 1)


def test_one_who_did_it_and_left_stays_there_until_it_is_to_be_done_again(app: Flask, world: World) -> None:
    member = world.people[Who.MEMBER]
    with inside(app, world.people[Who.LEAD]):
        task = new(world, "Ringe", who=Who.MEMBER)
        complete_task(task, task.version)
        leave_project(membership(world, Who.MEMBER), 1)
        edit_task(task, task.version, TaskDetails("Ringe skolen", member, None))
        assert task.owner_id == member
        reopen_task(task, task.version)
        assert (task.owner_id, task.done_at) == (None, None)


def test_a_task_of_one_who_left_comes_out_of_the_bin_as_nobody_s(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        theirs, mine = new(world, "Ringe", who=Who.MEMBER), new(world, "Skrive", who=Who.LEAD)
        for task in (theirs, mine):
            delete_task(task, task.version)
        leave_project(membership(world, Who.MEMBER), 1)
        db.session.commit()
        for task in (theirs, mine):
            found = fetch(Task, task.id)
            assert found is not None
            restore(found, found.version)
        assert (theirs.owner_id, mine.owner_id) == (None, world.people[Who.LEAD])


def test_another_organisation_has_its_own_tasks(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.OUTSIDER]):
        project = db.session.get_one(Project, world.storfjell["project_id"])
        assert [task.id for task in tasks_of(project)] == [world.storfjell["task_id"]]


@pytest.mark.parametrize(
    ("first", "second"), [("gives", "leaves"), ("leaves", "gives"), ("gives", "leaves the organisation")]
)
def test_nobody_who_leaves_meanwhile_is_left_with_a_task(prepared: Prepared, first: str, second: str) -> None:
    app, world = prepared.app, prepared.world
    refusals: list[str] = []
    works = {
        "gives": lambda: new(world, "Ringe", who=Who.MEMBER),
        "leaves": lambda: leave_project(membership(world, Who.MEMBER), 1),
        "leaves the organisation": lambda: leave_projects(world.lerkevik["organization_id"], world.people[Who.MEMBER]),
    }

    def follow() -> None:
        with inside(app, world.people[Who.LEAD]):
            try:
                works[second]()
                db.session.commit()
            except InvalidInput as refusal:
                refusals.append(refusal.code)

    other = Thread(target=follow)
    with inside(app, world.people[Who.LEAD]):
        works[first]()
        other.start()
        # So that it waits for this one, as far as it does.
        other.join(0.5)
        db.session.commit()
    other.join()
    assert refusals == ([] if first == "gives" else ["not_in_team"])
    with inside(app, world.people[Who.LEAD]):
        assert world.people[Who.MEMBER] not in [task.owner_id for task in open_tasks_of(project_of(world))]
