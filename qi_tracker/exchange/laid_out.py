"""A table as it is laid out for reading: one row for each period, and for each cell its place in the source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qi_tracker.exchange.problems import Problem, ProblemCode
from qi_tracker.exchange.raw_table import NO_MARKS, Cell, Row, SheetMarks
from qi_tracker.vocabulary import ImportRole, TableLayout


class Place(NamedTuple):
    """Where a cell stands in the rows that were handed in, both from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells of one sheet, file or paste, with what else is known about it."""

    rows: Sequence[Row]
    marks: SheetMarks = NO_MARKS
    name: str | None = None


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The rows to read.

    Attributes
    ----------
    header_row
        Number of the last row with column names in the source; 0 without one.
    names, rows
        The columns' names and the rows below them, as they are read.
    numbers
        The number of each row: in the source where rows are rows, else counted from 1.
    places
        For each row its cells' places; empty where each row is one of the source, cell by cell.
    roles
        What the layout itself says about columns.
    left_out
        Number of a row → why it is no data.
    facts
        What is worth knowing about the table as a whole.
    totals
        What rows and columns that are left out because they sum up others are called.
    series, chosen
        Names of the series that can be chosen, and of the one that is read; None when they stand side by side.
    """

    layout: TableLayout
    header_row: int
    names: Sequence[str]
    rows: Sequence[Row]
    numbers: Sequence[int]
    places: Sequence[Sequence[Place | None]] = ()
    roles: Mapping[int, ImportRole] = field(default_factory=dict)
    left_out: Mapping[int, ProblemCode] = field(default_factory=dict)
    facts: Sequence[Problem] = ()
    totals: Sequence[str] = ()
    series: Sequence[str] = ()
    chosen: str | None = None
    may_be_groups: bool = False


class SeriesCell(NamedTuple):
    """One number of one series, with the place of the number and of what says its period."""

    period: str
    group: str
    name: tuple[str, ...]
    cell: Cell
    place: Place
    period_place: Place
    group_place: Place | None = None
