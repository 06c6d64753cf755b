"""A table as a text file that the reader's spreadsheet opens with two clicks, and runs nothing of."""

import csv
import io
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from qi_tracker.exchange.chart_table import Cell, ChartTable, one_line
from qi_tracker.vocabulary import Language

# What a spreadsheet sees as the beginning of a formula, also in full width.
_FORMULA_SIGNS: Final = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\u2212")
TEXT_SIGN: Final = "'"

# Language → what is between the cells, and the decimal sign: what spreadsheets expect where it is spoken.
_SIGNS: Final = {Language.BOKMAL: (";", ","), Language.NYNORSK: (";", ","), Language.ENGLISH: (",", ".")}


def csv_file(table: ChartTable) -> bytes:
    """The table in UTF-8 with the mark by which spreadsheets know it. Numbers have all their decimals.

    Text that a spreadsheet would compute gets an apostrophe before it, which stays visible: a text file has no other
    way to say that a cell is text.
    """
    return csv_rows(table.headers, table.rows, table.language)


def csv_rows(headers: Iterable[str], rows: Iterable[Iterable[Cell]], language: Language) -> bytes:
    """The same of any table."""
    between, decimal_sign = _SIGNS[language]
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=between, lineterminator="\r\n")
    writer.writerow([_text(header) for header in headers])
    writer.writerows([_written(cell, decimal_sign) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _written(cell: Cell, decimal_sign: str) -> str:
    if cell is None:
        return ""
    return _text(cell) if isinstance(cell, str) else _number(cell, decimal_sign)


# Most texts of a long table are names that stand in every row.
@lru_cache(maxsize=1_000)
def _text(text: str) -> str:
    line = one_line(text)
    first = next((letter for letter in line if not _is_passed_over(letter)), "")
    return TEXT_SIGN + line if first in _FORMULA_SIGNS else line


def _is_passed_over(letter: str) -> bool:
    """Quotation marks, spaces, and what nobody sees."""
    return letter in "\"'" or letter.isspace() or unicodedata.category(letter) == "Cf"


def _number(value: float, decimal_sign: str) -> str:
    """The shortest digits that give the same number back, never as a power of ten."""
    digits = f"{Decimal(repr(float(value))) + 0:f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits).replace(".", decimal_sign)
