"""Guests: in one project of an organisation, for as long as they take part in it, and in nothing else."""

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.access import actors
from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Organization, Project, ProjectMembership, Unit
from qi_tracker.services.bin import restore
from qi_tracker.services.guests import guests_in, guests_of
from qi_tracker.services.invitations import InvitationDetails, accept_invitation, invite, offer_of
from qi_tracker.services.organizations import members_of, members_outside, remove_member
from qi_tracker.services.people import AccountDetails, create_person
from qi_tracker.services.projects import change_project_role, delete_project, leave_project
from qi_tracker.services.units import candidates_for, name_leader
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole
from tests.inside import inside
from tests.people import PASSWORD_HASH, Who, World

NINA = AccountDetails("Nina Nav", "nina@example.no", PASSWORD_HASH, Language.BOKMAL)


def link(app: Flask, world: World, role: OrganizationRole = OrganizationRole.GUEST) -> str:
    """The token of a link into Lerkevik's project, made by its lead."""
    with inside(app, world.people[Who.LEAD]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        details = InvitationDetails("Nina", role, world.lerkevik["project_id"], ProjectRole.MEMBER)
        _, token = invite(actor, organization, details)
        db.session.commit()
    return token


def enter(app: Flask, world: World, role: OrganizationRole = OrganizationRole.GUEST) -> int:
    """Somebody new who has used such a link."""
    token = link(app, world, role)
    with inside(app):
        person_id = create_person(NINA).id
        accept_invitation(token, person_id)
        db.session.commit()
    return person_id


def project_of(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


def part_of(world: World, person_id: int) -> ProjectMembership:
    return db.session.scalars(
        select(ProjectMembership).filter_by(project_id=world.lerkevik["project_id"], person_id=person_id)
    ).one()


def membership_of(person_id: int) -> Membership | None:
    return db.session.scalar(select(Membership).filter_by(person_id=person_id))


def test_a_guest_has_a_part_in_the_project_and_no_role_in_the_organisation(app: Flask, world: World) -> None:
    person_id = enter(app, world)
    with inside(app, person_id) as actor:
        assert actor.organization_roles == {}
        assert actor.project_roles == {world.lerkevik["project_id"]: ProjectRole.MEMBER}
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        assert not allows(actor, Permission.VIEW_ORGANIZATION, organization)
        assert not allows(actor, Permission.CREATE_PROJECT, organization)
        assert allows(actor, Permission.EDIT_PROJECT, project_of(world))
        assert members_of(actor, organization) == []


def test_an_actor_never_has_a_guests_role(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for any role in the organisation finds none, also where the rule forgets guests."""
    assert Actor(1, organization_roles={1: OrganizationRole.GUEST, 2: OrganizationRole.LEADER}).organization_roles == {
        2: OrganizationRole.LEADER
    }
    monkeypatch.setattr(actors.Actor, "__post_init__", lambda _self: None)
    assert Actor(1, organization_roles={1: OrganizationRole.GUEST}).organization_roles


def test_guests_are_in_no_list_of_the_organisations_people(app: Flask, world: World) -> None:
    person_id = enter(app, world)
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        unit = db.session.get_one(Unit, world.lerkevik["unit_id"])
        part = part_of(world, person_id)
        assert guests_in(project_of(world)) == {person_id}
        assert [(guest.membership.person_id, guest.projects) for guest in guests_of(organization)] == [
            (person_id, [project_of(world).title])
        ]
        leave_project(part, part.version)
        for listed in (members_of(actor, organization), members_outside(project_of(world)), candidates_for(unit)):
            assert listed and person_id not in {membership.person_id for membership in listed}


def test_a_guest_leads_neither_a_unit_nor_a_project(app: Flask, world: World) -> None:
    person_id = enter(app, world)
    with inside(app, world.people[Who.ADMINISTRATOR]):
        with pytest.raises(InvalidInput, match="not_a_member"):
            name_leader(db.session.get_one(Unit, world.lerkevik["unit_id"]), person_id)
        part = part_of(world, person_id)
        with pytest.raises(InvalidInput, match="guest_leads"):
            change_project_role(part, part.version, ProjectRole.LEAD)
        change_project_role(part, part.version, ProjectRole.READER)
        assert part.role is ProjectRole.READER


def test_the_last_project_ends_it_and_undo_brings_both_back(app: Flask, world: World) -> None:
    person_id = enter(app, world)
    with inside(app, world.people[Who.LEAD]):
        part = part_of(world, person_id)
        leave_project(part, part.version)
        assert membership_of(person_id) is None
        restore(part, part.version)
        back = membership_of(person_id)
        assert back is not None and back.role is OrganizationRole.GUEST
        db.session.commit()
    with inside(app, person_id) as actor:
        assert actor.project_roles == {world.lerkevik["project_id"]: ProjectRole.MEMBER}


def test_another_project_keeps_the_guest(app: Flask, world: World) -> None:
    person_id = enter(app, world)
    with inside(app, world.people[Who.LEAD]):
        other = Project(organization_id=world.lerkevik["organization_id"], title="Det andre")
        db.session.add(other)
        db.session.flush()
        db.session.add(
            ProjectMembership(
                organization_id=other.organization_id,
                project_id=other.id,
                person_id=person_id,
                role=ProjectRole.READER,
            )
        )
        db.session.flush()
        part = part_of(world, person_id)
        leave_project(part, part.version)
        assert membership_of(person_id) is not None


def test_a_member_who_leaves_a_project_stays_a_member(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        part = part_of(world, world.people[Who.MEMBER])
        leave_project(part, part.version)
        assert membership_of(world.people[Who.MEMBER]) is not None


def test_one_who_was_a_member_does_not_come_back_as_a_guest(app: Flask, world: World) -> None:
    person_id = enter(app, world, OrganizationRole.MEMBER)
    with inside(app, world.people[Who.ADMINISTRATOR]):
        part, membership = part_of(world, person_id), membership_of(person_id)
        assert membership is not None
        remove_member(membership, membership.version)
        with pytest.raises(InvalidInput, match="not_a_member"):
            restore(part, part.version)


def test_a_guest_may_become_a_member_and_a_member_no_guest(app: Flask, world: World) -> None:
    person_id = enter(app, world)
    for role in (OrganizationRole.MEMBER, OrganizationRole.GUEST):
        token = link(app, world, role)
        with inside(app):
            accept_invitation(token, person_id)
            db.session.commit()
        with inside(app, person_id) as actor:
            assert list(actor.organization_roles.values()) == [OrganizationRole.MEMBER]


def test_a_link_for_a_guest_dies_with_its_project(app: Flask, world: World) -> None:
    token = link(app, world)
    with inside(app, world.people[Who.LEAD]):
        project = project_of(world)
        delete_project(project, project.version)
        db.session.commit()
    with inside(app), pytest.raises(InvalidInput, match="invitation_expired"):
        offer_of(token)
