"""The library of ideas: what stands in it is what is shared, as it is now, and nothing else."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.access.actors import Actor
from qi_tracker.errors import Forbidden, NotFound
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, MeasureSummary, Organization, PdsaCycle, Project, SharedIdea
from qi_tracker.services.bin import restore
from qi_tracker.services.change_ideas import delete_idea
from qi_tracker.services.erasing import erase_rows
from qi_tracker.services.idea_library import borrow, found_ideas, share_anew, share_project
from qi_tracker.services.pdsa import CyclePlan, delete_cycle, plan_cycle
from qi_tracker.services.projects import delete_project
from qi_tracker.services.text_redaction import erase_text
from qi_tracker.vocabulary import IdeaStatus, OrganizationRole, VerdictCode
from tests.inside import inside
from tests.people import LERKEVIK_CANARY, Who, World


def project_of(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


def share(actor: Actor, world: World) -> Project:
    project = project_of(world)
    share_project(actor, project, project.version, True)
    db.session.commit()
    return project


def copies() -> list[SharedIdea]:
    return list(db.session.scalars(select(SharedIdea).order_by(SharedIdea.id)))


def idea_of(world: World) -> ChangeIdea:
    return db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])


def test_what_is_shared_is_read_with_what_came_of_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        assert copies() == []
        project = share(actor, world)
        (copy,) = copies()
        assert copy.title == idea_of(world).title
        assert (copy.organization_name, copy.project_title) == (project.organization.name, project.title)
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        assert copy.outcome["n_cycles"] == 1
        assert copy.outcome["decisions"] == ["adopt"]
        assert copy.outcome["learning"] == [cycle.comparison]


def test_no_number_of_a_measure_stands_in_the_library(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        share(actor, world)
        (copy,) = copies()
        assert copy.outcome["verdicts"]
        for verdict in copy.outcome["verdicts"]:
            assert set(verdict) == {"kind", "code", "cautions"}
            assert verdict["code"] in list(VerdictCode)


CHANGES: dict[str, Callable[[World], None]] = {
    "title": lambda world: setattr(idea_of(world), "title", "Et nytt navn"),
    "status": lambda world: setattr(idea_of(world), "status", IdeaStatus.ABANDONED),
    "project_title": lambda world: setattr(project_of(world), "title", "Et nytt navn"),
    "organization_name": lambda world: setattr(project_of(world).organization, "name", "Et nytt navn"),
    "outcome": lambda world: setattr(
        db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"]), "comparison", "Det gikk ikke."
    ),
}


@pytest.mark.parametrize("field", list(CHANGES))
def test_what_is_changed_is_changed_in_the_library_at_once(app: Flask, world: World, field: str) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        share(actor, world)
        before = getattr(copies()[0], field)
        CHANGES[field](world)
        db.session.commit()
        assert getattr(copies()[0], field) != before


def test_a_verdict_that_turns_is_told(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        share(actor, world)
        summary = db.session.scalars(
            select(MeasureSummary).where(MeasureSummary.measure_id == world.lerkevik["measure_id"])
        ).one()
        summary.wider = {**summary.wider, "code": VerdictCode.WORSENING.value}
        db.session.commit()
        assert VerdictCode.WORSENING in [verdict["code"] for verdict in copies()[0].outcome["verdicts"]]


def test_a_new_cycle_is_counted_and_a_deleted_one_is_not(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        share(actor, world)
        plan = CyclePlan(plan="Ring to.", prediction="Begge svarer.", starts_on=date(2026, 1, 1), ends_on=None,
                         owner_id=None)  # fmt: skip
        cycle = plan_cycle(idea_of(world), plan)
        db.session.commit()
        assert copies()[0].outcome["n_cycles"] == 2
        delete_cycle(cycle, cycle.version)
        db.session.commit()
        assert copies()[0].outcome["n_cycles"] == 1


def test_what_is_deleted_leaves_the_library_and_comes_back_with_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        project, idea = share(actor, world), idea_of(world)
        delete_idea(idea, idea.version)
        db.session.commit()
        assert copies() == []
        restore(idea, idea.version)
        db.session.commit()
        assert len(copies()) == 1
        delete_project(project, project.version)
        db.session.commit()
        assert copies() == []


def test_what_is_no_longer_shared_leaves_the_library(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        project = share(actor, world)
        share_project(actor, project, project.version, False)
        db.session.commit()
        assert copies() == []


def test_what_is_erased_for_good_leaves_no_copy(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        project = share(actor, world)
        erase_rows(project.organization_id, "projects", [project.id])
        assert copies() == []


def test_a_text_that_is_erased_is_erased_in_the_library(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        project = share(actor, world)
        assert LERKEVIK_CANARY in copies()[0].title
        erase_text(actor, project, LERKEVIK_CANARY, "Skulle aldri stått der.")
        db.session.commit()
        (copy,) = copies()
        told = [copy.title, copy.description, copy.project_title, str(copy.outcome), str(copy.about)]
        assert not [text for text in told if LERKEVIK_CANARY in text]


def test_copies_are_made_anew_where_none_came_along(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        share(actor, world)
        for copy in copies():
            db.session.delete(copy)
        db.session.flush()
        share_anew(db.session())
        assert len(copies()) == 1


def test_another_organisation_reads_and_borrows(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        idea_of(world).research = "Tre studier."
        idea_of(world).user_knowledge = "De sier det selv."
        share(actor, world)
    with inside(app, world.people[Who.OUTSIDER]) as actor:
        (shared,) = found_ideas("FRITIDSGUIDE", None)
        assert found_ideas("", IdeaStatus.ABANDONED) == []
        project = db.session.get_one(Project, world.storfjell["project_id"])
        idea = borrow(actor, shared, project)
        db.session.commit()
        assert (idea.title, idea.status) == (shared.title, IdeaStatus.IDEA)
        assert idea.organization_id == world.storfjell["organization_id"]
        # What their users say is for them to find out.
        assert (idea.research, idea.user_knowledge) == ("Tre studier.", "")
        assert shared.organization_name in idea.borrowed_from


def test_who_only_reads_a_project_borrows_nothing_into_it_and_a_guest_reads_no_library(
    app: Flask, world: World
) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        share(actor, world)
    with inside(app, world.people[Who.READER]) as actor, pytest.raises(Forbidden):
        borrow(actor, copies()[0], project_of(world))
    with inside(app, world.people[Who.OUTSIDER]) as actor, pytest.raises(NotFound):
        borrow(actor, copies()[0], Project(id=world.lerkevik["project_id"], organization_id=0))
    guest = Actor(1, organization_roles={1: OrganizationRole.GUEST})
    with inside(app), pytest.raises(Forbidden):
        borrow(guest, SharedIdea(), Project())


def test_only_who_leads_the_project_shares_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor, pytest.raises(Forbidden):
        share_project(actor, project_of(world), 1, True)


def test_nothing_is_renewed_when_the_change_is_taken_back(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        share(actor, world)
        idea_of(world).title = "Angret"
        db.session.flush()
        db.session.rollback()
        db.session.get_one(Organization, world.lerkevik["organization_id"])
        db.session.commit()
        assert copies()[0].title != "Angret"
