"""What the rig looks at afterwards, seen to find each defect that is planted in a database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from qi_tracker import create_app
from qi_tracker.extensions import db
from qi_tracker.models import database as drivers
from tests.durability.house import House, let_go
from tests.durability.verification import problems_in
from tests.durability.writers import Ledger, mark_of
from tests.inside import inside

# Each as somebody with the file in hand could do it, past the database's own guards.
PLANTED = (
    ("DELETE FROM annotations WHERE id = 1", "is recorded as created and is not there"),
    ("DELETE FROM measures WHERE id = {measure}", "without their"),
    ("UPDATE audit_values SET new = '\"annet\"' WHERE id = 5", "value_changed"),
    ("DELETE FROM audit_links WHERE sequence = 3", "link_missing"),
    ("DELETE FROM audit_links WHERE sequence = (SELECT max(sequence) FROM audit_links)", "history of"),
    ("UPDATE observations SET numerator = 1 WHERE id = 1", "summary of measure"),
    (
        "INSERT INTO idempotency_keys (actor, key, target, created_at) VALUES ('person:1', 'k', '', '2026-01-01')",
        "settled",
    ),
)


def _plant(house: House, statement: str) -> None:
    drivers.set_read_only(False)
    connection = drivers.sqlite3.connect(str(house.settings.instance / "qi_tracker.db"))
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    connection.execute(statement.format(measure=house.desks[0].measure_id))
    connection.commit()
    connection.close()


def test_house_as_it_was_furnished_is_whole(house: House) -> None:
    assert problems_in(house, [Ledger(desk) for desk in house.desks]) == []


@pytest.mark.parametrize(("statement", "sign"), PLANTED)
def test_planted_damage_is_found(house: House, statement: str, sign: str) -> None:
    _plant(house, statement)
    assert [problem for problem in problems_in(house, []) if sign in problem]


def test_writes_that_are_lost_doubled_or_unknown_are_found(house: House) -> None:
    desk = house.desks[0]
    app = create_app(house.settings)
    with inside(app):
        for number in (2, 2, 3):
            db.session.execute(
                text(
                    "INSERT INTO annotations (organization_id, measure_id, happened_on, text, version, created_at)"
                    " VALUES (:organization_id, :measure_id, '2025-07-01', :text, 1, '2025-07-01')"
                ),
                {
                    "organization_id": desk.organization_id,
                    "measure_id": desk.measure_id,
                    "text": mark_of(desk.number, number),
                },
            )
        db.session.commit()
    let_go(app)
    found = problems_in(house, [Ledger(desk, notes={1, 2}, days={4})])
    for problem in ("LOST: note of writer 0 1", "DOUBLED: note of writer 0 2, 2 times"):
        assert problem in found
    assert "UNKNOWN: note of writer 0 3" in found
    assert "LOST: number of writer 0 4" in found


def test_flipped_byte_is_found(house: House) -> None:
    file = house.settings.instance / "qi_tracker.db"
    content = bytearray(file.read_bytes())
    # A page in the middle, and the first bytes of it: the kind of page, and where its cells are.
    middle = len(content) // 4096 // 2 * 4096
    content[middle : middle + 8] = b"\xff" * 8
    file.write_bytes(content)
    with pytest.raises((AssertionError, DatabaseError), match="integrity check|malformed"):
        assert problems_in(house, []) == []
