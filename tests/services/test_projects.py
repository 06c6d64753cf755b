"""Projects: started with three questions, changed, left, and deleted."""

from datetime import date
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.access.actors import Actor
from qi_tracker.errors import InvalidInput, PersonalNumberFound, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Aim, ChangeIdea, Measure, Membership, Organization, Project, ProjectMembership
from qi_tracker.services.acting import act_as
from qi_tracker.services.due import due_numbers
from qi_tracker.services.organizations import remove_member
from qi_tracker.services.projects import (
    TITLE_LENGTH,
    ProjectDetails,
    ThreeQuestions,
    change_project_role,
    delete_project,
    edit_project,
    enter_project,
    leave_project,
    leave_projects,
    other_projects,
    people_of,
    projects_of,
    shortened,
    start_project,
)
from qi_tracker.vocabulary import (
    Direction,
    Level,
    MeasureKind,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ValueType,
)
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.inside import inside
from tests.people import Who, World

ANSWERS = ThreeQuestions(
    aim="Flere ungdommer får sommerjobb",
    measure_name="Ungdommer med sommerjobb",
    value_type=ValueType.COUNT,
    direction=Direction.UP,
    first_idea="Spørre tre bedrifter",
)


def started(actor: Actor, world: World, answers: ThreeQuestions = ANSWERS) -> Measure:
    return start_project(actor, db.session.get_one(Organization, world.lerkevik["organization_id"]), answers)


def the_project(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


def membership(world: World, who: Who) -> ProjectMembership:
    people = people_of(the_project(world))
    return next(found for found in people if found.person_id == world.people[who])


def details(project: Project, **changes: object) -> ProjectDetails:
    present = {name: getattr(project, name) for name in ProjectDetails.__dataclass_fields__}
    present["levels"] = [Level(level) for level in project.levels]
    return ProjectDetails(**present | changes)


def test_three_answers_make_a_whole_project(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.PLAIN_MEMBER]) as actor:
        measure = started(actor, world)
        project = measure.project
        assert (project.title, project.status, project.phase) == (
            ANSWERS.aim,
            ProjectStatus.ACTIVE,
            ProjectPhase.PLAN,
        )
        assert (measure.name, measure.kind, measure.value_type, measure.target) == (
            ANSWERS.measure_name,
            MeasureKind.OUTCOME,
            ValueType.COUNT,
            None,
        )
        assert (measure.owner_id, measure.collector_id) == (actor.person_id, actor.person_id)
        aim = db.session.query(Aim).filter_by(project_id=project.id).one()
        assert (aim.statement, aim.measure_id, aim.to_value, aim.by) == (ANSWERS.aim, measure.id, None, None)
        idea = db.session.query(ChangeIdea).filter_by(project_id=project.id).one()
        assert (idea.title, idea.owner_id) == (ANSWERS.first_idea, actor.person_id)
        [member] = people_of(project)
        assert (member.person_id, member.role) == (actor.person_id, ProjectRole.LEAD)


def test_nothing_is_made_by_halves(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.PLAIN_MEMBER]) as actor:
        before = [db.session.query(noun).count() for noun in (Project, Measure, Aim, ChangeIdea, ProjectMembership)]
        answers = ThreeQuestions("Mål", "Navn", ValueType.COUNT, Direction.UP, f"Ring {PERSONAL_NUMBER}")
        with pytest.raises(PersonalNumberFound):
            started(actor, world, answers)
        db.session.rollback()
        after = [db.session.query(noun).count() for noun in (Project, Measure, Aim, ChangeIdea, ProjectMembership)]
        assert after == before


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Flere barn blir med", "Flere barn blir med"),
        ("Barn og unge " * 10, "Barn og unge Barn og unge Barn og unge Barn og unge Barn og unge Barn og unge …"),
        ("a" * 100, "a" * TITLE_LENGTH + " …"),
        (
            "En lang setning med komma, " * 4,
            "En lang setning med komma, En lang setning med komma, En lang setning med …",
        ),
    ],
)
def test_a_long_aim_gives_a_short_title(text: str, short: str) -> None:
    assert shortened(text) == short


def test_a_project_is_listed_as_one_s_own_or_as_another_s(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.PLAIN_MEMBER]) as actor:
        assert list(projects_of(actor)) == []
        assert [project.id for project in other_projects(actor)] == [world.lerkevik["project_id"]]
    with inside(app, world.people[Who.READER]) as actor:
        assert [project.id for project in projects_of(actor)] == [world.lerkevik["project_id"]]
        assert list(other_projects(actor)) == []


