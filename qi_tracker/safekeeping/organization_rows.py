"""Is a row of a document what its table holds? Asked of every row before the database is, which may be lenient."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Inspector, inspect

from qi_tracker.errors import TransferRefused
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.canonical import Kind, Table
from qi_tracker.safekeeping.organization_file import Document, JsonRow
from qi_tracker.safekeeping.organization_tables import LEFT_OUT_COLUMNS, ORGANIZATIONS, without_secrets
from qi_tracker.services.saving import holds_personal_number

# Keys, digests and choices cannot hold what a person wrote.
_NOT_WRITTEN: Final = ("_hash", "digest", "salt", "fingerprint")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
# PostgreSQL's INTEGER; SQLite would take more.
_LARGEST: Final = 2**31 - 1


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(_MOMENT.fullmatch(value) and datetime.fromisoformat(value))
    except ValueError:
        return False


_FITS: Final[Mapping[Kind, Callable[[object], bool]]] = {
    Kind.WHOLE: lambda value: type(value) is int and abs(value) <= _LARGEST,
    Kind.NUMBER: lambda value: type(value) in (int, float),
    Kind.TRUTH: lambda value: type(value) is bool,
    Kind.DAY: _is_day,
    Kind.MOMENT: _is_moment,
    Kind.JSON: lambda _value: True,
    Kind.TEXT: lambda value: isinstance(value, str) and "\x00" not in value,
}


def _limits(inspector: Inspector, table: Table) -> tuple[Mapping[str, int], set[str]]:
    """How long texts may be, and which columns must not be empty."""
    columns = inspector.get_columns(table.name)
    lengths = {column["name"]: getattr(column["type"], "length", None) for column in columns}
    required = {column["name"] for column in columns if not column["nullable"]}
    return {name: length for name, length in lengths.items() if length}, required


class RowReader:
    """Turns the rows of a document into those that `canonical.load` takes, or refuses them."""

    def __init__(self, connection: Connection, document: Document, tables: Iterable[Table]) -> None:
        self._document = document
        # Asked beforehand: while PostgreSQL takes rows in, the connection answers nothing else.
        inspector = inspect(connection)
        self._limits = {table.name: _limits(inspector, table) for table in tables}
        self._organization_id = self._only_organization()

    @property
    def organization_id(self) -> int:
        """Whose document it is."""
        return self._organization_id

    def _only_organization(self) -> int:
        rows = list(self._document.read(ORGANIZATIONS))
        if len(rows) != 1 or type(rows[0].get("id")) is not int:
            raise TransferRefused("import_damaged", file=self._document.name)
        found: int = rows[0]["id"]
        return found

    def rows(self, table: Table) -> Iterator[canonical.Row]:
        """The table's rows, with what stays behind filled in.

        Raises
        ------
        TransferRefused
            At the first row that is not the table's or not the organisation's, or holds a personal number.
        """
        told, left_out = without_secrets(table), LEFT_OUT_COLUMNS.get(table.name, {})
        lengths, required = self._limits[table.name]
        for number, row in enumerate(self._document.read(table.name), start=1):
            if set(row) != set(told.column_names):
                raise self._refusal("import_row_wrong", table, row, number, self._first_difference(told, row))
            for column in told.columns:
                value = row[column.name]
                fits = _FITS[column.kind](value) if value is not None else column.name not in required
                if not fits or (isinstance(value, str) and len(value) > lengths.get(column.name, len(value))):
                    raise self._refusal("import_row_wrong", table, row, number, column.name)
                if not column.name.endswith(_NOT_WRITTEN) and holds_personal_number(value):
                    raise self._refusal("import_personal_number", table, row, number, column.name)
            if row.get("organization_id", self._organization_id) != self._organization_id:
                raise self._refusal("import_row_foreign", table, row, number, "organization_id")
            yield [_boxed(column.kind, {**left_out, **row}[column.name]) for column in table.columns]

    @staticmethod
    def _first_difference(told: Table, row: JsonRow) -> str:
        return sorted(set(row) ^ set(told.column_names))[0]

    def _refusal(self, code: str, table: Table, row: JsonRow, number: int, field: str) -> TransferRefused:
        """Where it is, never what it is."""
        key = ", ".join(str(row.get(name)) for name in table.key if type(row.get(name)) is int)
        return TransferRefused(code, file=self._document.name, table=table.name, row=key or f"#{number}", column=field)


def _boxed(kind: Kind, value: Any) -> Any:
    return [value] if kind is Kind.JSON and value is not None else value


def refuse_other_tables(document: Document, tables: list[Table]) -> None:
    """Let only a document pass that has each of these tables, and no other.

    Raises
    ------
    TransferRefused
        If it has not.
    """
    if set(document.places) != {table.name for table in tables}:
        raise TransferRefused("import_damaged", file=document.name)
