"""Measures computed from others: what is refused, and numbers and summaries that follow their sources."""

import threading
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from sqlalchemy import event

from qi_tracker.doctor.contents import summaries_are_in_step
from qi_tracker.doctor.findings import Patient
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Project
from qi_tracker.services.bin import restore
from qi_tracker.services.calculated_measures import (
    CalculatedDetails,
    create_calculated_measure,
    edit_calculated_measure,
    possible_sources,
)
from qi_tracker.services.due import due_numbers, next_due
from qi_tracker.services.imports import ImportRows, apply_import
from qi_tracker.services.measures import (
    delete_measure,
    edit_measure,
    exclude_point,
    freeze_baseline,
    plan_pause,
    start_phase,
)
from qi_tracker.services.observations import (
    Reading,
    find_observation,
    observations_by_measure,
    observations_of,
    record_observation,
)
from qi_tracker.services.projects import ThreeQuestions, start_project
from qi_tracker.services.strata import charts_by_stratum, has_strata
from qi_tracker.services.summaries import cautions_on, chart_of, computed_summary, summaries_of
from qi_tracker.vocabulary import Calculation, Caution, ChartKind, Direction, Frequency, MeasureKind, ValueType
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import details_of, fill, new_measure, numbers_of
from tests.people import Who, World

TODAY: Final = date(2026, 6, 10)
JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)

_COUNTED: Final = (ValueType.COUNT, Direction.UP)

RATIO: Final = CalculatedDetails(
    name="Andel med svar",
    kind=MeasureKind.OUTCOME,
    calculation=Calculation.RATIO,
    numerator_measure_id=None,
    denominator_measure_id=None,
    is_share=True,
    unit="",
    direction=Direction.UP,
    target=None,
    definition="",
    is_stock=False,
    owner_id=None,
    dimensions=[],
)


def counted(world: World, name: str, *values: float, **details: Any) -> Measure:
    """A count of the world's project, with one number for each month of 2026 from January on."""
    measure = new_measure(world, **{"name": name, "value_type": ValueType.COUNT} | details)
    fill(measure, values, JANUARY)
    return measure


def ratio_of(world: World, above: Measure, below: Measure, **changes: Any) -> Measure:
    details = replace(RATIO, numerator_measure_id=above.id, denominator_measure_id=below.id, **changes)
    return create_calculated_measure(db.session.get_one(Project, world.lerkevik["project_id"]), details)


def sum_of(world: World, source: Measure, **changes: Any) -> Measure:
    details = replace(RATIO, calculation=Calculation.SUM_OF_STRATA, numerator_measure_id=source.id, **changes)
    return create_calculated_measure(db.session.get_one(Project, world.lerkevik["project_id"]), details)


def enter(measure: Measure, period: date, value: float | None, stratum: str = "") -> None:
    found = find_observation(measure, period, stratum)
    reading = Reading(period, value=value, stratum=stratum)
    record_observation(measure, reading, found.version if found is not None else None, TODAY)


def last_value(measure: Measure) -> object:
    return summaries_of([measure])[measure.id].inside["last_value"]


def is_in_step(measure: Measure) -> bool:
    return summaries_of([measure])[measure.id].inside == computed_summary(measure).inside


def test_a_share_follows_its_two_counts_in_the_same_transaction(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1, 2), counted(world, "Søknader", 4, 4, 8)
        share = ratio_of(world, above, below)
        db.session.commit()
        assert (share.value_type, share.unit, share.frequency) == (ValueType.PROPORTION, "%", Frequency.MONTH)
        assert numbers_of(share) == [(JANUARY, 1, 4, None), (FEBRUARY, 2, 4, None)]
        assert last_value(share) == 50
        for period, value, expected in ((MARCH, 2, 25), (MARCH, 6, 75), (MARCH, None, 50)):
            enter(above, period, value)
            db.session.commit()
            assert (last_value(share), is_in_step(share)) == (expected, True)
        enter(below, FEBRUARY, 0)
        db.session.commit()
        assert last_value(share) == 25


def test_nothing_of_it_is_stored_and_bulk_and_single_reading_agree(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1, 2), counted(world, "Søknader", 4, 4)
        share = ratio_of(world, above, below)
        db.session.commit()
        many = observations_by_measure([share, below])
        assert set(many) == {share.id, below.id}
        assert [(found.period, found.numerator, found.denominator) for found in many[share.id]] == [
            (found.period, found.numerator, found.denominator) for found in observations_of(share)
        ]
        assert find_observation(share, JANUARY) is None
        assert not db.session.new


