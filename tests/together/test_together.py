"""Eight people change the same thing at once: every accepted change is there, and the others are told.

A small round; `dev.py prove together` runs every contest many times.
"""

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from qi_tracker.blueprints.exchange import deciding
from qi_tracker.errors import StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.services import imports, saving
from qi_tracker.services.observations import Reading, record_observation
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who
from tests.together import contests
from tests.together.contests import CONTESTS
from tests.together.editors import one_after_another

SMALL_ROUND: Final = (
    "text of the measure",
    "different fields of one form",
    "rows of the number table",
    "the whole number table",
    "delete or edit",
    "import over edited rows",
    "leads who remove each other",
    "one person added by all",
    "one meeting started by all",
)


@pytest.mark.parametrize("name", SMALL_ROUND)
def test_no_update_is_lost(prepared: Prepared, name: str, record_property: Callable[[str, object], None]) -> None:
    tally = CONTESTS[name](prepared)
    record_property(f"conflicts met, {name}", tally.conflicts)
    assert tally.lost == []
    assert tally.accepted


@pytest.fixture
def in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same contests without the race, for planted defects."""
    monkeypatch.setattr(contests, "at_once", one_after_another)


@pytest.mark.usefixtures("in_turn")
@pytest.mark.parametrize("name", ["text of the measure"])
def test_versions_that_are_not_compared_lose_updates(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The planted defect: what this round must be able to see."""
    monkeypatch.setattr(saving, "check_version", lambda _thing, _seen: None)
    assert CONTESTS[name](prepared).lost


@pytest.mark.usefixtures("in_turn")
def test_import_that_does_not_look_again_loses_updates(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (imports, deciding):
        monkeypatch.setattr(place, "fingerprint_of_present", lambda *_asked: "")
    assert CONTESTS["imports against each other"](prepared).lost


def test_number_saved_while_an_import_is_under_way_is_met(
    _on_postgresql: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between comparing and writing, where SQLite lets nobody else write. A run of the large round found it."""
    prepared = _on_postgresql
    prepared.restore()
    person, number = prepared.world.people[Who.LEAD], prepared.world.lerkevik["measure_id"]
    write, reading = imports._write_readings, Reading(date(2025, 3, 1), 55, 160, comment="Fra tabellen")

    def type_meanwhile(_nobody: object) -> None:
        with inside(prepared.app, person):
            measure = db.session.get_one(Measure, number)
            record_observation(measure, replace(reading, numerator=44, comment="Tastet"), 1, date(2026, 1, 1))
            db.session.commit()

    def write_late(*asked: Any) -> Any:
        gc.collect()
        with ThreadPoolExecutor(1) as threads:
            list(threads.map(type_meanwhile, [None]))
        return write(*asked)

    monkeypatch.setattr(imports, "_write_readings", write_late)
    with inside(prepared.app, person) as actor:
        measure = db.session.get_one(Measure, number)
        rows = imports.ImportRows([reading], measure.frequency)
        rows = replace(rows, seen=imports.fingerprint_of_present(measure, [reading]))
        with pytest.raises(StaleVersion):
            imports.apply_import(actor, measure, rows, date(2026, 1, 1))
