"""The chain of the history: every kind of tampering is found, erasing a value is none, and nobody can fork it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.migrations.protection import protect
from qi_tracker.models import AuditEvent, AuditHead, AuditLink, AuditValue, ImportedRow, Measure, Organization, Project
from qi_tracker.models import database as drivers
from qi_tracker.models.base import utc_now
from qi_tracker.services import audit_chain, audit_verification
from qi_tracker.services.acting import act_as
from qi_tracker.services.audit_verification import ChainFault, verify
from qi_tracker.services.imports import ImportRows, apply_import, undo_import
from qi_tracker.services.observations import Reading, find_observation, record_observation
from qi_tracker.services.redaction import redact_value
from qi_tracker.services.saving import apply_changes
from qi_tracker.vocabulary import Frequency
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

WRITERS = 8
TURNS = 5


@pytest.fixture
def ours(prepared: Prepared) -> int:
    return prepared.world.lerkevik["organization_id"]


def rename(app: Flask, world: World, name: str) -> None:
    """One committed change of Lerkevik's measure."""
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        apply_changes(measure, measure.version, {"name": name})
        db.session.commit()


def faults(prepared: Prepared, organization: str = "lerkevik") -> list[ChainFault]:
    """What is wrong with the organisation's chain."""
    with inside(prepared.app):
        number = getattr(prepared.world, organization)["organization_id"]
        act_as(db.session(), None, [number])
        return [problem.fault for problem in verify(number)]


@contextmanager
def as_owner(prepared: Prepared) -> Iterator[Connection]:
    """The owner of the tables, who has laid the guards aside for a while and sees everything."""
    engine = create_engine(
        prepared.settings.owner_database_url, **drivers.engine_options(prepared.settings.owner_database_url)
    )
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL qi.organizations = '{1,2}'")
            for table in ("audit_events", "audit_values", "audit_links", "audit_heads"):
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield connection
        protect(connection, prepared.settings.database_url)
        if engine.dialect.name == "postgresql":
            for table in ("audit_events", "audit_values", "audit_links", "audit_heads"):
                connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    engine.dispose()


def test_what_was_written_holds(prepared: Prepared) -> None:
    rename(prepared.app, prepared.world, "Nytt navn")
    assert faults(prepared) == faults(prepared, "storfjell") == []


_LAST = "(SELECT max(sequence) FROM audit_links WHERE organization_id = {o})"
_EVENT = "(SELECT event_id FROM audit_links WHERE organization_id = {o} AND sequence = 5)"
_VALUE = "(SELECT min(id) FROM audit_values WHERE organization_id = {o} AND event_id = " + _EVENT + ")"
_COPY = (
    "INSERT INTO audit_values (organization_id, event_id, field, old, new, salt, digest) "
    "SELECT organization_id, event_id, field, old, new, salt, digest FROM audit_values WHERE id = " + _VALUE
)
_SWAP = (
    "UPDATE audit_links SET sequence = -5 WHERE organization_id = {o} AND sequence = 5; "
    "UPDATE audit_links SET sequence = 5 WHERE organization_id = {o} AND sequence = 6; "
    "UPDATE audit_links SET sequence = 6 WHERE organization_id = {o} AND sequence = -5"
)

