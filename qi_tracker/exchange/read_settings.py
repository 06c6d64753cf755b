"""What a person has decided about a table: everything that the program otherwise finds by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qi_tracker.exchange.numbers import DecimalSign
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole, TableLayout, ValueType

ALL_ALIKE = "*"
"""Instead of a sheet: all sheets of one shape, read together. No sheet can be called so."""

AS_GROUPS = "*"
"""Instead of one series: each of them as a group."""


class Duplicates(StrEnum):
    """Which number a period and group has that the table has several rows of."""

    FIRST = "first"
    LAST = "last"
    SUM = "sum"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Decisions that override what is found. None, or an entry left out, leaves it to the program.

    Attributes
    ----------
    sheet
        Name of the sheet (ark) to read, or `ALL_ALIKE`.
    layout
        How the table is laid out.
    series
        Name of the one to read, where a table has several; or `AS_GROUPS`.
    keeps_totals
        Rows and columns that sum up others are read like the rest.
    encoding, delimiter
        Of a text file: a Python codec name; one of ";", ",", tab and "|".
    header_row
        Number of the row with the column names, from 1; 0 when there is none.
    roles
        Column index, from 0, in the table as it is laid out for reading → role. Other columns are still found by name
        and content.
    decimal
        Decimal sign of all columns.
    date_order
        Which part of 01.02.2025 comes first.
    frequency
        How long one period is; two rows in one period are duplicates, except for events.
    value_type
        What the measure is. Only a proportion requires that the numerator is at most the denominator; counts and
        days are never negative.
    corrections
        (row number from 1, column index from 0) → the text that shall stand there instead.
    skipped_rows
        Numbers of the rows, as `ImportRow` counts them, that are left out.
    duplicates
        What becomes of several rows in one period and group; each is asked about while nothing is decided.
    """

    sheet: str | None = None
    layout: TableLayout | None = None
    series: str | None = None
    keeps_totals: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    roles: Mapping[int, ImportRole] = field(default_factory=dict)
    decimal: DecimalSign | None = None
    date_order: DateOrder | None = None
    frequency: Frequency | None = None
    value_type: ValueType | None = None
    corrections: Mapping[tuple[int, int], str] = field(default_factory=dict)
    skipped_rows: frozenset[int] = frozenset()
    duplicates: Duplicates | None = None


AUTOMATIC = ReadSettings()
