"""Guessing is slowed down; nobody is locked out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from qi_tracker.errors import TooManyAttempts
from qi_tracker.extensions import db
from qi_tracker.models import SignInFailure
from qi_tracker.models.base import utc_now
from qi_tracker.services import sign_in_throttle as throttle
from qi_tracker.services.sign_in_throttle import (
    FLOOD,
    KNOWN_BROWSER,
    SIGN_IN,
    Attempt,
    Limit,
    Purpose,
    attempt_at,
    attempt_from_browser,
    network_of,
    take_turn,
)
from tests.inside import inside

KEY = "k" * 40
OWNER = "pernille@example.no"
HOME, ATTACKER = "203.0.113.7", "198.51.100.9"


def at(address: str, account: str = OWNER) -> Attempt:
    """A guess from there."""
    return attempt_at(KEY, Purpose.SIGN_IN, account, address)


def fail(attempt: Attempt, times: int = 1) -> None:
    """Have failed so many times by now."""
    for _ in range(times):
        throttle.record(attempt)


def wait_of(attempt: Attempt) -> float:
    """Seconds until it is this one's turn."""
    try:
        throttle.refuse_if_waiting(attempt)
    except TooManyAttempts as wait:
        return wait.seconds
    return 0


def pass_time(seconds: float) -> None:
    """Let everything have happened so much earlier."""
    for failure in db.session.scalars(select(SignInFailure)):
        failure.at -= timedelta(seconds=seconds)
    db.session.flush()


@pytest.fixture
def session(app: Flask) -> Iterator[None]:
    """A database session that is rolled back."""
    with inside(app):
        yield
        db.session.rollback()


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (12, 640), (13, 900), (40, 900), (5000, 900)]
)
def test_waits_grow_up_to_a_limit(failures: int, wait: int) -> None:
    now = utc_now()
    assert SIGN_IN.pair.wait_seconds(failures, now, now) == wait
    assert SIGN_IN.pair.wait_seconds(failures, now - timedelta(seconds=3), now) == max(0, wait - 3)


def test_a_clock_that_is_moved_back_makes_no_wait_longer() -> None:
    now = utc_now()
    assert Limit(1, 5, 60).wait_seconds(1, now + timedelta(days=400), now) == 5


@pytest.mark.parametrize(
    ("seconds", "code", "count"),
    [(0.2, "wait_seconds", 5), (5, "wait_seconds", 5), (58, "wait_seconds", 60), (61, "wait_minutes", 2),
     (900, "wait_minutes", 15)],
)  # fmt: skip
def test_a_wait_is_told_in_round_numbers(seconds: float, code: str, count: int) -> None:
    wait = TooManyAttempts(seconds)
    assert (wait.code, wait.params["count"]) == (code, count) and wait.seconds >= seconds


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.250", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("203.0.113.7, 10.0.0.1", "unknown"),
    ],
)
def test_neighbours_are_one_network(address: str | None, network: str) -> None:
    assert network_of(address) == network


def test_nothing_that_is_stored_can_be_read_back(session: None) -> None:
    take_turn(at(HOME))
    stored = db.session.scalars(select(SignInFailure)).one()
    assert OWNER not in stored.account_hash and HOME not in stored.network_hash
    assert stored.account_hash != at(HOME, "en.annen@example.no").account_hash
    assert stored.account_hash != attempt_at("another key" * 4, Purpose.SIGN_IN, OWNER, HOME).account_hash
    assert attempt_at(KEY, Purpose.SIGN_IN, f" {OWNER.upper()} ", HOME).account_hash == stored.account_hash


def test_one_who_guesses_waits_longer_and_longer(session: None) -> None:
    waits = []
    for _ in range(9):
        waits.append(wait_of(at(HOME)))
        fail(at(HOME))
    assert waits == [0, 0, 0, 0, 0, 5, 10, 20, 40]
    pass_time(81)
    assert wait_of(at(HOME)) == 0


