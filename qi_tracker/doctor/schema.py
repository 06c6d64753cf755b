"""The database itself: whole, in step with the program, its links and guards in place."""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qi_tracker.doctor.findings import Finding, Patient, problem
from qi_tracker.migrations.protection import history_triggers, tenant_tables
from qi_tracker.migrations.runner import differences

_FORCED = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'")
_WITH_POLICY = text("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")
_TRIGGERS = {
    "sqlite": text("SELECT name FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"),
}
_UNCHECKED = text("SELECT conname FROM pg_constraint WHERE NOT convalidated")
_ROLE = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")


def is_whole(patient: Patient) -> Iterator[Finding]:
    """The file is not damaged, and no row points to one that is not there."""
    connection = patient.connection
    if connection.dialect.name != "sqlite":
        for (name,) in connection.execute(_UNCHECKED):
            yield problem("link_unchecked", constraint=name)
        return
    try:
        said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    except DBAPIError as error:
        said = [str(error.orig)]
    except UnicodeDecodeError as error:  # SQLite quotes the damage itself, which need not be text
        said = [error.object.decode(errors="replace")]
    if said != ["ok"]:
        yield from (problem("database_damaged", said=line) for line in said)
        return
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield problem("orphan", table=table, row=row, parent=parent)


def is_in_step(patient: Patient) -> Iterator[Finding]:
    """Tables, columns and indexes are those of this program."""
    for difference in differences(patient.connection):
        yield problem("schema_differs", difference=str(difference)[:200])


def is_guarded(patient: Patient) -> Iterator[Finding]:
    """The history's guards and, on PostgreSQL, row-level security and a role that is bound by it."""
    connection = patient.connection
    present = set(connection.execute(_TRIGGERS[connection.dialect.name]).scalars())
    for name in sorted(history_triggers(connection.dialect.name) - present):
        yield problem("guard_missing", guard=name)
    if connection.dialect.name != "postgresql":
        return
    forced, policed = (set(connection.execute(query).scalars()) for query in (_FORCED, _WITH_POLICY))
    for table in tenant_tables():
        if table.name not in forced or table.name not in policed:
            yield problem("row_security_missing", table=table.name)
    if connection.execute(_ROLE).scalar_one():
        yield problem("role_not_bound")