def test_without_its_source_it_has_no_numbers_and_has_them_again_with_it(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1, 2), counted(world, "Søknader", 4, 4)
        share = ratio_of(world, above, below)
        db.session.commit()
        delete_measure(below, below.version)
        db.session.commit()
        assert (numbers_of(share), last_value(share), is_in_step(share)) == ([], None, True)
        restore(below, below.version)
        db.session.commit()
        assert (last_value(share), is_in_step(share)) == (50, True)


def test_an_import_into_a_source_and_a_whole_new_source_are_followed(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]) as actor:
        above, below = counted(world, "Svar", 1), counted(world, "Søknader", 4, 4)
        share = ratio_of(world, above, below, is_share=False, unit="per søknad")
        other = counted(world, "Klager", 8, 12)
        db.session.commit()
        apply_import(actor, above, ImportRows([Reading(FEBRUARY, value=6)], Frequency.MONTH), TODAY)
        db.session.commit()
        assert (last_value(share), share.unit) == (1.5, "per søknad")
        changed = replace(
            RATIO, is_share=False, unit="", numerator_measure_id=other.id, denominator_measure_id=below.id
        )
        edit_calculated_measure(share, share.version, changed)
        db.session.commit()
        assert (last_value(share), is_in_step(share)) == (3, True)


def test_a_pause_of_a_source_is_one_of_what_is_computed_from_it(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1, 2), counted(world, "Søknader", 4, 4, 4, 4)
        share = ratio_of(world, above, below)
        enter(above, date(2026, 4, 1), 3)
        db.session.commit()
        assert Caution.MISSING in cautions_on(share, summaries_of([share])[share.id], date(2026, 5, 3))
        plan_pause(above, MARCH, date(2026, 3, 31), "Flytting")
        db.session.commit()
        assert Caution.MISSING not in cautions_on(share, summaries_of([share])[share.id], date(2026, 5, 3))
        later = date(2026, 6, 10)
        assert Caution.MISSING in cautions_on(share, summaries_of([share])[share.id], later)
        above.due_after_days = 30
        db.session.commit()
        assert Caution.MISSING not in cautions_on(share, summaries_of([share])[share.id], later)


def test_decisions_about_its_chart_are_taken_by_its_own_numbers(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1, 2, 3, 1), counted(world, "Søknader", 4, 4, 4, 4)
        share = ratio_of(world, above, below)
        freeze_baseline(share, FEBRUARY, TODAY)
        start_phase(share, MARCH, "nytt skjema", TODAY)
        exclude_point(share, date(2026, 4, 1), "stengt")
        db.session.commit()
        found = chart_of(share)
        assert (len(found.phases), [point.is_excluded for point in found.points]) == (2, [False] * 3 + [True])
        with pytest.raises(InvalidInput, match="exclusion_without_number"):
            exclude_point(share, date(2026, 5, 1), "stengt")


