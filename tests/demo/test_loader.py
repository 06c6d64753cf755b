"""The demo is whole on any day, once, and each organisation's own. Its numbers are in `test_demo.py`."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.analysis.periods import period_start, previous_period
from qi_tracker.demo.loader import DATA, DEMO_PEOPLE, OTHER_PROJECT, load_demo
from qi_tracker.demo.meetings import HELD_DAYS_AGO
from qi_tracker.demo.tasks import DEMO_TASKS
from qi_tracker.extensions import db
from qi_tracker.method.star import divided_arms, lowest_arms
from qi_tracker.models import (
    Aim,
    Measure,
    MeasureSummary,
    Meeting,
    Observation,
    Organization,
    PdsaCycle,
    Person,
    Project,
    StarRound,
    Task,
)
from qi_tracker.services.acting import act_as
from qi_tracker.services.dates import local_day
from qi_tracker.services.meeting_decisions import decisions_of
from qi_tracker.services.meetings import said_on, said_then
from qi_tracker.services.observations import observations_of
from qi_tracker.services.projects import other_projects, projects_of
from qi_tracker.services.quality_stars import comments_of, results_of
from qi_tracker.services.tasks import is_overdue
from qi_tracker.vocabulary import Dimension, VerdictCode
from tests.inside import inside

FILE: Mapping[str, Any] = json.loads(DATA.read_text("utf-8"))
INDICATORS: Mapping[str, Mapping[str, Any]] = {
    f"{project['key']}-{indicator['key']}": {**indicator, "project": project["title_nb"]}
    for project in FILE["projects"]
    for indicator in project["measures"]
}

TODAY = date(2026, 11, 23)
DAYS = {
    "an ordinary day": TODAY,
    "leap day": date(2024, 2, 29),
    "New Year's Day": date(2027, 1, 1),
    "New Year's Eve": date(2026, 12, 31),
    "Sunday of week 53": date(2021, 1, 3),
    "Monday after week 53": date(2021, 1, 4),
    "the last day of a short month": date(2025, 2, 28),
    "long ago": date(2019, 8, 31),
}


@pytest.fixture
def loading(empty_demo: Flask) -> Iterator[None]:
    """Inside a session of the program's own; what a test loads is rolled back."""
    with inside(empty_demo):
        yield
        db.session.rollback()


def measure_of(key: str) -> Measure:
    indicator = INDICATORS[key]
    found = db.session.query(Measure).join(Project, Project.id == Measure.project_id)
    return found.filter(Project.title == indicator["project"], Measure.name == indicator["name_nb"]).one()


# What there is, on any day.


@pytest.mark.parametrize("name", DAYS)
def test_every_series_ends_in_the_last_finished_period(loading: None, name: str) -> None:
    today = DAYS[name]
    load_demo(today)
    for key, indicator in INDICATORS.items():
        measure = measure_of(key)
        periods = [found.period for found in observations_of(measure) if not found.stratum]
        latest = previous_period(period_start(today, measure.frequency), measure.frequency)
        assert periods[-1] == latest
        assert periods == sorted({period_start(day, measure.frequency) for day in periods})
        assert len(periods) == len(indicator["points"])


@pytest.mark.parametrize("name", DAYS)
def test_everything_of_the_file_is_there_on_days_that_follow_each_other(loading: None, name: str) -> None:
    load_demo(DAYS[name])
    titles = {title for (title,) in db.session.query(Project.title)}
    assert titles == {project["title_nb"] for project in FILE["projects"]} | {OTHER_PROJECT["title_nb"]}
    assert db.session.query(Person).count() == len(DEMO_PEOPLE)
    assert db.session.query(PdsaCycle).count() == sum(len(project["cycles"]) for project in FILE["projects"])
    for cycle in db.session.query(PdsaCycle):
        assert cycle.predicted_at is not None
        assert cycle.predicted_at.date() < cycle.starts_on <= (cycle.ends_on or date.max)
    for aim in db.session.query(Aim):
        assert "{by}" not in aim.statement


def test_cycles_keep_their_places_along_the_numbers(loading: None) -> None:
    """As far from the last number as in the file, counted in the months of the project's series."""
    load_demo(DAYS["leap day"])
    last = observations_of(measure_of("gratis-fritid-R1"))[-1].period
    in_file = date.fromisoformat(INDICATORS["gratis-fritid-R1"]["points"][-1]["date"])
    months = {
        (last.year - cycle.starts_on.year) * 12 + last.month - cycle.starts_on.month
        for cycle in db.session.query(PdsaCycle)
        if cycle.change_idea.project.title == "Gratis fritid – flere barn blir med"
    }
    starts = [date.fromisoformat(cycle["start"]) for cycle in FILE["projects"][0]["cycles"]]
    assert months == {(in_file.year - day.year) * 12 + in_file.month - day.month for day in starts}


