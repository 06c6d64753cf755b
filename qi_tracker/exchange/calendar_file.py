"""A calendar as a file that calendar programs subscribe to: all-day events (iCalendar, RFC 5545)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vDuration

_PRODUCT = "-//qi_tracker//calendar//NO"
# How often calendar programs ask again, when they heed it.
_EVERY = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what stands in the calendar on one day."""

    # The same each time, so that a program knows it again. Unique within the host.
    uid: str
    day: date
    summary: str
    description: str
    # The page where it is done.
    address: str


def calendar_file(name: str, entries: Sequence[Entry], made_at: datetime) -> bytes:
    """The file; text is escaped and long lines are folded."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Oslo")
    calendar.add("refresh-interval", vDuration(_EVERY), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_EVERY))
    for entry in entries:
        calendar.add_component(_event(entry, made_at))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", entry.address)
    # Something to remember, not time that is taken.
    event.add("transp", "TRANSPARENT")
    return event
