"""`RawTable`: the cells of a file or a paste, before anything is understood, and the limits of what is read at all."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from qi_tracker.errors import InvalidInput

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
MAX_ROWS = 20_000
MAX_ROWS_ABOVE = 50  # title, notes and column names, which are not counted as rows of the table
MAX_COLUMNS = 100
MAX_CELL_CHARACTERS = 32_767  # as in Excel; a longer text is no cell of a table
MEGABYTE = 1024 * 1024

Cell = str | float
"""A cell: text, or a number that a spreadsheet stores as such. Days are ISO text, blank is ""."""

Row = Sequence[Cell]


class TableFormat(StrEnum):
    """Where the table came from."""

    CSV = "csv"
    XLSX = "xlsx"
    PASTE = "paste"


class MergedRange(NamedTuple):
    """Cells that a spreadsheet shows as one; rows and columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What a spreadsheet says about a sheet beside its cells: what is merged, and how much is hidden."""

    merged: tuple[MergedRange, ...] = ()
    hidden_rows: int = 0
    hidden_columns: int = 0


NO_MARKS = SheetMarks()


@dataclass(frozen=True, slots=True)
class RawTable:
    """Cells with their places: `rows[0][0]` is row 1, column A of the source. Rows may differ in length.

    Attributes
    ----------
    encoding, delimiter
        Of text; None for a spreadsheet.
    sheet, sheets
        The sheet that was read, and the names of all that have content.
    other_sheets
        Cells of the sheets that were looked at and not chosen.
    marks
        Sheet → what is merged and hidden in it.
    hidden_sheets
        Names of the sheets that nobody sees in the spreadsheet, and that are not read.
    """

    format: TableFormat
    rows: Sequence[Row]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    other_sheets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    marks: Mapping[str, SheetMarks] = field(default_factory=dict)
    hidden_sheets: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns, empty ones at the end not counted."""
        return max(map(len, self.rows), default=0)


def bounded(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without what is empty to the right and below.

    Raises
    ------
    InvalidInput
        `empty_file`, `too_many_rows`, `too_many_columns`, `wrong_file_type` for a cell that is no cell.
    """
    trimmed = [_without_blank_end(row) for row in rows]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    if not trimmed:
        raise InvalidInput("empty_file")
    require_size(len(trimmed), max(map(len, trimmed)))
    if any(isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS for row in trimmed for cell in row):
        raise InvalidInput("wrong_file_type")
    return trimmed


def require_size(rows: int, columns: int) -> None:
    """Refuse a table that is larger than what is read.

    Raises
    ------
    InvalidInput
        `too_many_rows`, `too_many_columns`.
    """
    if rows > MAX_ROWS + MAX_ROWS_ABOVE:
        raise InvalidInput("too_many_rows", limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise InvalidInput("too_many_columns", limit=MAX_COLUMNS)


def cell_text(cell: Cell) -> str:
    """The cell as text: numbers with a decimal point, and never with exactly three decimals.

    So a number that comes from a spreadsheet can be written as text and read again: "1.125" could also mean 1125.
    """
    return cell if isinstance(cell, str) else _number_text(cell)


@lru_cache(maxsize=50_000)
def _number_text(number: float) -> str:
    if not math.isfinite(number):
        return ""
    text = format(number, ".15g")
    if "e" in text:
        text = format(number, "f").rstrip("0").rstrip(".")
    whole, point, decimals = text.partition(".")
    return f"{whole}.{decimals}0" if point and len(decimals) == len("125") else text or whole


def _without_blank_end(row: Row) -> Row:
    end = len(row)
    while end and _is_blank(row[end - 1]):
        end -= 1
    return row if end == len(row) else row[:end]


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
