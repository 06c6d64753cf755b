"""Tables of other shapes on the pages: turned, read together, and corrected where their cells stand."""

import io

import pytest

from tests.blueprints.imported_tables import TODAY, apply, made, read, stored
from tests.client import Client
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.exchange.hostile_files import NAMES
from tests.exchange.workbooks import Value, workbook
from tests.people import Who


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def test_a_wide_table_is_mended_turned_and_imported(prepared: Prepared, sign_in: SignIn) -> None:
    """Its cells are corrected where they stand, also after the layout was changed to and fro."""
    text = (
        "Indikator;jan 2025;feb 2025;mars 2025;Sum\nSamtaler;ca 5;6;7;18\nBesøk;1;2;3;6\nMøter;4;5;6;15\nKurs;1;0;1;2\n"
    )
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, text)
    assert "Tabellen har flere tallrekker. «Samtaler» er lest." in page.text
    assert "Hoppet over, fordi det summerer resten: Sum." in page.text
    assert page.form().fields["layout"] == ["columns"]
    page = browser.follow(browser.send(page, {"cell-2-1": "5"}))
    page = browser.follow(browser.send(page, {"layout": "rows"}))
    assert page.form().fields["layout"] == ["rows"]
    page = browser.follow(browser.send(page, {"layout": "columns"}))
    page = browser.follow(browser.send(page, {"series": "Møter"}))
    assert "flere tallrekker" not in page.text
    page = browser.follow(browser.send(page, {"series": "Samtaler"}))
    apply(browser, page)
    assert [(row[0].month, row[3]) for row in stored(prepared, measure_id)] == [(1, 5), (2, 6), (3, 7)]


def test_sheets_of_one_shape_are_imported_together(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    years: dict[str, list[list[Value]]] = {
        str(year): [["Måned", "Antall"], ["januar", year - 2000.0], ["februar", 5.0]] for year in (2023, 2024)
    }
    page = read(browser, measure_id, workbook(years))
    assert "er lest sammen: 2023 og 2024." in page.text
    page = browser.follow(browser.send(page, {"sheet": "2023"}))
    assert "kan leses sammen: 2023 og 2024." in page.text
    page = browser.follow(browser.send(page, {"sheet": "*"}))
    apply(browser, page)
    assert [(row[0].year, row[3]) for row in stored(prepared, measure_id)] == [
        (2023, 23),
        (2023, 5),
        (2024, 24),
        (2024, 5),
    ]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_name_of_a_file_does_nothing(sqlite_only: Prepared, name: str) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(f"/measures/{made(sqlite_only)}/import")
    content = io.BytesIO(b"Dato;Verdi\n01.01.2025;5\n")
    fields = {**page.form().fields, "file": (content, name)}
    # A line end in a name ends the header that it is sent in, so that no file has come.
    status = 422 if "\n" in name else 303
    page = browser.post(page.form().action, fields, content_type="multipart/form-data", status=status)
    page = browser.follow(page) if status == 303 else page
    assert ("Ett tall er klart" if status == 303 else "Lim inn en tabell eller velg en fil.") in page.text
    assert "passwd" not in page.text
