"""A measure group by group: for those inside, in the team's own order, each with the verdict of its own numbers."""

import re
from datetime import date
from pathlib import Path

import pytest

from qi_tracker.analysis.chances import chance_of_any
from qi_tracker.analysis.result import ChartResult
from qi_tracker.charts.client import Renderer
from qi_tracker.extensions import db
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import words_for
from qi_tracker.models import Observation
from qi_tracker.services.observations import Reading, observations_of, record_observation
from qi_tracker.services.strata import charts_by_stratum
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import Language
from tests.blueprints.refusals import OUTSIDE_PROJECT
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import world_measure
from tests.people import NUMERATORS, Who, World

COUNTS = {"Nord": NUMERATORS, "Sør": NUMERATORS[::-1], "Ås": (20,) * 12, "Liten": (1, 2, 3)}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, date(2026, 1, 12))


def address(world: World, ending: str = "/groups") -> str:
    return f"/measures/{world.lerkevik['measure_id']}{ending}"


def split(prepared: Prepared) -> None:
    """Give the world's measure numbers for four groups."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = world_measure(prepared.world)
        measure.strata = ["Sør", "Nord", "Ås", "Liten"]
        for name, numerators in COUNTS.items():
            for month, numerator in enumerate(numerators, start=1):
                reading = Reading(date(2025, month, 1), numerator, 80, stratum=name)
                record_observation(measure, reading, None, local_today())
        db.session.commit()


def titles(page: Page) -> list[str]:
    return [found.to_text().strip() for found in page.document.query(".chart-title")]


def results(prepared: Prepared) -> dict[str, ChartResult]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = world_measure(prepared.world)
        found = charts_by_stratum(measure, observations_of(measure), local_today())
        return {each.name: each.result for each in found if isinstance(each.result, ChartResult)}


@pytest.mark.parametrize("who", [Who.LEAD, Who.MEMBER, Who.READER])
def test_those_inside_see_every_group(prepared: Prepared, sign_in: SignIn, who: Who) -> None:
    split(prepared)
    page = sign_in(who).get(address(prepared.world))
    assert len(page.document.query("figure.chart svg.chart-svg")) == 4


@pytest.mark.parametrize("who", OUTSIDE_PROJECT, ids=str)
def test_others_see_neither_the_groups_nor_the_timeline(prepared: Prepared, sign_in: SignIn, who: Who) -> None:
    split(prepared)
    for path in (address(prepared.world), f"/projects/{prepared.world.lerkevik['project_id']}/timeline"):
        page = sign_in(who).get(path, OUTSIDE_PROJECT[who])
        assert "Nord" not in page.html and '<svg class="chart' not in page.html


def test_each_group_is_titled_with_the_verdict_of_its_own_numbers(prepared: Prepared, sign_in: SignIn) -> None:
    split(prepared)
    words = words_for(Language.BOKMAL)
    said = titles(sign_in(Who.LEAD).get(address(prepared.world)))
    for name, result in results(prepared).items():
        line = f"{name}: {label(result.verdict.code, words)}."
        assert any(title.startswith(line) for title in said), (line, said)
    assert "Liten: for tidlig å si." in said


def test_lead_counts_the_verdicts_and_ranks_no_group(prepared: Prepared, sign_in: SignIn) -> None:
    split(prepared)
    lead = sign_in(Who.LEAD).get(address(prepared.world)).document.query(".page-lead")[0].to_text()
    assert sum(int(number) for number in re.findall(r": (\d+)", lead)) == 4
    assert "For tidlig å si: 2" in lead
    assert not any(name in lead for name in COUNTS)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Sør", "Nord", "Ås", "Liten"]),
        ("?order=name", ["Liten", "Nord", "Sør", "Ås"]),
        ("?order=latest", ["Sør", "Nord", "Ås", "Liten"]),
        ("?order=best", ["Sør", "Nord", "Ås", "Liten"]),
    ],
)
def test_order_is_kept_in_the_address(prepared: Prepared, sign_in: SignIn, query: str, expected: list[str]) -> None:
    split(prepared)
    page = sign_in(Who.READER).get(address(prepared.world) + query)
    assert [title.split(":")[0] for title in titles(page)] == expected
    chosen = page.document.query('.local-navigation [aria-current="page"]')
    assert len(chosen) == 1
    offered = {link for link in page.links if "/groups" in link}
    assert offered == {
        address(prepared.world),
        *(address(prepared.world) + f"?order={one}" for one in ("name", "latest")),
    }


def test_tables_are_the_numbers_of_the_groups(prepared: Prepared, sign_in: SignIn) -> None:
    split(prepared)
    document = sign_in(Who.LEAD).get(address(prepared.world)).document
    for figure in document.query("figure.chart"):
        name = figure.query(".chart-title")[0].to_text().strip().split(":")[0]
        [table] = document.query(f"#{figure.attrs['aria-details']} table")
        rows = [[cell.to_text().strip() for cell in row.query("td")] for row in table.query("tbody tr")]
        # «Liten» has stopped counting: its last months say that they are missing, and no more.
        cells = [row for row in rows if row[0]]
        assert [int(row[1]) for row in cells] == list(COUNTS[name])
        shares = [round(100 * count / 80, 1) for count in COUNTS[name]]
        assert [float(row[0].replace(",", ".")) for row in cells] == pytest.approx(shares, abs=0.11)


def test_what_many_charts_do_is_said_with_the_chance_of_these(prepared: Prepared, sign_in: SignIn) -> None:
    split(prepared)
    page = sign_in(Who.LEAD).get(address(prepared.world))
    # «Ås» lies on its own line all the way, and «Liten» has few numbers: neither can signal.
    can_signal = [result for name, result in results(prepared).items() if name in ("Nord", "Sør")]
    times = round(100 * chance_of_any(can_signal))
    assert times > 0
    assert (
        f"Med 2 grupper gir tilfeldigheter alene et signal i minst én av dem om lag {times} av 100 ganger" in page.text
    )
    assert "Grupper med små tall vises ikke utenfor prosjektet." in page.text


def test_measure_page_leads_here_only_with_numbers_by_group(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.READER)
    assert address(prepared.world) not in browser.get(address(prepared.world, "")).links
    split(prepared)
    assert address(prepared.world) in browser.get(address(prepared.world, "")).links


def test_without_groups_the_page_says_how_to_get_them(prepared: Prepared, sign_in: SignIn) -> None:
    world = prepared.world
    page = sign_in(Who.LEAD).get(address(world))
    assert "Tallene er ikke delt i grupper" in page.text and address(world, "/plan/groups") in page.links
    assert address(world, "/edit") not in sign_in(Who.READER).get(address(world)).links
    with inside(prepared.app, world.people[Who.LEAD]):
        world_measure(world).strata = ["Nord"]
        db.session.commit()
    page = sign_in(Who.LEAD).get(address(world))
    assert "Ingen tall for gruppene ennå" in page.text and address(world, "/numbers") in page.links


def test_group_that_cannot_be_charted_is_named_and_the_others_are_drawn(prepared: Prepared, sign_in: SignIn) -> None:
    split(prepared)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        broken = db.session.query(Observation).filter_by(stratum="Nord", period=date(2025, 3, 1)).one()
        broken.numerator = 90
        db.session.commit()
    page = sign_in(Who.LEAD).get(address(prepared.world))
    assert [title.split(":")[0] for title in titles(page)] == ["Sør", "Ås", "Liten"]
    assert any("Nord" in alert.to_text() for alert in page.document.query(".ds-alert"))


def test_numbers_of_a_group_are_typed_in_the_table_and_seen_here(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        world_measure(prepared.world).strata = ["Nord"]
        db.session.commit()
    browser: Client = sign_in(Who.MEMBER)
    page = browser.get(address(prepared.world, "/numbers"))
    rows = page.form(address(prepared.world, "/numbers")).fields
    place = next(place for place, key in enumerate(rows["period"]) if "~" in key or len(key) > len("2025-01-01"))
    typed = {name: list(values) for name, values in rows.items()}
    typed["numerator"][place], typed["denominator"][place] = "8", "20"
    browser.send(page, typed)
    shown = browser.get(address(prepared.world))
    assert [title.split(":")[0] for title in titles(shown)] == ["Nord"]


def test_without_drawings_all_is_told_and_the_tables_stand_open(
    prepared: Prepared, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    split(prepared)
    broken = Renderer(tmp_path, command=("/no/such/program",))
    pages = [address(prepared.world), f"/projects/{prepared.world.lerkevik['project_id']}/timeline"]
    browser = sign_in(Who.LEAD)
    for path in pages:
        assert not browser.get(path).document.query("details[open] table")
    monkeypatch.setitem(prepared.app.extensions, "qi_charts", broken)
    for path in pages:
        page = browser.get(path)
        assert not page.document.query("svg.chart-svg")
        assert "Alle tallene står i tabellen" in page.text
        assert page.document.query("details[open] table")
