"""Handing over on its pages: one's own, a colleague's in a project, a member's in the organisation."""

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Membership, ProjectMembership
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, world_measure
from tests.people import NAMES, Who, World


def memberships(prepared: Prepared) -> tuple[int, int]:
    """The lead's: in the organisation, and in the project."""
    lead, ids = prepared.world.people[Who.LEAD], prepared.world.lerkevik
    with inside(prepared.app, lead):
        of_project = db.session.query(ProjectMembership).filter_by(project_id=ids["project_id"], person_id=lead)
        of_organization = db.session.query(Membership).filter_by(organization_id=ids["organization_id"], person_id=lead)
        return of_organization.one().id, of_project.one().id


def collectors(prepared: Prepared) -> set[int | None]:
    """Who collects the two measures."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        return {world_measure(prepared.world).collector_id, decided_measure(prepared.world).collector_id}


def hand_over(browser: Client, address: str, receiver_id: int) -> None:
    """See what moves, and move it."""
    page = browser.get(f"{address}?to={receiver_id}&with_tasks=y")
    assert f"{NAMES[Who.MEMBER]} tar over" in page.text
    browser.send(page, {}, address, 303)


@pytest.mark.parametrize("who", [Who.LEAD, Who.ADMINISTRATOR])
def test_all_is_shown_then_moved_then_undone(prepared: Prepared, sign_in: SignIn, who: Who) -> None:
    lead, member = prepared.world.people[Who.LEAD], prepared.world.people[Who.MEMBER]
    in_organization, _ = memberships(prepared)
    address = "/account/hand-over" if who is Who.LEAD else f"/memberships/{in_organization}/hand-over"
    browser = sign_in(who)
    page = browser.get(f"{address}?to={member}")
    assert collectors(prepared) == {lead}, "looking moves nothing"
    # An administrator outside the project sees how much it is, and no name of a measure.
    assert ("Barn med aktivitet" in page.text) is (who is Who.LEAD)
    assert "2 indikatorer" in page.text
    hand_over(browser, address, member)
    assert collectors(prepared) == {member}
    then = "/account" if who is Who.LEAD else f"/memberships/{in_organization}/edit"
    browser.send(browser.get(then), {}, address, 303)
    assert collectors(prepared) == {lead}


def test_removing_one_who_collects_offers_to_hand_over_first(prepared: Prepared, sign_in: SignIn) -> None:
    member = prepared.world.people[Who.MEMBER]
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        tenant = {name: prepared.world.lerkevik[name] for name in ("organization_id", "project_id")}
        world_measure(prepared.world).collector_id = member
        found = db.session.query(ProjectMembership).filter_by(**tenant, person_id=member).one()
        number = found.id
        db.session.commit()
    browser = sign_in(Who.LEAD)
    people = browser.get(f"/projects/{prepared.world.lerkevik['project_id']}/people")
    assert f"/project-memberships/{number}/hand-over" in people.html
    assert f'action="/project-memberships/{number}/delete"' not in people.html
    page = browser.get(f"/project-memberships/{number}/hand-over")
    assert f'action="/project-memberships/{number}/delete"' in page.html
    browser.send(page, {}, f"/project-memberships/{number}/hand-over", 303)
    assert collectors(prepared) == {prepared.world.people[Who.LEAD]}


def test_who_may_not_manage_people_hands_over_nobody_elses(sqlite_only: Prepared, sign_in: SignIn) -> None:
    in_organization, in_project = memberships(sqlite_only)
    for who, expected in ((Who.MEMBER, 403), (Who.OUTSIDER, 404)):
        browser = sign_in(who)
        for address in (f"/memberships/{in_organization}/hand-over", f"/project-memberships/{in_project}/hand-over"):
            assert browser.browser.get(address).status_code == expected


def test_one_who_works_alone_is_led_to_let_somebody_in(world: World, sign_in: SignIn) -> None:
    page = sign_in(Who.OUTSIDER).get("/account/hand-over")
    assert "Ta inn noen først." in page.text
    assert f"/projects/{world.storfjell['project_id']}/people" in page.links
