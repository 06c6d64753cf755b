"""Signing in and out, links into accounts, and the language."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from qi_tracker.blueprints.common.pages import local_address
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.extensions import db
from qi_tracker.models import Invitation, Organization, Person, SignInSession
from qi_tracker.models.base import utc_now
from qi_tracker.services import passwords, people
from qi_tracker.services.invitations import InvitationDetails, invite, invite_first_person
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.blueprints.signing_in import LEAD, session_cookie
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared, prepared_app, settings_for
from tests.inside import inside
from tests.people import NAMES, PASSWORD, Tenant, Who, World, email_of

NORA = {"name": "Nora Nykomling", "email": "nora@example.no", "password": "åtte tegn holder"}


def is_signed_in(client: Client) -> bool:
    """Whether the browser is let in where one must be signed in."""
    return client.browser.get("/organizations").location != "/sign-in?next=/organizations"


class TestSigningIn:
    """With a password."""

    def test_the_right_password_opens_the_page_one_was_going_to(self, nobody: Client) -> None:
        asked = nobody.get("/projects?status=paused", 303)
        assert asked.location == "/sign-in?next=/projects?status%3Dpaused"
        arrived = nobody.send(nobody.get(asked.location), LEAD)
        assert arrived.location == "/projects?status=paused"
        assert is_signed_in(nobody)

    @pytest.mark.parametrize(
        ("email", "password"), [("LEAD", "gjettet"), ("lead", ""), ("ukjent@example.no", PASSWORD)]
    )
    def test_anything_else_is_refused_in_the_same_words(self, nobody: Client, email: str, password: str) -> None:
        typed = {"email": LEAD["email"] if email.lower() == "lead" else email, "password": password}
        page = nobody.send(nobody.get("/sign-in"), typed, status=422)
        if password:
            assert "E-postadressen eller passordet er feil" in page.text
        assert page.form().fields["email"] == [typed["email"]]
        assert not password or password not in page.html
        assert session_cookie(nobody) is None

    @pytest.mark.parametrize(
        "elsewhere",
        ["//evil.example", "///evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)",
         "/\t/evil.example", "\n//evil.example", "evil.example", "/" + "a" * 3000],
    )  # fmt: skip
    def test_nobody_is_led_to_another_site(self, nobody: Client, elsewhere: str) -> None:
        assert local_address(elsewhere) is None
        arrived = nobody.post("/sign-in", LEAD | {"next": elsewhere})
        assert arrived.location == "/"

    def test_the_session_is_kept_as_long_as_one_asked_for(self, nobody: Client, world: World) -> None:
        for remember, seconds in (("", None), ("y", 30 * 24 * 3600)):
            page = nobody.post("/sign-in", LEAD | {"remember": remember} if remember else LEAD)
            (cookie,) = [
                line for line in page.response.headers.getlist("Set-Cookie") if line.startswith(f"{SESSION_COOKIE}=")
            ]
            assert "Secure; HttpOnly; Path=/; SameSite=Lax" in cookie
            assert ("Expires=" in cookie) == (seconds is not None)

    def test_signing_in_again_ends_the_session_before(self, nobody: Client, app: Flask) -> None:
        nobody.post("/sign-in", LEAD)
        first = session_cookie(nobody)
        nobody.post("/sign-in", {"email": email_of(Who.LEADER), "password": PASSWORD})
        with inside(app):
            assert first is not None and people.person_of_session(first) is None
            assert db.session.scalar(select(func.count(SignInSession.id))) == 1

    def test_the_password_is_compared_while_no_transaction_is_open(
        self, nobody: Client, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Else every writer would wait for Argon2."""
        seen: list[bool] = []

        def verify(credentials: tuple[int, str] | None, password: str) -> int:
            seen.append(db.session().in_transaction())
            return passwords.verify_password(credentials, password)

        monkeypatch.setattr("qi_tracker.blueprints.common.signing_in.verify_password", verify)
        nobody.post("/sign-in", LEAD)
        assert seen == [False]

    def test_who_is_signed_in_is_sent_on(self, sign_in: SignIn) -> None:
        assert sign_in(Who.LEAD).get("/sign-in?next=/projects", 303).location == "/projects"

    def test_signing_out_ends_the_session_here_and_there(self, sign_in: SignIn, app: Flask) -> None:
        client = sign_in(Who.LEAD)
        token = session_cookie(client)
        left = client.post("/sign-out")
        assert "Du er logget ut." in client.follow(left).text
        assert session_cookie(client) is None
        with inside(app):
            assert token is not None and people.person_of_session(token) is None

    def test_an_outlived_or_made_up_session_is_no_session(self, sign_in: SignIn, app: Flask) -> None:
        client = sign_in(Who.LEAD)
        assert is_signed_in(client)
        with inside(app):
            db.session.execute(update(SignInSession).values(expires_at=utc_now() - timedelta(seconds=1)))
            db.session.commit()
        assert not is_signed_in(client)
        client.browser.set_cookie(SESSION_COOKIE, "made-up", secure=True)
        assert not is_signed_in(client)

    def test_opening_a_page_signs_nobody_out_or_in(self, nobody: Client) -> None:
        nobody.get("/sign-out", 405)
        nobody.get("/language", 405)


