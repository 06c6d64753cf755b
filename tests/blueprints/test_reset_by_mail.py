"""A forgotten password, all the way: asked for, mailed, opened, chosen, told of."""

from collections.abc import Iterator

import pytest

from qi_tracker import worker
from tests.client import Client
from tests.databases import Prepared
from tests.mail_server import MailServer, mail_server, with_mail
from tests.people import PASSWORD, Who, email_of

NEW = "en helt annen regndag"


@pytest.fixture
def mailbox(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server, which the installation uses."""
    with mail_server() as server:
        monkeypatch.setitem(prepared.app.config, "QI_SETTINGS", with_mail(prepared.settings, server.port))
        yield server


def test_a_forgotten_password_is_chosen_anew_by_mail(prepared: Prepared, mailbox: MailServer) -> None:
    visitor = Client(prepared.app)
    visitor.send(visitor.get("/forgotten-password"), {"email": email_of(Who.MEMBER)})
    assert worker.deliver_due(prepared.app) == worker.Round(sent=1)
    assert mailbox.recipients == [email_of(Who.MEMBER)]
    link = mailbox.messages[0].get_content().split("https://qi.example.no")[1].split()[0]
    page = visitor.get(link)
    fields = {name: NEW for name in page.form(link).fields if "password" in name}
    visitor.send(page, fields, action=link)
    visitor.get(link, 410)
    worker.deliver_due(prepared.app)
    assert [message["Subject"] for message in mailbox.messages] == ["Velg et nytt passord", "Passordet ditt er endret"]
    someone = Client(prepared.app)
    form = someone.get("/sign-in")
    someone.send(form, {"email": email_of(Who.MEMBER), "password": PASSWORD}, status=422)
    someone.send(form, {"email": email_of(Who.MEMBER), "password": NEW})


def test_an_address_that_nobody_has_gets_no_mail(prepared: Prepared, mailbox: MailServer) -> None:
    visitor = Client(prepared.app)
    visitor.send(visitor.get("/forgotten-password"), {"email": "ingen@example.no"})
    assert worker.deliver_due(prepared.app) == worker.Round()
    assert mailbox.taken == []
