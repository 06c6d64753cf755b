"""`qi-tracker restore`: put a backup in place, whole or not at all."""

import argparse
import sys
from pathlib import Path

from qi_tracker.commands.backup import REFUSED, SUCCESS, environment_of
from qi_tracker.commands.progress import ProgressBars
from qi_tracker.errors import DomainError
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.safekeeping.restore import Wish, restore
from qi_tracker.settings import load_settings

SUMMARY = "Restore a backup, on SQLite or PostgreSQL, whole or not at all."

RESTORED = N_("The backup is restored, and everybody signs in anew.")
KEPT = N_("What was there before is backed up: %(file)s")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("file", type=Path, metavar="FILE", help="made by qi-tracker backup")
    parser.add_argument(
        "--replace", action="store_true", help="put it in place of the data that is there, which is backed up first"
    )
    parser.add_argument("--other-installation", action="store_true", help="take it though it is another installation's")
    parser.add_argument("--demo", action="store_true", help="into the demo's database")
    parser.add_argument("--instance", type=Path, help="the folder of the database; by default instance/")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Restore, and tell where that is kept which was there before."""
    wish = Wish(replace=arguments.replace, other_installation=arguments.other_installation)
    try:
        with ProgressBars() as progress:
            done = restore(load_settings(environment_of(arguments)), arguments.file, wish, progress)
    except DomainError as problem:
        print(error_sentence(problem, words), file=sys.stderr)
        return REFUSED
    if done.replaced:
        print(words.gettext(KEPT, file=done.replaced))
    print(words.gettext(RESTORED))
    return SUCCESS
