"""Headings in one, two or three rows: what each column is called, and which rows only say units or repeat names."""

from collections.abc import Iterator, Mapping, Sequence

from qi_tracker.exchange.laid_out import Sheet
from qi_tracker.exchange.problems import ProblemCode
from qi_tracker.exchange.raw_table import MergedRange, Row, cell_text
from qi_tracker.exchange.series_names import is_unit
from qi_tracker.exchange.table_shape import is_blank, is_date_like, is_number_like

MOST_ROWS = 3  # of headings, one above the other
FEWEST_TEXTS = 2  # a title stands alone


def text_at(rows: Sequence[Row], row: int, column: int) -> str:
    """The cell's text; blank outside the table."""
    if not 0 <= row < len(rows) or not 0 <= column < len(rows[row]):
        return ""
    return cell_text(rows[row][column]).strip()


def filled_heading(sheet: Sheet, row: int, width: int) -> list[str]:
    """A heading row with each text in all the columns it stands over.

    As the merged ranges say, where the row has any; else a blank cell belongs to the text on its left, as long as
    there is something under it.
    """
    texts = [text_at(sheet.rows, row, column) for column in range(width)]
    ranges = [one for one in sheet.marks.merged if one.first_row <= row <= one.last_row]
    if any(one.last_column > one.first_column for one in ranges):
        return _filled_by_ranges(sheet.rows, texts, ranges)
    under = [text_at(sheet.rows, row + 1, column) for column in range(width)]
    for column in range(1, width):
        if not texts[column] and under[column]:
            texts[column] = texts[column - 1]
    return texts


def _filled_by_ranges(rows: Sequence[Row], texts: list[str], ranges: Sequence[MergedRange]) -> list[str]:
    for one in ranges:
        text = text_at(rows, one.first_row, one.first_column)
        for column in range(one.first_column, min(one.last_column + 1, len(texts))):
            texts[column] = texts[column] or text
    return texts


def heading_block(sheet: Sheet, header: int, width: int) -> tuple[int, int]:
    """First and last of the rows that name the columns, around the row that was found to do so."""
    first = last = header
    while last - first + 1 < MOST_ROWS and _goes_on_below(sheet.rows, last):
        last += 1
    while last - first + 1 < MOST_ROWS and _is_upper_heading(sheet, first - 1, width):
        first -= 1
    return first, last


def joined_names(sheet: Sheet, first: int, last: int, width: int) -> list[str]:
    """One name per column from all its headings, the upper ones first; what is said twice is said once."""
    upper = [filled_heading(sheet, row, width) for row in range(first, last)]
    upper = [texts for texts in upper if len(set(filter(None, texts))) >= FEWEST_TEXTS]
    lines = [*upper, [text_at(sheet.rows, last, column) for column in range(width)]]
    return [" ".join(dict.fromkeys(filter(None, (texts[column] for texts in lines)))) for column in range(width)]


def rows_left_out(rows: Sequence[Row], header: int) -> Mapping[int, ProblemCode]:
    """Index → why, of the rows below the header that only say units or repeat the names."""
    return dict(_left_out(rows, header)) if header >= 0 else {}


def _left_out(rows: Sequence[Row], header: int) -> Iterator[tuple[int, ProblemCode]]:
    names = [cell_text(cell).strip() for cell in rows[header]]
    if header + 1 < len(rows) and is_units_row(rows[header + 1]):
        yield header + 1, ProblemCode.UNITS_ROW
    first = next((at for at, name in enumerate(names) if name), 0)
    for index in range(header + 1, len(rows) if any(names) else 0):
        row = rows[index]
        if first < len(row) and row[first] == rows[header][first] and _texts(row) == list(filter(None, names)):
            yield index, ProblemCode.REPEATED_HEADING


def is_units_row(row: Row) -> bool:
    """Whether the row's texts are units alone."""
    texts = _texts(row)
    return bool(texts) and all(map(is_unit, texts))


def _texts(row: Row) -> list[str]:
    return [text for text in (cell_text(cell).strip() for cell in row) if text]


def _goes_on_below(rows: Sequence[Row], last: int) -> bool:
    """Whether the next row names columns that the one above leaves blank, as a second row of headings does."""
    if last + 1 >= len(rows) or not _is_text_alone(rows[last + 1]) or is_units_row(rows[last + 1]):
        return False
    above, below = rows[last], rows[last + 1]
    new = sum(at >= len(above) or is_blank(above[at]) for at, cell in enumerate(below) if not is_blank(cell))
    return new > 0 and len(_texts(below)) >= FEWEST_TEXTS and len(above) > 0 and _left_is_blank(below)


def _left_is_blank(row: Row) -> bool:
    """The leftmost column has its name above, in the row that was found first."""
    return not row or is_blank(row[0])


def _is_upper_heading(sheet: Sheet, row: int, width: int) -> bool:
    if row < 0 or not _is_text_alone(sheet.rows[row]):
        return False
    return len(set(filter(None, filled_heading(sheet, row, width)))) >= FEWEST_TEXTS


def _is_text_alone(row: Row) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    return bool(filled) and not any(is_number_like(cell) or is_date_like(cell) for cell in filled)
