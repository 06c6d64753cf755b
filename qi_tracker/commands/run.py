"""`qi-tracker run`: serve on this machine."""

import argparse
import os
import sys
from pathlib import Path

from qi_tracker.errors import DomainError
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.server import run
from qi_tracker.settings import PREFIX, load_settings

SUMMARY = "Serve on this machine, for this machine's browser."
REFUSED = 1
SUCCESS = 0

SAYINGS = {
    "database_made": N_("A new database is made."),
    "database_migrated": N_("The database is brought up to date."),
    "backed_up": N_("A copy of the database from before: %(file)s"),
    "serving": N_("qi_tracker is open at %(address)s – stop it with Ctrl+C."),
    "first_account": N_("Make the first account here (the link works once, for 24 hours): %(link)s"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("--demo", action="store_true", help="serve invented data from a database of its own")
    parser.add_argument("--port", type=int, help="the port to listen on; by default the first free one from 8000")
    parser.add_argument("--instance", type=Path, help="the folder of the database; by default instance/")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Serve until interrupted."""
    environment = dict(os.environ)
    if arguments.demo:
        environment[f"{PREFIX}DEMO"] = "true"
    if arguments.instance:
        environment[f"{PREFIX}INSTANCE"] = str(arguments.instance)

    def say(code: str, params: dict[str, object]) -> None:
        print(words.gettext(SAYINGS[code], **params), flush=True)

    try:
        run(load_settings(environment), arguments.port, say)
    except DomainError as problem:
        print(error_sentence(problem, words), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return SUCCESS
    return SUCCESS
