"""The one module that knows the database drivers: how a connection is opened and how a transaction begins.

Pragmas are per connection on SQLite, so they are set and read back on every one. Reading requests begin plainly and may
not write; writing ones begin with the lock taken (BEGIN IMMEDIATE), else two writers end in "database is locked".
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url

try:
    import pysqlite3 as sqlite3  # type: ignore[import-untyped, unused-ignore]  # the wheel carries no types
except ImportError:  # no wheel for this system: the system's own SQLite, without WAL where that is unsafe
    import sqlite3

BUSY_TIMEOUT_MS = 10_000

# SQLite 3.7.0 to 3.51.2 can corrupt a database when the WAL is reset (sqlite.org, release notes of 3.51.3).
FIRST_SAFE_WAL = (3, 51, 3)

# What the drivers raise where they are used directly.
DRIVER_ERRORS: tuple[type[Exception], ...] = (sqlite3.Error, psycopg.Error)

# An error's message, which is logged, says nothing of what people wrote.
_QUIET = {"hide_parameters": True}

_reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)


def set_read_only(reads_only: bool) -> None:
    """Say how the transactions that this thread begins from now on may use the database."""
    _reads_only.set(reads_only)


def is_read_only() -> bool:
    """Whether transactions that begin now may only read."""
    return _reads_only.get()


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside may only read, and never wait behind a writer."""
    token = _reads_only.set(True)
    try:
        yield
    finally:
        _reads_only.reset(token)


def engine_options(url: str) -> dict[str, Any]:
    """Keyword arguments of `create_engine` for a database address."""
    if make_url(url).get_backend_name() == "sqlite":
        on_connect = {"isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000}
        return {"module": sqlite3, **_QUIET, "connect_args": on_connect}
    return {"pool_pre_ping": True, **_QUIET, "connect_args": {"connect_timeout": 10}}


def journal_mode() -> str:
    """WAL where this SQLite is safe with it, else DELETE."""
    return "wal" if sqlite3.sqlite_version_info >= FIRST_SAFE_WAL else "delete"


def configure(engine: Engine) -> None:
    """Make every connection of the engine durable, and every transaction begin as foundation decides."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _set_pragmas(connection: Any, _record: object) -> None:
    wanted = {
        "busy_timeout": BUSY_TIMEOUT_MS,
        "journal_mode": journal_mode(),
        "synchronous": 2,
        "foreign_keys": 1,
    }
    cursor = connection.cursor()
    for pragma, value in wanted.items():
        cursor.execute(f"PRAGMA {pragma}={value}")
        found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
        if found != value:
            raise RuntimeError(f"PRAGMA {pragma} is {found!r}, not {value!r}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads_only = _reads_only.get()
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if _reads_only.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def make_private(url: str) -> None:
    """See to it that a SQLite file that is not there yet is made for its owner alone to read; its log follows it."""
    path = make_url(url).database
    if url.startswith("sqlite") and path:
        # Where that cannot be done, opening the database tells why.
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def copy_sqlite(source: str, target: str) -> None:
    """Copy a SQLite database file while it may be in use, by SQLite's own backup interface."""
    with sqlite3.connect(source) as from_database, sqlite3.connect(target) as to_database:
        from_database.backup(to_database)
    from_database.close()
    to_database.close()
