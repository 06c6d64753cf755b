"""Personal numbers in what is stored. None can be typed; one may have been put there by hand, or before that held."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import JSON, Column, Connection, String, Table, Text, create_engine, func, select, text

from qi_tracker.doctor.findings import Finding, Patient, problem
from qi_tracker.models import Base
from qi_tracker.models.database import engine_options
from qi_tracker.services.saving import holds_personal_number

_AT_ONCE = 2000


def _text_columns(table: Table) -> list[Column[object]]:
    """Columns that can hold what a person wrote; keys, digests and choices cannot."""
    return [
        column
        for column in table.columns
        if isinstance(column.type, (JSON, Text)) or type(column.type) is String
        if not column.name.endswith(("_hash", "digest", "salt", "fingerprint"))
    ]


@contextmanager
def _reaching_all(patient: Patient) -> Iterator[Connection]:
    """A connection that reads unsaved drafts too: PostgreSQL shows those of others to the tables' owner only."""
    if patient.connection.dialect.name == "sqlite":
        yield patient.connection
        return
    url = patient.settings.owner_database_url
    engine = create_engine(url, **engine_options(url))
    everyone = {"organizations": "{" + ",".join(map(str, patient.organization_ids)) + "}"}
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            connection.execute(text("SELECT set_config('qi.organizations', :organizations, true)"), everyone)
            yield connection
    finally:
        engine.dispose()


def hold_no_personal_number(patient: Patient) -> Iterator[Finding]:
    """No text of any table, the history and unsaved drafts too, holds what reads as a national identity number."""
    with _reaching_all(patient) as connection:
        tables = [table for table in Base.metadata.sorted_tables if _text_columns(table)]
        total = sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
        seen = patient.progress(total)
        for table in tables:
            for finding in _found_in(connection, table):
                if finding is not None:
                    yield finding
                seen(1)


def _found_in(connection: Connection, table: Table) -> Iterator[Finding | None]:
    """One answer for each row: where it holds one, never what it is."""
    columns, keys = _text_columns(table), list(table.primary_key.columns)
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(*keys, *columns))
    for row in rows:
        fields = [
            column.name for column, value in zip(columns, row[len(keys) :], strict=True) if holds_personal_number(value)
        ]
        place = ", ".join(str(part) for part in row[: len(keys)])
        yield (
            problem("personal_number_stored", table=table.name, field=", ".join(fields), row=place) if fields else None
        )
