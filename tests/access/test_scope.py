"""Lists show exactly what the rules allow: each condition against its permission, for every mix of roles."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import joinedload

from qi_tracker.access import rules, scope
from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.extensions import db
from qi_tracker.models import Base, Membership, Organization, Person, Project, Unit, UnitLeadership
from qi_tracker.services.acting import act_as
from qi_tracker.services.people import actor_for
from qi_tracker.services.saving import put_in_bin
from qi_tracker.services.units import UnitDetails, create_unit, delete_unit, edit_unit
from qi_tracker.vocabulary import OrganizationRole, ProjectRole
from tests.inside import inside
from tests.people import Who, World

Scope = Callable[[Actor], ColumnElement[bool]]

PROJECT_SCOPES: Sequence[tuple[Scope, Permission]] = (
    (scope.visible_projects, Permission.SEE_PROJECT),
    (scope.verdict_projects, Permission.SEE_VERDICTS),
    (scope.joined_projects, Permission.VIEW_PROJECT),
    (scope.restorable_projects, Permission.RESTORE_PROJECT),
)


def every_actor(world: World) -> Iterator[Actor]:
    """Everyone one can be: any role or none in each of two organisations, in the project of each, and in units."""
    ids = (world.lerkevik["organization_id"], world.storfjell["organization_id"])
    projects = (world.lerkevik["project_id"], world.storfjell["project_id"])
    units = (frozenset[int](), frozenset({world.lerkevik["lower_unit_id"], world.storfjell["unit_id"]}))
    for roles in product([None, *OrganizationRole], repeat=2):
        for project_roles, led in product(product([None, *ProjectRole], repeat=2), units):
            yield Actor(
                person_id=1,
                is_operator=roles == (None, None),
                organization_roles={id: role for id, role in zip(ids, roles, strict=True) if role},
                project_roles={id: role for id, role in zip(projects, project_roles, strict=True) if role},
                project_organizations=frozenset(id for id, role in zip(ids, project_roles, strict=True) if role),
                led_units=led,
            )


def disagreements(kind: type, scope: Scope, permission: Permission, world: World) -> list[str]:
    """Where a list would show something else than the rules allow."""
    rows: Sequence[Any] = db.session.scalars(select(kind)).all()
    found = []
    for actor in every_actor(world):
        listed = set(db.session.scalars(select(kind.id).where(scope(actor))))  # type: ignore[attr-defined]
        allowed = {row.id for row in rows if allows(actor, permission, row)}
        if listed != allowed:
            found.append(f"{actor}: lists {listed}, allowed {allowed}")
    return found


def see_all(world: World) -> None:
    """So that only the condition hides anything, and not row-level security."""
    act_as(db.session(), 1, (world.lerkevik["organization_id"], world.storfjell["organization_id"]))


def test_lists_of_projects_agree_with_the_rules(app: Flask, world: World) -> None:
    with inside(app):
        see_all(world)
        for condition, permission in PROJECT_SCOPES:
            assert disagreements(Project, condition, permission, world) == []


def test_lists_of_organisations_agree_with_the_rules(app: Flask, world: World) -> None:
    with inside(app):
        see_all(world)
        assert disagreements(Organization, scope.visible_organizations, Permission.VIEW_ORGANIZATION, world) == []


def test_lists_of_members_agree_with_the_rules(app: Flask, world: World) -> None:
    with inside(app):
        see_all(world)
        rows = db.session.scalars(select(Membership).options(joinedload(Membership.organization))).all()
        for actor in every_actor(world):
            listed = set(db.session.scalars(select(Membership.id).where(scope.visible_memberships(actor))))
            assert listed == {row.id for row in rows if allows(actor, Permission.VIEW_ORGANIZATION, row.organization)}


def test_lists_of_units_agree_with_the_rules(app: Flask, world: World) -> None:
    with inside(app):
        see_all(world)
        organizations = {each.id: each for each in db.session.scalars(select(Organization))}
        rows = db.session.scalars(select(Unit)).all()
        assert {row.organization_id for row in rows} >= {
            world.lerkevik["organization_id"],
            world.storfjell["organization_id"],
        }
        for actor in every_actor(world):
            listed = set(db.session.scalars(select(Unit.id).where(scope.visible_units(actor))))
            allowed = [
                row for row in rows if allows(actor, Permission.VIEW_ORGANIZATION, organizations[row.organization_id])
            ]
            assert listed == {row.id for row in allowed}


def test_a_condition_that_forgets_something_is_seen(app: Flask, world: World) -> None:
    def everything(_actor: Actor) -> ColumnElement[bool]:
        return true()

    def without_leaders(actor: Actor) -> ColumnElement[bool]:
        return scope.joined_projects(actor)

    def without_guests(actor: Actor) -> ColumnElement[bool]:
        return Project.organization_id.in_(list(actor.organization_roles))

    planted = [
        (everything, Permission.SEE_PROJECT),
        (everything, Permission.VIEW_PROJECT),
        (without_leaders, Permission.SEE_VERDICTS),
        (without_guests, Permission.SEE_PROJECT),
        (scope.visible_projects, Permission.SEE_VERDICTS),
    ]
    with inside(app):
        see_all(world)
        for condition, permission in planted:
            assert disagreements(Project, condition, permission, world), (condition, permission)


# Units: what a leader of one sees, wherever it is put.


def verdict_disagreements(people: Mapping[Who, int], organization_ids: Collection[int]) -> list[str]:
    """Where the list of verdicts and the rule differ, for real people with the units they lead just now."""
    act_as(db.session(), 1, organization_ids)
    rows = db.session.scalars(select(Project)).all()
    found = []
    for who, person_id in people.items():
        actor = actor_for(db.session.get_one(Person, person_id))
        act_as(db.session(), 1, organization_ids)
        listed = set(db.session.scalars(select(Project.id).where(scope.verdict_projects(actor))))
        allowed = {row.id for row in rows if allows(actor, Permission.SEE_VERDICTS, row)}
        if listed != allowed:
            found.append(f"{who}: lists {listed}, allowed {allowed}")
    return found


@dataclass(frozen=True, slots=True)
class Tree:
    """Lerkevik's units: «Oppvekst» with «Fritid» beneath, «Helse» beside them, and a project in each."""

    organization_ids: tuple[int, int]
    upper: int
    lower: int
    sibling: int
    # Unit id → the project in it.
    projects: Mapping[int, int]


