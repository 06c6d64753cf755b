"""`qi-tracker backup`: all data in one file, while the program is in use; or whether such a file is whole."""

import argparse
import os
import sys
from pathlib import Path

from qi_tracker.commands.arguments import at_least_one
from qi_tracker.commands.progress import ProgressBars
from qi_tracker.errors import DomainError
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.safekeeping.backup import back_up, check_backup
from qi_tracker.safekeeping.manifest import Manifest
from qi_tracker.settings import PREFIX, load_settings

SUMMARY = "Back all data up into one file, while the program is in use."
SUCCESS, REFUSED = 0, 1

WRITTEN = N_("The backup is written and read again: %(file)s. It holds personal data; keep it where few can read it.")
WHOLE = N_("The backup is whole. It was made at %(moment)s UTC by version %(version)s.")
REMOVED = N_("An older backup is removed: %(file)s")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("--to", type=Path, metavar="FILE|FOLDER", help="where to; by default backups/ in the instance")
    parser.add_argument("--keep", type=at_least_one, metavar="N", help="remove all but the last N in that folder")
    parser.add_argument("--check", type=Path, metavar="FILE", help="make none, but read this one from end to end")
    parser.add_argument("--demo", action="store_true", help="of the demo's database")
    parser.add_argument("--instance", type=Path, help="the folder of the database; by default instance/")


def environment_of(arguments: argparse.Namespace) -> dict[str, str]:
    """The environment, with what was said on the command line."""
    environment = dict(os.environ)
    if arguments.demo:
        environment[f"{PREFIX}DEMO"] = "true"
    if arguments.instance:
        environment[f"{PREFIX}INSTANCE"] = str(arguments.instance)
    return environment


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Back up, or check, and tell where it is and how much it holds."""
    try:
        with ProgressBars() as progress:
            if arguments.check:
                _tell(check_backup(arguments.check, progress), words)
                return SUCCESS
            done = back_up(load_settings(environment_of(arguments)), arguments.to, arguments.keep, progress)
    except DomainError as problem:
        print(error_sentence(problem, words), file=sys.stderr)
        return REFUSED
    print(words.gettext(WRITTEN, file=done.file))
    _tell(done.manifest, words)
    for file in done.removed:
        print(words.gettext(REMOVED, file=file))
    return SUCCESS


def _tell(manifest: Manifest, words: Words) -> None:
    print(words.gettext(WHOLE, moment=manifest.created.removesuffix("+00:00"), version=manifest.program))
    print(words.ngettext("%(n)s row.", "%(n)s rows.", manifest.rows))
