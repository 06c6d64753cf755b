"""One's sessions in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request

from qi_tracker.blueprints.common.devices import SEPARATOR
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.models import SignInSession
from qi_tracker.services.accounts import is_session_of, sessions_of


@dataclass(frozen=True, slots=True)
class ShownSession:
    """One session, as its owner knows it."""

    id: int
    device: str
    since: datetime
    is_this: bool


def shown_sessions(person_id: int) -> Sequence[ShownSession]:
    """Where the person is signed in: here first, then the latest."""
    token = request.cookies.get(SESSION_COOKIE)
    shown = [
        ShownSession(each.id, _device(each.device), each.created_at, is_session_of(each, token))
        for each in sessions_of(person_id)
    ]
    return sorted(shown, key=lambda each: not each.is_this)


def present_session(person_id: int) -> SignInSession | None:
    """The session of this browser."""
    token = request.cookies.get(SESSION_COOKIE)
    return next((each for each in sessions_of(person_id) if is_session_of(each, token)), None)


def _device(stored: str) -> str:
    words = current_words()
    browser, _, system = stored.partition(SEPARATOR)
    if browser and system:
        return words.gettext("%(browser)s on %(system)s", browser=browser, system=system)
    return stored or words.gettext("Unknown device")
