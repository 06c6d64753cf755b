"""Reads a table as far as it can be read: finds header, roles, decimal sign, date order and period, then every row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from qi_tracker.analysis.periods import infer_frequency
from qi_tracker.exchange.dates import find_date_order
from qi_tracker.exchange.import_preview import ImportColumn, ImportPreview, ImportRow, column_letter
from qi_tracker.exchange.laid_out import LaidOut
from qi_tracker.exchange.masking import mask_text
from qi_tracker.exchange.numbers import DecimalSign, find_decimal_sign, is_undecided
from qi_tracker.exchange.problems import Problem, ProblemCode, Severity, problem
from qi_tracker.exchange.raw_table import RawTable, Row, cell_text
from qi_tracker.exchange.read_settings import ALL_ALIKE, AUTOMATIC, ReadSettings
from qi_tracker.exchange.roles import NUMBER_ROLES, ColumnProfile, FoundRoles, find_roles, profile_columns
from qi_tracker.exchange.row_checks import finish_rows, leave_out_totals
from qi_tracker.exchange.row_reader import Columns, ReadRow, RowReader
from qi_tracker.exchange.sheets import ReadSheets, read_sheets
from qi_tracker.exchange.table_shape import is_blank
from qi_tracker.exchange.tables import read_table
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole

SAMPLES = 5


def preview(source: bytes | str, today: date, settings: ReadSettings = AUTOMATIC) -> ImportPreview:
    """What a file (bytes) or a paste (str) would become, with everything doubtful explained.

    Parameters
    ----------
    today
        In the organisation's time zone. Periods that begin later are refused.
    settings
        What a person has decided; the rest is found.

    Raises
    ------
    InvalidInput
        When nothing can be read at all; codes as in `tables.read_table`. Everything else is a problem in the result.
    """
    return preview_table(read_table(source, settings), today, settings)


def preview_table(table: RawTable, today: date, settings: ReadSettings = AUTOMATIC) -> ImportPreview:
    """The same for cells that have been read before. Raises `too_many_rows` only."""
    sheets = read_sheets(table, settings)
    laid = sheets.laid
    settings = replace(settings, roles={**laid.roles, **settings.roles})
    data = _Data(laid)
    profiles = profile_columns(data.names, data.rows)
    roles = find_roles(profiles, data.rows, settings)
    signs = _find_signs(data, roles, settings, table.delimiter)
    order = settings.date_order or find_date_order(data.texts(roles.column(ImportRole.DATE)))
    reader = RowReader(Columns(roles.roles, signs.by_column, order or DateOrder.DAY_FIRST, settings.value_type))
    read = [
        reader.leave_out(number, row, laid.left_out[number]) if number in laid.left_out else reader.read(number, row)
        for number, row in data.numbered()
        if not all(map(is_blank, row))
    ]
    frequency = settings.frequency or _find_frequency(read)
    leave_out_totals(read, settings)
    rows = finish_rows(read, frequency, today, settings)
    totals = list(dict.fromkeys(laid.totals))
    facts = [*laid.facts, *([problem(ProblemCode.TOTALS_LEFT_OUT, names=totals)] if totals else []), *sheets.facts]
    return ImportPreview(
        format=table.format,
        encoding=table.encoding,
        delimiter=table.delimiter,
        decimal=signs.shown,
        date_order=order,
        sheet=ALL_ALIKE if sheets.are_together else None if table.sheet is None else mask_text(table.sheet),
        sheets=tuple(map(mask_text, table.sheets)),
        header_row=data.header_row,
        columns=tuple(_columns(data, profiles, roles)),
        rows=tuple(data.placed(row, sheets) for row in rows),
        frequency=frequency,
        table_problems=(*facts, *_table_problems(read, roles, data, signs), *_masked_above(sheets.masked, data)),
        holds_personal_number=bool(sheets.masked) or any(mask_text(name) != name for name in table.sheets),
        layout=laid.layout,
        series=tuple(map(mask_text, laid.series)),
        chosen_series=None if laid.chosen is None else mask_text(laid.chosen),
        may_be_groups=laid.may_be_groups,
        alike=sheets.alike,
        keeps_totals=settings.keeps_totals,
    )


class _Data:
    """The rows to read, with their numbers and where their cells stand in the source."""

    def __init__(self, laid: LaidOut) -> None:
        self._laid = laid
        self.header_row = laid.header_row
        # Names are put together from several cells, so they are looked at once more.
        self.names = [mask_text(name) for name in laid.names]
        self.rows = laid.rows

    def numbered(self) -> Iterator[tuple[int, Row]]:
        return zip(self._laid.numbers, self.rows, strict=True)

    def placed(self, row: ImportRow, sheets: ReadSheets) -> ImportRow:
        """The row with the places of its cells, where it is not a row of the source."""
        if not self._laid.places:
            return row
        places = self._laid.places[self._at[row.number]]
        numbers = [place for place in places if place is not None]
        sheet, number = sheets.sheet_of(numbers[-1].row) if numbers else (None, row.number)
        where = f"{column_letter(numbers[-1].column)}{number}" if numbers else str(row.number)
        return replace(
            row,
            where=f"{mask_text(sheet)}!{where}" if sheet and sheets.are_together else where,
            places=tuple(None if place is None else (place.row + 1, place.column) for place in places),
        )

    @cached_property
    def _at(self) -> dict[int, int]:
        return {number: at for at, number in enumerate(self._laid.numbers)}

    @cached_property
    def shown_places(self) -> frozenset[tuple[int, int]]:
        """Where the cells that are read stand in the source, from 0."""
        return frozenset(place for row in self._laid.places for place in row if place is not None)

    @property
    def is_as_in_source(self) -> bool:
        """Whether each row is one of the source, cell by cell."""
        return not self._laid.places

    def texts(self, column: int | None) -> Iterator[str]:
        """The column's texts; numbers that a spreadsheet stores as such say nothing about how people write."""
        if column is not None:
            yield from (cell for row in self.rows if column < len(row) and isinstance(cell := row[column], str))


