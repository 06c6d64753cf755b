"""The demo as a person meets it: loaded on any day, on both databases, it says what was computed independently of us.

The analysis by itself is held against the same numbers in `tests/analysis/test_demo.py`.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from qi_tracker import create_app
from qi_tracker.analysis.periods import next_period, period_start
from qi_tracker.demo.loader import DATA, DEMO_PEOPLE, load_demo
from qi_tracker.extensions import db
from qi_tracker.i18n import formats
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import Measure, Observation, Organization, Person, Project
from qi_tracker.services.acting import act_as
from qi_tracker.services.summaries import chart_of, local_today, summaries_of
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import Caution, Language, VerdictCode
from tests.client import Client
from tests.databases import Kind, settings_for
from tests.inside import inside
from tests.postgres import PostgresServer

DEMO = json.loads(DATA.read_text("utf-8"))
INDICATORS = {
    (project["title_nb"], measure["name_nb"]): measure
    for project in DEMO["projects"]
    for measure in project["measures"]
}
NAMES = [" · ".join(key) for key in INDICATORS]
FOUR_DECIMALS = 5.1e-5
DAYS = [date(2026, 11, 23), date(2028, 2, 29), date(2027, 1, 1), date(2026, 12, 31), date(2027, 1, 4), date(2026, 8, 1)]


def loaded(settings: Settings, today: date) -> Flask:
    """An app whose empty database is filled with the demo as on this day."""
    migrate(settings)
    app = create_app(settings)
    app.testing = True
    with inside(app):
        load_demo(today)
        db.session.commit()
    return app


@pytest.fixture(scope="module", params=list(Kind))
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo of today, on each database."""
    urls = None
    if request.param is Kind.POSTGRESQL:
        server: PostgresServer = request.getfixturevalue("postgres")
        urls = server.create_database("demo")
    app = loaded(settings_for(tmp_path_factory.mktemp("demo"), urls, demo=True), local_today())
    yield app
    with app.app_context():
        db.engine.dispose()


def all_measures() -> dict[tuple[str, str], Measure]:
    """The demo's measures by the titles of their project and their own."""
    act_as(db.session(), None, db.session.scalars(select(Organization.id)).all())
    return {(measure.project.title, measure.name): measure for measure in db.session.scalars(select(Measure))}


def close_to(value: float | None) -> Any:
    """Equal to the four decimals that the expectations are written with."""
    return None if value is None else pytest.approx(value, abs=FOUR_DECIMALS)


@pytest.mark.parametrize("key", INDICATORS, ids=NAMES)
def test_each_indicator_gives_its_numbers_and_its_verdict(demo: Flask, key: tuple[str, str]) -> None:
    expected = INDICATORS[key]["expected"]
    with inside(demo):
        measure = all_measures()[key]
        result = chart_of(measure)
        summary = summaries_of([measure])[measure.id]
        periods = [point.date for point in result.points]
    frozen = expected.get("frozen_baseline", expected["whole_series"])
    [phase] = result.phases
    assert {
        "n": len(result.points),
        "useful": phase.runs.n_useful,
        "median": phase.centre,
        "longest_run": phase.runs.longest_run,
        "longest_run_max": phase.runs.longest_run_max,
        "crossings": phase.runs.n_crossings,
        "crossings_min": phase.runs.n_crossings_min,
        "signal": phase.runs.signal,
    } == frozen | {"median": close_to(frozen["median"])}
    verdict, wanted = result.verdict, expected["verdict"]
    assert verdict.code == wanted["code"] == summary.wider["code"]
    assert (Caution.STOCK in verdict.cautions) is wanted["stock_caution"]
    if wanted["current_period_start"] is None:
        assert verdict.current_period_start is None
        return
    written = [point["date"] for point in INDICATORS[key]["points"]]
    assert verdict.current_period_start == periods[written.index(wanted["current_period_start"])]
    assert verdict.start_median == close_to(wanted["start_median"])
    assert verdict.current_median == close_to(wanted["current_median"])
    assert verdict.is_target_reached is wanted["target_reached"]


