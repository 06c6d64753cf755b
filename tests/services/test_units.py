"""Units: a tree that nobody can tie a knot in, and who leads its branches."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.access.actors import Actor
from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization, Person, Project, Unit, UnitLeadership
from qi_tracker.services import units
from qi_tracker.services.acting import act_as
from qi_tracker.services.bin import restore
from qi_tracker.services.organizations import remove_member
from qi_tracker.services.people import actor_for, open_session, person_of_session
from qi_tracker.services.projects import ProjectDetails, delete_project, edit_project
from qi_tracker.services.units import (
    MOST_LEVELS,
    UnitDetails,
    candidates_for,
    create_unit,
    delete_unit,
    edit_unit,
    lead_nothing,
    leaders_of,
    name_leader,
    one_by_one,
    remove_leader,
    tree_of,
    unit_above,
)
from qi_tracker.vocabulary import Level
from tests.inside import inside
from tests.people import Who, World


@pytest.fixture
def administrator(app: Flask, world: World) -> Iterator[Actor]:
    """Inside a session of Lerkevik's administrator; what is not committed is rolled back."""
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        yield actor


def unit(world: World, name: str = "unit_id") -> Unit:
    return db.session.get_one(Unit, world.lerkevik[name])


def organization(world: World) -> Organization:
    return db.session.get_one(Organization, world.lerkevik["organization_id"])


def made(world: World, name: str, under: int | None = None) -> Unit:
    return create_unit(organization(world), UnitDetails(name, under))


def moved(thing: Unit, parent_id: int | None) -> None:
    edit_unit(thing, thing.version, UnitDetails(thing.name, parent_id))


def signed_in(person_id: int) -> str:
    token, _ = open_session(person_id, remember=False)
    return token


def test_the_tree_is_shown_by_name_with_leaders_and_projects(administrator: Actor, world: World) -> None:
    made(world, "Arbeid")
    branches = one_by_one(tree_of(administrator, organization(world).id))
    assert [(branch.unit.name.split()[0], branch.level) for branch in branches] == [
        ("Arbeid", 1),
        ("Oppvekst", 1),
        ("Fritid", 2),
    ]
    assert [branch.n_projects for branch in branches] == [0, 0, 1]
    assert [branch.n_projects_in_all for branch in branches] == [0, 1, 1]
    assert [leader.person_id for leader in branches[1].leaders] == [world.people[Who.UNIT_LEADER]]


def test_one_who_does_not_belong_sees_no_tree(app: Flask, world: World, administrator: Actor) -> None:
    assert tree_of(administrator, world.storfjell["organization_id"]) == []


def test_a_unit_is_renamed_and_moved(administrator: Actor, world: World) -> None:
    lower = unit(world, "lower_unit_id")
    edit_unit(lower, lower.version, UnitDetails("Fritid for alle", None))
    assert (lower.name, unit_above(lower)) == ("Fritid for alle", None)


@pytest.mark.parametrize("under", ["unit_id", "lower_unit_id"])
def test_a_unit_never_lies_under_itself(administrator: Actor, world: World, under: str) -> None:
    with pytest.raises(InvalidInput, match="unit_under_itself"):
        moved(unit(world), world.lerkevik[under])


