"""Downloads as what opens them sees them: sheets with their rows, kinds of cells, formulas."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Sheets = Mapping[str, list[list[object]]]


def formulas_in(workbook: bytes) -> int:
    """Cells that would be computed, and whatever else a workbook can run or fetch."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        parts = [packed.read(name) for name in packed.namelist() if name.endswith(".xml")]
        odd = [name for name in packed.namelist() if re.search(r"vba|external|calcChain|embedd", name)]
    return len(odd) + sum(len(re.findall(rb"<f[ >/]|<hyperlink|<ddeLink", part)) for part in parts)


def sheets_in(workbook: bytes) -> Sheets:
    """Sheet → its rows, the heading first."""
    with CalamineWorkbook.from_object(io.BytesIO(workbook)) as book:
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def kinds_in(workbook: bytes, sheet: int) -> Iterator[tuple[str, str]]:
    """(cell, kind) of a sheet, counted from 1: "inlineStr" and "s" are text, "" is a number or a day."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        root = ElementTree.fromstring(packed.read(f"xl/worksheets/sheet{sheet}.xml"))
    for cell in root.iter(f"{_MAIN}c"):
        yield str(cell.get("r")), cell.get("t") or ""


def rows_of_csv(content: bytes, between: str) -> list[list[str]]:
    """The rows of a text file, the heading first."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=between))


def files_in(packed: bytes) -> Mapping[str, bytes]:
    """Name → content."""
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        return {name: found.read(name) for name in found.namelist()}
