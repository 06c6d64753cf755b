"""The file that comes each month from the same system: dropped on the page, known again, imported with one press."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from playwright.sync_api import Browser
from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import Person, Project
from qi_tracker.services.acting import act_as
from qi_tracker.services.measures import create_measure
from qi_tracker.services.summaries import local_today
from tests.inside import inside
from tests.journeys.excel import ended_months
from tests.journeys.furnished import House, Who
from tests.journeys.visitor import Visitor, somebody
from tests.measures import PLAIN

# A drop as the browser gets it: a file that somebody lets go of above the page.
DROP = """([name, text]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([text], name, { type: "text/csv" }));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""

Record = Callable[[str, object], None]


def test_the_monthly_file_is_one_press(house: House, browser: Browser, record_property: Record) -> None:
    measure_id, months = _measure(house), ended_months(local_today())
    with somebody(browser, house.address) as lead:
        house.enter(lead.look.page, Who.LEAD, "nb")
        _drop(lead, measure_id, months[:-1])
        lead.press("Importer 23 tall")
        lead.presses, started = 0, time.monotonic()
        _drop(lead, measure_id, months)
        assert "Kjent igjen: lest som sist. 1 ny måling, 23 er de samme." in lead.text
        lead.click("Importer ett tall")
        seconds = time.monotonic() - started
        lead.check()
        assert "1 tall er importert." in lead.text
    assert lead.presses == 1
    record_property("monthly file: presses after it is dropped", lead.presses)
    record_property("monthly file: seconds from the page to the imported number", f"{seconds:.1f}")


def _measure(house: House) -> int:
    with inside(house.app):
        lead = db.session.scalars(select(Person).where(Person.name == Who.LEAD.value)).one()
        act_as(db.session(), lead.id, {house.ids["organization_id"]})
        project = db.session.get_one(Project, house.ids["project_id"])
        measure = create_measure(project, replace(PLAIN, name="Dager til vedtak", collector_id=lead.id))
        db.session.commit()
        return measure.id


def _drop(lead: Visitor, measure_id: int, months: Sequence[date]) -> None:
    lead.open(f"/measures/{measure_id}/import")
    text = "Måned;Saker;Dager\n" + "".join(f"{month:%Y-%m};{9};{20 + place}\n" for place, month in enumerate(months))
    with lead.look.page.expect_navigation():
        lead.look.page.evaluate(DROP, ["fagsystemet.csv", text])
    lead.check()
