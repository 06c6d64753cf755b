"""Undo and the bin through its pages: at once from the notice, later from «Papirkurv», and only for those who may."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import Measure, Membership, Observation, Project, ProjectMembership, TenantRow
from qi_tracker.services.acting import act_as
from qi_tracker.services.places import key_of
from qi_tracker.services.projects import enter_project, leave_project
from qi_tracker.vocabulary import ProjectRole
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.inside import inside
from tests.people import Who, World
from tests.services.test_bin import typed_anew

# What is deleted from which page, and by which of its buttons.
DELETIONS = {
    "measure": ("/measures/{measure_id}", "/measures/{measure_id}/delete"),
    "idea": ("/ideas/{idea_id}/edit", "/ideas/{idea_id}/delete"),
    "cycle": ("/cycles/{cycle_id}", "/cycles/{cycle_id}/delete"),
    "annotation": ("/annotations/{annotation_id}/edit", "/annotations/{annotation_id}/delete"),
    "project": ("/projects/{project_id}", "/projects/{project_id}/delete"),
    "person": ("/projects/{project_id}/people", "/project-memberships/{project_membership_id}/delete"),
}


def deleted(client: Client, world: World, name: str) -> Page:
    """The page that comes after deleting this."""
    page, action = (address.format_map(world.lerkevik.ids) for address in DELETIONS[name])
    return client.follow(client.send(client.get(page), action=action))


def undo(client: Client, page: Page, status: int = 303) -> Page:
    """Press «Angre» in the page's notice, sent as the page holds it."""
    form = next(form for form in page.forms if "restore" in form.action)
    return client.post(form.action, form.fields, status)


@pytest.mark.parametrize("name", DELETIONS)
def test_what_was_deleted_comes_back_by_the_button_beside_the_notice(
    app: Flask, world: World, sign_in: SignIn, name: str
) -> None:
    client = sign_in(Who.LEAD)
    page = deleted(client, world, name)
    assert "Angre" in page.text
    answer = undo(client, page)
    assert "Det er hentet tilbake." in client.follow(answer).text
    # Pressed twice, it leads to the same place.
    assert undo(client, page).location == answer.location


@pytest.mark.parametrize("noun", ["phase", "freeze", "pause"])
def test_a_decision_about_the_chart_comes_back(app: Flask, world: World, sign_in: SignIn, noun: str) -> None:
    client, ids = sign_in(Who.LEAD), world.lerkevik
    with inside(app, world.people[Who.LEAD]):
        measure_id = db.session.scalars(select(Measure.id).where(Measure.name.startswith("Familier"))).first()
    measure = client.get(f"/measures/{measure_id}")
    plural = f"{noun}s"
    page = client.follow(client.send(measure, action=f"/{plural}/{ids[f'{noun}_id']}/delete"))
    undo(client, page)
    assert f"/{plural}/{ids[f'{noun}_id']}/delete" in client.get(f"/measures/{measure_id}").html


def test_the_bin_shows_what_by_whom_and_brings_it_back(app: Flask, world: World, sign_in: SignIn) -> None:
    client, bin_page = sign_in(Who.MEMBER), f"/projects/{world.lerkevik['project_id']}/bin"
    assert "Her er ingenting slettet" in client.get(bin_page).text
    deleted(client, world, "measure")
    page = client.get(bin_page)
    assert f"Indikator: Barn med aktivitet {world.lerkevik.canary}" in page.text
    assert "Slettet av Magnus Måledal" in page.text
    client.send(page, action="/bin/restore")
    assert "Her er ingenting slettet" in client.get(bin_page).text


def test_a_reader_sees_the_bin_and_takes_nothing_out_of_it(app: Flask, world: World, sign_in: SignIn) -> None:
    deleted(sign_in(Who.LEAD), world, "measure")
    page = sign_in(Who.READER).get(f"/projects/{world.lerkevik['project_id']}/bin")
    assert "Indikator: Barn med aktivitet" in page.text
    assert not [form for form in page.forms if "restore" in form.action]


