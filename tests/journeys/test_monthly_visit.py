"""The visit that the program lives by: a month later somebody sees at once what is due, enters it, and leaves."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from qi_tracker.analysis.periods import next_period, period_start
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import Frequency
from tests.journeys.running import LOOPBACK, free_port, running
from tests.journeys.steps import (
    EMAIL,
    MEASURE,
    PASSWORD,
    answer_three_questions,
    make_first_account,
    paste_numbers,
)
from tests.journeys.visitor import Visitor, settle, somebody

# The team begins in the middle of a month and comes back early in the next one, whatever the day of the test.
BEGINS_ON: Final = 10
MONTH_LATER: Final = 25
MOST_PRESSES: Final = 3
MOST_SECONDS: Final = 60

Record = Callable[[str, object], None]


def test_monthly_visit(browser: Browser, tmp_path: Path, record_property: Record) -> None:
    first_day = period_start(next_period(local_today(), Frequency.MONTH), Frequency.MONTH) + timedelta(BEGINS_ON - 1)
    ahead = (first_day - local_today()).days
    port = free_port()
    with somebody(browser, f"http://{LOOPBACK}:{port}") as lead:
        with running(tmp_path, port=port, days_ahead=ahead) as program:
            make_first_account(lead, program.first_account)
            answer_three_questions(lead)
            paste_numbers(lead, first_day)
            sign_in_to_be_remembered(lead)
            lead.close_browser()
        lead.presses = lead.keys = 0
        with running(tmp_path, port=port, days_ahead=ahead + MONTH_LATER):
            started = time.monotonic()
            enter_what_is_due(lead)
            seconds = time.monotonic() - started
            lead.check()
    assert lead.presses <= MOST_PRESSES
    assert seconds < MOST_SECONDS
    record_property("monthly visit: presses", lead.presses)
    record_property("monthly visit: keystrokes, the digits and one Tab", lead.keys)
    record_property("monthly visit: seconds from the bookmark to the saved number, at 0.15 s a key", f"{seconds:.1f}")


def sign_in_to_be_remembered(lead: Visitor) -> None:
    lead.sign_out()
    lead.type("E-post", EMAIL)
    lead.type("Passord", PASSWORD)
    lead.choose("Husk meg i 30 dager")
    lead.press("Logg inn")
    assert "Ingenting venter på deg i dag" in lead.text


def enter_what_is_due(lead: Visitor) -> None:
    lead.look.page.goto(lead.address)
    assert "Én ting venter på deg" in lead.text
    lead.point_at(f"Teller for {MEASURE}")
    lead.write("27")
    lead.strike("Tab")
    lead.write("53")
    lead.click(f"Lagre tallet for {MEASURE}")
    settle(lead.look)
    assert "er lagret" in lead.look.page.locator("[data-notices]").inner_text()
    assert "Ingenting venter på deg i dag" in lead.text