def test_the_sum_waits_for_every_group_and_a_ratio_has_the_groups_of_both(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        above = counted(world, "Svar", strata=["Lia", "Vik"])
        below = counted(world, "Søknader", strata=["Lia", "Vik"])
        for measure, lia, vik in ((above, 1, 2), (below, 4, 8)):
            enter(measure, JANUARY, lia, "Lia")
            enter(measure, JANUARY, vik, "Vik")
        enter(above, FEBRUARY, 3, "Lia")
        total, share = sum_of(world, above), ratio_of(world, above, below)
        db.session.commit()
        assert (numbers_of(total), total.value_type) == ([(JANUARY, None, None, 3)], ValueType.COUNT)
        assert [(found.stratum, found.numerator) for found in observations_of(share)] == [
            ("", 3),
            ("Lia", 1),
            ("Vik", 2),
        ]
        assert [group.name for group in charts_by_stratum(share, observations_of(share), TODAY)] == ["Lia", "Vik"]
        assert (has_strata(share), has_strata(total)) == (True, False)
        enter(above, FEBRUARY, 4, "Vik")
        db.session.commit()
        assert last_value(total) == 7


def test_shares_are_summed_by_numerators_and_denominators(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        split = new_measure(world, value_type=ValueType.PROPORTION, strata=["Lia", "Vik"])
        for stratum, numerator, denominator in (("Lia", 1, 2), ("Vik", 1, 8)):
            reading = Reading(JANUARY, numerator=numerator, denominator=denominator, stratum=stratum)
            record_observation(split, reading, None, TODAY)
        assert numbers_of(sum_of(world, split)) == [(JANUARY, 2, 10, None)]


def test_nobody_is_asked_for_its_numbers_and_nobody_can_enter_one(prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]) as actor:
        above, below = counted(world, "Svar", 1), counted(world, "Søknader", 4)
        share = ratio_of(world, above, below)
        db.session.commit()
        assert next_due(share, summaries_of([share])[share.id], TODAY) is None
        asked = {due.measure.id for due in due_numbers(actor, TODAY)}
        assert (above.id in asked, share.id in asked) == (True, False)
        for attempt in (
            lambda: record_observation(share, Reading(MARCH, value=5), None, TODAY),
            lambda: apply_import(actor, share, ImportRows([Reading(MARCH, value=5)], Frequency.MONTH), TODAY),
        ):
            with pytest.raises(InvalidInput, match="measure_is_calculated"):
                attempt()


def test_what_cannot_be_computed_is_refused_with_the_field(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]) as actor:
        above, below = counted(world, "Svar", 1), counted(world, "Søknader", 4)
        weekly = new_measure(world, value_type=ValueType.COUNT, frequency=Frequency.WEEK)
        events = new_measure(world, value_type=ValueType.COUNT, frequency=Frequency.EVENT)
        days = new_measure(world, value_type=ValueType.DAYS, strata=["Lia"])
        share = ratio_of(world, above, below)
        gone = counted(world, "Slettet", 1)
        delete_measure(gone, gone.version)
        elsewhere = world.storfjell["measure_id"]
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        beside = start_project(actor, project.organization, ThreeQuestions(*["Et annet"] * 2, *_COUNTED, "Ringe")).id
        for changes, code, field in (
            ({"numerator_measure_id": above.id}, "source_missing", "denominator_measure_id"),
            ({"numerator_measure_id": gone.id}, "source_missing", "numerator_measure_id"),
            ({"numerator_measure_id": share.id}, "source_missing", "numerator_measure_id"),
            ({"numerator_measure_id": elsewhere}, "source_missing", "numerator_measure_id"),
            ({"numerator_measure_id": beside}, "source_missing", "numerator_measure_id"),
            ({"numerator_measure_id": events.id}, "source_without_periods", "numerator_measure_id"),
            (
                {"numerator_measure_id": above.id, "denominator_measure_id": above.id},
                "sources_equal",
                "denominator_measure_id",
            ),
            (
                {"numerator_measure_id": above.id, "denominator_measure_id": weekly.id},
                "frequencies_differ",
                "denominator_measure_id",
            ),
            ({"numerator_measure_id": days.id, "denominator_measure_id": below.id}, "share_needs_counts", "is_share"),
            (
                {"numerator_measure_id": days.id, "calculation": Calculation.SUM_OF_STRATA},
                "cannot_be_added_up",
                "numerator_measure_id",
            ),
            (
                {"numerator_measure_id": above.id, "calculation": Calculation.SUM_OF_STRATA},
                "source_without_groups",
                "numerator_measure_id",
            ),
        ):
            with pytest.raises(InvalidInput) as refused:
                create_calculated_measure(project, replace(RATIO, **changes))
            assert (refused.value.code, refused.value.field) == (code, field)
        offered = {measure.id for measure in possible_sources(project)}
        assert {above.id, below.id, weekly.id} <= offered
        assert offered.isdisjoint({share.id, gone.id, events.id, elsewhere, beside})


def test_a_source_keeps_what_it_counts_while_something_is_computed_from_it(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]) as actor:
        above, below = counted(world, "Svar"), counted(world, "Søknader")
        share = ratio_of(world, above, below)
        for changes, field in (
            ({"value_type": ValueType.DAYS}, "value_type"),
            ({"frequency": Frequency.WEEK}, "frequency"),
        ):
            with pytest.raises(InvalidInput) as refused:
                edit_measure(above, above.version, details_of(above, **changes))
            assert (refused.value.code, refused.value.field, refused.value.params["name"]) == (
                "kind_is_used",
                field,
                share.name,
            )
        with pytest.raises(InvalidInput, match="kind_is_used"):
            apply_import(actor, above, ImportRows([Reading(JANUARY, value=5)], Frequency.WEEK), TODAY)
        delete_measure(share, share.version)
        edit_measure(above, above.version, details_of(above, frequency=Frequency.WEEK))
        restore(share, share.version)
        db.session.commit()
        fill(above, [1, 2], JANUARY)
        fill(below, [4], JANUARY)
        db.session.commit()
        assert (numbers_of(share), is_in_step(share)) == ([], True)


