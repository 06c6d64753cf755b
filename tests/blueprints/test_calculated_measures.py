"""Measures computed from others, on their pages: made, read, followed to where the numbers are entered, changed."""

from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.vocabulary import Calculation, ValueType
from tests.blueprints.filled_forms import TYPED
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, assert_refused
from tests.client import Client
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who
from tests.rows import row_counts
from tests.services.test_calculated_measures import counted, enter, ratio_of


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, date(2026, 6, 10))


@pytest.fixture
def prepared(sqlite_only: Prepared) -> Prepared:
    """SQLite alone: what the database has a say in is tried on both in the service's tests."""
    return sqlite_only


@pytest.fixture
def ids(prepared: Prepared) -> dict[str, int]:
    """A share of two counts, with a month that lacks a number, and one where nothing can be divided."""
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        above = counted(world, "Svar", 1, 2, 3, 4, 5)
        below = counted(world, "Søknader", 4, 4, 8, 0)
        share = ratio_of(world, above, below)
        db.session.commit()
        return {"above": above.id, "below": below.id, "share": share.id}


def test_a_calculated_measure_is_made_from_two_others(prepared: Prepared, sign_in: SignIn, ids: dict[str, int]) -> None:
    address = f"/projects/{prepared.world.lerkevik['project_id']}/measures/new-calculated"
    browser = sign_in(Who.MEMBER)
    typed = {
        "name": "Andel svar",
        "direction": "up",
        "numerator_measure_id": str(ids["above"]),
        "denominator_measure_id": str(ids["below"]),
        "is_share": "y",
    }
    page = browser.follow(browser.send(browser.get(address), typed))
    assert "«Svar» delt på «Søknader», for hver periode." in page.text
    assert page.document.query("figure svg")
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        made = db.session.query(Measure).filter_by(name="Andel svar").one()
        assert (made.calculation, made.value_type) == (Calculation.RATIO, ValueType.PROPORTION)


def test_others_make_and_change_none_and_outsiders_see_no_source(
    prepared: Prepared, sign_in: SignIn, ids: dict[str, int]
) -> None:
    new = f"/projects/{prepared.world.lerkevik['project_id']}/measures/new-calculated"
    changing = [new, f"/measures/{ids['share']}/edit-calculated"]
    assert_refused(sign_in, OUTSIDE_TEAM, changing, changing)
    assert_refused(sign_in, OUTSIDE_PROJECT, [f"/measures/{ids['share']}/sources"], [])


@pytest.mark.parametrize("ending", ["due-number", "numbers", "import"])
def test_where_numbers_are_entered_leads_to_where_they_come_from(
    prepared: Prepared, sign_in: SignIn, ids: dict[str, int], ending: str
) -> None:
    browser = sign_in(Who.LEAD)
    before = row_counts(prepared)
    page = browser.follow(browser.get(f"/measures/{ids['share']}/{ending}", 303))
    assert "Ingen legger inn tall her." in page.text
    for source in (ids["above"], ids["below"]):
        assert {f"/measures/{source}", f"/measures/{source}/due-number"} <= set(page.links)
    entering = browser.get(f"/measures/{ids['above']}/{ending}")
    browser.post(f"/measures/{ids['share']}/{ending}", entering.form().fields)
    assert row_counts(prepared) == before


def test_a_row_sent_to_its_grid_is_refused_with_a_sentence(
    prepared: Prepared, sign_in: SignIn, ids: dict[str, int]
) -> None:
    before = row_counts(prepared)
    row = {"period": "2026-05-01", "version": "", "numerator": "7", "denominator": "8", "comment": ""}
    accept = {"Accept": "application/json"}
    answer = sign_in(Who.LEAD).post(f"/measures/{ids['share']}/numbers/row", row, 422, headers=accept)
    assert "regnes ut fra andre" in answer.response.get_json()["message"]
    assert row_counts(prepared) == before


def test_what_is_missing_is_told_period_by_period(sign_in: SignIn, ids: dict[str, int]) -> None:
    page = sign_in(Who.READER).get(f"/measures/{ids['share']}/sources")
    assert "«Søknader» er ikke over null" in page.text
    assert "«Søknader» har ikke noe tall." in page.text
    assert not [link for link in page.links if link.endswith("/due-number")]


