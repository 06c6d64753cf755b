"""What belongs to one organisation: which rows of which tables leave with it, and what stays behind, and why.

Derived from the database itself, as in `canonical.py`, so that a new table of an organisation is carried by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, inspect

from qi_tracker.models import Organization, Person, QualityDimension
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.canonical import Table

ORGANIZATIONS: Final = Organization.__tablename__
PEOPLE: Final = Person.__tablename__

# Table → why nothing of it leaves. A table that is neither here nor an organisation's fails a test.
LEFT_OUT: Final[Mapping[str, str]] = {
    "installation": "is of the installation",
    "sign_in_sessions": "lets somebody in",
    "sign_in_failures": "is of the installation, for an hour",
    "password_resets": "lets somebody in",
    "invitations": "lets somebody in",
    "idempotency_keys": "is of requests that are over",
    "outbox_messages": "is about to be mailed, or has been",
    "form_drafts": "is not saved yet, and nobody else's",
    "import_drafts": "is promised to be erased after a day",
    "context_drafts": "is promised to be erased after a day",
    "dismissed_steps": "is of one person's first page",
    "shared_ideas": "is a copy, made anew where the project is shared",
    "import_recipes": "is made anew with the next table",
    "measure_summaries": "is computed anew",
}

# Table → columns that stay behind, with what stands in them where the organisation comes to.
LEFT_OUT_COLUMNS: Final[Mapping[str, Mapping[str, Any]]] = {
    PEOPLE: {"password_hash": None, "calendar_salt": None, "is_operator": False},
}

# Shared by the whole installation, and what the organisation's own rows refer to by key.
_WHOLE: Final = frozenset({QualityDimension.__tablename__})


def carried_tables(connection: Connection) -> list[Table]:
    """The tables that leave with an organisation, whole, those that others refer to first."""
    return [table for table in canonical.tables_of(connection) if table.name not in LEFT_OUT]


def without_secrets(table: Table) -> Table:
    """The table with the columns alone that leave."""
    kept = LEFT_OUT_COLUMNS.get(table.name, {})
    return replace(table, columns=tuple(column for column in table.columns if column.name not in kept))


def condition_of(connection: Connection, table: Table, organization_id: int) -> str:
    """Which of the table's rows are the organisation's, as SQL.

    Raises
    ------
    ValueError
        If nobody has decided whose the table's rows are.
    """
    if table.name in _WHOLE:
        return ""
    if table.name == ORGANIZATIONS:
        return f"id = {organization_id:d}"
    if table.name == PEOPLE:
        return f"id IN ({' UNION '.join(_who_is_named(connection, organization_id))})"
    if "organization_id" in table.column_names:
        return f"organization_id = {organization_id:d}"
    raise ValueError(f"say in organization_tables.py whose the rows of {table.name} are")


def _who_is_named(connection: Connection, organization_id: int) -> Iterator[str]:
    """Everyone whom a row of the organisation refers to: members, guests in its projects, those in its history."""
    inspector = inspect(connection)
    for table in carried_tables(connection):
        if table.name in (PEOPLE, ORGANIZATIONS) or table.name in _WHOLE:
            continue
        condition = condition_of(connection, table, organization_id)
        for key in inspector.get_foreign_keys(table.name):
            if key["referred_table"] == PEOPLE:
                yield f"SELECT {key['constrained_columns'][0]} FROM {table.name} WHERE {condition}"
