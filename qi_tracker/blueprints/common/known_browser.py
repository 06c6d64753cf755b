"""The cookie of a browser that has signed in before: its guesses are counted by themselves.

It lets nobody in. It holds a number and digests of the accounts, signed, so that nobody can make one.
"""

import secrets
from dataclasses import dataclass

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from qi_tracker.services.sign_in_throttle import (
    Attempt,
    Purpose,
    account_digest,
    attempt_at,
    attempt_from_browser,
)

BROWSER_COOKIE = "__Host-qi-browser"
YEAR_IN_SECONDS = 365 * 24 * 60 * 60
# A shared computer in a staff room is one browser for many; the last to have signed in are known.
MOST_ACCOUNTS = 20
# Of a digest: enough to tell the accounts of one browser apart.
_DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class KnownBrowser:
    """What the cookie says."""

    number: str
    accounts: tuple[str, ...] = ()


def sign_in_attempt(email: str) -> Attempt:
    """How a guess of this browser at this account is counted."""
    known = known_browser()
    if known is not None and _account(email) in known.accounts:
        return attempt_from_browser(_key(), email, known.number)
    return attempt_at(_key(), Purpose.SIGN_IN, email, request.remote_addr)


def known_browser() -> KnownBrowser | None:
    """What this browser's cookie says; None without one of ours."""
    try:
        number, accounts = _serializer().loads(request.cookies.get(BROWSER_COOKIE, ""), max_age=YEAR_IN_SECONDS)
    except (BadData, TypeError, ValueError):
        return None
    return KnownBrowser(number, tuple(accounts))


def know_browser(response: Response, email: str) -> Response:
    """Let the browser be known to have signed in to this account."""
    known = known_browser() or KnownBrowser(secrets.token_urlsafe(16))
    account = _account(email)
    accounts = (account, *(other for other in known.accounts if other != account))[:MOST_ACCOUNTS]
    response.set_cookie(
        BROWSER_COOKIE,
        _serializer().dumps([known.number, accounts]),
        max_age=YEAR_IN_SECONDS,
        secure=True,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def _account(email: str) -> str:
    return account_digest(_key(), Purpose.SIGN_IN, email)[:_DIGEST_LENGTH]


def _key() -> str:
    key: str = current_app.config["QI_SETTINGS"].secret_key
    return key


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_key(), salt="known-browser")
