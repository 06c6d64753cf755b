"""Exploring a measure's chart without JavaScript: the period in the address, its drawing and its table."""

import json
from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.services.measures import freeze_baseline
from tests.blueprints.refusals import OUTSIDE_PROJECT, assert_refused
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure
from tests.people import Who, World

VALUES = [3, 5, 4, 6, 5, 4, 7, 5, 6, 4, 5, 6, 9, 8, 11, 9, 10, 12, 9, 10, 11, 9, 10, 9]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, date(2026, 1, 12))


@pytest.fixture
def measure_id(sqlite_only: Prepared) -> int:
    """A measure with two years of numbers."""
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world)
        fill(measure, VALUES, date(2024, 1, 1))
        freeze_baseline(measure, date(2024, 12, 31), date(2026, 1, 12))
        db.session.commit()
        return measure.id


@pytest.fixture
def reader(sqlite_only: Prepared) -> Client:
    return Client(sqlite_only.app, sqlite_only.world, Who.READER)


def rows(page: Page) -> list[str]:
    return [header.to_text() for header in page.document.query("figure tbody th")]


def drawn_texts(page: Page) -> list[str]:
    return [text.to_text() for text in page.document.query(".chart-wide text")]


def chosen(page: Page) -> list[str]:
    return [option.attrs["value"] for option in page.document.query("select option[selected]")]


def explored(reader: Client, measure_id: int, query: str = "") -> Page:
    return reader.get(f"/measures/{measure_id}/explore{query}")


def test_those_who_see_the_measure_explore_it(sign_in: SignIn, world: World) -> None:
    address = f"/measures/{world.lerkevik['measure_id']}"
    for who in (Who.READER, Who.LEAD):
        assert f'href="{address}/explore"' in sign_in(who).get(address).html
        assert "Utforsk diagrammet" in sign_in(who).get(f"{address}/explore").text
    assert_refused(sign_in, OUTSIDE_PROJECT, [f"{address}/explore"], [])


def test_the_whole_chart_is_shown_first(reader: Client, measure_id: int) -> None:
    page = explored(reader, measure_id)
    assert len(rows(page)) == len(VALUES)
    assert chosen(page) == ["2024-01-01", "2025-12-01"]
    assert "Du ser en del av diagrammet" not in page.text


@pytest.mark.parametrize(
    ("query", "first", "last", "n_rows"),
    [
        ("?from=2024-03-01&to=2024-06-01", "2024-03-01", "2024-06-01", 4),
        ("?from=2024-06-01&to=2024-03-01", "2024-03-01", "2024-06-01", 4),
        ("?from=2025-01-01", "2025-01-01", "2025-12-01", 12),
        ("?to=2024-01-01", "2024-01-01", "2024-01-01", 1),
        ("?from=2023-01-01&to=2024-02-15", "2024-01-01", "2024-02-01", 2),
    ],
)
def test_the_address_says_what_is_shown(
    reader: Client, measure_id: int, query: str, first: str, last: str, n_rows: int
) -> None:
    page = explored(reader, measure_id, query)
    assert chosen(page) == [first, last]
    assert len(rows(page)) == n_rows
    assert "Du ser en del av diagrammet. Linjer, grenser og signaler er regnet ut fra alle tallene." in page.text


@pytest.mark.parametrize("query", ["?from=x&to=y", "?from=2031-01-01", "?from=&to=", "?from=2024-01-01&to=2025-12-01"])
def test_where_the_address_leaves_nothing_out_all_is_shown(reader: Client, measure_id: int, query: str) -> None:
    page = explored(reader, measure_id, query)
    assert len(rows(page)) == len(VALUES)
    assert "Du ser en del av diagrammet" not in page.text


def test_a_part_has_the_lines_of_the_whole(reader: Client, measure_id: int) -> None:
    whole, part = explored(reader, measure_id), explored(reader, measure_id, "?from=2025-06-01&to=2025-09-01")
    assert "på rad over medianen" in part.html
    for word in ("Median før", "Median nå"):
        labels = [text for text in drawn_texts(whole) if text.startswith(word)]
        assert labels
        assert labels == [text for text in drawn_texts(part) if text.startswith(word)]


def test_description_of_a_part_claims_nothing_of_what_is_not_shown(reader: Client, measure_id: int) -> None:
    page = explored(reader, measure_id, "?from=2025-06-01&to=2025-09-01")
    assert "Signal: 13 på rad over medianen, vist her fra juni 2025 til september 2025." in page.text
    assert "Det siste tallet som vises, er 11 (september 2025)." in page.text
    assert "Av dem som vises, er det laveste 9 (juli 2025), det høyeste 12 (juni 2025)." in page.text


def test_one_press_shows_the_latest(reader: Client, measure_id: int) -> None:
    page = explored(reader, measure_id)
    views = {link.to_text(): link.attrs["href"] for link in page.document.query("[data-explore-link]")}
    assert list(views) == ["Alle", "Siste 12"]
    latest = reader.get(views["Siste 12"])
    assert len(rows(latest)) == 12
    (current,) = latest.document.query("[data-explore-link][aria-current]")
    assert current.to_text() == "Siste 12"


def test_texts_for_reading_are_those_of_the_table(reader: Client, measure_id: int) -> None:
    page = explored(reader, measure_id, "?from=2025-03-01")
    (view,) = page.document.query("[data-explore-view]")
    reading = json.loads(view.attrs["data-reading"])
    cells = [[cell.to_text() for cell in row.query("th, td")] for row in page.document.query("figure tbody tr")]
    assert len(reading["points"]) == len(cells) == 10
    for point, row in zip(reading["points"], cells, strict=True):
        assert [cell for cell in row if cell not in point["said"]] == []
    assert {len(plot["points"]) for plot in reading["plots"].values()} == {10}


def test_measure_without_numbers_leads_back_to_its_page(sqlite_only: Prepared, reader: Client) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        empty = new_measure(sqlite_only.world).id
        db.session.commit()
    answer = reader.get(f"/measures/{empty}/explore", 303)
    assert answer.response.headers["Location"].endswith(f"/measures/{empty}")
