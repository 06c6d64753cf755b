"""`qi-tracker doctor`: whether all is as it should be in a live installation. Changes nothing."""

import argparse
import sys
from collections.abc import Sequence

from qi_tracker import create_app
from qi_tracker.commands.backup import environment_of
from qi_tracker.commands.progress import ProgressBars
from qi_tracker.doctor.examination import examine
from qi_tracker.doctor.findings import Finding
from qi_tracker.errors import DomainError
from qi_tracker.extensions import db
from qi_tracker.i18n.doctor import CHECKS, finding_sentence
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.settings import load_settings

SUMMARY = "Look for anything wrong in a live installation, without changing it."
HEALTHY, ILL = 0, 1
# A check that finds the same thing in a thousand rows has said it after some of them.
MOST_TOLD = 20

MORE = N_("… and %(n)s more.")
ALL_WELL = N_("All is well.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("--demo", action="store_true", help="of the demo's database")
    parser.add_argument("--instance", help="the folder of the database; by default instance/")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Print each check with what it found; the exit status tells whether anything is broken."""
    is_ill = False
    try:
        settings = load_settings(environment_of(arguments))
        with create_app(settings).app_context(), ProgressBars() as progress:
            for name, found in examine(settings, progress):
                is_ill = is_ill or any(not finding.is_advice for finding in found)
                print("\n".join(_lines(name, found, words)), flush=True)
            db.engine.dispose()
    except DomainError as refusal:
        print(error_sentence(refusal, words), file=sys.stderr)
        return ILL
    if not is_ill:
        print(words.gettext(ALL_WELL))
    return ILL if is_ill else HEALTHY


def _lines(name: str, found: Sequence[Finding], words: Words) -> list[str]:
    if not found:
        return [f"✓ {words.gettext(CHECKS[name])}"]
    lines = [
        f"{'!' if finding.is_advice else '✗'} {finding_sentence(finding.code, finding.params, words)}"
        for finding in found[:MOST_TOLD]
    ]
    return lines if len(found) <= MOST_TOLD else [*lines, "  " + words.gettext(MORE, n=len(found) - MOST_TOLD)]
