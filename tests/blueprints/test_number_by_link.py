"""The due number typed by the link in a mail: what it opens, for whom, for how long, and all that it does not."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditEvent,
    AuditValue,
    IdempotencyKey,
    Measure,
    Person,
    Project,
    ProjectMembership,
    SignInFailure,
)
from qi_tracker.models.base import utc_now
from qi_tracker.services.number_links import LASTS, number_token
from qi_tracker.services.observations import observations_of
from qi_tracker.vocabulary import Language, ProjectRole, ProjectStatus
from tests.blueprints.entered_numbers import made, stored
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import NAMES, Who
from tests.rows import row_counts

DUE = date(2026, 1, 1)
# The day after January is due.
LATE = date(2026, 2, 9)
NUMBER = {"numerator": "70", "denominator": "160"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, LATE)


def link(prepared: Prepared, who: Who = Who.LEAD, made: date = LATE, measure_id: int | None = None) -> str:
    measure_id = measure_id or prepared.world.lerkevik["measure_id"]
    key = prepared.settings.secret_key
    return f"/number/{number_token(key, prepared.world.people[who], measure_id, made)}"


def holder(prepared: Prepared) -> Client:
    """A browser in which nobody is signed in, of somebody in Lerkevik who got a mail."""
    browser = Client(prepared.app, prepared.world)
    browser.foreign = prepared.world.foreign_canaries(Who.LEAD)
    return browser


def assert_over(page: Page, status: int) -> None:
    assert page.status == status
    assert page.heading == "Lenka kan ikke brukes"
    assert page.links == ["#main", "/sign-in"]
    assert "Logg inn for å legge inn tallet, eller spør prosjektlederen" in page.text


def test_the_link_opens_the_field_and_the_number_is_saved(prepared: Prepared) -> None:
    browser = holder(prepared)
    page = browser.get(link(prepared))
    assert page.heading.startswith("Barn med aktivitet")
    assert "Tallet for januar 2026" in page.text
    sent = browser.send(page, NUMBER)
    assert stored(prepared)[DUE] == (70, 160, None)
    answer = browser.get(f"{link(prepared)}{sent.location}")
    assert "Tallet for januar 2026 er lagret" in answer.text
    assert "Alt er lagt inn. Takk!" in answer.text


def test_it_leads_nowhere_else_and_names_nothing_else(sqlite_only: Prepared) -> None:
    browser = holder(sqlite_only)
    page = browser.get(link(sqlite_only))
    assert page.links == ["#main"]
    assert [form.action for form in page.forms] == [page.address]
    assert "Familier som får ringt" not in page.html
    assert "Gratis fritid" not in page.html
    assert not [name for name in NAMES.values() if name in page.html]
    browser.send(page, NUMBER)
    assert browser.get("/", 303).location == "/sign-in"
    measure = sqlite_only.world.lerkevik["measure_id"]
    assert browser.get(f"/measures/{measure}", 303).location.startswith("/sign-in")


def test_opening_it_changes_nothing_and_sets_no_session(sqlite_only: Prepared) -> None:
    before = row_counts(sqlite_only)
    browser = holder(sqlite_only)
    for _ in range(2):
        browser.get(link(sqlite_only))
        assert browser.browser.head(link(sqlite_only)).status_code == 200
    assert row_counts(sqlite_only) == before
    assert browser.browser.get_cookie("__Host-qi-session") is None


def test_the_same_mail_sent_twice_has_the_same_link(sqlite_only: Prepared) -> None:
    assert link(sqlite_only) == link(sqlite_only)
    others = {
        link(sqlite_only, Who.MEMBER),
        link(sqlite_only, made=LATE - timedelta(1)),
        link(sqlite_only, measure_id=9),
    }
    assert link(sqlite_only) not in others
    assert len(others) == 3


def test_the_history_says_who_and_that_it_came_by_the_link(prepared: Prepared, sign_in: SignIn) -> None:
    browser = holder(prepared)
    browser.send(browser.get(link(prepared, Who.MEMBER)), NUMBER)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        assert (event.noun, event.person_id) == ("observations", prepared.world.people[Who.MEMBER])
        values = db.session.scalars(select(AuditValue).where(AuditValue.event_id == event.id))
        assert {value.field: value.new for value in values}["by_link"] is True
    page = sign_in(Who.LEAD).get(f"/projects/{prepared.world.lerkevik['project_id']}/history")
    assert "Med lenka i en e-post" in page.text


def test_what_is_typed_by_one_who_is_signed_in_did_not_come_by_a_link(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(f"/measures/{prepared.world.lerkevik['measure_id']}/due-number"), NUMBER)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert not db.session.scalars(select(AuditValue).where(AuditValue.field == "by_link")).all()


def test_a_browser_in_which_somebody_else_is_signed_in_gets_the_same_page(prepared: Prepared, sign_in: SignIn) -> None:
    outsider = sign_in(Who.OUTSIDER)
    outsider.foreign = (prepared.world.storfjell.canary,)
    page = outsider.get(link(prepared, Who.MEMBER))
    assert page.links == ["#main"]
    outsider.send(page, NUMBER)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        assert event.person_id == prepared.world.people[Who.MEMBER]


def test_a_link_that_is_sent_twice_saves_once(prepared: Prepared) -> None:
    browser = holder(prepared)
    form = browser.get(link(prepared)).form()
    first = browser.post(form.action, form.filled(NUMBER))
    before = row_counts(prepared)
    again = browser.post(form.action, form.filled(NUMBER))
    assert (first.location, row_counts(prepared)) == (again.location, before)


def test_the_token_is_written_down_nowhere(sqlite_only: Prepared) -> None:
    browser = holder(sqlite_only)
    browser.send(browser.get(link(sqlite_only)), NUMBER)
    token = link(sqlite_only).rsplit("/", maxsplit=1)[-1]
    with inside(sqlite_only.app):
        kept = db.session.scalars(select(IdempotencyKey)).all()
        assert kept
        assert not [row for row in kept if token in f"{row.actor} {row.key} {row.target}"]


def test_it_opens_no_period_but_those_that_its_pages_offered(sqlite_only: Prepared) -> None:
    browser = holder(sqlite_only)
    address = link(sqlite_only)
    form = browser.get(address).form()
    before = row_counts(sqlite_only)
    browser.post(form.action, form.filled({**NUMBER, "period": "2025-12-01", "offer": "2025-12-01"}), 400)
    of_other = browser.get(link(sqlite_only, Who.MEMBER)).form().fields["offer"]
    browser.post(form.action, form.filled({**NUMBER, "offer": of_other}), 400)
    assert row_counts(sqlite_only) == before
    assert "Tallet for januar 2026" in browser.get(f"{address}?period=2025-03-01").text
    # The period that is sent beside it does not count.
    browser.post(form.action, form.filled({**NUMBER, "period": "2025-12-01"}))
    assert stored(sqlite_only)[DUE] == (70, 160, None)
    assert stored(sqlite_only)[date(2025, 12, 1)] == (67, 160, None)


def test_all_periods_that_wait_are_asked_for_one_after_the_other(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_today(monkeypatch, date(2026, 4, 9))
    address = link(sqlite_only, made=date(2026, 4, 9))
    browser = holder(sqlite_only)
    page = browser.get(address)
    for month in ("januar", "februar", "mars"):
        assert f"Tallet for {month} 2026" in page.text
        sent = browser.send(page, NUMBER)
        page = browser.get(f"{address}{sent.location}")
        assert f"Tallet for {month} 2026 er lagret" in page.text
        page.address = address
    assert "Alt er lagt inn. Takk!" in page.text


def test_a_used_link_works_for_the_next_number_until_it_is_too_old(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = holder(sqlite_only)
    address = link(sqlite_only)
    browser.send(browser.get(address), NUMBER)
    set_today(monkeypatch, LATE + LASTS)
    assert "Tallet for februar 2026" in browser.get(address).text
    set_today(monkeypatch, LATE + LASTS + timedelta(1))
    assert_over(browser.get(address, 410), 410)


@pytest.mark.parametrize("spoilt", ["cut", "changed", "another", "long", "empty parts"])
def test_a_link_that_nobody_has_made_is_not_there(sqlite_only: Prepared, spoilt: str) -> None:
    address = link(sqlite_only)
    other = link(sqlite_only, Who.OUTSIDER, measure_id=sqlite_only.world.storfjell["measure_id"])
    content, signature = address.rsplit(".", maxsplit=1)
    made_up = {
        "cut": address[:-5],
        "changed": f"{content[:-2]}AA.{signature}",
        "another": f"{content}.{other.rsplit('.', maxsplit=1)[-1]}",
        "long": address + "a" * 400,
        "empty parts": "/number/.",
    }[spoilt]
    browser = holder(sqlite_only)
    assert_over(browser.get(made_up, 404), 404)
    browser.post(made_up, NUMBER, 404)
    assert DUE not in stored(sqlite_only)


def test_a_link_signed_by_another_installation_is_not_there(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    token = number_token("another key", world.people[Who.LEAD], world.lerkevik["measure_id"], LATE)
    assert_over(Client(sqlite_only.app, world).get(f"/number/{token}", 404), 404)


@pytest.mark.parametrize("change", ["disabled", "reader", "left", "binned", "paused", "completed", "project binned"])
def test_a_link_ends_with_the_right_to_enter_the_number(prepared: Prepared, change: str) -> None:
    address = link(prepared, Who.MEMBER)
    browser = holder(prepared)
    form = browser.get(address).form()
    _end(prepared, change)
    assert_over(browser.get(address, 410), 410)
    browser.post(form.action, form.filled(NUMBER), 410)
    assert DUE not in (stored(prepared) if "binned" not in change else {})


def _end(prepared: Prepared, change: str) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        role = db.session.query(ProjectMembership).filter_by(person_id=world.people[Who.MEMBER]).one()
        if change == "disabled":
            db.session.get_one(Person, world.people[Who.MEMBER]).disabled_at = utc_now()
        elif change == "reader":
            role.role = ProjectRole.READER
        elif change == "left":
            role.deleted_at = utc_now()
        elif change == "binned":
            db.session.get_one(Measure, world.lerkevik["measure_id"]).deleted_at = utc_now()
        elif change == "project binned":
            project.deleted_at = utc_now()
        else:
            project.status = ProjectStatus(change)
        db.session.commit()


@pytest.mark.parametrize("who", [Who.READER, Who.LEADER, Who.PLAIN_MEMBER, Who.OUTSIDER, Who.OPERATOR])
def test_a_link_gives_nobody_a_right_that_they_have_not(sqlite_only: Prepared, who: Who) -> None:
    assert_over(Client(sqlite_only.app, sqlite_only.world, who).get(link(sqlite_only, who), 410), 410)


def test_nobody_else_s_words_are_on_the_page_of_a_foreign_measure(prepared: Prepared) -> None:
    address = link(prepared, measure_id=prepared.world.storfjell["measure_id"])
    page = Client(prepared.app, prepared.world).get(address, 410)
    assert prepared.world.storfjell.canary not in page.html


def test_somebody_was_first_and_both_are_shown(prepared: Prepared, sign_in: SignIn) -> None:
    mailed = holder(prepared)
    page = mailed.get(link(prepared))
    other = sign_in(Who.MEMBER)
    other.send(
        other.get(f"/measures/{prepared.world.lerkevik['measure_id']}/due-number"), {**NUMBER, "numerator": "71"}
    )
    answer = mailed.send(page, NUMBER, status=409)
    assert "71" in answer.text
    mailed.post(page.address, answer.form().filled(NUMBER))
    assert stored(prepared)[DUE] == (70, 160, None)


def test_what_cannot_be_true_is_said_and_kept(sqlite_only: Prepared) -> None:
    browser = holder(sqlite_only)
    page = browser.send(browser.get(link(sqlite_only)), {"numerator": "161", "denominator": "160"}, status=422)
    assert "Telleren er større enn nevneren" in page.text
    assert page.form().fields["numerator"] == ["161"]


def test_it_is_read_in_the_language_of_the_one_it_was_sent_to(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        db.session.get_one(Person, sqlite_only.world.people[Who.LEAD]).language = Language.NYNORSK
        db.session.commit()
    browser = holder(sqlite_only)
    assert "Talet for januar 2026" in browser.get(link(sqlite_only)).text


def test_no_cache_and_no_search_engine_keeps_it(sqlite_only: Prepared) -> None:
    answer = holder(sqlite_only).get(link(sqlite_only)).response
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_without_a_csrf_token_nothing_is_saved(sqlite_only: Prepared) -> None:
    browser = holder(sqlite_only)
    form = browser.get(link(sqlite_only)).form()
    browser.post(form.action, {**form.filled(NUMBER), "csrf_token": "made-up"}, 400)
    assert DUE not in stored(sqlite_only)


def test_guessing_links_is_slowed_down_like_other_links(sqlite_only: Prepared) -> None:
    browser = holder(sqlite_only)
    for _ in range(2):
        browser.get("/number/made-up", 404)
    with inside(sqlite_only.app):
        assert db.session.scalar(select(func.count(SignInFailure.id))) == 2


# A measure with groups has a row for each.


def of_groups(prepared: Prepared) -> tuple[int, str]:
    measure_id = made(prepared, strata=["Nord", "Sør"])
    return measure_id, link(prepared, measure_id=measure_id)


def test_every_group_has_its_field_and_they_are_saved_together(sqlite_only: Prepared) -> None:
    measure_id, where = of_groups(sqlite_only)
    browser = holder(sqlite_only)
    page = browser.get(where)
    assert len(page.form().fields["value"]) == 2
    refused = browser.send(page, {"value": ["5", "mange"]}, status=422)
    assert refused.form().fields["value"] == ["5", "mange"]
    assert stored(sqlite_only, measure_id) == {}
    sent = browser.send(refused, {"value": ["5", "7"]})
    assert "Alt er lagt inn. Takk!" in browser.get(f"{where}{sent.location}").text
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        found = observations_of(db.session.get_one(Measure, measure_id))
        assert [(number.stratum, number.value) for number in found] == [("Nord", 5), ("Sør", 7)]


def test_groups_of_another_period_are_not_the_link_s(sqlite_only: Prepared) -> None:
    measure_id, where = of_groups(sqlite_only)
    browser = holder(sqlite_only)
    form = browser.get(where).form()
    others = [key.replace("2026-01-01", "2025-12-01") for key in form.fields["period"]]
    browser.post(form.action, form.filled({"period": others, "value": ["5", "7"]}), 422)
    assert stored(sqlite_only, measure_id) == {}


def test_no_number_is_an_answer_for_all_groups(sqlite_only: Prepared) -> None:
    measure_id, where = of_groups(sqlite_only)
    browser = holder(sqlite_only)
    page = browser.get(where)
    browser.send(page, {"value": ["5", ""], "unavailable": "1"}, status=422)
    browser.send(page, status=422)
    browser.send(page, {"unavailable": "1"})
    assert stored(sqlite_only, measure_id) == {DUE: (None, None, None)}
