"""Long tables where a column says which indicator each number is of. Row → cells of its series."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from qi_tracker.exchange.heading_rows import text_at
from qi_tracker.exchange.laid_out import Place, SeriesCell
from qi_tracker.exchange.raw_table import Cell, Row
from qi_tracker.exchange.role_words import role_of_name
from qi_tracker.exchange.series_names import is_indicator_heading
from qi_tracker.exchange.table_shape import is_blank, is_date_like, is_number_like, may_be_date
from qi_tracker.vocabulary import ImportRole

SAMPLE = 200
MOST = 0.5


class NamedColumns(NamedTuple):
    """Which columns say the period, the indicator, the group and the numbers."""

    period: int
    indicator: int
    group: int | None
    numbers: tuple[int, ...]


def find_named_columns(names: Sequence[str], rows: Sequence[Row]) -> NamedColumns | None:
    """The columns of a table with one row for each number; None when it is none."""
    indicators = [at for at, name in enumerate(names) if is_indicator_heading(name) and _are_names(rows, at)]
    periods = [at for at in range(len(names)) if at not in indicators and _are_periods(names[at], rows, at)]
    if not indicators or not periods:
        return None
    roles = {at: named.role for at, name in enumerate(names) if (named := role_of_name(name)) and named.is_exact}
    taken = {periods[0], indicators[0]}
    group = next((at for at, role in roles.items() if role is ImportRole.STRATUM and at not in taken), None)
    numbers = [
        at
        for at in range(len(names))
        if at not in {*taken, group} and _share(rows, at, is_number_like) > MOST and not _is_code(names, at)
    ]
    return NamedColumns(periods[0], indicators[0], group, tuple(numbers)) if numbers else None


def read_named_cells(names: Sequence[str], rows: Sequence[Row], columns: NamedColumns, first: int) -> list[SeriesCell]:
    """The numbers by indicator; with several columns of numbers each is a series of its own.

    `first` is the index of `rows[0]` in the source.
    """
    cells = []
    for at in range(len(rows)):
        period, indicator = text_at(rows, at, columns.period), text_at(rows, at, columns.indicator)
        if not period or not indicator:
            continue
        for column in columns.numbers:
            name = (indicator, names[column]) if len(columns.numbers) > 1 else (indicator,)
            cells.append(
                SeriesCell(
                    period=period,
                    group="" if columns.group is None else text_at(rows, at, columns.group),
                    name=name,
                    cell=rows[at][column] if column < len(rows[at]) else "",
                    place=Place(first + at, column),
                    period_place=Place(first + at, columns.period),
                    group_place=None if columns.group is None else Place(first + at, columns.group),
                )
            )
    return cells


def _are_names(rows: Sequence[Row], column: int) -> bool:
    """Texts that come again, as the names of indicators do from period to period."""
    texts = [text for at in range(min(len(rows), SAMPLE)) if (text := text_at(rows, at, column))]
    return len(set(texts)) <= MOST * len(texts) and not any(map(is_number_like, texts))


def _are_periods(name: str, rows: Sequence[Row], column: int) -> bool:
    named = role_of_name(name)
    is_called_so = named is not None and named.role is ImportRole.DATE
    return _share(rows, column, is_date_like) > MOST or (is_called_so and _share(rows, column, may_be_date) > MOST)


def _is_code(names: Sequence[str], column: int) -> bool:
    return names[column].casefold().endswith(("nr", "nummer", "id", "kode"))


def _share(rows: Sequence[Row], column: int, test: Callable[[Cell], bool]) -> float:
    cells = [row[column] for row in rows[:SAMPLE] if column < len(row) and not is_blank(row[column])]
    return sum(map(test, cells)) / len(cells) if cells else 0.0