def test_another_kind_of_result_is_drawn_as_a_run_chart_again(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1, 2), counted(world, "Søknader", 4, 4)
        share = ratio_of(world, above, below)
        share.chart = ChartKind.P
        db.session.commit()
        plain = replace(RATIO, is_share=False, numerator_measure_id=above.id, denominator_measure_id=below.id)
        edit_calculated_measure(share, share.version, plain)
        db.session.commit()
        assert (share.value_type, share.chart, last_value(share)) == (ValueType.NUMBER, ChartKind.RUN, 0.5)


def test_the_doctor_sees_a_summary_that_did_not_follow(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1, 2), counted(world, "Søknader", 4, 4)
        share_id = ratio_of(world, above, below).id
        db.session.commit()
        patient = Patient(sqlite_only.settings, db.session.connection(), (world.lerkevik["organization_id"],))
        assert not list(summaries_are_in_step(patient))
        db.session.execute(db.text("UPDATE observations SET value = 3 WHERE measure_id = :id"), {"id": above.id})
        db.session.commit()
        assert share_id in {finding.params.get("measure") for finding in summaries_are_in_step(patient)}


def test_a_number_saved_while_a_measure_is_made_of_it_is_in_its_summary(postgresql_only: Prepared) -> None:
    """The maker sees no number before it is committed, and the writer no measure before it is: one waits."""
    app, world = postgresql_only.app, postgresql_only.world
    with inside(app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1), counted(world, "Søknader", 4, 4)
        ids = above.id, below.id
        db.session.commit()
    has_summed_up, is_made = threading.Event(), threading.Event()

    def write() -> None:
        with inside(app, world.people[Who.MEMBER]):
            enter(db.session.get_one(Measure, ids[0]), FEBRUARY, 3)

            @event.listens_for(db.session(), "before_commit")
            def _wait(_session: object) -> None:
                has_summed_up.set()
                is_made.wait(1)

            db.session.commit()

    writer = threading.Thread(target=write)
    writer.start()
    assert has_summed_up.wait(20)
    with inside(app, world.people[Who.LEAD]):
        share = ratio_of(world, *(db.session.get_one(Measure, number) for number in ids))
        db.session.commit()
        is_made.set()
        writer.join(30)
        assert (last_value(share), is_in_step(share)) == (75, True)


def test_writers_of_both_sources_and_a_maker_at_once_miss_none_of_each_other(postgresql_only: Prepared) -> None:
    """All have written, and none has committed, when they begin to: nobody sees the others' numbers by themselves."""
    app, world = postgresql_only.app, postgresql_only.world
    with inside(app, world.people[Who.LEAD]):
        above, below = counted(world, "Svar", 1), counted(world, "Søknader", 4)
        ids = above.id, below.id, ratio_of(world, above, below).id
        db.session.commit()
    months = range(2, 5)
    barrier = threading.Barrier(2 * len(months) + 1)

    def write(number: int, month: int, value: float) -> None:
        with inside(app, world.people[Who.MEMBER]):
            enter(db.session.get_one(Measure, ids[number]), date(2026, month, 1), value)
            barrier.wait(20)
            db.session.commit()

    def make() -> None:
        with inside(app, world.people[Who.LEAD]):
            ratio_of(world, *(db.session.get_one(Measure, number) for number in ids[:2]), name="Laget samtidig")
            barrier.wait(20)
            db.session.commit()

    threads = [threading.Thread(target=write, args=(n, m, (1, 4)[n])) for n in (0, 1) for m in months]
    threads.append(threading.Thread(target=make))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with inside(app, world.people[Who.LEAD]):
        shares = [db.session.get_one(Measure, ids[2]), db.session.query(Measure).filter_by(name="Laget samtidig").one()]
        assert [len(numbers_of(share)) for share in shares] == [4, 4]
        assert [is_in_step(share) for share in shares] == [True, True]
