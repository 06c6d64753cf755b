"""Nobody in the project who is not inside is sent a number of a narrowed measure, by any route there is."""

from collections.abc import Callable, Collection

import pytest
from sqlalchemy import true

from qi_tracker.access import scope
from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.bin import shown
from qi_tracker.blueprints.common import projects as lists
from qi_tracker.blueprints.common import recorded
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.history import routes as history
from qi_tracker.blueprints.pdsa import numbers
from qi_tracker.services import exports
from tests.access.browsing import Browser, house_of
from tests.access.house import Anyone
from tests.access.leaving import bytes_of
from tests.access.narrowed import OUTSIDE, Narrowed, narrowed_measure, told_in, walked
from tests.databases import Prepared
from tests.people import Who

# Where those inside are told of the numbers, so that a walk which finds none has looked at the right places.
TELLING = (
    "/",
    "/projects",
    "/projects/{project_id}",
    "/projects/{project_id}/timeline",
    "/projects/{project_id}/history",
    "/projects/{project_id}/history?about=measures-{measure_id}",
    "/projects/{project_id}/bin",
    "/projects/{project_id}/all.xlsx",
    "/projects/{project_id}/all.zip",
    "/organizations/{organization_id}/all.json",
    "/measures/{measure_id}",
    "/measures/{measure_id}/explore",
    "/measures/{measure_id}/numbers",
    "/measures/{measure_id}/numbers.csv",
    "/measures/{measure_id}/measure.json",
    "/annotations/{annotation_id}/edit",
    "/meetings/{meeting_id}",
    "/aims/{aim_id}/edit",
    "/cycles/{cycle_id}",
    "/cycles/{cycle_id}/edit",
    "/cycles/{cycle_id}/study",
    "/projects/{project_id}/history?about=pdsa_cycles-{cycle_id}",
)


@pytest.fixture
def narrowed(sqlite_house: Prepared) -> Narrowed:
    return narrowed_measure(sqlite_house)


def leaks(prepared: Prepared, who: Anyone, narrowed: Narrowed, endpoints: Collection[str] = ()) -> list[str]:
    return [
        f"{who}: {asked} ({status}) tells {told}"
        for asked, status, told in walked(prepared, who, narrowed, endpoints)
        if told or status >= 500
    ]


@pytest.mark.parametrize("who", [*OUTSIDE, Who.LEADER, Who.ADMINISTRATOR])
def test_who_is_not_inside_is_sent_no_number_of_it(sqlite_house: Prepared, narrowed: Narrowed, who: Anyone) -> None:
    assert leaks(sqlite_house, who, narrowed) == []


def test_the_lead_is_sent_none_when_another_owns_it(sqlite_house: Prepared) -> None:
    assert leaks(sqlite_house, Who.LEAD, narrowed_measure(sqlite_house, Who.MEMBER)) == []


def test_who_is_inside_is_sent_them(sqlite_house: Prepared, narrowed: Narrowed) -> None:
    ids, browser = {**house_of(sqlite_house).lerkevik.ids, **narrowed.ids}, Browser(sqlite_house, Who.LEAD)
    for address in TELLING:
        assert told_in(bytes_of(browser.ask("GET", address.format(**ids)))), address


def _on_the_wrong_permission(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    view = prepared.app.view_functions["measures.explore"]
    unguarded = view.__wrapped__  # type: ignore[attr-defined]  # `wraps` leaves it
    monkeypatch.setitem(prepared.app.view_functions, "measures.explore", requires(Permission.VIEW_PROJECT)(unguarded))


# What is planted, and the route that then tells.
PLANTED: dict[str, tuple[Callable[[Prepared, pytest.MonkeyPatch], None], str]] = {
    "a route that asks for another permission": (_on_the_wrong_permission, "measures.explore"),
    "an export that leaves nothing out": (
        lambda _prepared, monkeypatch: monkeypatch.setattr(exports, "open_measures", lambda _actor: true()),
        "projects.all_csv",
    ),
    "a condition of lists that is always true": (
        lambda _prepared, monkeypatch: monkeypatch.setattr(scope, "open_by_itself", lambda _actor, _measure: true()),
        "organizations.all_json",
    ),
    "a small curve that asks nobody": (
        lambda _prepared, monkeypatch: monkeypatch.setattr(lists, "can", lambda *_asked: True),
        "meetings.show",
    ),
    "a history that tells all": (
        lambda _prepared, monkeypatch: monkeypatch.setattr(history, "events_seen", lambda about, _closed: about),
        "history.of_project",
    ),
    "a history that tells what a cycle believed": (
        lambda _prepared, monkeypatch: monkeypatch.setattr(recorded, "_sees_numbers_of", lambda _cycle: True),
        "history.of_project",
    ),
    "a cycle that shows its numbers to all": (
        lambda _prepared, monkeypatch: monkeypatch.setattr(numbers, "can", lambda *_asked: True),
        "pdsa.show",
    ),
    "a bin that shows all": (
        lambda _prepared, monkeypatch: monkeypatch.setattr(shown, "is_closed", lambda _thing: False),
        "bin.index",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_seen(
    sqlite_house: Prepared, narrowed: Narrowed, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant, endpoint = PLANTED[name]
    assert leaks(sqlite_house, Who.MEMBER, narrowed, [endpoint]) == []
    plant(sqlite_house, monkeypatch)
    assert leaks(sqlite_house, Who.MEMBER, narrowed, [endpoint])
