"""When numbers are due by the plan, and every pause that is read, the yearly ones too."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from qi_tracker.analysis.periods import is_paused
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Pause
from qi_tracker.services.due import next_due, periods_without_number
from qi_tracker.services.measure_calendar import due_day_of, due_working_days, paused_spans, spans_of
from qi_tracker.services.measures import plan_pause
from qi_tracker.services.summaries import cautions_on, chart_of, refresh
from qi_tracker.vocabulary import Caution, Frequency
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure
from tests.people import MADE_AT, Who, World

JULY = (date(2025, 7, 1), date(2025, 7, 31))


def test_nobody_is_late_with_what_was_over_before_the_measure_was_made() -> None:
    made_at = datetime(2026, 4, 20, 22, 30, tzinfo=UTC)
    measure = Measure(frequency=Frequency.MONTH, created_at=made_at)
    # The 21st in Norway, and five working days.
    assert due_day_of(measure, date(2026, 3, 1)) == date(2026, 4, 28)
    assert due_day_of(measure, date(2026, 4, 1)) == date(2026, 5, 8)


@pytest.mark.parametrize(
    ("due_after_days", "expected"),
    [(None, date(2026, 4, 10)), (0, date(2026, 3, 31)), (1, date(2026, 4, 1)), (2, date(2026, 4, 7))],
)
def test_the_due_day_is_the_plans_and_passes_over_holidays(due_after_days: int | None, expected: date) -> None:
    measure = Measure(frequency=Frequency.MONTH, due_after_days=due_after_days, created_at=MADE_AT)
    assert due_day_of(measure, date(2026, 3, 1)) == expected
    assert due_working_days(measure) == (5 if due_after_days is None else due_after_days)


@pytest.mark.parametrize(
    ("first", "last", "until", "expected"),
    [
        (*JULY, date(2025, 6, 30), []),
        (*JULY, date(2026, 6, 30), [JULY]),
        (*JULY, date(2026, 7, 1), [JULY, (date(2026, 7, 1), date(2026, 7, 31))]),
        (
            date(2025, 12, 21),
            date(2026, 1, 2),
            date(2026, 12, 31),
            [(date(2025, 12, 21), date(2026, 1, 2)), (date(2026, 12, 21), date(2027, 1, 2))],
        ),
        (
            date(2024, 2, 29),
            date(2024, 3, 3),
            date(2025, 12, 31),
            [(date(2024, 2, 29), date(2024, 3, 3)), (date(2025, 2, 28), date(2025, 3, 3))],
        ),
        (
            date(2027, 2, 1),
            date(2027, 2, 28),
            date(2028, 12, 31),
            [(date(2027, 2, 1), date(2027, 2, 28)), (date(2028, 2, 1), date(2028, 2, 29))],
        ),
    ],
    ids=["not begun", "one year", "to the day", "over New Year", "leap day", "all February"],
)
def test_a_yearly_pause_comes_back_every_year(
    first: date, last: date, until: date, expected: list[tuple[date, date]]
) -> None:
    assert spans_of(Pause(starts_on=first, ends_on=last, is_yearly=True), until) == expected


def test_other_pauses_come_once() -> None:
    assert spans_of(Pause(starts_on=JULY[0], ends_on=JULY[1], is_yearly=False), date(2030, 1, 1)) == [JULY]


def test_july_asks_for_nothing_in_any_year(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world)
        fill(measure, [1, 2], date(2027, 5, 1))
        pause = plan_pause(measure, *JULY, "Ferie")
        july, later = date(2027, 7, 1), date(2027, 8, 20)
        assert next_due(measure, refresh(measure), later) is not None
        assert Caution.MISSING in cautions_on(measure, refresh(measure), later)
        pause.is_yearly = True
        db.session.flush()
        assert is_paused(july, Frequency.MONTH, paused_spans(measure, later))
        assert next_due(measure, refresh(measure), later) is None
        assert Caution.MISSING not in cautions_on(measure, refresh(measure), later)
        assert july not in periods_without_number(measure, {date(2027, 6, 1)}, later, 3)
        assert Caution.MISSING not in chart_of(measure, later).verdict.cautions


def test_a_number_is_missing_from_the_day_after_the_plans_day(sqlite_only: Prepared) -> None:
    usual, planned = date(2025, 10, 7), date(2025, 10, 14)
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world)
        fill(measure, [1, 2], date(2025, 7, 1))
        measure.due_after_days = 10
        summary = refresh(measure)
        found = next_due(measure, summary, usual)
        assert found is not None
        assert found.due_on == planned
        assert not found.is_overdue(planned)
        assert Caution.MISSING not in cautions_on(measure, summary, planned)
        assert Caution.MISSING not in chart_of(measure, planned).verdict.cautions
        assert Caution.MISSING in cautions_on(measure, summary, date(2025, 10, 15))
        assert Caution.MISSING in chart_of(measure, date(2025, 10, 15)).verdict.cautions