class TestLanguage:
    """Chosen by the person, else by this browser, else what it asks for."""

    def test_the_choice_is_kept_in_the_browser(self, nobody: Client) -> None:
        assert 'lang="nb"' in nobody.get("/sign-in").html
        chosen = nobody.post("/language", {"language": "nn", "next": "/sign-in?next=/projects"})
        page = nobody.follow(chosen)
        assert 'lang="nn"' in page.html and "No les du på nynorsk." in page.text
        assert page.address == "/sign-in?next=/projects"

    def test_the_choice_is_kept_with_the_person(self, sign_in: SignIn, app: Flask, world: World) -> None:
        sign_in(Who.LEAD).post("/language", {"language": "en"})
        assert 'lang="en"' in sign_in(Who.LEAD).get("/projects/new").html
        with inside(app):
            assert db.session.get_one(Person, world.people[Who.LEAD]).language is Language.ENGLISH

    @pytest.mark.parametrize("language", ["", "xx", "NB", "nb "])
    def test_there_is_no_other_language(self, nobody: Client, language: str) -> None:
        nobody.post("/language", {"language": language}, 400)

    def test_the_browser_says_what_it_prefers(self, nobody: Client) -> None:
        page = nobody.get("/sign-in", headers={"Accept-Language": "en-GB,en;q=0.9"})
        assert page.heading == "Sign in"

    def test_nobody_is_led_to_another_site(self, nobody: Client) -> None:
        assert nobody.post("/language", {"language": "nn", "next": "//evil.example"}).location == "/"


def nobody_yet() -> World:
    return World({}, Tenant("", {}), Tenant("", {}))


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    with prepared_app(settings_for(tmp_path_factory.mktemp("empty")), nobody_yet) as found:
        yield found


@pytest.fixture
def empty(installation: Prepared) -> Flask:
    """An installation without anybody in it."""
    installation.restore()
    return installation.app


