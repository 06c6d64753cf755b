"""Organisations and who belongs to them."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.errors import Forbidden, InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization, Project, ProjectMembership
from qi_tracker.models.base import utc_now
from qi_tracker.services.organizations import (
    OrganizationDetails,
    add_member,
    all_organizations,
    change_role,
    create_organization,
    edit_organization,
    give_back_roles,
    members_of,
    members_outside,
    organizations_of,
    remove_member,
    without_administrator,
)
from qi_tracker.services.people import open_session, person_of_session
from qi_tracker.services.projects import delete_project, leave_project, people_of
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole
from tests.inside import inside
from tests.people import NAMES, Who, World

# Of Lerkevik, and without a part in its project.
OUTSIDE = (Who.ADMINISTRATOR, Who.LEADER, Who.UNIT_LEADER, Who.PLAIN_MEMBER)
NYVIK = OrganizationDetails("Nyvik kommune", "0301", Language.NYNORSK)


def membership_of(world: World, who: Who) -> Membership:
    """The person's place in their organisation."""
    return db.session.scalars(select(Membership).filter_by(person_id=world.people[who])).one()


def test_the_operator_makes_organisations_and_nobody_else_does(app: Flask, world: World) -> None:
    for who in set(NAMES) - {Who.OPERATOR}:
        with inside(app, world.people[who]) as actor, pytest.raises(Forbidden):
            create_organization(actor, NYVIK)
    with inside(app, world.people[Who.OPERATOR]) as actor:
        made = create_organization(actor, NYVIK)
        assert (made.number, made.language) == ("0301", Language.NYNORSK)
        assert organizations_of(actor) == []


def test_the_operator_sees_which_organisations_nobody_administers(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.OPERATOR]) as actor:
        made = create_organization(actor, NYVIK)
        assert without_administrator(all_organizations(actor)) == {made.id}
        # What was looked into for the answer is out of sight again.
        if db.engine.dialect.name == "postgresql":
            assert db.session.scalars(select(Membership)).all() == []


def test_only_the_operator_sees_all_organisations(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor, pytest.raises(Forbidden):
        all_organizations(actor)


def test_members_are_those_of_the_organisation_by_name(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.READER]) as actor:
        own = db.session.get_one(Organization, world.lerkevik["organization_id"])
        names = [membership.person.name for membership in members_of(actor, own)]
        assert names == sorted(NAMES[who] for who in NAMES if who not in (Who.OUTSIDER, Who.OPERATOR))
        other = db.session.get_one(Organization, world.storfjell["organization_id"])
        assert members_of(actor, other) == []


