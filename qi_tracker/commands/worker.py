"""`qi-tracker worker`: remind of what is due, deliver mail, and erase what has outlived its time."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from flask import Flask

from qi_tracker import create_app
from qi_tracker.errors import DomainError, MailServerDown
from qi_tracker.extensions import db
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import Words
from qi_tracker.settings import PREFIX, load_settings
from qi_tracker.worker import deliver_due, remind_everyone, tidy_up, work

SUMMARY = "Remind, deliver mail and erase what has outlived its time, beside a server that does not do so itself."
REFUSED = 1
SUCCESS = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("--once", action="store_true", help="do what is due, and stop")
    parser.add_argument("--instance", type=Path, help="the folder of the database; by default instance/")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Work until stopped, or once."""
    environment = dict(os.environ)
    if arguments.instance:
        environment[f"{PREFIX}INSTANCE"] = str(arguments.instance)
    try:
        app = create_app(load_settings(environment))
    except DomainError as problem:
        print(error_sentence(problem, words), file=sys.stderr)
        return REFUSED
    try:
        return _once(app, words) if arguments.once else _until_stopped(app)
    finally:
        with app.app_context():
            db.engine.dispose()


def _once(app: Flask, words: Words) -> int:
    done = None
    if app.config["QI_SETTINGS"].sends_mail:
        remind_everyone(app)
        done = deliver_due(app)
    tidy_up(app)
    if done is None:
        print(words.gettext("No mail server is set, so no mail is sent."))
        return SUCCESS
    print(words.ngettext("%(n)s mail sent.", "%(n)s mails sent.", done.sent))
    if done.failed:
        print(words.ngettext("%(n)s mail did not get through.", "%(n)s mails did not get through.", done.failed))
    if done.server_problem:
        print(error_sentence(MailServerDown(done.server_problem), words), file=sys.stderr)
        return REFUSED
    return SUCCESS


def _until_stopped(app: Flask) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    work(app, stop)
    return SUCCESS
