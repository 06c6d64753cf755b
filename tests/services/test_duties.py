"""What one who leaves a project, or only reads from now on, gives up, and gets back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import Flask
from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import Measure, Project, ProjectMembership, Task
from qi_tracker.services.due import due_numbers
from qi_tracker.services.duties import give_back_duties
from qi_tracker.services.measures import create_measure
from qi_tracker.services.projects import change_project_role, leave_project, leave_projects, people_of
from qi_tracker.services.tasks import TaskDetails, complete_task, create_task, open_tasks_of
from qi_tracker.vocabulary import ProjectRole
from tests.inside import inside
from tests.measures import PLAIN, decided_measure, world_measure
from tests.people import Who, World


def the_project(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


def membership(world: World, who: Who) -> ProjectMembership:
    people = people_of(the_project(world))
    return next(found for found in people if found.person_id == world.people[who])


def give_duties(world: World, who: Who) -> None:
    for measure in (world_measure(world), decided_measure(world)):
        measure.owner_id = measure.collector_id = measure.stand_in_id = world.people[who]
    db.session.flush()


def duties(world: World) -> list[tuple[int | None, int | None, int | None]]:
    measures = (world_measure(world), decided_measure(world))
    return [(measure.owner_id, measure.collector_id, measure.stand_in_id) for measure in measures]


def test_everybody_is_asked_for_the_numbers_of_one_who_leaves(app: Flask, world: World) -> None:
    """Else nobody would be, and the series ends without a word."""
    with inside(app, world.people[Who.LEAD]) as actor:
        give_duties(world, Who.MEMBER)
        leave_project(membership(world, Who.MEMBER), 1)
        assert duties(world) == [(None, None, None)] * 2
        assert len(due_numbers(actor, date(2026, 3, 10))) == 2


def test_one_who_only_reads_enters_no_numbers_and_may_own_them(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        give_duties(world, Who.MEMBER)
        change_project_role(membership(world, Who.MEMBER), 1, ProjectRole.READER)
        assert duties(world) == [(world.people[Who.MEMBER], None, None)] * 2


def test_others_keep_their_duties(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        before = duties(world)
        leave_project(membership(world, Who.MEMBER), 1)
        assert duties(world) == before
        assert before[0][0] == world.people[Who.LEAD]


def another_project(world: World, *who: Who) -> tuple[Project, Measure]:
    """A project of the same organisation, these people's, and a measure that the first of them looks after."""
    row = {"organization_id": world.lerkevik["organization_id"]}
    project = Project(**row, title="Skolefrokost")
    db.session.add(project)
    db.session.flush()
    for each in who:
        db.session.add(
            ProjectMembership(**row, project_id=project.id, person_id=world.people[each], role=ProjectRole.LEAD)
        )
    measure = create_measure(project, replace(PLAIN, collector_id=world.people[who[0]]))
    db.session.commit()
    return project, measure


def role_in(project: Project, who: int) -> ProjectMembership:
    found = select(ProjectMembership).filter_by(project_id=project.id, person_id=who)
    return db.session.scalars(found, execution_options={"include_deleted": True}).one()


def test_one_who_leaves_a_project_keeps_the_duties_in_another(app: Flask, world: World) -> None:
    member = world.people[Who.MEMBER]
    with inside(app, world.people[Who.LEAD]):
        _, measure = another_project(world, Who.MEMBER)
        leave_project(membership(world, Who.MEMBER), 1)
        assert measure.collector_id == member


def test_who_comes_back_into_one_project_gets_back_the_duties_of_that_alone(app: Flask, world: World) -> None:
    member = world.people[Who.MEMBER]
    with inside(app, world.people[Who.LEAD]):
        project, measure = another_project(world, Who.MEMBER, Who.LEAD)
        give_duties(world, Who.MEMBER)
        db.session.commit()
        here, there = membership(world, Who.MEMBER), role_in(project, member)
        for role in (here, there):
            leave_project(role, role.version)
            db.session.commit()
        # The later farewell, in the other project, is not taken for the one here.
        here.deleted_at = None
        give_back_duties(here)
        assert duties(world) == [(member, member, member)] * 2
        assert measure.collector_id is None


def test_one_who_leaves_the_organisation_looks_after_nothing(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        leave_projects(world.lerkevik["organization_id"], world.people[Who.LEAD])
        assert duties(world) == [(None, None, None)] * 2
        assert doers(world) == {f"Lage ringeliste {world.lerkevik.canary}": None}


def tasks_of_member(world: World, *titles: str) -> Sequence[Task]:
    details = [TaskDetails(title, world.people[Who.MEMBER], None) for title in titles]
    return [create_task(the_project(world), each) for each in details]


def doers(world: World) -> dict[str, int | None]:
    """Who is to do what, and did it, in the project."""
    found = db.session.execute(select(Task.title, Task.owner_id).where(Task.project_id == the_project(world).id))
    return {title: owner_id for title, owner_id in found}


def test_what_one_who_leaves_was_to_do_is_nobody_s_and_what_they_did_stays_theirs(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        before = doers(world)
        _, done = tasks_of_member(world, "Ringe skolen", "Skrive brev")
        complete_task(done, done.version)
        leave_project(membership(world, Who.MEMBER), 1)
        assert doers(world) == before | {"Ringe skolen": None, "Skrive brev": world.people[Who.MEMBER]}


def test_one_who_only_reads_does_nothing_any_more(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        tasks_of_member(world, "Ringe skolen")
        change_project_role(membership(world, Who.MEMBER), 1, ProjectRole.READER)
        assert doers(world)["Ringe skolen"] is None


def test_who_comes_back_gets_the_tasks_that_nobody_took_or_did(app: Flask, world: World) -> None:
    lead, member = world.people[Who.LEAD], world.people[Who.MEMBER]
    with inside(app, lead):
        _, taken, done = tasks_of_member(world, "Ringe skolen", "Skrive brev", "Bestille rom")
        role = membership(world, Who.MEMBER)
        db.session.commit()
        leave_project(role, role.version)
        db.session.commit()
        taken.owner_id = lead
        complete_task(done, done.version)
        role.deleted_at = None
        db.session.flush()
        give_back_duties(role)
        found = doers(world)
        assert (found["Ringe skolen"], found["Skrive brev"], found["Bestille rom"]) == (member, lead, None)
        assert "Ringe skolen" in [task.title for task in open_tasks_of(the_project(world))]


def test_who_comes_back_to_read_is_given_nothing_to_do(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        tasks_of_member(world, "Ringe skolen")
        role = membership(world, Who.MEMBER)
        db.session.commit()
        leave_project(role, role.version)
        db.session.commit()
        role.deleted_at, role.role = None, ProjectRole.READER
        db.session.flush()
        give_back_duties(role)
        assert doers(world)["Ringe skolen"] is None
