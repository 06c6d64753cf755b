"""Background numbers: from the source's file to the page, replaced by a newer one, and never a measure's numbers."""

import io

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import ContextDraft, ContextSeries, Observation, Project
from qi_tracker.services.context import DRAFT_HOURS, cells_of, series_of
from tests.blueprints.refusals import OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import OFFICIAL, Who, World, official_file


def uploaded(client: Client, address: str, content: bytes, status: int = 303) -> Page:
    """The answer to the file, sent by the form of the page."""
    form = client.get(address).form(None)
    values = {name: value for name, value in form.fields.items() if name != "file"}
    sent = {**values, "file": (io.BytesIO(content), "tabell.json")}
    return client.post(form.action, sent, status, content_type="multipart/form-data")


def new(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/context/new"


def series(world: World) -> str:
    return f"/context/{world.lerkevik['context_series_id']}"


def test_a_file_becomes_numbers_beside_the_project(sign_in: SignIn, prepared: Prepared, world: World) -> None:
    lead = sign_in(Who.LEAD)
    picking = lead.get(uploaded(lead, new(world), official_file("tabell")).location)
    assert "9901 Lerkevik" in picking.html
    checking = lead.get(lead.send(picking, {"place": "lerkevik", "choice_0": ["0-17", "18-34"]}).location)
    assert len(checking.document.query("figure.chart")) == 2
    assert "Skjult i kilden" in checking.text
    with inside(prepared.app, world.people[Who.LEAD]):
        n_numbers = db.session.query(Observation).count()
    kept = lead.get(lead.send(checking, {"title_0": "Barn", "title_1": "Unge", "licence": "CC BY 4.0"}).location)
    assert kept.heading == "Unge"
    assert "ikke et run-diagram" in kept.text
    with inside(prepared.app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        assert [found.title for found in series_of(project)][1:] == ["Barn", "Unge"]
        # Official numbers are no measure's numbers.
        assert db.session.query(Observation).count() == n_numbers


def test_every_number_has_its_source_and_its_dates(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(series(world))
    rows = page.document.query("figure.chart tbody tr")
    assert len(rows) == len(OFFICIAL)
    for row in rows:
        said = row.to_text()
        assert all(
            part in said for part in ("Oppdiktet statistikk", "00001", "CC BY 4.0", "1. mai 2025", "1. juni 2025")
        )
    assert len(page.document.query("figure.chart svg.chart-svg")) == 2
    assert page.document.query(".chart-median") == []


def test_hidden_is_hidden_and_neither_zero_nor_a_gap(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(series(world))
    [row] = [row for row in page.document.query("figure.chart tbody tr") if "2021" in row.query("th")[0].to_text()]
    assert row.query("td")[0].to_text().strip() == ""
    assert "Skjult i kilden" in row.to_text()
    assert "Skjult i kilden: 2021. Skjult betyr ikke null." in page.text


def test_the_project_page_shows_them_small_and_last(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(f"/projects/{world.lerkevik['project_id']}")
    [section] = page.document.query("section[aria-labelledby=context]")
    assert "Kilde: Oppdiktet statistikk" in section.to_text()
    assert len(section.query("figure.chart")) == 1


def test_a_newer_file_shows_what_changes_replaces_it_and_is_undone(
    sign_in: SignIn, prepared: Prepared, world: World
) -> None:
    lead = sign_in(Who.LEAD)
    newer = official_file("tabell", {**OFFICIAL, 2022: 12.0, 2023: 12.5})
    checking = lead.get(uploaded(lead, f"{series(world)}/update", newer).location)
    assert "2 tall er nye eller endret" in checking.text
    shown = lead.get(lead.send(checking, {}, "/replace").location)
    assert "12,5" in shown.text
    back = lead.get(lead.send(shown, {}, "/undo-update").location)
    assert "12,5" not in back.text
    with inside(prepared.app, world.people[Who.LEAD]):
        found = db.session.get_one(ContextSeries, world.lerkevik["context_series_id"])
        assert {cell.period.year: cell.value for cell in cells_of(found)} == OFFICIAL
        assert found.fetched_on.isoformat() == "2025-06-01"


def test_a_draft_is_its_finders_alone_and_for_a_day(sign_in: SignIn, prepared: Prepared, world: World) -> None:
    address = f"/context-drafts/{world.lerkevik['context_draft_id']}"
    sign_in(Who.MEMBER).get(address, status=404)
    with inside(prepared.app, world.people[Who.LEAD]):
        draft = db.session.get_one(ContextDraft, world.lerkevik["context_draft_id"])
        draft.created_at = draft.created_at.replace(year=draft.created_at.year - 1)
        db.session.commit()
    assert DRAFT_HOURS == 24
    sign_in(Who.LEAD).get(address, status=404)


def test_others_add_none(sign_in: SignIn, world: World) -> None:
    assert_refused(
        sign_in,
        OUTSIDE_TEAM,
        [new(world), f"{series(world)}/edit"],
        [f"{series(world)}/{end}" for end in ("delete", "update")],
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dato;Antall\n2026;3\n", "fil"),
        (b"{}", "fil"),
        (official_file(f"Ring {PERSONAL_NUMBER}"), "fødselsnummer"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(sign_in: SignIn, world: World, content: bytes, said: str) -> None:
    refused = uploaded(sign_in(Who.LEAD), new(world), content, 422)
    assert said in refused.text
    assert PERSONAL_NUMBER not in refused.html


def test_an_unknown_place_and_too_many_charts_are_said(sign_in: SignIn, world: World) -> None:
    lead, address = sign_in(Who.LEAD), f"/context-drafts/{world.lerkevik['context_draft_id']}"
    refused = lead.send(lead.get(address), {"place": "Atlantis", "choice_0": "0-17"}, status=422)
    assert "ikke denne kommunen" in refused.text
