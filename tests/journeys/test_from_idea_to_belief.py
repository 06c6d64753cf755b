"""A PDSA cycle on a phone, from the idea to what the team believes: so few presses, fields and pages."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Browser

from tests.browser import Mode
from tests.journeys.furnished import House, Who
from tests.journeys.visitor import somebody

PHONE: Final = Mode(360, height=740)
# «Ny sirkel» on the idea, the second field, «Lagre planen». The cursor stands in the first, and the day is filled in.
MOST_TAPS: Final = 3
MOST_FIELDS: Final = 2
PLAN: Final = "Spør tre familier"
BELIEF: Final = "To av tre vil"

Record = Callable[[str, object], None]


def test_from_idea_to_belief(house: House, browser: Browser, record_property: Record) -> None:
    with somebody(browser, house.address, PHONE) as lead:
        page = lead.look.page
        house.enter(page, Who.LEAD, "nb")
        lead.open(f"/projects/{house.ids['project_id']}/ideas")
        row = page.locator(".cycle").filter(has=page.get_by_role("link", name="Ny sirkel", exact=True)).first
        lead.follow("Ny sirkel", within=row)
        assert page.evaluate("document.activeElement.name") == "plan"
        lead.write(PLAN)
        lead.point_at("Hva tror vi vil skje?")
        lead.write(BELIEF)
        lead.press("Lagre planen")
        assert BELIEF in lead.text
        assert "Dere begynner i dag." in lead.text
        assert lead.presses <= MOST_TAPS
        record_property("idea to belief: taps", lead.presses)
        record_property("idea to belief: fields typed in", MOST_FIELDS)
        record_property("idea to belief: keystrokes", lead.keys)
        begin = lead.control("button", "Begynn")
        assert begin.is_visible()
        lead.press("Begynn")
        assert "Dere prøver nå." in lead.text
        assert "(låst i dag)" in lead.text or "(låst " in lead.text
        lead.unfold("Mer")
        # Others look at this project too.
        lead.press("Slett sirkelen")