class _Signs(NamedTuple):
    """Decimal signs: by column, the one to show for the table, and the columns where nothing decides."""

    by_column: Mapping[int, DecimalSign | None]
    shown: DecimalSign | None
    undecided: tuple[int, ...]


def _find_signs(data: _Data, roles: FoundRoles, settings: ReadSettings, delimiter: str | None) -> _Signs:
    columns = [index for index, role in enumerate(roles.roles) if role in NUMBER_ROLES]
    if settings.decimal:
        return _Signs(dict.fromkeys(columns, settings.decimal), settings.decimal, ())
    found = {column: find_decimal_sign(data.texts(column)) for column in columns}
    undecided = [column for column in columns if found[column] is None and is_undecided(data.texts(column))]
    decided = next((sign for sign in found.values() if sign), None)
    if not undecided:
        return _Signs(found, decided, ())
    # Where commas divide the cells, one inside a number groups thousands; else Norwegian usage is the better guess.
    guess: DecimalSign = decided or ("." if delimiter == "," else ",")
    return _Signs({**found, **dict.fromkeys(undecided, guess)}, guess, () if decided else tuple(undecided))


def _find_frequency(read: Iterable[ReadRow]) -> Frequency:
    """The period that the dates name themselves, else the one that their distances suggest."""
    written = [row.written for row in read if row.written is not None]
    named = {one.frequency for one in written}
    if len(named) == 1 and (only := next(iter(named))) is not None:
        return only
    return infer_frequency(one.date for one in written)


def _columns(data: _Data, profiles: Sequence[ColumnProfile], roles: FoundRoles) -> Iterator[ImportColumn]:
    for profile, role in zip(profiles, roles.roles, strict=True):
        texts = (cell_text(row[profile.index]).strip() for row in data.rows if profile.index < len(row))
        filled = [text for text, _ in zip(filter(None, texts), range(SAMPLES), strict=False)]
        letter = column_letter(profile.index)
        yield ImportColumn(profile.index, letter, profile.name or None, role, tuple(filled), profile.is_percent)


def _masked_above(masked: Iterable[tuple[int, int]], data: _Data) -> Iterator[Problem]:
    """Personal numbers in titles and column names: nothing of it is imported, but somebody should know."""
    for at, column in sorted(masked):
        is_read = at >= data.header_row if data.is_as_in_source else (at, column) in data.shown_places
        if not is_read:
            place = column if data.is_as_in_source and column < len(data.names) else None
            yield Problem(ProblemCode.PERSONAL_NUMBER, at + 1, place, Severity.DOUBT)


def _table_problems(read: Sequence[ReadRow], roles: FoundRoles, data: _Data, signs: _Signs) -> Iterator[Problem]:
    row = data.header_row or None
    chosen = roles.column(ImportRole.DATE)
    if not read:
        yield problem(ProblemCode.NO_ROWS)
    if chosen is None:
        yield problem(ProblemCode.NO_DATE_COLUMN)
    elif roles.other_date_columns:
        names = [data.names[index] or column_letter(index) for index in (chosen, *roles.other_date_columns)]
        yield problem(ProblemCode.TWO_DATE_COLUMNS, row, roles.other_date_columns[0], chosen=names[0], others=names[1:])
    if read and not any(role in NUMBER_ROLES for role in roles.roles):
        yield problem(ProblemCode.NO_NUMBER_COLUMN)
    for column in signs.undecided:
        example = next((text for text in data.texts(column) if is_undecided([text])), "")
        yield problem(ProblemCode.AMBIGUOUS_DECIMAL, row, column, text=example.strip(), decimal=signs.by_column[column])
