"""Finds how a table is laid out, and lays it out with one row for each period, before any column has its role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.cross_table import CrossHead, find_period_columns, read_cross_table
from qi_tracker.exchange.heading_rows import heading_block, joined_names, rows_left_out, text_at
from qi_tracker.exchange.laid_out import LaidOut, SeriesCell, Sheet
from qi_tracker.exchange.named_series import find_named_columns, read_named_cells
from qi_tracker.exchange.period_parts import Piece, only_year, period_part
from qi_tracker.exchange.raw_table import MAX_ROWS, Cell, Row, cell_text
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.exchange.role_words import role_of_name
from qi_tracker.exchange.series import table_of_series
from qi_tracker.exchange.series_names import are_groups, is_total_name
from qi_tracker.exchange.table_shape import find_header_row, is_blank, is_date_like, is_number_like
from qi_tracker.exchange.year_columns import join_years
from qi_tracker.vocabulary import ImportRole, TableLayout

SAMPLE = 200
MOST = 0.5
FEWEST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class _Below:
    """The column names, and the rows below them. `first` is the index of the first of these in the source."""

    heading: tuple[int, int]
    names: list[str]
    rows: Sequence[Row]

    @property
    def first(self) -> int:
        return self.heading[1] + 1


def lay_out(sheet: Sheet, settings: ReadSettings) -> LaidOut:
    """The table with one row for each period, as somebody has said that it is laid out, else as it is found to be.

    A layout that the table does not have is passed over.
    """
    below = _below_header(sheet, settings)
    wanted = settings.layout
    if wanted in {None, TableLayout.COLUMNS} and (head := find_period_columns(sheet)) is not None:
        return _laid_out_across(sheet, head, settings)
    if wanted in {None, TableLayout.NAMED} and (found := find_named_columns(below.names, below.rows)) is not None:
        cells = read_named_cells(below.names, below.rows, found, below.first)
        group = "" if found.group is None else below.names[found.group]
        return _from_series(TableLayout.NAMED, cells, settings, below.heading[1] + 1, group)
    if wanted in {None, TableLayout.GROUPS} and (head := _group_columns(sheet, below, is_said=wanted is not None)):
        table = read_cross_table(sheet, head)
        return _from_series(TableLayout.GROUPS, table.cells, settings, head.rows.stop, table.group_label)
    return _as_it_stands(sheet, below)


def shape_of(sheet: Sheet, settings: ReadSettings) -> tuple[str, ...] | None:
    """What two sheets of the same shape have in common: their column names, years set aside; None without names."""
    header = find_header_row(sheet.rows)
    head = find_period_columns(sheet) if settings.layout in {None, TableLayout.COLUMNS} else None
    if head is not None:
        header = head.rows[-1]
    if header < 0:
        return None
    names = tuple(_YEAR.sub("", cell_text(cell)).strip().casefold() for cell in sheet.rows[header])
    return names if len(list(filter(None, names))) > 1 or head else None


_YEAR = re.compile(r"(?:19|20)\d{2}")


def _below_header(sheet: Sheet, settings: ReadSettings) -> _Below:
    rows = sheet.rows
    said = settings.header_row
    header = find_header_row(rows) if said is None else max(0, min(said, len(rows))) - 1
    width = max(map(len, rows), default=0)
    first, last = (header, header) if said is not None or header < 0 else heading_block(sheet, header, width)
    below = rows[last + 1 :]
    if sum(1 for row in below if not all(map(is_blank, row))) > MAX_ROWS:
        raise InvalidInput("too_many_rows", limit=MAX_ROWS)
    width = max(map(len, (*rows[max(first, 0) : last + 1], *below)), default=0)
    names = joined_names(sheet, first, last, width) if last >= 0 else [""] * width
    return _Below((first, last), names, below)


def _laid_out_across(sheet: Sheet, head: CrossHead, settings: ReadSettings) -> LaidOut:
    table = read_cross_table(sheet, head)
    laid = _from_series(TableLayout.COLUMNS, table.cells, settings, head.rows.stop, table.group_label)
    return replace(laid, totals=[*table.left_out, *laid.totals])


def _from_series(
    layout: TableLayout, cells: Sequence[SeriesCell], settings: ReadSettings, header_row: int, group_label: str
) -> LaidOut:
    table = table_of_series(cells, settings, group_label, are_in_columns=layout is TableLayout.GROUPS)
    if len(table.rows) > MAX_ROWS:
        raise InvalidInput("too_many_rows", limit=MAX_ROWS)
    return LaidOut(
        layout=layout,
        header_row=header_row,
        names=table.names,
        rows=table.rows,
        numbers=range(1, len(table.rows) + 1),
        places=table.places,
        roles=table.roles,
        facts=table.facts,
        totals=table.totals,
        series=table.series,
        chosen=table.chosen,
        may_be_groups=table.may_be_groups,
    )


def _group_columns(sheet: Sheet, below: _Below, *, is_said: bool) -> CrossHead | None:
    """The headings of a table with dates on the left and groups side by side; None when it is none."""
    dates = [at for at in range(len(below.names)) if _share_of_dates(below.rows, at) > MOST]
    first, last = below.heading
    if not dates or last < 0:
        return None
    columns = [
        at
        for at in range(dates[0] + 1, len(below.names))
        if below.names[at] and _share_of_numbers(below.rows, at) > MOST
    ]
    names = [below.names[at] for at in columns if not is_total_name(below.names[at])]
    if len(columns) < FEWEST_GROUPS or not (is_said or are_groups(names) or _repeats_pairs(sheet, below, columns)):
        return None
    return CrossHead(range(max(first, 0), last + 1), None, tuple(columns), (dates[0],))


def _repeats_pairs(sheet: Sheet, below: _Below, columns: Sequence[int]) -> bool:
    """Whether the lowest headings are numerator and denominator, over and over."""
    first, last = below.heading
    if first == last:
        return False
    named = [role_of_name(text_at(sheet.rows, last, at)) for at in columns]
    roles = [found.role for found in named if found is not None]
    return len(roles) == len(columns) and roles.count(ImportRole.NUMERATOR) >= FEWEST_GROUPS


def _share_of_dates(rows: Sequence[Row], column: int) -> float:
    cells = [row[column] for row in rows[:SAMPLE] if column < len(row) and not is_blank(row[column])]
    return sum(map(is_date_like, cells)) / len(cells) if cells else 0.0


def _share_of_numbers(rows: Sequence[Row], column: int) -> float:
    cells = [row[column] for row in rows[:SAMPLE] if column < len(row) and not is_blank(row[column])]
    return sum(is_number_like(cell) and not is_date_like(cell) for cell in cells) / len(cells) if cells else 0.0


def _as_it_stands(sheet: Sheet, below: _Below) -> LaidOut:
    first, last = below.heading
    rows = _with_year(sheet, below, join_years(below.names, below.rows))
    left_out = {at + 1: code for at, code in rows_left_out(sheet.rows, last).items()}
    return LaidOut(
        layout=TableLayout.ROWS,
        header_row=last + 1,
        names=below.names,
        rows=rows,
        numbers=range(below.first + 1, below.first + 1 + len(rows)),
        left_out=left_out,
    )


def _with_year(sheet: Sheet, below: _Below, rows: Sequence[Row]) -> Sequence[Row]:
    """Months without a year under a title, or on a sheet, that says it: with that year."""
    titles = [cell_text(cell) for row in sheet.rows[: below.first] for cell in row if not is_blank(cell)]
    year = only_year(titles) or only_year([sheet.name or ""])
    column = next((at for at in range(len(below.names)) if _is_without_year(rows, at)), None) if year else None
    if column is None:
        return rows
    return [_with_year_in(row, column, str(year)) for row in rows]


def _is_without_year(rows: Sequence[Row], column: int) -> bool:
    texts = [text for at in range(min(len(rows), SAMPLE)) if (text := text_at(rows, at, column))]
    parts = [found for text in texts if (found := period_part(text)) is not None and found.piece is Piece.PART]
    return len(parts) > MOST * len(texts)


def _with_year_in(row: Row, column: int, year: str) -> Row:
    text = cell_text(row[column]).strip() if column < len(row) else ""
    found = period_part(text)
    if found is None or found.piece is not Piece.PART:
        return row
    cells: list[Cell] = list(row)
    cells[column] = f"{text} {year}"
    return cells
