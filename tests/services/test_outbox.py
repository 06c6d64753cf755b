"""The outbox: posted with the change, once; held by one worker at a time; settled, put off or given up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from qi_tracker.errors import PersonalNumberFound
from qi_tracker.extensions import db
from qi_tracker.models import OutboxMessage
from qi_tracker.models.base import utc_now
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services import outbox
from qi_tracker.vocabulary import Language
from tests.inside import inside

TO = "nora@example.no"
# Month + 80: never issued to anyone.
INVENTED = "01813250035"
N_AT_ONCE = 4


def posted(n: int = 1, **options: object) -> None:
    """Messages about nobody, committed."""
    for number in range(n):
        outbox.post("welcome", TO, Language.NYNORSK, {"organization_id": number}, **options)  # type: ignore[arg-type]  # of two kinds
    db.session.commit()


def row() -> OutboxMessage:
    """The only message."""
    db.session.expire_all()
    return db.session.scalars(select(OutboxMessage)).one()


def taken(now: datetime | None = None) -> outbox.Letter:
    """The message that is due, held."""
    letter = outbox.claim(now or utc_now())
    db.session.commit()
    assert letter is not None
    return letter


def test_a_message_that_is_not_committed_was_never_posted(app: Flask) -> None:
    with inside(app):
        outbox.post("welcome", TO, Language.BOKMAL, {"organization_id": 1})
        db.session.rollback()
        assert db.session.scalar(select(func.count(OutboxMessage.id))) == 0


def test_the_same_key_posts_once(app: Flask) -> None:
    with inside(app):
        posted(once_key="a")
        posted(once_key="a")
        posted(once_key="b")
        assert db.session.scalar(select(func.count(OutboxMessage.id))) == 2


def test_the_same_key_posts_once_however_many_post_it_at_once(app: Flask) -> None:
    barrier = Barrier(N_AT_ONCE)

    def one() -> None:
        with inside(app):
            barrier.wait()
            posted(once_key="a")

    with ThreadPoolExecutor(N_AT_ONCE) as threads:
        for done in [threads.submit(one) for _ in range(N_AT_ONCE)]:
            done.result()
    with inside(app):
        row()


def test_what_came_with_a_message_that_was_posted_before_is_kept(app: Flask) -> None:
    with inside(app):
        posted(once_key="a")
        db.session.add(OutboxMessage(kind="x", to_address=TO, language=Language.BOKMAL))
        outbox.post("welcome", TO, Language.BOKMAL, {}, once_key="a")
        db.session.commit()
        assert db.session.scalar(select(func.count(OutboxMessage.id))) == 2


def test_no_personal_number_waits_to_be_sent(app: Flask) -> None:
    with inside(app), pytest.raises(PersonalNumberFound):
        outbox.post("welcome", f"{INVENTED}@example.no", Language.BOKMAL, {})


def test_a_salt_never_looks_like_a_personal_number() -> None:
    salts = {outbox._new_salt() for _ in range(100)}
    assert len(salts) == 100
    assert not any(contains_personal_number(salt) or any(sign.isdigit() for sign in salt) for salt in salts)


def test_the_one_that_has_waited_longest_goes_first(app: Flask) -> None:
    with inside(app):
        posted(3)
        found = [taken().params["organization_id"] for _ in range(3)]
        assert found == [0, 1, 2]
        assert outbox.claim(utc_now()) is None


def test_a_message_for_later_waits(app: Flask) -> None:
    with inside(app):
        tomorrow = utc_now() + timedelta(days=1)
        posted(not_before=tomorrow)
        assert outbox.claim(utc_now()) is None
        assert not outbox.is_any_due(utc_now())
        assert outbox.is_any_due(tomorrow)
        assert taken(tomorrow).language is Language.NYNORSK


def test_each_is_held_by_one_worker_until_its_claim_runs_out(app: Flask) -> None:
    with inside(app):
        posted()
        now = utc_now()
        first = taken(now)
        assert outbox.claim(now + outbox.LEASE - timedelta(seconds=1)) is None
        second = taken(now + outbox.LEASE)
        assert (first.attempt, second.attempt, first.salt) == (1, 2, second.salt)


def test_one_who_looked_at_the_clock_before_the_claim_does_not_take_it_too(app: Flask) -> None:
    """As when two come at once, and the later one to be let in was the first to look."""
    with inside(app):
        posted()
        now = utc_now() + timedelta(minutes=1)
        taken(now)
        assert outbox.claim(now - timedelta(seconds=1)) is None


def test_a_clock_that_is_set_back_leaves_no_message_held(app: Flask) -> None:
    with inside(app):
        posted()
        now = utc_now()
        taken(now + timedelta(days=2))
        assert outbox.claim(now + timedelta(days=2)) is None
        assert taken(now).attempt == 2


def test_a_settled_message_says_nothing_more_of_what_it_was_about(app: Flask) -> None:
    with inside(app):
        posted()
        letter = taken()
        assert row().params["salt"] == letter.salt
        outbox.settle(letter, utc_now())
        db.session.commit()
        assert (row().params, row().sent_at is None) == ({}, False)
        assert outbox.claim(utc_now() + timedelta(days=1)) is None


def test_each_failure_waits_longer(app: Flask) -> None:
    with inside(app):
        posted()
        now = utc_now()
        waits = []
        for _ in range(len(outbox.WAITS) + 1):
            outbox.postpone(taken(now), now, "mail_put_off")
            db.session.commit()
            waits.append(row().not_before - now)
            now = row().not_before
        assert waits == [*outbox.WAITS, outbox.WAITS[-1]]
        assert list(outbox.WAITS) == sorted(outbox.WAITS)


def test_a_worker_that_was_too_slow_changes_nothing_but_that_it_was_sent(app: Flask) -> None:
    with inside(app):
        posted()
        now = utc_now()
        slow, other = taken(now), taken(now + outbox.LEASE)
        outbox.give_up(slow, now, "mail_address_refused")
        outbox.postpone(slow, now, "mail_put_off")
        db.session.commit()
        assert (row().given_up_at, row().last_problem) == (None, "")
        outbox.settle(other, now)
        outbox.postpone(other, now, "mail_put_off")
        db.session.commit()
        assert row().sent_at is not None
        assert row().last_problem == ""


def test_trouble_is_told_until_it_is_over(app: Flask) -> None:
    with inside(app):
        now = utc_now()
        assert outbox.trouble(now) is None
        posted(3)
        assert outbox.trouble(now) is None, "what waits for its first attempt is no trouble"
        lost, waiting, sent = taken(), taken(), taken()
        outbox.postpone(waiting, now, "mail_server_unreachable")
        outbox.settle(sent, now)
        assert outbox.trouble(now) == outbox.Trouble(waiting=1, lost=0, problem="mail_server_unreachable")
        outbox.give_up(lost, now + timedelta(hours=1), "mail_content_refused")
        assert outbox.trouble(now) == outbox.Trouble(waiting=1, lost=1, problem="mail_content_refused")
        outbox.settle(waiting, now)
        much_later = now + timedelta(days=outbox.TOLD_DAYS, hours=2)
        assert outbox.trouble(much_later) is None


def test_what_is_ordinary_is_no_trouble(app: Flask) -> None:
    with inside(app):
        now = utc_now()
        posted(2)
        outbox.give_up(taken(), now, "mail_address_refused")
        for attempt in range(1, outbox.PATIENT_ATTEMPTS + 1):
            outbox.postpone(taken(now + timedelta(days=attempt)), now, "mail_put_off")
            db.session.commit()
            assert (outbox.trouble(now) is None) == (attempt < outbox.PATIENT_ATTEMPTS)


def test_what_no_longer_mattered_is_no_trouble(app: Flask) -> None:
    with inside(app):
        posted()
        outbox.give_up(taken(), utc_now(), "")
        assert outbox.trouble(utc_now()) is None


def test_a_message_can_be_hurried_and_followed(app: Flask) -> None:
    with inside(app):
        posted(once_key="invitation:7:1")
        posted(once_key="invitation:71:1")
        now = utc_now()
        outbox.postpone(taken(now), now, "mail_put_off")
        [passage] = outbox.passages(["invitation:7:"])
        assert (passage.is_waiting, passage.problem) == (True, "mail_put_off")
        outbox.hurry("invitation:7:1")
        assert taken(utc_now()).params["organization_id"] == 0
        assert outbox.passages([]) == ()


def test_old_messages_are_erased_whatever_became_of_them(app: Flask) -> None:
    with inside(app):
        posted(2)
        outbox.settle(taken(), utc_now())
        db.session.commit()
        outbox.erase_old(utc_now() + timedelta(days=outbox.KEPT_DAYS - 1))
        assert db.session.scalar(select(func.count(OutboxMessage.id))) == 2
        outbox.erase_old(datetime.now(UTC) + timedelta(days=outbox.KEPT_DAYS + 1))
        assert db.session.scalar(select(func.count(OutboxMessage.id))) == 0
