"""Mail waiting to be delivered: posted with the change it tells of, taken by one worker at a time, settled when sent.

What a message says is not known here; `i18n/mails.py` has the texts and `mails.py` gathers what they need.
"""

import secrets
import string
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, not_, or_, select, update
from sqlalchemy.exc import IntegrityError

from qi_tracker.extensions import db
from qi_tracker.models import OutboxMessage
from qi_tracker.models.base import utc_now
from qi_tracker.vocabulary import Language

# How long a worker that has taken a message keeps it from the others. Longer than a whole conversation with a mail
# server may last (`integrations/mail.py`), so that only the messages of a worker that died are taken again.
LEASE = timedelta(minutes=10)

# The wait after each failure; the last for all that follow.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240))

# Being put off so often, for more than an hour in all, is no longer ordinary.
PATIENT_ATTEMPTS = 4

# How long a mail is worth trying to deliver, unless its kind says otherwise.
TRIED_FOR = timedelta(days=2)

# Letters of the salt: more than 128 bits. No digits, or some salt would one day look like a personal number.
SALT_LENGTH = 28

# How long the trace of a mail is kept: that it was sent, when, and to whom.
KEPT_DAYS = 30
# How long a mail that was given up is told of.
TOLD_DAYS = 7


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that one worker holds: what it is about, and which attempt this is, from 1."""

    id: int
    kind: str
    to_address: str
    language: Language
    params: Mapping[str, Any]
    created_at: datetime
    attempt: int

    @property
    def salt(self) -> str:
        """Random, known to this row only, and gone when it is settled: a link made from it can be made again till then.

        So a mail that is sent twice, because a worker died before it could settle it, has the same link both times;
        and the database alone, without the installation's secret key, holds no link at all.
        """
        return str(self.params["salt"])


def post(  # noqa: PLR0913  # two of the six are for few, and by name only
    kind: str,
    to_address: str,
    language: Language,
    params: Mapping[str, object],
    *,
    once_key: str | None = None,
    not_before: datetime | None = None,
) -> None:
    """Let a mail be sent once the transaction is committed.

    `params` are ids, never a token or anything that people wrote. A second message with the same `once_key` is not
    posted, however many post it at once.
    """
    now = utc_now()
    message = OutboxMessage(
        kind=str(kind),
        to_address=to_address,
        language=language,
        params={**params, "salt": _new_salt()},
        once_key=once_key,
        created_at=now,
        not_before=not_before or now,
    )
    if once_key is None:
        db.session.add(message)
        db.session.flush()
        return
    try:
        with db.session.begin_nested():
            db.session.add(message)
    except IntegrityError:
        # It is posted already. The key is the only thing that a message shares with another.
        return


def _new_salt() -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(SALT_LENGTH))


def _due(now: datetime) -> ColumnElement[bool]:
    return (
        OutboxMessage.sent_at.is_(None)
        & OutboxMessage.given_up_at.is_(None)
        & (OutboxMessage.not_before <= now)
        & or_(
            OutboxMessage.claimed_until.is_(None),
            OutboxMessage.claimed_until <= now,
            # Claimed before the clock was set back. Not what another has claimed since this one looked at the clock.
            OutboxMessage.claimed_until > now + 2 * LEASE,
        )
    )


def is_any_due(now: datetime) -> bool:
    """Whether there is something to claim; asked while reading only, so that waiting for mail stops no writer."""
    return db.session.scalar(select(OutboxMessage.id).where(_due(now)).limit(1)) is not None


def claim(now: datetime, lease: timedelta = LEASE) -> Letter | None:
    """Take the message that has waited longest; None when none is due. The caller commits before it sends anything.

    Only one worker gets it: the row is locked while it is taken (on SQLite the whole database is), and held afterwards
    until `lease` is over.
    """
    message = db.session.scalar(
        select(OutboxMessage)
        .where(_due(now))
        .order_by(OutboxMessage.not_before, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if message is None:
        return None
    message.claimed_until = now + lease
    message.attempts += 1
    db.session.flush()
    return Letter(
        id=message.id,
        kind=message.kind,
        to_address=message.to_address,
        language=message.language,
        params=dict(message.params),
        created_at=message.created_at,
        attempt=message.attempts,
    )


def settle(letter: Letter, now: datetime) -> None:
    """It is sent, whoever holds it now: what it was about is emptied."""
    done = {"sent_at": now, "params": {}, "claimed_until": None, "last_problem": ""}
    db.session.execute(update(OutboxMessage).where(OutboxMessage.id == letter.id).values(**done))


def postpone(letter: Letter, now: datetime, problem: str) -> None:
    """It could not be sent now: later, and later still after the next failure. `problem` is an error's code."""
    _let_go(letter, {"not_before": now + wait_after(letter), "last_problem": problem})


