"""What has outlived its time goes for good, with all that is part of it; nothing else does, and it is told first."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from qi_tracker.errors import Forbidden, InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditValue,
    Base,
    Measure,
    Meeting,
    Membership,
    Observation,
    Organization,
    Person,
    Project,
    Task,
)
from qi_tracker.models.base import utc_now
from qi_tracker.services import erasing, retention
from qi_tracker.services.acting import act_as
from qi_tracker.services.audit_verification import verify
from qi_tracker.services.dates import local_day
from qi_tracker.services.organizations import remove_member
from qi_tracker.services.projects import delete_project
from qi_tracker.services.retention import (
    NOTICE,
    Coming,
    Gone,
    coming,
    coming_in,
    decide_retention,
    erase_portion,
    last_erased,
    months_before,
    rules_of,
)
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import Calculation, ProjectStatus, RetentionKind
from tests.client import Client
from tests.contents import contents
from tests.databases import Prepared
from tests.inside import inside
from tests.killing import When, killer
from tests.people import Who, World
from tests.services.erased_world import beneath, second_project, without

YEAR = 12
# Statements into a night, when rows are being deleted already.
MIDWAY = 80
DAYS = timedelta(days=365)


def decide(world: World, kind: RetentionKind, months: int = YEAR, starts: date = date(2020, 1, 1)) -> None:
    """A rule of the organisation's that has been known for long."""
    organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
    organization.retention = {kind.value: {"months": months, "from": starts.isoformat()}}
    db.session.commit()


def night(app: Flask, days: float, portions: int = 1000) -> int:
    """So many days from now, what the worker does; how many portions were erased."""
    with app.app_context():
        act_as(db.session(), None)
        done = 0
        while done < portions and erase_portion(utc_now() + timedelta(days=days)):
            db.session.commit()
            done += 1
        return done


def chain(app: Flask, world: World) -> list[object]:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        return list(verify(world.lerkevik["organization_id"]))


def delete_the_project(prepared: Prepared) -> Mapping[str, set[int]]:
    """Put the world's project in the bin beside a second one; what lies beneath it."""
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        second_project(world)
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        delete_project(project, project.version)
        db.session.commit()
        decide(world, RetentionKind.BIN)
    return beneath(contents(prepared.settings), "projects", world.lerkevik["project_id"])


def test_a_deleted_project_goes_whole_and_nothing_else_is_touched(prepared: Prepared) -> None:
    gone = delete_the_project(prepared)
    before = contents(prepared.settings)
    assert len(gone) > 15 and night(prepared.app, 400) == 1
    after = contents(prepared.settings)
    assert without(after, {}) == without(before, gone)
    assert chain(prepared.app, prepared.world) == []


def test_what_the_history_holds_of_it_goes_too_and_its_events_stay(prepared: Prepared) -> None:
    gone = delete_the_project(prepared)
    before = contents(prepared.settings)
    night(prepared.app, 400)
    after = contents(prepared.settings)
    assert after["audit_events"][: len(before["audit_events"])] == before["audit_events"]
    events = {row["id"] for row in before["audit_events"] if row["noun_id"] in gone.get(row["noun"], ())}
    told = {row["id"]: row for row in after["audit_values"]}
    for value in before["audit_values"]:
        is_erased = told[value["id"]]["old"] is None and told[value["id"]]["new"] is None
        assert is_erased == (value["event_id"] in events), value


def test_what_is_younger_stays(prepared: Prepared) -> None:
    delete_the_project(prepared)
    before = contents(prepared.settings)
    assert night(prepared.app, 360) == 0
    assert contents(prepared.settings) == before


