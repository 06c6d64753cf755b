"""What a table will become: points, and everything doubtful about it. Nothing is stored; today is handed in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi_tracker.exchange.numbers import DecimalSign
from qi_tracker.exchange.problems import Problem, ProblemCode, Severity
from qi_tracker.exchange.raw_table import TableFormat
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole, TableLayout

LETTERS = 26


class RowStatus(StrEnum):
    """What happens to a row."""

    OK = "ok"
    DOUBTFUL = "doubtful"
    ERROR = "error"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column of the table.

    Attributes
    ----------
    index, letter
        From 0, and as a spreadsheet calls it.
    name
        As the file has it; None without column names.
    samples
        The first few texts in it.
    is_percent
        Its numbers are in per cent: 5 % is 5.
    """

    index: int
    letter: str
    name: str | None
    role: ImportRole
    samples: tuple[str, ...]
    is_percent: bool

    @property
    def label(self) -> str:
        """What to call the column: its name, else its letter."""
        return self.name or self.letter


@dataclass(frozen=True, slots=True)
class ImportPoint:
    """One row's numbers.

    Attributes
    ----------
    period, date
        First day of the period, by which the point is stored, and the day as it was written.
    numerator, denominator, value
        None is missing, or hidden where the table was made.
    starts_phase, freezes
        A new phase begins on this day; the base period ends with this one.
    """

    row: int
    period: date
    date: date
    numerator: float | None
    denominator: float | None
    value: float | None
    comment: str | None
    stratum: str | None
    starts_phase: bool = False
    freezes: bool = False


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the table, by its number in the source; counted from 1 where a row is not one of the source.

    `point` is None for rows with an error, rows left out and rows that hold no number yet. `places` are the cells'
    places in the source (row from 1, column from 0), None for what stands in no single cell; empty when the row is one
    of the source. Then `where` is None too, else what a spreadsheet calls the place of the row's last number.
    """

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]
    point: ImportPoint | None
    is_skipped: bool = False
    places: tuple[tuple[int, int] | None, ...] = ()
    where: str | None = None

    def place_of(self, column: int) -> tuple[int, int] | None:
        """Where a cell stands in the source, to be corrected there: row from 1, column from 0."""
        if not self.places:
            return self.number, column
        return self.places[column] if column < len(self.places) else None

    @property
    def status(self) -> RowStatus:
        """What happens to the row."""
        severities = {problem.severity for problem in self.problems}
        if self.is_skipped or Severity.NOTE in severities:
            return RowStatus.LEFT_OUT
        if Severity.ERROR in severities:
            return RowStatus.ERROR
        return RowStatus.DOUBTFUL if Severity.DOUBT in severities else RowStatus.OK


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A table, read as far as it can be.

    Attributes
    ----------
    header_row
        Number of the row with the column names; 0 without one.
    decimal, date_order
        None when nothing in the table depends on it.
    sheet, sheets
        Of a spreadsheet: the sheet read (`ALL_ALIKE` for several together), and all that have content.
    layout
        How the table was found to be laid out.
    series, chosen_series, may_be_groups
        The series that can be chosen, the one that is read (None: the columns say it), and whether each can be a group.
    alike
        Sheets of the same shape as the one read, which can be read together; empty when there are no others.
    table_problems
        What is not about a single row of data.
    holds_personal_number
        Somewhere in the table, also outside its data. Such a source must not be stored; a draft is masked.
    """

    format: TableFormat
    encoding: str | None
    delimiter: str | None
    decimal: DecimalSign | None
    date_order: DateOrder | None
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    columns: tuple[ImportColumn, ...]
    rows: tuple[ImportRow, ...]
    frequency: Frequency
    table_problems: tuple[Problem, ...]
    holds_personal_number: bool
    layout: TableLayout = TableLayout.ROWS
    series: tuple[str, ...] = ()
    chosen_series: str | None = None
    may_be_groups: bool = False
    alike: tuple[str, ...] = ()
    keeps_totals: bool = False

    @property
    def facts(self) -> tuple[Problem, ...]:
        """What is worth knowing about the table as a whole, and asks for nothing."""
        return tuple(found for found in self.table_problems if found.severity is Severity.NOTE)

    @property
    def where(self) -> dict[int, str]:
        """What a spreadsheet calls the place of a row, by its number; for the rows that are not rows of the source."""
        return {row.number: row.where for row in self.rows if row.where is not None}

    @property
    def has_totals(self) -> bool:
        """Whether something sums up others, so that it is a choice to read it."""
        found = (problem.code for problem in (*self.table_problems, *(p for row in self.rows for p in row.problems)))
        return self.keeps_totals or any(code in {ProblemCode.TOTALS_LEFT_OUT, ProblemCode.TOTAL_ROW} for code in found)

    @property
    def points(self) -> tuple[ImportPoint, ...]:
        """The points that would be imported, in the order of the table."""
        return tuple(row.point for row in self.rows if row.point is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything to look at: the table as a whole first, then row by row."""
        return (*self.table_problems, *(problem for row in self.rows for problem in row.problems if not row.is_skipped))

    @property
    def is_ready(self) -> bool:
        """Whether it can be applied: there are points, and no row waits for a correction."""
        return bool(self.points) and not any(problem.severity is Severity.ERROR for problem in self.problems)

    def rows_with(self, status: RowStatus) -> tuple[ImportRow, ...]:
        """The rows with one status."""
        return tuple(row for row in self.rows if row.status is status)

    def column_of(self, role: ImportRole) -> ImportColumn | None:
        """The column with a role."""
        return next((column for column in self.columns if column.role is role), None)


def column_letter(index: int) -> str:
    """What a spreadsheet calls the column: A, B … Z, AA."""
    before, last = divmod(index, LETTERS)
    return (column_letter(before - 1) if before else "") + chr(ord("A") + last)
