"""Who is with, and what may they see? And the operator, who makes organisations and sees nothing of them."""

from typing import Final

import pytest
from flask import Flask
from sqlalchemy import func, select

from qi_tracker.extensions import db
from qi_tracker.models import Invitation, Membership, Organization, Person
from qi_tracker.vocabulary import Language, OrganizationRole
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.inside import inside
from tests.people import NAMES, Who, World

BELONGING: Final = (Who.ADMINISTRATOR, Who.LEADER, Who.LEAD, Who.MEMBER, Who.READER, Who.UNIT_LEADER, Who.PLAIN_MEMBER)
NYVIK: Final = {"name": "Nyvik kommune", "number": "0301", "language": "nn"}
# Pages that one who is not signed in is asked to sign in for, and addresses that are only sent to.
OPENED: Final = ("", "/edit", "/invite")


@pytest.fixture
def address(world: World) -> str:
    """Of Lerkevik."""
    return f"/organizations/{world.lerkevik['organization_id']}"


@pytest.fixture
def leader_id(app: Flask, world: World) -> int:
    """The leader's membership."""
    with inside(app, world.people[Who.LEADER]):
        return db.session.scalars(select(Membership.id).filter_by(person_id=world.people[Who.LEADER])).one()


def link_on(page: Page) -> str:
    """The one-use link that a page shows, as a local address."""
    field = page.document.query("#invitation-link")[0]
    return str((field.attrs or {})["value"]).removeprefix("http://localhost")


class TestAccess:
    """Who is let in, who is told that they may not, and who is told nothing."""

    @pytest.mark.parametrize("who", BELONGING)
    def test_those_who_belong_see_who_else_does(self, sign_in: SignIn, address: str, who: Who) -> None:
        page = sign_in(who).get(address)
        assert page.heading == "Lerkevik kommune" and "7 er med." in page.text
        assert all(NAMES[other] in page.text for other in BELONGING)
        assert (f"{address}/invite" in page.links) == (who is Who.ADMINISTRATOR)

    @pytest.mark.parametrize("who", sorted(set(BELONGING) - {Who.ADMINISTRATOR}))
    def test_those_who_only_belong_may_change_nothing(
        self, sign_in: SignIn, address: str, leader_id: int, who: Who
    ) -> None:
        client = sign_in(who)
        for page in (f"{address}/edit", f"{address}/invite", f"/memberships/{leader_id}/edit", "/organizations/new"):
            client.get(page, 403)
            client.post(page, NYVIK | {"note": "N", "role": "member"}, 403)
        for action in (f"/memberships/{leader_id}/delete", f"{address}/invitations/1/withdraw"):
            client.post(action, {"version": "1"}, 403)

    @pytest.mark.parametrize("who", [Who.OUTSIDER, Who.OPERATOR])
    def test_outsiders_are_not_told_that_it_exists(
        self, sign_in: SignIn, address: str, leader_id: int, who: Who
    ) -> None:
        client = sign_in(who)
        for page in (*(address + rest for rest in OPENED), f"/memberships/{leader_id}/edit"):
            missing = client.get(page.replace("/1", "/99", 1), 404)
            assert client.get(page, 404).text == missing.text
            client.post(page, NYVIK | {"note": "N", "role": "member"}, 405 if page == address else 404)
        for action in (f"/memberships/{leader_id}/delete", f"{address}/invitations/1/withdraw"):
            client.post(action, {"version": "1"}, 404)

    def test_nobody_is_asked_to_sign_in(self, sign_in: SignIn, address: str) -> None:
        for rest in OPENED:
            assert sign_in(Who.NOBODY).get(address + rest, 303).location == f"/sign-in?next={address}{rest}"

    def test_a_withdrawal_through_another_organisation_is_refused(
        self, sign_in: SignIn, app: Flask, world: World, address: str
    ) -> None:
        invited(sign_in(Who.ADMINISTRATOR), address)
        with inside(app):
            invitation_id = db.session.scalars(select(Invitation.id)).one()
        theirs = f"/organizations/{world.storfjell['organization_id']}/invitations/{invitation_id}/withdraw"
        sign_in(Who.OUTSIDER).post(theirs, {}, 404)
        with inside(app):
            assert db.session.scalars(select(Invitation.withdrawn_at)).all() == [None]

    def test_the_index_leads_to_the_only_organisation(self, sign_in: SignIn, address: str) -> None:
        assert sign_in(Who.READER).get("/organizations", 303).location == address

    def test_who_belongs_to_nothing_is_told_what_to_do(self, sign_in: SignIn, leader_id: int) -> None:
        sign_in(Who.ADMINISTRATOR).post(f"/memberships/{leader_id}/delete", {"version": "1"})
        client = sign_in(Who.LEADER)
        client.foreign = ("Lerkevik",)
        assert "Be administratoren om en lenke" in client.get("/organizations").text


