"""One row of cells → date, numbers and texts, with everything that is wrong. Knows the columns, not the other rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.dates import WrittenDate, date_from_serial, is_total, parse_date
from qi_tracker.exchange.masking import MASK
from qi_tracker.exchange.numbers import DecimalSign, parse_number
from qi_tracker.exchange.problems import Problem, ProblemCode, Severity, problem
from qi_tracker.exchange.raw_table import Cell, Row, cell_text
from qi_tracker.exchange.roles import NUMBER_ROLES
from qi_tracker.vocabulary import DateOrder, ImportRole, ValueType

QUOTED_CHARACTERS = 40  # how much of a cell a sentence repeats
NEVER_NEGATIVE = {ValueType.PROPORTION, ValueType.COUNT, ValueType.DAYS}


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns are to be read."""

    roles: tuple[ImportRole, ...]
    decimals: Mapping[int, DecimalSign | None]
    date_order: DateOrder
    value_type: ValueType | None

    def of(self, role: ImportRole) -> int | None:
        """Index of the column with the role."""
        return self.roles.index(role) if role in self.roles else None


@dataclass(slots=True)
class ReadRow:
    """What one row says so far."""

    number: int
    cells: tuple[str, ...]
    written: WrittenDate | None = None
    numbers: dict[ImportRole, float | None] = field(default_factory=dict)
    texts: dict[ImportRole, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def has_numbers(self) -> bool:
        """Whether a number stands here, or should."""
        return any(number is not None for number in self.numbers.values()) or bool(self.problems)

    @property
    def is_usable(self) -> bool:
        """Whether a point can be made of it."""
        return self.written is not None and all(found.severity is Severity.DOUBT for found in self.problems)


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._dates: dict[Cell, WrittenDate | ProblemCode] = {}

    def read(self, number: int, row: Row) -> ReadRow:
        """The row's numbers and texts; problems instead where a cell cannot be read."""
        read = ReadRow(number, tuple(cell_text(cell).strip() for cell in row))
        self._find_masked(read)
        for index, role in enumerate(self._columns.roles):
            cell = row[index] if index < len(row) else ""
            if role in NUMBER_ROLES:
                read.numbers[role] = self._number(read, index, cell)
            elif role not in {ImportRole.DATE, ImportRole.IGNORE} and cell_text(cell).strip():
                read.texts[role] = cell_text(cell).strip()
        self._read_date(read, row)
        if all(found.severity is not Severity.NOTE for found in read.problems):
            self._compare(read)
        return read

    def leave_out(self, number: int, row: Row, code: ProblemCode) -> ReadRow:
        """The row with the reason why it is no data."""
        read = ReadRow(number, tuple(cell_text(cell).strip() for cell in row))
        self._find_masked(read)
        read.problems.append(problem(code, number))
        return read

    def _find_masked(self, read: ReadRow) -> None:
        for index, text in enumerate(read.cells):
            if MASK in text:
                is_used = self._columns.roles[index] is not ImportRole.IGNORE
                severity = Severity.ERROR if is_used else Severity.DOUBT
                read.problems.append(Problem(ProblemCode.PERSONAL_NUMBER, read.number, index, severity))

    def _number(self, read: ReadRow, index: int, cell: Cell) -> float | None:
        if isinstance(cell, float) or MASK in cell:
            return cell if isinstance(cell, float) else None
        try:
            return parse_number(cell, self._columns.decimals.get(index))
        except InvalidInput as error:
            read.problems.append(problem(ProblemCode(error.code), read.number, index, text=_quoted(cell)))
            return None

    def _read_date(self, read: ReadRow, row: Row) -> None:
        index = self._columns.of(ImportRole.DATE)
        if index is None:
            return
        cell = row[index] if index < len(row) else ""
        if isinstance(cell, str) and MASK in cell:
            return
        found = self._dates.get(cell)
        if found is None:
            found = self._dates[cell] = self._parse_date(cell)
        if isinstance(found, WrittenDate):
            read.written = found
        elif (note := self._note(read, cell)) is not None:
            read.problems = [*(p for p in read.problems if p.code is ProblemCode.PERSONAL_NUMBER), note]
        else:
            read.problems.insert(0, problem(found, read.number, index, text=_quoted(cell_text(cell))))

    def _parse_date(self, cell: Cell) -> WrittenDate | ProblemCode:
        try:
            return parse_date(cell_text(cell), self._columns.date_order)
        except InvalidInput as error:
            text = cell_text(cell).strip()
            serial = float(text) if text.isascii() and text.replace(".", "", 1).isdigit() else -1.0
            return date_from_serial(serial) or ProblemCode(error.code)

    def _note(self, read: ReadRow, date_cell: Cell) -> Problem | None:
        """Why a row without a date is no row of data: it sums up the others, or holds only text."""
        text = cell_text(date_cell)
        texts = [text] if text.strip() else list(read.texts.values())
        if any(is_total(text) for text in texts):
            return problem(ProblemCode.TOTAL_ROW, read.number)
        numbers = [index for index, role in enumerate(self._columns.roles) if role in NUMBER_ROLES]
        if not any(index < len(read.cells) and read.cells[index] for index in numbers):
            return problem(ProblemCode.NOT_A_DATA_ROW, read.number)
        return None

    def _compare(self, read: ReadRow) -> None:
        """What the numbers of one row say about each other."""
        for role, number in read.numbers.items():
            if number is not None and number < 0:
                self._add_negative(read, role, number)
        if not {ImportRole.NUMERATOR, ImportRole.DENOMINATOR} <= read.numbers.keys():
            return
        numerator, denominator = read.numbers[ImportRole.NUMERATOR], read.numbers[ImportRole.DENOMINATOR]
        places = {role: self._columns.of(role) for role in (ImportRole.NUMERATOR, ImportRole.DENOMINATOR)}
        explained = {found.column for found in read.problems}
        if numerator is None or denominator is None:
            missing = ImportRole.NUMERATOR if numerator is None else ImportRole.DENOMINATOR
            code = _MISSING[missing]
            if (numerator is None) is not (denominator is None) and places[missing] not in explained:
                read.problems.append(problem(code, read.number, places[missing]))
        elif numerator > denominator and self._columns.value_type in {None, ValueType.PROPORTION}:
            code = ProblemCode.NUMERATOR_ABOVE_DENOMINATOR
            params = {"numerator": numerator, "denominator": denominator}
            read.problems.append(problem(code, read.number, places[ImportRole.NUMERATOR], **params))
        elif denominator == 0:
            read.problems.append(problem(ProblemCode.ZERO_DENOMINATOR, read.number, places[ImportRole.DENOMINATOR]))

    def _add_negative(self, read: ReadRow, role: ImportRole, number: float) -> None:
        """Counts are never negative; a measured value can be, but it is worth a look."""
        is_error = role is not ImportRole.VALUE or self._columns.value_type in NEVER_NEGATIVE
        severity = Severity.ERROR if is_error else Severity.DOUBT
        column = self._columns.of(role)
        read.problems.append(Problem(ProblemCode.NEGATIVE_NUMBER, read.number, column, severity, {"number": number}))


_MISSING = {
    ImportRole.NUMERATOR: ProblemCode.MISSING_NUMERATOR,
    ImportRole.DENOMINATOR: ProblemCode.MISSING_DENOMINATOR,
}


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= QUOTED_CHARACTERS else text[:QUOTED_CHARACTERS] + "…"
