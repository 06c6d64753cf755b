"""Reads a table as far as it can be read: finds header, roles, decimal sign, date order and period, then every row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from qi_tracker.analysis.periods import infer_frequency
from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.dates import find_date_order
from qi_tracker.exchange.import_preview import ImportColumn, ImportPreview, column_letter
from qi_tracker.exchange.masking import mask_rows, mask_text
from qi_tracker.exchange.numbers import DecimalSign, find_decimal_sign, is_undecided
from qi_tracker.exchange.problems import Problem, ProblemCode, Severity, problem
from qi_tracker.exchange.raw_table import MAX_COLUMNS, MAX_ROWS, RawTable, Row, cell_text
from qi_tracker.exchange.read_settings import AUTOMATIC, ReadSettings
from qi_tracker.exchange.roles import NUMBER_ROLES, ColumnProfile, FoundRoles, find_roles, profile_columns
from qi_tracker.exchange.row_checks import finish_rows
from qi_tracker.exchange.row_reader import Columns, ReadRow, RowReader
from qi_tracker.exchange.table_shape import find_header_row, is_blank
from qi_tracker.exchange.tables import read_table
from qi_tracker.exchange.year_columns import join_years
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
    rows, masked = mask_rows(_corrected(table.rows, settings.corrections))
    data = _Data(rows, settings.header_row)
    profiles = profile_columns(data.names, data.rows)
    roles = find_roles(profiles, data.rows, settings)
    signs = _find_signs(data, roles, settings, table.delimiter)
    order = settings.date_order or find_date_order(data.texts(roles.column(ImportRole.DATE)))
    reader = RowReader(Columns(roles.roles, signs.by_column, order or DateOrder.DAY_FIRST, settings.value_type))
    read = [reader.read(number, row) for number, row in data.numbered() if not all(map(is_blank, row))]
    frequency = settings.frequency or _find_frequency(read)
    return ImportPreview(
        format=table.format,
        encoding=table.encoding,
        delimiter=table.delimiter,
        decimal=signs.shown,
        date_order=order,
        sheet=None if table.sheet is None else mask_text(table.sheet),
        sheets=tuple(map(mask_text, table.sheets)),
        header_row=data.header + 1,
        columns=tuple(_columns(data, profiles, roles)),
        rows=tuple(finish_rows(read, frequency, today, settings)),
        frequency=frequency,
        table_problems=(*_table_problems(read, roles, data, signs), *_masked_above(masked, data)),
        holds_personal_number=bool(masked) or any(mask_text(name) != name for name in table.sheets),
    )


class _Data:
    """The rows below the header, with their numbers in the source."""

    def __init__(self, rows: Sequence[Row], header_row: int | None) -> None:
        self.header = find_header_row(rows) if header_row is None else max(0, min(header_row, len(rows))) - 1
        below = rows[self.header + 1 :]
        if sum(1 for row in below if not all(map(is_blank, row))) > MAX_ROWS:
            raise InvalidInput("too_many_rows", limit=MAX_ROWS)
        names: Row = rows[self.header] if self.header >= 0 else ()
        width = max(map(len, (names, *below)), default=0)
        self.names = [cell_text(names[at]).strip() if at < len(names) else "" for at in range(width)]
        self.rows = join_years(self.names, below)

    def numbered(self) -> Iterator[tuple[int, Row]]:
        return enumerate(self.rows, start=self.header + 2)

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


def _corrected(rows: Sequence[Row], corrections: Mapping[tuple[int, int], str]) -> Sequence[Row]:
    if not corrections:
        return rows
    corrected = [list(row) for row in rows]
    for (number, column), text in corrections.items():
        if 1 <= number <= len(corrected) and 0 <= column < MAX_COLUMNS:
            row = corrected[number - 1]
            row += [""] * (column + 1 - len(row))
            row[column] = text
    return corrected


def _columns(data: _Data, profiles: Sequence[ColumnProfile], roles: FoundRoles) -> Iterator[ImportColumn]:
    for profile, role in zip(profiles, roles.roles, strict=True):
        texts = (cell_text(row[profile.index]).strip() for row in data.rows if profile.index < len(row))
        filled = [text for text, _ in zip(filter(None, texts), range(SAMPLES), strict=False)]
        letter = column_letter(profile.index)
        yield ImportColumn(profile.index, letter, profile.name or None, role, tuple(filled), profile.is_percent)


def _masked_above(masked: Iterable[tuple[int, int]], data: _Data) -> Iterator[Problem]:
    """Personal numbers in titles and column names: nothing of it is imported, but somebody should know."""
    for at, column in sorted(masked):
        if at <= data.header:
            place = column if column < len(data.names) else None
            yield Problem(ProblemCode.PERSONAL_NUMBER, at + 1, place, Severity.DOUBT)


def _table_problems(read: Sequence[ReadRow], roles: FoundRoles, data: _Data, signs: _Signs) -> Iterator[Problem]:
    row = data.header + 1 or None
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
