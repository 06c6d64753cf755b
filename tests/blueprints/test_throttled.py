"""Guessing at the sign-in page and at links: slowed down, without a word about who has an account."""

from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import event, select

from qi_tracker.blueprints.common import signing_in
from qi_tracker.blueprints.common.known_browser import BROWSER_COOKIE
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Person, SignInFailure, SignInSession
from qi_tracker.models.base import utc_now
from qi_tracker.services import passwords, people, sign_in_throttle
from tests.client import Client, Page
from tests.databases import Prepared
from tests.inside import inside
from tests.people import PASSWORD, PASSWORD_HASH, Who, World, email_of

OWNER = email_of(Who.LEAD)
UNKNOWN = "ukjent@example.no"
HOME = {"REMOTE_ADDR": "203.0.113.7"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.9"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Let the comparison with nobody's password cost as little as those of the tests' people."""
    if request.cls is not TestSameWork:
        monkeypatch.setattr(passwords, "_nobody_s_hash", lambda: PASSWORD_HASH)


def guess(client: Client, email: str = OWNER, password: str = "gjettet", status: int = 422, **options: Any) -> Page:
    """Try to sign in, from somewhere else than the owner's."""
    options = {"environ_overrides": ELSEWHERE, **options}
    return client.post("/sign-in", {"email": email, "password": password}, status, **options)


def guess_until_refused(app: Flask, email: str = OWNER) -> Page:
    """Five wrong guesses, and one too many."""
    client = Client(app)
    for _ in range(5):
        guess(client, email)
    return guess(client, email, status=429)


@pytest.mark.parametrize("email", [OWNER, UNKNOWN])
def test_many_guesses_are_answered_with_when_to_try_again(app: Flask, email: str) -> None:
    page = guess_until_refused(app, email)
    assert page.response.headers["Retry-After"] == "5"
    assert "Det var mange forsøk. Prøv igjen om 5 sekunder." in page.text
    assert page.form().fields["email"] == [email] and "gjettet" not in page.html
    assert page.heading == "Logg inn"


def test_the_answer_tells_nothing_of_who_has_an_account(app: Flask) -> None:
    known, unknown = (guess_until_refused(app, email) for email in (OWNER, UNKNOWN))
    assert known.text.replace(OWNER, UNKNOWN) == unknown.text
    assert known.response.headers["Retry-After"] == unknown.response.headers["Retry-After"]


def test_the_right_password_must_wait_too(app: Flask) -> None:
    """Else the wait would tell which guess was right."""
    guess_until_refused(app)
    guess(Client(app), password=PASSWORD, status=429)
    with inside(app):
        for failure in db.session.scalars(select(SignInFailure)):
            failure.at -= 2 * sign_in_throttle.HOUR
        db.session.commit()
    guess(Client(app), password=PASSWORD, status=303)


def test_the_owner_comes_in_from_elsewhere_while_somebody_guesses(app: Flask) -> None:
    guess_until_refused(app)
    guess(Client(app), password=PASSWORD, status=303, environ_overrides=HOME)


def test_the_owners_browser_comes_in_from_where_somebody_guesses(app: Flask) -> None:
    mine = Client(app)
    guess(mine, password=PASSWORD, status=303)
    mine.post("/sign-out")
    guess_until_refused(app)
    guess(mine, status=422)
    guess(mine, password=PASSWORD, status=303)
    # To another account it is a browser like any other.
    guess_until_refused(app, UNKNOWN)
    guess(mine, UNKNOWN, status=429)


@pytest.mark.parametrize("made_up", ["", "made-up", "WyJhIixbImIiXV0.aaaaaa.bbbbbbbbbbb", "e30.a.b"])
def test_a_made_up_cookie_is_no_known_browser(app: Flask, made_up: str) -> None:
    guess_until_refused(app)
    client = Client(app)
    client.browser.set_cookie(BROWSER_COOKIE, made_up, secure=True)
    guess(client, password=PASSWORD, status=429)


def test_being_known_signs_nobody_in(app: Flask) -> None:
    client = Client(app)
    page = guess(client, password=PASSWORD, status=303)
    (cookie,) = [line for line in page.response.headers.getlist("Set-Cookie") if line.startswith(f"{BROWSER_COOKIE}=")]
    assert "Secure; HttpOnly; Path=/; SameSite=Lax" in cookie and OWNER not in cookie
    client.post("/sign-out")
    assert client.browser.get_cookie(BROWSER_COOKIE) is not None
    client.get("/projects", 303)


def test_signing_in_forgets_what_was_mistyped_before(app: Flask) -> None:
    client = Client(app)
    for _ in range(4):
        guess(client)
    guess(client, password=PASSWORD, status=303)
    with inside(app):
        assert db.session.scalars(select(SignInFailure)).all() == []


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP"])
def test_nobody_chooses_the_network_they_are_counted_with(app: Flask, header: str) -> None:
    client = Client(app)
    for number in range(5):
        guess(client, headers={header: f"10.0.{number}.1"})
    guess(client, headers={header: "10.0.99.1"}, status=429)


def test_what_was_typed_before_the_session_ended_survives_the_wait(app: Flask) -> None:
    guess_until_refused(app)
    kept = {"resume-at": "/projects/new", "kept-aim": "Flere barn blir med"}
    page = Client(app).post("/sign-in", {"email": OWNER, "password": PASSWORD} | kept, 429, environ_overrides=ELSEWHERE)
    assert "Flere barn blir med" in page.text and page.form("/sign-in").fields["kept-aim"] == ["Flere barn blir med"]


class TestSameWork:
    """Whether an account exists is not told by how long the answer takes: the same is done for both."""

    def work(self, app: Flask, email: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Every question to the database and every slow comparison, in order."""
        done: list[str] = []

        def note(*arguments: Any) -> None:
            done.append(str(arguments[2]))

        class Noting:
            def verify(self, known_hash: str, password: str) -> bool:
                done.append(f"compared with {known_hash.rsplit('$', 2)[0]}")
                return PasswordHasher().verify(known_hash, password)

        client = Client(app)
        with inside(app):
            # With the parameters of all others, as outside tests.
            person = db.session.scalars(select(Person).filter_by(email=OWNER)).one()
            person.password_hash = passwords._nobody_s_hash()
            db.session.commit()
            engine = db.engine
        monkeypatch.setattr(passwords, "_hasher", Noting)
        event.listen(engine, "before_cursor_execute", note)
        try:
            guess(client, email)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return done

    def test_for_known_and_unknown_accounts(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        known, unknown = self.work(app, OWNER, monkeypatch), self.work(app, UNKNOWN, monkeypatch)
        assert len([step for step in known if step.startswith("compared")]) == 1
        assert known == unknown

    def test_a_quick_way_out_for_unknown_accounts_is_seen(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        """The gate turned red."""
        slow = passwords.verify_password

        def quick(credentials: tuple[int, str] | None, password: str) -> int:
            if credentials is None:
                raise InvalidInput("sign_in_refused")
            return slow(credentials, password)

        monkeypatch.setattr(signing_in, "verify_password", quick)
        with pytest.raises(AssertionError):
            self.test_for_known_and_unknown_accounts(app, monkeypatch)


class TestMeanwhile:
    """What changes while a password is compared."""

    @pytest.mark.parametrize("change", ["disabled_at", "password_hash"])
    def test_no_session_is_opened_for_what_was_true_before(
        self, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, change: str
    ) -> None:
        slow = passwords.verify_password

        def verify(credentials: tuple[int, str] | None, password: str) -> int:
            person = db.session.get_one(Person, world.people[Who.LEAD])
            setattr(person, change, utc_now() if change == "disabled_at" else "another hash")
            people.close_sessions_of(person.id)
            db.session.commit()
            return slow(credentials, password)

        monkeypatch.setattr(signing_in, "verify_password", verify)
        page = guess(Client(app), password=PASSWORD)
        assert "E-postadressen eller passordet er feil" in page.text
        with inside(app):
            assert db.session.scalars(select(SignInSession)).all() == []


def test_made_up_links_are_counted_and_real_work_goes_on(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = sign_in_throttle.Limits(sign_in_throttle.Limit(3, 5, 60))
    monkeypatch.setitem(sign_in_throttle._LIMITS, sign_in_throttle.Purpose.OPEN_LINK, limit)
    client = Client(sqlite_only.app)
    for address in ("/invitations/a", "/first-account/b", "/invitations/c"):
        client.get(address, 410)
    page = client.get("/invitations/d", 429)
    assert page.response.headers["Retry-After"] == "5" and "om 5 sekunder" in page.text
    client.post("/invitations/d", {}, 429)
    client.get("/invitations/d", 410, environ_overrides=ELSEWHERE)
    client.get("/sign-in")


def test_without_a_throttle_guessing_is_seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate turned red."""
    monkeypatch.setattr(signing_in, "take_turn", lambda _attempt: None)
    with pytest.raises(AssertionError, match="not 429"):
        test_many_guesses_are_answered_with_when_to_try_again(app, OWNER)
