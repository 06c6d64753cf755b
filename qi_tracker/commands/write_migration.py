"""`qi-tracker write-migration`: a migration file from what the models have and the migrations have not yet."""

import argparse
import tempfile
from pathlib import Path

from qi_tracker.i18n.translate import N_, Words
from qi_tracker.migrations.runner import migrate, write_revision
from qi_tracker.settings import PREFIX, load_settings

SUMMARY = "Write a migration from the models, for a developer to read and correct."

WRITTEN = N_("Read what was written in qi_tracker/migrations/versions/ before you use it.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("revision", help="its number, for example 0002")
    parser.add_argument("message", help="what it does, in a few words")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Compare an empty, migrated database with the models and write down the difference."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = load_settings({f"{PREFIX}INSTANCE": str(Path(folder))})
        migrate(settings)
        write_revision(settings, arguments.message, arguments.revision)
    print(words.gettext(WRITTEN))
    return 0
