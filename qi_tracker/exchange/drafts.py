"""Tables and decisions as plain JSON values, for a draft that waits for its owner. No upload is kept.

A personal number never gets so far: its cell is masked, and the draft says the same when it is read again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.masking import mask_rows, mask_text
from qi_tracker.exchange.raw_table import MergedRange, RawTable, Row, SheetMarks, TableFormat, bounded
from qi_tracker.exchange.read_settings import ALL_ALIKE, Duplicates, ReadSettings
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole, TableLayout, ValueType

Json = dict[str, Any]
T = TypeVar("T")

MAX_OTHER_CELLS = 200_000  # of the sheets that were not chosen; who needs a larger one uploads the file again


def table_to_json(table: RawTable) -> Json:
    """The table's cells and where they came from, without personal numbers."""
    return {
        "format": table.format.value,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": None if table.sheet is None else mask_text(table.sheet),
        "sheets": [mask_text(name) for name in table.sheets],
        "rows": _masked(table.rows),
        "other_sheets": {mask_text(name): _masked(rows) for name, rows in _small_sheets(table.other_sheets)},
        "marks": {mask_text(name): _marks_to_json(marks) for name, marks in table.marks.items()},
        "hidden_sheets": [mask_text(name) for name in table.hidden_sheets],
    }


def table_from_json(stored: Mapping[str, Any], settings: ReadSettings) -> RawTable:
    """The stored table, with another sheet or delimiter when the settings ask for it.

    Raises
    ------
    InvalidInput
        `sheet_not_found` for a sheet that was not kept; then the file must be uploaded again.
    """
    table = RawTable(
        TableFormat(stored["format"]),
        stored["rows"],
        stored["encoding"],
        stored["delimiter"],
        stored["sheet"],
        tuple(stored["sheets"]),
        stored["other_sheets"],
        {name: _marks_from_json(marks) for name, marks in stored.get("marks", {}).items()},
        tuple(stored.get("hidden_sheets", ())),
    )
    if settings.sheet not in {None, ALL_ALIKE, table.sheet}:
        table = _other_sheet(table, str(settings.sheet))
    if table.delimiter and settings.delimiter not in {None, table.delimiter}:
        table = _divided_anew(table, table.delimiter, str(settings.delimiter))
    return table


def settings_to_json(settings: ReadSettings) -> Json:
    """The decisions as plain values. A correction may hold a personal number too, so it is masked."""
    return {
        "sheet": settings.sheet,
        "layout": settings.layout,
        "series": settings.series,
        "keeps_totals": settings.keeps_totals,
        "encoding": settings.encoding,
        "delimiter": settings.delimiter,
        "header_row": settings.header_row,
        "roles": [[index, role.value] for index, role in settings.roles.items()],
        "decimal": settings.decimal,
        "date_order": settings.date_order,
        "frequency": settings.frequency,
        "value_type": settings.value_type,
        "corrections": [[row, column, mask_text(text)] for (row, column), text in settings.corrections.items()],
        "skipped_rows": sorted(settings.skipped_rows),
        "duplicates": settings.duplicates,
    }


def settings_from_json(stored: Mapping[str, Any]) -> ReadSettings:
    """The reverse of `settings_to_json`; what was not yet known when they were stored is left to the program."""
    return ReadSettings(
        sheet=stored["sheet"],
        layout=_member(TableLayout, stored.get("layout")),
        series=stored.get("series"),
        keeps_totals=stored.get("keeps_totals", False),
        encoding=stored["encoding"],
        delimiter=stored["delimiter"],
        header_row=stored["header_row"],
        roles={index: ImportRole(role) for index, role in stored["roles"]},
        decimal=stored["decimal"],
        date_order=_member(DateOrder, stored["date_order"]),
        frequency=_member(Frequency, stored["frequency"]),
        value_type=_member(ValueType, stored["value_type"]),
        corrections={(row, column): text for row, column, text in stored["corrections"]},
        skipped_rows=frozenset(stored["skipped_rows"]),
        duplicates=_member(Duplicates, stored.get("duplicates")),
    )


def _marks_to_json(marks: SheetMarks) -> Json:
    return {
        "merged": [list(one) for one in marks.merged],
        "hidden_rows": marks.hidden_rows,
        "hidden_columns": marks.hidden_columns,
    }


def _marks_from_json(stored: Mapping[str, Any]) -> SheetMarks:
    merged = tuple(MergedRange(*one) for one in stored["merged"])
    return SheetMarks(merged, stored["hidden_rows"], stored["hidden_columns"])


def _masked(rows: Sequence[Row]) -> list[list[str | float]]:
    return [list(row) for row in mask_rows(rows)[0]]


def _small_sheets(sheets: Mapping[str, Sequence[Row]]) -> Iterable[tuple[str, Sequence[Row]]]:
    room = MAX_OTHER_CELLS
    for name, rows in sheets.items():
        room -= sum(map(len, rows))
        if room >= 0:
            yield name, rows


def _other_sheet(table: RawTable, name: str) -> RawTable:
    if name not in table.other_sheets:
        raise InvalidInput("sheet_not_found")
    others = {**table.other_sheets, str(table.sheet): table.rows}
    return replace(table, sheet=name, rows=bounded(others.pop(name)), other_sheets=others)


def _divided_anew(table: RawTable, old: str, new: str) -> RawTable:
    lines = (old.join(map(str, row)) for row in table.rows)
    return replace(table, delimiter=new, rows=bounded([[cell.strip() for cell in line.split(new)] for line in lines]))


def _member(kind: Callable[[str], T], value: str | None) -> T | None:
    return None if value is None else kind(value)
