"""The table of all numbers of a measure, with and without its script."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from qi_tracker.blueprints.measures.grid import key_of
from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.services.observations import Reading, observations_of, record_observation
from qi_tracker.vocabulary import Frequency, ValueType
from tests.blueprints.entered_numbers import TODAY, address, made, stored
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure
from tests.people import Who, World
from tests.rows import added, row_counts


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


# The table, as one form.


def grid(browser: Client, world: World) -> Page:
    return browser.get(address(world, "numbers"))


def with_cells(page: Page, cells: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
    """The form's fields with these cells typed over, by row."""
    fields = {name: list(values) for name, values in page.form().fields.items()}
    for row, typed in cells.items():
        place = fields["period"].index(row)
        for name, text in typed.items():
            fields[name][place] = text
    return fields


def test_the_table_holds_every_number_and_the_latest_first(sign_in: SignIn, world: World) -> None:
    fields = grid(sign_in(Who.LEAD), world).form().fields
    assert fields["period"] == ["2026-01-01", *(f"2025-{month:02}-01" for month in range(12, 0, -1))]
    assert fields["numerator"][:3] == ["", "67", "68"]
    assert fields["version"][:2] == ["", "1"]


def test_many_rows_are_saved_at_once(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    page = grid(browser, prepared.world)
    before = row_counts(prepared)
    cells = {
        "2026-01-01": {"numerator": "70", "denominator": "161"},
        "2025-12-01": {"numerator": "66"},
        "2025-11-01": {"numerator": "", "denominator": ""},
    }
    saved = browser.post(page.form().action, with_cells(page, cells))
    assert saved.location == address(prepared.world, "numbers").removesuffix("/numbers")
    numbers = stored(prepared)
    assert (numbers[date(2026, 1, 1)][:2], numbers[date(2025, 12, 1)][0]) == ((70, 161), 66)
    assert date(2025, 11, 1) not in numbers
    # One new row, and one event for each of the three: what was not touched was not saved.
    assert added(before, row_counts(prepared)) == {
        "observations": 1,
        "audit_events": 3,
        "audit_values": added(before, row_counts(prepared))["audit_values"],
    }


def test_a_table_with_one_wrong_row_is_saved_not_at_all_and_keeps_all_that_was_typed(
    prepared: Prepared, sign_in: SignIn
) -> None:
    browser = sign_in(Who.LEAD)
    page = grid(browser, prepared.world)
    before, numbers = row_counts(prepared), stored(prepared)
    cells = {
        "2026-01-01": {"numerator": "70", "denominator": "161", "comment": "Ny telling"},
        "2025-12-01": {"numerator": "12.5"},
        "2025-10-01": {"numerator": "161"},
        "2025-09-01": {"comment": f"Gjelder {PERSONAL_NUMBER}"},
    }
    refused = browser.post(page.form().action, with_cells(page, cells), 422)
    assert "3 rader må rettes. Ingenting er lagret ennå." in refused.text
    for sentence in ("kan leses på to måter", "Telleren er større enn nevneren.", "fødselsnummer"):
        assert sentence in refused.text
    typed = refused.form().fields
    for row, wanted in cells.items():
        place = typed["period"].index(row)
        assert all(typed[name][place] == text for name, text in wanted.items())
    assert (row_counts(prepared), stored(prepared)) == (before, numbers)
    mended = {
        "2025-12-01": {"numerator": "12,5"},
        "2025-10-01": {"numerator": "160"},
        "2025-09-01": {"comment": "Gjelder alle"},
    }
    browser.post(page.form().action, with_cells(refused, mended))
    assert stored(prepared)[date(2026, 1, 1)][:2] == (70, 161)


def test_two_who_fill_in_the_table_see_what_the_other_saved(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page, their_page = grid(mine, prepared.world), grid(theirs, prepared.world)
    theirs.post(page.form().action, with_cells(their_page, {"2025-12-01": {"numerator": "60", "comment": "Rettet"}}))
    cells = {"2025-12-01": {"numerator": "61"}, "2026-01-01": {"numerator": "70", "denominator": "160"}}
    conflict = mine.post(page.form().action, with_cells(page, cells), 409)
    assert "Noen andre lagret dette mens du skrev." in conflict.text
    assert "Lagret nå: 60" in conflict.text
    typed = conflict.form().fields
    # Only they have written a comment.
    assert typed["comment"][1] == "Rettet"
    assert (typed["numerator"][:2], date(2026, 1, 1) in stored(prepared)) == (["70", "61"], False)
    mine.post(page.form().action, typed)
    numbers = stored(prepared)
    assert (numbers[date(2025, 12, 1)][0], numbers[date(2026, 1, 1)][0]) == (61, 70)


def test_row_of_which_each_changed_another_part_is_merged(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page, their_page = grid(mine, prepared.world), grid(theirs, prepared.world)
    theirs.post(page.form().action, with_cells(their_page, {"2025-12-01": {"comment": "Et | i en kommentar"}}))
    met = mine.post(page.form().action, with_cells(page, {"2025-12-01": {"numerator": "61"}}), 409)
    assert "Noen andre har endret en annen del av denne raden." in met.text
    mine.post(page.form().action, met.form().fields)
    assert stored(prepared)[date(2025, 12, 1)][:2] == (61, 160)
    assert "Et | i en kommentar" in grid(mine, prepared.world).form().fields["comment"]


def test_number_that_one_deleted_and_the_other_changed_is_asked_about(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page, their_page = grid(mine, prepared.world), grid(theirs, prepared.world)
    theirs.post(page.form().action, with_cells(their_page, {"2025-12-01": {"numerator": "", "denominator": ""}}))
    met = mine.post(page.form().action, with_cells(page, {"2025-12-01": {"comment": "Ny telling"}}), 409)
    assert "Lagret nå: (tomt)" in met.text
    typed = met.form().fields
    assert (typed["numerator"][1], typed["comment"][1]) == ("67", "Ny telling")


SPOILT: Mapping[str, Callable[[dict[str, list[str]]], object]] = {
    "a row short": lambda fields: fields["period"].pop(),
    "no period": lambda fields: fields["period"].__setitem__(0, "made up"),
    "no such group": lambda fields: fields["period"].__setitem__(0, "2026-01-01.unknown"),
    "no versions": lambda fields: fields.pop("version"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_table_that_is_not_ours_is_refused(sqlite_only: Prepared, name: str) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = grid(browser, sqlite_only.world)
    fields = with_cells(page, {"2026-01-01": {"numerator": "70", "denominator": "160"}})
    SPOILT[name](fields)
    before = row_counts(sqlite_only)
    browser.post(page.form().action, fields, 400)
    assert row_counts(sqlite_only) == before


def test_a_column_that_is_not_sent_is_left_as_it_is(prepared: Prepared, sign_in: SignIn) -> None:
    """Else a table of which the half was lost would empty every row."""
    browser, before = sign_in(Who.LEAD), stored(prepared)
    page = grid(browser, prepared.world)
    fields = with_cells(page, {"2025-12-01": {"comment": "Telt på nytt"}})
    del fields["numerator"], fields["denominator"]
    browser.post(page.form().action, fields)
    assert stored(prepared) == before


def test_an_imported_comment_of_several_lines_counts_as_untouched(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, prepared.world.lerkevik["measure_id"])
        record_observation(measure, Reading(date(2026, 1, 1), 70, 160, comment="En linje\nog en til"), None, TODAY)
        db.session.commit()
    browser = sign_in(Who.LEAD)
    page = grid(browser, prepared.world)
    # As browsers do: an input has one line, a hidden field has its breaks.
    typed = {"2026-01-01": {"comment": "En linjeog en til", "was": "70|160||En linje\r\nog en til"}}
    before = row_counts(prepared)
    browser.post(page.form().action, with_cells(page, typed))
    assert row_counts(prepared) == before


def test_earlier_periods_are_a_link_away_and_take_numbers(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    page = grid(browser, prepared.world)
    earlier = browser.get(next(link for link in page.links if "until=" in link))
    fields = earlier.form().fields
    assert (fields["period"][0], len(fields["period"])) == ("2024-12-01", 13)
    browser.post(earlier.form().action, with_cells(earlier, {"2024-06-01": {"numerator": "3", "denominator": "9"}}))
    assert stored(prepared)[date(2024, 6, 1)][:2] == (3, 9)
    assert address(prepared.world, "numbers") in earlier.links


@pytest.mark.parametrize("until", ["", "x", "1700-01-01", "9999-12-31", "2026-01-12", "2026-02-01"])
def test_an_address_with_another_day_opens_too(sqlite_only: Prepared, until: str) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    fields = browser.get(f"{address(sqlite_only.world, 'numbers')}?until={until}").form().fields
    assert fields["period"][0] == "2026-01-01"


def test_a_long_series_comes_a_sheet_at_a_time(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, frequency=Frequency.WEEK)
        fill(measure, [1], date(2012, 1, 2))
        fill(measure, [2], date(2026, 1, 5))
        db.session.commit()
        measure_id = measure.id
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    seen: list[str] = []
    page = browser.get(f"/measures/{measure_id}/numbers")
    while "2012-01-02" not in seen:
        seen += page.form().fields["period"]
        page = browser.get(next(link for link in page.links if "until=" in link))
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("frequency", list(Frequency))
def test_every_frequency_is_typed_in_the_table(sqlite_only: Prepared, frequency: Frequency) -> None:
    measure_id = made(sqlite_only, frequency=frequency)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(f"/measures/{measure_id}/numbers")
    row = page.form().fields["period"][0]
    browser.post(page.form().action, with_cells(page, {row: {"value": "4,5"}}))
    assert list(stored(sqlite_only, measure_id).items()) == [(date.fromisoformat(row), (None, None, 4.5))]


def test_events_are_listed_by_day_and_each_day_has_one(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared, frequency=Frequency.EVENT)
    browser = sign_in(Who.LEAD)
    due = f"/measures/{measure_id}/due-number"
    for day, value in (("2025-12-03", "4"), ("2025-12-17", "6")):
        browser.send(browser.get(due), {"period": day, "value": value})
    page = browser.get(f"/measures/{measure_id}/numbers")
    assert page.form().fields["period"] == ["2026-01-12", "2025-12-17", "2025-12-03"]
    again = browser.send(browser.get(due), {"period": "2025-12-17", "value": "7"}, status=409)
    assert again.form().fields["value"] == ["7"]


# Groups.


def test_each_group_has_its_row(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared, value_type=ValueType.COUNT, strata=["Nord", "Sør «øst»"])
    browser = sign_in(Who.LEAD)
    # There is no single number to ask for.
    assert browser.get(f"/measures/{measure_id}/due-number", 303).location == f"/measures/{measure_id}/numbers"
    page = browser.get(f"/measures/{measure_id}/numbers")
    december = date(2025, 12, 1)
    rows = [key_of(december, stratum) for stratum in ("Nord", "Sør «øst»")]
    assert page.form().fields["period"][2:4] == rows
    assert "des. 2025 · Sør «øst»" in page.text
    browser.post(page.form().action, with_cells(page, {rows[0]: {"value": "3"}, rows[1]: {"value": "4"}}))
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = observations_of(db.session.get_one(Measure, measure_id))
        assert [(one.stratum, one.value) for one in found] == [("Nord", 3), ("Sør «øst»", 4)]
    assert "7" in browser.get(f"/measures/{measure_id}").text
    wrong = with_cells(browser.get(f"/measures/{measure_id}/numbers"), {rows[1]: {"value": "x"}})
    assert browser.post(page.form().action, wrong, 422).form().fields["value"][2:4] == ["3", "x"]


# The table's script, one row at a time.


def send_row(browser: Client, world: World, status: int = 200, ending: str = "numbers/row", **cells: str) -> Any:
    row = {"period": "2026-01-01", "version": "", "numerator": "70", "denominator": "160", "comment": ""} | cells
    answer = browser.post(address(world, ending), row, status, headers={"Accept": "application/json"})
    assert answer.response.mimetype == "application/json"
    return json.loads(answer.html)


def test_a_row_is_saved_and_answered_with_its_version(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.MEMBER)
    assert send_row(browser, prepared.world) == {"version": 1, "errors": {}, "message": ""}
    assert send_row(browser, prepared.world, version="1", numerator="71")["version"] == 2
    # The answer was lost, and the row is sent again.
    assert send_row(browser, prepared.world, version="1", numerator="71")["version"] == 2
    assert stored(prepared)[date(2026, 1, 1)] == (71, 160, None)
    assert send_row(browser, prepared.world, version="2", numerator="", denominator="")["version"] == ""
    assert date(2026, 1, 1) not in stored(prepared)


@pytest.mark.parametrize(
    ("cells", "errors"),
    [
        ({"numerator": "12.5"}, {"numerator"}),
        ({"numerator": "x", "denominator": "y"}, {"numerator", "denominator"}),
        ({"numerator": "161"}, {"numerator"}),
        ({"denominator": ""}, {"denominator"}),
        ({"comment": f"for {PERSONAL_NUMBER}"}, {"comment"}),
        ({"comment": "x" * 10_001}, {"comment"}),
        ({"period": "2026-02-01"}, set()),
    ],
)
def test_a_wrong_row_is_answered_at_its_cells(sqlite_only: Prepared, cells: dict[str, str], errors: set[str]) -> None:
    before = row_counts(sqlite_only)
    answer = send_row(Client(sqlite_only.app, sqlite_only.world, Who.LEAD), sqlite_only.world, 422, **cells)
    assert set(answer["errors"]) == errors
    assert all(answer["errors"].values()) if errors else answer["message"]
    assert PERSONAL_NUMBER not in json.dumps(answer)
    assert row_counts(sqlite_only) == before


def test_a_row_that_somebody_else_saved_comes_back_with_theirs(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    send_row(theirs, prepared.world, comment="Deres")
    answer = send_row(mine, prepared.world, 409, numerator="71")
    assert (answer["version"], answer["theirs"]["numerator"], answer["theirs"]["comment"]) == (1, "70", "Deres")
    assert "Noen andre lagret dette" in answer["message"]
    assert send_row(mine, prepared.world, version=str(answer["version"]), numerator="71")["version"] == 2


def test_a_row_that_somebody_else_deleted_can_be_kept(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    december = {"period": "2025-12-01", "version": "1"}
    send_row(theirs, prepared.world, **december, numerator="", denominator="")
    answer = send_row(mine, prepared.world, 409, **december, numerator="66")
    assert (answer["version"], answer["theirs"]["numerator"]) == ("", "")
    assert "slettet" in answer["message"]
    send_row(mine, prepared.world, period="2025-12-01", version="", numerator="66")
    assert stored(prepared)[date(2025, 12, 1)][0] == 66


def test_a_row_of_one_who_is_signed_out_is_answered_so_that_it_can_wait(prepared: Prepared, sign_in: SignIn) -> None:
    before = row_counts(prepared)
    answer = send_row(sign_in(Who.NOBODY), prepared.world, 401)
    assert "logget ut" in answer["message"]
    assert row_counts(prepared) == before


@pytest.mark.parametrize(
    "cells", [{"period": "x"}, {"period": ""}, {"version": "x" * 9}, {"version": "9" * 5000}, {"was": "70|160||"}]
)
def test_a_row_that_is_not_ours_is_answered_too(sqlite_only: Prepared, cells: dict[str, str]) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    row = {"period": "2026-01-01", "version": "", "numerator": "70", "denominator": "160"} | cells
    sent = browser.browser.post(
        address(sqlite_only.world, "numbers/row"),
        data={**row, "csrf_token": browser.csrf_token()},
        headers={"Accept": "application/json", "Origin": "http://localhost"},
    )
    assert sent.status_code in (200, 400)
    assert sent.mimetype == "application/json"
