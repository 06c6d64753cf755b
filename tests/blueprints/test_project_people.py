"""Who takes part in a project: added, invited by a link, given another role, removed."""

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Invitation, ProjectMembership
from qi_tracker.services.projects import people_of
from qi_tracker.vocabulary import OrganizationRole, ProjectRole
from tests.blueprints.refusals import OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import world_measure
from tests.people import Who, World
from tests.rows import row_counts

# A member of the team works in the project and does not decide who else does; an administrator does.
REFUSED = {who: status for who, status in OUTSIDE_TEAM.items() if who is not Who.ADMINISTRATOR} | {Who.MEMBER: 403}


def address(world: World, ending: str = "people") -> str:
    return f"/projects/{world.lerkevik['project_id']}/{ending}"


def roles(prepared: Prepared) -> dict[int, ProjectRole]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = db.session.query(ProjectMembership).filter_by(project_id=prepared.world.lerkevik["project_id"])
        return {membership.person_id: membership.role for membership in found}


def membership_of(prepared: Prepared, who: Who) -> int:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        project = world_measure(prepared.world).project
        return next(found.id for found in people_of(project) if found.person_id == prepared.world.people[who])


def test_the_lead_and_the_administrator_decide_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    membership = f"/project-memberships/{world.lerkevik['project_membership_id']}"
    pages = [address(world), address(world, "invite"), f"{membership}/edit"]
    for who in (Who.LEAD, Who.ADMINISTRATOR):
        for page in pages:
            sign_in(who).get(page)
    assert_refused(sign_in, REFUSED, pages, [*pages, f"{membership}/delete"])


def test_a_colleague_is_added_and_sees_the_numbers(prepared: Prepared, sign_in: SignIn) -> None:
    person = prepared.world.people[Who.PLAIN_MEMBER]
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(address(prepared.world)), {"person_id": str(person), "role": "reader"})
    assert "Vibeke Vanleg" in browser.follow(page).text
    assert roles(prepared)[person] is ProjectRole.READER
    sign_in(Who.PLAIN_MEMBER).get(f"/measures/{prepared.world.lerkevik['measure_id']}")


@pytest.mark.parametrize("who", [Who.OUTSIDER, Who.OPERATOR, Who.READER])
def test_only_members_of_the_organisation_who_take_no_part_can_be_added(
    prepared: Prepared, sign_in: SignIn, who: Who
) -> None:
    browser, before = sign_in(Who.LEAD), roles(prepared)
    typed = {"person_id": str(prepared.world.people[who]), "role": "lead"}
    browser.send(browser.get(address(prepared.world)), typed, status=422)
    assert roles(prepared) == before


def test_an_invitation_is_a_link_shown_once(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    shown = browser.send(browser.get(address(prepared.world, "invite")), {"note": "Ny helsesykepleier"}, status=200)
    [link] = [found.attrs["value"] for found in shown.document.query("#invitation-link")]
    assert "http://localhost/" in str(link)
    token = str(link).rsplit("/", 1)[1]
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        invitation = db.session.query(Invitation).filter_by(note="Ny helsesykepleier").one()
        assert (invitation.project_id, invitation.project_role, invitation.role) == (
            prepared.world.lerkevik["project_id"],
            ProjectRole.MEMBER,
            OrganizationRole.MEMBER,
        )
        assert token not in invitation.token_hash
    assert token not in browser.get(address(prepared.world)).html
    invited = sign_in(Who.NOBODY)
    # They are told what they are invited to.
    invited.foreign = ()
    invited.get(str(link).removeprefix("http://localhost"))


@pytest.mark.parametrize(
    ("values", "sentence"), [({"note": " "}, "Fyll ut dette feltet."), ({"note": PERSONAL_NUMBER}, "fødselsnummer")]
)
def test_an_invitation_needs_a_name_and_no_number_of_a_person(
    sqlite_only: Prepared, values: dict[str, str], sentence: str
) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    before = row_counts(sqlite_only)
    page = browser.send(browser.get(address(sqlite_only.world, "invite")), values, status=422)
    assert sentence in page.text
    assert PERSONAL_NUMBER not in page.html
    assert row_counts(sqlite_only) == before


def test_a_role_is_changed(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    page = f"/project-memberships/{membership_of(prepared, Who.READER)}/edit"
    assert browser.get(page).form().fields["role"] == ["reader"]
    browser.follow(browser.send(browser.get(page), {"role": "member"}))
    assert roles(prepared)[prepared.world.people[Who.READER]] is ProjectRole.MEMBER


def test_two_who_change_a_role_see_both(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.ADMINISTRATOR)
    address = f"/project-memberships/{membership_of(prepared, Who.READER)}/edit"
    page = mine.get(address)
    theirs.send(theirs.get(address), {"role": "member"})
    conflict = mine.send(page, {"role": "lead"}, status=409)
    assert conflict.form().fields["role"] == ["lead"]
    mine.send(conflict)
    assert roles(prepared)[prepared.world.people[Who.READER]] is ProjectRole.LEAD


def test_the_last_lead_can_neither_leave_nor_step_down(prepared: Prepared, sign_in: SignIn) -> None:
    browser, membership = sign_in(Who.LEAD), membership_of(prepared, Who.LEAD)
    page = browser.get(f"/project-memberships/{membership}/edit")
    refused = browser.send(page, {"role": "member"}, status=422)
    assert "Dette er den eneste prosjektlederen." in refused.text
    told = browser.send(browser.get(f"/project-memberships/{membership}/hand-over"), action=f"/{membership}/delete")
    assert "Dette er den eneste prosjektlederen." in browser.follow(told).text
    assert roles(prepared)[prepared.world.people[Who.LEAD]] is ProjectRole.LEAD


def test_one_who_is_removed_sees_the_outline_from_then_on(prepared: Prepared, sign_in: SignIn) -> None:
    browser, removed = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    removed.get(f"/measures/{prepared.world.lerkevik['measure_id']}")
    action = f"/{membership_of(prepared, Who.MEMBER)}/delete"
    browser.follow(browser.send(browser.get(address(prepared.world)), action=action))
    removed.get(f"/measures/{prepared.world.lerkevik['measure_id']}", 403)
    assert prepared.world.people[Who.MEMBER] not in roles(prepared)
    # And can be added again.
    typed = {"person_id": str(prepared.world.people[Who.MEMBER]), "role": "member"}
    browser.send(browser.get(address(prepared.world)), typed)
    removed.get(f"/measures/{prepared.world.lerkevik['measure_id']}")


def test_the_numbers_of_one_who_is_removed_are_asked_of_the_others(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        world_measure(prepared.world).collector_id = prepared.world.people[Who.MEMBER]
        db.session.commit()
    browser = sign_in(Who.LEAD)
    due = f"/measures/{prepared.world.lerkevik['measure_id']}/due-number"
    assert due not in [form.action for form in browser.get("/").forms]
    membership = membership_of(prepared, Who.MEMBER)
    browser.send(browser.get(f"/project-memberships/{membership}/hand-over"), action=f"/{membership}/delete")
    assert due in [form.action for form in browser.get("/").forms]
