"""Delivers mail from the outbox, reminds in the morning, tidies up at night. Safe to run twice at once, and to kill.

A message is claimed in one transaction, handed to the mail server outside any, and settled in another. A worker that
dies in between leaves a claim that runs out; the next one then sends the same message once more, with the same
Message-ID and the same link.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

import structlog
from flask import Flask
from sqlalchemy.exc import OperationalError

from qi_tracker.analysis.periods import is_working_day
from qi_tracker.errors import MailNotSent, MailRefused, MailServerDown
from qi_tracker.extensions import db
from qi_tracker.i18n.mails import mail_text
from qi_tracker.i18n.translate import words_for
from qi_tracker.integrations.mail import Mail, deliver, message_id
from qi_tracker.mails import MAILS, Desk
from qi_tracker.models import database as drivers
from qi_tracker.models.base import utc_now
from qi_tracker.services import outbox
from qi_tracker.services.dates import OSLO
from qi_tracker.services.housekeeping import OUTLIVED
from qi_tracker.services.reminders import everyone_to_remind, has_news, remind
from qi_tracker.settings import Settings

# How long a mail waits at most before a worker sees it.
LOOK_EVERY_S = 5.0
# After this hour in Norway, once a day.
TIDY_HOUR = 3
# And after this one, on working days.
REMIND_HOUR = 7
# How long a program that is stopped waits for the mail under way.
STOP_WITHIN_S = 5.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the outbox did."""

    sent: int = 0
    # Sent later, or never.
    failed: int = 0
    # Why the round was broken off: the mail server takes nothing.
    server_problem: str = ""


def deliver_due(app: Flask, stop: threading.Event | None = None) -> Round:
    """Deliver all that is due, until it is done, `stop` is set, or the mail server takes nothing."""
    sent = failed = 0
    while not (stop and stop.is_set()):
        with app.app_context():
            letter = _claim()
        if letter is None:
            break
        with app.app_context():
            problem = _deliver(app, letter)
        sent, failed = sent + (problem is None), failed + (problem is not None)
        if isinstance(problem, MailServerDown):
            return Round(sent, failed, problem.code)
    return Round(sent, failed)


def _claim() -> outbox.Letter | None:
    now = utc_now()
    with drivers.reading():
        is_any = outbox.is_any_due(now)
        db.session.rollback()
    if not is_any:
        return None
    letter = outbox.claim(now)
    db.session.commit()
    return letter


def _deliver(app: Flask, letter: outbox.Letter) -> MailNotSent | None:
    """Send one message, and remember how it went; what stopped it, if anything did."""
    settings: Settings = app.config["QI_SETTINGS"]
    try:
        mail = _written(app, settings, letter)
        if mail is not None:
            deliver(settings, mail)
    except MailNotSent as problem:
        _keep_for_later(letter, problem)
        return problem
    except Exception as fault:
        # A fault of ours, which the next version may have mended; the other mails must not wait for that. When it is
        # the database that is away, keeping the message for later says so.
        db.session.rollback()
        log.error("mail_failed", message=letter.id, kind=letter.kind, fault=type(fault).__name__)
        failed = MailNotSent("mail_failed")
        _keep_for_later(letter, failed)
        return failed
    if mail is None:
        outbox.give_up(letter, utc_now(), "")
    else:
        outbox.settle(letter, utc_now())
    db.session.commit()
    log.info("mail_sent" if mail else "mail_dropped", message=letter.id, kind=letter.kind, attempt=letter.attempt)
    return None


def _written(app: Flask, settings: Settings, letter: outbox.Letter) -> Mail | None:
    """The mail, with a link that works; None when it no longer matters."""
    addresses = app.url_map.bind(urlsplit(settings.address).netloc, url_scheme=urlsplit(settings.address).scheme)

    def link_to(endpoint: str, **values: object) -> str:
        return addresses.build(endpoint, values, force_external=True)

    now = utc_now()
    params = MAILS[letter.kind].gather(Desk(letter, now, link_to, settings.secret_key))
    if params is None:
        return None
    words = words_for(letter.language)
    subject, body = mail_text(letter.kind, {**params, "address": settings.address}, words)
    # The link works, and no transaction is open while the mail server is spoken to.
    db.session.commit()
    name = message_id(settings, letter.id, letter.created_at)
    stop_address = str(params.get("stop_address", ""))
    return Mail(letter.to_address, subject, body, letter.language.value, name, now, stop_address)


