"""The link of a mail by which its reader stops the reminders without signing in: it can do nothing else."""

import base64
import hashlib
import hmac

from qi_tracker.extensions import db
from qi_tracker.models import Person
from qi_tracker.vocabulary import ReminderChoice

# 128 bits: enough for a link that can only stop mail, and short enough for a header of it (RFC 2369).
_BYTES = 16


def stop_token(secret_key: str, person_id: int) -> str:
    """What the link holds: whose reminders, and a seal that only this installation makes."""
    digest = hmac.new(secret_key.encode(), f"stop reminders {person_id}".encode(), hashlib.sha256).digest()
    return f"{person_id}.{base64.urlsafe_b64encode(digest[:_BYTES]).decode().rstrip('=')}"


def person_of_stop_token(secret_key: str, token: str) -> Person | None:
    """Whose reminders the link stops; None when it is not one of ours."""
    number, _, _ = token.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < len(str(2**31))):
        return None
    if not hmac.compare_digest(token.encode(), stop_token(secret_key, int(number)).encode()):
        return None
    return db.session.get(Person, int(number))


def stop_reminders(person: Person) -> None:
    """Send no more of them."""
    person.reminders = ReminderChoice.NONE
    db.session.flush()
