"""`qi-tracker migrations-in-step`: whether the migrations make just the tables that the models describe."""

import argparse
import sys
import tempfile
from pathlib import Path

from sqlalchemy import create_engine

from qi_tracker.i18n.translate import N_, Words
from qi_tracker.migrations.runner import differences, migrate
from qi_tracker.models import database
from qi_tracker.settings import PREFIX, load_settings

SUMMARY = "Check that the migrations make just the tables that the models describe."
SUCCESS, REFUSED = 0, 1

OUT_OF_STEP = N_("The migrations and the models differ. Write a migration for: %(difference)s")


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing can be said."""


def execute(_arguments: argparse.Namespace, words: Words) -> int:
    """Migrate an empty database and compare."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = load_settings({f"{PREFIX}INSTANCE": str(Path(folder))})
        migrate(settings)
        engine = create_engine(settings.database_url, **database.engine_options(settings.database_url))
        database.configure(engine)
        with engine.connect() as connection:
            found = differences(connection)
        engine.dispose()
    for difference in found:
        print(words.gettext(OUT_OF_STEP, difference=difference), file=sys.stderr)
    return REFUSED if found else SUCCESS
