"""Opening a session: what the ways in (password, link, demo) have in common, and how often one may try."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import Response, current_app, request

from qi_tracker.blueprints.common import event_log
from qi_tracker.blueprints.common.devices import device_of
from qi_tracker.blueprints.common.forms import BaseForm
from qi_tracker.blueprints.common.inviting import sends_mail
from qi_tracker.blueprints.common.kept_text import KeptForm
from qi_tracker.blueprints.common.known_browser import know_browser, sign_in_attempt
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.sessions import (
    SESSION_COOKIE,
    act_for,
    release_transaction,
    set_session_cookie,
    writing_briefly,
)
from qi_tracker.errors import InvalidInput, TooManyAttempts
from qi_tracker.extensions import db
from qi_tracker.models import Person
from qi_tracker.services.outbox import post
from qi_tracker.services.passwords import hash_password, verify_password
from qi_tracker.services.people import close_session, find_credentials, open_session, require_unchanged
from qi_tracker.services.sign_in_throttle import (
    Attempt,
    Purpose,
    attempt_at,
    forget_failures,
    record,
    refuse_if_waiting,
    take_turn,
)

TOO_MANY_REQUESTS = 429

Found = TypeVar("Found")

# What a link is refused with that nobody has made.
_GUESSED = frozenset({"calendar_unknown", "invitation_unknown", "number_link_unknown", "reset_unknown"})


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session that the browser is told of once it is committed."""

    person_id: int
    email: str
    token: str
    expires_at: datetime | None

    def tell(self, response: Response) -> Response:
        """Sign the browser in, and know it from now on."""
        return know_browser(set_session_cookie(response, self.token, self.expires_at), self.email)


def start_session(person_id: int, *, remember: bool = False) -> OpenedSession:
    """A session for the person; the one that this browser had is ended. The caller commits."""
    earlier = request.cookies.get(SESSION_COOKIE)
    if earlier:
        close_session(earlier)
    token, session = open_session(person_id, remember=remember, device=device_of(request.user_agent.string))
    event_log.signed_in(person_id)
    email = db.session.get_one(Person, person_id).email
    return OpenedSession(person_id, email, token, session.expires_at if remember else None)


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody has shown that they know an account's password."""

    person_id: int
    attempt: Attempt
    credentials: tuple[int, str] | None

    def accept(self) -> None:
        """In the transaction that acts on it: the account is unchanged, and what was wrong before is forgotten.

        Raises
        ------
        InvalidInput
            If the password was changed, or the account disabled, since it was compared.
        """
        require_unchanged(self.credentials)
        forget_failures(self.attempt)


def prove(email: str, password: str) -> Proof:
    """Compare a password. The attempt is written down before, and no transaction is open meanwhile.

    Raises
    ------
    InvalidInput
        If e-mail address and password are nobody's.
    TooManyAttempts
        If there have been so many that one must wait; equally for known and unknown accounts.
    """
    attempt = sign_in_attempt(email)
    take_turn(attempt)
    credentials = find_credentials(email)
    db.session.commit()
    return Proof(verify_password(credentials, password), attempt, credentials)


def sign_in_with(email: str, password: str, *, remember: bool = False) -> OpenedSession:
    """A session for the one whose e-mail address and password these are. The caller commits. Raises as `prove`."""
    proof = prove(email, password)
    proof.accept()
    return start_session(proof.person_id, remember=remember)


def tell_of_new_password(person: Person) -> None:
    """Let a mail tell the owner, who may not be the one who changed it."""
    if sends_mail():
        post("password_changed", person.email, person.language, {})


def look_up_link(look: Callable[[str], Found], token: str) -> Found:
    """What a secret link leads to. Links that nobody has made are counted.

    Raises
    ------
    InvalidInput
        If the link cannot be used.
    TooManyAttempts
        If so many have been made up here that one must wait.
    """
    key = current_app.config["QI_SETTINGS"].secret_key
    attempt = attempt_at(key, Purpose.OPEN_LINK, "", request.remote_addr)
    refuse_if_waiting(attempt)
    try:
        return look(token)
    except InvalidInput as refusal:
        if refusal.code in _GUESSED:
            with writing_briefly():
                record(attempt)
        raise


def hashed(password: str) -> str:
    """The password's hash, made while no transaction is open."""
    release_transaction()
    return hash_password(password)


def show_kept(kept: KeptForm, person_id: int) -> Response:
    """What was typed before the session ended, for the one who has signed in, with a button that sends it."""
    act_for(db.session.get_one(Person, person_id))
    page = render("auth/resume.html", kept=kept, was_signed_out=True)
    page.cache_control.no_store = True
    return page


def not_now(wait: TooManyAttempts, template: str, *, form: BaseForm, **context: Any) -> Response:
    """The form again, with what was typed, and when it may be sent."""
    form.fail(wait)
    page = render(template, TOO_MANY_REQUESTS, form=form, **context)
    page.headers["Retry-After"] = str(wait.seconds)
    return page
