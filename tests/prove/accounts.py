"""Whether the time of an answer tells who has an account, and how many guesses are let through in a day."""

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import delete, update

from qi_tracker.extensions import db
from qi_tracker.models import OutboxMessage, Person, SignInFailure
from qi_tracker.services import sign_in_throttle
from qi_tracker.services.passwords import hash_password
from tests.client import ORIGIN, Client
from tests.databases import prepared_app, settings_for
from tests.inside import inside
from tests.people import Who, email_of
from tests.prove.figures import Figure

ROUNDS: Final = 200
KNOWN: Final = email_of(Who.LEAD)
UNKNOWN: Final = "ingen.her@example.no"
DAY_SECONDS: Final = 24 * 60 * 60


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Answers to known and unknown accounts by turns; and the guesses that the waits leave room for."""
    figures = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        plain = settings_for(Path(folder))
        settings = replace(plain, smtp_host="localhost", address=ORIGIN, mail_from="forbedring@example.no")
        with prepared_app(settings) as prepared:
            with inside(prepared.app):
                db.session.execute(update(Person).values(password_hash=hash_password("noe som ingen gjetter")))
                db.session.commit()
            for what, address in (("sign-in", "/sign-in"), ("asking for a new password", "/forgotten-password")):
                tell(f"{what}: {ROUNDS} times known and unknown by turns")
                figures += _compared(prepared.app, what, address)
    tell("guesses in a day")
    pair = sign_in_throttle.SIGN_IN.pair
    figures.append(Figure("guesses let through in a day at one account from one network", str(_guesses(pair))))
    return figures


def _compared(app: Flask, what: str, address: str) -> list[Figure]:
    client = Client(app)
    token = client.csrf_token()
    seconds: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for number in range(ROUNDS):
        # By turns, and turned about, so that whatever else the machine does hits both.
        for email in (KNOWN, UNKNOWN) if number % 2 else (UNKNOWN, KNOWN):
            fields = {"csrf_token": token, "email": email, "password": "gjettet"}
            where = {"REMOTE_ADDR": f"10.{number}.0.1"}
            started = time.perf_counter()
            status = client.browser.post(address, data=fields, environ_overrides=where).status_code
            seconds[email].append(time.perf_counter() - started)
            assert status in (422, 303), status
        with inside(app):
            db.session.execute(delete(SignInFailure))
            db.session.execute(delete(OutboxMessage))
            db.session.commit()
    known, unknown = (statistics.median(seconds[email]) for email in (KNOWN, UNKNOWN))
    return [
        Figure(f"{what}: median answer to a known account", f"{known * 1000:.1f} ms"),
        Figure(f"{what}: median answer to an unknown account", f"{unknown * 1000:.1f} ms"),
        Figure(f"{what}: unknown to known", f"{unknown / known:.3f}"),
    ]


def _guesses(limit: sign_in_throttle.Limit) -> int:
    """How many guesses somebody gets in who tries as soon as each wait is over."""
    now = start = datetime(2025, 1, 1, tzinfo=UTC)
    made: list[datetime] = []
    while (now - start).total_seconds() < DAY_SECONDS:
        recent = [moment for moment in made if moment > now - limit.window]
        wait = limit.wait_seconds(len(recent), recent[-1] if recent else None, now)
        if wait:
            now += timedelta(seconds=wait)
        else:
            made.append(now)
    return len(made)