@pytest.fixture
def tree(app: Flask, world: World) -> Iterator[Tree]:
    """Inside a session that sees both organisations."""
    ids = (world.lerkevik["organization_id"], world.storfjell["organization_id"])
    with inside(app):
        act_as(db.session(), 1, ids)
        sibling = create_unit(db.session.get_one(Organization, ids[0]), UnitDetails("Helse", None))
        units = (world.lerkevik["unit_id"], world.lerkevik["lower_unit_id"], sibling.id)
        projects = {
            unit_id: Project(organization_id=ids[0], title=f"I {unit_id}", unit_id=unit_id)
            for unit_id in (units[0], units[2])
        }
        db.session.add_all(projects.values())
        db.session.flush()
        by_unit = {unit_id: project.id for unit_id, project in projects.items()}
        yield Tree(ids, *units, by_unit | {units[1]: world.lerkevik["project_id"]})


def led_projects(tree: Tree, world: World) -> set[int]:
    """Whose verdicts the leader of «Oppvekst» sees; the list and the rule agree about it, as for everybody else."""
    assert verdict_disagreements(world.people, tree.organization_ids) == []
    actor = actor_for(db.session.get_one(Person, world.people[Who.UNIT_LEADER]))
    act_as(db.session(), 1, tree.organization_ids)
    return set(db.session.scalars(select(Project.id).where(scope.verdict_projects(actor))))


def moved(tree: Tree, unit_id: int, parent_id: int | None) -> None:
    unit = db.session.get_one(Unit, unit_id)
    edit_unit(unit, unit.version, UnitDetails(unit.name, parent_id))


def test_a_leader_sees_the_unit_and_all_beneath_it_and_none_beside_it(tree: Tree, world: World) -> None:
    assert led_projects(tree, world) == {tree.projects[tree.upper], tree.projects[tree.lower]}


