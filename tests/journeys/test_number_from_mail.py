"""The due number on a phone, from the link in a mail to saved; and with the connection cut in between: stored once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Route, expect
from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, Observation, Person, Project
from qi_tracker.services.acting import act_as
from qi_tracker.services.measures import create_measure
from qi_tracker.services.number_links import number_token
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.services.summaries import local_today
from tests.browser import Mode
from tests.inside import inside
from tests.journeys.excel import ended_months
from tests.journeys.furnished import House, Who
from tests.journeys.visitor import PATIENCE_MS, Visitor, somebody
from tests.measures import PLAIN

PHONE: Final = Mode(360, height=740)
MOST_TAPS: Final = 3
MOST_SECONDS: Final = 60
NUMBERS: Final = (38, 41, 45, 52, 40, 39, 47, 44)
NOT_SENT: Final = "Ikke sendt ennå. Vi sender når du har nett."
KEPT: Final = """new Promise((resolve) => {
  const request = indexedDB.open("qi_tracker unsent", 1);
  request.onsuccess = () => {
    const count = request.result.transaction("forms").objectStore("forms").count();
    count.onsuccess = () => { request.result.close(); resolve(count.result); };
  };
})"""

_NUMBER: Final = count(1)

Record = Callable[[str, object], None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A measure that waits for one number, and the link that a mail would hold."""

    house: House
    name: str
    measure_id: int
    period: date
    link: str

    @property
    def stored(self) -> list[float | None]:
        """What is stored for the period, in the bin or not, and how often it was created or changed."""
        with inside(self.house.app):
            act_as(db.session(), None, {self.house.ids["organization_id"]})
            found = select(Observation).where(
                Observation.measure_id == self.measure_id, Observation.period == self.period
            )
            rows = db.session.scalars(found, execution_options={"include_deleted": True}).all()
            events = db.session.scalars(
                select(AuditEvent.id).where(
                    AuditEvent.noun == "observations", AuditEvent.noun_id.in_([row.id for row in rows])
                )
            ).all()
            assert len(events) == len(rows), "Created, and never changed."
            return [row.value for row in rows]


@pytest.fixture
def waiting(house: House) -> Waiting:
    """A measure of its own for each test, with eight months of numbers."""
    name, today = f"Dager til svar {next(_NUMBER)}", local_today()
    *earlier, period = ended_months(today)[-9:]
    with inside(house.app):
        lead = db.session.scalars(select(Person).where(Person.name == Who.LEAD.value)).one()
        act_as(db.session(), lead.id, {house.ids["organization_id"]})
        project = db.session.get_one(Project, house.ids["project_id"])
        measure = create_measure(project, replace(PLAIN, name=name, collector_id=lead.id))
        for month, value in zip(earlier, NUMBERS, strict=True):
            record_observation(measure, Reading(month, value=value), None, today)
        db.session.commit()
        token = number_token(house.app.config["QI_SETTINGS"].secret_key, lead.id, measure.id, today)
        return Waiting(house, name, measure.id, period, f"{house.address}/number/{token}")


def test_from_the_mail_to_saved(house: House, browser: Browser, waiting: Waiting, record_property: Record) -> None:
    with somebody(browser, house.address, PHONE) as lead:
        started = time.monotonic()
        lead.look.page.goto(waiting.link)
        # The link in the mail.
        lead.presses += 1
        lead.point_at("Tall")
        lead.write("43")
        lead.click("Lagre tallet")
        seconds = time.monotonic() - started
        lead.check()
        assert "er lagret" in lead.text
        assert "Alt er lagt inn. Takk!" in lead.text
    assert waiting.stored == [43]
    assert lead.presses <= MOST_TAPS
    assert seconds < MOST_SECONDS
    record_property("number from mail: taps, the link, the field and the button", lead.presses)
    record_property("number from mail: keystrokes", lead.keys)
    record_property("number from mail: seconds on a 360 px phone, at 0.15 s a key", f"{seconds:.1f}")


