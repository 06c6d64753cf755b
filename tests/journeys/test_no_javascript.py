"""The same with a browser that runs no scripts: slower to use, and nothing is out of reach."""

from pathlib import Path

from playwright.sync_api import Browser

from qi_tracker.services.summaries import local_today
from tests.browser import Mode
from tests.journeys.running import running
from tests.journeys.steps import (
    MEASURE,
    PROJECT,
    answer_three_questions,
    breadcrumbs,
    make_aim_whole,
    make_first_account,
    paste_numbers,
    run_a_cycle,
)
from tests.journeys.visitor import Visitor, somebody


def test_core_tasks_without_scripts(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path) as program, somebody(browser, program.address, Mode(scripts=False)) as lead:
        make_first_account(lead, program.first_account)
        answer_three_questions(lead)
        enter_first_number(lead)
        fill_grid(lead)
        paste_numbers(lead, local_today(), n_others=2)
        lead.follow(PROJECT, within=breadcrumbs(lead))
        make_aim_whole(lead, local_today())
        run_a_cycle(lead, local_today())


def enter_first_number(lead: Visitor) -> None:
    lead.follow("Begynn med ett")
    lead.type("Teller", "14")
    lead.type("Nevner", "48")
    lead.press("Lagre tallet")
    assert lead.heading == MEASURE
    assert "1 tall" in lead.chart


def fill_grid(lead: Visitor) -> None:
    """The whole table is one form; a row that is wrong keeps what was typed, and saves none of the others."""
    lead.follow("Alle tall")
    row = lead.look.page.locator("table[data-grid] tbody tr").nth(2)
    numerator, denominator = row.locator("[inputmode=decimal]").all()
    numerator.fill("mange")
    denominator.fill("50")
    lead.click("Lagre og se diagrammet")
    lead.look.expect("422")
    lead.check()
    assert "Én rad må rettes. Ingenting er lagret ennå." in lead.text
    assert numerator.input_value() == "mange"
    numerator.fill("16")
    lead.press("Lagre og se diagrammet")
    assert "2 tall" in lead.chart