def invited(client: Client, address: str, role: str = "leader") -> Page:
    """The page that shows a new link."""
    return client.send(client.get(f"{address}/invite"), {"note": "Kari i skolen", "role": role}, status=200)


class TestInviting:
    """A link that is shown once."""

    def test_the_link_leads_in(self, sign_in: SignIn, address: str) -> None:
        page = invited(sign_in(Who.ADMINISTRATOR), address)
        assert page.heading == "Lenka til Kari i skolen" and "som leder" in page.text
        assert page.response.headers["Cache-Control"] == "no-store"
        entered = sign_in(Who.NOBODY).get(link_on(page))
        assert "Lerkevik kommune" in entered.heading

    def test_the_link_is_shown_once(self, sign_in: SignIn, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        link = link_on(invited(client, address))
        page = client.get(address)
        assert "Kari i skolen" in page.text and link.rsplit("/", maxsplit=1)[1] not in page.html

    def test_a_double_click_makes_one_link(self, sign_in: SignIn, app: Flask, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form, values = client.get(f"{address}/invite"), {"note": "Kari", "role": "member"}
        client.send(form, values, status=200)
        assert client.send(form, values).location == address
        with inside(app):
            assert db.session.scalar(select(func.count(Invitation.id))) == 1

    def test_a_withdrawn_link_lets_nobody_in(self, sign_in: SignIn, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        link = link_on(invited(client, address))
        done = client.follow(client.send(client.get(address), action="/withdraw"))
        assert "Lenka virker ikke lenger." in done.text and "Kari i skolen" not in done.text
        sign_in(Who.NOBODY).get(link, 410)

    def test_bad_input_is_answered_in_words(self, sign_in: SignIn, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form = client.get(f"{address}/invite")
        assert "Fyll ut dette feltet" in client.send(form, {"note": " "}, status=422).text
        assert "Velg ett av alternativene" in client.send(form, {"note": "K", "role": "king"}, status=422).text
        refused = client.send(form, {"note": PERSONAL_NUMBER, "role": "leader"}, status=422)
        assert "fødselsnummer" in refused.text and PERSONAL_NUMBER not in refused.html
        assert refused.form().fields["role"] == ["leader"]


class TestMembers:
    """Another role, and leaving."""

    def test_another_role_is_given_and_signs_the_person_out(
        self, sign_in: SignIn, app: Flask, address: str, leader_id: int
    ) -> None:
        client, leader = sign_in(Who.ADMINISTRATOR), sign_in(Who.LEADER)
        form = client.get(f"/memberships/{leader_id}/edit")
        assert form.form().fields["role"] == ["leader"]
        assert client.send(form, {"role": "administrator"}).location == address
        assert leader.get(address, 303).location.startswith("/sign-in")
        assert f"{address}/invite" in sign_in(Who.LEADER).get(address).links

    def test_of_two_who_change_a_role_the_second_sees_what_the_first_did(self, sign_in: SignIn, leader_id: int) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        first, second = (client.get(f"/memberships/{leader_id}/edit") for _ in range(2))
        client.send(first, {"role": "member"})
        conflict = client.send(second, {"role": "administrator"}, status=409)
        assert "Medlem" in conflict.text and "Administrator" in conflict.text
        client.send(conflict, {"role": "administrator"})

    def test_a_removed_member_is_out_at_once(self, sign_in: SignIn, app: Flask, address: str, leader_id: int) -> None:
        client, leader = sign_in(Who.ADMINISTRATOR), sign_in(Who.LEADER)
        done = client.send(client.get(f"/memberships/{leader_id}/edit"), action="/delete")
        assert NAMES[Who.LEADER] not in client.follow(done).text
        assert leader.get(address, 303).location.startswith("/sign-in")
        sign_in(Who.LEADER).get(address, 404)

    def test_the_last_administrator_stays(self, sign_in: SignIn, app: Flask, world: World, address: str) -> None:
        with inside(app, world.people[Who.ADMINISTRATOR]):
            own = db.session.scalars(select(Membership.id).filter_by(person_id=world.people[Who.ADMINISTRATOR])).one()
        client = sign_in(Who.ADMINISTRATOR)
        page = client.get(f"/memberships/{own}/edit")
        assert "eneste administratoren" in client.send(page, {"role": "member"}, status=422).text
        assert "eneste administratoren" in client.follow(client.send(page, action="/delete")).text


class TestEditing:
    """What it is called and speaks."""

    def test_a_change_is_seen(self, sign_in: SignIn, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form = client.get(f"{address}/edit")
        assert (form.form().fields["name"], form.form().fields["number"]) == (["Lerkevik kommune"], ["9901"])
        assert client.follow(client.send(form, NYVIK)).heading == "Nyvik kommune"

    def test_of_two_who_change_it_neither_loses_anything(self, sign_in: SignIn, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        first, second = (client.get(f"{address}/edit") for _ in range(2))
        client.send(first, {"name": "Lerkevik og Nyvik"})
        conflict = client.send(second, {"name": "Nye Lerkevik"}, status=409)
        assert "Lerkevik og Nyvik" in conflict.text
        assert conflict.form().fields["name"] == ["Nye Lerkevik"]
        assert client.follow(client.send(conflict)).heading == "Nye Lerkevik"

    @pytest.mark.parametrize(
        ("field", "typed"), [("name", ""), ("name", "x" * 121), ("number", "12345"), ("language", "xx")]
    )
    def test_bad_input_is_answered_in_words(self, sign_in: SignIn, address: str, field: str, typed: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        page = client.send(client.get(f"{address}/edit"), {field: typed}, status=422)
        assert page.document.query('[aria-invalid="true"]')


class TestOperator:
    """Makes organisations, and sees their names."""

    def test_the_index_has_names_and_no_way_in(self, sign_in: SignIn, address: str) -> None:
        page = sign_in(Who.OPERATOR).get("/organizations")
        assert "Lerkevik kommune" in page.text and "Storfjell kommune" in page.text
        assert not [link for link in page.links if link.startswith("/organizations/") and link != "/organizations/new"]

    def test_a_new_organisation_comes_with_a_link_for_its_administrator(
        self, sign_in: SignIn, app: Flask, world: World
    ) -> None:
        client = sign_in(Who.OPERATOR)
        page = client.send(client.get("/organizations/new"), NYVIK, status=200)
        assert page.heading == "Lenka til administratoren for Nyvik kommune"
        outsider = sign_in(Who.OUTSIDER)
        outsider.send(outsider.get(link_on(page)))
        with inside(app, world.people[Who.OUTSIDER]) as actor:
            made = db.session.scalars(select(Organization).filter_by(name="Nyvik kommune")).one()
            assert made.language is Language.NYNORSK
            assert actor.organization_roles[made.id] is OrganizationRole.ADMINISTRATOR
        # Who belongs to two is given a list.
        assert {f"/organizations/{made.id}"} <= set(outsider.get("/organizations").links)
        assert "Ny lenke" not in client.get("/organizations").text

    def test_an_operator_with_an_organisation_of_their_own_comes_to_it_first(
        self, sign_in: SignIn, app: Flask, world: World, address: str
    ) -> None:
        """As whoever made the installation's first account."""
        with inside(app, world.people[Who.ADMINISTRATOR]):
            db.session.get_one(Person, world.people[Who.ADMINISTRATOR]).is_operator = True
            db.session.commit()
        client = sign_in(Who.ADMINISTRATOR)
        assert client.get("/organizations", 303).location == address
        every = next(link for link in client.get(address).links if "all=" in link)
        page = client.get(every)
        assert "Storfjell kommune" in page.text and "/organizations/new" in page.links
        assert address in page.links and f"/organizations/{world.storfjell['organization_id']}" not in page.links

    def test_a_lost_link_is_replaced_and_the_lost_one_dies(self, sign_in: SignIn) -> None:
        client = sign_in(Who.OPERATOR)
        lost = link_on(client.send(client.get("/organizations/new"), NYVIK, status=200))
        found = link_on(client.send(client.get("/organizations"), action="/first-administrator", status=200))
        sign_in(Who.NOBODY).get(lost, 410)
        sign_in(Who.NOBODY).get(found)

    def test_an_organisation_with_an_administrator_stays_closed(self, sign_in: SignIn, address: str) -> None:
        client = sign_in(Who.OPERATOR)
        refused = client.follow(client.post(f"{address}/first-administrator"))
        assert "har allerede en administrator" in refused.text
        for who, status in ((Who.ADMINISTRATOR, 403), (Who.OUTSIDER, 404)):
            sign_in(who).post(f"{address}/first-administrator", {}, status)


@pytest.mark.parametrize("language", Language)
def test_every_page_is_in_three_languages(sign_in: SignIn, address: str, leader_id: int, language: Language) -> None:
    client, operator = sign_in(Who.ADMINISTRATOR), sign_in(Who.OPERATOR)
    for each in (client, operator):
        each.post("/language", {"language": language})
    pages = [client.get(address + rest) for rest in OPENED]
    pages += [client.get(f"/memberships/{leader_id}/edit"), invited(client, address), client.get(address)]
    pages += [operator.get("/organizations"), operator.get("/organizations/new")]
    assert all(f'lang="{language}"' in page.html for page in pages)
