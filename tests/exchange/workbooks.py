"""Real Excel files for the tests, and ways to spoil them."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

Value = str | float | date | bool | None


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Value]]],
    *,
    formats: Mapping[int, str] | None = None,
    hidden: Sequence[str] = (),
) -> bytes:
    """A workbook with these sheets. `formats` gives the number format of a column (from 0)."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        styles = {column: book.add_format({"num_format": code}) for column, code in (formats or {}).items()}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), day)
                    elif value is not None:
                        sheet.write(at, column, value, styles.get(column))
    return file.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip file with one part changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return result.getvalue()


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The same zip file with one part more."""
    result = io.BytesIO(data)
    with zipfile.ZipFile(result, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(part, content)
    return result.getvalue()


def encrypted_looking() -> bytes:
    """What a password-protected XLSX begins with: an OLE container with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
