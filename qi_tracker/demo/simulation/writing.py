"""Writes one organisation's rows in one transaction, past the ORM: its listeners would do a million rows one by one."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from qi_tracker.demo.simulation.rows import Rows
from qi_tracker.demo.simulation.series import Reading
from qi_tracker.demo.simulation.sizes import IDEAS_PER_PROJECT, Share
from qi_tracker.extensions import db
from qi_tracker.models import Base
from qi_tracker.services.acting import act_as

_COLUMNS = "id, organization_id, measure_id, period, stratum, numerator, denominator, value, comment"
# Of the arrays that PostgreSQL unpacks: COPY would be as quick, but knows no row-level security.
_ARRAYS = "int[], int[], int[], date[], text[], float8[], float8[], float8[], text[]"


def write(rows: Rows) -> None:
    """All of the organisation or nothing of it."""
    session = db.session()
    act_as(session, None, [rows.organization_id])
    connection = session.connection()
    for table in Base.metadata.sorted_tables:
        if rows.tables.get(table.name):
            connection.execute(table.insert(), rows.tables[table.name])
        if table.name == "observations":
            _write_observations(connection, rows)
    session.commit()


def _write_observations(connection: Connection, made: Rows) -> None:
    rows = [
        (number, made.organization_id, measure_id, *_stored(reading))
        for number, measure_id, reading in made.observations
    ]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        at = made.origin.moment.strftime("%Y-%m-%d %H:%M:%S.%f")
        connection.exec_driver_sql(
            f"INSERT INTO observations ({_COLUMNS}, is_unavailable, created_at, version) "
            f"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '{at}', 1)",
            rows,
        )
        return
    arrays = ", ".join(f"%s::{kind.strip()}" for kind in _ARRAYS.split(","))
    connection.exec_driver_sql(
        f"INSERT INTO observations ({_COLUMNS}, is_unavailable, created_at, version) "
        f"SELECT *, false, '{made.origin.moment.isoformat()}'::timestamptz, 1 FROM unnest({arrays})",
        tuple(list(column) for column in zip(*rows, strict=True)),
    )


def _stored(reading: Reading) -> tuple[str, str, float | None, float | None, float | None, str]:
    period = reading.period.isoformat()
    return period, reading.stratum, reading.numerator, reading.denominator, reading.value, reading.comment


def reserve_numbers(owner: Engine, found: Sequence[Share]) -> None:
    """Let PostgreSQL give what people add later numbers beyond all that the simulation writes itself."""
    if owner.dialect.name == "sqlite":
        return
    last = found[-1]
    projects, measures = last.projects_before + last.projects, last.measures_before + last.measures
    used = {
        "organizations": len(found),
        "people": 1 + last.people_before + last.people,
        "units": len(found) * last.units,
        "projects": projects,
        "change_ideas": projects * IDEAS_PER_PROJECT,
        "measures": measures,
        "observations": last.points_before + last.points,
        "audit_events": len(found) * (1 + last.units) + projects + measures,
    }
    with owner.begin() as connection:
        for table, number in used.items():
            if number:
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {number})")