def test_a_part_of_something_deleted_tells_what_to_bring_back_first(app: Flask, world: World, sign_in: SignIn) -> None:
    client = sign_in(Who.LEAD)
    first = deleted(client, world, "cycle")
    deleted(client, world, "idea")
    answer = undo(client, first)
    page = client.follow(answer)
    assert "Dette hører til noe som også er slettet" in page.text
    assert "Hent det tilbake først: «Endringsidé: Fritidsguide" in page.text


def test_a_deleted_project_is_brought_back_from_the_list_of_projects(app: Flask, world: World, sign_in: SignIn) -> None:
    client = sign_in(Who.LEAD)
    deleted(client, world, "project")
    client.get(f"/projects/{world.lerkevik['project_id']}", 404)
    # One who administers the organisation sees its title, and may bring it back: it may have no lead any more.
    page = sign_in(Who.ADMINISTRATOR).get("/bin")
    assert f"Prosjekt: Gratis fritid {world.lerkevik.canary}" in page.text
    assert "Prosjekt: " not in sign_in(Who.MEMBER).get("/bin").text
    client.send(client.get("/bin"), action="/bin/restore")
    client.get(f"/projects/{world.lerkevik['project_id']}")


def test_a_member_who_was_removed_comes_back(app: Flask, world: World, sign_in: SignIn) -> None:
    client = sign_in(Who.ADMINISTRATOR)
    with inside(app, world.people[Who.ADMINISTRATOR]):
        number = db.session.scalars(select(Membership.id).where(Membership.person_id == world.people[Who.MEMBER])).one()
    page = client.follow(client.send(client.get(f"/memberships/{number}/edit"), action=f"/memberships/{number}/delete"))
    sign_in(Who.MEMBER).get(f"/projects/{world.lerkevik['project_id']}", 404)
    undo(client, page)
    sign_in(Who.MEMBER).get(f"/projects/{world.lerkevik['project_id']}")


# A number typed anew.


def both_numbers(app: Flask, world: World) -> tuple[str, dict[str, Any]]:
    """The address of the choice, and what the button beside the deleted one sends."""
    with inside(app, world.people[Who.LEAD]):
        gone, _ = typed_anew(world)
        found = {"thing": key_of(gone), "version": str(gone.version)}
        db.session.commit()
    return f"/projects/{world.lerkevik['project_id']}/bin", found


def test_two_numbers_for_one_period_are_shown_and_one_is_chosen(app: Flask, world: World, sign_in: SignIn) -> None:
    address, button = both_numbers(app, world)
    client = sign_in(Who.LEAD)
    answer = client.post(f"{address}/restore", button)
    page = client.follow(answer)
    assert page.heading == "Velg en av de to"
    assert "12" in page.text
    assert "47" in page.text
    client.send(page, action="/bin/restore")
    with inside(app, world.people[Who.LEAD]):
        act_as(db.session(), None, [world.lerkevik["organization_id"]])
        march = select(Observation.numerator, Observation.deleted_at).where(
            Observation.measure_id == world.lerkevik["measure_id"], Observation.numerator.in_([12, 47])
        )
        rows = dict(db.session.execute(march, execution_options={"include_deleted": True}).all())
    assert {number for number, gone in rows.items() if gone is None} == {47}


# Rights.


def every_button(world: World) -> list[tuple[str, str, str]]:
    """(who deletes, what, where its button sends)."""
    project, organization = world.lerkevik["project_id"], world.lerkevik["organization_id"]
    return [
        ("measures", "measure_id", f"/projects/{project}/bin/restore"),
        ("project_memberships", "project_membership_id", f"/projects/{project}/bin/restore-person"),
        ("memberships", "membership_id", f"/organizations/{organization}/bin/restore"),
        ("projects", "project_id", "/bin/restore"),
    ]


