"""Hands a mail to the mail server: the only module that speaks SMTP. Knows no outbox and no text."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from qi_tracker.errors import MailNotSent, MailRefused, MailServerDown
from qi_tracker.settings import Settings

# For each step of the conversation. It has about twelve, so that all of it fits well into the time that a worker holds
# a message (`services/outbox.py`, LEASE).
TIMEOUT_S = 20

# RFC 5321, 4.2.1: from here on the server will not take it, however often it is asked.
_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address, as plain text."""

    to_address: str
    subject: str
    body: str
    # Language tag of the text.
    language: str
    # The same each time the same message is sent, so that a second copy is known as one.
    message_id: str
    sent_at: datetime
    # The address that stops mails of this kind, where the reader may; it takes one POST (RFC 8058).
    stop_address: str = ""


def message_id(settings: Settings, number: int, created_at: datetime) -> str:
    """What names one message of the outbox for good; the moment keeps numbers apart that a restored backup reuses."""
    return f"<{created_at:%Y%m%d%H%M%S%f}.{number}@{urlsplit(settings.address).hostname}>"


def deliver(settings: Settings, mail: Mail) -> None:
    """Hand the mail to the mail server, which has it once this returns.

    Raises
    ------
    MailRefused
        If it never will take it.
    MailServerDown
        If it takes no mail at all just now.
    MailNotSent
        If it would not take this one now.
    """
    message = _composed(settings, mail)
    with _refusals(), closing(_connected(settings)) as server:
        server.send_message(message, parseaddr(settings.mail_from)[1], [_ascii_domain(mail.to_address)])
        # It is sent, whatever is said afterwards.
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def _composed(settings: Settings, mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    name, sender = parseaddr(settings.mail_from)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = _address(mail.to_address)
    # A name may hold a line break; a header must not.
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(mail.sent_at)
    message["Message-ID"] = mail.message_id
    # RFC 3834, and what Exchange understands: no "out of office" comes back.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if mail.stop_address:
        message["List-Unsubscribe"] = f"<{mail.stop_address}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.body, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = mail.language
    return message


def _address(text: str) -> Address:
    username, _, domain = _ascii_domain(text).rpartition("@")
    try:
        return Address(username=username, domain=domain)
    except (ValueError, MessageParseError):
        raise MailRefused("mail_address_refused") from None


def _ascii_domain(address: str) -> str:
    username, _, domain = address.rpartition("@")
    try:
        return f"{username}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise MailRefused("mail_address_refused") from None


def _connected(settings: Settings) -> smtplib.SMTP:
    """A conversation with the mail server, private and signed in."""
    own_name = urlsplit(settings.address).hostname
    if settings.smtp_security == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, own_name, timeout=TIMEOUT_S, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, own_name, timeout=TIMEOUT_S)
    try:
        if settings.smtp_security == "starttls":
            _start_tls(server)
        if settings.smtp_user:
            _sign_in(server, settings)
    except BaseException:
        server.close()
        raise
    return server


def _start_tls(server: smtplib.SMTP) -> None:
    try:
        server.starttls(context=ssl.create_default_context())
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException):
        raise MailServerDown("mail_server_unsafe") from None


def _sign_in(server: smtplib.SMTP, settings: Settings) -> None:
    try:
        server.login(settings.smtp_user, settings.smtp_password)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException:
        raise MailServerDown("mail_sign_in_refused") from None


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the server says into our codes. Its own words may hold addresses, so none of them are kept."""
    try:
        yield
    except ssl.SSLError:
        raise MailServerDown("mail_server_unsafe") from None
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        raise _refused(max(codes), "mail_address_refused") from None
    except smtplib.SMTPSenderRefused:
        raise MailServerDown("mail_sender_refused") from None
    except smtplib.SMTPDataError as refusal:
        raise _refused(refusal.smtp_code, "mail_content_refused") from None
    except smtplib.SMTPNotSupportedError:
        # Letters before the @ that only newer servers know.
        raise MailRefused("mail_address_refused") from None
    except (smtplib.SMTPException, OSError):
        raise MailServerDown("mail_server_unreachable") from None


def _refused(code: int, final: str) -> MailNotSent:
    return MailRefused(final) if code >= _PERMANENT else MailNotSent("mail_put_off")
