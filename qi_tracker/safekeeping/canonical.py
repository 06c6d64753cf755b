"""The rows of a database as lines of text, equal on SQLite and PostgreSQL, at any revision of the schema.

Derived from the database itself, not from the models: a backup is read and written at the revision it was made at.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, Float, Inspector, Integer, Numeric, inspect
from sqlalchemy.types import TypeEngine

# Says which migration made the tables; a backup's manifest says it instead.
VERSION_TABLE: Final = "alembic_version"
_FETCHED_AT_ONCE: Final = 2_000
_LINES_AT_ONCE: Final = 2_000
_STREAMED: Final = {"stream_results": True, "max_row_buffer": _FETCHED_AT_ONCE}

Row = list[Any]
_Change = Callable[[Any], Any]


class Kind(StrEnum):
    """What a column holds, whatever the database calls it."""

    WHOLE = "whole"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    MOMENT = "moment"
    JSON = "json"
    TEXT = "text"


# Narrower types first: what SQLAlchemy calls a Boolean is an Integer of nothing, but a Float is a Numeric.
_KINDS: Final[Sequence[tuple[type[TypeEngine[Any]], Kind]]] = (
    (Boolean, Kind.TRUTH),
    (JSON, Kind.JSON),
    (DateTime, Kind.MOMENT),
    (Date, Kind.DAY),
    (Float, Kind.NUMBER),
    (Numeric, Kind.NUMBER),
    (Integer, Kind.WHOLE),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it holds."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table of some revision; columns in the order of their names, rows in the order of the key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names alone."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows a table has, and SHA-256 over their lines."""

    rows: int
    sha256: str


def tables_of(connection: Connection) -> list[Table]:
    """The tables of the database, those that others refer to first."""
    inspector = inspect(connection)
    names = [name for name, _ in inspector.get_sorted_table_and_fkc_names() if name not in (None, VERSION_TABLE)]
    return [_table(inspector, str(name)) for name in names]


def see_everything(connection: Connection) -> None:
    """Let the owner read all organisations' rows in this transaction: row-level security binds the owner, too."""
    if connection.dialect.name == "postgresql" and inspect(connection).has_table("organizations"):
        everyone = "(SELECT array_agg(id)::text FROM organizations)"
        connection.exec_driver_sql(f"SELECT set_config('qi.organizations', coalesce({everyone}, '{{}}'), true)")


def count(connection: Connection, table: Table, condition: str = "") -> int:
    """How many rows the table has."""
    where = f" WHERE {condition}" if condition else ""
    return int(
        connection.exec_driver_sql(f"SELECT count(*) FROM {_quoted(connection, table.name)}{where}").scalar_one()
    )


def lines(connection: Connection, table: Table, condition: str = "") -> Iterator[tuple[int, bytes]]:
    """The table's rows in the order of its key, as portions: how many rows, and their lines."""
    encode = json.JSONEncoder(separators=(",", ":")).encode
    for portion in rows_of(connection, table, condition):
        yield len(portion), "".join([f"{encode(row)}\n" for row in portion]).encode("ascii")


def rows_of(connection: Connection, table: Table, condition: str = "") -> Iterator[list[Row]]:
    """The table's rows in their canonical form and in the order of its key, some at a time."""
    is_postgresql = connection.dialect.name == "postgresql"
    columns = ", ".join(
        # As text: the driver would read it into Python, where numbers may lose what they were written with.
        _quoted(connection, column.name) + ("::text" if is_postgresql and column.kind is Kind.JSON else "")
        for column in table.columns
    )
    where = f" WHERE {condition}" if condition else ""
    order = ", ".join(_ordered(connection, table, name) for name in table.key)
    statement = f"SELECT {columns} FROM {_quoted(connection, table.name)}{where} ORDER BY {order}"
    changes = _changes(table, _FROM_POSTGRESQL if is_postgresql else _FROM_SQLITE)
    with connection.exec_driver_sql(statement, execution_options=_STREAMED) as found:
        for portion in found.partitions(_FETCHED_AT_ONCE):
            yield [_changed(row, changes) for row in portion]


def digest(connection: Connection, table: Table, condition: str = "") -> Digest:
    """What the table's rows amount to; equal for equal rows, on whichever database."""
    found, sha = 0, hashlib.sha256()
    for rows, text in lines(connection, table, condition):
        found += rows
        sha.update(text)
    return Digest(found, sha.hexdigest())


def dump(connection: Connection, conditions: Mapping[str, str] | None = None) -> dict[str, Digest]:
    """Table → what its rows amount to, for comparing databases; `conditions` as in `CARRIED_WHERE`."""
    return {
        table.name: digest(connection, table, (conditions or {}).get(table.name, "")) for table in tables_of(connection)
    }


def load(connection: Connection, table: Table, rows: Iterable[Row]) -> Iterator[int]:
    """Put rows, as `lines` wrote them, into the empty table; after each portion, how many it was."""
    if connection.dialect.name == "postgresql":
        yield from _copy_in(connection, table, rows)
    else:
        yield from _insert(connection, table, rows)


