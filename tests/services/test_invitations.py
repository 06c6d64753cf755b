"""One-use links: whom they let in, once, and when they do not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from qi_tracker.errors import Forbidden, InvalidInput, NotFound
from qi_tracker.extensions import db
from qi_tracker.models import Invitation, Membership, Organization, Person, Project, ProjectMembership
from qi_tracker.models import database as drivers
from qi_tracker.models.base import utc_now
from qi_tracker.services.acting import act_as
from qi_tracker.services.invitations import (
    InvitationDetails,
    accept_invitation,
    create_first_account,
    invitation_of,
    invite,
    invite_first_administrator,
    invite_first_person,
    mailable_invitation,
    offer_of,
    open_invitations,
    project_invitation_of,
    withdraw_invitation,
)
from qi_tracker.services.organizations import OrganizationDetails, change_role, create_organization, remove_member
from qi_tracker.services.people import AccountDetails, create_person
from qi_tracker.services.projects import enter_project, leave_project
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole
from tests.inside import inside
from tests.people import NAMES, PASSWORD_HASH, Who, World

ACCOUNT = AccountDetails("Nora Nykomling", "nora@example.no", PASSWORD_HASH, Language.BOKMAL)
NYVIK = OrganizationDetails("Nyvik kommune", "9903", Language.BOKMAL)


def link_into_lerkevik(app: Flask, world: World, details: InvitationDetails) -> str:
    """The token of a link that Lerkevik's administrator has made."""
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        _, token = invite(actor, organization, details)
        db.session.commit()
    return token


def somebody_new(app: Flask) -> int:
    """An account that belongs to nothing."""
    with inside(app):
        person_id = create_person(ACCOUNT).id
        db.session.commit()
    return person_id


def test_a_link_tells_what_it_gives_before_it_is_used(app: Flask, world: World) -> None:
    project_id = world.lerkevik["project_id"]
    details = InvitationDetails("Nora", OrganizationRole.MEMBER, project_id, ProjectRole.READER)
    token = link_into_lerkevik(app, world, details)
    # As a page does that is only opened: nothing may be written or locked.
    with inside(app), drivers.reading():
        offer = offer_of(token)
        assert offer.organization is not None and offer.organization.name == "Lerkevik kommune"
        assert (offer.role, offer.project_role) == (OrganizationRole.MEMBER, ProjectRole.READER)
        assert offer.inviter_name == NAMES[Who.ADMINISTRATOR]
        assert offer.project_title == f"Gratis fritid {world.lerkevik.canary}"
        assert offer_of(token) == offer


def test_a_link_lets_one_in_once(app: Flask, world: World) -> None:
    details = InvitationDetails("Nora", OrganizationRole.LEADER, world.lerkevik["project_id"], ProjectRole.READER)
    token = link_into_lerkevik(app, world, details)
    person_id = somebody_new(app)
    with inside(app):
        accept_invitation(token, person_id)
        db.session.commit()
    with inside(app, person_id) as actor:
        assert actor.organization_roles == {world.lerkevik["organization_id"]: OrganizationRole.LEADER}
        assert actor.project_roles == {world.lerkevik["project_id"]: ProjectRole.READER}
        for use in (lambda: offer_of(token), lambda: accept_invitation(token, world.people[Who.OUTSIDER])):
            with pytest.raises(InvalidInput, match="invitation_used"):
                use()


def lose_the_right(app: Flask, world: World, way: str) -> None:
    """The administrator of Lerkevik administers it no more; somebody else does."""
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        members = {member.person_id: member for member in db.session.scalars(select(Membership))}
        own, other = members[actor.person_id or 0], members[world.people[Who.PLAIN_MEMBER]]
        change_role(other, other.version, OrganizationRole.ADMINISTRATOR)
        if way == "removed":
            remove_member(own, own.version)
        elif way == "given another role":
            change_role(own, own.version, OrganizationRole.LEADER)
        else:
            own.person.disabled_at = utc_now()
        db.session.commit()


