"""One's own account: name, language, password, sessions; and what others may do with an account."""

import re

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, update

from qi_tracker.blueprints.common.devices import device_of
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.extensions import db
from qi_tracker.models import Membership, PasswordReset, Person, SignInSession
from qi_tracker.models.base import utc_now
from qi_tracker.services import passwords, people
from qi_tracker.services.passwords import verify_password
from qi_tracker.vocabulary import Language, OrganizationRole
from tests.client import Client
from tests.conftest import SignIn
from tests.inside import inside
from tests.people import NAMES, PASSWORD, Who, World, email_of

NEW = "månen henger over åsen"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Safari/604.1"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hashing cost as little as for the tests' people."""
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
         "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
         "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0 Safari/537.36",
         "Samsung Internet, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/26.1 Safari/605.1", "Safari, Mac"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("x" * 5000 + "<script>", ""),
    ],
)  # fmt: skip
def test_a_browser_is_told_in_two_words(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device


def sign_in_from(app: Flask, user_agent: str, who: Who = Who.LEAD) -> Client:
    """A browser in which the person has signed in with their password."""
    client = Client(app)
    credentials = {"email": email_of(who), "password": PASSWORD}
    client.post("/sign-in", credentials, headers={"User-Agent": user_agent})
    return client


class TestOwnAccount:
    """What one sees and changes oneself."""

    def test_the_page_shows_who_one_is_and_leads_on(self, sign_in: SignIn) -> None:
        client = sign_in(Who.LEAD)
        assert "/account" in client.get("/help").links
        page = client.get("/account")
        assert page.heading == "Min konto" and NAMES[Who.LEAD] in page.text and email_of(Who.LEAD) in page.text
        assert "/account/password" in page.links and "/accounts" not in page.links

    def test_name_and_language_change(self, sign_in: SignIn, app: Flask, world: World) -> None:
        client = sign_in(Who.LEAD)
        saved = client.send(client.get("/account/edit"), {"name": "Pernille Nynavn", "language": "nn"})
        page = client.follow(saved)
        assert "Pernille Nynavn" in page.text and 'lang="nn"' in page.html
        with inside(app):
            assert db.session.get_one(Person, world.people[Who.LEAD]).language is Language.NYNORSK

    def test_somebody_who_changed_it_elsewhere_is_not_overwritten(self, sign_in: SignIn) -> None:
        client = sign_in(Who.LEAD)
        page = client.get("/account/edit")
        client.send(client.get("/account/edit"), {"name": "Pernille Først"})
        assert "Pernille Først" in client.send(page, {"name": "Pernille Sist"}, status=409).text

    def test_the_password_changes_and_other_sessions_end(self, app: Flask, world: World) -> None:
        here, there = sign_in_from(app, FIREFOX), sign_in_from(app, SAFARI)
        before = here.browser.get_cookie(SESSION_COOKIE)
        saved = here.send(here.get("/account/password"), {"present_password": PASSWORD, "password": NEW})
        assert "Passordet ditt er byttet" in here.follow(saved).text
        there.get("/account", 303)
        after = here.browser.get_cookie(SESSION_COOKIE)
        assert before is not None and after is not None and before.value != after.value
        with inside(app):
            assert verify_password(people.find_credentials(email_of(Who.LEAD)), NEW) == world.people[Who.LEAD]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"present_password": "feil", "password": NEW}, "ikke passordet du har nå"),
            ({"present_password": "", "password": NEW}, "Fyll ut dette feltet"),
            ({"present_password": PASSWORD, "password": "kort"}, "minst 8 tegn"),
            ({"present_password": PASSWORD, "password": "iloveyou1"}, "blant de første"),
            ({"present_password": PASSWORD, "password": "Lerkevik2026"}, "gjettes ut fra navnet ditt"),
            ({"present_password": PASSWORD, "password": "å" * 1001}, "høyst 1000 tegn"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_shown_again(
        self, sign_in: SignIn, app: Flask, typed: dict[str, str], said: str
    ) -> None:
        client = sign_in(Who.LEAD)
        page = client.send(client.get("/account/password"), typed, status=422)
        assert said in page.text
        assert all(value not in page.html for value in typed.values() if len(value) > 4)
        with inside(app):
            assert people.find_credentials(email_of(Who.LEAD)) is not None

    def test_guessing_the_present_password_is_slowed_down(self, sign_in: SignIn) -> None:
        client = sign_in(Who.LEAD)
        page = client.get("/account/password")
        for _ in range(5):
            client.send(page, {"present_password": "feil", "password": NEW}, status=422)
        refused = client.send(page, {"present_password": PASSWORD, "password": NEW}, status=429)
        assert refused.response.headers["Retry-After"] == "5"

    def test_who_has_no_password_changes_none(self, sign_in: SignIn, app: Flask) -> None:
        with inside(app):
            db.session.execute(update(Person).values(password_hash=None))
            db.session.commit()
        client = sign_in(Who.LEAD)
        assert "/account/password" not in client.get("/account").links
        client.get("/account/password", 404)


class TestSessions:
    """Where one is signed in, and ending it."""

    def test_they_are_listed_in_words_with_this_one_marked(self, app: Flask) -> None:
        sign_in_from(app, SAFARI)
        here = sign_in_from(app, FIREFOX)
        page = here.get("/account")
        assert "Du er logget inn 2 steder." in page.text
        assert "Firefox på Windows her" in page.text and "Safari på iPhone siden" in page.text

    def test_one_is_ended(self, app: Flask) -> None:
        there, here = sign_in_from(app, SAFARI), sign_in_from(app, FIREFOX)
        (ending,) = [form.action for form in here.get("/account").forms if form.action.endswith("/end")]
        done = here.send(here.get("/account"), action=ending)
        assert "Du er logget ut der." in here.follow(done).text
        there.get("/account", 303)

    def test_all_others_are_ended(self, app: Flask) -> None:
        others, here = [sign_in_from(app, SAFARI) for _ in range(2)], sign_in_from(app, FIREFOX)
        here.send(here.get("/account"), action="/account/sessions/end-others")
        assert "1 sted" in here.get("/account").text
        for other in others:
            other.get("/account", 303)

    def test_nobody_elses_is_ended(self, app: Flask, sign_in: SignIn) -> None:
        theirs = sign_in_from(app, SAFARI)
        with inside(app):
            number = db.session.scalars(select(SignInSession.id)).one()
        sign_in(Who.MEMBER).post(f"/account/sessions/{number}/end", {}, 404)
        theirs.get("/account")


class TestByAdministrator:
    """A member's account."""

    @pytest.fixture
    def address(self, app: Flask, world: World) -> str:
        """The member's page."""
        with inside(app, world.people[Who.ADMINISTRATOR]):
            found = select(Membership.id).filter_by(person_id=world.people[Who.LEAD])
            return f"/memberships/{db.session.scalars(found).one()}"

    def test_a_link_is_shown_once_and_lets_the_member_choose(
        self, app: Flask, sign_in: SignIn, address: str, world: World
    ) -> None:
        member = sign_in_from(app, SAFARI)
        administrator = sign_in(Who.ADMINISTRATOR)
        page = administrator.send(administrator.get(f"{address}/edit"), action="/new-password", status=200)
        link = re.findall(r'value="([^"]*/new-password/[^"]+)"', page.html)[0]
        with inside(app):
            stored = db.session.scalars(select(PasswordReset)).one()
            assert stored.token_hash not in link and stored.made_by_id == world.people[Who.ADMINISTRATOR]
        client, local = Client(app), link.removeprefix("http://localhost")
        for _ in range(3):
            client.get(local)
            client.browser.head(local)
        done = client.send(client.get(local), {"password": NEW})
        assert NAMES[Who.LEAD] in client.follow(done).text
        member.get("/account", 303)
        assert "allerede brukt" in client.get(local, 410).text
        client.post(local, {"password": "noe helt annet her"}, 410)

    def test_the_history_tells_of_a_new_password_and_not_which(self, app: Flask, sign_in: SignIn, world: World) -> None:
        client = sign_in_from(app, FIREFOX)
        client.send(client.get("/account/password"), {"present_password": PASSWORD, "password": NEW})
        page = sign_in(Who.ADMINISTRATOR).get(f"/organizations/{world.lerkevik['organization_id']}/history")
        assert f"kontoen til {NAMES[Who.LEAD]}" in page.text and "Nytt passord" in page.text
        assert "argon2" not in page.html and NEW not in page.html

    def test_disabled_and_enabled(self, app: Flask, sign_in: SignIn, address: str) -> None:
        member, administrator = sign_in_from(app, SAFARI), sign_in(Who.ADMINISTRATOR)
        done = administrator.send(administrator.get(f"{address}/edit"), action="/disable")
        assert "Kontoen er deaktivert." in administrator.follow(done).text
        member.get("/account", 303)
        member.post("/sign-in", {"email": email_of(Who.LEAD), "password": PASSWORD}, 422)
        done = administrator.send(administrator.get(f"{address}/edit"), action="/enable")
        assert "kan brukes igjen" in administrator.follow(done).text
        member.post("/sign-in", {"email": email_of(Who.LEAD), "password": PASSWORD})

    def test_the_last_administrator_is_told_why_not(self, app: Flask, sign_in: SignIn, world: World) -> None:
        with inside(app, world.people[Who.ADMINISTRATOR]):
            own = db.session.scalars(select(Membership.id).filter_by(person_id=world.people[Who.ADMINISTRATOR])).one()
        client = sign_in(Who.ADMINISTRATOR)
        refused = client.send(client.get(f"/memberships/{own}/edit"), action="/disable")
        assert "eneste administratoren" in client.follow(refused).text

    def test_an_account_that_reaches_further_is_left_alone(
        self, app: Flask, sign_in: SignIn, address: str, world: World
    ) -> None:
        with inside(app, world.people[Who.OUTSIDER]):
            storfjell = world.storfjell["organization_id"]
            db.session.add(
                Membership(organization_id=storfjell, person_id=world.people[Who.LEAD], role=OrganizationRole.MEMBER)
            )
            db.session.commit()
        client = sign_in(Who.ADMINISTRATOR)
        for action in ("/new-password", "/disable"):
            refused = client.send(client.get(f"{address}/edit"), action=action)
            assert "Andre organisasjoner bruker også kontoen" in client.follow(refused).text
        with inside(app):
            assert db.session.scalars(select(PasswordReset)).all() == []

    @pytest.mark.parametrize(("who", "status"), [(Who.LEADER, 403), (Who.MEMBER, 403), (Who.OUTSIDER, 404)])
    def test_nobody_else_may(self, sign_in: SignIn, address: str, who: Who, status: int) -> None:
        for action in ("new-password", "disable", "enable"):
            sign_in(who).post(f"{address}/{action}", {}, status)


class TestByOperator:
    """An account that no single administrator may touch."""

    def test_the_operator_finds_it_by_its_address_and_makes_a_link(self, sign_in: SignIn, app: Flask) -> None:
        client = sign_in(Who.OPERATOR)
        assert "/accounts" in client.get("/account").links
        found = client.send(client.get("/accounts"), {"email": email_of(Who.LEAD)}, status=200)
        # A name, and nothing of what the account opens.
        assert NAMES[Who.LEAD] in found.text and "Lerkevik" not in found.text
        page = client.send(found, action="/accounts/new-password", status=200)
        assert "/new-password/" in page.html

    def test_disabled_and_enabled(self, sign_in: SignIn, app: Flask, world: World) -> None:
        client, member = sign_in(Who.OPERATOR), sign_in(Who.LEAD)
        for action, is_disabled in (("disable", True), ("enable", False)):
            found = client.send(client.get("/accounts"), {"email": email_of(Who.LEAD)}, status=200)
            client.send(found, action=f"/accounts/{action}")
            with inside(app):
                assert (db.session.get_one(Person, world.people[Who.LEAD]).disabled_at is not None) == is_disabled
        member.get("/account", 303)

    def test_an_unknown_address_is_told(self, sign_in: SignIn) -> None:
        client = sign_in(Who.OPERATOR)
        page = client.send(client.get("/accounts"), {"email": "ukjent@example.no"}, status=422)
        assert "ingen konto med denne e-postadressen" in page.text

    def test_a_disabled_account_gets_no_link(self, sign_in: SignIn, app: Flask, world: World) -> None:
        client = sign_in(Who.OPERATOR)
        found = client.send(client.get("/accounts"), {"email": email_of(Who.LEAD)}, status=200)
        with inside(app):
            db.session.execute(update(Person).where(Person.id == world.people[Who.LEAD]).values(disabled_at=utc_now()))
            db.session.commit()
        assert "deaktivert" in client.send(found, action="/accounts/new-password", status=422).text

    @pytest.mark.parametrize("who", [Who.ADMINISTRATOR, Who.LEAD, Who.OUTSIDER])
    def test_nobody_else_may(self, sign_in: SignIn, who: Who) -> None:
        client = sign_in(who)
        client.get("/accounts", 403)
        for action in ("", "/new-password", "/disable", "/enable"):
            client.post(f"/accounts{action}", {"email": email_of(Who.MEMBER)}, 403)
