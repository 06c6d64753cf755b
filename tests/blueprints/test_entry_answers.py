"""After saving: one question about a number that looks like a slip; and that there is no number to be had."""

from datetime import date

import pytest
from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, Measure
from qi_tracker.services.due import due_numbers, waiting_periods
from qi_tracker.services.observations import Reading, find_observation, record_observation
from qi_tracker.services.summaries import chart_of, local_today, summaries_of
from qi_tracker.vocabulary import ValueType
from tests.blueprints.entered_numbers import address, made, stored
from tests.blueprints.test_number_by_link import holder, link
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import world_measure
from tests.people import Who

JANUARY = date(2026, 1, 1)
LATE = date(2026, 2, 9)
DAYS = (38, 41, 45, 52, 40, 39, 47, 44, 43)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, LATE)


def days(prepared: Prepared) -> int:
    return made(prepared, DAYS, value_type=ValueType.DAYS)


def about(page: Page) -> str:
    return page.document.query("#number-question")[0].to_text()


# The question.


def test_a_strange_number_is_saved_and_asked_about(sqlite_only: Prepared) -> None:
    measure_id, browser = days(sqlite_only), Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    saved = browser.send(browser.get(f"/measures/{measure_id}/due-number?back=/"), {"value": "90"})
    assert stored(sqlite_only, measure_id)[JANUARY] == (None, None, 90)
    asked = browser.follow(saved)
    assert asked.heading == "Stemmer det?"
    assert about(asked) == "90 er mye mer enn de andre (38–52)."
    assert "er lagret" in asked.text
    assert "/" in asked.links
    correct = next(link for link in asked.links if "due-number" in link)
    page = browser.get(correct)
    assert page.form().fields["value"] == ["90"]
    assert page.form().fields["period"] == ["2026-01-01"]
    mended = browser.send(page, {"value": "50"})
    assert mended.location == "/"
    assert stored(sqlite_only, measure_id)[JANUARY] == (None, None, 50)


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("430", "430 er omtrent 10 ganger så mye som de andre (38–52). Er det talt på samme måte?"),
        ("0,43", "De andre (38–52) er omtrent 100 ganger så mye som 0,43. Er det talt på samme måte?"),
        ("2", "2 er mye mindre enn de andre (38–52)."),
    ],
)
def test_the_question_says_both_numbers(sqlite_only: Prepared, typed: str, question: str) -> None:
    measure_id, browser = days(sqlite_only), Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    saved = browser.send(browser.get(f"/measures/{measure_id}/due-number"), {"value": typed})
    assert about(browser.follow(saved)) == question