MAY: dict[str, set[Who]] = {
    "measures": {Who.LEAD, Who.MEMBER},
    "project_memberships": {Who.LEAD, Who.ADMINISTRATOR},
    "memberships": {Who.ADMINISTRATOR},
    "projects": {Who.LEAD, Who.ADMINISTRATOR},
}


@pytest.mark.parametrize("who", [who for who in Who if who is not Who.NOBODY])
@pytest.mark.parametrize("noun", MAY)
def test_each_button_works_for_those_who_may(sqlite_only: Any, who: Who, noun: str) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    name, address = next((name, address) for kind, name, address in every_button(world) if kind == noun)
    with inside(app):
        act_as(db.session(), None, [world.lerkevik["organization_id"]])
        if noun == "memberships":
            # Of somebody whose own rights are not asked here.
            number = db.session.scalars(
                select(Membership.id).where(Membership.person_id == world.people[Who.PLAIN_MEMBER])
            ).one()
        elif noun == "project_memberships":
            number = db.session.scalars(
                select(ProjectMembership.id).where(ProjectMembership.person_id == world.people[Who.READER])
            ).one()
        else:
            number = world.lerkevik[name]
        kinds: dict[str, type[TenantRow]] = {
            "measures": Measure,
            "project_memberships": ProjectMembership,
            "memberships": Membership,
            "projects": Project,
        }
        thing = db.session.get_one(kinds[noun], number)
        thing.deleted_at = thing.created_at
        db.session.commit()
        button = {"thing": f"{noun}-{number}", "version": "2"}
    client = Client(app, world, who)
    sent = client.browser.post(
        address, data={**button, "csrf_token": client.csrf_token()}, headers={"Origin": "http://localhost"}
    )
    with inside(app):
        act_as(db.session(), None, [world.lerkevik["organization_id"]])
        is_back = db.session.scalar(select(kinds[noun].id).where(kinds[noun].id == number)) is not None
    assert is_back is (who in MAY[noun]), f"{who}: {sent.status_code}"
    assert sent.status_code in ((303,) if is_back else (403, 404))


@pytest.mark.parametrize("key", ["measures-2", "nothing", "", "projects-1", "memberships-1"])
def test_what_lies_elsewhere_is_not_found(app: Flask, world: World, sign_in: SignIn, key: str) -> None:
    """Somebody else's measure, and things that are no part of the project that the address names."""
    with inside(app):
        act_as(db.session(), None, [world.storfjell["organization_id"]])
        theirs = f"measures-{world.storfjell['measure_id']}"
    client = sign_in(Who.LEAD)
    wanted = theirs if key == "measures-2" else key
    client.post(f"/projects/{world.lerkevik['project_id']}/bin/restore", {"thing": wanted, "version": "1"}, 404)
    client.post("/bin/restore", {"thing": theirs, "version": "1"}, 404)


def test_a_member_brings_nobody_back_by_the_button_of_things(app: Flask, world: World, sign_in: SignIn) -> None:
    """The address asks for the right to edit; a person needs the right to decide who takes part."""
    deleted(sign_in(Who.LEAD), world, "person")
    with inside(app, world.people[Who.LEAD]):
        gone = db.session.get(
            ProjectMembership, world.lerkevik["project_membership_id"], execution_options={"include_deleted": True}
        )
        assert gone is not None and gone.deleted_at is not None
        button = {"thing": key_of(gone), "version": str(gone.version)}
        who_is_left = set(db.session.scalars(select(ProjectMembership.person_id)))
    sign_in(Who.MEMBER).post(f"/projects/{world.lerkevik['project_id']}/bin/restore", button, 403)
    with inside(app, world.people[Who.LEAD]):
        assert set(db.session.scalars(select(ProjectMembership.person_id))) == who_is_left


