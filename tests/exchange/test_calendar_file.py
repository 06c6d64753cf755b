"""The calendar file, as other programs read it."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from qi_tracker.exchange.calendar_file import Entry, calendar_file

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
NAME = "Blåbær; syltetøy, og\nto linjer \\ med skråstrek: " + "langt " * 30
ENTRY = Entry("due-7-2026-01-01@qi.example.no", date(2026, 2, 6), NAME, "Gratis fritid", "https://qi.example.no/x")


def test_what_is_written_is_read_back_as_it_was() -> None:
    content = calendar_file("Forbedringsarbeid", [ENTRY], NOON)
    calendar = Calendar.from_ical(content)
    assert calendar["method"] == "PUBLISH"
    assert calendar["x-wr-calname"] == "Forbedringsarbeid"
    assert calendar["version"] == "2.0" and calendar["prodid"]
    [event] = calendar.walk("VEVENT")
    assert event["uid"] == ENTRY.uid
    assert str(event["summary"]) == NAME
    assert event["dtstart"].dt == date(2026, 2, 6)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)
    assert event["dtstamp"].dt == NOON
    assert event["url"] == ENTRY.address
    assert event["transp"] == "TRANSPARENT"


def test_lines_are_folded_and_end_as_calendar_programs_want() -> None:
    lines = calendar_file("Forbedringsarbeid", [ENTRY], NOON).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"DTSTART;VALUE=DATE:20260206" in lines
    assert not any(b"\n" in line for line in lines)


def test_a_calendar_without_anything_is_one() -> None:
    assert Calendar.from_ical(calendar_file("Tom", [], NOON)).walk("VEVENT") == []
