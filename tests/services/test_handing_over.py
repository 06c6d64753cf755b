"""Handing over: what moves, what stays and why, and the way back."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, Measure, PdsaCycle, Project, ProjectMembership, Task
from qi_tracker.models.base import utc_now
from qi_tracker.services.handing_over import (
    collectors_in,
    give_back,
    hand_over_all,
    own_projects,
    receivers_for,
    shares_of,
)
from qi_tracker.vocabulary import CycleStage, ProjectRole
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, world_measure
from tests.people import Who, World


@pytest.fixture
def busy(app: Flask, world: World) -> World:
    """The lead collects both measures, has the task and the cycle; the member stands in for the first."""
    with inside(app, world.people[Who.LEAD]):
        world_measure(world).stand_in_id = world.people[Who.MEMBER]
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        cycle.stage, cycle.ends_on = CycleStage.DO, date(2026, 9, 1)
        # A second project that the member is not in.
        tenant = {"organization_id": world.lerkevik["organization_id"]}
        other = Project(**tenant, title="Et annet")
        db.session.add(other)
        db.session.flush()
        lead = ProjectMembership(**tenant, project_id=other.id, person_id=world.people[Who.LEAD], role=ProjectRole.LEAD)
        task = Task(**tenant, project_id=other.id, title="Noe", owner_id=world.people[Who.LEAD])
        db.session.add_all([lead, task])
        db.session.commit()
    return world


def holders(world: World) -> dict[str, int | None]:
    """Who looks after what in the world's project."""
    first, second = world_measure(world), decided_measure(world)
    return {
        "first": first.collector_id,
        "stand-in": first.stand_in_id,
        "second": second.collector_id,
        "task": db.session.get_one(Task, world.lerkevik["task_id"]).owner_id,
        "cycle": db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"]).owner_id,
    }


def test_all_moves_where_the_other_works_and_the_rest_is_told(app: Flask, busy: World) -> None:
    lead, member = busy.people[Who.LEAD], busy.people[Who.MEMBER]
    with inside(app, lead) as actor:
        projects = own_projects(actor)
        before = holders(busy)
        shares = shares_of(lead, projects, member)
        assert [(share.project.title[:6], share.moves) for share in shares] == [("Et ann", False), ("Gratis", True)]
        assert [len(things) for things in (shares[1].measures, shares[1].tasks, shares[1].cycles)] == [2, 1, 1]
        assert holders(busy) == before, "looking moves nothing"
        hand_over_all(lead, member, projects, with_tasks=True)
        db.session.commit()
    with inside(app, lead):
        moved = dict.fromkeys(("first", "second", "task", "cycle"), member)
        assert holders(busy) == {**moved, "stand-in": None}, "nobody stands in for themselves"
        events = select(AuditEvent.noun).where(AuditEvent.person_id == lead).order_by(AuditEvent.id.desc()).limit(4)
        assert set(db.session.scalars(events)) == {"measures", "tasks", "pdsa_cycles"}


def test_tasks_and_cycles_stay_where_only_numbers_are_handed_over(app: Flask, busy: World) -> None:
    lead, member = busy.people[Who.LEAD], busy.people[Who.MEMBER]
    with inside(app, lead) as actor:
        hand_over_all(lead, member, own_projects(actor), with_tasks=False)
        held = holders(busy)
        assert (held["first"], held["task"], held["cycle"]) == (member, lead, lead)


def test_it_can_be_undone_and_only_what_was_handed_over_goes_back(app: Flask, busy: World) -> None:
    lead, member = busy.people[Who.LEAD], busy.people[Who.MEMBER]
    with inside(app, lead) as actor:
        task = db.session.get_one(Task, busy.lerkevik["task_id"])
        task.owner_id = member
        projects, before = own_projects(actor), holders(busy)
        moved = hand_over_all(lead, member, projects, with_tasks=True)
        give_back(lead, member, projects, {piece.key for piece in moved})
        assert holders(busy) == {**before, "stand-in": None}
        assert task.owner_id == member, "the member's own"
        with pytest.raises(InvalidInput, match="nothing_to_hand_over"):
            give_back(lead, member, projects, {piece.key for piece in moved})


def test_nothing_moves_to_one_who_does_not_work_there(app: Flask, busy: World) -> None:
    lead = busy.people[Who.LEAD]
    for who in (Who.READER, Who.PLAIN_MEMBER, Who.OUTSIDER):
        with inside(app, lead) as actor, pytest.raises(InvalidInput, match="nothing_to_hand_over"):
            hand_over_all(lead, busy.people[who], own_projects(actor), with_tasks=True)


def test_those_who_may_take_over_work_in_one_of_the_projects(sqlite_only: Prepared) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    lead = world.people[Who.LEAD]
    with inside(app, lead) as actor:
        projects = own_projects(actor)
        assert [person.id for person in receivers_for(lead, projects)] == [world.people[Who.MEMBER]]
        receivers_for(lead, projects)[0].disabled_at = utc_now()
        assert receivers_for(lead, projects) == []
        assert collectors_in(own_projects(actor)) == {lead}
        for measure in db.session.scalars(select(Measure)):
            measure.collector_id = None
        assert collectors_in(own_projects(actor)) == set()
