"""A ZIP of tables, as Bufdir gives its statistics → the bytes of each. Never written to disk; sizes are counted."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePosixPath

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.raw_table import MAX_BYTES, MAX_UNPACKED_BYTES, MEGABYTE
from qi_tracker.exchange.xlsx_guard import CHUNK, COMPRESSIONS, ENCRYPTED, WORKBOOK

MAX_MEMBERS = 200
TABLES = (".xlsx", ".csv", ".json")
_ZIP = b"PK"
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tar")
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, LookupError)


def is_zip_of_files(data: bytes) -> bool:
    """Whether it is a ZIP, and not an Excel file, which is one too."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return WORKBOOK not in {name.lower() for name in archive.namelist()}
    except _DAMAGE:
        return False


def members(data: bytes) -> Mapping[str, Callable[[], bytes]]:
    """Name → what reads it, of the tables in the ZIP. What is no table, as a text about them, is passed over.

    Raises
    ------
    InvalidInput
        `damaged_file`, `password_protected`; `unsafe_file` for a name that leads elsewhere, two of one name or a ZIP
        inside; `unpacked_too_large`; `statistics_wrong_file` when there are no tables.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except _DAMAGE:
        raise InvalidInput("damaged_file") from None
    if len(parts) > MAX_MEMBERS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise InvalidInput("unpacked_too_large", limit_mb=MAX_UNPACKED_BYTES // MEGABYTE)
    found: dict[str, Callable[[], bytes]] = {}
    for part in parts:
        _refuse_unsafe(part)
        name = PurePosixPath(part.filename).name
        if part.is_dir() or not name.lower().endswith(TABLES) or name.startswith((".", "~")):
            continue
        if name in found:
            raise InvalidInput("unsafe_file")
        found[name] = partial(_read, data, part.filename)
    if not found:
        raise InvalidInput("statistics_wrong_file")
    return found


def _refuse_unsafe(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & ENCRYPTED:
        raise InvalidInput("password_protected")
    if part.compress_type not in COMPRESSIONS:
        raise InvalidInput("damaged_file")
    # The library cuts a name at a NUL, so the name as it was written is looked at.
    written = part.orig_filename
    path = written.replace("\\", "/")
    leads_elsewhere = path.startswith("/") or ":" in path or ".." in path.split("/")
    if leads_elsewhere or not written.isprintable() or path.lower().endswith(_NESTED):
        raise InvalidInput("unsafe_file")


def _read(data: bytes, name: str) -> bytes:
    """The file's bytes, counted as they come: the size in the ZIP's list is a claim."""
    content = bytearray()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as part:
            while chunk := part.read(CHUNK):
                content += chunk
                if len(content) > MAX_BYTES:
                    raise InvalidInput("unpacked_too_large", limit_mb=MAX_UNPACKED_BYTES // MEGABYTE)
    except _DAMAGE:
        raise InvalidInput("damaged_file") from None
    return bytes(content)