def test_an_administrator_outside_the_project_brings_back_people_and_nothing_else(sqlite_only: Any) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    number = put_away(app, world.lerkevik["organization_id"], Measure, world.lerkevik["measure_id"])
    client = Client(app, world, Who.ADMINISTRATOR)
    address = f"/projects/{world.lerkevik['project_id']}/bin/restore-person"
    client.post(address, {"thing": f"measures-{number}", "version": "2"}, 403)
    of_organization = f"/organizations/{world.lerkevik['organization_id']}/bin/restore"
    client.post(of_organization, {"thing": f"measures-{number}", "version": "2"}, 404)


@pytest.mark.parametrize("who", [Who.LEAD, Who.ADMINISTRATOR])
def test_a_person_who_is_in_the_project_again_is_told_of(sqlite_only: Any, who: Who) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    project_id = world.lerkevik["project_id"]
    with inside(app, world.people[Who.LEAD]):
        left = db.session.get_one(ProjectMembership, world.lerkevik["project_membership_id"])
        leave_project(left, left.version)
        enter_project(left.project, left.person_id, ProjectRole.MEMBER)
        db.session.commit()
        button = {"thing": key_of(left), "version": str(left.version)}
    client = Client(app, world, who)
    page = client.follow(client.post(f"/projects/{project_id}/bin/restore-person", button))
    if who is Who.LEAD:
        page = client.follow(client.send(page, action=f"/projects/{project_id}/bin/restore-person"))
        with inside(app, world.people[Who.LEAD]):
            of_person = select(ProjectMembership.id).where(ProjectMembership.person_id == left.person_id)
            assert db.session.scalars(of_person).all() == [left.id]
    else:
        assert "Noe annet har tatt plassen" in page.text


def test_another_organisations_member_is_not_brought_back(sqlite_only: Any) -> None:
    """Where no row-level security helps."""
    app, world = sqlite_only.app, sqlite_only.world
    number = put_away(app, world.storfjell["organization_id"], Membership, world.storfjell["membership_id"])
    client = Client(app, world, Who.ADMINISTRATOR)
    address = f"/organizations/{world.lerkevik['organization_id']}/bin/restore"
    client.post(address, {"thing": f"memberships-{number}", "version": "2"}, 404)


def put_away(app: Flask, organization_id: int, kind: type[TenantRow], number: int) -> int:
    """Let the thing lie in the bin."""
    with inside(app):
        act_as(db.session(), None, [organization_id])
        thing = db.session.get_one(kind, number)
        thing.deleted_at = thing.created_at
        db.session.commit()
    return number


def test_a_project_where_the_button_is_not_checked_is_seen(
    app: Flask, world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: a thing is taken at its word to lie in the project of the address."""

    def believe(_thing: TenantRow) -> Project:
        return db.session.get_one(Project, world.lerkevik["project_id"])

    monkeypatch.setattr("qi_tracker.blueprints.bin.routes.project_around", believe)
    client = sign_in(Who.LEAD)
    address = f"/projects/{world.lerkevik['project_id']}/bin/restore"
    answer = client.browser.post(
        address,
        data={"thing": "memberships-1", "version": "1", "csrf_token": client.csrf_token()},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code != 404


def test_numbers_that_are_emptied_in_the_sheet_come_back(app: Flask, world: World, sign_in: SignIn) -> None:
    client, address = sign_in(Who.LEAD), f"/measures/{world.lerkevik['measure_id']}/numbers"
    sheet = client.get(address)
    fields = dict(sheet.form().fields)
    row = fields["period"].index("2025-03-01")
    for column in ("numerator", "denominator", "comment"):
        fields[column] = [*fields[column][:row], "", *fields[column][row + 1 :]]
    page = client.follow(client.post(address, fields))
    assert "tallet for mars 2025 er slettet" in page.text
    undo(client, page)
    again = client.get(address).form().fields
    assert again["numerator"][again["period"].index("2025-03-01")] == "47"
