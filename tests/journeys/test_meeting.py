"""A board meeting with nothing but a keyboard: one decision after the other on the same page, then the note."""

from playwright.sync_api import Browser

from tests.browser import until
from tests.journeys.furnished import House, Who
from tests.journeys.test_keyboard import Keys
from tests.journeys.visitor import somebody

WORDS = ("Ringe lagene på mandag", "Låne ut støvler", "Møtes i januar")


def test_a_meeting_is_held_by_keyboard_without_leaving_the_board(house: House, browser: Browser) -> None:
    with somebody(browser, house.address) as person:
        keys, page = Keys(person), person.look.page
        house.enter(page, Who.LEAD, "nb")
        person.open(f"/projects/{house.ids['quiet_project_id']}/meetings")
        keys.press("^Start tavlemøte$")
        board = page.url
        page.evaluate("() => { window.isSamePage = true }")
        keys.tab_to("^Beslutning")
        for words in WORDS[:2]:
            page.keyboard.insert_text(words)
            page.keyboard.press("Enter")
            until(page, f"document.querySelector('#block-decisions').textContent.includes('{words}')")
            assert page.evaluate("document.activeElement.id + '=' + document.activeElement.value") == "text="
        # Typed and not added: closing the meeting takes it along.
        page.keyboard.insert_text(WORDS[2])
        assert page.evaluate("window.isSamePage")
        keys.write("^Annet som er verdt å huske", "Alt på ni minutter.")
        keys.press("^Ferdig$")
        assert page.url == board
        assert "Dere ble enige om 3 ting." in person.text
        assert all(words in person.text for words in (*WORDS, "Alt på ni minutter."))
