"""Slows down guessing without locking anyone out. What is stored are keyed digests, erased after a day.

Failures are counted in three ways: for one account from one network, for a network, and for an account. The first two
make waits that grow. The account's own is short, and lets pass a network that has not failed: somebody who guesses all
day from elsewhere does not keep the owner out. A browser that has signed in to the account before is counted by
itself. An attempt is written down before the slow comparison, and taken back when it was right, so that guesses sent
side by side are counted too.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, func, select, text

from qi_tracker.errors import TooManyAttempts
from qi_tracker.extensions import db
from qi_tracker.models import SignInFailure
from qi_tracker.models.base import utc_now
from qi_tracker.services.people import normalise_email

HOUR = timedelta(hours=1)
# Longer than any limit looks back.
KEPT = timedelta(days=1)
# Failures in an hour that no single person and no single network makes: now every network waits its turn.
FLOOD = 300

# A neighbourhood of IPv4 addresses, and what one household or device is given of IPv6 (RFC 6177).
_IPV4_PREFIX, _IPV6_PREFIX = 24, 64
# Old failures are erased once in so many attempts.
_ERASE_EVERY = 50


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures within `window` cost nothing; each one more doubles the wait, up to `longest_seconds`."""

    free: int
    first_seconds: int
    longest_seconds: int
    window: timedelta = HOUR

    def wait_seconds(self, failures: int, last: datetime | None, now: datetime) -> float:
        """How long to wait from now on; 0 when it is one's turn."""
        if failures < self.free or last is None:
            return 0
        doublings = min(failures - self.free, 30)
        wait = min(self.first_seconds << doublings, self.longest_seconds)
        # A clock that was moved back does not make the wait longer.
        return max(0.0, min(wait, wait - (now - last).total_seconds()))


@dataclass(frozen=True, slots=True)
class Limits:
    """What applies to one kind of attempts."""

    pair: Limit
    network: Limit | None = None
    account: Limit | None = None


class Purpose(StrEnum):
    """What is attempted; each kind is counted by itself."""

    SIGN_IN = "sign-in"
    # Asking for a link to a new password.
    ASK_FOR_RESET = "reset"
    # Opening a one-use link.
    OPEN_LINK = "link"


SIGN_IN = Limits(Limit(5, 5, 15 * 60, KEPT), Limit(100, 2, 60), Limit(10, 1, 15))
KNOWN_BROWSER = Limits(Limit(5, 5, 5 * 60, KEPT))
ASK_FOR_RESET = Limits(Limit(3, 60, 15 * 60), Limit(30, 5, 60))
OPEN_LINK = Limits(Limit(300, 5, 60))

_LIMITS = {Purpose.SIGN_IN: SIGN_IN, Purpose.ASK_FOR_RESET: ASK_FOR_RESET, Purpose.OPEN_LINK: OPEN_LINK}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One guess: at which account and from where, as keyed digests; and what applies to it."""

    account_hash: str
    network_hash: str
    limits: Limits


def attempt_at(secret_key: str, purpose: Purpose, account: str, address: str | None) -> Attempt:
    """A guess from a network address; `account` is an e-mail address as typed, or empty for what names none."""
    return Attempt(
        account_hash=account_digest(secret_key, purpose, account),
        network_hash=_digest(secret_key, f"{purpose}:network:{network_of(address)}"),
        limits=_LIMITS[purpose],
    )


def attempt_from_browser(secret_key: str, account: str, browser: str) -> Attempt:
    """A guess from a browser that has signed in to the account before, known by the number in its cookie."""
    return Attempt(
        account_hash=account_digest(secret_key, Purpose.SIGN_IN, account),
        network_hash=_digest(secret_key, f"browser:{browser}"),
        limits=KNOWN_BROWSER,
    )


def account_digest(secret_key: str, purpose: Purpose, account: str) -> str:
    """What stands for an account in the counts; the same for known and unknown ones."""
    return _digest(secret_key, f"{purpose}:account:{normalise_email(account)}")


def _digest(secret_key: str, content: str) -> str:
    return hmac.new(secret_key.encode(), f"throttle:{content}".encode(), hashlib.sha256).hexdigest()


def network_of(address: str | None) -> str:
    """The network that an address is counted with."""
    try:
        found = ipaddress.ip_address((address or "").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    prefix = _IPV4_PREFIX if found.version == 4 else _IPV6_PREFIX
    return str(ipaddress.ip_network(f"{found}/{prefix}", strict=False))


def take_turn(attempt: Attempt) -> None:
    """Write the attempt down as failed, unless it must wait. The caller commits before it compares anything.

    Raises
    ------
    TooManyAttempts
        With the seconds to wait. Nothing is written then: trying too early makes no wait longer.
    """
    _take_turns(attempt)
    refuse_if_waiting(attempt)
    record(attempt)


def record(attempt: Attempt) -> None:
    """Count the attempt as failed."""
    failure = SignInFailure(account_hash=attempt.account_hash, network_hash=attempt.network_hash)
    db.session.add(failure)
    db.session.flush()
    if failure.id % _ERASE_EVERY == 0:
        erase_old(utc_now())


def refuse_if_waiting(attempt: Attempt) -> None:
    """Let pass whose turn it is.

    Raises
    ------
    TooManyAttempts
        With the seconds to wait.
    """
    now, limits = utc_now(), attempt.limits
    of_account = SignInFailure.account_hash == attempt.account_hash
    of_network = SignInFailure.network_hash == attempt.network_hash
    pair_failures, pair_last = _count(of_account & of_network, limits.pair, now)
    waits = [limits.pair.wait_seconds(pair_failures, pair_last, now)]
    if limits.network is not None:
        waits.append(limits.network.wait_seconds(*_count(of_network, limits.network, now), now))
    if limits.account is not None:
        failures, last = _count(of_account, limits.account, now)
        if pair_failures or failures >= FLOOD:
            waits.append(limits.account.wait_seconds(failures, last, now))
    if max(waits) > 0:
        raise TooManyAttempts(max(waits))


def failures_of_account(attempt: Attempt, window: timedelta) -> int:
    """How many attempts there have been at the account within the window, from anywhere."""
    found = select(func.count(SignInFailure.id)).where(
        SignInFailure.account_hash == attempt.account_hash, SignInFailure.at > utc_now() - window
    )
    return db.session.scalar(found) or 0


def _count(condition: ColumnElement[bool], limit: Limit, now: datetime) -> tuple[int, datetime | None]:
    failures, last = db.session.execute(
        select(func.count(SignInFailure.id), func.max(SignInFailure.at)).where(
            condition, SignInFailure.at > now - limit.window
        )
    ).one()
    return failures, last


def _take_turns(attempt: Attempt) -> None:
    """Let attempts at one account be counted one after the other. On SQLite every writing transaction does that."""
    if db.session.connection().dialect.name == "postgresql":
        # A signed 64-bit number is what the lock takes.
        number = int(attempt.account_hash[:15], 16)
        db.session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def forget_failures(attempt: Attempt) -> None:
    """It was right: what was tried from here before costs nothing any more."""
    db.session.execute(
        delete(SignInFailure).where(
            SignInFailure.account_hash == attempt.account_hash, SignInFailure.network_hash == attempt.network_hash
        )
    )


def erase_old(now: datetime) -> None:
    """Erase what no longer slows anything down."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - KEPT))
