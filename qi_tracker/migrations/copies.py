"""The copy of a SQLite database that is taken before each migration: whole and on the disk before it has its name."""

import os
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from qi_tracker.models import database as drivers
from qi_tracker.settings import Settings


def take_copy(settings: Settings) -> Path | None:
    """Copy the database, for its owner to read only; None on PostgreSQL, which has no file to copy."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or url.database is None:
        return None
    settings.backups.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = Path(url.database)
    target = settings.backups / f"{source.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z.db"
    unfinished = target.with_name(f".{target.name}.part")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        drivers.copy_sqlite(str(source), str(unfinished))
        with open(unfinished, "rb+") as copy:
            os.fsync(copy.fileno())
        os.rename(unfinished, target)
        sync_folder(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def sync_folder(folder: Path) -> None:
    """See the names in a folder safely to the disk; Windows has no way to ask for that."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