TAMPERINGS = {
    "event changed": (f"UPDATE audit_events SET person_id = NULL, noun_id = 99 WHERE id = {_EVENT}", "event_changed"),
    "event moved in time": (
        f"UPDATE audit_events SET at = '2020-01-01 00:00:00.000000' WHERE id = {_EVENT}",
        "event_changed",
    ),
    "value changed": (f"UPDATE audit_values SET new = '\"Noe annet\"' WHERE id = {_VALUE}", "value_changed"),
    "value's field changed": (f"UPDATE audit_values SET field = 'annet' WHERE id = {_VALUE}", "value_changed"),
    "value erased, not redacted": (
        f"UPDATE audit_values SET old = NULL, new = NULL, salt = NULL WHERE id = {_VALUE}",
        "value_changed",
    ),
    "value erased without a word": (
        f"UPDATE audit_values SET old = NULL, new = NULL, salt = NULL, redacted_at = '2026-01-01 00:00:00' "
        f"WHERE id = {_VALUE}",
        "redaction_unrecorded",
    ),
    "value missing": (f"DELETE FROM audit_values WHERE id = {_VALUE}", "event_changed"),
    "value added": (_COPY, "event_changed"),
    "value rewritten with its digest": (f"UPDATE audit_values SET digest = 'x' WHERE id = {_VALUE}", "event_changed"),
    "link missing": ("DELETE FROM audit_links WHERE organization_id = {o} AND sequence = 5", "link_missing"),
    "links reordered": (_SWAP, "event_changed"),
    "link changed": (
        "UPDATE audit_links SET digest = 'x' WHERE organization_id = {o} AND sequence = 5",
        "event_changed",
    ),
    "last link missing": (
        f"DELETE FROM audit_links WHERE organization_id = {{o}} AND sequence = {_LAST}",
        "link_missing",
    ),
    "head changed": ("UPDATE audit_heads SET digest = 'x' WHERE organization_id = {o}", "head_wrong"),
    "head moved back": ("UPDATE audit_heads SET sequence = sequence - 1 WHERE organization_id = {o}", "head_wrong"),
    "head missing": ("DELETE FROM audit_heads WHERE organization_id = {o}", "head_wrong"),
    "event without a link": (
        "INSERT INTO audit_events (organization_id, at, action, noun, noun_id) "
        "VALUES ({o}, '2026-01-01 00:00:00', 'changed', 'measures', 1)",
        "event_unlinked",
    ),
    "event missing": (
        f"DELETE FROM audit_values WHERE event_id = {_EVENT}; "
        f"DELETE FROM audit_links WHERE organization_id = {{o}} AND event_id = {_EVENT}; "
        "DELETE FROM audit_events WHERE id NOT IN (SELECT event_id FROM audit_links) AND organization_id = {o}",
        "link_missing",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_where_it_was_done(prepared: Prepared, ours: int, name: str) -> None:
    statements, fault = TAMPERINGS[name]
    with as_owner(prepared) as connection:
        for statement in statements.format(o=ours).split("; "):
            connection.exec_driver_sql(statement)
    assert fault in faults(prepared)
    assert faults(prepared, "storfjell") == []


def test_numbers_are_digested_as_every_database_gives_them_back() -> None:
    digests = {audit_chain.value_digest("s", "target", None, number) for number in (40, 40.0)}
    digests |= {audit_chain.value_digest("s", "target", None, {"a": [40.0]}) for _ in range(2)}
    assert len(digests) == 2


def test_one_change_is_told_once(prepared: Prepared, ours: int) -> None:
    with as_owner(prepared) as connection:
        connection.exec_driver_sql(TAMPERINGS["value changed"][0].format(o=ours))
    with inside(prepared.app):
        act_as(db.session(), None, [ours])
        (problem,) = verify(ours)
        assert problem.sequence == 5
        assert "value_changed" in str(problem)


def test_a_check_that_skips_the_values_is_seen(prepared: Prepared, ours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted defect: values that are taken at their word."""
    with as_owner(prepared) as connection:
        connection.exec_driver_sql(TAMPERINGS["value changed"][0].format(o=ours))
    monkeypatch.setattr(audit_verification, "value_digest", lambda *_: AlwaysEqual())
    assert faults(prepared) == []


class AlwaysEqual:
    """Is whatever it is compared with."""

    def __eq__(self, _other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def test_a_chain_longer_than_a_portion_is_read_whole(
    prepared: Prepared, ours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_verification, "_AT_ONCE", 3)
    assert faults(prepared) == []
    with as_owner(prepared) as connection:
        connection.exec_driver_sql(TAMPERINGS["link missing"][0].format(o=ours))
    assert ChainFault.LINK_MISSING in faults(prepared)


# Redaction.


def last_value(field: str) -> AuditValue:
    """The latest value that is recorded of a field."""
    return db.session.scalars(
        select(AuditValue).where(AuditValue.field == field).order_by(AuditValue.id.desc()).limit(1)
    ).one()


def test_erasing_a_value_keeps_the_chain_and_says_who_did_it(prepared: Prepared, world: World) -> None:
    rename(prepared.app, world, "Ola Nordmann sine tall")
    rename(prepared.app, world, "Antall møter")
    with inside(prepared.app, world.people[Who.LEAD]) as lead:
        assert redact_value(lead, last_value("name"), "Et navn") == 2
        db.session.commit()
        stored = db.session.scalars(select(AuditValue).where(AuditValue.redacted_at.is_not(None))).all()
        assert {(value.old, value.new, value.salt) for value in stored} == {(None, None, None)}
        assert all(value.digest for value in stored)
        text_of_history = str([(value.old, value.new) for value in db.session.scalars(select(AuditValue))])
        assert "Ola Nordmann" not in text_of_history
        # What the thing is called now is not touched.
        assert db.session.get_one(Measure, world.lerkevik["measure_id"]).name == "Antall møter"
        told = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "redacted")).all()
        assert {event.person_id for event in told} == {world.people[Who.LEAD]}
        assert "Et navn" in [value.new for value in told[0].values]
    assert faults(prepared) == []


def test_an_erased_comment_does_not_come_back_when_an_import_is_undone(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        july, today = date(2025, 7, 1), date(2026, 11, 20)
        number = find_observation(measure, july)
        assert number is not None
        record_observation(measure, Reading(july, 60, 160, None, "Ola Nordmann"), number.version, today)
        done = apply_import(
            lead, measure, ImportRows([Reading(july, 61, 160, None, "Fra fil")], Frequency.MONTH), today
        )
        redact_value(lead, last_value("comment"), "Et navn")
        undo_import(done, done.version)
        db.session.commit()
        assert (number.numerator, number.comment) == (60, "")
        assert "Ola Nordmann" not in str([row.before for row in db.session.scalars(select(ImportedRow))])


def test_a_value_is_erased_once_and_for_a_reason(app: Flask, world: World) -> None:
    rename(app, world, "Nytt navn")
    with inside(app, world.people[Who.LEAD]) as lead:
        with pytest.raises(InvalidInput, match="reason_missing"):
            redact_value(lead, last_value("name"), "  ")
        redact_value(lead, last_value("name"), "Feil")
        with pytest.raises(InvalidInput, match="redacted_already"):
            redact_value(lead, last_value("name"), "Feil")


_ERASE = "UPDATE audit_values SET old = NULL, new = NULL, salt = NULL, redacted_at = '2026-01-01 00:00:00'"
FORBIDDEN = [
    "UPDATE audit_values SET new = NULL",
    "UPDATE audit_values SET old = NULL, new = NULL, salt = NULL",
    f"{_ERASE}, field = 'x'",
    f"{_ERASE}, digest = 'x'",
    f"{_ERASE}, event_id = event_id + 1",
    "UPDATE audit_values SET redacted_at = '2026-01-01 00:00:00'",
    "DELETE FROM audit_values",
    "UPDATE audit_links SET digest = 'x'",
    "DELETE FROM audit_links",
    "UPDATE audit_events SET action = 'x'",
    "DELETE FROM audit_events",
    "UPDATE audit_heads SET sequence = sequence - 1",
    "UPDATE audit_heads SET digest = 'x'",
    "DELETE FROM audit_heads",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses_to_alter_the_history(app: Flask, world: World, statement: str) -> None:
    with inside(app):
        act_as(db.session(), None, [world.lerkevik["organization_id"]])
        with pytest.raises(DBAPIError, match="never altered|permission denied"):
            db.session.execute(text(statement))


def test_what_is_erased_stays_erased(app: Flask, world: World) -> None:
    with inside(app):
        act_as(db.session(), None, [world.lerkevik["organization_id"]])
        db.session.execute(text(_ERASE))
        with pytest.raises(DBAPIError, match="never altered"):
            db.session.execute(text("UPDATE audit_values SET old = '1', redacted_at = NULL"))


# Together.


def write_together(prepared: Prepared, turn: Callable[[int, int], None]) -> list[BaseException]:
    """Let eight writers take turns as they come."""
    problems: list[BaseException] = []
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        drivers.set_read_only(False)
        start.wait()
        try:
            for count in range(TURNS):
                turn(number, count)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def touch_both(prepared: Prepared, number: int, count: int) -> None:
    """One transaction that writes to two organisations, not always in the same order."""
    tenants = [prepared.world.lerkevik, prepared.world.storfjell]
    with prepared.app.app_context():
        act_as(db.session(), None, [tenant["organization_id"] for tenant in tenants])
        rows = [
            Measure(
                organization_id=tenant["organization_id"],
                project_id=tenant["project_id"],
                name=f"{number} {count}",
                value_type="count",
                direction="up",
            )
            for tenant in (tenants if number % 2 else reversed(tenants))
        ]
        for row in rows:
            db.session.add(row)
            db.session.flush()
        db.session.commit()


def test_eight_writers_in_two_organisations_make_one_chain_each(prepared: Prepared, ours: int) -> None:
    with inside(prepared.app):
        act_as(db.session(), None, [ours])
        before = db.session.get_one(AuditHead, ours).sequence
    assert write_together(prepared, lambda number, count: touch_both(prepared, number, count)) == []
    assert faults(prepared) == faults(prepared, "storfjell") == []
    with inside(prepared.app):
        act_as(db.session(), None, [ours])
        assert db.session.get_one(AuditHead, ours).sequence == before + WRITERS * TURNS


def test_a_chain_that_several_begin_at_once_is_one(prepared: Prepared) -> None:
    with inside(prepared.app):
        new = insert(Organization).values(name="Nyvik", language="nb", created_at=utc_now(), version=1)
        number = db.session.execute(new.returning(Organization.id)).scalar_one()
        db.session.commit()

    def begin(writer: int, count: int) -> None:
        with prepared.app.app_context():
            act_as(db.session(), None, [number])
            db.session.add(Project(organization_id=number, title=f"{writer} {count}"))
            db.session.commit()

    assert write_together(prepared, begin) == []
    with inside(prepared.app):
        act_as(db.session(), None, [number])
        assert db.session.get_one(AuditHead, number).sequence == WRITERS * TURNS
        assert verify(number) == []


def test_writers_that_do_not_wait_for_each_other_are_seen(
    _on_postgresql: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: the head is read and not held. SQLite has one writer at a time anyway."""
    _on_postgresql.restore()

    def read_head(session: object, organization_id: int) -> AuditHead:
        head = db.session.get(AuditHead, organization_id, populate_existing=True)
        assert head is not None
        return head

    monkeypatch.setattr(audit_chain, "_held_head", read_head)
    assert write_together(_on_postgresql, lambda number, count: touch_both(_on_postgresql, number, count)) != []


def test_what_a_savepoint_took_back_is_not_linked(prepared: Prepared, ours: int) -> None:
    with inside(prepared.app):
        act_as(db.session(), None, [ours])
        project = db.session.get_one(Project, prepared.world.lerkevik["project_id"])
        project.title = "Først"
        with pytest.raises(InvalidInput), db.session.begin_nested():
            project.title = "Tatt tilbake"
            db.session.flush()
            raise InvalidInput("x")
        with db.session.begin_nested():
            project.lesson = "Beholdt"
        db.session.commit()
        n_events = db.session.scalar(select(func.count(AuditEvent.id)))
        assert db.session.scalar(select(func.count(AuditLink.id))) == n_events
        assert db.session.scalar(select(func.count(AuditValue.id)).where(AuditValue.field == "lesson")) == 1
    assert faults(prepared) == []


def test_a_transaction_that_was_rolled_back_leaves_nothing_to_link(prepared: Prepared, ours: int) -> None:
    with inside(prepared.app):
        act_as(db.session(), None, [ours])
        project = db.session.get_one(Project, prepared.world.lerkevik["project_id"])
        project.title = "Aldri"
        db.session.flush()
        db.session.rollback()
        project.title = "Likevel"
        db.session.commit()
    assert faults(prepared) == []
