"""One's own data, taken out; and being erased: by oneself with the password, or by who runs the installation."""

import json

from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.people import NAMES, PASSWORD, Who, World, email_of


def test_everyone_sees_what_is_kept_about_them_and_nobody_else(sign_in: SignIn, world: World) -> None:
    member = sign_in(Who.MEMBER)
    page = member.get("/account/data")
    assert NAMES[Who.MEMBER] in page.text and email_of(Who.MEMBER) in page.text
    answer = member.browser.get("/account/data.json")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    data = json.loads(answer.get_data(as_text=True))
    assert data["account"]["email"] == email_of(Who.MEMBER) and len(data["signed_in"]) == 1
    assert [each["role"] for each in data["projects"]] == ["member"]
    assert not any(email_of(who) in answer.get_data(as_text=True) for who in Who if who is not Who.MEMBER)
    assert "hash" not in answer.get_data(as_text=True)


def test_one_erases_oneself_with_the_password(sign_in: SignIn, world: World, prepared: Prepared) -> None:
    member = sign_in(Who.MEMBER)
    page = member.get("/account/erase")
    assert f"Tidligere bruker {world.people[Who.MEMBER]}" in page.text
    assert "Passordet" in member.send(page, {"present_password": "noe helt annet"}, status=422).text
    assert NAMES[Who.MEMBER] in member.get("/account").text
    done = member.send(member.get("/account/erase"), {"present_password": PASSWORD})
    assert done.location == "/sign-in"
    member.get("/account", 303)
    lead = sign_in(Who.LEAD)
    people = lead.get(f"/projects/{world.lerkevik['project_id']}/people").text
    assert NAMES[Who.MEMBER] not in people
    nobody = Client(prepared.app)
    nobody.post("/sign-in", {"email": email_of(Who.MEMBER), "password": PASSWORD}, 422)


def test_the_last_administrator_is_told_what_to_do_first(sign_in: SignIn) -> None:
    administrator = sign_in(Who.ADMINISTRATOR)
    page = administrator.send(administrator.get("/account/erase"), {"present_password": PASSWORD}, status=422)
    assert "administrator" in page.text.lower()


def test_the_operator_erases_one_who_asks(sign_in: SignIn) -> None:
    operator = sign_in(Who.OPERATOR)
    email = email_of(Who.READER)
    found = operator.send(operator.get("/accounts"), {"email": email}, status=200)
    operator.send(found, action="/accounts/erase")
    again = operator.post("/accounts/erase", {"email": email}, 422)
    assert "ingen konto" in again.text.lower()
    sign_in(Who.LEAD).post("/accounts/erase", {"email": email}, 403)
