"""Measures to import into, the way from a table to its import, and what is stored afterwards."""

import io
from datetime import date
from typing import Any

from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.services.observations import observations_of
from tests.client import Client, Page
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import new_measure
from tests.people import Who

TODAY = date(2026, 1, 12)


def made(prepared: Prepared, **details: Any) -> int:
    """A committed measure without numbers."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, **details)
        db.session.commit()
        return measure.id


def read(browser: Client, measure_id: int, source: str | bytes, status: int = 200) -> Page:
    """The preview of a paste (text) or a file (bytes)."""
    page = browser.get(f"/measures/{measure_id}/import")
    if isinstance(source, str):
        return browser.follow(browser.send(page, {"pasted": source}), status)
    fields = {**page.form().fields, "file": (io.BytesIO(source), "tall.csv")}
    return browser.follow(browser.post(page.form().action, fields, content_type="multipart/form-data"), status)


def apply(browser: Client, preview: Page) -> Page:
    """Import the table, with its numbers where the measure has others, and come to the measure's page."""
    is_asked = bool(preview.document.query("[name=existing]"))
    return browser.follow(browser.send(preview, {"existing": "take"} if is_asked else {}, action="/apply"))


def stored(prepared: Prepared, measure_id: int) -> list[tuple[date, float | None, float | None, float | None, str]]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = observations_of(db.session.get_one(Measure, measure_id))
        return [(one.period, one.numerator, one.denominator, one.value, one.comment) for one in found]


def rows_to_mend(page: Page) -> dict[str, str]:
    """Row number → what is said about it."""
    return {
        str(row.query("legend")[0].to_text()).split()[-1]: " ".join(
            " ".join(note.to_text().split()) for note in row.query(".import-note")
        )
        for row in page.document.query(".mend-row")
    }
