"""`qi-tracker export-organization`: all of one organisation in one JSON document."""

import argparse
import sys
from pathlib import Path

from qi_tracker.commands.backup import REFUSED, SUCCESS, environment_of
from qi_tracker.commands.progress import ProgressBars
from qi_tracker.errors import DomainError
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.safekeeping.organization_export import export_organization
from qi_tracker.settings import load_settings

SUMMARY = "Write all of one organisation to a JSON document, to move it or to keep it."

EXPORTED = N_(
    "%(organization)s is written to %(file)s. It holds personal data and the whole history; keep it where few can "
    "read it. No passwords are in it."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("organization", metavar="NUMBER|ID", help="its kommunenummer, or its id in the addresses")
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; there must be no such file yet")
    parser.add_argument("--demo", action="store_true", help="of the demo's database")
    parser.add_argument("--instance", type=Path, help="the folder of the database; by default instance/")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Write it, and tell how much it holds."""
    try:
        with ProgressBars() as progress:
            settings = load_settings(environment_of(arguments))
            done = export_organization(settings, arguments.organization, arguments.file, progress)
    except DomainError as problem:
        print(error_sentence(problem, words), file=sys.stderr)
        return REFUSED
    print(words.gettext(EXPORTED, organization=done.organization, file=done.file))
    print(words.ngettext("%(n)s row.", "%(n)s rows.", done.rows))
    return SUCCESS
