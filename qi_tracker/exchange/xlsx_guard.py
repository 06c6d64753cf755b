"""Measures an XLSX file before it is opened: sizes counted while unpacking, cells counted while reading. Keeps no text.

A file of 4.8 kB can claim 1,048,576 × 16,384 cells, and the reader reserves room for every cell between the first
and the last one. So each part is parsed here once, as a stream, and what is too large never reaches the reader.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.raw_table import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    MEGABYTE,
    MergedRange,
    SheetMarks,
)

MAX_PARTS = 1_000
MAX_MERGED = 2_000  # of one sheet; headings and groups never have so many, and the rest is decoration
MAX_AREA = 4_000_000  # cells between the corners of one sheet: what the reader reserves room for, about 130 MB
CHUNK = 256 * 1024

WORKBOOK = "xl/workbook.xml"
RELATIONSHIPS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"

COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # all that Office Open XML allows
TRUE = {"1", "true"}  # as XML Schema writes a boolean
ENCRYPTED = 0x1  # bit 0 of a zip entry's flags
PERCENT_FORMATS = {"9", "10"}  # ECMA-376 part 1, 18.8.30: 0 % and 0.00 %
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


# What reading a zip or XML that is no such thing can raise; LookupError is an encoding that does not exist.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
)


@dataclass(slots=True)
class SheetMeasure:
    """How far a sheet's cells reach, from 1, which are shown as per cent (from 0), and what is merged and hidden."""

    first_row: int = 0
    last_row: int = 0
    first_column: int = 0
    last_column: int = 0
    percent: set[tuple[int, int]] = field(default_factory=set)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0

    @property
    def marks(self) -> SheetMarks:
        """What is merged within the cells that have content, and how much is hidden."""
        inside = (one for one in self.merged if one.first_row < self.last_row and one.first_column < MAX_COLUMNS)
        return SheetMarks(tuple(inside), self.hidden_rows, self.hidden_columns)

    @property
    def area(self) -> int:
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    def include(self, row: int, column: int) -> None:
        """Count a cell that has content."""
        if not self.last_row:
            self.first_row, self.first_column = row, column
        self.first_row, self.last_row = min(self.first_row, row), max(self.last_row, row)
        self.first_column, self.last_column = min(self.first_column, column), max(self.last_column, column)


