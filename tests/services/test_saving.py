"""What every save goes through: versions, keys, personal numbers, the bin."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, String, Table, Text, event, func, insert, inspect, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import aliased
from sqlalchemy.types import JSON

from qi_tracker.errors import PersonalNumberFound, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Annotation,
    Base,
    CauseAnalysis,
    ChangeIdea,
    ContextDraft,
    ContextSeries,
    ContextValue,
    DismissedStep,
    DocumentLink,
    Driver,
    DriverLink,
    Exclusion,
    FormDraft,
    HelpRequest,
    IdempotencyKey,
    Import,
    ImportDraft,
    ImportRecipe,
    Invitation,
    Measure,
    Meeting,
    MeetingDecision,
    Observation,
    Organization,
    OutboxMessage,
    Pause,
    PdsaCycle,
    Person,
    Phase,
    Project,
    SharedIdea,
    SignInSession,
    Stakeholder,
    StarRound,
    StarScore,
    Sustainment,
    Task,
    Unit,
)
from qi_tracker.models import database as drivers
from qi_tracker.services.saving import (
    RANDOM_FIELDS,
    apply_changes,
    check_version,
    claim_key,
    flush,
    guard_statements,
    put_in_bin,
    refuse_in_statement,
    settle_key,
    settled_target,
)
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

NUMBERS: list[str] = [
    case["n"]
    for case in json.loads((Path(__file__).parents[1] / "data/vectors/personal_numbers.json").read_text())["valid"]
]
NUMBER = NUMBERS[0]
# Made at random by the program.
RANDOM = {("audit_values", "salt"), ("idempotency_keys", "key"), ("idempotency_keys", "actor")}


@pytest.fixture
def measure_id(world: World) -> int:
    """The measure that everyone edits here."""
    return world.lerkevik["measure_id"]


def test_a_save_from_what_is_there_now_counts_up(app: Flask, world: World, measure_id: int) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        seen = measure.version
        apply_changes(measure, seen, {"name": "Nytt navn"})
        assert (measure.name, measure.version) == ("Nytt navn", seen + 1)


@pytest.mark.parametrize("seen", [0, 99, None])
def test_a_save_from_something_else_is_refused(app: Flask, world: World, measure_id: int, seen: int | None) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        with pytest.raises(StaleVersion):
            apply_changes(measure, seen, {"name": "Nytt navn"})
        with pytest.raises(StaleVersion):
            put_in_bin(measure, seen)
        assert not db.session.dirty


def test_a_save_that_changes_nothing_writes_nothing(app: Flask, world: World, measure_id: int) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        before = (measure.version, db.session.scalar(select(func.count()).select_from(text("audit_events"))))
        apply_changes(measure, measure.version, {"name": measure.name, "strata": list(measure.strata)})
        assert (measure.version, db.session.scalar(select(func.count()).select_from(text("audit_events")))) == before


def test_what_somebody_saved_between_reading_and_flushing_is_noticed(app: Flask, world: World, measure_id: int) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        seen = measure.version
        # As another process would have done it, behind this session's back.
        db.session.execute(
            update(Measure).where(Measure.id == measure_id).values(version=seen + 1),
            execution_options={"synchronize_session": False},
        )
        with pytest.raises(StaleVersion):
            apply_changes(measure, seen, {"name": "Nytt navn"})


def in_turn(app: Flask, person_id: int, work: Callable[[int], Any], n: int = 8) -> list[Any]:
    """Do the work in n threads that start at once; each answer, or the error that it ended with."""
    start = Barrier(n)

    def one(number: int) -> Any:
        start.wait()
        with inside(app, person_id):
            try:
                answer = work(number)
                db.session.commit()
            except StaleVersion as stale:
                return stale
            return answer

    with ThreadPoolExecutor(n) as threads:
        return list(threads.map(one, range(n)))


def test_of_eight_who_save_at_once_one_wins_and_the_others_are_told(app: Flask, world: World, measure_id: int) -> None:
    with inside(app, world.people[Who.LEAD]):
        seen = db.session.get_one(Measure, measure_id).version

    def save(number: int) -> int:
        apply_changes(db.session.get_one(Measure, measure_id), seen, {"name": f"Navn {number}"})
        return number

    answers = in_turn(app, world.people[Who.LEAD], save)
    winners = [answer for answer in answers if not isinstance(answer, StaleVersion)]
    assert len(winners) == 1
    with inside(app, world.people[Who.LEAD]):
        saved = db.session.get_one(Measure, measure_id)
        assert (saved.name, saved.version) == (f"Navn {winners[0]}", seen + 1)


def test_versions_that_are_set_and_not_compared_lose_updates(app: Flask, world: World, measure_id: int) -> None:
    """The trap that `check_version` is there for, so that nobody thinks it can go."""
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        apply_changes(measure, measure.version, {"name": "Først"})
        stale = measure.version - 1
        measure.version = stale
        flush()
        measure.name = "Sist"
        flush()
        with pytest.raises(StaleVersion):
            check_version(measure, stale)


def test_a_form_is_received_once(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        assert claim_key("person:1", "key") is None
        assert settled_target("person:1", "key") == ""
        settle_key("person:1", "key", "/measures/1")
        db.session.commit()
    with inside(app, world.people[Who.LEAD]):
        assert claim_key("person:1", "key") == "/measures/1"
        assert settled_target("person:1", "key") == "/measures/1"
        assert claim_key("person:2", "key") is None
        assert settled_target("person:3", "key") is None


def test_a_form_whose_work_failed_can_be_sent_again(app: Flask) -> None:
    with inside(app):
        assert claim_key("person:1", "key") is None
        db.session.rollback()
        assert claim_key("person:1", "key") is None


def test_of_eight_sendings_of_one_form_one_does_the_work(app: Flask, world: World) -> None:
    def send(number: int) -> str | None:
        target = claim_key("person:1", "key")
        if target is None:
            settle_key("person:1", "key", f"/made/{number}")
        return target

    answers = in_turn(app, world.people[Who.LEAD], send)
    assert answers.count(None) == 1
    assert {answer for answer in answers if answer} == {f"/made/{answers.index(None)}"}


def a_new_one(kind: type[Base], world: World) -> Base:
    """A thing of this kind whose texts can be set."""
    tenant = {"organization_id": world.lerkevik["organization_id"]}
    project, measure = {"project_id": world.lerkevik["project_id"]}, {"measure_id": world.lerkevik["measure_id"]}
    person = {"person_id": world.people[Who.LEAD]}
    parents: dict[type[Base], dict[str, Any]] = {
        Person: {},
        Organization: {},
        OutboxMessage: {},
        FormDraft: person,
        SignInSession: person,
        Unit: tenant,
        Invitation: tenant,
        Project: tenant,
        Measure: tenant | project,
        Aim: tenant | project,
        ChangeIdea: tenant | project,
        Task: tenant | project,
        ContextSeries: tenant | project,
        Stakeholder: tenant | project,
        DocumentLink: tenant | project,
        Driver: tenant | project,
        DriverLink: tenant | project,
        StarRound: tenant | project,
        StarScore: tenant | person | {"star_round_id": world.lerkevik["star_round_id"]},
        CauseAnalysis: tenant | project,
        Sustainment: tenant | project,
        HelpRequest: tenant | project,
        SharedIdea: tenant,
        DismissedStep: tenant | project | person,
        ContextValue: tenant | {"context_series_id": world.lerkevik["context_series_id"]},
        ContextDraft: tenant | project | person,
        Meeting: tenant | project,
        MeetingDecision: tenant | {"meeting_id": world.lerkevik["meeting_id"]},
        PdsaCycle: tenant | {"change_idea_id": world.lerkevik["idea_id"]},
        ImportDraft: tenant | measure | person,
        Import: tenant | measure | person,
    }
    return kind(**parents.get(kind, tenant | measure))


def texts_of(kind: type[Base]) -> list[tuple[str, object]]:
    """Every field of the kind that can hold what a person typed, with a personal number in its form."""
    found: list[tuple[str, object]] = []
    for column in inspect(kind).columns:
        if isinstance(column.type, JSON):
            found.append((column.key, {"rows": [["ok", f"ring {NUMBER}"]]}))
        elif type(column.type) in (String, Text) and not column.key.endswith(RANDOM_FIELDS):
            found.append((column.key, f"Gjelder {NUMBER}"))
    return found


KINDS = (
    Person, Organization, Invitation, Project, Measure, Aim, ChangeIdea, PdsaCycle, Phase, Pause, Annotation,
    Exclusion, Observation, ImportDraft, Import, Unit, FormDraft, SignInSession, OutboxMessage, Task, Meeting,
    MeetingDecision, ImportRecipe, ContextSeries, ContextDraft, ContextValue, Stakeholder, DocumentLink, Driver,
    DriverLink, StarRound, StarScore, CauseAnalysis, Sustainment, HelpRequest, SharedIdea, DismissedStep,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_personal_number_is_refused_in_every_text_of_every_noun(app: Flask, world: World, kind: type[Base]) -> None:
    assert texts_of(kind)
    for field, value in texts_of(kind):
        with inside(app, world.people[Who.LEAD]):
            thing = a_new_one(kind, world)
            setattr(thing, field, value)
            db.session.add(thing)
            with pytest.raises(PersonalNumberFound) as refusal:
                db.session.flush()
            assert refusal.value.field == field
            assert NUMBER not in str(refusal.value)


def test_a_personal_number_is_refused_beneath_the_session_too(app: Flask, world: World) -> None:
    """The last guard: statements that pass no flush, in every text of every table there is."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith(RANDOM_FIELDS) or (table.name, column.name) in RANDOM:
                continue
            value: object = f"Gjelder {NUMBER}"
            if isinstance(column.type, JSON):
                value = {"rows": [["ok", f"ring {NUMBER}"]]}
            elif type(column.type) not in (String, Text):
                continue
            for statement, rows in (
                (insert(table).values(others_of(table) | {column.name: value}), None),
                (insert(table), [others_of(table) | {column.name: value}]),
                (update(table).values({column.name: value}), None),
            ):
                with inside(app, world.people[Who.LEAD]), pytest.raises(PersonalNumberFound) as refusal:
                    db.session.connection().execute(statement, rows)
                assert NUMBER not in str(refusal.value)


