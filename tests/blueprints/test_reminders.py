"""Being reminded and the calendar: one's own choice, the way to stop without signing in, the secret address."""

import re
from datetime import date

from flask import Flask
from icalendar import Calendar

from qi_tracker.extensions import db
from qi_tracker.models import Person
from qi_tracker.services.stopping import person_of_stop_token, stop_token
from qi_tracker.vocabulary import ReminderChoice
from tests.access.leaving import captured_log
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import SECRET_KEY, Prepared
from tests.inside import inside
from tests.people import Who, World

FEED = re.compile(r"/calendar/[\w-]+\.ics")


def choice_of(app: Flask, person_id: int) -> ReminderChoice:
    with inside(app):
        return db.session.get_one(Person, person_id).reminders


def test_one_chooses_when_to_be_reminded(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.MEMBER)
    member = prepared.world.people[Who.MEMBER]
    assert choice_of(prepared.app, member) is ReminderChoice.AT_ONCE
    page = browser.get("/account/reminders")
    browser.send(page, {"reminders": "weekly"}, None, 303)
    assert choice_of(prepared.app, member) is ReminderChoice.WEEKLY
    assert "Samlet" in browser.get("/account").text


def test_a_mail_program_stops_them_with_one_post_and_nothing_else(prepared: Prepared) -> None:
    member = prepared.world.people[Who.MEMBER]
    address = f"/stop-reminders/{stop_token(SECRET_KEY, member)}"
    program = prepared.app.test_client()
    assert program.get(address).status_code == 200
    assert choice_of(prepared.app, member) is ReminderChoice.AT_ONCE, "opening the link stops nothing"
    assert program.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert choice_of(prepared.app, member) is ReminderChoice.NONE
    assert choice_of(prepared.app, prepared.world.people[Who.LEAD]) is ReminderChoice.AT_ONCE


def test_a_made_up_link_stops_nothing(sqlite_only: Prepared) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    lead, member = world.people[Who.LEAD], world.people[Who.MEMBER]
    seal = stop_token(SECRET_KEY, member).partition(".")[2]
    for token in (f"{lead}.{seal}", f"{member}.", f"{member}", "x", "9" * 40, f"{member}.{seal[:-1]}"):
        assert app.test_client().post(f"/stop-reminders/{token}").status_code == 404
        with inside(app):
            assert person_of_stop_token(SECRET_KEY, token) is None
    assert choice_of(app, lead) is choice_of(app, member) is ReminderChoice.AT_ONCE


def feed_of(browser: Client) -> str:
    """The address of the feed, as its page shows it, turned on if it is not."""
    page = browser.get("/account/calendar")
    if FEED.search(page.html) is None:
        browser.send(page, {}, "/account/calendar/open", 303)
        page = browser.get("/account/calendar")
    found = FEED.search(page.html)
    assert found is not None
    return found[0]


def test_the_secret_address_gives_the_calendar_to_a_program(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    address = feed_of(browser)
    with captured_log() as log:
        answer = prepared.app.test_client().get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    assert address.split("/")[-1].removesuffix(".ics") not in log.getvalue()
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) > 3
    said = " ".join(str(event["summary"]) for event in events)
    assert prepared.world.lerkevik.canary in said and prepared.world.storfjell.canary not in said
    # Somebody else who is signed in in that browser gets what its owner gets.
    other = sign_in(Who.OUTSIDER).browser.get(address)
    assert prepared.world.storfjell.canary not in other.get_data(as_text=True)
    assert all(event["dtstart"].dt > date(2025, 1, 1) for event in events)


def test_a_new_address_ends_the_old_one_and_turning_off_ends_all(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    first = feed_of(browser)
    browser.send(browser.get("/account/calendar"), {}, "/account/calendar/open", 303)
    second = feed_of(browser)
    assert first != second
    program = prepared.app.test_client()
    assert program.get(first).status_code == 404
    assert program.get(second).status_code == 200
    browser.send(browser.get("/account/calendar"), {}, "/account/calendar/close", 303)
    assert program.get(second).status_code == 404


def test_guessing_addresses_has_to_wait(sqlite_only: Prepared, world: World) -> None:
    program = sqlite_only.app.test_client()
    statuses = {program.get(f"/calendar/{world.people[Who.LEAD]}-{n}.ics").status_code for n in range(302)}
    assert statuses == {404, 429}
