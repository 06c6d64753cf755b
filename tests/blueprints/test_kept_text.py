"""What was typed before a session ended."""

import pytest
from flask import Flask
from sqlalchemy import delete, select

from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, SignInSession
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.blueprints.signing_in import LEAD
from tests.client import ORIGIN, Client
from tests.conftest import SignIn
from tests.inside import inside
from tests.people import PASSWORD, Who, World, email_of


class TestKeptText:
    """Signed out in the middle of a form: nothing that was typed is lost, and nothing is saved by mistake."""

    IDEA = {"title": "Ring til familiene", "description": "To linjer\nmed æ, ø & <å>", "status": "testing"}

    @pytest.fixture
    def address(self, world: World) -> str:
        """Where the form is sent."""
        return f"/projects/{world.lerkevik['project_id']}/ideas/new"

    def signed_out(self, client: Client, app: Flask) -> None:
        """End the person's session, as time does."""
        with inside(app):
            db.session.execute(delete(SignInSession))
            db.session.commit()

    def ideas(self, app: Flask, world: World) -> list[str]:
        """What has been saved."""
        with inside(app, world.people[Who.LEAD]):
            return list(db.session.scalars(select(ChangeIdea.title).order_by(ChangeIdea.id)))

    def test_what_was_typed_rides_through_the_sign_in(
        self, sign_in: SignIn, app: Flask, world: World, address: str
    ) -> None:
        client = sign_in(Who.LEAD)
        form = client.get(address)
        before = self.ideas(app, world)
        self.signed_out(client, app)

        asked = client.send(form, self.IDEA, status=401)
        assert asked.heading == "Du ble logget ut"
        assert self.IDEA["title"] in asked.text and "med æ, ø & <å>" in asked.text
        refused = client.send(asked, LEAD | {"password": "feil"}, action="/sign-in", status=422)
        kept = client.send(refused, LEAD, action="/sign-in", status=200)
        assert kept.heading == "Det du skrev, er tatt vare på" and self.IDEA["title"] in kept.text
        assert self.ideas(app, world) == before

        saved = client.send(kept, action=address)
        assert self.IDEA["title"] in client.follow(saved).text
        assert self.ideas(app, world) == [*before, self.IDEA["title"]]
        # The form's own key came along, so sending it once more saves nothing more.
        client.send(kept, action=address)
        assert len(self.ideas(app, world)) == len(before) + 1
        with inside(app, world.people[Who.LEAD]):
            idea = db.session.scalars(select(ChangeIdea).filter_by(title=self.IDEA["title"])).one()
            assert idea.description == self.IDEA["description"]

    def test_somebody_else_who_signs_in_cannot_send_it(self, sign_in: SignIn, app: Flask, address: str) -> None:
        client = sign_in(Who.LEAD)
        form = client.get(address)
        self.signed_out(client, app)
        asked = client.send(form, self.IDEA, status=401)
        leader = {"email": email_of(Who.LEADER), "password": PASSWORD}
        kept = client.send(asked, leader, action="/sign-in", status=200)
        client.send(kept, action=address, status=403)

    def test_a_page_whose_token_is_gone_is_sent_again_with_one_button(
        self, sign_in: SignIn, app: Flask, world: World, address: str
    ) -> None:
        """As after a browser has been closed and opened again with its tabs."""
        client = sign_in(Who.LEAD)
        form = client.get(address)
        client.browser.delete_cookie("__Host-qi-page")
        kept = client.send(form, self.IDEA, status=400)
        assert "stått åpen for lenge" in kept.text and self.IDEA["title"] in kept.text
        client.send(kept, action=address)
        assert self.IDEA["title"] in self.ideas(app, world)

    def test_secrets_and_personal_numbers_are_not_kept(self, nobody: Client, address: str) -> None:
        typed = self.IDEA | {
            "password": "hemmelig-nok",
            "present_password": "hemmelig-nok",
            "description": f"Gjelder {PERSONAL_NUMBER}",
        }
        asked = nobody.post(address, typed, 401)
        assert "hemmelig-nok" not in asked.html and PERSONAL_NUMBER not in asked.html
        assert "fødselsnummer, er tatt ut" in asked.text
        carried = {"resume-at": address, "kept-title": f"Gjelder {PERSONAL_NUMBER}"}
        kept = nobody.post("/sign-in", LEAD | carried, 200)
        assert PERSONAL_NUMBER not in kept.html

    def test_a_file_cannot_be_kept_and_that_is_said(self, nobody: Client, world: World) -> None:
        with open(__file__, "rb") as file:
            asked = nobody.post(f"/measures/{world.lerkevik['measure_id']}/import", {"file": file}, 401)
        assert "Velg den en gang til" in asked.text

    def test_choices_and_keys_are_carried_but_not_shown(self, nobody: Client, address: str) -> None:
        typed = self.IDEA | {"idempotency_key": "abc123", "version": "7"}
        asked = nobody.post(address, typed, 401)
        shown = asked.document.query("main ul li")
        assert [item.to_text() for item in shown][:1] == [self.IDEA["title"]]
        assert "abc123" not in asked.text and "testing" not in asked.text
        fields = asked.form("/sign-in").fields
        assert fields["kept-idempotency_key"] == ["abc123"] and fields["kept-status"] == ["testing"]

    def test_what_another_site_sends_is_not_kept(self, nobody: Client, address: str) -> None:
        """Else it could be sent in the name of whoever signs in next."""
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
        ):
            page = nobody.post(address, self.IDEA, 400, headers=headers)
            assert self.IDEA["title"] not in page.html

    def test_what_was_typed_is_sent_to_no_other_site(self, nobody: Client) -> None:
        arrived = nobody.post("/sign-in", LEAD | {"resume-at": "//evil.example/steal", "kept-title": "x"})
        assert arrived.location == "/"

    def test_a_script_is_told_in_json(self, nobody: Client, address: str) -> None:
        page = nobody.post(address, self.IDEA, 401, headers={"Accept": "application/json"})
        assert "logget ut" in page.response.get_json()["message"]
