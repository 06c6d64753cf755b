"""The files of the hostile vectors, made from their descriptions. Bombs are made small here, and real in `prove`."""

import io
import zipfile
from collections.abc import Callable

from tests.exchange.workbooks import Value, rewritten, with_part, workbook

TABLE: list[list[Value]] = [["Dato", "Verdi"], ["2025-01-01", 5.0], ["2025-02-01", 6.0]]
TEXT = "Dato;Verdi;Merknad\n2025-01-01;5;Snåase\n2025-02-01;6;é\n"
SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"
READ = ""  # instead of a code: it is read, both rows of it


def one_far_cell() -> bytes:
    """4.8 kB that claim 1,048,576 × 16,384 cells."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return rewritten(workbook({"A": TABLE}), SHEET, lambda xml: xml.replace(b"</sheetData>", far))


def large_sheet(megabytes: int, different: int = 20_000) -> bytes:
    """A sheet whose XML is so large. The fewer rows are different, the smaller the file."""
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (at, at, at * 7919) for at in range(4, different + 4)
    )
    rows *= 1 + megabytes * 1024 * 1024 // len(rows)
    return rewritten(workbook({"A": TABLE}), SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def many_members() -> bytes:
    file = io.BytesIO(workbook({"A": TABLE}))
    with zipfile.ZipFile(file, "a") as archive:
        for at in range(10_001):
            archive.writestr(f"m{at}", b"")
    return file.getvalue()


def nested() -> bytes:
    inner = workbook({"A": TABLE})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inner.zip", inner)
    return file.getvalue()


def with_entities(declared: bytes) -> bytes:
    return rewritten(
        workbook({"A": TABLE}), SHARED, lambda xml: xml.replace(b"?>", b"?><!DOCTYPE s [" + declared + b"]>", 1)
    )


def laughing() -> bytes:
    lines = b"".join(b'<!ENTITY l%d "%s">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 10))
    return with_entities(b'<!ENTITY l0 "lol">' + lines)


FILES: dict[str, tuple[tuple[Callable[[], bytes], str], ...]] = {
    # What the vectors call it: ways to make it, and the code of the refusal.
    "xlsx 4.8 kB with one cell at XFD1048576": ((one_far_cell, "too_many_columns"),),
    "xlsx 7.3 MB -> 74 MB sheet xml": (
        (lambda: workbook({"A": TABLE}) + bytes(7 * 1024 * 1024), "file_too_large"),
        (
            lambda: with_part(workbook({"A": TABLE}), "xl/large.xml", b"<a>" + b" " * 51 * 1024 * 1024),
            "unpacked_too_large",
        ),
    ),
    "zip with 10001 members": ((many_members, "unpacked_too_large"),),
    "nested zip": ((nested, "wrong_file_type"),),
    "xlsx with external entity (XXE)": (
        (lambda: with_entities(b'<!ENTITY x SYSTEM "file:///etc/passwd">'), "unsafe_file"),
    ),
    "xlsx with billion-laughs sharedStrings": ((laughing, "unsafe_file"),),
    "xlsm with macro": (
        (lambda: with_part(workbook({"A": TABLE}), "xl/vbaProject.bin", b"\xd0\xcf" + bytes(900)), READ),
    ),
    "csv with BOM utf-8/utf-16le/cp1252/latin1": (
        (lambda: TEXT.encode("utf-8-sig"), READ),
        (lambda: b"\xff\xfe" + TEXT.encode("utf-16-le"), READ),
        (lambda: TEXT.encode("cp1252"), READ),
        (lambda: TEXT.encode("latin-1"), READ),
    ),
    "csv cr-only line ends": ((lambda: TEXT.replace("\n", "\r").encode(), READ),),
    "csv sep=; first line": ((lambda: b"sep=;\n" + TEXT.encode(), READ),),
    "csv with unbalanced quote 10 MB": (
        (lambda: b'Dato;"Verdi\n' + b"2025-01-01;5\n" * 800_000, "file_too_large"),
        (lambda: TEXT.encode() + b'2025-03-01;7;"17" skjerm\n', "+1"),
    ),
    "csv 16385 columns": ((lambda: b";".join([b"1"] * 16_385), "too_many_columns"),),
    "csv header duplicate/empty/whitespace": (
        (lambda: TEXT.replace("Merknad", "Verdi").encode(), READ),
        (lambda: TEXT.replace("Merknad", "").encode(), READ),
        (lambda: TEXT.replace("Merknad", "   ").encode(), READ),
    ),
    "csv row of differing lengths": ((lambda: TEXT.replace(";é", ";é;;x;y").replace(";Snåase", "").encode(), READ),),
    "png renamed .csv": ((lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "wrong_file_type"),),
    "html renamed .csv": ((lambda: b"<!doctype html><table><tr><td>5</td></tr></table>", "wrong_file_type"),),
    "empty file": ((lambda: b"", "empty_file"),),
    "file with only header": ((lambda: b"Dato;Verdi\n", "no_rows"),),
}

NAMES = (
    "../../etc/passwd.csv",
    "a\x00b.csv",
    "\u202evsc.exe",
    "x" * 251 + ".csv",
    "a\"b'c.csv",
    "a\r\nSet-Cookie: x=1.csv",
)
"""What "file name with .. / NUL / RTL / 255 bytes / quotes / CRLF" means."""
