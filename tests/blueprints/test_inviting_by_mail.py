"""Invitations that are mailed: from the form to the list that says how far each has come."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker import worker
from qi_tracker.extensions import db
from qi_tracker.models import Invitation, OutboxMessage
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.mail_server import MailServer, mail_server, with_mail
from tests.people import Who, World

TO = "nora@example.no"
INVITED = {"note": "Nora", "email": TO, "role": "member"}


@pytest.fixture
def mailbox(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server, which the installation uses."""
    with mail_server() as server:
        monkeypatch.setitem(prepared.app.config, "QI_SETTINGS", with_mail(prepared.settings, server.port))
        yield server


@pytest.fixture(params=["organization", "project"])
def place(request: pytest.FixtureRequest, world: World) -> tuple[Who, str, str]:
    """Who invites, where, and where the list is."""
    if request.param == "organization":
        address = f"/organizations/{world.lerkevik['organization_id']}"
        return Who.ADMINISTRATOR, address, address
    address = f"/projects/{world.lerkevik['project_id']}"
    return Who.LEAD, address, f"{address}/people"


def waiting(app: Flask) -> list[str]:
    """Kinds of the messages in the outbox."""
    with inside(app):
        return list(db.session.scalars(select(OutboxMessage.kind)))


def test_without_a_mail_server_the_link_is_shown_as_ever(
    sign_in: SignIn, app: Flask, place: tuple[Who, str, str]
) -> None:
    who, address, _ = place
    client = sign_in(who)
    page = client.get(f"{address}/invite")
    assert "email" not in page.form().fields
    shown = client.send(page, INVITED, status=200)
    assert shown.document.query("#invitation-link")
    assert waiting(app) == []


def test_with_one_the_link_is_mailed_and_nobody_else_sees_it(
    sign_in: SignIn, app: Flask, mailbox: MailServer, place: tuple[Who, str, str]
) -> None:
    who, address, list_address = place
    client = sign_in(who)
    page = client.get(f"{address}/invite")
    listed = client.follow(client.send(page, INVITED))
    assert "Lenka er på vei med e-post." in listed.text
    assert f"på vei til {TO}" in listed.text
    assert not listed.document.query("#invitation-link")
    assert client.send(page, INVITED).location.startswith(list_address), "a double click mails once"
    assert waiting(app) == ["invitation"]
    worker.deliver_due(app)
    assert f"sendt til {TO}" in client.get(list_address).text
    [message] = mailbox.messages
    assert "https://qi.example.no/invitations/" in message.get_content()


def test_the_address_may_be_left_out(sign_in: SignIn, app: Flask, mailbox: MailServer) -> None:
    client = sign_in(Who.ADMINISTRATOR)
    page = client.get("/organizations/1/invite")
    shown = client.send(page, INVITED | {"email": " "}, status=200)
    [link] = [found.attrs["value"] for found in shown.document.query("#invitation-link")]
    assert str(link).startswith("https://qi.example.no/invitations/"), "where others reach the program"
    assert waiting(app) == []
    assert "Send på nytt" not in client.get("/organizations/1").text
    assert mailbox.taken == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("nora", "Dette er ikke en e-postadresse."),
        ("nora@example.no, ola@example.no", "Dette er ikke en e-postadresse."),
        ("nora@example.no\nBcc: ola@example.no", "Dette er ikke en e-postadresse."),
        (f"{PERSONAL_NUMBER}@example.no", "fødselsnummer"),
        (f"{'x' * 250}@example.no", "tegn"),
    ],
)
def test_a_wrong_address_is_answered_in_words(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, typed: str, sentence: str
) -> None:
    monkeypatch.setitem(sqlite_only.app.config, "QI_SETTINGS", with_mail(sqlite_only.settings, 1))
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    refused = client.send(client.get("/projects/1/invite"), INVITED | {"email": typed}, status=422)
    assert sentence in refused.text
    assert refused.form().fields["note"] == ["Nora"]
    assert PERSONAL_NUMBER not in refused.html
    assert waiting(sqlite_only.app) == []


def test_what_did_not_get_through_says_why_and_can_be_sent_again(
    sign_in: SignIn, app: Flask, mailbox: MailServer, place: tuple[Who, str, str]
) -> None:
    who, address, list_address = place
    client = sign_in(who)
    mailbox.refuses[TO] = "550 unknown"
    client.send(client.get(f"{address}/invite"), INVITED)
    assert "Send på nytt" not in client.get(list_address).text, "it is on its way"
    worker.deliver_due(app)
    page = client.get(list_address)
    assert f"e-posten til {TO} kom ikke fram" in page.text
    assert "E-posttjeneren kjenner ikke e-postadressen." in page.text
    mailbox.refuses.clear()
    assert "Lenka er på vei" in client.follow(client.send(page, action="/mail")).text
    worker.deliver_due(app)
    assert f"sendt til {TO}" in client.get(list_address).text
    assert len(mailbox.taken) == 1


