"""What leaders get of a measure, byte by byte: no number that is hidden, however it is written."""

from collections.abc import Iterator
from datetime import date

import pytest

from qi_tracker.analysis.series import Point
from qi_tracker.blueprints.common import wider
from qi_tracker.extensions import db
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.services.wider_blocks import WiderBlock
from qi_tracker.vocabulary import ValueType
from tests.access.leaving import bytes_of
from tests.client import Client
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import new_measure
from tests.people import Who

# All but three of them: a number that is hidden for those three, and that stands nowhere else.
CANARY = (7919.0, 7922.0)
WRITTEN = ("7919", "7922", "7\u00a0919", "7\u00a0922", "99,96", "99.96", "0.99962")
ENDINGS = ("", "/wider", "/wider/chart.svg", "/wider/chart.png", "/wider/numbers.xlsx", "/wider/numbers.csv")


def with_canary(prepared: Prepared) -> int:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, value_type=ValueType.PROPORTION, unit="%")
        for month in range(1, 13):
            numbers = CANARY if month == 6 else (4000.0 + month, 8000.0)
            reading = Reading(date(2025, month, 1), *numbers, comment="Sagt i teamet" if month == 6 else "")
            record_observation(measure, reading, None, date(2026, 1, 12))
        db.session.commit()
        return measure.id


def leaks(prepared: Prepared, measure_id: int) -> Iterator[str]:
    """(address and text) of each way in which the hidden number is told."""
    browser, ids = Client(prepared.app, prepared.world, Who.LEADER), prepared.world.lerkevik
    pages = [f"/measures/{measure_id}{ending}" for ending in ENDINGS]
    pages += [f"/projects/{ids['project_id']}", "/", "/projects", f"/organizations/{ids['organization_id']}/all.json"]
    for address in pages:
        sent = bytes_of(browser.browser.get(address)).decode("utf-8", "replace")
        yield from (f"{address} tells {text}" for text in (*WRITTEN, "Sagt i teamet") if text in sent)


def test_no_byte_that_a_leader_gets_tells_what_is_hidden(sqlite_only: Prepared) -> None:
    measure_id = with_canary(sqlite_only)
    assert list(leaks(sqlite_only, measure_id)) == []
    page = Client(sqlite_only.app, sqlite_only.world, Who.LEADER).get(f"/measures/{measure_id}")
    assert "Skjult av personvernhensyn: juni 2025. Skjult betyr ikke null." in page.text
    assert "4012" in "".join(page.text.split()), "What is not hidden is shown."


def test_a_chart_drawn_from_the_numbers_themselves_is_seen(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: the hidden block is drawn with its number."""
    sound = wider._point

    def raw(found: WiderBlock, has_denominator: bool) -> Point:
        return Point(found.block.first, *CANARY) if found.is_hidden else sound(found, has_denominator)

    measure_id = with_canary(sqlite_only)
    monkeypatch.setattr(wider, "_point", raw)
    told = {leak.split(" ")[0].rpartition("/")[2] for leak in leaks(sqlite_only, measure_id)}
    assert {str(measure_id), "wider", "chart.svg", "numbers.xlsx", "numbers.csv"} - told <= {"chart.svg"}


def test_where_all_is_hidden_a_sentence_says_so_and_no_empty_chart(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, value_type=ValueType.DAYS)
        for month in range(1, 13):
            record_observation(measure, Reading(date(2025, month, 1), value=20.0 + month), None, date(2026, 1, 12))
        db.session.commit()
        address = f"/measures/{measure.id}"
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEADER)
    page = browser.get(address)
    assert "Alle tallene er skjult av personvernhensyn. Skjult betyr ikke null." in page.text
    assert "<figure" not in page.html
    assert "Alle tallene er skjult" in browser.get(f"{address}/wider/numbers.csv", 409).text
