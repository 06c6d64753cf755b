"""Numbers: what is kept, what is refused, and who is told that somebody else was first."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_tracker.analysis.engine import analyse
from qi_tracker.errors import InvalidInput, PersonalNumberFound, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation
from qi_tracker.services.measures import edit_measure
from qi_tracker.services.observations import (
    Reading,
    check_reading,
    commented_observations_of,
    find_observation,
    observations_of,
    record_observation,
)
from qi_tracker.services.summaries import series_of
from qi_tracker.vocabulary import Frequency, ValueType
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import details_of, fill, new_measure, numbers_of, world_measure
from tests.people import Who, World

TODAY = date(2026, 3, 10)
MARCH = date(2026, 3, 1)
DECEMBER = date(2025, 12, 1)


def record(measure: Measure, period: date, seen_version: int | None = None, **numbers: Any) -> Observation | None:
    return record_observation(measure, Reading(period, **numbers), seen_version, TODAY)


def test_a_number_is_kept_by_the_first_day_of_its_period(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        kept = record(measure, date(2026, 2, 17), numerator=70, denominator=160)
        assert kept is not None
        assert (kept.period, kept.numerator, kept.denominator, kept.version) == (date(2026, 2, 1), 70, 160, 1)
        assert find_observation(measure, date(2026, 2, 1)) is kept


@pytest.mark.parametrize(
    ("frequency", "typed", "kept"),
    [
        (Frequency.DAY, date(2026, 3, 9), date(2026, 3, 9)),
        (Frequency.WEEK, date(2021, 1, 3), date(2020, 12, 28)),  # Sunday of ISO week 53
        (Frequency.FORTNIGHT, date(2024, 1, 14), date(2024, 1, 1)),
        (Frequency.QUARTER, date(2025, 12, 31), date(2025, 10, 1)),
        (Frequency.TERTIAL, date(2025, 12, 31), date(2025, 9, 1)),
        (Frequency.HALF_YEAR, date(2025, 6, 30), date(2025, 1, 1)),
        (Frequency.SCHOOL_YEAR, date(2025, 7, 31), date(2024, 8, 1)),
        (Frequency.YEAR, date(2024, 2, 29), date(2024, 1, 1)),
        (Frequency.EVENT, date(2026, 3, 9), date(2026, 3, 9)),
    ],
)
def test_every_frequency_has_its_first_day(
    sqlite_only: Prepared, frequency: Frequency, typed: date, kept: date
) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, frequency=frequency)
        found = record(measure, typed, value=1)
        assert found is not None
        assert found.period == kept


def test_a_changed_number_needs_the_version_that_was_seen(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        changed = record(measure, DECEMBER, 1, numerator=69, denominator=160)
        assert changed is not None
        assert (changed.numerator, changed.version) == (69, 2)
        with pytest.raises(StaleVersion):
            record(measure, DECEMBER, 1, numerator=70, denominator=160)
        with pytest.raises(StaleVersion):
            record(measure, DECEMBER, None, numerator=70, denominator=160)
        assert changed.numerator == 69


def test_the_same_number_sent_again_is_no_conflict(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        first = record(measure, MARCH, numerator=70, denominator=160)
        again = record(measure, MARCH, numerator=70, denominator=160)
        assert again is first
        assert again is not None
        assert again.version == 1


def test_an_emptied_number_is_deleted_and_can_be_typed_anew(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        assert record(measure, DECEMBER, 1) is None
        assert find_observation(measure, DECEMBER) is None
        assert len(observations_of(measure)) == 11
        anew = record(measure, DECEMBER, numerator=1, denominator=2)
        assert anew is not None
        assert (anew.version, len(observations_of(measure))) == (1, 12)


def test_emptying_what_somebody_else_changed_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        record(measure, DECEMBER, 1, numerator=69, denominator=160)
        with pytest.raises(StaleVersion):
            record(measure, DECEMBER, 1)


def test_changing_what_somebody_else_deleted_says_that_it_is_gone(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        record(measure, DECEMBER, 1)
        with pytest.raises(StaleVersion) as stale:
            record(measure, DECEMBER, 1, numerator=1, denominator=2)
        assert stale.value.code == "observation_gone"


def test_a_comment_alone_is_kept(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        kept = record(world_measure(world), MARCH, comment="Stengt hele måneden")
        assert kept is not None
        assert not kept.has_number


REFUSED: Mapping[str, tuple[ValueType, dict[str, Any], str, str | None]] = {
    "no denominator": (ValueType.PROPORTION, {"numerator": 3}, "denominator_missing", "denominator"),
    "no numerator": (ValueType.PROPORTION, {"denominator": 3}, "numerator_missing", "numerator"),
    "too many": (
        ValueType.PROPORTION,
        {"numerator": 4, "denominator": 3},
        "numerator_above_denominator",
        "numerator",
    ),
    "negative part": (ValueType.PROPORTION, {"numerator": -1, "denominator": 3}, "negative_number", "numerator"),
    "negative whole": (ValueType.PROPORTION, {"numerator": 0, "denominator": -3}, "negative_number", "denominator"),
    "negative per cent": (ValueType.PROPORTION, {"value": -1}, "negative_number", "value"),
    "above a hundred": (ValueType.PROPORTION, {"value": 100.5}, "above_hundred", "value"),
    "both forms": (
        ValueType.PROPORTION,
        {"value": 5, "numerator": 1, "denominator": 2},
        "value_expected",
        "value",
    ),
    "negative count": (ValueType.COUNT, {"value": -1}, "negative_number", "value"),
    "negative days": (ValueType.DAYS, {"value": -0.5}, "negative_number", "value"),
    "two numbers for one": (ValueType.COUNT, {"numerator": 1, "denominator": 2}, "value_expected", "value"),
    "no number at all": (ValueType.NUMBER, {"value": float("nan")}, "number_not_finite", "value"),
    "endless": (ValueType.NUMBER, {"value": float("inf")}, "number_not_finite", "value"),
    "enormous": (ValueType.NUMBER, {"value": 1e101}, "number_too_large", "value"),
    "next month": (ValueType.NUMBER, {"value": 1, "period": date(2026, 4, 1)}, "future_period", "period"),
    "year 202": (ValueType.NUMBER, {"value": 1, "period": date(202, 5, 1)}, "date_out_of_range", "period"),
    "year 9999": (ValueType.NUMBER, {"value": 1, "period": date(9999, 12, 31)}, "date_out_of_range", "period"),
    "group's name": (ValueType.NUMBER, {"value": 1, "stratum": "x" * 101}, "text_too_long", "stratum"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_true_is_refused(sqlite_only: Prepared, name: str) -> None:
    value_type, numbers, code, field = REFUSED[name]
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, value_type=value_type)
        with pytest.raises(InvalidInput) as refused:
            record(measure, **{"period": MARCH} | numbers)
        assert (refused.value.code, refused.value.field) == (code, field)
        assert numbers_of(measure) == []


def test_the_period_that_has_begun_takes_a_number(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        check_reading(new_measure(sqlite_only.world), Reading(date(2026, 3, 31), value=1), TODAY)


@pytest.mark.parametrize("frequency", list(Frequency))
@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31), date(1, 1, 1), date(9999, 12, 31)])
def test_the_farthest_days_are_answered_in_words(sqlite_only: Prepared, frequency: Frequency, day: date) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, frequency=frequency)
        try:
            record_observation(measure, Reading(day, value=1), None, date(2199, 12, 31))
        except InvalidInput as refused:
            assert refused.code == "date_out_of_range"
        else:
            assert len(analyse(series_of(measure, observations_of(measure), None)).points) == 1


numbers = st.none() | st.floats() | st.integers(-5, 300).map(float) | st.floats(0, 120)
readings = st.builds(
    Reading,
    period=st.dates(date(1890, 1, 1), date(2030, 1, 1)),
    numerator=numbers,
    denominator=numbers,
    value=numbers,
    stratum=st.sampled_from(["", "", "Nord", "Sør"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ValueType), st.sampled_from(Frequency), st.lists(readings, min_size=1, max_size=6))
def test_what_is_accepted_can_be_charted(
    sqlite_only: Prepared, value_type: ValueType, frequency: Frequency, sent: list[Reading]
) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, value_type=value_type, frequency=frequency)
        for reading in sent:
            try:
                record_observation(measure, reading, None, TODAY)
            except (InvalidInput, StaleVersion):
                continue
        analyse(series_of(measure, observations_of(measure), TODAY))
        db.session.rollback()


def test_a_personal_number_in_a_comment_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]), pytest.raises(PersonalNumberFound):
        record(world_measure(world), MARCH, numerator=1, denominator=2, comment=f"for {PERSONAL_NUMBER}")


def test_two_at_once_give_one_number_and_one_conflict(app: Flask, world: World) -> None:
    """Each has looked and seen nothing; the database lets one of them in."""
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def enter(number: float) -> None:
        with inside(app, world.people[Who.MEMBER]):
            measure = world_measure(world)
            if db.engine.dialect.name == "postgresql":
                find_observation(measure, MARCH)
                barrier.wait(10)
            try:
                record(measure, MARCH, numerator=number, denominator=160)
                db.session.commit()
            except StaleVersion:
                db.session.rollback()
                outcomes.append("conflict")
            else:
                outcomes.append("saved")

    threads = [threading.Thread(target=enter, args=(number,)) for number in (70, 71)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["conflict", "saved"]
    with inside(app, world.people[Who.LEAD]):
        assert len([row for row in numbers_of(world_measure(world)) if row[0] == MARCH]) == 1


@pytest.mark.parametrize("is_edited_first", [True, False])
def test_a_first_number_and_another_frequency_do_not_both_stand(
    postgresql_only: Prepared, is_edited_first: bool
) -> None:
    """Both have read the measure without numbers; SQLite lets one writer in at a time and shows it what is there."""
    app, world = postgresql_only.app, postgresql_only.world
    with inside(app, world.people[Who.LEAD]):
        number = new_measure(world, frequency=Frequency.MONTH).id
        db.session.commit()
    outcomes: dict[str, str] = {}
    both_have_read, first_has_written = threading.Barrier(2), threading.Event()

    def take_part(name: str, write: Callable[[Measure], None], is_first: bool) -> None:
        with inside(app, world.people[Who.LEAD]):
            measure = db.session.get_one(Measure, number)
            both_have_read.wait(10)
            try:
                if not is_first:
                    first_has_written.wait(10)
                write(measure)
                if is_first:
                    first_has_written.set()
                    # Time for the other to come to the lock.
                    time.sleep(0.5)
                db.session.commit()
            except (StaleVersion, InvalidInput) as refusal:
                db.session.rollback()
                outcomes[name] = refusal.code
            else:
                outcomes[name] = "saved"

    def edit(measure: Measure) -> None:
        edit_measure(measure, measure.version, details_of(measure, frequency=Frequency.WEEK))

    def enter(measure: Measure) -> None:
        record(measure, MARCH, value=3)

    threads = [
        threading.Thread(target=take_part, args=("edited", edit, is_edited_first)),
        threading.Thread(target=take_part, args=("entered", enter, not is_edited_first)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    refused = {"entered": "stale_version"} if is_edited_first else {"edited": "frequency_in_use"}
    assert outcomes == {"edited": "saved", "entered": "saved"} | refused


def test_commented_numbers_are_those_with_a_comment_that_still_stand(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world)
        for month, comment in ((3, "Telt for hånd"), (2, "Stengt"), (1, ""), (4, "Bare ord")):
            record(measure, date(2025, month, 1), value=None if month == 4 else 7, comment=comment)
        said = [found.comment for found in commented_observations_of(measure)]
        assert said == ["Stengt", "Telt for hånd", "Bare ord"]
        record(measure, date(2025, 2, 1), seen_version=1)
        assert [found.comment for found in commented_observations_of(measure)] == ["Telt for hånd", "Bare ord"]


def test_numbers_come_in_order_of_time(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world, frequency=Frequency.TERTIAL)
        fill(measure, [3, 2], date(2025, 1, 1))
        fill(measure, [1], date(2024, 9, 1))
        assert [(row[0], row[3]) for row in numbers_of(measure)] == [
            (date(2024, 9, 1), 1),
            (date(2025, 1, 1), 3),
            (date(2025, 5, 1), 2),
        ]
