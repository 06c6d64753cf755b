"""Pages of causes and of keeping the gains."""

import pytest

from qi_tracker.vocabulary import CauseTool
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.people import Who, World

TYPED = {
    CauseTool.FIVE_WHYS: ("Ingen ba om skjemaet\nIngen eier brevet", "Ingen eier brevet"),
    CauseTool.FISHBONE: ("Penger: kontingenten\nTid: turnus", "– turnus"),
    CauseTool.PARETO: ("Feil skjema: 6\nMangler svar: 3\nAnnet: 1", "90\u00a0%"),
    CauseTool.PROCESS: ("Leser; saksbehandler; 20\nVenter; 100", "1 t 40 min"),
}


def address(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/causes"


def made(browser: Client, world: World, tool: CauseTool, lines: str) -> Page:
    page = browser.get(f"{address(world)}/new/{tool}")
    return browser.follow(browser.send(page, {"question": "Hvorfor tar det tid?", "lines": lines}))


@pytest.mark.parametrize("tool", CauseTool)
def test_each_tool_is_written_as_lines_and_drawn(sign_in: SignIn, world: World, tool: CauseTool) -> None:
    browser = sign_in(Who.MEMBER)
    lines, drawn = TYPED[tool]
    page = made(browser, world, tool, lines)
    assert drawn in [text.to_text().strip() for text in page.document.query("svg text")]
    assert len(page.document.query("#outline li")) == len(lines.splitlines())
    edited = browser.get(page.address + "/edit").form().fields
    assert edited["lines"] == [lines.replace("\n", "\r\n")] or edited["lines"] == [lines]


def test_what_a_pareto_says(sign_in: SignIn, world: World) -> None:
    page = made(sign_in(Who.LEAD), world, CauseTool.PARETO, "Annet: 1\nMangler svar: 4\nFeil skjema: 5")
    assert "Én årsak står for 50\u00a0% av alt." in page.document.query(".page-lead")[0].to_text()
    page = made(sign_in(Who.LEAD), world, CauseTool.PARETO, "Annet: 0")
    assert "Ingenting er talt ennå." in page.text and page.document.query("main svg.drawing") == []


def test_a_line_without_a_count_is_told_with_its_number(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(f"{address(world)}/new/pareto")
    refused = browser.send(page, {"question": "Hva?", "lines": "Feil skjema: 6\nMangler svar"}, status=422)
    assert "Linje 2:" in refused.text and "Mangler svar" in refused.html


def test_what_was_deleted_comes_back(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    there = f"/causes/{world.lerkevik['cause_analysis_id']}"
    gone = browser.follow(browser.send(browser.get(there), {}, f"{there}/delete"))
    assert there not in gone.links
    browser.get(there, status=404)
    browser.follow(browser.send(gone, action="/bin/restore"))
    browser.get(there)


@pytest.mark.parametrize(
    ("who", "status"), [(Who.READER, 403), (Who.LEADER, 403), (Who.OUTSIDER, 404)], ids=["reader", "leader", "outsider"]
)
def test_only_those_who_work_there_write(sign_in: SignIn, world: World, who: Who, status: int) -> None:
    browser = sign_in(who)
    browser.get(f"{address(world)}/new/pareto", status=status)
    browser.get(f"/projects/{world.lerkevik['project_id']}/sustain/edit", status=status)
    browser.get(address(world), status=200 if who is Who.READER else status)


def test_the_gains_are_kept_by_somebody_until_it_is_deleted(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    there = f"/projects/{world.lerkevik['project_id']}/sustain"
    values = {"training": "Egen time i opplæringen", "review_on": "2027-03-01"}
    page = browser.follow(browser.send(browser.get(f"{there}/edit"), values))
    assert "Egen time i opplæringen" in page.text and "1. mars 2027" in page.text
    deletion = f"/sustainments/{world.lerkevik['sustainment_id']}/delete"
    gone = browser.follow(browser.send(page, {}, deletion))
    assert "Hva holder forbedringen ved like" in gone.text
    browser.follow(browser.send(browser.get(f"{there}/edit"), {"routine": "I årsplanen"}))
    assert "I årsplanen" in browser.get(there).text
