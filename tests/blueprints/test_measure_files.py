"""A measure's chart as files: for those inside, the same as on the page, and a sentence where there is none."""

import csv
import io
import zipfile
from datetime import date

import pytest
from pypdf import PdfReader
from werkzeug.http import parse_options_header

from qi_tracker.blueprints.measures.sharing import FORMATS
from qi_tracker.charts.client import Renderer
from qi_tracker.errors import RenderingFailed
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Person
from qi_tracker.services.observations import observations_of
from qi_tracker.vocabulary import Language
from tests.blueprints.refusals import OUTSIDE_PROJECT, assert_refused
from tests.blueprints.test_measures import address, empty_measure, table
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import world_measure
from tests.people import Who

BEGINNINGS = {"png": b"\x89PNG", "svg": b"<svg ", "pdf": b"%PDF-", "xlsx": b"PK", "csv": b"\xef\xbb\xbfPeriode;"}
DRAWN = ("chart.png", "chart.svg", "chart.pdf")
FILES = tuple(kind.address for kind in FORMATS.values())


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, date(2026, 1, 12))


def lead_on(prepared: Prepared) -> Client:
    return Client(prepared.app, prepared.world, Who.LEAD)


def name_of(page: Page) -> str:
    """The name under which a browser keeps the file."""
    kind, options = parse_options_header(page.response.headers["Content-Disposition"])
    assert kind == "attachment"
    return options["filename"]


def rename(prepared: Prepared, name: str) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        db.session.get_one(Measure, prepared.world.lerkevik["measure_id"]).name = name
        db.session.commit()


