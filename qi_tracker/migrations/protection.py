"""What guards the tables inside the database, put in place anew after every migration and derived from the models.

PostgreSQL: row-level security on every table with an `organization_id`, and the rights of the role that serves
requests. Both databases: the history can be neither changed nor deleted, save that a value in it can be erased, and the
head of its chain only moves forwards.
"""

from sqlalchemy import Connection, Table
from sqlalchemy.engine import make_url

from qi_tracker.models import (
    AuditEvent,
    AuditHead,
    AuditLink,
    AuditValue,
    Base,
    FormDraft,
    Invitation,
    Membership,
    ProjectMembership,
    SharedIdea,
    UnitLeadership,
)

_ORGANIZATIONS = "nullif(current_setting('qi.organizations', true), '')::int[]"
_PERSON = "nullif(current_setting('qi.person', true), '')::int"

_LINK = "nullif(current_setting('qi.link', true), '')"

# An invitation is opened by someone who belongs to nothing yet, so it has a policy of its own.
# The library of ideas is read by all organisations, and each writes its own: it has one, too.
_NOT_TENANT = frozenset({Invitation.__tablename__, SharedIdea.__tablename__})
# Read to find out which organisations a person belongs to, before those are known.
_ALSO_OWN = frozenset({Membership.__tablename__, ProjectMembership.__tablename__, UnitLeadership.__tablename__})

_VALUES, _HEADS = AuditValue.__tablename__, AuditHead.__tablename__
_HISTORY = (AuditEvent.__tablename__, _VALUES, AuditLink.__tablename__, _HEADS)

# What erasing a value empties; everything else of its row stays.
_ERASED = ("old", "new", "salt")
_KEPT_WHEN_ERASED = tuple(
    column.name for column in AuditValue.__table__.columns if column.name not in (*_ERASED, "redacted_at")
)
_ERASES = " AND ".join(
    [
        *(f'NEW."{name}" IS NULL' for name in _ERASED),
        'NEW."redacted_at" IS NOT NULL AND OLD."redacted_at" IS NULL',
        *(f'NEW."{name}" = OLD."{name}"' for name in _KEPT_WHEN_ERASED),
    ]
)
_MOVES_ON = 'NEW."organization_id" = OLD."organization_id" AND NEW."sequence" > OLD."sequence"'
# Table → the only UPDATE of its rows that is let through.
_ALLOWED = {_VALUES: _ERASES, _HEADS: _MOVES_ON}
_NEVER = "the history is never altered"


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
        role = connection.dialect.identifier_preparer.quote(make_url(app_url).username or "")
        _grant(connection, role)
        _guard_history_on_postgresql(connection, role)
        _guard_tenants(connection)
        _guard_drafts(connection)
        _guard_invitations(connection)
        _guard_library(connection)


def history_triggers(dialect: str) -> set[str]:
    """The names of the triggers that guard the history in a database of this kind."""
    actions = ("update", "delete") if dialect == "sqlite" else ("update",)
    return {f"no_{action}_{table}" for action in actions for table in _HISTORY}


def _guard_history_on_sqlite(connection: Connection) -> None:
    for table in _HISTORY:
        allowed = _ALLOWED.get(table)
        for action, when in (("UPDATE", f"WHEN NOT ({allowed})" if allowed else ""), ("DELETE", "")):
            name = f"no_{action.lower()}_{table}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            )


def _grant(connection: Connection, role: str) -> None:
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {role}")
    connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    connection.exec_driver_sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    connection.exec_driver_sql(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}")


def _guard_history_on_postgresql(connection: Connection, role: str) -> None:
    """Rights for the role that serves requests, and triggers that bind the owner too."""
    for table in _HISTORY:
        connection.exec_driver_sql(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION guard_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {_ALLOWED.get(table, 'false')} THEN RETURN NEW; END IF; RAISE EXCEPTION '{_NEVER}'; END $$"
        )
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS no_update_{table} ON {table}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER no_update_{table} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION guard_{table}()"
        )
    erased = ", ".join(f'"{name}"' for name in (*_ERASED, "redacted_at"))
    connection.exec_driver_sql(f"GRANT UPDATE ({erased}) ON {_VALUES} TO {role}")
    connection.exec_driver_sql(f"GRANT UPDATE (sequence, digest) ON {_HEADS} TO {role}")


def _guard_tenants(connection: Connection) -> None:
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


def _guard_drafts(connection: Connection) -> None:
    """What somebody types is theirs alone. The owner is not bound: backups hold drafts too."""
    table = FormDraft.__tablename__
    for statement in (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS own ON {table}",
        f"CREATE POLICY own ON {table} USING (person_id = {_PERSON}) WITH CHECK (person_id = {_PERSON})",
    ):
        connection.exec_driver_sql(statement)


def _guard_invitations(connection: Connection) -> None:
    """Seen by its organisation, by whoever holds its link, and by the program itself: the worker that mails it.

    The owner is not bound: backups hold invitations too.
    """
    table = Invitation.__tablename__
    own = f"organization_id IS NULL OR organization_id = ANY ({_ORGANIZATIONS})"
    for statement in (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS own ON {table}",
        f"CREATE POLICY own ON {table} USING ({own} OR token_hash = {_LINK} OR {_PERSON} IS NULL)",
    ):
        connection.exec_driver_sql(statement)


def _guard_library(connection: Connection) -> None:
    """Shared ideas are read by all, and written by the organisation that shares them. The owner is not bound."""
    table = SharedIdea.__tablename__
    own = f"organization_id = ANY ({_ORGANIZATIONS})"
    for statement in (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS own ON {table}",
        f"DROP POLICY IF EXISTS library ON {table}",
        f"CREATE POLICY own ON {table} USING ({own}) WITH CHECK ({own})",
        f"CREATE POLICY library ON {table} FOR SELECT USING (true)",
    ):
        connection.exec_driver_sql(statement)
