"""Rows as lines: equal on both databases, nothing lost on the way there and back, in one order."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from qi_tracker.migrations.runner import migrate_to, owner_engine
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.canonical import Kind as Holds
from qi_tracker.settings import Settings
from tests.contents import contents
from tests.databases import Kind
from tests.safekeeping.conftest import NewInstallation

MOMENT = "2026-03-29T00:59:59.000001Z"
HARD: dict[str, list[dict[str, Any]]] = {
    "organizations": [
        {
            "id": 1,
            "name": "Å«æøå» 🗑 \u2028 '\"\\\n\t;--%s:x{}",
            "number": "0301",
            "language": "nb",
            "version": 1,
            "smallest_shown": 5,
        },
        {"id": 7, "name": "", "number": None, "language": "nn", "version": 2147483647, "smallest_shown": 3},
    ],
    "projects": [
        {
            "id": 3,
            "organization_id": 1,
            "title": "t",
            "challenge": "",
            "lesson": " ",
            "status": "active",
            "phase": "do",
        },
    ],
    "audit_events": [
        {"id": 1, "organization_id": 1, "person_id": None, "action": "created", "noun": "projects", "noun_id": 3},
    ],
    "audit_values": [
        {"id": number, "organization_id": 1, "event_id": 1, "field": "x", "old": None, "new": [value]}
        for number, value in enumerate(
            [None, 40.0, 0.1, 1e300, -0.0, 2**53 + 1, "", "40.0", "å\ud83d", True, [1.0, None], {"b": 1, "a": [2.5]}], 1
        )
    ],
    "quality_dimensions": [{"key": key, "position": 1} for key in ("A", "Z", "a", "z", "Å", "æ", "ø", "_")],
}


def filled(settings: Settings) -> None:
    """Put the hard rows into an empty database."""
    engine = owner_engine(settings)
    with engine.connect() as connection, connection.begin():
        migrate_to(connection, "head")
        connection.execute(text("DELETE FROM quality_dimensions"))
        for table in canonical.tables_of(connection):
            rows = [[value_for(row, column) for column in table.columns] for row in HARD.get(table.name, ())]
            assert list(canonical.load(connection, table, rows)) in ([len(rows)], [])
        canonical.set_sequences(connection)
    engine.dispose()


def value_for(row: dict[str, Any], column: canonical.Column) -> Any:
    """The row's own, or something that the column takes."""
    defaults = {Holds.MOMENT: MOMENT, Holds.TRUTH: False, Holds.JSON: [{}], Holds.WHOLE: 1, Holds.TEXT: "0" * 8}
    nothing = {"nature", "progress", "unit_id", "deleted_at", "redacted_at", "salt", "label_nb", "label_nn", "label_en"}
    return row.get(column.name, None if column.name in nothing else defaults.get(column.kind))


def test_hard_values_come_back_and_are_equal_on_both_databases(new_installation: NewInstallation) -> None:
    on_sqlite, on_postgresql = new_installation(Kind.SQLITE), new_installation(Kind.POSTGRESQL)
    filled(on_sqlite)
    filled(on_postgresql)
    found = contents(on_sqlite)
    assert found == contents(on_postgresql)
    assert [row["name"] for row in found["organizations"]] == [row["name"] for row in HARD["organizations"]]
    assert [json.dumps(row["new"]) for row in found["audit_values"]] == [
        json.dumps([int(value) if isinstance(value, float) and value.is_integer() else value])
        for value in (row["new"][0] for row in HARD["audit_values"])
    ]
    assert [row["key"] for row in found["quality_dimensions"]] == ["A", "Z", "_", "a", "z", "Å", "æ", "ø"]
    assert found["organizations"][0]["created_at"] == MOMENT


def test_the_next_row_gets_a_number_that_none_has(fresh: Settings) -> None:
    filled(fresh)
    engine = owner_engine(fresh)
    with engine.begin() as connection:
        added = text(
            "INSERT INTO organizations"
            " (name, language, created_at, version, smallest_shown, privacy_contact, retention,"
            " uses_progress_scale)"
            " VALUES ('x', 'nb', '2026-01-01 00:00:00.000000', 1, 5, '', '{}', false) RETURNING id"
        )
        assert connection.execute(added).scalar_one() == 8
    engine.dispose()


@pytest.mark.parametrize("changed", ["name = 'x'", "version = 3", "number = '301'"])
def test_any_change_of_a_row_changes_what_it_amounts_to(new_installation: NewInstallation, changed: str) -> None:
    settings = new_installation(Kind.SQLITE)
    filled(settings)
    engine = owner_engine(settings)
    with engine.begin() as connection:
        table = next(each for each in canonical.tables_of(connection) if each.name == "organizations")
        before = canonical.digest(connection, table)
        connection.execute(text(f"UPDATE organizations SET {changed} WHERE id = 1"))
        after = canonical.digest(connection, table)
    engine.dispose()
    assert (before.rows, after.rows) == (2, 2)
    assert before.sha256 != after.sha256