def test_a_share_is_asked_about_in_per_cent_and_its_denominator_as_typed(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(address(sqlite_only.world, "due-number"))
    asked = browser.follow(browser.send(page, {"numerator": "150", "denominator": "160"}))
    assert about(asked) == "94\u00a0% er mye mer enn de andre (29–43)."
    page = browser.get(next(link for link in asked.links if "due-number" in link))
    asked = browser.follow(browser.send(page, {"numerator": "150", "denominator": "400"}))
    assert about(asked) == "Nevneren 400 er mye større enn før (160)."


def test_a_number_like_the_others_is_asked_nothing_about(sqlite_only: Prepared) -> None:
    measure_id, browser = days(sqlite_only), Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    saved = browser.send(browser.get(f"/measures/{measure_id}/due-number"), {"value": "50"})
    assert saved.location == f"/measures/{measure_id}"
    check = f"/measures/{measure_id}/number-check?period=2026-01-01&back=/projects"
    assert browser.get(check, 303).location == "/projects"
    assert browser.get(f"/measures/{measure_id}/number-check?period=no", 303).location == f"/measures/{measure_id}"


def test_home_asks_too_and_leads_back(sqlite_only: Prepared) -> None:
    measure_id, browser = days(sqlite_only), Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    saved = browser.send(browser.get("/"), {"value": "430"}, f"/measures/{measure_id}/due-number")
    asked = browser.follow(saved)
    assert asked.heading == "Stemmer det?"
    assert "/" in asked.links


def test_the_link_asks_too_and_opens_the_field_again(sqlite_only: Prepared) -> None:
    measure_id, browser = days(sqlite_only), holder(sqlite_only)
    where = link(sqlite_only, measure_id=measure_id)
    sent = browser.send(browser.get(where), {"value": "430"})
    asked = browser.get(f"{where}{sent.location}")
    assert about(asked).startswith("430 er omtrent 10 ganger så mye")
    correct, confirm = (next(each for each in asked.links if part(each)) for part in (_corrects, where.__eq__))
    assert "Alt er lagt inn. Takk!" in browser.get(confirm).text
    page = browser.get(f"{where}{correct}")
    page.address = where
    assert page.form().fields["value"] == ["430"]
    browser.send(page, {"value": "43"})
    assert stored(sqlite_only, measure_id)[JANUARY] == (None, None, 43)


def _corrects(address: str) -> bool:
    return address.startswith("?period=")


def test_a_row_of_the_table_gets_a_mark(sqlite_only: Prepared) -> None:
    measure_id, browser = days(sqlite_only), Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    where = f"/measures/{measure_id}/numbers/row"
    row = {"period": "2026-01-01", "version": "", "value": "430", "comment": ""}
    said = browser.post(where, row, 200, headers={"Accept": "application/json"}).response.json
    assert said["message"].startswith("Lagret. Se over: 430 er omtrent 10 ganger")
    row |= {"value": "43", "version": str(said["version"])}
    said = browser.post(where, row, 200, headers={"Accept": "application/json"}).response.json
    assert said["message"] == ""


# No number.


def none_said(browser: Client, page: Page, action: str | None = None, comment: str = "") -> Page:
    """Press the second button."""
    empty = {name: "" for name in ("numerator", "denominator", "value") if name in page.form(action).fields}
    return browser.send(page, {**empty, "comment": comment, "unavailable": "1"}, action)


def unavailable(prepared: Prepared) -> bool | None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = find_observation(world_measure(prepared.world), JANUARY)
        return found.is_unavailable if found is not None else None


def test_that_there_is_no_number_is_an_answer(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(address(prepared.world, "due-number"))
    said = none_said(browser, page, comment="Skjemaene ble borte")
    assert "det er notert at dere ikke har tall for januar 2026" in browser.follow(said).text
    assert stored(prepared)[JANUARY] == (None, None, None)
    assert unavailable(prepared) is True
    with inside(prepared.app, prepared.world.people[Who.LEAD]) as actor:
        measure = world_measure(prepared.world)
        assert measure.id not in {due.measure.id for due in due_numbers(actor, local_today())}
        assert not waiting_periods(measure, summaries_of([measure]).get(measure.id), local_today())


def test_the_period_is_drawn_as_missing_and_said_in_the_tables(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    none_said(browser, browser.get(address(sqlite_only.world, "due-number")), comment="Ferie")
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        points = chart_of(world_measure(sqlite_only.world), as_of=LATE).points
        assert [point.value for point in points if point.date == JANUARY] == [None]
    shown = browser.get(address(sqlite_only.world, "").rstrip("/"))
    assert "har ikke tall. Ferie" in shown.text
    assert "har ikke tall" in browser.get(address(sqlite_only.world, "numbers")).text
    exported = browser.browser.get(address(sqlite_only.world, "numbers.csv")).get_data(as_text=True)
    assert "har ikke tall" in exported


def test_home_takes_the_answer_with_one_press(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    action = address(sqlite_only.world, "due-number")
    assert browser.send(browser.get("/"), {"unavailable": "1"}, action).location == "/"
    assert unavailable(sqlite_only) is True
    assert not [form for form in browser.get("/").forms if form.action == action]


def test_a_measure_with_groups_has_one_answer_for_all(sqlite_only: Prepared) -> None:
    measure_id = made(sqlite_only, strata=["Nord", "Sør"])
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    browser.send(browser.get("/"), {"unavailable": "1"}, f"/measures/{measure_id}/due-number")
    assert stored(sqlite_only, measure_id) == {JANUARY: (None, None, None)}
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        assert not waiting_periods(measure, summaries_of([measure]).get(measure.id), local_today())


def test_the_link_takes_the_answer(prepared: Prepared) -> None:
    browser = holder(prepared)
    sent = none_said(browser, browser.get(link(prepared)))
    said = browser.get(f"{link(prepared)}{sent.location}")
    assert "Det er notert at dere ikke har tall for januar 2026" in said.text
    assert "Alt er lagt inn. Takk!" in said.text
    assert unavailable(prepared) is True


def test_a_number_can_take_its_place_later(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    none_said(browser, browser.get(address(sqlite_only.world, "due-number")))
    page = browser.get(address(sqlite_only.world, "due-number?period=2026-01-01"))
    assert "Dere har svart at dere ikke har tall" in page.text
    browser.send(page, {"numerator": "70", "denominator": "160"})
    assert (stored(sqlite_only)[JANUARY], unavailable(sqlite_only)) == ((70, 160, None), False)


def test_a_number_can_take_its_place_in_the_table_and_a_comment_leaves_it(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    none_said(browser, browser.get(address(sqlite_only.world, "due-number")))
    where = address(sqlite_only.world, "numbers/row")
    row = {"period": "2026-01-01", "version": "1", "numerator": "", "denominator": "", "comment": "Ferie"}
    version = browser.post(where, row, 200).response.json["version"]
    assert unavailable(sqlite_only) is True
    browser.post(where, row | {"version": str(version), "numerator": "70", "denominator": "160"}, 200)
    assert unavailable(sqlite_only) is False


def test_the_answer_can_be_taken_back_and_the_period_is_asked_for_again(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    none_said(browser, browser.get(address(sqlite_only.world, "due-number")))
    gone = browser.send(browser.get(address(sqlite_only.world, "due-number?period=2026-01-01")))
    page = browser.follow(gone)
    assert unavailable(sqlite_only) is None
    assert "Angre" in page.text
    assert address(sqlite_only.world, "due-number") in {form.action for form in browser.get("/").forms}
    undo = next(form for form in page.forms + browser.follow(gone).forms if form.action.endswith("/restore"))
    browser.post(undo.action, undo.fields)
    assert unavailable(sqlite_only) is True


def test_a_typed_number_is_never_thrown_away_by_the_answer(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(address(sqlite_only.world, "due-number"))
    typed = {"numerator": "70", "denominator": "160", "unavailable": "1"}
    answer = browser.send(page, typed, status=422)
    assert "Her står et tall, og du sier at dere ikke har noe" in answer.text
    assert answer.form().fields["numerator"] == ["70"]
    assert JANUARY not in stored(sqlite_only)


def test_the_history_tells(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.MEMBER)
    none_said(browser, browser.get(address(sqlite_only.world, "due-number")))
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        values = db.session.scalars(select(AuditValue).where(AuditValue.event_id == event.id))
        assert {value.field: value.new for value in values}["is_unavailable"] is True
    told = browser.get(f"/projects/{sqlite_only.world.lerkevik['project_id']}/history").text
    assert "Har ikke tall Ja" in told.replace(":", "")


def test_a_table_that_has_the_number_replaces_the_answer(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = world_measure(sqlite_only.world)
        record_observation(measure, Reading(JANUARY, is_unavailable=True), None, LATE)
        db.session.commit()
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(address(sqlite_only.world, "import"))
    preview = browser.follow(browser.send(page, {"pasted": "Dato;Teller;Nevner\n2026-01-01;70;160\n"}))
    browser.send(preview, action="/apply")
    assert (stored(sqlite_only)[JANUARY], unavailable(sqlite_only)) == ((70, 160, None), False)
    done = next(
        form for form in browser.get(address(sqlite_only.world, "").rstrip("/")).forms if "/undo" in form.action
    )
    browser.post(done.action, done.fields)
    assert (stored(sqlite_only)[JANUARY], unavailable(sqlite_only)) == ((None, None, None), True)