def others_of(table: Table) -> dict[str, object]:
    """Keys that a row cannot be made without."""
    return {column.name: "x" if isinstance(column.type, String) else 1 for column in table.primary_key}


def test_without_the_last_guard_such_a_statement_would_store_it(sqlite_only: Prepared) -> None:
    """The planted defect."""
    event.remove(guarded_engine(sqlite_only.app), "before_execute", refuse_in_statement)
    try:
        with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
            db.session.connection().execute(update(Measure.__table__).values(definition=NUMBER))  # type: ignore[arg-type]  # a table, as every concrete row class has
    finally:
        guard_statements(guarded_engine(sqlite_only.app))


def guarded_engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


def test_no_noun_with_a_text_is_forgotten() -> None:
    """Tables that people's words do not reach are named here, and why is said."""
    written_by_the_program = {
        "audit_events",  # names of tables and actions
        "audit_values",  # what has been accepted elsewhere
        "idempotency_keys",  # a key and an address of ours, which the guard beneath the session looks at
        "imported_rows",  # copies of observations
        "installation",
        "measure_summaries",
        "quality_dimensions",
        "sent_reminders",  # kinds, ids and days
    }
    with_texts = {mapper.class_ for mapper in Base.registry.mappers if texts_of(mapper.class_)}
    assert {kind.__tablename__ for kind in with_texts} - {
        kind.__tablename__ for kind in KINDS
    } == written_by_the_program


