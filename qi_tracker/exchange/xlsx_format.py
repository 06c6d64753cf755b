"""Excel files (XLSX) → cells. Reads stored values only: formulas, macros, links and pictures are never touched."""

import io
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from qi_tracker.errors import DomainError, InvalidInput
from qi_tracker.exchange.raw_table import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_ROWS_ABOVE,
    Cell,
    RawTable,
    Row,
    TableFormat,
    bounded,
    require_size,
)
from qi_tracker.exchange.read_settings import ALL_ALIKE, ReadSettings
from qi_tracker.exchange.table_shape import data_likeness
from qi_tracker.exchange.xlsx_guard import MAX_AREA, SheetMeasure, measure_workbook

MAX_SHEETS_COMPARED = 20
PERCENT = 100
HOUR = timedelta(hours=1)

Read = TypeVar("Read")


def read_xlsx(data: bytes, settings: ReadSettings) -> RawTable:
    """The cells of one sheet: the one asked for, else the visible one that is most like a table of measurements.

    Raises
    ------
    InvalidInput
        `empty_file`, `damaged_file`, `unsafe_file`, `password_protected`, `unpacked_too_large`, `too_many_rows`,
        `too_many_columns`, `sheet_not_found`.
    """
    measures = measure_workbook(data)
    return _opened(data, lambda workbook: _read(workbook, measures, settings))


def _opened(data: bytes, read: Callable[[CalamineWorkbook], Read]) -> Read:
    try:
        with CalamineWorkbook.from_object(io.BytesIO(data)) as workbook:
            return read(workbook)
    except DomainError:
        raise
    except PasswordError:
        raise InvalidInput("password_protected") from None
    except (CalamineError, ValueError, OverflowError, OSError):
        raise InvalidInput("damaged_file") from None
    except BaseException as error:
        # A panic inside the reader, which is compiled, arrives as a BaseException of its own.
        if type(error).__name__ != "PanicException":
            raise
        raise InvalidInput("damaged_file") from None


def read_every_sheet(data: bytes) -> Mapping[str, Sequence[Row]]:
    """The cells of every sheet by its name, also of hidden ones; for looking through, not for importing.

    Raises
    ------
    InvalidInput
        As `read_xlsx`.
    """
    measures = measure_workbook(data)
    return _opened(
        data, lambda book: {name: _rows(book, name, measures[name]) for name in book.sheet_names if name in measures}
    )


def _read(workbook: CalamineWorkbook, measures: Mapping[str, SheetMeasure], settings: ReadSettings) -> RawTable:
    visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    filled = [name for name in workbook.sheet_names if name in measures and measures[name].last_row]
    names = [name for name in filled if name in visible or not visible]
    if not names:
        raise InvalidInput("empty_file")
    if settings.sheet not in {None, ALL_ALIKE, *names}:
        raise InvalidInput("sheet_not_found")
    # When all sheets are too large, reading the first one says how.
    wanted = [settings.sheet] if settings.sheet in names else _readable(names, measures) or names[:1]
    read = {name: _rows(workbook, name, measures[name]) for name in wanted}
    chosen = max(read, key=lambda name: data_likeness(read[name]))
    rows = bounded(read.pop(chosen))
    return RawTable(
        TableFormat.XLSX,
        rows,
        sheet=chosen,
        sheets=tuple(names),
        other_sheets=read,
        marks={name: measures[name].marks for name in (chosen, *read)},
        hidden_sheets=tuple(name for name in filled if name not in names),
    )


def _readable(names: Sequence[str], measures: Mapping[str, SheetMeasure]) -> list[str]:
    """The sheets to compare: within the limits one by one, and together no more than one sheet may be."""
    readable: list[str] = []
    room = MAX_AREA
    for name in names:
        measure = measures[name]
        if measure.last_row <= MAX_ROWS + MAX_ROWS_ABOVE and measure.last_column <= MAX_COLUMNS:
            room -= measure.last_row * measure.last_column
            if room >= 0 and len(readable) < MAX_SHEETS_COMPARED:
                readable.append(name)
    return readable


def _rows(workbook: CalamineWorkbook, name: str, measure: SheetMeasure) -> Sequence[Row]:
    require_size(measure.last_row, measure.last_column)
    sheet: CalamineSheet = workbook.get_sheet_by_name(name)
    rows: list[list[Cell]] = [
        [_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=measure.last_row)
    ]
    for row, column in measure.percent:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = _percent(rows[row][column])
    return rows


def _cell(value: object) -> Cell:
    """One stored value. Days become ISO text, durations hours, other things text."""
    for kind, convert in _CONVERSIONS:
        if isinstance(value, kind):
            return convert(value)
    return ""


# In this order: a bool is an int, and a datetime is a date.
_CONVERSIONS: tuple[tuple[type, Callable[[Any], Cell]], ...] = (
    (str, str),
    (bool, lambda value: str(value).upper()),
    (int, float),
    (float, lambda value: value if math.isfinite(value) else ""),
    (datetime, lambda value: value.date().isoformat()),
    (date, date.isoformat),
    (timedelta, lambda value: value / HOUR),
    (time, lambda value: value.isoformat("minutes")),
)


def _percent(cell: Cell) -> Cell:
    """0.05 shown as 5 % is read as 5 %, the same as in a text file."""
    if not isinstance(cell, float):
        return cell
    return f"{round(cell * PERCENT, 10):.10f}".rstrip("0").rstrip(".") + " %"