def test_a_move_that_is_not_checked_is_seen(
    administrator: Actor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: without the check the branch is gone from the tree."""
    monkeypatch.setattr(units, "_check_place", lambda *_: None)
    moved(unit(world), world.lerkevik["lower_unit_id"])
    assert one_by_one(tree_of(administrator, organization(world).id)) == []


def test_two_moves_at_once_make_no_circle(app: Flask, world: World) -> None:
    """Each alone is right: A under B, and B under A. The later one waits, and then sees what the first did."""
    with inside(app, world.people[Who.ADMINISTRATOR]):
        one, other = (made(world, name).id for name in ("Arbeid", "Bolig"))
        db.session.commit()

    def move(thing_id: int, parent_id: int) -> str:
        with inside(app, world.people[Who.ADMINISTRATOR]):
            try:
                moved(db.session.get_one(Unit, thing_id), parent_id)
            except (InvalidInput, StaleVersion) as refused:
                return refused.code
            db.session.commit()
            return ""

    with ThreadPoolExecutor(1) as thread, inside(app, world.people[Who.ADMINISTRATOR]):
        moved(db.session.get_one(Unit, one), other)
        waiting = thread.submit(move, other, one)
        wait([waiting], timeout=0.3)
        db.session.commit()
        assert waiting.result() == "unit_under_itself"


def test_a_unit_lies_in_no_other_organisation(administrator: Actor, world: World) -> None:
    for parent_id in (world.storfjell["unit_id"], 999_999):
        with pytest.raises(InvalidInput, match="unit_gone"):
            made(world, "Arbeid", parent_id)
        with pytest.raises(InvalidInput, match="unit_gone"):
            moved(unit(world), parent_id)


def test_a_name_is_taken_once_in_each_place(administrator: Actor, world: World) -> None:
    made(world, "Arbeid")
    made(world, "Arbeid", world.lerkevik["unit_id"])
    with pytest.raises(InvalidInput, match="unit_name_taken"):
        made(world, "ARBEID")
    again = made(world, "Bolig")
    edit_unit(again, again.version, UnitDetails("bolig", None))


def test_there_are_only_so_many_levels(administrator: Actor, world: World) -> None:
    above = None
    for level in range(MOST_LEVELS):
        above = made(world, f"Nivå {level}", above).id
    with pytest.raises(InvalidInput, match="unit_too_deep"):
        made(world, "For dypt", above)
    low = db.session.get_one(Unit, above)
    assert low.parent_id is not None
    # A unit with one beneath it takes up two levels.
    with pytest.raises(InvalidInput, match="unit_too_deep"):
        moved(unit(world), low.parent_id)


def test_a_change_of_what_somebody_else_changed_is_refused(administrator: Actor, world: World) -> None:
    thing = unit(world)
    seen = thing.version
    edit_unit(thing, seen, UnitDetails("Barn og unge", None))
    with pytest.raises(StaleVersion):
        edit_unit(thing, seen, UnitDetails("Oppvekst og kultur", None))
    with pytest.raises(StaleVersion):
        delete_unit(thing, seen)


def test_what_a_deleted_unit_had_goes_to_the_one_above(administrator: Actor, world: World) -> None:
    lower, project = unit(world, "lower_unit_id"), db.session.get_one(Project, world.lerkevik["project_id"])
    below = made(world, "Klubben", lower.id)
    delete_unit(lower, lower.version)
    assert (project.unit_id, below.parent_id) == (world.lerkevik["unit_id"],) * 2
    upper = unit(world)
    delete_unit(upper, upper.version)
    assert (project.unit_id, below.parent_id) == (None, None)


def test_what_waits_in_the_bin_is_moved_too(administrator: Actor, world: World) -> None:
    """Taken out of the bin, it belongs to something that is there."""
    project = db.session.get_one(Project, world.lerkevik["project_id"])
    delete_project(project, project.version)
    lower = unit(world, "lower_unit_id")
    delete_unit(lower, lower.version)
    assert project.unit_id == world.lerkevik["unit_id"]


def test_whoever_leads_a_deleted_unit_leads_it_no_more(administrator: Actor, world: World) -> None:
    token = signed_in(world.people[Who.UNIT_LEADER])
    upper = unit(world)
    delete_unit(upper, upper.version)
    led = select(UnitLeadership).filter_by(organization_id=upper.organization_id)
    assert db.session.scalars(led).all() == []
    assert person_of_session(token) is None


def test_a_member_is_named_and_signed_out(administrator: Actor, world: World) -> None:
    person_id, lower = world.people[Who.PLAIN_MEMBER], unit(world, "lower_unit_id")
    token = signed_in(person_id)
    leadership = name_leader(lower, person_id)
    assert person_of_session(token) is None
    assert [found.person_id for found in leaders_of(lower)] == [person_id]
    assert person_id not in {member.person_id for member in candidates_for(lower)}
    assert actor_for(db.session.get_one(Person, person_id)).led_units == {lower.id}
    token = signed_in(person_id)
    assert name_leader(lower, person_id) is leadership
    assert person_of_session(token) is not None
    remove_leader(leadership, leadership.version)
    assert person_of_session(token) is None
    assert actor_for(db.session.get_one(Person, person_id)).led_units == frozenset()


def test_whoever_is_let_lead_again_is_signed_out(administrator: Actor, world: World) -> None:
    leadership = db.session.get_one(UnitLeadership, world.lerkevik["unit_leadership_id"])
    remove_leader(leadership, leadership.version)
    token = signed_in(leadership.person_id)
    restore(leadership, leadership.version)
    assert person_of_session(token) is None
    assert leaders_of(unit(world)) == [leadership]


def test_nobody_from_outside_leads_a_unit(administrator: Actor, world: World) -> None:
    for who in (Who.OUTSIDER, Who.OPERATOR):
        with pytest.raises(InvalidInput, match="not_a_member"):
            name_leader(unit(world), world.people[who])


def test_one_who_leaves_the_organisation_leads_nothing(administrator: Actor, world: World) -> None:
    person_id = world.people[Who.UNIT_LEADER]
    membership = db.session.scalars(select(Membership).filter_by(person_id=person_id)).one()
    remove_member(membership, membership.version)
    assert leaders_of(unit(world)) == ()


def test_one_who_leaves_takes_no_other_leader_along_and_leads_on_elsewhere(app: Flask, world: World) -> None:
    both = [world.lerkevik["organization_id"], world.storfjell["organization_id"]]
    with inside(app):
        act_as(db.session(), world.people[Who.ADMINISTRATOR], both)
        person_id, other_id = world.people[Who.UNIT_LEADER], world.people[Who.PLAIN_MEMBER]
        colleague = name_leader(unit(world, "lower_unit_id"), other_id)
        elsewhere = UnitLeadership(
            organization_id=both[1], unit_id=world.storfjell["lower_unit_id"], person_id=person_id
        )
        db.session.add(elsewhere)
        db.session.flush()
        lead_nothing(both[0], person_id)
        assert (colleague.deleted_at, elsewhere.deleted_at) == (None, None)
        assert leaders_of(unit(world)) == ()


def test_one_who_leads_another_unit_can_be_named_here_too(administrator: Actor, world: World) -> None:
    candidates = {member.person_id for member in candidates_for(unit(world, "lower_unit_id"))}
    assert world.people[Who.UNIT_LEADER] in candidates


def details(project: Project, unit_id: int | None) -> ProjectDetails:
    present = {name: getattr(project, name) for name in ProjectDetails.__dataclass_fields__}
    return ProjectDetails(**present | {"levels": [Level(level) for level in project.levels], "unit_id": unit_id})


def test_a_project_is_put_in_a_unit_that_is_there(administrator: Actor, world: World) -> None:
    project = db.session.get_one(Project, world.lerkevik["project_id"])
    edit_project(project, project.version, details(project, world.lerkevik["unit_id"]))
    assert project.unit is unit(world)
    gone = made(world, "Borte")
    delete_unit(gone, gone.version)
    for unit_id in (gone.id, world.storfjell["unit_id"]):
        with pytest.raises(InvalidInput, match="unit_gone"):
            edit_project(project, project.version, details(project, unit_id))
    edit_project(project, project.version, details(project, None))
    assert project.unit_id is None


def test_a_project_is_never_put_in_a_unit_that_is_deleted_meanwhile(app: Flask, world: World) -> None:
    def put(unit_id: int) -> str:
        with inside(app, world.people[Who.LEAD]):
            project = db.session.get_one(Project, world.lerkevik["project_id"])
            try:
                edit_project(project, project.version, details(project, unit_id))
            except InvalidInput as refused:
                return refused.code
            db.session.commit()
            return ""

    with inside(app, world.people[Who.ADMINISTRATOR]):
        fresh = made(world, "Snart borte").id
        db.session.commit()
    with ThreadPoolExecutor(1) as thread, inside(app, world.people[Who.ADMINISTRATOR]):
        gone = db.session.get_one(Unit, fresh)
        delete_unit(gone, gone.version)
        waiting = thread.submit(put, fresh)
        wait([waiting], timeout=0.3)
        db.session.commit()
        assert waiting.result() == "unit_gone"
