"""Change ideas: their order, and what deleting one takes with it."""

import pytest
from flask import Flask

from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.errors import NotFound, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, PdsaCycle, Project
from qi_tracker.services.change_ideas import (
    IdeaDetails,
    create_idea,
    delete_idea,
    edit_idea,
    ideas_by_status,
    ideas_of,
)
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.vocabulary import Dimension, IdeaStatus
from tests.inside import inside
from tests.people import Who, World


def details(title: str = "Ett skjema", status: IdeaStatus = IdeaStatus.IDEA) -> IdeaDetails:
    return IdeaDetails(title, "Tre skjemaer blir ett.", status, None, [Dimension.FAIR.value])


def project_of(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


def test_what_is_tried_comes_first_and_what_is_put_away_last(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        project = project_of(world)
        first = ideas_of(project)[0]
        for status in (IdeaStatus.ABANDONED, IdeaStatus.ADOPTED, IdeaStatus.TESTING, IdeaStatus.IDEA):
            create_idea(project, details(status.value, status))
        assert [idea.title for idea in ideas_of(project)] == ["testing", first.title, "idea", "adopted", "abandoned"]
        assert list(ideas_by_status(project)) == [
            IdeaStatus.TESTING,
            IdeaStatus.IDEA,
            IdeaStatus.ADOPTED,
            IdeaStatus.ABANDONED,
        ]


def test_a_status_without_ideas_is_left_out(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        assert list(ideas_by_status(project_of(world))) == [IdeaStatus.IDEA]


def test_another_organisation_has_its_own_ideas(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.OUTSIDER]):
        project = db.session.get_one(Project, world.storfjell["project_id"])
        assert [idea.id for idea in ideas_of(project)] == [world.storfjell["idea_id"]]


def test_edit_from_an_old_page_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = ideas_of(project_of(world))[0]
        seen = idea.version
        edit_idea(idea, seen, details("Ny tittel"))
        with pytest.raises(StaleVersion):
            edit_idea(idea, seen, details("En annen tittel"))


def test_a_deleted_idea_takes_its_cycles_out_of_sight(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        project = project_of(world)
        idea = db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])
        assert len(cycles_of(project)) == 1
        delete_idea(idea, idea.version)
        db.session.expunge_all()
        project = project_of(world)
        assert list(ideas_of(project)) == []
        assert list(cycles_of(project)) == []
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        with pytest.raises(NotFound):
            require(actor, Permission.VIEW_PROJECT, cycle)
