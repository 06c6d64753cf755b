"""`qi-tracker simulate`: fill an installation of its own with invented content, as large as one wants to try."""

import argparse
import os
import sys
import time
from pathlib import Path

from qi_tracker.commands.arguments import at_least_one
from qi_tracker.demo.simulation.run import PASSWORD, Role, SimulatedRole, simulate
from qi_tracker.demo.simulation.sizes import Sizes
from qi_tracker.errors import DomainError
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.server import prepare
from qi_tracker.settings import PREFIX, load_settings

SUMMARY = "Fill an empty installation of its own with invented content, to try a large one."
SUCCESS, REFUSED = 0, 1
# A line at each of these many parts of the work.
LINES = 20

REACHED = N_("%(done)s of %(total)s organisations are there, after %(seconds)s seconds.")
FINISHED = N_("The installation is simulated. Sign in as one of these, with the password «%(password)s»:")
STOPPED = N_("Stopped. The same command goes on where it was.")
OPERATOR, UNIT_LEADER = N_("Operator of the installation"), N_("Leader of a unit")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("--organizations", type=at_least_one, default=357, metavar="N")
    parser.add_argument("--projects", type=at_least_one, default=20_000, metavar="N")
    parser.add_argument("--measures", type=at_least_one, default=100_000, metavar="N")
    parser.add_argument("--points", type=at_least_one, default=3_700_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, help="the same seed and sizes make the same content")
    parser.add_argument(
        "--instance", type=Path, required=True, help="the folder of its database, empty or begun before"
    )


def _said(role: Role, words: Words) -> str:
    if isinstance(role, SimulatedRole):
        return words.gettext(OPERATOR if role is SimulatedRole.OPERATOR else UNIT_LEADER)
    return label(role, words)


class _Lines:
    """Tells how far it has come, at most `LINES` times."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._began = time.monotonic()
        self._told = 0

    def __call__(self, done: int, total: int) -> None:
        if done * LINES < self._told * total:
            return
        self._told = done * LINES // total + 1
        seconds = round(time.monotonic() - self._began)
        print(self._words.gettext(REACHED, done=done, total=total, seconds=seconds), flush=True)


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Fill it, and say who can sign in."""
    sizes = Sizes(arguments.organizations, arguments.projects, arguments.measures, arguments.points, arguments.seed)
    environment = {**os.environ, f"{PREFIX}INSTANCE": str(arguments.instance)}
    try:
        settings = load_settings(environment)
        accounts = simulate(prepare(settings, lambda _code, _params: None), settings, sizes, _Lines(words))
    except DomainError as problem:
        print(error_sentence(problem, words), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(words.gettext(STOPPED))
        return REFUSED
    print(words.gettext(FINISHED, password=PASSWORD))
    for account in accounts:
        print(f"  {account.email}  {_said(account.role, words)}")
    return SUCCESS
