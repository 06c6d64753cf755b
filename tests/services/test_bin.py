"""The bin: everything that is deleted comes back, in its place, once, and nothing else is lost by it."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.access.rules import allows
from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Annotation,
    AuditEvent,
    Base,
    ChangeIdea,
    Exclusion,
    Freeze,
    Measure,
    MeasureSummary,
    Meeting,
    MeetingDecision,
    Membership,
    Observation,
    Pause,
    PdsaCycle,
    Phase,
    Project,
    ProjectMembership,
    Task,
    TenantRow,
)
from qi_tracker.services import bin as bin_service
from qi_tracker.services.bin import WAYS, PlaceTaken, bin_of, bin_of_organization, deleted_projects, replace, restore
from qi_tracker.services.due import due_numbers
from qi_tracker.services.measures import create_measure, freeze_baseline
from qi_tracker.services.observations import Reading, find_observation, record_observation
from qi_tracker.services.organizations import add_member, change_role, remove_member
from qi_tracker.services.pdsa import CyclePlan, cycles_of_idea, delete_cycle, plan_cycle
from qi_tracker.services.places import IN_PROJECT, KINDS, fetch, find, key_of, noun_of, project_around
from qi_tracker.services.projects import enter_project, leave_project
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import IdeaStatus, OrganizationRole, ProjectRole
from tests.inside import inside
from tests.measures import PLAIN, fill
from tests.people import Who, World

TODAY = date(2026, 11, 20)


def concrete_kinds() -> set[type]:
    """Every editable thing of an organisation that there is."""
    return {mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantRow)}


def test_every_kind_of_thing_knows_its_place_and_its_way_back() -> None:
    assert concrete_kinds() == set(KINDS.values()) == set(WAYS)


NOUNS: dict[type[TenantRow], str] = {
    Measure: "measure_id",
    Aim: "aim_id",
    ChangeIdea: "idea_id",
    PdsaCycle: "cycle_id",
    Task: "task_id",
    Meeting: "meeting_id",
    MeetingDecision: "decision_id",
    Annotation: "annotation_id",
    Phase: "phase_id",
    Freeze: "freeze_id",
    Pause: "pause_id",
    Exclusion: "exclusion_id",
    Project: "project_id",
    ProjectMembership: "project_membership_id",
}


@pytest.mark.parametrize("kind", NOUNS)
def test_what_is_deleted_comes_back_as_it_was(app: Flask, world: World, kind: type[TenantRow]) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        thing = db.session.get_one(kind, world.lerkevik[NOUNS[kind]])
        project, number = project_around(thing), thing.id
        assert project is not None
        put_in_bin(thing, thing.version)
        db.session.commit()
        assert db.session.scalar(select(kind).where(kind.id == number)) is None
        (binned,) = deleted_projects(lead) if kind is Project else bin_of(project)
        assert (binned.thing.id, binned.by.name if binned.by else None) == (number, "Pernille Prøvevik")
        restore(binned.thing, binned.thing.version)
        db.session.commit()
        assert db.session.scalar(select(kind).where(kind.id == number)) is not None
        last = db.session.scalars(select(AuditEvent).where(AuditEvent.noun == noun_of(kind)).order_by(AuditEvent.id))
        assert list(last)[-1].action == "restored"


def test_pressing_twice_restores_once_and_an_old_button_restores_nothing_newer(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])
        put_in_bin(idea, idea.version)
        seen = idea.version
        restore(idea, seen)
        restore(idea, seen)
        assert idea.version == seen + 1
        put_in_bin(idea, idea.version)
        with pytest.raises(StaleVersion):
            restore(idea, seen)


def test_a_part_of_something_deleted_waits_for_the_whole(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        idea = cycle.change_idea
        project = idea.project
        delete_cycle(cycle, cycle.version)
        put_in_bin(idea, idea.version)
        with pytest.raises(InvalidInput, match="parent_in_bin"):
            restore(cycle, cycle.version)
        parents = {type(binned.thing): binned.waits_for for binned in bin_of(project)}
        assert parents == {PdsaCycle: idea, ChangeIdea: None}
        restore(idea, idea.version)
        restore(cycle, cycle.version)
        assert list(cycles_of_idea(idea)) == [cycle]


# A number that was typed anew.


def typed_anew(world: World) -> tuple[Observation, Observation]:
    """The deleted number of a month, and the one that stands in its place now."""
    measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
    month = date(2025, 3, 1)
    deleted = find_observation(measure, month)
    assert deleted is not None
    record_observation(measure, Reading(month), deleted.version, TODAY)
    standing = record_observation(measure, Reading(month, 12, 160), None, TODAY)
    assert standing is not None
    return deleted, standing


def test_a_number_typed_anew_is_not_overwritten_but_shown_beside_the_deleted_one(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        deleted, standing = typed_anew(world)
        with pytest.raises(PlaceTaken) as refused:
            restore(deleted, deleted.version)
        assert refused.value.twin is standing
        assert (deleted.deleted_at is not None, standing.deleted_at) == (True, None)


def test_the_two_numbers_change_places_when_the_deleted_one_is_chosen(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        deleted, standing = typed_anew(world)
        with pytest.raises(StaleVersion):
            replace(deleted, deleted.version, standing.version + 1)
        replace(deleted, deleted.version, standing.version)
        db.session.commit()
        assert fetch(Observation, standing.id).deleted_at is not None  # type: ignore[union-attr]  # it is there
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        found = find_observation(measure, date(2025, 3, 1))
        assert found is not None
        assert found.id == deleted.id


def test_a_freeze_comes_back_only_where_its_phase_has_none(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        freeze = db.session.get_one(Freeze, world.lerkevik["freeze_id"])
        newer = freeze_baseline(freeze.measure, date(2025, 4, 1), TODAY)
        assert freeze.deleted_at is not None
        with pytest.raises(PlaceTaken) as refused:
            restore(freeze, freeze.version)
        assert refused.value.twin is newer
        replace(freeze, freeze.version, newer.version)
        db.session.expire_all()
        assert [found.until for found in db.session.get_one(Measure, freeze.measure_id).freezes] == [freeze.until]


# Cycles.


def two_more_cycles(world: World) -> tuple[ChangeIdea, PdsaCycle, PdsaCycle]:
    """A second cycle that was deleted, and the one that got its number."""
    idea = db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])
    plan = CyclePlan("Prøv", "Det går", TODAY, None, None)
    deleted = plan_cycle(idea, plan)
    delete_cycle(deleted, deleted.version)
    return idea, deleted, plan_cycle(idea, plan)


def test_a_cycle_gets_its_number_back_and_those_after_it_move_up(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea, deleted, later = two_more_cycles(world)
        last = plan_cycle(idea, CyclePlan("Prøv mer", "Det går", TODAY, None, None))
        restore(deleted, deleted.version)
        db.session.commit()
        assert [(cycle.id, cycle.number) for cycle in cycles_of_idea(idea)][1:] == [
            (deleted.id, 2),
            (later.id, 3),
            (last.id, 4),
        ]
        assert idea.status is IdeaStatus.TESTING


def test_restoring_without_renumbering_is_seen(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted defect: the database refuses two cycles with one number."""
    ways = {**WAYS, PdsaCycle: bin_service.Way(WAYS[PdsaCycle].permission)}
    monkeypatch.setattr(bin_service, "WAYS", ways)
    with inside(app, world.people[Who.LEAD]):
        _, deleted, _ = two_more_cycles(world)
        with pytest.raises(StaleVersion):
            restore(deleted, deleted.version)