def wait_after(letter: Letter) -> timedelta:
    """How long the next attempt waits when this one fails."""
    return WAITS[min(letter.attempt, len(WAITS)) - 1]


def give_up(letter: Letter, now: datetime, problem: str) -> None:
    """It is not to be tried again. `problem` is an error's code; empty when the mail no longer mattered."""
    _let_go(letter, {"given_up_at": now, "params": {}, "last_problem": problem})


def _let_go(letter: Letter, changes: Mapping[str, object]) -> None:
    """Only while this worker holds it: another may have taken it meanwhile, and sent it."""
    held = (OutboxMessage.id == letter.id) & (OutboxMessage.attempts == letter.attempt)
    unsent = OutboxMessage.sent_at.is_(None)
    db.session.execute(update(OutboxMessage).where(held & unsent).values(claimed_until=None, **changes))


def hurry(once_key: str) -> None:
    """Let a message that waits be tried now."""
    waits = OutboxMessage.sent_at.is_(None) & OutboxMessage.given_up_at.is_(None)
    db.session.execute(
        update(OutboxMessage).where(waits & (OutboxMessage.once_key == once_key)).values(not_before=utc_now())
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """How far one message has come."""

    once_key: str
    posted_at: datetime
    sent_at: datetime | None
    is_given_up: bool
    # Why it is not there yet, as an error's code.
    problem: str

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be sent."""
        return self.sent_at is None and not self.is_given_up


def passages(once_key_prefixes: Collection[str]) -> Sequence[Passage]:
    """How far the messages whose key begins so have come, the oldest first."""
    if not once_key_prefixes:
        return ()
    wanted = or_(*(OutboxMessage.once_key.startswith(prefix, autoescape=True) for prefix in once_key_prefixes))
    return [
        Passage(
            once_key=message.once_key or "",
            posted_at=message.created_at,
            sent_at=message.sent_at,
            is_given_up=message.given_up_at is not None,
            problem=message.last_problem,
        )
        for message in db.session.scalars(select(OutboxMessage).where(wanted).order_by(OutboxMessage.id))
    ]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Mail that does not get through."""

    # Tried in vain, and to be tried again.
    waiting: int
    # Given up lately.
    lost: int
    # The latest problem, as an error's code.
    problem: str


def trouble(now: datetime) -> Trouble | None:
    """What the one who runs the installation should know of its mail; None when all gets through."""
    is_lost = OutboxMessage.given_up_at.is_not(None)
    # Many mail servers put a new sender off at first, and an address may be mistyped: the inviter sees that.
    is_ordinary = or_(
        OutboxMessage.last_problem.in_(("", "mail_address_refused")),
        (OutboxMessage.last_problem == "mail_put_off") & (OutboxMessage.attempts < PATIENT_ATTEMPTS),
    )
    troubled = (
        not_(is_ordinary)
        & OutboxMessage.sent_at.is_(None)
        & or_(OutboxMessage.given_up_at.is_(None), OutboxMessage.given_up_at > now - timedelta(days=TOLD_DAYS))
    )
    counts = dict(
        db.session.execute(select(is_lost, func.count(OutboxMessage.id)).where(troubled).group_by(is_lost)).all()
    )
    if not counts:
        return None
    latest = func.coalesce(OutboxMessage.given_up_at, OutboxMessage.not_before).desc()
    problem = db.session.scalar(select(OutboxMessage.last_problem).where(troubled).order_by(latest).limit(1))
    return Trouble(counts.get(False, 0), counts.get(True, 0), problem or "")


def erase_old(now: datetime) -> None:
    """Erase what was posted long ago: it was sent, given up, or no mail server has been set since."""
    oldest = now - timedelta(days=KEPT_DAYS)
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.created_at < oldest))
