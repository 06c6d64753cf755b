"""Looks a file through for personal numbers, and for mild signs of single persons: places and kinds, never the text.

A line of a text is a line; of a workbook it is a row of a sheet, its cells with a tab between them, and 0 is the
sheet's own name.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.csv_format import decode, find_encoding
from qi_tracker.exchange.masking import mask_rows
from qi_tracker.exchange.raw_table import Row, cell_text
from qi_tracker.exchange.tables import ZIP
from qi_tracker.exchange.xlsx_format import read_every_sheet
from qi_tracker.privacy.mild_signs import find_mild_signs
from qi_tracker.privacy.personal_numbers import (
    LENGTH,
    find_in_cell_with_kinds,
    find_with_kinds,
    is_personal_number,
    kind_of,
)

# A text is looked through in parts, so that a large file takes little memory. Parts share some lines: a number may
# stand on two.
_LINES_AT_ONCE, _SHARED_LINES = 500, 4
_SHEET_NAME_LINE = 0


@dataclass(frozen=True, slots=True)
class Place:
    """One find: line from 1, characters of that line from 0, end not included. `sheet` counts from 1; None in texts.

    What goes on in the next line ends after the end of its own: the line break counts as one character.
    """

    line: int
    start: int
    end: int
    kind: str
    sheet: int | None = None

    def as_json(self) -> dict[str, Any]:
        """As the command prints it."""
        place = {"line": self.line, "start": self.start, "end": self.end, "kind": self.kind}
        return place if self.sheet is None else {**place, "sheet": self.sheet}


def scan(data: bytes, *, mild: bool = False, of_cells: bool = False) -> list[Place]:
    """Every find in a file, in order.

    Parameters
    ----------
    mild
        Also what looks like a name, a telephone number, an e-mail or street address.
    of_cells
        The text is a table (CSV), where a spreadsheet may have eaten a leading zero.

    Raises
    ------
    InvalidInput
        If it is neither a text nor a workbook that can be read.
    """
    if data.startswith(ZIP):
        if b"xl/workbook.xml" not in data or not zipfile.is_zipfile(io.BytesIO(data)):
            raise InvalidInput("wrong_file_type")
        sheets = read_every_sheet(data).items()
        return [place for number, (name, rows) in enumerate(sheets, 1) for place in _sheet(number, name, rows, mild)]
    text = decode(data, find_encoding(data)) if data else ""
    if "\x00" in text:
        raise InvalidInput("wrong_file_type")
    return sorted(set(_text(text.replace("\r\n", "\n").split("\n"), mild, of_cells)), key=_order)


def _order(place: Place) -> tuple[int, int, int, str]:
    return place.line, place.start, place.end, place.kind


def _text(lines: Sequence[str], mild: bool, of_cells: bool) -> Iterator[Place]:
    for first in range(0, len(lines), _LINES_AT_ONCE):
        part = lines[first : first + _LINES_AT_ONCE + _SHARED_LINES]
        begins = list(accumulate((len(line) + 1 for line in part), initial=0))
        text = "\n".join(part)
        finds = [*find_with_kinds(text), *(find_mild_signs(text) if mild else ())]
        for at, line in enumerate(part if of_cells else ()):
            finds += [
                find._replace(start=find.start + begins[at], end=find.end + begins[at])
                for find in find_in_cell_with_kinds(line)
            ]
        at = 0
        for start, end, kind in sorted(finds):
            while begins[at + 1] <= start:
                at += 1
            if at < _LINES_AT_ONCE:
                yield Place(first + at + 1, start - begins[at], end - begins[at], kind.value)


def _sheet(number: int, name: str, rows: Sequence[Row], mild: bool) -> Iterator[Place]:
    for start, end, kind in [*find_in_cell_with_kinds(name), *(find_mild_signs(name) if mild else ())]:
        yield Place(_SHEET_NAME_LINE, start, end, kind.value, number)
    _, masked = mask_rows(rows)
    for at, row in enumerate(rows):
        finds: list[tuple[int, int, str]] = []
        cells = [cell_text(cell) for cell in row]
        begins = list(accumulate((len(cell) + 1 for cell in cells), initial=0))
        for column, cell in enumerate(cells):
            found = [*find_in_cell_with_kinds(cell), *(find_mild_signs(cell) if mild else ())]
            finds += [(begins[column] + start, begins[column] + end, kind.value) for start, end, kind in found]
            # Masked although nothing is found in the cell alone: the first half of one that goes on in the next.
            if not found and {(at, column), (at, column + 1)} <= masked and _is_parted(cells[column : column + 2]):
                both = cell + cells[column + 1]
                finds.append((begins[column], begins[column + 1] + len(cells[column + 1]), kind_of(both).value))
        yield from (Place(at + 1, start, end, kind, number) for start, end, kind in sorted(finds))


def _is_parted(cells: Sequence[str]) -> bool:
    return sum(map(len, cells)) == LENGTH and is_personal_number("".join(cells))