def test_members_outside_a_project_can_be_asked_in(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        outside = {membership.person_id for membership in members_outside(project)}
        assert outside == {world.people[who] for who in OUTSIDE}


def test_one_who_takes_part_elsewhere_can_be_asked_in_too(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        row = {"organization_id": world.lerkevik["organization_id"]}
        second = Project(**row, title="Skolefrokost")
        db.session.add(second)
        db.session.flush()
        db.session.add(ProjectMembership(**row, project_id=second.id, person_id=actor.person_id, role=ProjectRole.LEAD))
        db.session.flush()
        assert world.people[Who.MEMBER] in {membership.person_id for membership in members_outside(second)}
        assert actor.person_id not in {membership.person_id for membership in members_outside(second)}


def test_somebody_who_belongs_already_keeps_their_role(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        kept = add_member(organization, world.people[Who.LEADER], OrganizationRole.ADMINISTRATOR)
        assert kept.role is OrganizationRole.LEADER


def test_an_organisation_changes_only_from_what_is_there_now(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        with pytest.raises(StaleVersion):
            edit_organization(organization, 99, NYVIK)
        edit_organization(organization, organization.version, NYVIK)
        assert organization.name == "Nyvik kommune"


def test_another_role_ends_the_sessions(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        token, _ = open_session(world.people[Who.LEADER], remember=True)
        leader = membership_of(world, Who.LEADER)
        change_role(leader, leader.version, OrganizationRole.LEADER)
        assert person_of_session(token) is not None
        change_role(leader, leader.version, OrganizationRole.MEMBER)
        assert person_of_session(token) is None


def test_a_removed_member_loses_session_and_projects_and_can_come_back(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        token, _ = open_session(world.people[Who.MEMBER], remember=True)
        membership = membership_of(world, Who.MEMBER)
        organization = membership.organization
        remove_member(membership, membership.version)
        assert person_of_session(token) is None
        roles = select(ProjectMembership).filter_by(person_id=world.people[Who.MEMBER])
        assert db.session.scalars(roles).all() == []
        again = add_member(organization, world.people[Who.MEMBER], OrganizationRole.MEMBER)
        assert again.id != membership.id


def test_one_who_belongs_again_brings_no_other_back_into_projects(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        left = [membership_of(world, who) for who in (Who.MEMBER, Who.READER)]
        for membership in left:
            remove_member(membership, membership.version)
        db.session.commit()
        left[0].deleted_at = None
        give_back_roles(left[0])
        of_both = select(ProjectMembership.person_id).where(
            ProjectMembership.person_id.in_([membership.person_id for membership in left])
        )
        assert set(db.session.scalars(of_both)) == {world.people[Who.MEMBER]}


def test_one_who_belongs_again_has_a_role_in_each_project_again(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        membership = membership_of(world, Who.LEAD)
        row = {"organization_id": membership.organization_id}
        second = Project(**row, title="Skolefrokost")
        db.session.add(second)
        db.session.flush()
        db.session.add(
            ProjectMembership(**row, project_id=second.id, person_id=membership.person_id, role=ProjectRole.READER)
        )
        db.session.commit()
        roles = select(ProjectMembership.project_id).filter_by(person_id=membership.person_id)
        both = set(db.session.scalars(roles))
        assert len(both) == 2
        remove_member(membership, membership.version)
        db.session.commit()
        membership.deleted_at = None
        give_back_roles(membership)
        assert set(db.session.scalars(roles)) == both


def test_a_role_that_ended_earlier_stays_ended(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        membership = membership_of(world, Who.MEMBER)
        role = db.session.scalars(select(ProjectMembership).filter_by(person_id=membership.person_id)).one()
        leave_project(role, role.version)
        db.session.commit()
        remove_member(membership, membership.version)
        db.session.commit()
        membership.deleted_at = None
        give_back_roles(membership)
        assert role.deleted_at is not None


def test_a_role_waits_in_a_project_that_lies_in_the_bin(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        membership = membership_of(world, Who.MEMBER)
        role = db.session.scalars(select(ProjectMembership).filter_by(person_id=membership.person_id)).one()
        remove_member(membership, membership.version)
        project = db.session.get_one(Project, role.project_id)
        delete_project(project, project.version)
        db.session.commit()
        membership.deleted_at = None
        give_back_roles(membership)
        project.deleted_at = None
        db.session.commit()
        assert {person.person_id for person in people_of(project)} >= {membership.person_id}


def test_an_administrator_who_cannot_sign_in_is_none(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        only, second = (membership_of(world, who) for who in (Who.ADMINISTRATOR, Who.LEADER))
        change_role(second, second.version, OrganizationRole.ADMINISTRATOR)
        second.person.disabled_at = utc_now()
        db.session.flush()
        with pytest.raises(InvalidInput, match="last_administrator"):
            remove_member(only, only.version)


def test_an_organisation_is_never_left_without_an_administrator(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        only = membership_of(world, Who.ADMINISTRATOR)
        with pytest.raises(InvalidInput, match="last_administrator"):
            change_role(only, only.version, OrganizationRole.MEMBER)
        with pytest.raises(InvalidInput, match="last_administrator"):
            remove_member(only, only.version)
        second = membership_of(world, Who.LEADER)
        change_role(second, second.version, OrganizationRole.ADMINISTRATOR)
        change_role(only, only.version, OrganizationRole.MEMBER)
        with pytest.raises(InvalidInput, match="last_administrator"):
            remove_member(second, second.version)


def test_two_administrators_who_remove_each_other_do_not_both_succeed(app: Flask, world: World) -> None:
    people = (world.people[Who.ADMINISTRATOR], world.people[Who.LEADER])
    with inside(app, people[0]):
        second = membership_of(world, Who.LEADER)
        change_role(second, second.version, OrganizationRole.ADMINISTRATOR)
        db.session.commit()

    def demote(other: int) -> bool:
        with inside(app, sum(people) - other):
            membership = db.session.scalars(select(Membership).filter_by(person_id=other)).one()
            try:
                change_role(membership, membership.version, OrganizationRole.MEMBER)
            except InvalidInput:
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(1) as other_thread, inside(app, people[0]):
        membership = membership_of(world, Who.LEADER)
        change_role(membership, membership.version, OrganizationRole.MEMBER)
        # Not committed yet: whoever does not wait would still find two administrators.
        other = other_thread.submit(demote, people[0])
        wait([other], timeout=0.3)
        db.session.commit()
        assert other.result() is False
