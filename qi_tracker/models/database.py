"""The one module that knows the database drivers: how a connection is opened and how a transaction begins.

Pragmas are per connection on SQLite, so they are set and read back on every one. Reading requests begin plainly and may
not write; writing ones begin with the lock taken (BEGIN IMMEDIATE), else two writers end in "database is locked".
Where somebody waits for a page, what the database does not answer is given up in time.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from enum import Enum, auto
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneToSpare

try:
    import pysqlite3 as sqlite3  # type: ignore[import-untyped, unused-ignore]  # the wheel carries no types
except ImportError:  # no wheel for this system: the system's own SQLite, without WAL where that is unsafe
    import sqlite3

BUSY_TIMEOUT_MS = 10_000
_SECONDS_BETWEEN_TRIES = 0.01

# A page comes within a quarter of a minute, also when the database hangs: one answer of it may take this long, then a
# new connection is tried, then it is given up.
REQUEST_SECONDS = 8.0
CONNECT_SECONDS = 4
# The same where nobody waits: migrations, commands, the worker.
PATIENT_CONNECT_SECONDS = 10
# The server itself gives up a little earlier, so that it is its sentence that is heard.
_SERVER_SHARE = 0.9
POOL_SECONDS = 4

# Less room than this on the volume, and the next save may be the one that does not fit.
LEAST_FREE_BYTES = 8 * 1024 * 1024

# SQLite 3.7.0 to 3.51.2 can corrupt a database when the WAL is reset (sqlite.org, release notes of 3.51.3).
FIRST_SAFE_WAL = (3, 51, 3)

# What the drivers raise where they are used directly.
DRIVER_ERRORS: tuple[type[Exception], ...] = (sqlite3.Error, psycopg.Error)

# An error's message, which is logged, says nothing of what people wrote.
_QUIET = {"hide_parameters": True}

_reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)
_seconds: ContextVar[float | None] = ContextVar("seconds", default=None)


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


def set_patience(seconds: float | None) -> None:
    """Say how long this thread waits for one answer of the database from now on; None: as long as it takes."""
    _seconds.set(seconds)


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Inside, one answer of the database may take this long."""
    token = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(token)


def engine_options(url: str) -> dict[str, Any]:
    """Keyword arguments of `create_engine` for a database address."""
    if make_url(url).get_backend_name() == "sqlite":
        on_connect = {"isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000}
        return {"module": sqlite3, **_QUIET, "connect_args": on_connect}
    return {"pool_pre_ping": True, "pool_timeout": POOL_SECONDS, **_QUIET}


def journal_mode() -> str:
    """WAL where this SQLite is safe with it, else DELETE."""
    return "wal" if sqlite3.sqlite_version_info >= FIRST_SAFE_WAL else "delete"


def configure(engine: Engine) -> None:
    """Make every connection of the engine durable, and every transaction begin as foundation decides."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "do_connect", _connect_postgresql)
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
        _execute_patiently(cursor, f"PRAGMA {pragma}={value}")
        found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
        if found != value:
            raise RuntimeError(f"PRAGMA {pragma} is {found!r}, not {value!r}")
    cursor.close()


def _execute_patiently(cursor: Any, statement: str) -> None:
    """Ask again while another has the database: SQLite does not wait itself when it changes how the journal is kept."""
    give_up_at = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute(statement)
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > give_up_at:
                raise
        time.sleep(_SECONDS_BETWEEN_TRIES)


def _begin_sqlite(connection: Connection) -> None:
    reads_only = _reads_only.get()
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


class _Connection(psycopg.Connection[Any]):
    """One that gives up on a server that does not answer: stopped, swapping, or behind a network that swallows."""

    def wait(self, gen: Any, *arguments: Any, **options: Any) -> Any:
        """What the server answers to one thing.

        Raises
        ------
        psycopg.OperationalError
            If that takes too long. The connection is then closed: nobody knows what the server has done.
        """
        seconds = _seconds.get()
        if seconds is None or arguments or options:
            return super().wait(gen, *arguments, **options)
        give_up = time.monotonic() + seconds
        try:
            return super().wait(gen, timeout=seconds)
        except psycopg.OperationalError as error:
            if error.sqlstate is not None or time.monotonic() < give_up:
                raise
            self.close()
            raise psycopg.OperationalError(f"no answer within {seconds:g} s") from error


def _connect_postgresql(_dialect: object, _record: object, arguments: Any, options: Any) -> Any:
    seconds = PATIENT_CONNECT_SECONDS if _seconds.get() is None else CONNECT_SECONDS
    return _Connection.connect(*arguments, **{"connect_timeout": seconds, **options})


def _begin_postgresql(connection: Connection) -> None:
    statements = []
    if _seconds.get() is not None:
        statements.append(f"SET LOCAL statement_timeout = {int((_seconds.get() or 0) * _SERVER_SHARE * 1000)}")
    if _reads_only.get():
        statements.append("SET TRANSACTION READ ONLY")
    if statements:
        connection.exec_driver_sql("; ".join(statements))


class Trouble(Enum):
    """Why the database did not do what was asked, where that is neither the asker's fault nor the program's."""

    # Not there, not answering, or gone in the middle.
    AWAY = auto()
    # Others were first, for too long.
    BUSY = auto()
    # No room on its volume.
    FULL = auto()
    # It may be read and not written: its volume is, or fails, or PostgreSQL says so.
    READ_ONLY = auto()


# The first letters of PostgreSQL's codes (Appendix A of its manual) and of the names of SQLite's.
_TROUBLES = (
    (Trouble.FULL, ("53100", "SQLITE_FULL")),
    (Trouble.READ_ONLY, ("25006", "SQLITE_READONLY")),
    # Cancelled for its time, lock not had, deadlock or serialisation; too many connections.
    (Trouble.BUSY, ("57014", "55P03", "40", "53300", "SQLITE_BUSY", "SQLITE_LOCKED")),
    # Connection failures, shutting down, out of resources, errors of the disk.
    (Trouble.AWAY, ("08", "57P", "53", "58", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_NOTADB", "SQLITE_CORRUPT")),
)


def trouble_of(error: DBAPIError | NoneToSpare, *, may_write: bool) -> Trouble | None:
    """What is the matter with the database; None where it is well and was asked something wrong.

    `may_write` says whether who asked is one who may.
    """
    if isinstance(error, NoneToSpare):
        return Trouble.BUSY
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None) or ""
    if code.startswith("SQLITE_IOERR") and may_write:
        # The volume fails, or takes no writes; reading may well go on.
        return Trouble.READ_ONLY
    for trouble, beginnings in _TROUBLES:
        if code.startswith(beginnings):
            # A page that only reads and tried to write is a defect of ours.
            return None if trouble is Trouble.READ_ONLY and not may_write else trouble
    has_no_code = not code and isinstance(error.orig, psycopg.OperationalError)
    return Trouble.AWAY if error.connection_invalidated or has_no_code else None


def is_writable(engine: Engine) -> bool:
    """Whether something could be saved now, as far as can be told without saving."""
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        has_room = shutil.disk_usage(file.parent).free >= LEAST_FREE_BYTES
        return has_room and os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    question = "SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off'"
    with reading(), engine.connect() as connection:
        return bool(connection.exec_driver_sql(question).scalar_one())


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