def measure_workbook(data: bytes) -> dict[str, SheetMeasure]:
    """Sheet name → measure, after the whole file has been found safe to open.

    Raises
    ------
    InvalidInput
        `damaged_file`, `wrong_file_type`, `unsafe_file`, `password_protected`, `unpacked_too_large`, `too_many_rows`,
        `too_many_columns`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _measure(archive)
    except _DAMAGE:
        raise InvalidInput("damaged_file") from None


def _measure(archive: zipfile.ZipFile) -> dict[str, SheetMeasure]:
    parts = archive.infolist()
    # The sizes in the directory are claims. What they admit is refused before any of it is read; what is unpacked is
    # counted all the same.
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise InvalidInput("unpacked_too_large", limit_mb=MAX_UNPACKED_BYTES // MEGABYTE)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise InvalidInput("password_protected")
    if any(part.compress_type not in COMPRESSIONS for part in parts):
        raise InvalidInput("damaged_file")
    names = {part.filename.lower() for part in parts}
    if WORKBOOK not in names:
        raise InvalidInput("wrong_file_type")
    if len(names) < len(parts):
        # Two parts of one name: what is measured here might not be what the reader opens.
        raise InvalidInput("unsafe_file")
    meter = _Meter()
    # Styles first: a cell only says the number of its style.
    for part in sorted(parts, key=lambda part: part.filename.lower() != STYLES):
        meter.read(part.filename, archive)
    return meter.sheets()


class _Meter:
    """Reads the parts one after another and remembers only sizes and names."""

    def __init__(self) -> None:
        self._left = MAX_UNPACKED_BYTES
        self._percent_styles: frozenset[int] = frozenset()
        self._measures: dict[str, SheetMeasure] = {}
        self._targets: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def read(self, name: str, archive: zipfile.ZipFile) -> None:
        chunks = self._unpacked(name, archive)
        start = next(chunks, b"")
        path = name.lower()
        # Drawings in VML are allowed not to be XML; the reader never opens them.
        if path.endswith(".vml") or not start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
            for _ in chunks:
                pass
            return
        collector = _collector(path, self._percent_styles)
        parser = expat.ParserCreate()
        parser.StartElementHandler = collector.start
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.Parse(start, False)
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
        self._keep(path, collector)

    def sheets(self) -> dict[str, SheetMeasure]:
        """Sheet name → measure, by the workbook's relationships."""
        found = {}
        for name, relation in self._names.items():
            target = self._targets.get(relation, "").lower()
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if path.endswith(".vml"):
                raise InvalidInput("unsafe_file")
            if path in self._measures:
                found[name] = self._measures[path]
        return found

    def _unpacked(self, name: str, archive: zipfile.ZipFile) -> Iterator[bytes]:
        """The part in pieces. The sizes in the zip directory are claims, so the bytes are counted."""
        with archive.open(name) as part:
            while chunk := part.read(CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise InvalidInput("unpacked_too_large", limit_mb=MAX_UNPACKED_BYTES // MEGABYTE)
                yield chunk

    def _keep(self, path: str, collector: "_Collector") -> None:
        match collector:
            case _StyleCollector():
                self._percent_styles = collector.percent_styles()
            case _NameCollector():
                self._names |= collector.sheets
                self._targets |= collector.targets
            case _CellCollector():
                self._measures[path] = collector.measure


def _refuse_doctype(*_: object) -> None:
    # No spreadsheet program writes one. It is where entities are declared that grow without end or name other files.
    raise InvalidInput("unsafe_file")


class _CellCollector:
    """Positions of the cells that have content, in whatever part they stand."""

    def __init__(self, percent_styles: frozenset[int]) -> None:
        self.measure = SheetMeasure()
        self._percent_styles = percent_styles
        self._row = self._column = 0
        self._style = ""
        self._is_open = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        match element.rpartition(":")[2]:
            case "c":
                self._start_cell(attributes)
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
                self._is_open = False
                if attributes.get("hidden") in TRUE:
                    self.measure.hidden_rows += 1
            case "v" | "is" | "f" if self._is_open:
                self._include()
            case "mergeCell" if len(self.measure.merged) < MAX_MERGED:
                self.measure.merged.append(_merged_range(attributes.get("ref", "")))
            case "col" if attributes.get("hidden") in TRUE:
                first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
                self.measure.hidden_columns += max(0, min(last, MAX_COLUMNS) - first + 1)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._is_open = True
        self._style = attributes.get("s", "")
        if reference := attributes.get("r"):
            self._row, self._column = _place(reference)
        else:
            self._column += 1

    def _include(self) -> None:
        self._is_open = False
        self.measure.include(self._row, self._column)
        if self.measure.area > MAX_AREA:
            if self.measure.last_column > MAX_COLUMNS:
                raise InvalidInput("too_many_columns", limit=MAX_COLUMNS)
            raise InvalidInput("too_many_rows", limit=MAX_ROWS)
        if self._style and int(self._style) in self._percent_styles:
            self.measure.percent.add((self._row - 1, self._column - 1))


def _merged_range(reference: str) -> MergedRange:
    """ "B1:D2" → rows and columns from 0."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return MergedRange(top - 1, left - 1, bottom - 1, right - 1)


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), _column_number(letters)


class _NameCollector:
    """The workbook's sheets, and the parts they are in."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def start(self, element: str, attributes: dict[str, str]) -> None:
        match element.rpartition(":")[2]:
            case "sheet":
                relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                self.sheets[attributes.get("name", "")] = relation
            case "Relationship":
                self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _StyleCollector:
    """Which cell styles show a number as per cent."""

    def __init__(self) -> None:
        self._formats = set(PERCENT_FORMATS)
        self._styles: list[str] = []
        self._inside_cell_styles = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        match element.rpartition(":")[2]:
            case "numFmt" if "%" in _LITERAL.sub("", attributes.get("formatCode", "")):
                self._formats.add(attributes.get("numFmtId", ""))
            case "cellXfs":
                self._inside_cell_styles = True
            case "cellStyles" | "cellStyleXfs" | "dxfs":
                self._inside_cell_styles = False
            case "xf" if self._inside_cell_styles:
                self._styles.append(attributes.get("numFmtId", ""))

    def percent_styles(self) -> frozenset[int]:
        return frozenset(place for place, style in enumerate(self._styles) if style in self._formats)


_Collector = _CellCollector | _NameCollector | _StyleCollector


def _collector(path: str, percent_styles: frozenset[int]) -> _Collector:
    if path in {WORKBOOK, RELATIONSHIPS}:
        return _NameCollector()
    return _StyleCollector() if path == STYLES else _CellCollector(percent_styles)


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"not a column: {letters!r}")
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