def test_the_connection_is_cut_before_it_is_sent(
    house: House, browser: Browser, waiting: Waiting, record_property: Record
) -> None:
    with somebody(browser, house.address, PHONE) as lead:
        page = lead.look.page
        started = time.monotonic()
        page.goto(waiting.link)
        lead.presses += 1
        lead.point_at("Tall")
        lead.write("43")
        page.context.set_offline(True)
        lead.control("button", "Lagre tallet").click()
        lead.presses += 1
        expect(page.locator("[data-unsent-status]")).to_have_text(NOT_SENT)
        assert lead.box("Tall").input_value() == "43"
        assert page.evaluate(KEPT) == 1
        assert waiting.stored == []
        with page.expect_navigation():
            page.context.set_offline(False)
        seconds = time.monotonic() - started
        lead.look.noise.clear()
        lead.check()
        assert "er lagret" in lead.text
        assert page.evaluate(KEPT) == 0
    assert waiting.stored == [43]
    record_property("number from mail, connection cut: taps", lead.presses)
    record_property("number from mail, connection cut: seconds to saved", f"{seconds:.1f}")


def test_what_was_kept_is_sent_when_home_is_opened_again(house: House, browser: Browser, waiting: Waiting) -> None:
    with somebody(browser, house.address, PHONE) as lead:
        first = lead.look.page
        house.enter(first, Who.LEAD, "nb")
        first.goto(house.address)
        lead.point_at(f"Tall for {waiting.name}")
        lead.write("43")
        # Not by taking the browser off line: that ends with the page, which would send in its last moment.
        first.context.route("**/due-number", lambda route: route.abort())
        lead.control("button", f"Lagre tallet for {waiting.name}").click()
        expect(_home_status(lead, waiting)).to_have_text(NOT_SENT)
        lead.look.page = first.context.new_page()
        first.close()
        lead.look.page.context.unroute("**/due-number")
        assert waiting.stored == []
        lead.look.page.goto(house.address)
        expect(lead.look.page.locator("[data-notices]")).to_contain_text(
            f"{waiting.name}: tallet for", timeout=PATIENCE_MS
        )
        assert lead.look.page.evaluate(KEPT) == 0
        lead.look.page.goto(house.address)
        assert waiting.name not in lead.look.page.locator(".due-list").inner_text()
    assert waiting.stored == [43]


def _home_status(lead: Visitor, waiting: Waiting) -> Locator:
    return lead.look.page.locator("li.due-item", has_text=waiting.name).locator("[data-unsent-status]")


def test_an_answer_that_is_lost_doubles_nothing(house: House, browser: Browser, waiting: Waiting) -> None:
    with somebody(browser, house.address, PHONE) as lead:
        page = lead.look.page
        house.enter(page, Who.LEAD, "nb")
        page.goto(f"{house.address}/measures/{waiting.measure_id}/due-number")
        lost = []

        def lose(route: Route) -> None:
            if route.request.method == "POST" and not lost:
                lost.append(route.fetch(max_redirects=0).status)
                route.abort()
            else:
                route.continue_()

        page.route("**/due-number", lose)
        lead.type("Tall", "43")
        lead.control("button", "Lagre tallet").click()
        expect(page.locator("[data-unsent-status]")).to_have_text(NOT_SENT)
        assert lost == [303], "The server has it; the phone does not know."
        expect(page.locator("[data-notices]")).to_contain_text(f"{waiting.name}: tallet for", timeout=PATIENCE_MS)
        assert page.evaluate(KEPT) == 0
    assert waiting.stored == [43]


def test_what_was_refused_is_shown_as_ever_and_not_kept(house: House, browser: Browser, waiting: Waiting) -> None:
    with somebody(browser, house.address, PHONE) as lead:
        page = lead.look.page
        page.goto(waiting.link)
        lead.type("Tall", "mange")
        with page.expect_navigation():
            lead.control("button", "Lagre tallet").click()
        assert "Dette er ikke et tall" in lead.text
        assert lead.box("Tall").input_value() == "mange"
        assert page.evaluate(KEPT) == 0
    assert waiting.stored == []