def test_what_is_moved_away_is_seen_no_more_and_what_comes_is(tree: Tree, world: World) -> None:
    moved(tree, tree.lower, tree.sibling)
    assert led_projects(tree, world) == {tree.projects[tree.upper]}
    moved(tree, tree.sibling, tree.upper)
    assert led_projects(tree, world) == set(tree.projects.values())


def test_a_deleted_unit_hands_what_it_has_to_the_one_above(tree: Tree, world: World) -> None:
    lower = db.session.get_one(Unit, tree.lower)
    delete_unit(lower, lower.version)
    assert led_projects(tree, world) == {tree.projects[tree.upper], tree.projects[tree.lower]}
    upper = db.session.get_one(Unit, tree.upper)
    delete_unit(upper, upper.version)
    assert led_projects(tree, world) == set()


def test_a_unit_in_the_bin_gives_nobody_anything(tree: Tree, world: World) -> None:
    """However it came there: without what `delete_unit` does with its projects."""
    upper = db.session.get_one(Unit, tree.upper)
    put_in_bin(upper, upper.version)
    assert led_projects(tree, world) == set()


def test_a_branch_that_hangs_in_the_bin_is_not_reached_from_above(tree: Tree, world: World) -> None:
    moved(tree, tree.sibling, tree.lower)
    lower = db.session.get_one(Unit, tree.lower)
    put_in_bin(lower, lower.version)
    assert led_projects(tree, world) == {tree.projects[tree.upper]}


def test_one_who_leaves_the_organisation_leads_nothing_in_it(tree: Tree, world: World) -> None:
    person_id = world.people[Who.UNIT_LEADER]
    membership = db.session.scalars(select(Membership).filter_by(person_id=person_id)).one()
    put_in_bin(membership, membership.version)
    assert led_projects(tree, world) == set()


def test_a_leader_in_one_organisation_sees_nothing_of_another(tree: Tree, world: World) -> None:
    """Also with a leadership that no page can make: of a unit where they do not belong."""
    own, other = tree.organization_ids
    foreign = UnitLeadership(
        organization_id=other, unit_id=world.storfjell["unit_id"], person_id=world.people[Who.UNIT_LEADER]
    )
    db.session.add(foreign)
    db.session.flush()
    assert world.storfjell["project_id"] not in led_projects(tree, world)
    assert own != other


def test_a_circle_of_units_ends(tree: Tree, world: World) -> None:
    """No service makes one; a damaged database may hold one, and everybody must still be able to sign in."""
    db.session.get_one(Unit, tree.upper).parent_id = tree.lower
    db.session.flush()
    assert led_projects(tree, world) == {tree.projects[tree.upper], tree.projects[tree.lower]}


def test_a_list_that_forgets_units_or_takes_too_many_is_seen(
    tree: Tree, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_units(actor: Actor) -> ColumnElement[bool]:
        leads = [id for id, role in actor.organization_roles.items() if role is OrganizationRole.LEADER]
        return or_(Project.organization_id.in_(leads), scope.joined_projects(actor))

    def with_siblings(actor: Actor) -> ColumnElement[bool]:
        in_units = Project.organization_id.in_(list(actor.organization_roles)) & Project.unit_id.is_not(None)
        return or_(right(actor), in_units)

    right = scope.verdict_projects
    for planted in (without_units, with_siblings):
        monkeypatch.setattr(scope, "verdict_projects", planted)
        assert verdict_disagreements(world.people, tree.organization_ids), planted


def test_a_rule_that_takes_any_unit_is_seen(tree: Tree, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def leads_some_unit(actor: Actor, target: Base | None) -> bool:
        return bool(actor.led_units) and isinstance(target, Project) and target.unit_id is not None

    planted = [leads_some_unit, *rules.RULES[Permission.SEE_VERDICTS]]
    monkeypatch.setattr(rules, "RULES", {**rules.RULES, Permission.SEE_VERDICTS: planted})
    assert verdict_disagreements(world.people, tree.organization_ids)
