"""Installations as released versions of the program left them; `data/releases/README.md` tells how they were made."""

import json
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine

from qi_tracker.models import database as drivers
from qi_tracker.settings import Settings

FOLDER: Final = Path(__file__).parent / "data/releases"
# The schema revisions of released versions.
RELEASES: Final = tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))


def put_in_place(release: str, settings: Settings) -> None:
    """Fill an empty database with what the release left, and let the instance remember it."""
    if settings.database_url.startswith("sqlite"):
        uuid = _load_sqlite(settings, (FOLDER / release / "sqlite.sql").read_text("utf-8"))
    else:
        uuid = _load_postgresql(settings, (FOLDER / release / "postgresql.sql").read_text("utf-8"))
    settings.marker.write_text(json.dumps({"uuid": uuid}) + "\n", "utf-8")


def _load_sqlite(settings: Settings, script: str) -> str:
    engine = create_engine(settings.owner_database_url, **drivers.engine_options(settings.owner_database_url))
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.executescript(script)
        uuid = str(connection.exec_driver_sql("SELECT uuid FROM installation").scalar_one())
    engine.dispose()
    return uuid


def _load_postgresql(settings: Settings, script: str) -> str:
    engine = create_engine(settings.owner_database_url, **drivers.engine_options(settings.owner_database_url))
    with engine.begin() as connection:
        # The driver's own cursor: a per cent sign in the data is no placeholder.
        connection.connection.cursor().execute(script)
        uuid = str(connection.exec_driver_sql("SELECT uuid FROM public.installation").scalar_one())
    engine.dispose()
    return uuid
