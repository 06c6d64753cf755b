"""The day it is in Norway, as a test wants it."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qi_tracker.models import base
from qi_tracker.services import summaries


def set_now(monkeypatch: pytest.MonkeyPatch, day: date, clock: str = "12:00") -> None:
    """Let it be this day and moment, also for what is stored with a moment: mail, the history, sessions."""
    set_today(monkeypatch, day, clock)
    monkeypatch.setattr(base, "datetime", summaries.datetime)


def set_today(monkeypatch: pytest.MonkeyPatch, day: date, clock: str = "12:00") -> None:
    """Let it be this day, at this time of the clock in Norway, everywhere in the program that asks what day it is."""
    hour, minute = map(int, clock.split(":"))

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Clock":
            moment = cls(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Europe/Oslo"))
            return moment.astimezone(tz)

    monkeypatch.setattr(summaries, "datetime", Clock)
