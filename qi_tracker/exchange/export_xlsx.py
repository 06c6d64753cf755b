"""A download as an Excel file: a sheet for each table, texts as text, days as days. No cell can become a formula."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qi_tracker.exchange.chart_table import lines, one_line
from qi_tracker.exchange.export_columns import Holds
from qi_tracker.exchange.export_tables import Cell, ExportTable
from qi_tracker.exchange.xlsx_writer import AS_IT_IS, CREATED, cut, print_on_a4

# A row at a time, so that a large organisation is not held as a workbook.
_ROW_BY_ROW: Final = {**AS_IT_IS, "in_memory": False, "constant_memory": True}
# Excel has so many rows; the rest goes on another sheet.
MOST_ROWS: Final = 1_048_576
# Excel counts days from 1900.
_FIRST_YEAR: Final = 1900
_WIDTHS: Final = {
    Holds.DAY: 12,
    Holds.MOMENT: 17,
    Holds.NUMBER: 12,
    Holds.WHOLE: 12,
    Holds.CODE: 12,
    Holds.TRUTH: 12,
    Holds.CHOICE: 22,
}
_OTHER_WIDTH: Final = 34


def xlsx_export(title: str, tables: Iterable[ExportTable], most_rows: int = MOST_ROWS) -> bytes:
    """The workbook; `most_rows` is how many a sheet holds, its heading included."""
    content = io.BytesIO()
    with Workbook(content, dict(_ROW_BY_ROW)) as book:
        book.set_properties({"title": one_line(title), "created": CREATED.replace(tzinfo=None)})
        formats = _Formats(book)
        for table in tables:
            sheet, row, number = _sheet(book, table, 1, formats), 0, 1
            for cells in table.rows:
                row += 1
                if row == most_rows:
                    row, number = 1, number + 1
                    sheet = _sheet(book, table, number, formats)
                for column, cell in enumerate(cells):
                    _write(sheet, row, column, cell, formats)
    return content.getvalue()


class _Formats:
    def __init__(self, book: Workbook) -> None:
        self.heading: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        # As text: what is typed into the cell later keeps its zeros, too.
        self.text: Format = book.add_format({"num_format": "@", "valign": "top"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})


def _sheet(book: Workbook, table: ExportTable, number: int, formats: _Formats) -> Worksheet:
    sheet = book.add_worksheet(table.title if number == 1 else f"{table.title} {number}")
    for column, (told, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        sheet.set_column(column, column, _WIDTHS.get(told.holds, _OTHER_WIDTH))
        sheet.write_string(0, column, cut(one_line(heading)), formats.heading)
    sheet.freeze_panes(1, 1)
    print_on_a4(sheet)
    sheet.repeat_rows(0)
    return sheet


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, date) and cell.year < _FIRST_YEAR:
        cell = cell.isoformat()
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, _text(cell), formats.text)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, formats.moment)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats.day)
    elif cell is not None:
        sheet.write_number(row, column, cell)


# Most texts of a long table are names that stand in every row.
@lru_cache(maxsize=1_000)
def _text(text: str) -> str:
    return cut(lines(text))
