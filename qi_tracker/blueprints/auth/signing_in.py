"""Opening a session: what the three ways in (password, link, demo) have in common."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, request

from qi_tracker.blueprints.common import event_log
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE, release_transaction, set_session_cookie
from qi_tracker.services.passwords import hash_password, verify_password
from qi_tracker.services.people import close_session, find_credentials, open_session


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session that the browser is told of once it is committed."""

    token: str
    expires_at: datetime | None

    def tell(self, response: Response) -> Response:
        """Sign the browser in."""
        return set_session_cookie(response, self.token, self.expires_at)


def start_session(person_id: int, *, remember: bool = False) -> OpenedSession:
    """A session for the person; the one that this browser had is ended. The caller commits."""
    earlier = request.cookies.get(SESSION_COOKIE)
    if earlier:
        close_session(earlier)
    token, session = open_session(person_id, remember=remember)
    event_log.signed_in(person_id)
    return OpenedSession(token, session.expires_at if remember else None)


def person_with(email: str, password: str) -> int:
    """Whose e-mail address and password these are. Compared while no transaction is open.

    Raises
    ------
    InvalidInput
        If they are nobody's.
    """
    credentials = find_credentials(email)
    release_transaction()
    return verify_password(credentials, password)


def hashed(password: str) -> str:
    """The password's hash, made while no transaction is open."""
    release_transaction()
    return hash_password(password)
