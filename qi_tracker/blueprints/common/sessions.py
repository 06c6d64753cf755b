"""Who is asking: the session cookie, the actor of the request, and whether the request may write."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Flask, Response, current_app, g, request

from qi_tracker.access.actors import Actor
from qi_tracker.extensions import db
from qi_tracker.models import Person
from qi_tracker.models import database as drivers
from qi_tracker.services.acting import act_as
from qi_tracker.services.people import actor_for, person_of_session

SESSION_COOKIE = "__Host-qi-session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

NOBODY = Actor()


def begin_request() -> None:
    """Before each request: how its transactions begin, and who asks."""
    drivers.set_read_only(request.method in SAFE_METHODS)
    # For all that this thread does from here on: what ends a transaction after the answer must not hang either.
    drivers.set_patience(drivers.REQUEST_SECONDS)
    g.person = None
    g.actor = NOBODY
    if request.endpoint in ("static", "health.show"):
        return
    token = request.cookies.get(SESSION_COOKIE)
    person = person_of_session(token) if token else None
    if person is not None:
        act_for(person)


def act_for(person: Person) -> None:
    """Let the rest of the request be done in this person's name."""
    session = db.session()
    act_as(session, person.id)
    g.person = person
    # They may read another language.
    g.pop("words", None)
    g.actor = actor_for(person)
    act_as(session, person.id, g.actor.organization_ids)


def act_by_link() -> None:
    """Let the rest of the request be done by a link alone: whoever is signed in in this browser does not count."""
    g.person = None
    g.actor = NOBODY


def current_actor() -> Actor:
    """Who asks; `NOBODY` when not signed in."""
    actor: Actor = g.get("actor", NOBODY)
    return actor


def current_person() -> Person | None:
    """The signed-in person."""
    person: Person | None = g.get("person")
    return person


def release_transaction() -> None:
    """End the transaction before slow work (hashing, parsing, rendering), so that no writer waits for it.

    Objects loaded before are read anew when they are used next.
    """
    db.session.rollback()


def only_read_from_here() -> None:
    """Let the rest of the request take no write lock: all that remains is to render."""
    release_transaction()
    drivers.set_read_only(True)


@contextmanager
def writing_briefly() -> Iterator[None]:
    """A small transaction of its own in a request that only reads: for what is counted however it is asked."""
    reads_only = drivers.is_read_only()
    release_transaction()
    drivers.set_read_only(False)
    try:
        yield
        db.session.commit()
    finally:
        release_transaction()
        drivers.set_read_only(reads_only)


def set_session_cookie(response: Response, token: str, expires_at: datetime | None) -> Response:
    """Sign the browser in; without `expires_at` until it is closed."""
    response.set_cookie(SESSION_COOKIE, token, expires=expires_at, secure=True, httponly=True, samesite="Lax", path="/")
    return response


def delete_session_cookie(response: Response) -> Response:
    """Sign the browser out."""
    response.delete_cookie(SESSION_COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
    return response


def end_request(_error: BaseException | None) -> None:
    """After each request: what the thread does next may write again."""
    drivers.set_read_only(False)


def init_app(app: Flask) -> None:
    """Run `begin_request` before every request."""
    app.before_request(begin_request)
    app.teardown_request(end_request)


def is_demo() -> bool:
    """Whether this installation serves invented data."""
    return bool(current_app.config["QI_SETTINGS"].demo)
