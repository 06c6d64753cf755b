"""Tables with headings both above and on the left: periods side by side, or groups side by side. Cell → its series."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from qi_tracker.exchange.heading_rows import MOST_ROWS, filled_heading, is_units_row, text_at
from qi_tracker.exchange.laid_out import Place, SeriesCell, Sheet
from qi_tracker.exchange.numbers import is_missing
from qi_tracker.exchange.period_parts import Piece, compose_period, only_year, period_part
from qi_tracker.exchange.raw_table import MAX_ROWS_ABOVE, Cell, Row, cell_text
from qi_tracker.exchange.role_words import role_of_name
from qi_tracker.exchange.series_names import are_groups, is_indicator_heading, is_total_name, is_unit
from qi_tracker.exchange.table_shape import is_blank, is_date_like, is_number_like
from qi_tracker.vocabulary import ImportRole

FEWEST_PERIODS = 2
ROWS_LOOKED_AT = 60  # below a heading, to see that there are numbers under it
ROWS_UNDER_A_SECTION = 2
MOST = 0.5
MOST_YEARS_APART = 3  # from one column to the next
LONGEST_YEAR = 6  # digits of 202512
_DIGITS = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class CrossHead:
    """Where the headings of a cross table are.

    `rows` are the heading rows, the last one included; `columns` those with numbers; `labels` those that name the rows.
    `period_row` is the one with the periods; None when they stand on the left.
    """

    rows: range
    period_row: int | None
    columns: tuple[int, ...]
    labels: tuple[int, ...]


class CrossTable(NamedTuple):
    """The numbers, the totals that have no period of their own, and what the groups are called."""

    cells: list[SeriesCell]
    left_out: list[str]
    group_label: str


class _Part(NamedTuple):
    """One heading of a number."""

    text: str
    place: Place
    is_group: bool = False


def find_period_columns(sheet: Sheet) -> CrossHead | None:
    """The headings of a table with periods side by side; None when it is none."""
    for row in range(min(len(sheet.rows), MAX_ROWS_ABOVE)):
        found = _periods_in(sheet.rows[row])
        if len(found) >= FEWEST_PERIODS and (head := _head_around(sheet, row, found)):
            return head
    return None


def _periods_in(row: Row) -> list[int]:
    """Columns whose heading is a period; plain years only when they rise like years do."""
    found = [at for at, cell in enumerate(row) if not is_blank(cell) and period_part(cell_text(cell))]
    if any(is_number_like(cell) for at, cell in enumerate(row) if at not in found and not is_blank(cell)):
        return []
    plain = [at for at in found if is_number_like(row[at])]
    if plain and len(plain) == len(found):
        years = [int(_DIGITS.sub("", cell_text(row[at]))[:LONGEST_YEAR] or 0) for at in plain]
        if not all(0 < abs(b - a) <= MOST_YEARS_APART for a, b in zip(years, years[1:], strict=False)):
            return []
    filled = sum(not is_blank(cell) for at, cell in enumerate(row) if at >= found[0]) if found else 0
    return found if found and len(found) >= MOST * filled else []


def _head_around(sheet: Sheet, row: int, found: Sequence[int]) -> CrossHead | None:
    rows = sheet.rows
    width = max(map(len, rows), default=0)
    last = row
    while last - row < MOST_ROWS and last + 1 < len(rows) and _is_lower_heading(rows[last + 1], found):
        last += 1
    below = rows[last + 1 : last + 1 + ROWS_LOOKED_AT]
    if not any(_has_number(line, found) for line in below) or any(_has_date(line, found) for line in below):
        return None
    first = row
    while row - first < MOST_ROWS and _is_over(sheet, first - 1, found, width):
        first -= 1
    heads = [filled_heading(sheet, at, width) for at in range(first, last + 1)]
    columns = [at for at in range(found[0], width) if any(texts[at] for texts in heads)]
    labels = _without_units(below, [at for at in range(found[0]) if _is_label(below, at)])
    if any(_is_whole_date(line[at]) for line in below for at in labels if at < len(line)):
        return None
    return CrossHead(range(first, last + 1), row, tuple(columns), tuple(labels))


def _is_lower_heading(row: Row, columns: Sequence[int]) -> bool:
    """Texts under the periods: Teller and Nevner, or units."""
    texts = [row[at] for at in columns if at < len(row) and not is_blank(row[at])]
    if not texts or any(is_number_like(cell) or is_date_like(cell) for cell in texts):
        return False
    return not any(isinstance(cell, float) for cell in row)


def _is_over(sheet: Sheet, row: int, columns: Sequence[int], width: int) -> bool:
    """Whether the row above is a heading too: it says years, or several things, over the periods."""
    if row < 0:
        return False
    texts = filled_heading(sheet, row, width)
    over = {texts[at] for at in columns if texts[at]}
    if any(is_number_like(text) and not period_part(text) for text in over):
        return False
    return len(over) > 1 or any(period_part(text) for text in over)


def _has_number(row: Row, columns: Iterable[int]) -> bool:
    return any(at < len(row) and _is_number(row[at]) for at in columns)


def _has_date(row: Row, columns: Iterable[int]) -> bool:
    return any(at < len(row) and is_date_like(row[at]) for at in columns) and not _has_number(row, columns)


def _is_number(cell: Cell) -> bool:
    return is_number_like(cell) and not is_date_like(cell) and not (isinstance(cell, str) and is_missing(cell))


def _is_label(below: Sequence[Row], column: int) -> bool:
    """A column that names its rows: texts, or years; not what only numbers them."""
    texts = _column_texts(below, column)
    return not all(is_number_like(text) and period_part(text) is None for text in texts)


def _without_units(below: Sequence[Row], labels: Sequence[int]) -> list[int]:
    """The columns that say more than what the numbers are in; the last one is kept in any case."""
    more = [at for at in labels if not all(map(is_unit, _column_texts(below, at)))]
    return more or list(labels)


def _column_texts(rows: Sequence[Row], column: int) -> list[str]:
    return [text for row in rows if column < len(row) and (text := cell_text(row[column]).strip())]


def _is_whole_date(cell: Cell) -> bool:
    found = period_part(cell_text(cell))
    return found is not None and found.piece is Piece.WHOLE


def read_cross_table(sheet: Sheet, head: CrossHead) -> CrossTable:
    """Each number with its period and series."""
    return _CrossReader(sheet, head).read()


class _CrossReader:
    """Goes down the rows and remembers what stands over them."""

    def __init__(self, sheet: Sheet, head: CrossHead) -> None:
        self._rows = sheet.rows
        self._sheet = sheet
        self._head = head
        self._width = max(map(len, sheet.rows), default=0)
        self._above = {row: texts for row in head.rows if (texts := self._heading(row))}
        self._year = _year_above(sheet, head, self._width)
        self._section: _Part | None = None
        self._labels: dict[int, _Part] = {}
        self._left_out: dict[str, None] = {}
        self._is_group = {at: self._says_group(at) for at in head.labels}

    def read(self) -> CrossTable:
        cells = [cell for row in range(self._head.rows.stop, len(self._rows)) for cell in self._row(row)]
        label = next((self._label_name(at) for at, is_group in self._is_group.items() if is_group), "")
        return CrossTable(cells, list(self._left_out), label)

    def _heading(self, row: int) -> list[str]:
        """The row's texts over the columns; none when it only says one unit for them all."""
        texts = filled_heading(self._sheet, row, self._width)
        over = {texts[at] for at in self._head.columns if texts[at]}
        return [] if len(over) == 1 and is_unit(next(iter(over))) else texts

    def _row(self, row: int) -> Iterator[SeriesCell]:
        line = self._rows[row]
        if all(map(is_blank, line)) or self._is_heading_again(row) or is_units_row(line):
            return
        texts = {at: text_at(self._rows, row, at) for at in self._head.labels}
        if _has_number(line, self._head.columns):
            self._take_labels(row, texts)
            yield from self._cells(row, line)
        elif all(at >= len(line) or is_blank(line[at]) for at in self._head.columns):
            # A name alone is that of the rows below it; what nothing follows is a note.
            found = next((_Part(text, Place(row, at)) for at, text in texts.items() if text), None)
            if found and self._is_followed(row):
                self._section, self._labels = found._replace(is_group=are_groups([found.text])), {}

    def _take_labels(self, row: int, texts: Mapping[int, str]) -> None:
        """A blank label means the one above, but in the last label column, which names the row itself."""
        for at, text in texts.items():
            if text:
                self._labels[at] = _Part(text, Place(row, at), self._is_group[at])
            elif at == self._head.labels[-1] and not _is_merged(self._sheet, row, at):
                self._labels.pop(at, None)

    def _cells(self, row: int, line: Row) -> Iterator[SeriesCell]:
        side = [*([self._section] if self._section else []), *self._labels.values()]
        for column in self._head.columns:
            over = [_Part(texts[column], Place(at, column)) for at, texts in self._above.items() if texts[column]]
            cell = line[column] if column < len(line) else ""
            if (found := self._series_cell(cell, Place(row, column), over, side)) is not None:
                yield found

    def _series_cell(self, cell: Cell, place: Place, over: Sequence[_Part], side: Sequence[_Part]) -> SeriesCell | None:
        period = compose_period([part.text for part in (*over, *side)], self._year)
        if period is None:
            self._left_out |= dict.fromkeys(part.text for part in over if is_total_name(part.text))
            return None
        saying = [part for part in (*over, *side) if period_part(part.text)]
        # What is corrected is the whole period where there is one, else the month, quarter or week.
        said = min(saying, key=lambda part: _PIECES.index(_piece(part.text)))
        groups = [part for part in side if part.is_group and part not in saying]
        return SeriesCell(
            period=period,
            group=" ".join(part.text for part in groups),
            name=tuple(part.text for part in (*side, *over) if part not in saying and part not in groups),
            cell=cell,
            place=place,
            period_place=said.place,
            group_place=groups[0].place if groups else None,
        )

    def _is_heading_again(self, row: int) -> bool:
        """The headings once more; with other periods they are those of what follows."""
        again = filled_heading(self._sheet, row, self._width)
        period_row = self._head.period_row
        if period_row is None:
            return again == self._above.get(self._head.rows[-1])
        line = self._rows[row]
        columns = [at for at in self._head.columns if at < len(line) and not is_blank(line[at])]
        periods = [at for at in columns if _piece(text_at(self._rows, row, at))]
        if any(isinstance(line[at], float) for at in periods) and again != self._above[period_row]:
            return False
        if len(periods) < FEWEST_PERIODS or len(periods) <= MOST * len(columns):
            return False
        self._above[period_row] = again
        return True

    def _is_followed(self, row: int) -> bool:
        """Whether numbers follow within the next two rows."""
        below = (line for line in self._rows[row + 1 :] if not all(map(is_blank, line)))
        return any(_has_number(line, self._head.columns) for line in islice(below, ROWS_UNDER_A_SECTION))

    def _says_group(self, column: int) -> bool:
        """Whether a label column says groups, by its name or by what stands in it."""
        name = self._label_name(column)
        named = role_of_name(name)
        if named is not None and named.is_exact:
            return named.role is ImportRole.STRATUM
        if is_indicator_heading(name):
            return False
        texts = (text_at(self._rows, row, column) for row in range(self._head.rows.stop, len(self._rows)))
        return are_groups(list(dict.fromkeys(islice((t for t in texts if t and not is_total_name(t)), ROWS_LOOKED_AT))))

    def _label_name(self, column: int) -> str:
        return next((text for at in reversed(self._head.rows) if (text := text_at(self._rows, at, column))), "")


_PIECES = (Piece.WHOLE, Piece.PART, Piece.YEAR, None)


def _piece(text: str) -> Piece | None:
    found = period_part(text)
    return found.piece if found else None


def _year_above(sheet: Sheet, head: CrossHead, width: int) -> str | None:
    """The year that the title or a corner of the headings says, else the sheet's name."""
    title = [text_at(sheet.rows, row, at) for row in range(head.rows.start) for at in range(width)]
    corner = [text_at(sheet.rows, row, at) for row in head.rows for at in head.labels]
    return only_year([*title, *corner]) or only_year([sheet.name or ""])


def _is_merged(sheet: Sheet, row: int, column: int) -> bool:
    return any(
        one.first_row <= row <= one.last_row and one.first_column <= column <= one.last_column
        for one in sheet.marks.merged
    )
