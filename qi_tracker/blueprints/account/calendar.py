"""One's own calendar feed: its page, and the file that calendar programs fetch by its secret address."""

from urllib.parse import urlsplit

from flask import Response, current_app, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.account.routes import blueprint, myself
from qi_tracker.blueprints.common.access import public, requires
from qi_tracker.blueprints.common.inviting import outside_address
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed
from qi_tracker.blueprints.common.sessions import act_for, current_actor
from qi_tracker.blueprints.common.signing_in import look_up_link
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.errors import InvalidInput, NotFound
from qi_tracker.exchange.calendar_file import Entry, calendar_file
from qi_tracker.i18n.formats import period_label
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure, PdsaCycle, Task
from qi_tracker.models.base import utc_now
from qi_tracker.services.calendars import (
    calendar_of,
    calendar_token,
    close_calendar,
    open_calendar,
    owner_of_calendar,
)
from qi_tracker.services.reminders import Waiting
from qi_tracker.services.summaries import local_today


@blueprint.get("/account/calendar")
@requires(Permission.USE)
def show_calendar() -> Response:
    """The secret address, and how to use it; or the button that makes one."""
    token = calendar_token(_secret_key(), myself())
    address = outside_address("account.calendar_feed", token=token) if token else None
    return render("account/show_calendar.html", address=address)


@blueprint.post("/account/calendar/open")
@requires(Permission.USE)
def turn_calendar_on() -> Response:
    """A new address, also where there was one."""
    return pressed(
        lambda _seen: open_calendar(myself()), url_for(".show_calendar"), N_("Here is the address of the calendar.")
    )


@blueprint.post("/account/calendar/close")
@requires(Permission.USE)
def turn_calendar_off() -> Response:
    """No address works any more."""
    return pressed(lambda _seen: close_calendar(myself()), url_for(".show_calendar"), N_("The calendar is turned off."))


@blueprint.get("/calendar/<token>.ics")
@public
def calendar_feed(token: str) -> Response:
    """What waits, by day, for the owner of this address; whoever else may be signed in in this browser."""
    try:
        person = look_up_link(lambda given: owner_of_calendar(_secret_key(), given), token)
    except InvalidInput:
        raise NotFound from None
    act_for(person)
    words = current_words()
    entries = [_entry(thing) for thing in calendar_of(current_actor(), local_today())]
    content = calendar_file(words.gettext("Improvement work"), entries, utc_now())
    response = Response(content, mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'inline; filename="qi-tracker.ics"'
    response.cache_control.no_store = True
    return response


def _secret_key() -> str:
    return str(current_app.config["QI_SETTINGS"].secret_key)


def _entry(thing: Waiting) -> Entry:
    words, about = current_words(), thing.about
    number = f"{thing.kind}-{about.id}"
    if isinstance(about, Measure):
        period = period_label(thing.day, about.frequency, words.language)
        summary = words.gettext("Number: %(name)s, %(period)s", name=about.name, period=period)
        address = outside_address("measures.enter_due", measure_id=about.id)
        return Entry(_uid(f"{number}-{thing.day.isoformat()}"), thing.due_on, summary, about.project.title, address)
    if isinstance(about, Task):
        address = outside_address("projects.show", project_id=about.project_id)
        summary = words.gettext("Task: %(name)s", name=about.title)
        return Entry(_uid(number), thing.due_on, summary, about.project.title, address)
    assert isinstance(about, PdsaCycle)
    address = outside_address("pdsa.show", cycle_id=about.id)
    summary = words.gettext("PDSA cycle ends: %(name)s", name=about.name)
    return Entry(_uid(number), thing.due_on, summary, about.change_idea.project.title, address)


def _uid(name: str) -> str:
    own: str = current_app.config["QI_SETTINGS"].address
    return f"{name}@{urlsplit(own or request.url_root).hostname}"