def test_trying_too_early_makes_no_wait_longer(session: None) -> None:
    fail(at(HOME), 6)
    before = wait_of(at(HOME))
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            take_turn(at(HOME))
    assert wait_of(at(HOME)) <= before
    assert db.session.scalar(select(func.count(SignInFailure.id))) == 6


def test_an_attacker_elsewhere_does_not_keep_the_owner_out(session: None) -> None:
    fail(at(ATTACKER), 150)
    assert wait_of(at(ATTACKER)) == 900
    assert wait_of(at(HOME)) == 0


def test_an_attacker_of_many_networks_slows_only_those_that_fail(session: None) -> None:
    for number in range(40):
        fail(at(f"198.51.{number}.1"))
    assert wait_of(at("198.51.3.1")) > 0
    assert wait_of(at(HOME)) == 0
    fail(at(HOME))
    assert 0 < wait_of(at(HOME)) <= SIGN_IN.account.longest_seconds if SIGN_IN.account else False


def test_in_a_flood_of_guesses_everybody_new_waits_shortly_and_a_known_browser_does_not(session: None) -> None:
    for number in range(FLOOD):
        fail(at(f"10.{number // 250}.{number % 250}.1"))
    assert 0 < wait_of(at(HOME)) <= 15
    assert wait_of(attempt_from_browser(KEY, OWNER, "a-browser")) == 0


def test_a_known_browser_is_counted_by_itself(session: None) -> None:
    mine = attempt_from_browser(KEY, OWNER, "a-browser")
    fail(at(HOME), 30)
    assert wait_of(mine) == 0
    fail(mine, 30)
    assert wait_of(mine) == KNOWN_BROWSER.pair.longest_seconds
    assert wait_of(attempt_from_browser(KEY, OWNER, "another")) == 0
    assert wait_of(attempt_from_browser(KEY, "en.annen@example.no", "a-browser")) == 0


def test_a_network_that_tries_many_accounts_waits_shortly(session: None) -> None:
    for number in range(100):
        assert wait_of(at(ATTACKER, f"{number}@example.no")) == 0
        fail(at(ATTACKER, f"{number}@example.no"))
    assert wait_of(at(ATTACKER, "100@example.no")) == 5
    fail(at(ATTACKER, "mange@example.no"), 20)
    assert wait_of(at(ATTACKER, "100@example.no")) == 60
    assert wait_of(at(HOME, "100@example.no")) == 0


def test_what_was_right_takes_back_what_was_wrong_from_there_only(session: None) -> None:
    fail(at(HOME), 7)
    fail(at(ATTACKER), 7)
    throttle.forget_failures(at(HOME))
    assert wait_of(at(HOME)) == 0 < wait_of(at(ATTACKER))
    assert db.session.scalar(select(func.count(SignInFailure.id))) == 7


def test_each_kind_of_attempts_is_counted_by_itself(session: None) -> None:
    fail(attempt_at(KEY, Purpose.ASK_FOR_RESET, OWNER, HOME), 50)
    fail(attempt_at(KEY, Purpose.OPEN_LINK, "", HOME), 50)
    assert wait_of(at(HOME)) == 0


def test_old_failures_are_erased(session: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_ERASE_EVERY", 1)
    fail(at(HOME), 10)
    long_ago = utc_now() - throttle.KEPT - timedelta(minutes=1)
    db.session.execute(update(SignInFailure).values(at=long_ago))
    fail(at(HOME))
    assert db.session.scalar(select(func.count(SignInFailure.id))) == 1


def test_guesses_sent_side_by_side_are_counted_too(app: Flask) -> None:
    """Written down before they are compared, and one after the other, whichever process they came to."""
    start = Barrier(8)

    def guess(_number: int) -> bool:
        start.wait()
        with inside(app):
            try:
                take_turn(at(HOME))
            except TooManyAttempts:
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(guess, range(8))) == [False] * 3 + [True] * 5


def test_without_limits_guessing_costs_nothing_and_is_seen(session: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate turned red."""
    monkeypatch.setattr(Limit, "wait_seconds", lambda *_: 0)
    with pytest.raises(AssertionError):
        test_one_who_guesses_waits_longer_and_longer(None)