@pytest.mark.parametrize("name", ["an ordinary day", "leap day", "long ago"])
def test_tasks_lie_around_the_day_and_came_from_what_is_there(loading: None, name: str) -> None:
    today = DAYS[name]
    load_demo(today)
    tasks = db.session.query(Task).all()
    of_meeting = [task for task in tasks if task.meeting_id is not None]
    assert len(tasks) == sum(len(found) for found in DEMO_TASKS.values()) + len(of_meeting)
    for task in tasks:
        assert task.done_at is None or local_day(task.done_at) < today
        assert task.pdsa_cycle is None or task.pdsa_cycle.change_idea.project_id == task.project_id
        assert task.change_idea is None or task.change_idea.project_id == task.project_id
    assert any(is_overdue(task, today) for task in tasks)
    assert any(task.owner_id is None for task in tasks)


@pytest.mark.parametrize("name", ["an ordinary day", "leap day", "long ago"])
def test_one_meeting_is_over_and_kept_what_the_numbers_said(loading: None, name: str) -> None:
    today = DAYS[name]
    load_demo(today)
    [meeting] = db.session.query(Meeting).all()
    assert meeting.held_on == said_on(meeting) == today - timedelta(days=HELD_DAYS_AGO)
    assert meeting.completed_at is not None and local_day(meeting.completed_at) == meeting.held_on
    assert {said.code for said in said_then(meeting)} > {VerdictCode.NO_SIGNAL}
    tasks = [each.task for each in decisions_of([meeting])[meeting.id]]
    assert [task and is_overdue(task, today) for task in tasks] == [None, False, False]
    assert [task and task.done_at is not None for task in tasks] == [None, True, False]


def n_of_groups(indicator: Mapping[str, Any]) -> int:
    return sum(both is not None for numbers in indicator.get("strata", {}).values() for both in numbers)


@pytest.mark.parametrize("name", ["an ordinary day", "long ago"])
def test_one_star_is_seen_and_one_arm_chosen(loading: None, name: str) -> None:
    load_demo(DAYS[name])
    (found,) = db.session.scalars(select(StarRound)).all()
    results = results_of(found, list(Dimension))
    assert {result.n_answers for result in results.values()} == {4}
    assert lowest_arms(results) == found.chosen == [Dimension.FAIR]
    assert divided_arms(results) == [Dimension.INVOLVING] and len(comments_of(found, Dimension.INVOLVING)) == 2


def test_the_groups_of_a_measure_are_together_what_was_counted_for_all(loading: None) -> None:
    load_demo(TODAY)
    observations = observations_of(measure_of("skolefrokost-R1"))
    for found in (found for found in observations if not found.stratum):
        groups = [other for other in observations if other.stratum and other.period == found.period]
        assert sum(other.numerator or 0 for other in groups) == found.numerator
        assert sum(other.denominator or 0 for other in groups) == found.denominator


def test_loading_twice_does_nothing(empty_demo: Flask) -> None:
    """On any later day, and on PostgreSQL behind the row-level security that hides the first load from the second."""
    for today in (TODAY, TODAY, TODAY + timedelta(days=40)):
        with inside(empty_demo):
            load_demo(today)
            db.session.commit()
        with inside(empty_demo):
            organizations = [organization_id for (organization_id,) in db.session.query(Organization.id)]
            act_as(db.session(), None, organizations)
            counts = [db.session.query(noun).count() for noun in (Organization, Person, Observation, MeasureSummary)]
            n_points = sum(len(indicator["points"]) + n_of_groups(indicator) for indicator in INDICATORS.values())
            assert counts == [2, len(DEMO_PEOPLE), n_points, len(INDICATORS) + 1]


def test_nobody_sees_the_other_organisation(empty_demo: Flask) -> None:
    with inside(empty_demo):
        load_demo(TODAY)
        db.session.commit()
        people = {person.name: person.id for person in db.session.query(Person)}
    seen = {}
    for entry in DEMO_PEOPLE:
        with inside(empty_demo, people[entry.name]) as actor:
            found = [*projects_of(actor), *other_projects(actor)]
            seen[entry.name] = {project.title for project in found}
            assert {project.organization_id for project in found} == set(actor.organization_ids)
    own = {project["title_nb"] for project in FILE["projects"]}
    for entry in DEMO_PEOPLE:
        assert seen[entry.name] == ({OTHER_PROJECT["title_nb"]} if entry.municipality else own)