def set_sequences(connection: Connection) -> None:
    """Let the next row of every table get a number that none has."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables_of(connection):
        name = _quoted(connection, table.name)
        sequence = "SELECT pg_get_serial_sequence(%(table)s, %(column)s)"
        for column in table.columns:
            if column.kind is Kind.WHOLE:
                found = connection.exec_driver_sql(sequence, {"table": name, "column": column.name}).scalar_one()
                if found is not None:
                    highest = f"(SELECT coalesce(max({_quoted(connection, column.name)}), 0) + 1 FROM {name})"
                    connection.exec_driver_sql(f"SELECT setval('{found}', {highest}, false)")


def _table(inspector: Inspector, name: str) -> Table:
    columns = sorted(
        (Column(column["name"], _kind(column["type"])) for column in inspector.get_columns(name)), key=_name
    )
    return Table(name, tuple(columns), tuple(inspector.get_pk_constraint(name)["constrained_columns"]))


def _name(column: Column) -> str:
    return column.name


def _kind(stored_as: TypeEngine[Any]) -> Kind:
    return next((kind for type_, kind in _KINDS if isinstance(stored_as, type_)), Kind.TEXT)


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _ordered(connection: Connection, table: Table, column: str) -> str:
    """Text sorts by its bytes, as on SQLite, not as the server's language has it."""
    kind = next(each.kind for each in table.columns if each.name == column)
    by_bytes = ' COLLATE "C"' if kind is Kind.TEXT and connection.dialect.name == "postgresql" else ""
    return _quoted(connection, column) + by_bytes


def _changes(table: Table, by_kind: Mapping[Kind, _Change]) -> list[tuple[int, _Change]]:
    """Where a row's values differ from their canonical form, and how they are changed."""
    return [(place, by_kind[column.kind]) for place, column in enumerate(table.columns) if column.kind in by_kind]


def _changed(row: Iterable[Any], changes: Sequence[tuple[int, _Change]]) -> Row:
    changed = list(row)
    for place, change in changes:
        if changed[place] is not None:
            changed[place] = change(changed[place])
    return changed


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> Iterator[int]:
    names = ", ".join(_quoted(connection, name) for name in table.column_names)
    places = ", ".join("?" * len(table.columns))
    statement = f"INSERT INTO {_quoted(connection, table.name)} ({names}) VALUES ({places})"
    changes = _changes(table, _TO_SQLITE)
    for portion in _portions(rows):
        connection.exec_driver_sql(statement, [tuple(_changed(row, changes)) for row in portion])
        yield len(portion)


def _copy_in(connection: Connection, table: Table, rows: Iterable[Row]) -> Iterator[int]:
    """All in one statement, at whose end links are checked: a row may refer to a later one of its table."""
    names = ", ".join(_quoted(connection, name) for name in table.column_names)
    changes = _changes(table, _TO_POSTGRESQL)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {_quoted(connection, table.name)} ({names}) FROM STDIN") as copy:
        for portion in _portions(rows):
            for row in portion:
                copy.write_row(_changed(row, changes))
            yield len(portion)


def _portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    portion: list[Row] = []
    for row in rows:
        portion.append(row)
        if len(portion) == _LINES_AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _moment(stored: datetime) -> str:
    in_utc = stored.astimezone(UTC).replace(tzinfo=None)
    return f"{in_utc.isoformat(timespec='microseconds')}Z"


def _moment_on_sqlite(stored: str) -> str:
    return f"{stored.replace(' ', 'T')}{'' if '.' in stored else '.000000'}Z"


def _moment_for_sqlite(moment: str) -> str:
    return moment.removesuffix("Z").replace("T", " ")


def _boxed_json(stored: object) -> list[Any]:
    """In a list of its own, so that JSON's null differs from a value that is not there.

    SQLite keeps a number as a number, and makes 40 of 40.0; so that is what it is here on both.
    """
    value = json.loads(stored) if isinstance(stored, str) else stored
    return [int(value) if isinstance(value, float) and value.is_integer() else value]


def _json_text(boxed: list[Any]) -> str:
    return json.dumps(boxed[0])


_FROM_SQLITE: Final[Mapping[Kind, _Change]] = {
    Kind.TRUTH: bool,
    Kind.MOMENT: _moment_on_sqlite,
    Kind.JSON: _boxed_json,
}
_TO_SQLITE: Final[Mapping[Kind, _Change]] = {
    Kind.TRUTH: int,
    Kind.MOMENT: _moment_for_sqlite,
    Kind.JSON: _json_text,
}
_FROM_POSTGRESQL: Final[Mapping[Kind, _Change]] = {
    Kind.DAY: date.isoformat,
    Kind.MOMENT: _moment,
    Kind.JSON: _boxed_json,
}
_TO_POSTGRESQL: Final[Mapping[Kind, _Change]] = {Kind.JSON: _json_text}
