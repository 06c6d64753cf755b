"""What a lead types to sign in, and the session that comes of it."""

from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from tests.client import Client
from tests.people import PASSWORD, Who, email_of

LEAD = {"email": email_of(Who.LEAD), "password": PASSWORD}


def session_cookie(client: Client) -> str | None:
    """The session that the browser has."""
    cookie = client.browser.get_cookie(SESSION_COOKIE)
    return cookie.value if cookie else None
