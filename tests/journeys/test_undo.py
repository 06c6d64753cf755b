"""The core task «undo a deletion»: with a keyboard alone, on a phone, and without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Mode
from tests.journeys.running import Running, running
from tests.journeys.steps import MEASURE, answer_three_questions, make_first_account
from tests.journeys.test_keyboard import Keys
from tests.journeys.visitor import Visitor, somebody


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as found:
        yield found


def delete_measure(lead: Visitor) -> None:
    """From the page of the measure, behind what is rarely used."""
    assert lead.heading == MEASURE
    lead.unfold("Mer")
    lead.press("Slett indikatoren")
    assert "Indikatoren er slettet." in lead.text


def test_a_deletion_is_undone_by_keyboard(browser: Browser, program: Running) -> None:
    with somebody(browser, program.address, Mode(320)) as lead:
        make_first_account(lead, program.first_account)
        answer_three_questions(lead)
        keys = Keys(lead)
        keys.tab_to("^Mer$")
        keys.page.keyboard.press("Enter")
        keys.press("^Slett indikatoren$")
        keys.press("^Angre$")
        assert lead.heading == MEASURE
        assert "Det er hentet tilbake." in lead.text


def test_a_deletion_is_undone_at_once_or_later_on_a_phone_without_scripts(browser: Browser, program: Running) -> None:
    with somebody(browser, program.address, Mode(320, scripts=False)) as lead:
        make_first_account(lead, program.first_account)
        answer_three_questions(lead)
        delete_measure(lead)
        lead.press("Angre")
        assert "Det er hentet tilbake." in lead.text
        delete_measure(lead)
        # Days later the notice is gone.
        lead.unfold("Mer om prosjektet")
        lead.follow("Papirkurv")
        lead.press(re.compile(f"^Hent tilbake.*{MEASURE}$"))
        assert lead.heading == MEASURE
        lead.unfold("Mer")
        lead.follow("Historikk")
        assert f"Hentet tilbake indikatoren «{MEASURE}»" in lead.text
        assert f"Slettet indikatoren «{MEASURE}»" in lead.text