@pytest.mark.parametrize("way", ["removed", "given another role", "disabled"])
@pytest.mark.parametrize("project_role", [None, ProjectRole.LEAD])
def test_a_link_dies_with_its_makers_right(
    app: Flask, world: World, way: str, project_role: ProjectRole | None
) -> None:
    project_id = world.lerkevik["project_id"] if project_role else None
    details = InvitationDetails("Nora", OrganizationRole.ADMINISTRATOR, project_id, project_role)
    token = link_into_lerkevik(app, world, details)
    lose_the_right(app, world, way)
    person_id = somebody_new(app)
    with inside(app, person_id), pytest.raises(InvalidInput, match="invitation_expired"):
        offer_of(token)
    with inside(app, person_id), pytest.raises(InvalidInput, match="invitation_expired"):
        accept_invitation(token, person_id)
    with inside(app, world.people[Who.PLAIN_MEMBER]):
        invitation = db.session.scalars(select(Invitation)).one()
        assert open_invitations(db.session.get_one(Organization, invitation.organization_id)) == []
        assert mailable_invitation(invitation.id) is None


def test_a_project_leads_link_works_while_they_lead(app: Flask, world: World) -> None:
    project_id = world.lerkevik["project_id"]
    with inside(app, world.people[Who.LEAD]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        details = InvitationDetails("Nora", OrganizationRole.MEMBER, project_id, ProjectRole.READER)
        _, token = invite(actor, organization, details)
        db.session.commit()
    person_id = somebody_new(app)
    with inside(app, person_id):
        assert offer_of(token).project_id == project_id
    with inside(app, world.people[Who.LEAD]) as actor:
        own = db.session.scalars(select(ProjectMembership).filter_by(person_id=actor.person_id)).one()
        enter_project(own.project, world.people[Who.PLAIN_MEMBER], ProjectRole.LEAD)
        leave_project(own, own.version)
        db.session.commit()
    with inside(app, person_id), pytest.raises(InvalidInput, match="invitation_expired"):
        accept_invitation(token, person_id)


def test_of_eight_who_use_a_link_at_once_one_gets_in(app: Flask, world: World) -> None:
    token = link_into_lerkevik(app, world, InvitationDetails("Nora", OrganizationRole.MEMBER))
    with inside(app):
        people = [
            create_person(AccountDetails("N", f"n{n}@example.no", PASSWORD_HASH, Language.BOKMAL)).id for n in range(8)
        ]
        db.session.commit()
    start = Barrier(len(people))

    def enter(person_id: int) -> bool:
        start.wait()
        with inside(app):
            try:
                accept_invitation(token, person_id)
            except InvalidInput:
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(len(people)) as threads:
        assert sum(threads.map(enter, people)) == 1


def test_a_link_that_is_withdrawn_too_old_or_made_up_lets_nobody_in(app: Flask, world: World) -> None:
    token = link_into_lerkevik(app, world, InvitationDetails("Nora", OrganizationRole.MEMBER))
    with inside(app, world.people[Who.ADMINISTRATOR]):
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        (invitation,) = open_invitations(organization)
        invitation.expires_at = utc_now() - timedelta(seconds=1)
        db.session.flush()
        assert open_invitations(organization) == []
        with pytest.raises(InvalidInput, match="invitation_expired"):
            offer_of(token)
        withdraw_invitation(invitation)
        for unknown in (token, "", "made-up", token + "x"):
            with pytest.raises(InvalidInput, match="invitation_unknown"):
                accept_invitation(unknown, world.people[Who.OUTSIDER])


def test_a_link_works_for_a_day_and_is_not_kept(app: Flask, world: World) -> None:
    token = link_into_lerkevik(app, world, InvitationDetails("Nora", OrganizationRole.MEMBER))
    with inside(app):
        invitation = db.session.scalars(select(Invitation)).one()
        assert abs(invitation.expires_at - utc_now() - timedelta(hours=24)) < timedelta(minutes=1)
        assert token not in invitation.token_hash
        # 256 bits.
        assert len(token) == 43


def test_a_project_that_is_deleted_meanwhile_is_left_out(app: Flask, world: World) -> None:
    details = InvitationDetails("Nora", OrganizationRole.MEMBER, world.lerkevik["project_id"], ProjectRole.MEMBER)
    token, person_id = link_into_lerkevik(app, world, details), somebody_new(app)
    with inside(app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        put_in_bin(project, project.version)
        db.session.commit()
    with inside(app):
        assert offer_of(token).project_title is None
        accept_invitation(token, person_id)
        assert db.session.scalars(select(ProjectMembership).filter_by(person_id=person_id)).all() == []


def test_another_organisations_project_cannot_ride_along(app: Flask, world: World) -> None:
    details = InvitationDetails("Nora", OrganizationRole.MEMBER, world.storfjell["project_id"], ProjectRole.LEAD)
    token, person_id = link_into_lerkevik(app, world, details), somebody_new(app)
    with inside(app):
        assert offer_of(token).project_title is None
        accept_invitation(token, person_id)
        db.session.commit()
    with inside(app, person_id) as actor:
        assert actor.project_roles == {}


def test_an_invitation_of_another_organisation_is_not_there(app: Flask, world: World) -> None:
    link_into_lerkevik(app, world, InvitationDetails("Nora", OrganizationRole.MEMBER))
    with inside(app):
        theirs = db.session.scalars(select(Invitation.id)).one()
    with inside(app, world.people[Who.OUTSIDER]):
        storfjell = db.session.get_one(Organization, world.storfjell["organization_id"])
        for invitation_id in (theirs, 9999):
            with pytest.raises(NotFound):
                invitation_of(storfjell, invitation_id)


def test_the_operator_gives_a_new_organisation_its_first_administrator(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.OPERATOR]) as actor:
        made = create_organization(actor, NYVIK)
        first = invite_first_administrator(actor, made)
        second = invite_first_administrator(actor, made)
        organization_id = made.id
        with pytest.raises(InvalidInput, match="invitation_unknown"):
            offer_of(first)
        db.session.commit()
    person_id = somebody_new(app)
    with inside(app):
        accept_invitation(second, person_id)
        db.session.commit()
    with inside(app, world.people[Who.OPERATOR]) as actor, pytest.raises(InvalidInput, match="has_administrator"):
        invite_first_administrator(actor, db.session.get_one(Organization, organization_id))
    with inside(app, person_id) as actor:
        assert actor.organization_roles == {organization_id: OrganizationRole.ADMINISTRATOR}


def test_nobody_else_gets_into_an_organisation_that_way(app: Flask, world: World) -> None:
    for who, refusal in ((Who.ADMINISTRATOR, Forbidden), (Who.OUTSIDER, NotFound)):
        with inside(app, world.people[who]) as actor, pytest.raises(refusal):
            invite_first_administrator(actor, db.session.get_one(Organization, world.lerkevik["organization_id"]))


def test_the_first_account_runs_the_installation_and_administers_its_organisation(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qi_tracker.services.invitations.has_people", lambda: False)
    with inside(app):
        earlier, token = invite_first_person(), invite_first_person()
        with pytest.raises(InvalidInput, match="invitation_unknown"):
            offer_of(earlier)
        assert offer_of(token).organization is None
        person = create_first_account(token, ACCOUNT, NYVIK)
        person_id = person.id
        assert person.is_operator
        db.session.commit()
    with inside(app, person_id) as actor:
        assert list(actor.organization_roles.values()) == [OrganizationRole.ADMINISTRATOR]
        with pytest.raises(InvalidInput, match="invitation_used"):
            create_first_account(token, ACCOUNT, NYVIK)


def test_a_new_link_to_the_first_account_ends_no_other_invitation(app: Flask, world: World) -> None:
    token = link_into_lerkevik(app, world, InvitationDetails("Nora", OrganizationRole.MEMBER))
    with inside(app):
        invite_first_person()
        assert offer_of(token).organization is not None


def test_a_link_into_another_project_is_not_of_this_one(app: Flask, world: World) -> None:
    role = (OrganizationRole.MEMBER, world.lerkevik["project_id"], ProjectRole.MEMBER)
    link_into_lerkevik(app, world, InvitationDetails("Nora", *role))
    with inside(app, world.people[Who.LEAD]) as lead:
        (number,) = db.session.scalars(select(Invitation.id))
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        assert project_invitation_of(project, number).id == number
        other = Project(organization_id=project.organization_id, title="Skolefrokost")
        db.session.add(other)
        db.session.flush()
        assert lead.person_id is not None
        with pytest.raises(NotFound):
            project_invitation_of(other, number)


def test_there_is_no_second_first_account(app: Flask) -> None:
    with inside(app):
        token = invite_first_person()
        before = db.session.scalar(select(func.count(Person.id)))
        with pytest.raises(InvalidInput, match="invitation_used"):
            create_first_account(token, ACCOUNT, NYVIK)
        assert db.session.scalar(select(func.count(Person.id))) == before


def test_a_link_into_an_organisation_makes_no_first_account_and_the_other_way_round(app: Flask, world: World) -> None:
    token = link_into_lerkevik(app, world, InvitationDetails("Nora", OrganizationRole.ADMINISTRATOR))
    with inside(app):
        act_as(db.session(), None)
        with pytest.raises(InvalidInput):
            create_first_account(token, ACCOUNT, NYVIK)
        with pytest.raises(InvalidInput, match="invitation_unknown"):
            accept_invitation(invite_first_person(), world.people[Who.OUTSIDER])
