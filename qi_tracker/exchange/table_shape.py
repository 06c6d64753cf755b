"""Where in a table the data is: which cells look like days and numbers, and which row has the column names."""

from collections.abc import Sequence
from functools import lru_cache

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.dates import date_from_serial, parse_date
from qi_tracker.exchange.numbers import is_missing, is_number, is_suppressed
from qi_tracker.exchange.raw_table import MAX_ROWS_ABOVE, Cell, Row, cell_text
from qi_tracker.exchange.role_words import role_of_name
from qi_tracker.vocabulary import DateOrder, Frequency

SAMPLE_ROWS = 200
FEWEST_NAMED = 2  # a title stands alone in its row, column names do not
COMPACT = {4, 6}  # digits of 2025 and 202502, which may as well be plain numbers


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing in the cell."""
    return isinstance(cell, str) and not cell.strip()


def is_date_like(cell: Cell) -> bool:
    """Whether the cell can hardly be anything but a day or a period."""
    return isinstance(cell, str) and _text_is_date(cell) and not may_be_date(cell)


def may_be_date(cell: Cell) -> bool:
    """Whether the cell is a plain number that would be a day where days are expected: 2025, 202502, 45689."""
    text = cell_text(cell).strip()
    if not (text.isascii() and text.isdigit()):
        return False
    if len(text) in COMPACT:
        return _text_is_date(text)
    return len(text) < max(COMPACT) and date_from_serial(float(text)) is not None


def is_number_like(cell: Cell) -> bool:
    """Whether the cell is a number, also a hidden one."""
    return isinstance(cell, float) or (isinstance(cell, str) and _text_is_number(cell))


def data_likeness(rows: Sequence[Row]) -> int:
    """How much a sheet looks like measurements over time: rows with a day and a number, then rows with numbers."""
    score = 0
    for row in rows[:SAMPLE_ROWS]:
        numbers = sum(is_number_like(cell) for cell in row)
        dated = any(is_date_like(cell) for cell in row) or (numbers > 1 and any(may_be_date(cell) for cell in row))
        score += (4 if dated else 1) if numbers else 0
    return score


def find_header_row(rows: Sequence[Row]) -> int:
    """Index of the row with the column names; -1 when the table begins with data.

    The first row where a name is known and no cell is data; else the last row of several texts above the data.
    """
    width = max(map(len, rows), default=0)
    for index, row in enumerate(rows[:MAX_ROWS_ABOVE]):
        if _is_data(row, width):
            return _unknown_names_above(rows, index, width)
        if _could_be_names(row, width) and any(role_of_name(cell_text(cell)) for cell in row):
            return index
    return -1


def _unknown_names_above(rows: Sequence[Row], data: int, width: int) -> int:
    for index in range(data - 1, -1, -1):
        if _could_be_names(rows[index], width):
            return index
    return -1


def _is_data(row: Row, width: int) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    numbers = sum(is_number_like(cell) for cell in filled)
    return numbers > 1 or (numbers == 1 and (width == 1 or any(is_date_like(cell) for cell in filled)))


def _could_be_names(row: Row, width: int) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    enough = len(filled) >= min(FEWEST_NAMED, width)
    return enough and not any(is_number_like(cell) or is_date_like(cell) for cell in filled)


@lru_cache(maxsize=50_000)
def _text_is_date(text: str) -> bool:
    try:
        written = parse_date(text)
    except InvalidInput:
        return _is_month_first(text)
    return written.frequency is not Frequency.SCHOOL_YEAR or "/" in text


def _is_month_first(text: str) -> bool:
    try:
        parse_date(text, DateOrder.MONTH_FIRST)
    except InvalidInput:
        return False
    return True


@lru_cache(maxsize=50_000)
def _text_is_number(text: str) -> bool:
    if text.isascii() and text.isdigit():
        return True
    return is_number(text) or is_suppressed(text) or (bool(text.strip()) and is_missing(text))
