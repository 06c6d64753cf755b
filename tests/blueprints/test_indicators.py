"""Choosing a ready indicator: found without JavaScript, two presses from the project, and the team's own after that."""

import pytest

from qi_tracker.extensions import db
from qi_tracker.indicators.library import LIBRARY
from qi_tracker.models import Measure, Person
from qi_tracker.vocabulary import Dimension, Direction, Language, ValueType
from tests.blueprints.refusals import OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World


def library(world: World, query: str = "") -> str:
    return f"/projects/{world.lerkevik['project_id']}/measures/ready{query}"


def names(page: Page) -> list[str]:
    return [" ".join(found.to_text().split()) for found in page.document.query(".indicator-card h3")]


def first_choice(page: Page) -> str:
    return next(link for link in page.links if "indicator=" in link)


@pytest.fixture
def prepared(sqlite_only: Prepared) -> Prepared:
    """SQLite alone: the library is in no database."""
    return sqlite_only


@pytest.fixture
def browser(sqlite_only: Prepared) -> Client:
    return Client(sqlite_only.app, sqlite_only.world, Who.MEMBER)


def test_only_those_who_make_measures_choose_among_them(sign_in: SignIn, world: World) -> None:
    assert_refused(sign_in, OUTSIDE_TEAM, [library(world)], [])


def test_two_presses_from_the_project_stands_a_filled_form(browser: Client, sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    project = browser.get(f"/projects/{world.lerkevik['project_id']}")
    assert library(world) in project.links
    shown = browser.get(library(world, "?theme=leisure"))
    form = browser.get(first_choice(shown))
    filled = form.form().fields
    assert filled["name"] == ["Andel barn i målgruppen med en fast fritidsaktivitet"]
    assert (filled["value_type"], filled["direction"], filled["kind"]) == (["proportion"], ["up"], ["outcome"])
    assert filled["definition"][0].startswith("Teller: barn i målgruppen")
    browser.follow(browser.send(form, {"name": "Barn med aktivitet hos oss"}))
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        made = db.session.query(Measure).filter_by(name="Barn med aktivitet hos oss").one()
        assert (made.indicator, made.direction, made.value_type, made.is_stock, set(made.dimensions)) == (
            "leisure_participation",
            Direction.UP,
            ValueType.PROPORTION,
            True,
            {Dimension.FAIR, Dimension.INVOLVING},
        )
        assert made.inclusion.startswith("Barn fra 6 til 17 år")
        assert made.exclusion == "Enkeltarrangementer og ferietilbud."
    again = browser.get(library(world, "?theme=leisure"))
    card = again.document.query(".indicator-card")[0].to_text()
    assert "Valgt i dette prosjektet" in " ".join(card.split()) and "Barn med aktivitet hos oss" in card
    assert again.text.count("Valgt i dette prosjektet") == 1


def test_an_entry_of_each_kind_fills_a_form_that_can_be_saved(browser: Client, sqlite_only: Prepared) -> None:
    kinds = {(indicator.value_type, indicator.frequency): indicator.key for indicator in LIBRARY}
    new = f"/projects/{sqlite_only.world.lerkevik['project_id']}/measures/new"
    for key in kinds.values():
        browser.send(browser.get(f"{new}?indicator={key}"))
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        made = [measure.indicator for measure in db.session.query(Measure) if measure.indicator]
    assert sorted(made) == sorted(kinds.values())


@pytest.mark.parametrize(
    ("language", "name"),
    [
        (Language.NYNORSK, "Andel elevar som et skulefrukost"),
        (Language.ENGLISH, "Share of pupils who eat breakfast at school"),
    ],
)
def test_the_text_is_copied_in_the_readers_language(
    browser: Client, sqlite_only: Prepared, language: Language, name: str
) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.MEMBER]):
        db.session.get_one(Person, world.people[Who.MEMBER]).language = language
        db.session.commit()
    form = browser.get(f"/projects/{world.lerkevik['project_id']}/measures/new?indicator=food_breakfast_share")
    assert form.form().fields["name"] == [name]


def test_theme_and_words_narrow_the_list_and_stay_in_the_address(browser: Client, sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    page = browser.get(library(world, "?theme=food&q=PRIS"))
    assert names(page) == ["Pris per måltid"]
    assert page.document.query('#theme option[selected][value="food"]')
    assert page.document.query('#q[value="PRIS"]')
    assert len(names(browser.get(library(world, "?theme=food")))) == 4
    for everything in ("", "?theme=made-up"):
        html = browser.browser.get(library(world, everything)).get_data(as_text=True)
        assert html.count('class="indicator-card"') == len(LIBRARY)
    nothing = browser.get(library(world, "?q=romferger"))
    assert "Ingen ferdig indikator passer" in nothing.text
    assert browser.get(library(world, f"?q={PERSONAL_NUMBER}&theme=food"), 303).location == library(
        world, "?theme=food"
    )


def test_a_key_that_is_none_is_not_kept(browser: Client, sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    new = f"/projects/{world.lerkevik['project_id']}/measures/new"
    page = browser.get(f"{new}?indicator=made_up")
    assert page.form().fields["name"] == [""]
    typed = {"name": "Vårt eget", "value_type": "count", "direction": "up", "indicator": "made_up"}
    browser.send(page, typed)
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        assert db.session.query(Measure).filter_by(name="Vårt eget").one().indicator == ""
