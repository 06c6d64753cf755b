"""A person's calendar feed: its secret address, and what stands in it. The file: `exchange/calendar_file.py`."""

import base64
import hashlib
import hmac
import secrets
import string
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from qi_tracker.access.actors import Actor
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import PdsaCycle, Person, Task
from qi_tracker.services.due import periods_ahead, undecided_cycles, undone_tasks, waiting_periods
from qi_tracker.services.reminders import ReminderKind, Waiting, asked_measures, last_day_of
from qi_tracker.services.summaries import summaries_of

# How far ahead numbers are shown: half a year.
AHEAD = timedelta(days=183)
# How long ago something may have been due and still stand in the calendar.
BEHIND = timedelta(days=92)
# Letters of the salt: more than 128 bits. No digits, or some salt would one day look like a personal number.
_SALT_LENGTH = 28


def calendar_token(secret_key: str, person: Person) -> str | None:
    """What the address holds: whose calendar, and a seal from the salt and the installation's secret key.

    None where the person has no feed. The database alone, or a copy of it, holds no address that works.
    """
    return _token(secret_key, person.id, person.calendar_salt) if person.calendar_salt is not None else None


def _token(secret_key: str, person_id: int, salt: str) -> str:
    digest = hmac.new(secret_key.encode(), f"calendar {person_id} {salt}".encode(), hashlib.sha256).digest()
    return f"{person_id}-{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def owner_of_calendar(secret_key: str, token: str) -> Person:
    """Whose calendar the address shows.

    Raises
    ------
    InvalidInput
        If it shows none: it is made up, replaced or turned off, or its owner is shut out.
    """
    number, _, _ = token.partition("-")
    is_number = number.isascii() and number.isdigit() and len(number) < len(str(2**31))
    person = db.session.get(Person, int(number)) if is_number else None
    salt = person.calendar_salt if person is not None else None
    # Compared also where there is nothing to compare with, so that the time it takes tells nothing.
    is_right = hmac.compare_digest(
        token.encode(), _token(secret_key, int(number) if is_number else 0, salt or "").encode()
    )
    if person is None or salt is None or person.disabled_at is not None or not is_right:
        raise InvalidInput("calendar_unknown")
    return person


def open_calendar(person: Person) -> None:
    """A new address; the one before it works no more."""
    person.calendar_salt = "".join(secrets.choice(string.ascii_lowercase) for _ in range(_SALT_LENGTH))
    db.session.flush()


def close_calendar(person: Person) -> None:
    """No address works any more."""
    person.calendar_salt = None
    db.session.flush()


def calendar_of(actor: Actor, today: date) -> Sequence[Waiting]:
    """What the actor is to do, by its day: numbers they collect, also those to come; their tasks; ends of cycles."""
    things = [*_numbers(actor, today), *_tasks(actor), *_cycles(actor)]
    shown = (thing for thing in things if thing.due_on >= today - BEHIND)
    return sorted(shown, key=lambda thing: (thing.due_on, thing.key))


def _numbers(actor: Actor, today: date) -> Iterator[Waiting]:
    measures = [measure for measure, kind in asked_measures(actor) if kind is ReminderKind.NUMBER]
    summaries = summaries_of(measures)
    for measure in measures:
        summary = summaries.get(measure.id)
        ahead = periods_ahead(measure, summary, today, today + AHEAD)
        for period in (*waiting_periods(measure, summary, today), *ahead):
            yield Waiting(ReminderKind.NUMBER, measure, period, last_day_of(measure, period))


def _tasks(actor: Actor) -> Iterator[Waiting]:
    own = undone_tasks(actor).where(Task.owner_id == actor.person_id, Task.due_on.is_not(None))
    for task in db.session.scalars(own):
        assert task.due_on is not None
        yield Waiting(ReminderKind.TASK, task, task.due_on, task.due_on)


def _cycles(actor: Actor) -> Iterator[Waiting]:
    own = undecided_cycles(actor).where(PdsaCycle.owner_id == actor.person_id, PdsaCycle.ends_on.is_not(None))
    for cycle in db.session.scalars(own):
        assert cycle.ends_on is not None
        yield Waiting(ReminderKind.CYCLE, cycle, cycle.ends_on, cycle.ends_on)