def test_retention_that_takes_what_is_younger_is_seen(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted defect."""
    delete_the_project(prepared)
    monkeypatch.setattr(retention, "months_before", lambda day, months: day)
    assert night(prepared.app, 360) == 1


def test_retention_that_leaves_children_is_refused_by_the_database(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted defect: the schema's keys are the last guard."""
    delete_the_project(prepared)
    monkeypatch.setattr(erasing, "_with_parts", lambda _organization, noun, ids: {noun: set(ids)})
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        night(prepared.app, 400)


def test_nothing_is_taken_in_the_first_month_of_a_rule(prepared: Prepared) -> None:
    delete_the_project(prepared)
    with inside(prepared.app, prepared.world.people[Who.ADMINISTRATOR]):
        decide(prepared.world, RetentionKind.BIN, 1, local_day(utc_now() + timedelta(days=500)))
    assert night(prepared.app, 499) == 0
    assert night(prepared.app, 501) == 1


def test_a_finished_project_goes_when_it_has_rested_long_enough(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        other = second_project(world)
        db.session.get_one(Project, world.lerkevik["project_id"]).status = ProjectStatus.COMPLETED
        db.session.commit()
        decide(world, RetentionKind.FINISHED_PROJECTS)
    assert night(prepared.app, 360) == 0
    gone = beneath(contents(prepared.settings), "projects", world.lerkevik["project_id"])
    before = contents(prepared.settings)
    assert night(prepared.app, 400) == 1
    assert without(contents(prepared.settings), {}) == without(before, gone)
    assert other["project_id"] not in gone["projects"] and chain(prepared.app, world) == []


def test_values_of_the_history_are_emptied_in_portions_and_what_was_done_stays(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_VALUES_AT_ONCE", 50)
    monkeypatch.setattr(erasing, "_AT_ONCE", 20)
    world = prepared.world
    with inside(prepared.app, world.people[Who.ADMINISTRATOR]):
        decide(world, RetentionKind.HISTORY)
    before = contents(prepared.settings)
    assert night(prepared.app, 400) > 3
    after = contents(prepared.settings)
    own = [row for row in after["audit_values"] if row["organization_id"] == world.lerkevik["organization_id"]]
    kept = {row["field"] for row in own if row["new"] is not None or row["old"] is not None}
    assert kept == {"erased", "redacted_value"} and chain(prepared.app, world) == []
    assert without(after, {}) == without(before, {})
    # What tells of the erasure is not erased itself.
    assert night(prepared.app, 800) == 0


def test_what_only_refers_to_a_thing_outlives_it(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        meeting = db.session.get_one(Meeting, world.lerkevik["meeting_id"])
        put_in_bin(meeting, meeting.version)
        decide(world, RetentionKind.BIN)
    assert night(prepared.app, 400) == 1
    with inside(prepared.app, world.people[Who.LEAD]):
        task = db.session.get_one(Task, world.lerkevik["task_id"])
        assert task.meeting_id is None and db.session.get(Meeting, world.lerkevik["meeting_id"]) is None


def test_a_measure_that_lost_what_it_was_computed_from_has_no_numbers(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        source = db.session.get_one(Measure, world.lerkevik["measure_id"])
        computed = Measure(
            organization_id=source.organization_id,
            project_id=source.project_id,
            name="Sum",
            value_type=source.value_type,
            direction=source.direction,
            calculation=Calculation.SUM_OF_STRATA,
            numerator_measure_id=source.id,
        )
        db.session.add(computed)
        put_in_bin(source, source.version)
        decide(world, RetentionKind.BIN)
        number = computed.id
    night(prepared.app, 400)
    page = Client(prepared.app, world, Who.LEAD).get(f"/measures/{number}")
    assert "slettet for godt" in page.text


def test_an_account_goes_when_its_person_has_belonged_nowhere_for_long(prepared: Prepared) -> None:
    world = prepared.world
    gone = world.people[Who.PLAIN_MEMBER]
    with inside(prepared.app, world.people[Who.ADMINISTRATOR]):
        membership = db.session.scalars(select(Membership).where(Membership.person_id == gone)).one()
        remove_member(membership, membership.version)
        decide(world, RetentionKind.ACCOUNTS)
    assert night(prepared.app, 360) == 0 and night(prepared.app, 400) == 1
    with inside(prepared.app, world.people[Who.ADMINISTRATOR]):
        erased = db.session.scalars(select(Person.id).where(Person.erased_at.is_not(None))).all()
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        assert erased == [gone] and last_erased(organization)[RetentionKind.ACCOUNTS].n == 1
    assert chain(prepared.app, world) == []


def test_every_rule_can_be_carried_out_and_told() -> None:
    assert set(retention._ERASERS) == set(retention._MOMENTS) == set(RetentionKind)


def test_what_was_erased_is_told_with_day_and_number(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        numbers = db.session.scalars(select(Observation).where(Observation.measure_id == world.lerkevik["measure_id"]))
        for number in list(numbers)[:3]:
            put_in_bin(number, number.version)
        decide(world, RetentionKind.BIN)
    night(prepared.app, 400)
    with inside(prepared.app, world.people[Who.ADMINISTRATOR]):
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        assert last_erased(organization) == {RetentionKind.BIN: Gone(local_day(utc_now()), 3)}


def test_what_comes_is_told_a_month_before_and_no_earlier(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        number = db.session.get_one(Observation, _first_number(world))
        put_in_bin(number, number.version)
        decide(world, RetentionKind.BIN)
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        today = local_day(utc_now())
        last = months_before(today, -YEAR)
        told = {RetentionKind.BIN: Coming(RetentionKind.BIN, 1, last)}
        assert coming(organization, last - NOTICE) == coming_in(project, last - NOTICE) == told
        early = last - NOTICE - timedelta(days=4)
        assert coming(organization, early) == coming_in(project, early) == {}


def _first_number(world: World) -> int:
    found = select(func.min(Observation.id)).where(Observation.measure_id == world.lerkevik["measure_id"])
    return db.session.scalar(found) or 0


@pytest.mark.parametrize("who", [Who.LEAD, Who.LEADER])
def test_only_those_who_look_after_privacy_decide(app: Flask, world: World, who: Who) -> None:
    with inside(app, world.people[who]) as actor, pytest.raises(Forbidden):
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        decide_retention(actor, organization, organization.version, {RetentionKind.BIN: 12}, date(2026, 11, 1))


def test_a_stricter_rule_waits_a_month_and_a_milder_one_goes_on(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])

        def decided(months: int | None, today: date) -> list[tuple[int, date]]:
            decide_retention(actor, organization, organization.version, {RetentionKind.BIN: months}, today)
            return [(rule.months, rule.starts) for rule in rules_of(organization)]

        assert decided(12, date(2026, 1, 1)) == [(12, date(2026, 2, 1))]
        assert decided(24, date(2026, 5, 1)) == [(24, date(2026, 2, 1))]
        assert decided(6, date(2026, 6, 1)) == [(6, date(2026, 7, 2))]
        assert decided(None, date(2026, 7, 1)) == []
        for months in (0, 601):
            with pytest.raises(InvalidInput):
                decided(months, date(2026, 7, 1))
        with pytest.raises(StaleVersion):
            decide_retention(actor, organization, organization.version - 1, {}, date(2026, 7, 1))


def test_what_was_decided_stands_in_the_history(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        decide_retention(actor, organization, organization.version, {RetentionKind.BIN: 12}, date(2026, 1, 1))
        db.session.commit()
        value = db.session.scalars(select(AuditValue).where(AuditValue.field == "retention")).one()
        assert value.new == {"bin": {"months": 12, "from": "2026-02-01"}}


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_every_row_of_an_organisations_is_reached_by_its_keys() -> None:
    """All that lies beneath a project in the schema, lest a new table be left behind."""
    reached = {"projects"}
    for table in Base.metadata.sorted_tables:
        if any(key.table is table and key.is_part and key.target.name in reached for key in erasing._keys()):
            reached.add(table.name)
    owned = {table.name for table in Base.metadata.sorted_tables if {"project_id", "measure_id"} & set(table.c.keys())}
    assert owned - {"invitations", "aims"} <= reached


def test_killed_midway_it_has_erased_nothing_and_the_next_does_it(sqlite_only: Prepared) -> None:
    prepared = sqlite_only
    gone = delete_the_project(prepared)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        decide(prepared.world, RetentionKind.BIN, 1)
        _grow_old()
    before = contents(prepared.settings)
    done, left = without(before, gone), without(before, {})
    with killer() as child:
        assert child.tidy_up(prepared.settings, When(statement=MIDWAY)).killed
        assert without(contents(prepared.settings), {}) == left
        whole = child.tidy_up(prepared.settings)
        assert not whole.killed and whole.statements > MIDWAY + 20
    assert without(contents(prepared.settings), {}) == done and chain(prepared.app, prepared.world) == []


def _grow_old() -> None:
    """Let the deleted project have lain in the bin for two years."""
    db.session.execute(update(Project).where(Project.deleted_at.is_not(None)).values(deleted_at=utc_now() - 2 * DAYS))
    db.session.commit()
