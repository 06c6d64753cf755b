"""A forgotten password: asking for a link, and choosing a new one by it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from qi_tracker import create_app
from qi_tracker.blueprints.common.known_browser import BROWSER_COOKIE
from qi_tracker.extensions import db
from qi_tracker.models import OutboxMessage, PasswordReset, Person
from qi_tracker.services import password_resets, passwords
from qi_tracker.services.password_resets import make_password_reset
from tests.blueprints.test_throttled import ELSEWHERE, HOME
from tests.client import Client, Page
from tests.databases import Prepared
from tests.inside import inside
from tests.people import PASSWORD, PASSWORD_HASH, Who, World, email_of

NEW = "månen henger over åsen"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hashing cost as little as for the tests' people."""
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def mailing(prepared: Prepared) -> Iterator[Flask]:
    """The same installation, with a mail server."""
    app = create_app(replace(prepared.settings, smtp_host="localhost", address="http://localhost", mail_from="a@b.no"))
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


def ask(app: Flask, email: str, status: int = 303, where: dict[str, str] = ELSEWHERE) -> Page:
    """Ask for a link to be mailed."""
    return Client(app).post("/forgotten-password", {"email": email}, status, environ_overrides=where)


def posted(app: Flask) -> int:
    """How many mails wait."""
    with inside(app):
        return db.session.scalar(select(func.count(OutboxMessage.id))) or 0


class TestAsking:
    """For a link by mail."""

    def test_the_sign_in_page_leads_there(self, app: Flask) -> None:
        assert "/forgotten-password" in Client(app).get("/sign-in").links

    def test_the_answer_is_the_same_whether_there_is_an_account(self, mailing: Flask) -> None:
        known, unknown = ask(mailing, email_of(Who.LEAD)), ask(mailing, "ukjent@example.no")
        assert known.location == unknown.location == "/forgotten-password/asked"
        assert known.html == unknown.html
        assert "Hvis det er en konto" in Client(mailing).follow(known).text
        assert posted(mailing) == 1

    def test_without_a_mail_server_it_says_whom_to_ask(self, app: Flask) -> None:
        client = Client(app)
        page = client.get("/forgotten-password")
        assert "Be en administrator" in page.text
        client.post("/forgotten-password", {"email": email_of(Who.LEAD)}, 200)
        assert posted(app) == 0

    @pytest.mark.parametrize("email", ["", "pernille", "pernille@", "a@b"])
    def test_what_is_no_address_is_told(self, mailing: Flask, email: str) -> None:
        page = ask(mailing, email, 422)
        assert page.form().fields["email"] == [email]

    @pytest.mark.parametrize("email", [email_of(Who.LEAD), "ukjent@example.no"])
    def test_asking_often_is_slowed_down_equally(self, mailing: Flask, email: str) -> None:
        for _ in range(3):
            ask(mailing, email)
        page = ask(mailing, email, 429)
        assert page.response.headers["Retry-After"] == "60" and page.form().fields["email"] == [email]
        ask(mailing, email, where=HOME)

    def test_nobody_fills_another_s_mailbox(self, mailing: Flask) -> None:
        for number in range(8):
            ask(mailing, email_of(Who.LEAD), where={"REMOTE_ADDR": f"10.0.{number}.1"})
        assert posted(mailing) == 5


class TestChoosing:
    """A new password, by a link."""

    @pytest.fixture
    def address(self, app: Flask, world: World) -> str:
        """Of the link."""
        with inside(app):
            token = make_password_reset(world.people[Who.LEAD])
            db.session.commit()
        return f"/new-password/{token}"

    def test_one_chooses_and_is_signed_in(self, app: Flask, address: str) -> None:
        client = Client(app)
        page = client.get(address)
        assert email_of(Who.LEAD) in page.text
        home = client.follow(client.send(page, {"password": NEW}))
        assert "Passordet ditt er byttet" in home.text
        assert client.browser.get_cookie(BROWSER_COOKIE) is not None
        other = Client(app)
        other.post("/sign-in", {"email": email_of(Who.LEAD), "password": PASSWORD}, 422)
        other.post("/sign-in", {"email": email_of(Who.LEAD), "password": NEW})

    def test_the_owner_is_told_by_mail(self, mailing: Flask, address: str) -> None:
        client = Client(mailing)
        client.send(client.get(address), {"password": NEW})
        with inside(mailing):
            assert db.session.scalars(select(OutboxMessage.kind)).all() == ["password_changed"]

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
    def test_only_the_button_uses_it_up(self, app: Flask, address: str, method: str) -> None:
        for _ in range(3):
            Client(app).browser.open(address, method=method)
        with inside(app):
            assert db.session.scalars(select(PasswordReset.used_at)).all() == [None]
        client = Client(app)
        client.send(client.get(address), {"password": NEW})

    def test_a_link_that_opening_uses_up_is_seen(
        self, app: Flask, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The gate turned red."""
        look = password_resets.owner_of_reset

        def use_up(token: str) -> Person:
            owner = look(token)
            with_write = password_resets.use_password_reset
            with inside(app):
                with_write(token, PASSWORD_HASH)
                db.session.commit()
            return owner

        monkeypatch.setattr("qi_tracker.blueprints.auth.resets.owner_of_reset", use_up)
        with pytest.raises(AssertionError):
            self.test_only_the_button_uses_it_up(app, address, "GET")

    @pytest.mark.parametrize("password", ["kort", "password", "Pernille2026"])
    def test_a_password_that_is_guessed_early_leaves_the_link_as_it_was(
        self, app: Flask, address: str, password: str
    ) -> None:
        client = Client(app)
        page = client.send(client.get(address), {"password": password}, status=422)
        client.send(page, {"password": NEW})

    def test_a_double_click_changes_it_once(self, app: Flask, address: str) -> None:
        client = Client(app)
        page = client.get(address)
        client.send(page, {"password": NEW})
        client.send(page, {"password": "noe helt annet her"}, status=410)
        Client(app).post("/sign-in", {"email": email_of(Who.LEAD), "password": NEW})

    @pytest.mark.parametrize("token", ["made-up", "%00", "a" * 3000])
    def test_a_made_up_link_says_so(self, app: Flask, token: str) -> None:
        assert "virker ikke" in Client(app).get(f"/new-password/{token}", 410).text

    def test_a_form_from_elsewhere_changes_nothing(self, app: Flask, address: str) -> None:
        client = Client(app)
        response = client.browser.post(address, data={"password": NEW}, headers={"Origin": "https://evil.example"})
        assert response.status_code == 400
        Client(app).get(address)
