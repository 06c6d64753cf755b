"""Lists show exactly what the rules allow: each condition against its permission, for every mix of roles."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import joinedload

from qi_tracker.access import scope
from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization, Project
from qi_tracker.services.acting import act_as
from qi_tracker.vocabulary import OrganizationRole, ProjectRole
from tests.inside import inside
from tests.people import World

Scope = Callable[[Actor], ColumnElement[bool]]

PROJECT_SCOPES: Sequence[tuple[Scope, Permission]] = (
    (scope.visible_projects, Permission.SEE_PROJECT),
    (scope.verdict_projects, Permission.SEE_VERDICTS),
    (scope.joined_projects, Permission.VIEW_PROJECT),
)


def every_actor(world: World) -> Iterator[Actor]:
    """Everyone one can be: any role or none in each of two organisations and in the project of each."""
    ids = (world.lerkevik["organization_id"], world.storfjell["organization_id"])
    projects = (world.lerkevik["project_id"], world.storfjell["project_id"])
    for roles in product([None, *OrganizationRole], repeat=2):
        for project_roles in product([None, *ProjectRole], repeat=2):
            yield Actor(
                person_id=1,
                is_operator=roles == (None, None),
                organization_roles={id: role for id, role in zip(ids, roles, strict=True) if role},
                project_roles={id: role for id, role in zip(projects, project_roles, strict=True) if role},
                project_organizations=frozenset(id for id, role in zip(ids, project_roles, strict=True) if role),
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