@pytest.mark.parametrize("key", INDICATORS, ids=NAMES)
def test_each_page_says_its_verdict_and_how_it_was_worked_out(demo: Flask, key: tuple[str, str]) -> None:
    expected = INDICATORS[key]["expected"]
    with inside(demo):
        measure_id = all_measures()[key].id
        lead = db.session.scalars(select(Person.id).where(Person.name == DEMO_PEOPLE[0].name)).one()
        measure = all_measures()[key]
        shown = formats.decimals_for(point.value for point in chart_of(measure).points)
    client = Client(demo)
    client.sign_in_as(lead)
    page = client.get(f"/measures/{measure_id}").text
    frozen, verdict = expected.get("frozen_baseline", expected["whole_series"]), expected["verdict"]
    longest, most = frozen["longest_run"], frozen["longest_run_max"]
    for sentence in (
        f"{frozen['useful']} brukbare tall.",
        f"{longest} på rad på samme side av medianen. Flere enn {most} er et signal.",
        f"Kurven krysser medianen {frozen['crossings']} ganger. Færre enn {frozen['crossings_min']} er et signal.",
    ):
        assert sentence in page
    if verdict["code"] == VerdictCode.IMPROVEMENT:
        start = formats.number(verdict["start_median"], Language.BOKMAL, shown)
        now = formats.number(verdict["current_median"], Language.BOKMAL, shown)
        assert f"blitt bedre, fra om lag {start} til {now}" in page
        assert "Diagrammet viser ikke hvorfor." in page
        assert ("Et tegn, ikke et bevis." in page) is verdict["stock_caution"]
    else:
        assert "Ingen tydelig endring. Tiltaket kan ha en virkning vi ikke ser ennå." in page


def test_skolefrokost_is_honestly_negative(demo: Flask) -> None:
    """More eat breakfast, and absence has not changed: the project's page says the second first."""
    with inside(demo):
        all_measures()
        project_id = db.session.scalars(select(Project.id).where(Project.title == "Skolefrokost og nærvær")).one()
        lead = db.session.scalars(select(Person.id).where(Person.name == DEMO_PEOPLE[0].name)).one()
    client = Client(demo)
    client.sign_in_as(lead)
    page = client.get(f"/projects/{project_id}").text
    assert "Ingen tydelig endring. Tiltaket kan ha en virkning vi ikke ser ennå." in page
    assert page.index("Ingen tydelig endring.") < page.index("blitt bedre")


def test_everyone_of_the_demo_can_be_signed_in_as(demo: Flask) -> None:
    client = Client(demo)
    page = client.get("/demo", environ_base={"REMOTE_ADDR": "127.0.0.1"}).text
    for person in DEMO_PEOPLE:
        assert person.name in page


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_series_ends_in_the_last_finished_period(tmp_path: Path, today: date) -> None:
    app = loaded(settings_for(tmp_path, demo=True), today)
    with inside(app):
        for key, measure in all_measures().items():
            if key not in INDICATORS:
                continue
            last = db.session.scalar(select(func.max(Observation.period)).where(Observation.measure_id == measure.id))
            assert last is not None
            assert next_period(last, measure.frequency) == period_start(today, measure.frequency), key
            present = db.session.scalars(
                select(Observation.period).where(Observation.measure_id == measure.id).order_by(Observation.period)
            ).all()
            wanted = [last]
            while len(wanted) < len(present):
                wanted.insert(0, period_start(wanted[0].fromordinal(wanted[0].toordinal() - 1), measure.frequency))
            assert list(present) == wanted, key


def test_loading_twice_changes_nothing(demo: Flask) -> None:
    with inside(demo):
        before = db.session.scalar(select(func.count(Organization.id)))
        load_demo(local_today())
        db.session.commit()
        assert db.session.scalar(select(func.count(Organization.id))) == before
