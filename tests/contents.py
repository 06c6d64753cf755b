"""What a database holds, as plain values: for comparing two of them, whichever databases they are."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, create_engine

from qi_tracker import create_app
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import owner_engine
from qi_tracker.models import Organization
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.canonical import Digest
from qi_tracker.services.acting import act_as
from qi_tracker.services.audit_verification import ChainProblem, verify
from qi_tracker.settings import Settings
from tests.inside import inside

Rows = Sequence[Mapping[str, Any]]
Contents = Mapping[str, Rows]


def contents(settings: Settings) -> Contents:
    """Table → its rows, in the order of their keys."""
    engine = owner_engine(settings)
    try:
        with drivers.reading(), engine.connect() as connection, connection.begin():
            canonical.see_everything(connection)
            return {
                table.name: [
                    dict(zip(table.column_names, json.loads(line), strict=True))
                    for _, text in canonical.lines(connection, table)
                    for line in text.splitlines()
                ]
                for table in canonical.tables_of(connection)
            }
    finally:
        engine.dispose()


def digests(settings: Settings, carried: Mapping[str, str] | None = None) -> Mapping[str, Digest]:
    """Table → what its rows amount to; of all rows, or of those that a backup carries."""
    engine = owner_engine(settings)
    try:
        with drivers.reading(), engine.connect() as connection, connection.begin():
            canonical.see_everything(connection)
            return canonical.dump(connection, carried)
    finally:
        engine.dispose()


def differing(one: Settings, other: Settings, carried: Mapping[str, str] | None = None) -> list[str]:
    """The tables whose rows differ."""
    here, there = digests(one, carried), digests(other, carried)
    return [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]


def chain_problems(settings: Settings) -> list[ChainProblem]:
    """Wherever the history is not what was written, of all organisations."""
    app = create_app(settings)
    with inside(app):
        organizations = [row.id for row in db.session.query(Organization)]
        act_as(db.session(), None, organizations)
        found = [problem for organization_id in organizations for problem in verify(organization_id)]
        db.session.rollback()
        db.engine.dispose()
    return found


def app_engine(settings: Settings) -> Engine:
    """The way to the database of what serves requests."""
    engine = create_engine(settings.database_url, **drivers.engine_options(settings.database_url))
    drivers.configure(engine)
    return engine


def losses(before: Contents, after: Contents) -> list[str]:
    """What of `before` is not in `after`: tables, columns, and rows whose values are others."""
    lost = []
    for table, rows in before.items():
        if table not in after:
            lost.append(table)
            continue
        columns = set(rows[0]) if rows else set()
        lost += [f"{table}.{column}" for column in sorted(columns - set(after[table][0] if after[table] else ()))]
        kept = [{name: value for name, value in row.items() if name in columns} for row in after[table]]
        lost += [f"{table}: {row}" for row in rows if row not in kept]
    return lost
