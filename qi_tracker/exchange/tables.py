"""Bytes or pasted text → `RawTable`, by the registry of formats. What cannot be read is refused with a code."""

from collections.abc import Callable
from typing import NamedTuple

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.csv_format import read_csv, read_paste
from qi_tracker.exchange.raw_table import MAX_BYTES, MEGABYTE, RawTable
from qi_tracker.exchange.read_settings import AUTOMATIC, ReadSettings
from qi_tracker.exchange.xlsx_format import read_xlsx


class FileFormat(NamedTuple):
    """A kind of file that can be read: how it is recognised by its first bytes, and what reads it."""

    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, ReadSettings], RawTable]


class RefusedKind(NamedTuple):
    """A kind of file that cannot be read, and the code that says so."""

    recognises: Callable[[bytes], bool]
    code: str


ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel before 2007, and the wrapping of an encrypted XLSX
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"RIFF",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body", b"<svg", b"<meta", b"<script")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

REFUSED = (
    RefusedKind(lambda data: not data.strip(), "empty_file"),
    RefusedKind(lambda data: data.startswith(_OLE) and _ENCRYPTED_STREAM in data, "password_protected"),
    RefusedKind(lambda data: data.startswith(_OLE), "old_excel_file"),
    RefusedKind(lambda data: data.startswith(ZIP) and b"opendocument.spreadsheet" in data[:200], "open_document_file"),
    RefusedKind(lambda data: data.startswith(ZIP) and b"xl/workbook.xml" not in data, "wrong_file_type"),
    RefusedKind(lambda data: data.startswith(_OTHERS), "wrong_file_type"),
    RefusedKind(lambda data: _start(data).startswith(_MARKUP), "wrong_file_type"),
)
FORMATS = (
    FileFormat(lambda data: data.startswith(ZIP), read_xlsx),
    FileFormat(lambda data: True, read_csv),
)


def read_table(source: bytes | str, settings: ReadSettings = AUTOMATIC) -> RawTable:
    """The cells of a file (bytes) or of pasted text (str).

    Raises
    ------
    InvalidInput
        `empty_file`, `file_too_large`, `wrong_file_type`, `old_excel_file`, `open_document_file`, `password_protected`,
        `damaged_file`, `unsafe_file`, `unpacked_too_large`, `unreadable_text`, `sheet_not_found`, `too_many_rows`,
        `too_many_columns`.
    """
    size = len(source) if isinstance(source, bytes) else len(source.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise InvalidInput("file_too_large", limit_mb=MAX_BYTES // MEGABYTE)
    if isinstance(source, str):
        return read_paste(source, settings)
    for kind in REFUSED:
        if kind.recognises(source):
            raise InvalidInput(kind.code)
    return next(kind for kind in FORMATS if kind.recognises(source)).read(source, settings)


def _start(data: bytes) -> bytes:
    return data[:200].removeprefix(_BYTE_ORDER_MARK).lstrip().lower()