def test_its_own_page_offers_no_numbers_to_enter(sign_in: SignIn, ids: dict[str, int]) -> None:
    page = sign_in(Who.LEAD).get(f"/measures/{ids['share']}")
    assert f"/measures/{ids['share']}/sources" in page.links
    assert not [link for link in page.links if link.endswith(("/due-number", "/numbers", "/import"))]
    assert f"/measures/{ids['share']}/edit" in page.links


def test_every_view_and_file_of_it_opens(prepared: Prepared, sign_in: SignIn, ids: dict[str, int]) -> None:
    browser, project = sign_in(Who.LEAD), prepared.world.lerkevik["project_id"]
    for ending in ("explore", "groups", "chart", "freeze", "phases/new", "exclusions/new", "pauses/new"):
        browser.get(f"/measures/{ids['share']}/{ending}")
    assert "25" in browser.get(f"/measures/{ids['share']}/numbers.csv").response.get_data(as_text=True)
    for address in ("", "/timeline", "/bin"):
        browser.get(f"/projects/{project}{address}")
    browser.get("/")


def test_deleting_a_source_says_what_loses_its_numbers_and_undoing_gives_them_back(
    sign_in: SignIn, ids: dict[str, int]
) -> None:
    browser = sign_in(Who.LEAD)
    source = browser.get(f"/measures/{ids['below']}")
    assert "Regnes ut fra denne indikatoren: Andel med svar." in source.text
    gone = browser.follow(browser.send(source, action=f"/measures/{ids['below']}/delete"))
    assert "har ingen tall før den er hentet ut av papirkurven" in gone.text
    share = browser.get(f"/measures/{ids['share']}")
    assert "«Søknader» er slettet." in share.text
    assert not share.document.query("figure svg")
    browser.send(gone, action="/bin/restore")
    assert browser.get(f"/measures/{ids['share']}").document.query("figure svg")


def test_changing_it_goes_to_its_own_form_and_keeps_what_is_not_touched(
    prepared: Prepared, sign_in: SignIn, ids: dict[str, int]
) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.follow(browser.get(f"/measures/{ids['share']}/edit", 303))
    before = row_counts(prepared)
    browser.send(page)
    assert row_counts(prepared) == before
    browser.send(browser.get(f"/measures/{ids['share']}/edit-calculated"), {"name": "Svart på"})
    assert "Svart på" in browser.get(f"/measures/{ids['share']}").text
    assert browser.get(f"/measures/{ids['above']}/edit-calculated", 303).response.location.endswith("/edit")


def test_two_who_change_it_at_once_are_shown_each_other(
    prepared: Prepared, sign_in: SignIn, ids: dict[str, int]
) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    address = f"/measures/{ids['share']}/edit-calculated"
    page = mine.get(address)
    theirs.send(theirs.get(address), {"name": "Deres navn"})
    shown = mine.send(page, {"name": "Mitt navn"}, status=409)
    assert "Deres navn" in shown.text and "Mitt navn" in shown.html


def test_what_cannot_be_computed_is_said_at_its_field(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(TYPED["calculated measure"].address(sqlite_only))
    same = page.form().fields["numerator_measure_id"][0]
    typed = {**TYPED["calculated measure"].values, "denominator_measure_id": same}
    refused = browser.send(page, typed, status=422)
    assert "Velg to ulike indikatorer." in refused.document.query("#denominator_measure_id-error")[0].to_text()
    assert refused.form().fields["name"] == [typed["name"]]


def test_without_measures_there_is_nothing_to_compute_from(sqlite_only: Prepared) -> None:
    address = TYPED["calculated measure"].address(sqlite_only)
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        for measure in db.session.query(Measure).filter_by(project_id=sqlite_only.world.lerkevik["project_id"]):
            measure.deleted_at = measure.created_at
        db.session.commit()
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(address)
    assert "Det er ingenting å regne ut fra ennå" in page.text


def test_a_new_number_in_a_source_is_in_the_chart_at_once(
    prepared: Prepared, sign_in: SignIn, ids: dict[str, int]
) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        enter(db.session.get_one(Measure, ids["below"]), date(2026, 5, 1), 50)
        db.session.commit()
    page = sign_in(Who.READER).get(f"/measures/{ids['share']}")
    assert "10" in page.document.query("figure table")[0].to_text()