def test_the_status_of_an_idea_follows_a_cycle_that_comes_back(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        idea = cycle.change_idea
        delete_cycle(cycle, cycle.version)
        before = idea.status
        restore(cycle, cycle.version)
        assert (before, idea.status) == (IdeaStatus.IDEA, IdeaStatus.ADOPTED) or idea.status is IdeaStatus.ADOPTED


# Measures and what reads them.


def test_a_measure_that_comes_back_has_all_it_had(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        wanted = {found.measure.id for found in due_numbers(lead, TODAY)}
        assert measure.id in wanted
        db.session.delete(db.session.get_one(MeasureSummary, measure.id))
        put_in_bin(measure, measure.version)
        db.session.commit()
        assert measure.id not in {found.measure.id for found in due_numbers(lead, TODAY)}
        number = measure.id
        db.session.expunge_all()
        assert db.session.get_one(Aim, world.lerkevik["aim_id"]).measure is None
        gone = fetch(Measure, number)
        assert gone is not None
        restore(gone, gone.version)
        db.session.commit()
        assert {found.measure.id for found in due_numbers(lead, TODAY)} == wanted
        assert db.session.get_one(MeasureSummary, number).last_period == date(2025, 12, 1)
        db.session.expire_all()
        assert db.session.get_one(Aim, world.lerkevik["aim_id"]).measure is gone


# People.


def test_a_person_comes_back_into_the_project_with_what_they_looked_after(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        role = db.session.scalars(
            select(ProjectMembership).where(ProjectMembership.person_id == world.people[Who.MEMBER])
        ).one()
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        measure.collector_id = measure.stand_in_id = world.people[Who.MEMBER]
        db.session.commit()
        leave_project(role, role.version)
        measure.stand_in_id = world.people[Who.LEAD]
        db.session.commit()
        restore(role, role.version)
        # Somebody has taken over the other.
        assert (measure.collector_id, measure.stand_in_id) == (world.people[Who.MEMBER], world.people[Who.LEAD])


def test_a_member_comes_back_with_the_roles_that_ended_with_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        member = db.session.scalars(select(Membership).where(Membership.person_id == world.people[Who.MEMBER])).one()
        role = db.session.scalars(
            select(ProjectMembership).where(ProjectMembership.person_id == world.people[Who.MEMBER])
        ).one()
        remove_member(member, member.version)
        db.session.commit()
        with pytest.raises(InvalidInput, match="not_a_member"):
            restore(role, role.version)
        (binned,) = bin_of_organization(member.organization)
        assert binned.thing is member
        restore(member, member.version)
        db.session.commit()
        assert role.deleted_at is None


def anew(member: Membership, role: OrganizationRole) -> tuple[Membership, Membership]:
    """The membership in the bin, and the one that the person got afterwards."""
    remove_member(member, member.version)
    return member, add_member(member.organization, member.person_id, role)


def test_the_last_administrator_does_not_take_back_a_smaller_role(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        own, other = (
            db.session.scalars(select(Membership).where(Membership.person_id == world.people[who])).one()
            for who in (Who.ADMINISTRATOR, Who.PLAIN_MEMBER)
        )
        smaller, present = anew(other, OrganizationRole.ADMINISTRATOR)
        remove_member(own, own.version)
        db.session.commit()
        with pytest.raises(InvalidInput, match="last_administrator"):
            replace(smaller, smaller.version, present.version)
        restore(own, own.version)
        replace(smaller, smaller.version, present.version)
        assert (smaller.deleted_at is None, present.deleted_at is None) == (True, False)


def test_an_administrator_takes_back_the_role_of_one(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        own = db.session.scalars(select(Membership).where(Membership.person_id == actor.person_id)).one()
        helper = db.session.scalars(select(Membership).where(Membership.person_id == world.people[Who.MEMBER])).one()
        change_role(helper, helper.version, OrganizationRole.ADMINISTRATOR)
        earlier, present = anew(own, OrganizationRole.ADMINISTRATOR)
        change_role(helper, helper.version, OrganizationRole.MEMBER)
        replace(earlier, earlier.version, present.version)
        assert (earlier.deleted_at is None, present.deleted_at is None) == (True, False)


def reader_in_the_bin_and(role: ProjectRole, world: World) -> tuple[ProjectMembership, ProjectMembership]:
    """The reader's role in the bin, and the one that the person got afterwards."""
    own = ProjectMembership.person_id == world.people[Who.READER]
    reader = db.session.scalars(select(ProjectMembership).where(own)).one()
    leave_project(reader, reader.version)
    return reader, enter_project(reader.project, reader.person_id, role)


def test_the_last_lead_does_not_take_back_a_smaller_role(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        reader, present = reader_in_the_bin_and(ProjectRole.LEAD, world)
        own = db.session.scalars(select(ProjectMembership).where(ProjectMembership.person_id == actor.person_id)).one()
        leave_project(own, own.version)
        with pytest.raises(InvalidInput, match="last_lead"):
            replace(reader, reader.version, present.version)
        restore(own, own.version)
        replace(reader, reader.version, present.version)
        assert (reader.deleted_at is None, present.deleted_at is None) == (True, False)


@pytest.mark.parametrize("leaves_first", [True, False])
def test_one_who_only_reads_again_is_not_asked_for_numbers(app: Flask, world: World, leaves_first: bool) -> None:
    with inside(app, world.people[Who.LEAD]):
        reader, present = reader_in_the_bin_and(ProjectRole.MEMBER, world)
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        measure.owner_id = measure.collector_id = reader.person_id
        db.session.flush()
        if leaves_first:
            leave_project(present, present.version)
            restore(reader, reader.version)
        else:
            replace(reader, reader.version, present.version)
        assert measure.owner_id == reader.person_id
        assert measure.collector_id is None


# Keys, places and rights.


@pytest.mark.parametrize("key", ["", "measures", "measures-", "measures-x", "measures-²", "people-1", "measures-99999"])
def test_what_names_nothing_is_nothing(app: Flask, world: World, key: str) -> None:
    with inside(app, world.people[Who.LEAD]):
        assert find(key) is None
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        assert find(key_of(measure)) is measure


def test_a_deleted_project_is_offered_to_those_who_may_bring_it_back(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        put_in_bin(project, project.version)
        db.session.commit()
    for who in Who:
        if who is Who.NOBODY:
            continue
        with inside(app, world.people[who]) as actor:
            offered = [binned.thing.id for binned in deleted_projects(actor)]
            assert bool(offered) is (who in (Who.LEAD, Who.ADMINISTRATOR))
            gone = fetch(Project, world.lerkevik["project_id"])
            may = gone is not None and allows(actor, WAYS[Project].permission, gone)
            assert may is bool(offered)


def test_what_lies_beneath_another_project_is_in_its_bin_alone(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        here = db.session.get_one(Project, world.lerkevik["project_id"])
        there = Project(organization_id=here.organization_id, title="Skolefrokost")
        db.session.add(there)
        db.session.flush()
        number = fill(create_measure(there, PLAIN), [3], date(2025, 1, 1))[0]
        put_in_bin(number, number.version)
        db.session.commit()
        assert bin_of(here) == []
        assert [binned.thing for binned in bin_of(there)] == [number]


def test_everything_beneath_a_project_leads_to_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        for kind in IN_PROJECT:
            mine = select(kind).where(kind.organization_id == world.lerkevik["organization_id"])
            for thing in db.session.scalars(mine).all():
                project = project_around(thing)
                assert project is not None
                assert project.id == world.lerkevik["project_id"]
