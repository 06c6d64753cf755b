"""How the installation is set up: who can read its files, how it is reached, when it was last backed up."""

import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from qi_tracker.doctor.findings import Finding, Patient, advice, problem

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_BACKUP_AGE = timedelta(days=2)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def files_are_private(patient: Patient) -> Iterator[Finding]:
    """Only the one who runs the program reads the database and the secret key."""
    if sys.platform == "win32":
        return
    settings = patient.settings
    files = [settings.instance / "secret_key", settings.instance / "config.toml"]
    database = make_url(settings.database_url)
    if database.get_backend_name() == "sqlite" and database.database:
        files.append(Path(database.database))
    for file in files:
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & _OTHERS:
            yield problem("file_open_to_others", file=str(file))


def is_reached_safely(patient: Patient) -> Iterator[Finding]:
    """Other machines reach it by HTTPS only, and the database is not asked for in the clear."""
    address = urlsplit(patient.settings.address or "")
    if address.hostname and address.hostname not in _LOOPBACK and address.scheme != "https":
        yield problem("address_not_https", address=patient.settings.address)
    database = make_url(patient.settings.database_url)
    is_remote = database.host is not None and database.host not in _LOOPBACK and not database.host.startswith("/")
    if is_remote and database.query.get("sslmode") not in ("require", "verify-ca", "verify-full"):
        yield advice("database_in_the_clear", host=database.host)


def is_backed_up(patient: Patient) -> Iterator[Finding]:
    """There is a backup, and it is not old."""
    folder = patient.settings.backups
    # Not what an interrupted backup left: its name begins with a dot.
    taken_at = [file.stat().st_mtime for file in folder.glob("[!.]*")] if folder.exists() else []
    newest = max(taken_at, default=None)
    if newest is None:
        yield advice("never_backed_up", folder=str(folder))
    elif datetime.now(UTC) - (taken := datetime.fromtimestamp(newest, UTC)) > _BACKUP_AGE:
        yield advice("backup_is_old", taken=taken)
