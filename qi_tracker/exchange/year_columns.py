"""Tables that divide the date over two columns, year and month (or week, quarter …): joins them in the latter."""

from collections.abc import Sequence

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.date_words import PERIODS, YEAR
from qi_tracker.exchange.dates import parse_date
from qi_tracker.exchange.raw_table import Cell, Row, cell_text
from qi_tracker.vocabulary import Frequency

MOST = 0.8  # of the filled cells must be years, or parts of one
LONGEST_PART = 2  # digits of a month, week or quarter


def join_years(names: Sequence[str], rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with "2025" and "2" made "2025 uke 2" in the column called Uke, and the year taken out of its own.

    A year stands for the rows below it, until the next. Rows are returned as they are when there are no such columns.
    """
    folded = [name.strip().casefold() for name in names]
    year = next((at for at, name in enumerate(folded) if name in YEAR), None)
    part = next((at for at, name in enumerate(folded) if name in PERIODS and len(name) > 1), None)
    if year is None or part is None or not _are_years(rows, year) or not _are_parts(rows, part):
        return rows
    joined = []
    current = ""
    for row in rows:
        current = _text(row, year) or current
        joined.append(_joined(row, year, part, current, folded[part]))
    return joined


def _joined(row: Row, year: int, part: int, current: str, word: str) -> Row:
    text = _text(row, part)
    if not text or not _is_part(text):
        return row
    cells: list[Cell] = list(row)
    cells[part] = f"{current} {word} {text}" if text.isdigit() else f"{text} {current}"
    if year < len(cells):
        cells[year] = ""
    return cells


def _are_years(rows: Sequence[Row], column: int) -> bool:
    texts = [text for row in rows if (text := _text(row, column))]
    return bool(texts) and sum(map(_is_year, texts)) >= MOST * len(texts)


def _are_parts(rows: Sequence[Row], column: int) -> bool:
    texts = [text for row in rows if (text := _text(row, column))]
    return bool(texts) and sum(map(_is_part, texts)) >= MOST * len(texts)


def _is_year(text: str) -> bool:
    try:
        return parse_date(text).frequency is Frequency.YEAR
    except InvalidInput:
        return False


def _is_part(text: str) -> bool:
    """A number, or a month, week or quarter that lacks its year."""
    if text.isascii() and text.isdigit():
        return len(text) <= LONGEST_PART
    try:
        parse_date(text)
    except InvalidInput as error:
        return error.code == "date_without_year" and any(character.isalpha() for character in text)
    return False


def _text(row: Row, column: int) -> str:
    return cell_text(row[column]).strip() if column < len(row) else ""