class TestFirstAccount:
    """The link that a new installation prints."""

    FORM = NORA | {"organization_name": "Nyvik kommune", "number": "0301", "language": "nn"}

    @pytest.fixture
    def token(self, empty: Flask) -> str:
        """Of the link."""
        with inside(empty):
            token = invite_first_person()
            db.session.commit()
        return token

    def test_the_first_account_goes_straight_to_its_first_project(self, empty: Flask, token: str) -> None:
        client = Client(empty)
        page = client.get(f"/first-account/{token}")
        made = client.send(page, self.FORM)
        assert made.location == "/projects/new"
        project = client.follow(made)
        assert 'lang="nn"' in project.html and "Nora Nykomling" in project.text
        with inside(empty):
            organization, person = (
                db.session.scalars(select(Organization)).one(),
                db.session.scalars(select(Person)).one(),
            )
            assert (organization.name, organization.number) == ("Nyvik kommune", "0301")
            assert person.is_operator

    def test_opening_the_link_uses_nothing_up(self, empty: Flask, token: str) -> None:
        for method in ("GET", "HEAD", "OPTIONS", "GET"):
            assert Client(empty).browser.open(f"/first-account/{token}", method=method).status_code == 200

    def test_the_link_works_once(self, empty: Flask, token: str) -> None:
        Client(empty).send(Client(empty).get(f"/first-account/{token}"), self.FORM, status=400)
        client = Client(empty)
        page = client.get(f"/first-account/{token}")
        client.send(page, self.FORM)
        again = Client(empty)
        assert "er allerede brukt" in again.get(f"/first-account/{token}", 410).text
        again.post(f"/first-account/{token}", self.FORM, 410)

    def test_a_double_click_makes_one_account(self, empty: Flask, token: str) -> None:
        client = Client(empty)
        page = client.get(f"/first-account/{token}")
        client.send(page, self.FORM)
        client.send(page, self.FORM, status=410)
        with inside(empty):
            assert db.session.scalar(select(func.count(Person.id))) == 1

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("name", "  ", "Fyll ut dette feltet"),
            ("email", "nora", "Dette er ikke en e-postadresse"),
            ("email", "nora@example", "Dette er ikke en e-postadresse"),
            ("password", "kort", "minst 8"),
            ("organization_name", "", "Fyll ut dette feltet"),
            ("number", "301", "fire siffer"),
            ("number", "٠٣٠١", "fire siffer"),
            ("name", f"Nora {PERSONAL_NUMBER}", "fødselsnummer"),
        ],
    )
    def test_bad_input_is_answered_in_words_and_the_rest_is_kept(
        self, empty: Flask, token: str, field: str, typed: str, said: str
    ) -> None:
        client = Client(empty)
        page = client.send(
            client.get(f"/first-account/{token}"), self.FORM | {field: typed, "language": "nb"}, status=422
        )
        assert said in page.text
        kept = page.form().fields
        for name in {"name", "email", "organization_name", "number"} - {field}:
            assert kept[name] == [self.FORM[name]]
        assert self.FORM["password"] not in page.html
        assert PERSONAL_NUMBER not in page.html

    @pytest.mark.parametrize("token", ["", "made-up", "%00", "../../etc/passwd"])
    def test_a_made_up_link_says_so(self, nobody: Client, token: str) -> None:
        nobody.get(f"/first-account/{token}", 404 if token in ("", "../../etc/passwd") else 410)


def link_into_lerkevik(app: Flask, world: World, role: OrganizationRole, *, project: bool = False) -> str:
    """The address of a link that Lerkevik's administrator has made."""
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        details = InvitationDetails("Nora", role)
        if project:
            details = InvitationDetails("Nora", role, world.lerkevik["project_id"], ProjectRole.READER)
        _, token = invite(actor, organization, details)
        db.session.commit()
    return f"/invitations/{token}"


