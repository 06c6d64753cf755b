"""All on one timeline: every measure of the project with its own verdict, above what was tried."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import event

from qi_tracker.extensions import db
from qi_tracker.models import Aim, Observation, Project
from qi_tracker.services.annotations import annotate
from qi_tracker.services.measures import delete_measure, measures_of
from qi_tracker.vocabulary import Frequency, MeasureKind
from tests.blueprints.refusals import OUTSIDE_PROJECT
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure, world_measure
from tests.people import Who, World


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, date(2026, 1, 12))


def address(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/timeline"


def enlarge(prepared: Prepared) -> None:
    """A weekly process measure, a balancing one without numbers, and two notes with one text."""
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        weekly = new_measure(world, name="Ringt innen to dager", kind=MeasureKind.PROCESS, frequency=Frequency.WEEK)
        fill(weekly, [3, 5, 4, 6, 4, 5, 3, 4, 6, 5, 4, 3, 5], date(2025, 9, 1))
        new_measure(world, name="Ventetid for andre", kind=MeasureKind.BALANCING)
        for measure in (weekly, world_measure(world)):
            annotate(measure, date(2025, 9, 9), "Ny leder i enheten")
        db.session.query(Aim).filter_by(project_id=world.lerkevik["project_id"]).one().by = date(2026, 3, 31)
        db.session.commit()


def titles(page: Page) -> list[str]:
    return [found.to_text().strip() for found in page.document.query("figure.chart .chart-title")]


@pytest.mark.parametrize("who", [Who.LEAD, Who.MEMBER, Who.READER])
def test_those_inside_see_every_measure_in_the_order_of_the_method(
    prepared: Prepared, sign_in: SignIn, who: Who
) -> None:
    enlarge(prepared)
    page = sign_in(who).get(address(prepared.world))
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        names = [measure.name for measure in measures_of(_project(prepared.world))]
    said = titles(page)
    assert len(said) == len(names) + 1 == 5
    assert all(title.startswith(name) for title, name in zip(said, names, strict=False))
    assert said[-1] == "Hva vi gjorde"
    assert "det er ikke et bevis" in page.text


def _project(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


@pytest.mark.parametrize("who", OUTSIDE_PROJECT, ids=str)
def test_others_see_nothing_of_it(sign_in: SignIn, world: World, who: Who) -> None:
    assert "chart-svg" not in sign_in(who).get(address(world), OUTSIDE_PROJECT[who]).html


def test_each_panel_says_what_the_measures_own_page_says(prepared: Prepared, sign_in: SignIn) -> None:
    enlarge(prepared)
    browser = sign_in(Who.LEAD)
    said = titles(browser.get(address(prepared.world)))
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measures = [measure.id for measure in measures_of(_project(prepared.world))]
    for measure_id, title in zip(measures, said, strict=False):
        own = titles(browser.get(f"/measures/{measure_id}"))
        assert own in ([title], []), title
    assert said[-2] == "Ventetid for andre: ingen tall ennå."


def test_tables_are_those_of_the_measures_own_pages(prepared: Prepared, sign_in: SignIn) -> None:
    enlarge(prepared)
    browser = sign_in(Who.LEAD)
    document = browser.get(address(prepared.world)).document
    measure_id = prepared.world.lerkevik["measure_id"]
    own = browser.get(f"/measures/{measure_id}").document.query("figure.chart table tbody tr")
    here = document.query(f"#chart-{measure_id}-table tbody tr")
    assert [row.to_text() for row in here] == [row.to_text() for row in own] and len(own) == 12


def test_what_was_done_is_listed_once_with_where_it_was_noted(prepared: Prepared, sign_in: SignIn) -> None:
    enlarge(prepared)
    document = sign_in(Who.LEAD).get(address(prepared.world)).document
    rows = [[cell.to_text().strip() for cell in row.query("th,td")] for row in document.query("#deeds-table tbody tr")]
    noted = [row for row in rows if row[0] == "Ny leder i enheten"]
    assert len(noted) == 1
    assert "Ringt innen to dager" in noted[0][3] and ", " in noted[0][3]
    assert any(row[1] == "1" for row in rows)
    assert any(row[0] == "Målet: innen 31. mars 2026" for row in rows)


def test_a_measure_that_cannot_be_charted_is_named_and_the_others_are_drawn(
    prepared: Prepared, sign_in: SignIn
) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        broken = db.session.query(Observation).filter_by(measure_id=prepared.world.lerkevik["measure_id"]).first()
        assert broken is not None
        broken.numerator, broken.denominator = 5, 0
        db.session.commit()
    page = sign_in(Who.LEAD).get(address(prepared.world))
    assert "Diagrammet kan ikke tegnes før et tall er rettet" in page.text
    assert len(titles(page)) == 2


def test_project_without_measures_says_how_to_begin(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        for measure in measures_of(_project(prepared.world)):
            delete_measure(measure, measure.version)
        db.session.commit()
    browser = sign_in(Who.LEAD)
    page = browser.get(address(prepared.world))
    assert "Ingen indikatorer ennå" in page.text
    new = f"/projects/{prepared.world.lerkevik['project_id']}/measures/new"
    assert new in page.links and new not in sign_in(Who.READER).get(address(prepared.world)).links


def test_measures_without_numbers_say_what_to_do_and_draw_no_year(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    started = browser.get("/projects/new")
    typed = {"aim": "Flere leser", "measure_name": "Leser", "first_idea": "Lesehjørne", "title": "Lesing"}
    measure = browser.follow(browser.send(started, typed | {"value_type": "proportion", "direction": "up"}))
    project = next(link for link in measure.links if link.startswith("/projects/"))
    page = browser.get(f"{project}/timeline")
    assert "Ingenting på tidslinjen ennå" in page.text
    assert "1970" not in page.html


def test_more_measures_ask_the_database_no_more(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.READER)
    asked: list[list[int]] = []
    for _ in range(2):
        browser.get(address(prepared.world))
        asked.append([])
        with prepared.app.app_context():
            engine = db.engine
        note = partial(_note, asked[-1])
        event.listen(engine, "before_cursor_execute", note)
        try:
            browser.get(address(prepared.world))
        finally:
            event.remove(engine, "before_cursor_execute", note)
        enlarge(prepared)
    assert len(asked[0]) == len(asked[1]) > 5


def _note(asked: list[int], *_: object) -> None:
    asked.append(1)


def test_project_page_leads_here(sign_in: SignIn, world: World) -> None:
    page = f"/projects/{world.lerkevik['project_id']}"
    assert address(world) in sign_in(Who.READER).get(page).links
    assert address(world) not in sign_in(Who.LEADER).get(page).links