def _keep_for_later(letter: outbox.Letter, problem: MailNotSent) -> None:
    now = utc_now()
    kind = MAILS.get(letter.kind)
    tried_for = kind.matters_for if kind else outbox.TRIED_FOR
    is_over = isinstance(problem, MailRefused) or now + outbox.wait_after(letter) > letter.created_at + tried_for
    if is_over:
        outbox.give_up(letter, now, problem.code)
    else:
        outbox.postpone(letter, now, problem.code)
    db.session.commit()
    told = "mail_given_up" if is_over else "mail_postponed"
    log.warning(told, message=letter.id, kind=letter.kind, attempt=letter.attempt, problem=problem.code)


def tidy_up(app: Flask) -> None:
    """Erase what has outlived its time."""
    with app.app_context():
        for erase in OUTLIVED.values():
            while erase(utc_now()):
                db.session.commit()
            db.session.commit()


def remind_everyone(app: Flask, stop: threading.Event | None = None) -> int:
    """Post what is new to tell each person today, if it is a working day and not too early; how many mails that is.

    Each person has a transaction of their own: killed anywhere, it is done by the next round.
    """
    now = utc_now().astimezone(OSLO)
    if now.hour < REMIND_HOUR or not is_working_day(now.date()):
        return 0
    with app.app_context():
        people = everyone_to_remind()
    posted = 0
    for person_id in people:
        if stop and stop.is_set():
            break
        # A session of its own, since it works in the person's name.
        with app.app_context():
            posted += _remind(person_id, now.date())
    return posted


def _remind(person_id: int, today: date) -> bool:
    try:
        with drivers.reading():
            is_any = has_news(person_id, today)
            db.session.rollback()
        is_posted = is_any and remind(person_id, today)
        db.session.commit()
    except OperationalError:
        # The database is away, or another writer took long: the whole round is tried again.
        raise
    except Exception as fault:
        # A fault of ours with one person's things; the others are to hear of theirs.
        db.session.rollback()
        log.error("reminder_failed", person=person_id, fault=type(fault).__name__)
        return False
    return is_posted


def work(app: Flask, stop: threading.Event) -> None:
    """Deliver mail, remind and tidy up until `stop` is set. A database that is away for a while ends nothing."""
    sends_mail = app.config["QI_SETTINGS"].sends_mail
    tidied_on = reminded_on = None
    while not stop.is_set():
        try:
            if sends_mail:
                if reminded_on != _latest(utc_now(), REMIND_HOUR):
                    remind_everyone(app, stop)
                    reminded_on = _latest(utc_now(), REMIND_HOUR)
                deliver_due(app, stop)
            if tidied_on != _latest(utc_now(), TIDY_HOUR):
                tidy_up(app)
                tidied_on = _latest(utc_now(), TIDY_HOUR)
        except Exception as fault:
            # Whatever it is, mostly a database that is away: the next look is a new attempt.
            log.error("worker_stumbled", fault=type(fault).__name__)
        stop.wait(LOOK_EVERY_S)


def _latest(moment: datetime, hour: int) -> date:
    """The latest day whose work of this hour should be done; the day before counts until the hour has come."""
    local = moment.astimezone(OSLO)
    return local.date() if local.hour >= hour else date.fromordinal(local.toordinal() - 1)


@contextmanager
def beside(app: Flask) -> Iterator[None]:
    """Work in a thread while something else serves.

    A thread, since a process of its own would load the whole program once more, and outlive a killed server.
    """
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(app, stop), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_WITHIN_S)
