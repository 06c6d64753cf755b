"""What lists read of a measure is in step with its numbers, whatever is done and in whatever order."""

import json
import threading
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_tracker.access.actors import Actor
from qi_tracker.analysis.engine import ANALYSIS_VERSION
from qi_tracker.errors import DomainError, InvalidSeries
from qi_tracker.extensions import db
from qi_tracker.models import Measure, MeasureSummary, Observation
from qi_tracker.services import summaries
from qi_tracker.services.imports import ImportRows, apply_import, last_import, undo_import
from qi_tracker.services.measures import (
    delete_measure,
    edit_measure,
    freeze_baseline,
    plan_pause,
    release_baseline,
    remove_phase,
    start_phase,
)
from qi_tracker.services.observations import Reading, find_observation, observations_of, record_observation
from qi_tracker.services.summaries import cautions_on, chart_of, local_today, refresh, series_of, summaries_of
from qi_tracker.vocabulary import Caution, Direction, Frequency, ValueType, VerdictCode
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, details_of, fill, new_measure, world_measure
from tests.people import DENOMINATOR, NUMERATORS, Who, World

TODAY = date(2026, 3, 10)


def stored(measure_id: int) -> dict[str, Any]:
    found = db.session.get_one(MeasureSummary, measure_id, populate_existing=True)
    return {
        "inside": found.inside,
        "wider": {key: kept for key, kept in found.wider.items() if key != "blocks"},
        "last_period": found.last_period,
        "version": found.analysis_version,
    }


def fresh(measure: Measure) -> dict[str, Any]:
    """The same, worked out here from a new analysis."""
    result = chart_of(measure)
    plotted = [point for point in result.points if point.value is not None]
    verdict = result.verdict
    present = observations_of(measure)
    codes = {"code": verdict.code.value, "cautions": [caution.value for caution in verdict.cautions]}
    inside_only = {
        "start_median": verdict.start_median,
        "current_median": verdict.current_median,
        "last_value": plotted[-1].value if plotted else None,
        "is_target_reached": verdict.is_target_reached,
        "is_stable": verdict.is_stable,
        "spark": [point.value for point in plotted[-24:]],
        "centre": result.phases[-1].centre if result.phases else None,
        "has_weekends": any(point.date.isoweekday() > 5 for point in plotted),
        "last_answered": present[-1].period.isoformat() if present else None,
    }
    return {
        "inside": codes | inside_only,
        "wider": codes,
        "last_period": plotted[-1].date if plotted else None,
        "version": ANALYSIS_VERSION,
    }


Change = Callable[[Measure], object]