def spoil(prepared: Prepared) -> None:
    """A number that no chart can be made from."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = observations_of(world_measure(prepared.world))[2]
        found.numerator, found.denominator = 5, 0
        db.session.commit()


@pytest.mark.parametrize("file", FILES)
def test_those_inside_get_every_file_and_no_one_else_does(prepared: Prepared, sign_in: SignIn, file: str) -> None:
    for who in (Who.LEAD, Who.MEMBER, Who.READER):
        page = sign_in(who).get(address(prepared.world, f"/{file}"))
        ending = file.rpartition(".")[2]
        assert page.response.get_data().startswith(BEGINNINGS[ending])
        assert page.response.mimetype == FORMATS[file.replace(".", "_")].mimetype
        assert name_of(page) == f"Barn med aktivitet {prepared.world.lerkevik.canary}.{ending}"
        assert page.response.headers["Cache-Control"] == "no-store"
    assert_refused(sign_in, OUTSIDE_PROJECT, [address(prepared.world, f"/{file}")], [])


@pytest.mark.parametrize("file", FILES)
def test_the_head_of_a_file_is_the_same_without_the_file(sqlite_only: Prepared, file: str) -> None:
    browser = lead_on(sqlite_only)
    whole = browser.get(address(sqlite_only.world, f"/{file}")).response
    head = browser.browser.head(address(sqlite_only.world, f"/{file}"))
    assert (head.status_code, head.get_data()) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Content-Disposition", "Cache-Control", "X-Content-Type-Options"):
        assert head.headers[name] == whole.headers[name]


def test_the_numbers_are_those_of_the_page(sqlite_only: Prepared) -> None:
    browser = lead_on(sqlite_only)
    shown = table(browser.get(address(sqlite_only.world)))
    text = browser.get(address(sqlite_only.world, "/numbers.csv")).response.get_data().decode("utf-8-sig")
    written = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]
    assert [row[0] for row in written] == [row[0] for row in shown]
    assert [row[2:4] for row in written] == [row[2:4] for row in shown]
    for row, on_page in zip(written, shown, strict=True):
        exact, numerator, denominator = (float(cell.replace(",", ".")) for cell in row[1:4])
        assert exact == pytest.approx(100 * numerator / denominator)
        assert exact == pytest.approx(float(on_page[1].replace(",", ".")), abs=0.0501)


def test_the_pictures_say_what_the_page_says(sqlite_only: Prepared) -> None:
    browser, canary = lead_on(sqlite_only), sqlite_only.world.lerkevik.canary
    page = browser.get(address(sqlite_only.world))
    svg = browser.get(address(sqlite_only.world, "/chart.svg")).response.get_data().decode()
    pdf = browser.get(address(sqlite_only.world, "/chart.pdf")).response.get_data()
    paper = " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())
    title = " ".join(page.document.query("figure .chart-title")[0].to_text().split())
    assert title in svg
    assert title in paper
    assert f"Gratis fritid {canary}" in svg
    (not_said,) = page.document.query(".verdict-not-said")
    for sentence in ("Målet er nådd, men ikke holdt ennå (6 av 12).", " ".join(not_said.to_text().split())):
        assert sentence in page.text
        assert sentence in paper


def test_the_page_leads_to_every_file_and_has_the_text_to_copy(sign_in: SignIn, prepared: Prepared) -> None:
    page = sign_in(Who.READER).get(address(prepared.world))
    assert {address(prepared.world, f"/{file}") for file in FILES} <= set(page.links)
    (text,) = page.document.query("#shared-text")
    said = text.to_text()
    assert "Målet er nådd, men ikke holdt ennå (6 av 12)." in said
    assert page.document.query("figure .ds-sr-only")[0].to_text().strip() in said
    buttons = page.document.query("[data-copy], [data-copy-image]")
    assert len(buttons) == 2
    assert all("hidden" in button.attrs for button in buttons)


@pytest.mark.parametrize(
    ("language", "sentence", "heading"),
    [
        (Language.BOKMAL, "Indikatoren har ingen tall ennå.", "Det er ingen fil å hente akkurat nå"),
        (Language.NYNORSK, "Indikatoren har ingen tal enno.", "Det er inga fil å hente akkurat no"),
        (Language.ENGLISH, "The measure has no numbers yet.", "There is no file to fetch just now"),
    ],
)
def test_without_numbers_there_is_no_file_and_a_page_says_so(
    sqlite_only: Prepared, language: Language, sentence: str, heading: str
) -> None:
    measure_id = empty_measure(sqlite_only)
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        db.session.get_one(Person, sqlite_only.world.people[Who.LEAD]).language = language
        db.session.commit()
    browser = lead_on(sqlite_only)
    for file in FILES:
        page = browser.get(f"/measures/{measure_id}/{file}", 409)
        assert sentence in page.text
        assert page.heading == heading
        assert "Content-Disposition" not in page.response.headers
    assert not browser.get(f"/measures/{measure_id}").document.query("#shared-text")


@pytest.mark.parametrize("file", FILES)
def test_a_number_that_cannot_be_charted_is_named(sqlite_only: Prepared, file: str) -> None:
    spoil(sqlite_only)
    page = lead_on(sqlite_only).get(address(sqlite_only.world, f"/{file}"), 409)
    assert "1. mars 2025" in page.text
    assert address(sqlite_only.world) in page.links


def test_when_nothing_can_be_drawn_the_numbers_can_still_be_fetched(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise RenderingFailed("rendering_failed")

    monkeypatch.setattr(Renderer, "_drawing", fail)
    browser = lead_on(sqlite_only)
    for file in DRAWN:
        page = browser.get(address(sqlite_only.world, f"/{file}"), 503)
        assert page.response.headers["Retry-After"]
        assert "Diagrammet lot seg ikke tegne akkurat nå." in page.text
    for file in sorted(set(FILES) - set(DRAWN)):
        browser.get(address(sqlite_only.world, f"/{file}"))
    assert set(browser.get(address(sqlite_only.world)).links) >= {
        address(sqlite_only.world, f"/{one}") for one in FILES
    }


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("Ærlig ønske på blå skjema", "Ærlig ønske på blå skjema.csv"),
        ('x"; filename="virus.exe', "x-; filename=-virus.exe.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("💡" * 60, "💡" * 30 + ".csv"),
        ("…", "….csv"),
        ("/", "indikator.csv"),
    ],
)
def test_a_name_is_no_more_than_a_name(sqlite_only: Prepared, name: str, kept_as: str) -> None:
    rename(sqlite_only, name)
    page = lead_on(sqlite_only).get(address(sqlite_only.world, "/numbers.csv"))
    assert name_of(page) == kept_as
    assert page.response.headers["Content-Disposition"].isascii()


def test_hostile_texts_run_nowhere(sqlite_only: Prepared) -> None:
    rename(sqlite_only, "=HYPERLINK(1) <script>x</script> #eval $a$")
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        for observation in observations_of(world_measure(sqlite_only.world)):
            observation.comment = "=1+1"
        db.session.commit()
    browser = lead_on(sqlite_only)
    found = {file: browser.get(address(sqlite_only.world, f"/{file}")).response.get_data() for file in FILES}
    assert b"<script" not in found["chart.svg"]
    assert "'=1+1" in found["numbers.csv"].decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(found["numbers.xlsx"])) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
    assert "<script>x</script> #eval $a$" in PdfReader(io.BytesIO(found["chart.pdf"])).pages[0].extract_text()


def test_the_same_chart_is_the_same_file(sqlite_only: Prepared) -> None:
    browser = lead_on(sqlite_only)
    for file in FILES:
        first, second = (browser.get(address(sqlite_only.world, f"/{file}")).response.get_data() for _ in range(2))
        assert first == second
