"""`qi-tracker import-organization`: an organisation's JSON document into an empty installation, whole or not at all."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from flask import Flask, url_for

from qi_tracker import create_app
from qi_tracker.commands.backup import REFUSED, SUCCESS, environment_of
from qi_tracker.commands.progress import ProgressBars
from qi_tracker.errors import DomainError
from qi_tracker.extensions import db
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.migrations.runner import let_tables_change, migrate
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping.backup import Progress, keep_before_migrating
from qi_tracker.safekeeping.organization_file import open_document
from qi_tracker.safekeeping.organization_import import Imported, import_organization
from qi_tracker.server import DEFAULT_PORT, LOOPBACK
from qi_tracker.settings import Settings, load_settings

SUMMARY = (
    "Take an organisation's JSON document into an empty installation, on SQLite or PostgreSQL, whole or not at all."
)

IMPORTED = N_("%(organization)s is here, with its history.")
SIGN_IN = N_(
    "No passwords came along. %(operator)s runs the installation from now on and chooses a password here (the link "
    "works once, for 24 hours): %(link)s"
)
OTHERS = N_(
    "All others choose theirs through «Forgotten your password?», or by a link that an administrator gives them."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("file", type=Path, metavar="FILE", help="written by qi-tracker export-organization")
    parser.add_argument(
        "--operator",
        default="",
        metavar="E-MAIL",
        help="who of its people runs the installation from now on; by default its first administrator",
    )
    parser.add_argument("--demo", action="store_true", help="into the demo's database")
    parser.add_argument("--instance", type=Path, help="the folder of the database; by default instance/")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Take it in, and tell how the first one signs in."""
    try:
        settings = load_settings(environment_of(arguments))
        with open_document(arguments.file), ProgressBars() as progress:
            # Refused before a database is made for it.
            app = app_for(settings)
            done = take_in(app, settings, arguments, progress)
    except DomainError as problem:
        print(error_sentence(problem, words), file=sys.stderr)
        return REFUSED
    print(words.gettext(IMPORTED, organization=done.organization))
    print(words.ngettext("%(n)s row.", "%(n)s rows.", done.rows))
    print(words.gettext(SIGN_IN, operator=done.operator, link=_link(app, settings, done.token)))
    print(words.gettext(OTHERS))
    return SUCCESS


def take_in(app: Flask, settings: Settings, arguments: argparse.Namespace, progress: Progress) -> Imported:
    """Import within the application, whose connections may change tables from now on."""
    with app.app_context():
        drivers.set_read_only(False)
        db.engine.dispose()
        let_tables_change(db.engine)
        try:
            done = import_organization(settings, arguments.file, arguments.operator, progress)
            db.session.commit()
            return done
        finally:
            db.session.remove()
            db.engine.dispose()


def app_for(settings: Settings) -> Flask:
    """The application with a database of this program's schema, as the owner of its tables."""
    migrate(settings, keep_before_migrating)
    return create_app(replace(settings, database_url=settings.owner_database_url))


def _link(app: Flask, settings: Settings, token: str) -> str:
    address = settings.address or f"http://{LOOPBACK}:{DEFAULT_PORT}"
    with app.test_request_context():
        return address + url_for("auth.choose_password", token=token)