CHANGES: dict[str, Change] = {
    "a new number": lambda measure: record_observation(
        measure, Reading(date(2026, 1, 1), numerator=90, denominator=160), None, TODAY
    ),
    "a corrected number": lambda measure: record_observation(
        measure, Reading(date(2025, 12, 1), numerator=1, denominator=160), 1, TODAY
    ),
    "a deleted number": lambda measure: record_observation(measure, Reading(date(2025, 12, 1)), 1, TODAY),
    "a comment alone": lambda measure: record_observation(
        measure, Reading(date(2026, 1, 1), comment="Stengt"), None, TODAY
    ),
    "a phase": lambda measure: start_phase(measure, date(2025, 7, 1), "Ny telling", TODAY),
    "a freeze": lambda measure: freeze_baseline(measure, date(2025, 6, 1), TODAY),
    "a pause": lambda measure: plan_pause(measure, date(2025, 7, 1), date(2025, 7, 31), ""),
    "a target": lambda measure: edit_measure(measure, measure.version, details_of(measure, target=10.0)),
    "a direction": lambda measure: edit_measure(
        measure, measure.version, details_of(measure, direction=Direction.DOWN)
    ),
    "a stock": lambda measure: edit_measure(measure, measure.version, details_of(measure, is_stock=True)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_kind_of_change_refreshes_the_summary(app: Flask, world: World, name: str) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        CHANGES[name](measure)
        db.session.commit()
        assert stored(measure.id) == fresh(measure)


def test_a_decision_taken_back_refreshes_the_summary(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = decided_measure(world)
        before = stored(measure.id)
        remove_phase(measure.phases[0], 1)
        db.session.commit()
        assert stored(measure.id) == fresh(measure) != before
        release_baseline(measure.freezes[0], 1)
        db.session.commit()
        assert stored(measure.id) == fresh(measure)


def test_an_import_and_its_undoing_refresh_the_summary(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        before = stored(measure.id)
        readings = [Reading(date(2024, month, 1), numerator=month, denominator=50) for month in range(1, 13)]
        apply_import(actor, measure, ImportRows(readings, Frequency.MONTH, [date(2024, 7, 1)]), TODAY)
        db.session.commit()
        assert stored(measure.id) == fresh(measure) != before
        done = last_import(measure)
        assert done is not None
        undo_import(done, done.version)
        db.session.commit()
        assert stored(measure.id) == before


def test_a_rolled_back_change_leaves_no_trace(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        before = stored(measure.id)
        record_observation(measure, Reading(date(2025, 12, 1), numerator=1, denominator=160), 1, TODAY)
        refresh(measure)
        db.session.rollback()
        assert stored(measure.id) == before == fresh(measure)
        # What was rolled back is not refreshed by the next commit either.
        assert not db.session().info.get("measures_to_summarise")


def test_a_savepoint_that_is_undone_keeps_the_rest_in_step(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        record_observation(measure, Reading(date(2026, 1, 1), numerator=90, denominator=160), None, TODAY)
        with pytest.raises(DomainError), db.session.begin_nested():
            record_observation(measure, Reading(date(2026, 2, 1), numerator=9, denominator=1), None, TODAY)
        db.session.commit()
        assert stored(measure.id) == fresh(measure)
        assert stored(measure.id)["last_period"] == date(2026, 1, 1)


def test_a_savepoint_that_is_kept_is_summed_up_with_the_rest(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    monkeypatch.setattr(summaries, "_refresh_alone", lambda measure: made.append(measure.id))
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        for month in (1, 2, 3):
            with db.session.begin_nested():
                number(measure, date(2026, month, 1), 40)
        assert made == []
        db.session.commit()
        assert made == [measure.id]


def test_a_new_measure_has_a_summary_from_the_first_day(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = new_measure(world)
        db.session.commit()
        assert stored(measure.id) == fresh(measure)
        assert stored(measure.id)["wider"] == {"code": "no_data", "cautions": []}


def test_a_deleted_measure_keeps_what_it_had(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        before = stored(measure.id)
        delete_measure(measure, measure.version)
        db.session.commit()
        assert stored(measure.id) == before


def number(measure: Measure, period: date, count: float) -> None:
    record_observation(measure, Reading(period, numerator=count, denominator=DENOMINATOR), seen(measure, period), TODAY)


def seen(measure: Measure, period: date) -> int | None:
    present = find_observation(measure, period)
    return present.version if present is not None else None


def savepoint(measure: Measure, period: date, count: int) -> None:
    with db.session.begin_nested():
        number(measure, period, count)
        if count % 2:
            raise InvalidSeries("planted")


def take_back(measure: Measure, _: None, place: int) -> None:
    for phase in measure.phases[place : place + 1]:
        remove_phase(phase, phase.version)
    for freeze in measure.freezes[place : place + 1]:
        release_baseline(freeze, freeze.version)


def bring_in(measure: Measure, period: date, count: float) -> None:
    rows = ImportRows([Reading(period, numerator=count, denominator=60)], Frequency.MONTH, [period], [period])
    actor = Actor(person_id=measure.collector_id)
    apply_import(actor, measure, rows, TODAY)


def undo(measure: Measure, *_: None) -> None:
    done = last_import(measure)
    if done is not None:
        undo_import(done, done.version)


STEPS: dict[str, Callable[[Measure, Any, Any], object]] = {
    "number": number,
    "empty": lambda measure, period, _: record_observation(measure, Reading(period), seen(measure, period), TODAY),
    "comment": lambda measure, period, _: record_observation(
        measure, Reading(period, comment="x"), seen(measure, period), TODAY
    ),
    "phase": lambda measure, period, _: start_phase(measure, period, "Ny telling", TODAY),
    "freeze": lambda measure, period, _: freeze_baseline(measure, period, TODAY),
    "take back": take_back,
    "import": bring_in,
    "undo": undo,
    "roll back": lambda *_: db.session.rollback(),
    "savepoint": savepoint,
    "commit": lambda *_: db.session.commit(),
}
periods = st.sampled_from([date(2026, month, 1) for month in (1, 2, 3)] + [date(2025, m, 1) for m in range(1, 13)])
counts = st.integers(0, 60)
ONE_NUMBER, ONE_PERIOD = ("number", "import", "savepoint"), ("empty", "comment", "phase", "freeze")
steps = st.one_of(
    st.tuples(st.sampled_from(ONE_NUMBER), periods, counts),
    st.tuples(st.sampled_from(ONE_PERIOD), periods, st.none()),
    st.tuples(st.just("take back"), st.none(), st.integers(0, 3)),
    st.tuples(st.sampled_from(["undo", "roll back", "commit"]), st.none(), st.none()),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=14))
def test_any_sequence_of_changes_ends_in_step(sqlite_only: Prepared, sequence: list[tuple[str, Any, Any]]) -> None:
    """No sequence ends in an error that is no sentence, nor in a series that cannot be charted."""
    sqlite_only.restore()
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.MEMBER]):
        measure = world_measure(world)
        for kind, period, count in sequence:
            try:
                STEPS[kind](measure, period, count)
            except DomainError:
                continue
        db.session.commit()
        assert stored(measure.id) == fresh(measure)


def test_the_wider_view_holds_no_number_of_people_without_a_block(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        for measure in (world_measure(world), decided_measure(world)):
            wider = summaries_of([measure])[measure.id].wider
            assert set(wider) == {"code", "cautions", "blocks"}
            assert not any(
                character.isdigit() for character in json.dumps(wider["code"]) + json.dumps(wider["cautions"])
            )


def test_summaries_are_read_for_the_measures_asked_for(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        own, foreign = world_measure(world).id, world.storfjell["measure_id"]
        assert set(summaries_of([world_measure(world)])) == {own}
        assert foreign not in summaries_of([world_measure(world), decided_measure(world)])


def test_missing_numbers_are_told_as_time_goes(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        summary = summaries_of([measure])[measure.id]
        # The number of January is due on 6 February.
        assert cautions_on(measure, summary, date(2026, 2, 6)) == []
        assert cautions_on(measure, summary, date(2026, 2, 9)) == [Caution.MISSING]
        assert list(chart_of(measure, date(2026, 2, 9)).verdict.cautions) == [Caution.MISSING]
        plan_pause(measure, date(2026, 1, 1), date(2026, 1, 31), "Flytting")
        assert cautions_on(measure, summary, date(2026, 2, 9)) == []


def test_several_who_save_at_once_leave_one_summary_of_all(app: Flask, world: World) -> None:
    def enter(month: int) -> None:
        with inside(app, world.people[Who.MEMBER]):
            measure = world_measure(world)
            barrier.wait(20)
            record_observation(measure, Reading(date(2024, month, 1), numerator=month, denominator=50), None, TODAY)
            db.session.commit()

    months = range(1, 7)
    barrier = threading.Barrier(len(months))
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        # There is one writer at a time: nobody gets to the barrier while another holds the lock.
        barrier = threading.Barrier(1)
    threads = [threading.Thread(target=enter, args=(month,)) for month in months]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        assert len(observations_of(measure)) == len(NUMERATORS) + len(months)
        assert stored(measure.id) == fresh(measure)


def test_a_number_that_cannot_be_charted_is_named_and_can_be_mended(app: Flask, world: World) -> None:
    """No page stores one; should there be any, the measure can still be saved, and says so until it is mended."""
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world, value_type=ValueType.COUNT)
        made = fill(measure, [1, 2, 3], date(2025, 1, 1))
        db.session.commit()
        made[0].value = made[1].value = -5
        db.session.commit()
        assert stored(measure.id)["wider"] == {"code": "no_data", "cautions": [], "problem": "negative_count"}
        with pytest.raises(InvalidSeries):
            chart_of(measure)
        for found, seen in zip(made[:2], (2, 2), strict=True):
            record_observation(measure, Reading(found.period, value=1), seen, TODAY)
            db.session.commit()
        assert stored(measure.id) == fresh(measure)


def values(measure: Measure) -> list[tuple[date, float | None]]:
    return [(point.date, point.value) for point in chart_of(measure).points]


def test_groups_are_added_up_unless_there_is_a_number_for_all(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world, value_type=ValueType.COUNT, strata=["Nord", "Sør"])
        january, february = date(2026, 1, 1), date(2026, 2, 1)
        for period, stratum, value in (
            (january, "Nord", 3),
            (january, "Sør", 4),
            (february, "Nord", 5),
            (february, "", 9),
        ):
            record_observation(measure, Reading(period, value=value, stratum=stratum), None, TODAY)
        record_observation(measure, Reading(january, comment="Telt på nytt"), None, TODAY)
        assert values(measure) == [(january, 7), (february, 9)]


@pytest.mark.parametrize(
    ("value_type", "numbers", "merged"),
    [
        (ValueType.PROPORTION, [{"numerator": 1, "denominator": 4}, {"numerator": 3, "denominator": 6}], 40.0),
        (ValueType.DAYS, [{"value": 10}, {"value": 20}], 15.0),
        (ValueType.NUMBER, [{"value": -1}, {"value": 2}], 0.5),
        (ValueType.COUNT, [{"value": 10}, {"value": 20}], 30.0),
    ],
)
def test_groups_merge_as_their_kind_of_number_does(
    sqlite_only: Prepared, value_type: ValueType, numbers: list[dict[str, Any]], merged: float
) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, value_type=value_type)
        for stratum, number in zip(("Nord", "Sør"), numbers, strict=True):
            record_observation(measure, Reading(date(2026, 1, 1), stratum=stratum, **number), None, TODAY)
        assert values(measure) == [(date(2026, 1, 1), merged)]


def test_ready_made_per_cent_is_plotted_as_it_is(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, value_type=ValueType.PROPORTION)
        record_observation(measure, Reading(date(2026, 1, 1), value=12.5), None, TODAY)
        assert values(measure) == [(date(2026, 1, 1), 12.5)]
        record_observation(measure, Reading(date(2026, 2, 1), numerator=1, denominator=4), None, TODAY)
        record_observation(measure, Reading(date(2026, 3, 1), numerator=0, denominator=0), None, TODAY)
        assert values(measure) == [(date(2026, 1, 1), 12.5), (date(2026, 2, 1), 25.0), (date(2026, 3, 1), None)]


def test_a_freeze_in_a_phase_without_numbers_freezes_no_other(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = decided_measure(sqlite_only.world)
        freeze_baseline(measure, date(2025, 9, 1), TODAY)
        for found in observations_of(measure):
            if found.period >= date(2025, 7, 1):
                record_observation(measure, Reading(found.period), found.version, TODAY)
        series = series_of(measure, observations_of(measure), None)
        assert (list(series.phases), list(series.freezes)) == ([], [date(2025, 5, 1)])


def test_today_is_norway_s(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Clock":
            return cls(2025, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC")).astimezone(tz)

    monkeypatch.setattr(summaries, "datetime", Clock)
    assert local_today() == date(2026, 1, 1)


def test_the_world_s_measure_has_a_verdict(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        assert stored(world.lerkevik["measure_id"])["wider"]["code"] != VerdictCode.NO_DATA
        kept = db.session.query(Observation).filter_by(measure_id=world.lerkevik["measure_id"]).count()
        assert kept == len(NUMERATORS)
