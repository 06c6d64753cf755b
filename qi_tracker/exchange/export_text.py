"""A download as text files for spreadsheets: one table, or all of them in a zip."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from qi_tracker.exchange.chart_table import Cell as PlainCell
from qi_tracker.exchange.csv_writer import TEXT_SIGN, csv_rows
from qi_tracker.exchange.export_columns import Holds
from qi_tracker.exchange.export_tables import Cell, ExportTable
from qi_tracker.exchange.file_names import file_name
from qi_tracker.vocabulary import Language

# The same content gives the same bytes.
_MADE: Final = (2000, 1, 1, 0, 0, 0)


def csv_export(table: ExportTable, language: Language) -> bytes:
    """The table in UTF-8 with the mark by which spreadsheets know it. Days are ISO 8601.

    A code that begins with a zero gets an apostrophe before it, as texts that would be computed do: a text file has no
    other way to say that a cell is no number.
    """
    codes = [place for place, column in enumerate(table.columns) if column.holds is Holds.CODE]
    return csv_rows(
        table.headings, ([_plain(cell, n in codes) for n, cell in enumerate(row)] for row in table.rows), language
    )


def _plain(cell: Cell, is_code: bool) -> PlainCell:
    if isinstance(cell, str):
        return TEXT_SIGN + cell if is_code and cell.startswith("0") else cell
    if cell is None or isinstance(cell, (int, float)):
        return cell
    return cell.isoformat(" ", "minutes") if isinstance(cell, datetime) else cell.isoformat()


def zip_export(tables: Iterable[ExportTable], language: Language) -> bytes:
    """Every table as a text file, under its title."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for table in tables:
            entry = zipfile.ZipInfo(file_name(table.title, "csv", table.key), _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, csv_export(table, language))
    return content.getvalue()
