"""Measures, and the decisions about their charts: phases, frozen starting points, pauses, numbers left out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Freeze, Phase, Project
from qi_tracker.services.measures import (
    cancel_pause,
    create_measure,
    delete_measure,
    edit_measure,
    exclude_point,
    freeze_baseline,
    has_observations,
    include_point,
    is_ready_made,
    measures_of,
    plan_pause,
    release_baseline,
    remove_phase,
    start_phase,
)
from qi_tracker.services.observations import Reading, observations_of, record_observation
from qi_tracker.services.summaries import chart_of, refresh
from qi_tracker.vocabulary import Frequency, MeasureKind, ValueType
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import PLAIN, decided_measure, details_of, fill, new_measure, world_measure
from tests.people import Who, World

TODAY = date(2026, 3, 10)


def test_a_share_is_always_in_per_cent(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        assert new_measure(world, value_type=ValueType.PROPORTION, unit="barn").unit == "%"
        assert new_measure(world, value_type=ValueType.COUNT, unit="barn").unit == "barn"


def test_measures_come_in_the_order_of_their_family(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        new_measure(world, kind=MeasureKind.FEEDBACK)
        new_measure(world, kind=MeasureKind.BALANCING)
        new_measure(world, kind=MeasureKind.OUTCOME)
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        kinds = [measure.kind for measure in measures_of(project)]
        assert kinds == [
            MeasureKind.OUTCOME,
            MeasureKind.OUTCOME,
            MeasureKind.PROCESS,
            MeasureKind.BALANCING,
            MeasureKind.FEEDBACK,
        ]


def test_a_deleted_measure_is_in_no_list(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        delete_measure(measure, measure.version)
        assert measure not in measures_of(measure.project)


def test_the_seen_version_decides_who_may_change(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        seen = measure.version
        edit_measure(measure, seen, details_of(measure, name="Et nytt navn"))
        with pytest.raises(StaleVersion):
            edit_measure(measure, seen, details_of(measure, name="Et tredje"))
        with pytest.raises(StaleVersion):
            delete_measure(measure, seen)
        assert (measure.name, measure.version) == ("Et nytt navn", seen + 1)


def test_saving_what_is_there_already_changes_nothing(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        seen = measure.version
        edit_measure(measure, seen, details_of(measure))
        assert measure.version == seen


@pytest.mark.parametrize(
    ("change", "code"),
    [({"value_type": ValueType.COUNT}, "value_type_in_use"), ({"frequency": Frequency.WEEK}, "frequency_in_use")],
)
def test_what_the_numbers_are_cannot_change_under_them(
    app: Flask, world: World, change: dict[str, object], code: str
) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        with pytest.raises(InvalidInput) as refused:
            edit_measure(measure, measure.version, details_of(measure, **change))
        assert refused.value.code == code
        for found in observations_of(measure):
            record_observation(measure, Reading(found.period), found.version, TODAY)
        assert not has_observations(measure)
        edit_measure(measure, measure.version, details_of(measure, **change))


def test_groups_are_named_once_and_shortly(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        assert new_measure(world, strata=["Nord", "Sør", "Nord"]).strata == ["Nord", "Sør"]
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        with pytest.raises(InvalidInput) as refused:
            create_measure(project, replace(PLAIN, strata=["x" * 101]))
        assert refused.value.field == "strata"


def test_ready_made_is_a_share_that_came_as_per_cent_only(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world, value_type=ValueType.PROPORTION)
        assert not is_ready_made(measure)
        record_observation(measure, Reading(date(2026, 1, 1), value=12.5), None, TODAY)
        assert is_ready_made(measure)
        record_observation(measure, Reading(date(2026, 2, 1), numerator=1, denominator=8), None, TODAY)
        assert not is_ready_made(measure)


def phase_starts(world: World) -> list[date]:
    return [phase.starts_on for phase in world_measure(world).phases]


def test_a_phase_divides_the_chart_from_the_first_day_of_its_period(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        phase = start_phase(measure, date(2025, 7, 20), "Ny telling", TODAY)
        assert phase_starts(world) == [date(2025, 7, 1)]
        assert [len(range(part.first, part.last + 1)) for part in chart_of(measure).phases] == [6, 6]
        remove_phase(phase, phase.version)
        assert phase_starts(world) == []
        assert len(chart_of(measure).phases) == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2025, 7, 31), "phase_exists"),
        (date(2026, 4, 1), "future_period"),
        (date(2025, 1, 31), "phase_divides_nothing"),
        (date(2019, 5, 1), "phase_divides_nothing"),
        (date(205, 5, 1), "date_out_of_range"),
        (date(9999, 12, 31), "date_out_of_range"),
    ],
)
def test_a_phase_that_makes_no_sense_is_refused(app: Flask, world: World, day: date, code: str) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        start_phase(measure, date(2025, 7, 1), "Ny telling", TODAY)
        with pytest.raises(InvalidInput) as refused:
            start_phase(measure, day, "En til", TODAY)
        assert (refused.value.code, refused.value.field) == (code, "starts_on")
        assert phase_starts(world) == [date(2025, 7, 1)]


def test_a_measure_without_numbers_has_nothing_to_divide_or_freeze(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world)
        record_observation(measure, Reading(date(2025, 12, 1), comment="Ingen telling"), None, TODAY)
        with pytest.raises(InvalidInput) as no_phase:
            start_phase(measure, date(2026, 1, 1), "Ny telling", TODAY)
        with pytest.raises(InvalidInput) as no_freeze:
            freeze_baseline(measure, date(2026, 1, 1), TODAY)
        codes = [no_phase.value.code, no_freeze.value.code]
        assert codes == ["phase_divides_nothing", "freeze_without_numbers"]


def test_a_phase_that_loses_its_numbers_waits(app: Flask, world: World) -> None:
    """More phases than numbers was an error page; now the chart is one until the phase has numbers again."""
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world)
        made = fill(measure, [1, 2, 3], date(2026, 1, 1))
        start_phase(measure, date(2026, 2, 1), "Først", TODAY)
        start_phase(measure, date(2026, 3, 1), "Så", TODAY)
        assert len(chart_of(measure).phases) == 3
        for found in made[1:]:
            record_observation(measure, Reading(found.period), found.version, TODAY)
        assert len(chart_of(measure).phases) == 1
        fill(measure, [5], date(2026, 3, 1))
        result = chart_of(measure)
        assert [part.first_date for part in result.phases] == [date(2026, 1, 1), date(2026, 3, 1)]
        assert len(measure.phases) == 2


def freezes(world: World) -> list[date]:
    return [freeze.until for freeze in world_measure(world).freezes]


def test_a_frozen_starting_point_gives_the_median(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        before = chart_of(measure).phases[0].centre
        freeze = freeze_baseline(measure, date(2025, 6, 15), TODAY)
        [phase] = chart_of(measure).phases
        assert (freeze.until, phase.frozen_until) == (date(2025, 6, 1), date(2025, 6, 1))
        assert phase.centre != before
        release_baseline(freeze, freeze.version)
        assert chart_of(measure).phases[0].centre == before


def test_a_later_freeze_replaces_the_one_in_the_same_phase(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        freeze_baseline(measure, date(2025, 4, 1), TODAY)
        freeze_baseline(measure, date(2025, 6, 1), TODAY)
        assert freezes(world) == [date(2025, 6, 1)]
        freeze_baseline(measure, date(2025, 6, 30), TODAY)
        assert freezes(world) == [date(2025, 6, 1)]
        start_phase(measure, date(2025, 9, 1), "Ny telling", TODAY)
        freeze_baseline(measure, date(2025, 10, 1), TODAY)
        assert freezes(world) == [date(2025, 6, 1), date(2025, 10, 1)]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 4, 1), "future_period"),
        (date(2024, 12, 31), "freeze_without_numbers"),
        (date(1066, 1, 1), "date_out_of_range"),
    ],
)
def test_a_freeze_that_makes_no_sense_is_refused(app: Flask, world: World, day: date, code: str) -> None:
    with inside(app, world.people[Who.LEAD]):
        with pytest.raises(InvalidInput) as refused:
            freeze_baseline(world_measure(world), day, TODAY)
        assert (refused.value.code, refused.value.field) == (code, "until")
        assert freezes(world) == []


def test_decisions_go_with_the_version_that_was_seen(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = decided_measure(world)
        decisions: list[tuple[Any, Any]] = [
            (remove_phase, measure.phases[0]),
            (release_baseline, measure.freezes[0]),
            (cancel_pause, measure.pauses[0]),
            (include_point, measure.exclusions[0]),
        ]
        for take_back, thing in decisions:
            with pytest.raises(StaleVersion):
                take_back(thing, thing.version + 1)
            take_back(thing, thing.version)
        assert (measure.phases, measure.freezes, measure.pauses, measure.exclusions) == ([], [], [], [])


def test_a_pause_may_lie_ahead_and_must_end_after_it_begins(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        plan_pause(measure, date(2027, 7, 1), date(2027, 7, 31), "Ferie")
        assert [(pause.starts_on, pause.reason) for pause in measure.pauses] == [(date(2027, 7, 1), "Ferie")]
        with pytest.raises(InvalidInput) as refused:
            plan_pause(measure, date(2027, 7, 2), date(2027, 7, 1), "")
        assert (refused.value.code, refused.value.field) == ("ends_before_start", "ends_on")
        with pytest.raises(InvalidInput) as refused:
            plan_pause(measure, date(2027, 7, 2), date(9999, 12, 31), "")
        assert refused.value.code == "date_out_of_range"


def test_a_number_left_out_is_drawn_and_not_counted(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = world_measure(world)
        before = chart_of(measure)
        exclusion = exclude_point(measure, date(2025, 3, 17), "Stengt")
        db.session.commit()
        assert exclusion.period == date(2025, 3, 1)
        after = chart_of(measure)
        assert [point.date for point in after.points if point.is_excluded] == [date(2025, 3, 1)]
        assert [point.value for point in after.points] == [point.value for point in before.points]
        assert after.phases[0].centre != before.phases[0].centre
        assert refresh(measure).inside["centre"] == after.phases[0].centre
        with pytest.raises(InvalidInput) as refused:
            exclude_point(measure, date(2025, 3, 1), "Stengt")
        assert (refused.value.code, refused.value.field) == ("exclusion_exists", "period")
        with pytest.raises(InvalidInput) as refused:
            exclude_point(measure, date(2024, 12, 1), "Stengt")
        assert (refused.value.code, refused.value.field) == ("exclusion_without_number", "period")
        include_point(exclusion, exclusion.version)
        assert chart_of(measure) == before


def test_what_is_counted_per_group_is_left_out_whole(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world, value_type=ValueType.COUNT, strata=["Nord", "Sør"])
        for month in range(1, 4):
            for stratum in measure.strata:
                record_observation(measure, Reading(date(2025, month, 1), stratum=stratum, value=month), None, TODAY)
        exclude_point(measure, date(2025, 2, 1), "Stengt")
        points = chart_of(measure).points
        assert [(point.value, point.is_excluded) for point in points] == [(2, False), (4, True), (6, False)]


def test_what_is_taken_back_lies_in_the_bin(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = decided_measure(sqlite_only.world)
        remove_phase(measure.phases[0], 1)
        release_baseline(measure.freezes[0], 1)
        nouns: list[Any] = [Phase, Freeze]
        for noun in nouns:
            kept = db.session.query(noun).filter_by(measure_id=measure.id).execution_options(include_deleted=True)
            assert [thing.deleted_at is not None for thing in kept] == [True]
