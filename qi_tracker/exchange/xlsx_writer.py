"""A table as an Excel file: numbers as numbers, words as words, and a second sheet that says what they are."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qi_tracker.exchange.chart_table import Cell, ChartTable, lines, one_line
from qi_tracker.i18n.translate import NP_, Words

_NUMBERS: Final = NP_("sheet", "Numbers")
_ABOUT: Final = NP_("sheet", "About the numbers")

# No cell may become anything but what it is.
AS_IT_IS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

# The same content gives the same bytes; when a file was made says nothing about its numbers.
CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)

# Excel cuts longer texts, and XlsxWriter leaves them out.
_MOST_LETTERS: Final = 32_767
_NARROWEST, _WIDEST, _ABOUT_WIDTH = 9, 60, 90
_A4: Final = 9


def xlsx_file(table: ChartTable, words: Words) -> bytes:
    """The table as a workbook. The reader's spreadsheet writes the numbers with its own decimal sign."""
    content = io.BytesIO()
    with Workbook(content, dict(AS_IT_IS)) as book:
        book.set_properties({"title": one_line(table.name), "created": CREATED.replace(tzinfo=None)})
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        _write_numbers(book, book.add_worksheet(words.pgettext(*_NUMBERS)), table, heading)
        _write_facts(book, book.add_worksheet(words.pgettext(*_ABOUT)), table)
    return content.getvalue()


def _write_numbers(book: Workbook, sheet: Worksheet, table: ChartTable, heading: Format) -> None:
    for column, (header, decimals) in enumerate(zip(table.headers, table.decimals, strict=True)):
        cells = [row[column] for row in table.rows]
        sheet.write_string(0, column, cut(one_line(header)), heading)
        shown = book.add_format({"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")})
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(row, column, cut(one_line(cell)))
            elif cell is not None:
                sheet.write_number(row, column, cell, shown)
        sheet.set_column(column, column, _width(header, cells, decimals))
    sheet.freeze_panes(1, 1)
    print_on_a4(sheet)
    sheet.repeat_rows(0)


def _write_facts(book: Workbook, sheet: Worksheet, table: ChartTable) -> None:
    label_format = book.add_format({"bold": True, "valign": "top"})
    text_format = book.add_format({"text_wrap": True, "valign": "top"})
    for row, (label, text) in enumerate(table.facts):
        sheet.write_string(row, 0, cut(one_line(label)), label_format)
        sheet.write_string(row, 1, cut(lines(text)), text_format)
    sheet.set_column(0, 0, max((len(label) for label, _ in table.facts), default=0) + 2)
    sheet.set_column(1, 1, _ABOUT_WIDTH)
    print_on_a4(sheet)


def print_on_a4(sheet: Worksheet) -> None:
    """Lying, and as wide as the paper."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _width(header: str, cells: Sequence[Cell], decimals: int) -> int:
    written = [cell if isinstance(cell, str) else f"{cell:,.{decimals}f}" for cell in cells if cell is not None]
    longest = max(map(len, written), default=0)
    return min(max(longest, len(one_line(header)), _NARROWEST) + 2, _WIDEST)


def cut(text: str) -> str:
    """The text as far as a cell holds it, with a sign where it was longer."""
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…"
