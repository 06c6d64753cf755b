"""What a project's measures say together, on the pages: the same for the team and its leaders, and traceable."""

from collections.abc import Sequence
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.event import listen

from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.services.saving import put_in_bin
from qi_tracker.services.summaries import summaries_of
from qi_tracker.vocabulary import MeasureKind, VerdictCode
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure
from tests.people import LERKEVIK_CANARY, Who, World

KNOW = "Hvordan vet vi det?"


def address(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}"


def measures_that_say(app: Flask, world: World, *said: tuple[str, MeasureKind, VerdictCode], problem: str = "") -> None:
    """New measures of the world's project with these verdicts, as their summaries have them."""
    with inside(app, world.people[Who.LEAD]):
        measures = [new_measure(world, name=name, kind=kind) for name, kind, _ in said]
        db.session.commit()
        for measure, (_, _, code) in zip(measures, said, strict=True):
            summary = summaries_of([measure])[measure.id]
            summary.wider = {"code": code.value, "cautions": []} | ({"problem": problem} if problem else {})
        db.session.commit()


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """On which no number is missing."""
    set_today(monkeypatch, date(2026, 1, 5))


def texts(page: Page, selector: str) -> Sequence[str]:
    return [" ".join(found.to_text().split()) for found in page.document.query(selector)]


@pytest.fixture
def three(app: Flask, world: World) -> None:
    """Beside the world's own outcome: a process that got better, and a balancing measure that got worse."""
    measures_that_say(
        app,
        world,
        ("Ringt i tide", MeasureKind.PROCESS, VerdictCode.IMPROVEMENT),
        ("Ventetid i bydelen", MeasureKind.BALANCING, VerdictCode.WORSENING),
    )


@pytest.mark.usefixtures("three")
def test_the_team_and_its_leaders_are_told_the_same(sign_in: SignIn, world: World) -> None:
    inside_page, outside = (sign_in(who).get(address(world)) for who in (Who.READER, Who.UNIT_LEADER))
    said = texts(inside_page, ".page-lead .verdict-headline")
    assert said[0] == "«Ventetid i bydelen» er blitt dårligere; se på det nå."
    assert said[1] == f"Målet er nådd for «Barn med aktivitet {LERKEVIK_CANARY}», men ikke holdt ennå."
    assert texts(outside, ".page-lead .verdict-headline") == said
    assert len(said) <= 4


@pytest.mark.usefixtures("three")
def test_each_sentence_leads_to_the_measures_it_rests_on(sign_in: SignIn, world: World) -> None:
    team = sign_in(Who.READER)
    page = team.get(address(world))
    assert KNOW in texts(page, ".page-lead summary")
    links = [link.attrs["href"] for link in page.document.query(".page-lead .witness-list a")]
    assert len(links) == len(set(links)) >= 3
    for link in links:
        assert team.get(link).heading
    outside = sign_in(Who.UNIT_LEADER).get(address(world))
    anchors = [link.attrs["href"] for link in outside.document.query(".witness-list a")]
    assert len(anchors) == len(links)
    assert all(outside.document.query(anchor) for anchor in anchors)


@pytest.mark.usefixtures("three")
def test_a_balancing_measure_that_got_worse_is_seen_in_every_list(sign_in: SignIn) -> None:
    for who in (Who.LEAD, Who.LEADER, Who.UNIT_LEADER):
        for page in ("/", "/projects"):
            [first, second] = texts(sign_in(who).get(page), ".project-says .verdict-line")
            assert first == "«Ventetid i bydelen» er blitt dårligere; se på det nå."
            assert second == "målet er nådd, ikke holdt ennå"
    assert "Ventetid" not in sign_in(Who.PLAIN_MEMBER).get("/projects").text


def test_several_that_got_worse_are_not_listed(app: Flask, sign_in: SignIn, world: World) -> None:
    worse = [(name, MeasureKind.BALANCING, VerdictCode.WORSENING) for name in ("Ventetid", "Sykefravær")]
    measures_that_say(app, world, *worse)
    [first, _] = texts(sign_in(Who.LEAD).get("/"), ".project-says .verdict-line")
    assert first == "Flere balanserende indikatorer er blitt dårligere; se på dem nå."


def test_a_number_to_correct_is_said(app: Flask, sign_in: SignIn, world: World) -> None:
    measures_that_say(app, world, ("Trivsel", MeasureKind.FEEDBACK, VerdictCode.NO_DATA), problem="negative_count")
    for who in (Who.READER, Who.LEADER):
        assert "Et tall i «Trivsel» må rettes før tallene kan si noe." in sign_in(who).get(address(world)).text


def test_hidden_numbers_are_said_first_on_every_page(app: Flask, sign_in: SignIn, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world, name="Få barn", kind=MeasureKind.BALANCING)
        db.session.commit()
        summaries_of([measure])[measure.id].wider = {"code": "no_signal", "cautions": ["hidden"]}
        db.session.commit()
    for who in (Who.READER, Who.LEADER):
        page = sign_in(who).get(address(world))
        assert texts(page, ".verdict p")[0] == "Noen tall er skjult av personvernhensyn; skjult betyr ikke null."


def test_a_project_without_measures_says_so(sign_in: SignIn, app: Flask, world: World) -> None:
    client = sign_in(Who.LEAD)
    with inside(app, world.people[Who.LEAD]):
        for measure in db.session.query(Measure).filter_by(project_id=world.lerkevik["project_id"]):
            put_in_bin(measure, measure.version)
        db.session.commit()
    page = client.get(address(world))
    assert texts(page, ".page-lead .verdict-headline") == ["Ingen indikator ennå."]


def test_the_measure_says_how_we_know_and_leads_to_the_rules(sign_in: SignIn, world: World) -> None:
    reader = sign_in(Who.READER)
    page = reader.get(f"/measures/{world.lerkevik['measure_id']}")
    assert KNOW in texts(page, "summary")
    titles = texts(page, ".more .term-list dt")
    assert titles == ["Hva som sammenlignes", "Regelen", "Hvor mange tall", "Målverdien", "Dette sier det ikke"]
    [link] = [link for link in page.links if link.startswith("/help/methods")]
    path, _, anchor = link.partition("#")
    assert reader.get(path).document.query(f"h2#{anchor}")


def test_more_measures_ask_the_database_no_more_often(sqlite_only: Prepared) -> None:
    """Also where something may be missing of each, which its pauses tell."""
    app, world = sqlite_only.app, sqlite_only.world
    browser, counts = Client(app, world, Who.UNIT_LEADER), []
    for _ in range(2):
        with inside(app, world.people[Who.LEAD]):
            asked: list[int] = []
            listen(db.engine, "before_cursor_execute", lambda *_, asked=asked: asked.append(1))
        browser.get(address(world))
        counts.append(len(asked))
        with inside(app, world.people[Who.LEAD]):
            for number in range(4):
                fill(new_measure(world, name=f"Svar {number}"), [3.0, 4.0], date(2025, 11, 1))
            db.session.commit()
    assert counts[0] == counts[1] > 0