@pytest.mark.parametrize("number", NUMBERS)
def test_every_kind_of_personal_number_is_refused(app: Flask, world: World, measure_id: int, number: str) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        with pytest.raises(PersonalNumberFound):
            apply_changes(measure, measure.version, {"definition": f"Barn {number[:6]} {number[6:]}"})


def test_a_personal_number_is_refused_as_a_number_too(app: Flask, world: World, measure_id: int) -> None:
    for value in (float(NUMBER), float(NUMBERS[-1])):
        with inside(app, world.people[Who.LEAD]):
            tenant = {"organization_id": world.lerkevik["organization_id"], "measure_id": measure_id}
            observation = db.session.scalars(select(Observation).filter_by(**tenant)).first()
            assert observation is not None
            observation.denominator = value
            with pytest.raises(PersonalNumberFound):
                flush()


def test_the_refusal_stands_when_the_bin_is_used_and_when_text_is_changed(
    app: Flask, world: World, measure_id: int
) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        put_in_bin(measure, measure.version)
        with pytest.raises(PersonalNumberFound):
            apply_changes(measure, measure.version, {"source": NUMBER})


def test_what_is_in_the_bin_is_left_out_of_every_query(app: Flask, world: World, measure_id: int) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        put_in_bin(measure, measure.version)
        db.session.commit()
    with inside(app, world.people[Who.LEAD]):
        assert db.session.get(Measure, measure_id) is None
        assert measure_id not in db.session.scalars(select(Measure.id)).all()
        assert db.session.scalar(select(func.count(Measure.id)).where(Measure.id == measure_id)) == 0
        subquery = select(Measure.project_id).where(Measure.id == measure_id)
        assert db.session.scalars(select(Project.id).where(Project.id.in_(subquery))).all() == []
        other = aliased(Measure)
        everything = select(Measure.id).cte("everything").union(select(other.id))
        for asked in (
            select(Project.id).join(Measure, Measure.project_id == Project.id).where(Measure.id == measure_id),
            select(other.id).where(other.id == measure_id),
            select(everything.c.id).where(everything.c.id == measure_id),
        ):
            assert db.session.execute(asked).all() == []
        assert db.session.get_one(Aim, world.lerkevik["aim_id"]).measure is None
        found = db.session.scalar(
            select(Measure).where(Measure.id == measure_id), execution_options={"include_deleted": True}
        )
        assert found is not None and found.deleted_at is not None


def test_a_reading_transaction_cannot_write(app: Flask, world: World, measure_id: int) -> None:
    with inside(app, world.people[Who.LEAD]):
        db.session.rollback()
        with drivers.reading():
            measure = db.session.get_one(Measure, measure_id)
            with pytest.raises(Exception, match=r"read-?only") as refusal:
                apply_changes(measure, measure.version, {"name": "Ny"})
        assert isinstance(refusal.value, OperationalError) or "ReadOnly" in str(refusal.value)
        db.session.rollback()


def test_a_key_is_kept_apart_from_the_words_of_people() -> None:
    """So that a key that happens to look like a number stops nobody's work."""
    assert texts_of(IdempotencyKey)
