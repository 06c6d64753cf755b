"""Eight people change the same thing at once: every accepted change is there, and the others are told.

A small round; `dev.py prove together` runs every contest many times.
"""

from collections.abc import Callable
from typing import Final

import pytest

from qi_tracker.blueprints.exchange import routes
from qi_tracker.services import imports, saving
from tests.databases import Prepared
from tests.together.contests import CONTESTS

SMALL_ROUND: Final = (
    "text of the measure",
    "different fields of one form",
    "rows of the number table",
    "the whole number table",
    "delete or edit",
    "import over edited rows",
    "leads who remove each other",
    "one person added by all",
)


@pytest.mark.parametrize("name", SMALL_ROUND)
def test_no_update_is_lost(prepared: Prepared, name: str, record_property: Callable[[str, object], None]) -> None:
    tally = CONTESTS[name](prepared)
    record_property(f"conflicts met, {name}", tally.conflicts)
    assert tally.lost == []
    assert tally.accepted


@pytest.mark.parametrize("name", ["text of the measure", "rows of the number table"])
def test_versions_that_are_not_compared_lose_updates(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The planted defect: what this round must be able to see."""
    monkeypatch.setattr(saving, "check_version", lambda _thing, _seen: None)
    assert CONTESTS[name](prepared).lost


def test_import_that_does_not_look_again_loses_updates(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (imports, routes):
        monkeypatch.setattr(place, "fingerprint_of_present", lambda _measure, _readings: "")
    assert CONTESTS["imports against each other"](prepared).lost