@pytest.mark.parametrize("status", list(ProjectStatus))
def test_an_archived_project_is_in_no_list(app: Flask, world: World, status: ProjectStatus) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        project = the_project(world)
        edit_project(project, project.version, details(project, status=status))
        assert len(projects_of(actor)) == (status is not ProjectStatus.ARCHIVED)


def test_a_changed_project_needs_the_version_that_was_seen(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        project = the_project(world)
        edit_project(
            project, 1, details(project, title="Et nytt navn", nature=ProjectNature.PREVENTIVE, levels=[Level.FAMILY])
        )
        assert (project.title, project.nature, project.levels) == ("Et nytt navn", ProjectNature.PREVENTIVE, ["family"])
        with pytest.raises(StaleVersion):
            edit_project(project, 1, details(project, title="Et tredje"))
        with pytest.raises(StaleVersion):
            delete_project(project, 1)


def test_a_deleted_project_is_gone_with_all_that_is_in_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        delete_project(the_project(world), 1)
        assert list(projects_of(actor)) == []
        assert list(due_numbers(actor, date(2026, 3, 10))) == []


def test_one_who_has_a_role_keeps_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        entered = enter_project(the_project(world), world.people[Who.READER], ProjectRole.LEAD)
        assert entered.role is ProjectRole.READER
        assert len(people_of(the_project(world))) == 3


def test_the_last_lead_stays_until_there_is_another(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        lead, member = membership(world, Who.LEAD), membership(world, Who.MEMBER)
        for role in (ProjectRole.MEMBER, ProjectRole.READER):
            with pytest.raises(InvalidInput) as refused:
                change_project_role(lead, lead.version, role)
            assert refused.value.code == "last_lead"
        with pytest.raises(InvalidInput):
            leave_project(lead, lead.version)
        change_project_role(lead, lead.version, ProjectRole.LEAD)
        change_project_role(member, member.version, ProjectRole.LEAD)
        leave_project(lead, lead.version)
        assert [found.person_id for found in people_of(the_project(world))] == [
            found for found in (world.people[Who.READER], world.people[Who.MEMBER])
        ]


def test_one_who_leaves_the_organisation_leaves_its_projects_even_as_the_last_lead(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        leave_projects(world.lerkevik["organization_id"], world.people[Who.LEAD])
        assert world.people[Who.LEAD] not in [found.person_id for found in people_of(the_project(world))]


def test_one_who_leaves_an_organisation_takes_nobody_along_and_stays_elsewhere(app: Flask, world: World) -> None:
    with inside(app):
        both = [world.lerkevik["organization_id"], world.storfjell["organization_id"]]
        act_as(db.session(), world.people[Who.LEAD], both)
        elsewhere = ProjectMembership(
            organization_id=both[1],
            project_id=world.storfjell["project_id"],
            person_id=world.people[Who.LEAD],
            role=ProjectRole.READER,
        )
        db.session.add(elsewhere)
        db.session.commit()
        leave_projects(both[0], world.people[Who.LEAD])
        assert elsewhere.deleted_at is None
        left = db.session.scalars(select(ProjectMembership.person_id).filter_by(organization_id=both[0]))
        assert set(left) == {world.people[Who.MEMBER], world.people[Who.READER]}


@pytest.mark.parametrize("first", ["enters", "is removed"])
def test_nobody_is_left_in_a_project_whose_organisation_they_leave_meanwhile(
    app: Flask, world: World, first: str
) -> None:
    person_id, refusals = world.people[Who.PLAIN_MEMBER], []

    def enter() -> None:
        enter_project(the_project(world), person_id, ProjectRole.MEMBER)

    def remove() -> None:
        member = db.session.scalars(select(Membership).filter_by(person_id=person_id)).one()
        remove_member(member, member.version)

    works = {"enters": (Who.LEAD, enter), "is removed": (Who.ADMINISTRATOR, remove)}
    second = next(name for name in works if name != first)

    def follow() -> None:
        who, work = works[second]
        with inside(app, world.people[who]):
            try:
                work()
                db.session.commit()
            except InvalidInput as refusal:
                refusals.append(refusal.code)

    who, work = works[first]
    other = Thread(target=follow)
    with inside(app, world.people[who]):
        work()
        other.start()
        # So that it waits for this one, as far as it does.
        other.join(0.5)
        db.session.commit()
    other.join()
    assert refusals == ([] if first == "enters" else ["not_a_member"])
    with inside(app, world.people[Who.LEAD]):
        assert person_id not in {member.person_id for member in people_of(the_project(world))}
