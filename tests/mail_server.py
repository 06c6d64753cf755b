"""A mail server of the tests' own: takes real SMTP, keeps what it is given, and refuses what it is told to."""

import asyncio
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any, Final

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from qi_tracker.settings import PREFIX, Settings

LOOPBACK: Final = "127.0.0.1"
TAKEN: Final = "250 OK"
PATIENCE_SECONDS: Final = 10
USER, PASSWORD = "forbedring", "et passord som bare testen har"


@dataclass
class MailServer:
    """What came in, and how the next is answered. Lists and dicts may be changed while it runs."""

    port: int = 0
    # Everything that was taken, as bytes.
    taken: list[bytes] = field(default_factory=list)
    # Recipients of those, one for each.
    recipients: list[str] = field(default_factory=list)
    # Address → what RCPT is answered with.
    refuses: dict[str, str] = field(default_factory=dict)
    # What MAIL and DATA are answered with.
    answers_sender: str = TAKEN
    answers_data: str = TAKEN
    # Done when a mail has been taken and before the sender is told.
    before_answer: Callable[[], None] = lambda: None
    # How long it takes to take one.
    seconds: float = 0.0
    connections: int = 0

    @property
    def messages(self) -> list[EmailMessage]:
        """What was taken, parsed."""
        return [message_from_bytes(content, policy=SMTP_POLICY) for content in self.taken]

    async def handle_EHLO(
        self, _server: SMTP, session: Any, _envelope: object, hostname: str, responses: list[str]
    ) -> list[str]:
        """Who greets."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(self, _server: SMTP, _session: object, envelope: Any, address: str, _options: object) -> str:
        """Who sends."""
        envelope.mail_from = address
        return self.answers_sender

    async def handle_RCPT(self, _server: SMTP, _session: object, envelope: Any, address: str, _options: object) -> str:
        """Who is to have it."""
        answer = self.refuses.get(address, TAKEN)
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Any) -> str:
        """The mail itself."""
        await asyncio.sleep(self.seconds)
        if self.answers_data == TAKEN:
            self.taken.append(bytes(envelope.content))
            self.recipients += envelope.rcpt_tos
            self.before_answer()
        return self.answers_data


def _right_password(_server: object, _session: object, _envelope: object, _mechanism: str, given: Any) -> AuthResult:
    is_right = isinstance(given, LoginPassword) and given == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


@contextmanager
def mail_server(
    mailbox: MailServer | None = None,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    wants_password: bool = False,
) -> Iterator[MailServer]:
    """Run one until the block ends, on the port of `mailbox` when that has one: so it can go down and come back."""
    server = mailbox or MailServer()
    loop = asyncio.new_event_loop()
    options: dict[str, Any] = {"tls_context": starttls, "require_starttls": starttls is not None}
    if wants_password:
        # Not "required" of those without TLS, which the library warns of: whoever signs in must have the right one.
        options |= {"authenticator": _right_password, "auth_require_tls": False}

    def conversation() -> SMTP:
        return SMTP(server, hostname="mail.example.no", loop=loop, **options)

    listener = socket.create_server((LOOPBACK, server.port))
    server.port = listener.getsockname()[1]
    # All in a thread of its own: where a browser is driven, this thread has a loop that runs already.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    started = loop.create_server(conversation, sock=listener, ssl=tls)
    serving = asyncio.run_coroutine_threadsafe(started, loop).result(PATIENCE_SECONDS)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_closed(serving), loop).result(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_SECONDS)
        loop.close()


async def _closed(serving: asyncio.Server) -> None:
    serving.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    # Transports close their sockets in the next turn of the loop.
    await asyncio.sleep(0.02)


def settings_of_mail(port: int) -> dict[str, Any]:
    """The settings of an installation whose mail server is here."""
    return {
        "address": "https://qi.example.no",
        "smtp_host": LOOPBACK,
        "smtp_port": port,
        "smtp_security": "none",
        "mail_from": "Forbedring <qi@example.no>",
    }


def with_mail(settings: Settings, port: int, **changes: Any) -> Settings:
    """The same installation, sending mail by a server of ours."""
    return _replaced(settings, {**settings_of_mail(port), **changes})


def environment_of(settings: Settings, port: int | None = None) -> dict[str, str]:
    """The environment of a command that works on this installation, by the mail server at this port."""
    given = {
        "instance": settings.instance,
        "database_url": settings.database_url,
        "owner_database_url": settings.owner_database_url,
        "secret_key": settings.secret_key,
        **(settings_of_mail(port) if port else {}),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return others | {f"{PREFIX}{name.upper()}": str(value) for name, value in given.items()}


def _replaced(settings: Settings, changes: dict[str, Any]) -> Settings:
    # `dataclasses.replace` asks for the fields as keywords that a checker knows; these are known when it runs.
    fields = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    return Settings(**{**fields, **changes})


def wait_until(is_so: Callable[[], bool], patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for what another thread or process does."""
    until = time.monotonic() + patience_seconds
    while not is_so():
        assert time.monotonic() < until, "It did not happen."
        time.sleep(0.02)