class TestInvitations:
    """Links into an organisation or a project."""

    def test_the_page_tells_who_invites_to_what(self, nobody: Client, app: Flask, world: World) -> None:
        nobody.foreign = ()
        page = nobody.get(link_into_lerkevik(app, world, OrganizationRole.LEADER))
        assert NAMES[Who.ADMINISTRATOR] in page.text and "Lerkevik kommune" in page.heading and "Leder" in page.text
        page = nobody.get(link_into_lerkevik(app, world, OrganizationRole.MEMBER, project=True))
        assert f"Gratis fritid {world.lerkevik.canary}" in page.heading and "Leser" in page.text

    def test_somebody_new_makes_an_account_and_is_in(self, nobody: Client, app: Flask, world: World) -> None:
        nobody.foreign = ()
        address = link_into_lerkevik(app, world, OrganizationRole.MEMBER, project=True)
        entered = nobody.send(nobody.get(address), NORA)
        assert entered.location == f"/projects/{world.lerkevik['project_id']}"
        assert "Kontoen din er klar." in nobody.follow(entered).text
        assert "er allerede brukt" in nobody.get(address, 410).text

    def test_the_account_speaks_the_organisations_language(self, nobody: Client, app: Flask, world: World) -> None:
        with inside(app, world.people[Who.ADMINISTRATOR]):
            db.session.get_one(Organization, world.lerkevik["organization_id"]).language = Language.NYNORSK
            db.session.commit()
        nobody.foreign = ()
        address = link_into_lerkevik(app, world, OrganizationRole.MEMBER)
        page = nobody.get(address, headers={"Accept-Language": "nb"})
        nobody.send(page, NORA)
        with inside(app):
            nora = db.session.scalars(select(Person).filter_by(email=NORA["email"])).one()
            assert nora.language is Language.NYNORSK

    def test_an_address_that_is_taken_is_told_and_the_link_stays(
        self, nobody: Client, app: Flask, world: World
    ) -> None:
        address = link_into_lerkevik(app, world, OrganizationRole.MEMBER)
        page = nobody.send(nobody.get(address), NORA | {"email": email_of(Who.LEAD).upper()}, status=422)
        assert "konto med denne e-postadressen" in page.text
        nobody.get(address)

    def test_somebody_with_an_account_signs_in_first_and_comes_back(
        self, nobody: Client, app: Flask, world: World
    ) -> None:
        address = link_into_lerkevik(app, world, OrganizationRole.MEMBER)
        sign_in_page = next(link for link in nobody.get(address).links if link.startswith("/sign-in"))
        back = nobody.send(nobody.get(sign_in_page), {"email": email_of(Who.OUTSIDER), "password": PASSWORD})
        assert back.location == address
        nobody.foreign = ()
        entered = nobody.send(nobody.follow(back))
        assert "Nå er du med." in nobody.follow(entered).text
        assert "Lerkevik kommune" in nobody.get("/organizations").text

    def test_opening_the_link_uses_nothing_up(self, sign_in: SignIn, app: Flask, world: World) -> None:
        address = link_into_lerkevik(app, world, OrganizationRole.MEMBER)
        for who in (Who.NOBODY, Who.OPERATOR, Who.LEAD):
            sign_in(who).get(address)
            for method in ("HEAD", "OPTIONS", "PUT"):
                sign_in(who).browser.open(address, method=method)
        with inside(app):
            assert db.session.scalars(select(Invitation.used_at)).all() == [None]

    def test_the_two_kinds_of_links_find_each_other(
        self, empty: Flask, nobody: Client, app: Flask, world: World
    ) -> None:
        address = link_into_lerkevik(app, world, OrganizationRole.MEMBER)
        wrong = address.replace("/invitations/", "/first-account/")
        assert nobody.get(wrong, 303).location == address
        with inside(empty):
            token = invite_first_person()
            db.session.commit()
        assert Client(empty).get(f"/invitations/{token}", 303).location == f"/first-account/{token}"


def test_every_page_of_signing_in_is_in_three_languages(nobody: Client, app: Flask, world: World) -> None:
    link = link_into_lerkevik(app, world, OrganizationRole.LEADER)
    headings: dict[str, set[str]] = {}
    for language in Language:
        nobody.post("/language", {"language": language})
        for address, status in ((link, 200), ("/sign-in", 200), ("/invitations/x", 410)):
            headings.setdefault(address, set()).add(nobody.get(address, status).heading)
        signed_out = nobody.post("/projects/new", {"aim": "Noe"}, 401)
        headings.setdefault("signed out", set()).add(signed_out.heading)
    assert {address: len(found) for address, found in headings.items() if len(found) < 3} == {link: 2, "/sign-in": 2}


def test_no_log_line_holds_a_token_or_a_password(nobody: Client, capsys: pytest.CaptureFixture[str]) -> None:
    nobody.post("/sign-in", LEAD | {"password": "hemmelig-nok"}, 422)
    nobody.get("/invitations/hemmelig-lenke", 410)
    written = capsys.readouterr()
    assert not re.search("hemmelig", written.out + written.err)
