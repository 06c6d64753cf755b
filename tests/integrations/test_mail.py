"""What is said to a mail server, and what is made of its answers. Real SMTP, on this machine."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from qi_tracker.errors import MailNotSent, MailRefused, MailServerDown
from qi_tracker.integrations.mail import Mail, deliver, message_id
from qi_tracker.settings import Settings
from tests.databases import settings_for
from tests.mail_server import PASSWORD, USER, MailServer, mail_server, with_mail

NOON = datetime(2026, 10, 3, 12, tzinfo=UTC)
TO = "nora@example.no"
BODY = "Hei!\n\nBlåbærsyltetøy på ei øy. " + "Langt " * 40 + "\n\nhttps://qi.example.no/invitations/" + "x" * 60 + "\n"


def mail(to_address: str = TO, subject: str = "Invitasjon til Sør-Bø") -> Mail:
    """A mail with letters that ASCII lacks and a line that is longer than mail servers like."""
    return Mail(to_address, subject, BODY, "nb", "<7.1@qi.example.no>", NOON)


@pytest.fixture
def plain(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def _trusting(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system trusts the authority that made the server's certificate."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    yield


def context(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    """What a server of this name shows."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(made)
    return made


def test_a_mail_arrives_as_it_was_written(plain: Settings) -> None:
    with mail_server() as server:
        deliver(with_mail(plain, server.port), mail())
    [message] = server.messages
    assert message.get_content().replace("\r\n", "\n") == BODY
    assert message["Subject"] == "Invitasjon til Sør-Bø"
    assert (message["To"], message["From"]) == (TO, "Forbedring <qi@example.no>")
    assert message["Message-ID"] == "<7.1@qi.example.no>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "nb"
    assert message.get_content_type() == "text/plain"
    assert server.recipients == [TO]


def test_nothing_is_told_that_nobody_needs(plain: Settings) -> None:
    with mail_server() as server:
        deliver(with_mail(plain, server.port), mail())
    known = {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted",
        "X-Auto-Response-Suppress", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert set(server.messages[0].keys()) <= known
    assert max(len(line) for line in server.taken[0].splitlines()) < 200
    assert server.taken[0].isascii()


@pytest.mark.parametrize(
    ("address", "sent_to"),
    [
        ("ola@blåbær.example.no", "ola@xn--blbr-roah.example.no"),
        ('"ola, nordmann"@example.no', '"ola, nordmann"@example.no'),
        ("o'la+qi@example.no", "o'la+qi@example.no"),
    ],
)
def test_unusual_addresses_are_written_as_mail_servers_do(plain: Settings, address: str, sent_to: str) -> None:
    with mail_server() as server:
        deliver(with_mail(plain, server.port), mail(address))
    assert server.recipients == [sent_to]


@pytest.mark.parametrize("address", ["", "x", "a@", "@b.no", "a@b..no", f"a@{'x' * 80}.no", "a@b.no\nc@d.no"])
def test_what_is_no_address_is_never_sent(plain: Settings, address: str) -> None:
    with mail_server() as server, pytest.raises(MailRefused):
        deliver(with_mail(plain, server.port), mail(address))
    assert server.taken == []


def test_a_name_with_a_line_break_adds_no_header(plain: Settings) -> None:
    with mail_server() as server:
        deliver(with_mail(plain, server.port), mail(subject="Fra Nora\r\nBcc: ola@example.no\n\nx"))
    assert "Bcc" not in server.messages[0]
    assert server.recipients == [TO]


@pytest.mark.parametrize(
    ("mailbox", "kind", "code"),
    [
        (MailServer(refuses={TO: f"550 no such user <{TO}>"}), MailRefused, "mail_address_refused"),
        (MailServer(refuses={TO: "450 greylisted, come back"}), MailNotSent, "mail_put_off"),
        (MailServer(refuses={TO: "452 mailbox full"}), MailNotSent, "mail_put_off"),
        (MailServer(answers_sender="550 who are you"), MailServerDown, "mail_sender_refused"),
        (MailServer(answers_sender="451 later"), MailServerDown, "mail_sender_refused"),
        (MailServer(answers_data="554 looks like spam"), MailRefused, "mail_content_refused"),
        (MailServer(answers_data="451 disk full"), MailNotSent, "mail_put_off"),
        (MailServer(answers_data="421 going down"), MailNotSent, "mail_put_off"),
    ],
)
def test_each_refusal_has_its_code_and_none_of_the_server_s_words(
    plain: Settings, mailbox: MailServer, kind: type[MailNotSent], code: str
) -> None:
    with mail_server(mailbox) as server, pytest.raises(MailNotSent) as refused:
        deliver(with_mail(plain, server.port), mail())
    assert type(refused.value) is kind
    assert str(refused.value) == f"{code} {{}}"
    assert refused.value.__suppress_context__, "a traceback would show the address"


def test_a_server_that_is_away_is_said_so(plain: Settings) -> None:
    with mail_server() as server:
        port = server.port
    with pytest.raises(MailServerDown) as refused:
        deliver(with_mail(plain, port), mail())
    assert refused.value.code == "mail_server_unreachable"


@pytest.mark.usefixtures("_trusting")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_is_trusted_is_talked_to(plain: Settings, authority: trustme.CA, security: str) -> None:
    with mail_server(**{security: context(authority)}) as server:  # type: ignore[arg-type]  # the names of its parameters
        deliver(with_mail(plain, server.port, smtp_security=security), mail())
    assert len(server.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    plain: Settings, authority: trustme.CA, security: str
) -> None:
    with mail_server(**{security: context(authority)}) as server, pytest.raises(MailServerDown) as refused:  # type: ignore[arg-type]  # the names of its parameters
        deliver(with_mail(plain, server.port, smtp_security=security), mail())
    assert (refused.value.code, server.taken) == ("mail_server_unsafe", [])


@pytest.mark.usefixtures("_trusting")
def test_another_server_s_certificate_gets_no_mail(plain: Settings, authority: trustme.CA) -> None:
    with (
        mail_server(starttls=context(authority, "other.example.no")) as server,
        pytest.raises(MailServerDown) as refused,
    ):
        deliver(with_mail(plain, server.port, smtp_security="starttls"), mail())
    assert (refused.value.code, server.taken) == ("mail_server_unsafe", [])


def test_a_server_without_encryption_gets_no_mail_when_it_is_asked_for(plain: Settings) -> None:
    with mail_server() as server, pytest.raises(MailServerDown) as refused:
        deliver(with_mail(plain, server.port, smtp_security="starttls"), mail())
    assert (refused.value.code, server.taken) == ("mail_server_unsafe", [])


@pytest.mark.parametrize(("password", "n_taken"), [(PASSWORD, 1), ("feil", 0)])
def test_the_server_s_password_opens_it(plain: Settings, password: str, n_taken: int) -> None:
    with mail_server(wants_password=True) as server:
        settings = with_mail(plain, server.port, smtp_user=USER, smtp_password=password)
        if n_taken:
            deliver(settings, mail())
        else:
            with pytest.raises(MailServerDown) as refused:
                deliver(settings, mail())
            assert refused.value.code == "mail_sign_in_refused"
    assert len(server.taken) == n_taken


def test_a_message_is_named_alike_at_every_attempt_and_like_no_other(plain: Settings) -> None:
    settings = with_mail(plain, 25)
    assert message_id(settings, 7, NOON) == message_id(settings, 7, NOON) == "<20261003120000000000.7@qi.example.no>"
    assert message_id(settings, 7, NOON) != message_id(settings, 8, NOON)
    assert message_id(settings, 7, NOON) != message_id(settings, 7, NOON.replace(microsecond=1))