def test_a_withdrawn_invitation_is_not_mailed(
    sign_in: SignIn, app: Flask, mailbox: MailServer, place: tuple[Who, str, str]
) -> None:
    who, address, list_address = place
    client = sign_in(who)
    listed = client.follow(client.send(client.get(f"{address}/invite"), INVITED))
    assert "Lenka virker ikke lenger." in client.follow(client.send(listed, action="/withdraw")).text
    worker.deliver_due(app)
    assert mailbox.taken == []
    assert TO not in client.get(list_address).text


def actions(place: tuple[Who, str, str], app: Flask) -> list[str]:
    """Addresses of what can be done with the only invitation."""
    with inside(app):
        number = db.session.scalars(select(Invitation.id)).one()
    return [f"{place[1]}/invitations/{number}/{action}" for action in ("mail", "withdraw")]


def test_only_those_who_invite_may_send_again_or_withdraw(
    sign_in: SignIn, app: Flask, mailbox: MailServer, place: tuple[Who, str, str]
) -> None:
    client = sign_in(place[0])
    client.send(client.get(f"{place[1]}/invite"), INVITED)
    for address in actions(place, app):
        sign_in(Who.READER).post(address, {}, 403)
        sign_in(Who.OUTSIDER).post(address, {}, 404)
        sign_in(Who.OPERATOR).post(address, {}, 404)
    with inside(app):
        assert db.session.scalars(select(Invitation.withdrawn_at)).all() == [None]
    assert waiting(app) == ["invitation"]
    assert mailbox.taken == []


def test_a_link_into_another_project_is_not_found(
    sign_in: SignIn, app: Flask, mailbox: MailServer, world: World
) -> None:
    client = sign_in(Who.ADMINISTRATOR)
    client.send(client.get("/organizations/1/invite"), INVITED)
    place = (Who.LEAD, f"/projects/{world.lerkevik['project_id']}", "")
    for address in actions(place, app):
        sign_in(Who.LEAD).post(address, {}, 404)
    assert TO not in sign_in(Who.LEAD).get(f"/projects/{world.lerkevik['project_id']}/people").text
    assert mailbox.taken == []


def test_the_first_administrator_is_invited_by_mail(sign_in: SignIn, app: Flask, mailbox: MailServer) -> None:
    client = sign_in(Who.OPERATOR)
    values = {"name": "Nyvik kommune", "number": "0301", "language": "nn", "email": TO}
    page = client.follow(client.send(client.get("/organizations/new"), values))
    assert page.heading == "Organisasjoner"
    worker.deliver_due(app)
    [message] = mailbox.messages
    assert message["Subject"] == "Vil du administrere Nyvik kommune?"
    assert "Sei ja her:" in message.get_content(), "in the language of the organisation"
    token = message.get_content().split("/invitations/")[1].split()[0]
    Client(app).get(f"/invitations/{token}")


def test_mail_that_is_stuck_is_told_of_where_it_can_be_mended(sign_in: SignIn, app: Flask, mailbox: MailServer) -> None:
    client, operator = sign_in(Who.ADMINISTRATOR), sign_in(Who.OPERATOR)
    client.send(client.get("/organizations/1/invite"), INVITED)
    assert "kommer ikke fram" not in operator.get("/organizations?all=1").text
    mailbox.answers_sender = "550 who are you"
    worker.deliver_due(app)
    told = operator.get("/organizations?all=1").text
    assert "E-post kommer ikke fram 1 e-post venter." in told
    assert "E-posttjeneren godtar ikke avsenderen i innstillingene." in told
    assert TO not in told
    assert "E-post kommer ikke fram akkurat nå" in client.get("/organizations/1").text
    assert "kommer ikke fram" not in sign_in(Who.MEMBER).get("/organizations/1").text
    mailbox.answers_sender = "250 OK"
    client.send(client.get("/organizations/1"), action="/mail")
    worker.deliver_due(app)
    assert "kommer ikke fram" not in operator.get("/organizations?all=1").text
    assert "kommer ikke fram" not in client.get("/organizations/1").text
