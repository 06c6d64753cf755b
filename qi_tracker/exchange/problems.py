"""What can be wrong with a table, as codes with parameters. The sentences are in `messages.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a row can be imported as it stands."""

    ERROR = "error"  # the row has no point until somebody corrects it
    DOUBT = "doubt"  # the point is there; somebody should look at it
    NOTE = "note"  # the row is left out, and rightly so; about the table, a fact worth knowing


class ProblemCode(StrEnum):
    """Everything that is said about a row, a column or the table as a whole. Errors unless listed below."""

    # The whole table.
    NO_ROWS = "no_rows"
    NO_DATE_COLUMN = "no_date_column"
    NO_NUMBER_COLUMN = "no_number_column"
    TWO_DATE_COLUMNS = "two_date_columns"
    AMBIGUOUS_DECIMAL = "ambiguous_decimal"
    SEVERAL_SERIES = "several_series"
    TOTALS_LEFT_OUT = "totals_left_out"
    HIDDEN_SHEETS = "hidden_sheets"
    HIDDEN_ROWS = "hidden_rows"
    SHEETS_ALIKE = "sheets_alike"
    SHEETS_TOGETHER = "sheets_together"
    # Dates.
    MISSING_DATE = "missing_date"
    BAD_DATE = "bad_date"
    DATE_WITHOUT_YEAR = "date_without_year"
    FUTURE_DATE = "future_date"
    DUPLICATE_DATE = "duplicate_date"
    # Numbers.
    TEXT_IN_NUMBER = "text_in_number"
    FORMULA_ERROR = "formula_error"
    SUPPRESSED_VALUE = "suppressed_value"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    LEADING_ZERO = "leading_zero"
    NUMBER_TOO_LARGE = "number_too_large"
    NEGATIVE_NUMBER = "negative_number"
    NUMERATOR_ABOVE_DENOMINATOR = "numerator_above_denominator"
    ZERO_DENOMINATOR = "zero_denominator"
    MISSING_NUMERATOR = "missing_numerator"
    MISSING_DENOMINATOR = "missing_denominator"
    # Rows and cells.
    PERSONAL_NUMBER = "personal_number"
    TOTAL_ROW = "total_row"
    NOT_A_DATA_ROW = "not_a_data_row"
    UNITS_ROW = "units_row"
    REPEATED_HEADING = "repeated_heading"
    DUPLICATE_LEFT_OUT = "duplicate_left_out"
    ADDED_TO_ANOTHER = "added_to_another"


DOUBTS = frozenset(
    {
        ProblemCode.TWO_DATE_COLUMNS,
        ProblemCode.AMBIGUOUS_DECIMAL,
        ProblemCode.SEVERAL_SERIES,
        ProblemCode.FORMULA_ERROR,
        ProblemCode.SUPPRESSED_VALUE,
        ProblemCode.ZERO_DENOMINATOR,
        ProblemCode.MISSING_NUMERATOR,
        ProblemCode.MISSING_DENOMINATOR,
    }
)
NOTES = frozenset(
    {
        ProblemCode.TOTAL_ROW,
        ProblemCode.NOT_A_DATA_ROW,
        ProblemCode.UNITS_ROW,
        ProblemCode.REPEATED_HEADING,
        ProblemCode.TOTALS_LEFT_OUT,
        ProblemCode.HIDDEN_SHEETS,
        ProblemCode.HIDDEN_ROWS,
        ProblemCode.SHEETS_ALIKE,
        ProblemCode.SHEETS_TOGETHER,
        ProblemCode.DUPLICATE_LEFT_OUT,
        ProblemCode.ADDED_TO_ANOTHER,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at.

    Attributes
    ----------
    row, column
        Row number from 1, column index from 0; None when it is about more than one.
    params
        What the sentence needs. Never a cell with a personal number.
    """

    code: ProblemCode
    row: int | None = None
    column: int | None = None
    severity: Severity = Severity.ERROR
    params: Mapping[str, object] = field(default_factory=dict)


def problem(code: ProblemCode, row: int | None = None, column: int | None = None, /, **params: object) -> Problem:
    """A problem with the severity that its code usually has."""
    severity = Severity.DOUBT if code in DOUBTS else Severity.NOTE if code in NOTES else Severity.ERROR
    return Problem(code, row, column, severity, params)
