"""What guards the tables inside the database, put in place anew after every migration and derived from the models.

PostgreSQL: row-level security on every table with an `organization_id`, and the rights of the role that serves
requests. Both databases: the history can be neither changed nor deleted.
"""

from sqlalchemy import Connection, Table
from sqlalchemy.engine import make_url

from qi_tracker.models import (
    AuditEvent,
    AuditLink,
    AuditValue,
    Base,
    Invitation,
    Membership,
    ProjectMembership,
    UnitLeadership,
)

_ORGANIZATIONS = "nullif(current_setting('qi.organizations', true), '')::int[]"
_PERSON = "nullif(current_setting('qi.person', true), '')::int"

# An invitation is opened by someone who belongs to nothing yet; its token is the key to it.
_NOT_TENANT = frozenset({Invitation.__tablename__})
# Read to find out which organisations a person belongs to, before those are known.
_ALSO_OWN = frozenset({Membership.__tablename__, ProjectMembership.__tablename__, UnitLeadership.__tablename__})
_WRITTEN_ONCE = (AuditEvent.__tablename__, AuditValue.__tablename__, AuditLink.__tablename__)


def tenant_tables() -> list[Table]:
    """Every table whose rows belong to one organisation."""
    return [
        table
        for table in Base.metadata.sorted_tables
        if "organization_id" in table.columns and table.name not in _NOT_TENANT
    ]


def protect(connection: Connection, app_url: str) -> None:
    """Put the guards in place, whatever was there."""
    if connection.dialect.name == "sqlite":
        _guard_history_on_sqlite(connection)
    else:
        _guard_postgresql(connection, make_url(app_url).username or "")


def _guard_history_on_sqlite(connection: Connection) -> None:
    for table in _WRITTEN_ONCE:
        for action in ("UPDATE", "DELETE"):
            name = f"no_{action.lower()}_{table}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the history is never altered'); END"
            )


def _guard_postgresql(connection: Connection, app_role: str) -> None:
    role = connection.dialect.identifier_preparer.quote(app_role)
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {role}")
    connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    connection.exec_driver_sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    connection.exec_driver_sql(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}")
    for written_once in _WRITTEN_ONCE:
        connection.exec_driver_sql(f"REVOKE UPDATE, DELETE ON {written_once} FROM {role}")
    for table in tenant_tables():
        own = f" OR person_id = {_PERSON}" if table.name in _ALSO_OWN else ""
        for statement in (
            f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS tenant ON {table.name}",
            f"CREATE POLICY tenant ON {table.name} USING (organization_id = ANY ({_ORGANIZATIONS}){own}) "
            f"WITH CHECK (organization_id = ANY ({_ORGANIZATIONS}))",
        ):
            connection.exec_driver_sql(statement)
