"""Imports: whole or not at all, changed rather than doubled, undone whole, and drafts that do not linger."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from qi_tracker.access.actors import Actor
from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Freeze, Import, ImportDraft, ImportedRow, Measure
from qi_tracker.models.base import utc_now
from qi_tracker.services.imports import (
    ImportRows,
    apply_import,
    correct_draft,
    discard_draft,
    erase_old_drafts,
    is_too_old,
    keep_draft,
    last_import,
    undo_import,
)
from qi_tracker.services.measures import freeze_baseline, start_phase
from qi_tracker.services.observations import Reading, find_observation, observations_of, record_observation
from qi_tracker.services.summaries import chart_of, refresh
from qi_tracker.vocabulary import Frequency, ValueType
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import new_measure, numbers_of, world_measure
from tests.people import NUMERATORS, Who, World

TODAY = date(2026, 3, 10)


def counts(numerator: float, *periods: date) -> list[Reading]:
    return [Reading(period, numerator=numerator, denominator=160) for period in periods]


def bring_in(
    actor: Actor, measure: Measure, readings: Sequence[Reading], frequency: Frequency = Frequency.MONTH, **marks: Any
) -> Import:
    return apply_import(actor, measure, ImportRows(readings, frequency, **marks), TODAY)


def undo_last(measure: Measure) -> None:
    done = last_import(measure)
    assert done is not None
    undo_import(done, done.version)


NOVEMBER, DECEMBER, JANUARY = date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)


def test_new_periods_are_added_and_known_ones_changed(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        done = bring_in(actor, measure, counts(99, NOVEMBER, DECEMBER, JANUARY))
        assert (done.n_added, done.n_changed) == (1, 2)
        assert [row[:2] for row in numbers_of(measure)[-3:]] == [(NOVEMBER, 99), (DECEMBER, 99), (JANUARY, 99)]
        again = bring_in(actor, measure, [*counts(99, NOVEMBER, DECEMBER), *counts(98, JANUARY)])
        assert (again.n_added, again.n_changed) == (0, 1)
        assert len(observations_of(measure)) == len(NUMERATORS) + 1


def test_the_import_that_can_be_undone_is_of_the_measure_itself(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = new_measure(world, value_type=ValueType.PROPORTION)
        done = bring_in(actor, measure, counts(99, NOVEMBER))
        bring_in(actor, world_measure(world), counts(99, NOVEMBER))
        assert last_import(measure) is done


def test_a_comment_that_the_table_has_not_is_kept(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure, july = world_measure(world), date(2025, 7, 1)
        bring_in(actor, measure, counts(50, july))
        found = find_observation(measure, july)
        assert found is not None
        assert (found.numerator, found.comment) == (50, world.lerkevik.canary)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Reading(date(2026, 4, 1), numerator=1, denominator=2), "future_period"),
        (Reading(date(2026, 2, 1), numerator=3, denominator=2), "numerator_above_denominator"),
        (Reading(date(2026, 2, 1), numerator=3), "denominator_missing"),
        (Reading(date(2026, 2, 1), value=101), "above_hundred"),
        (Reading(date(2026, 1, 31), numerator=1, denominator=2), "period_twice"),
    ],
)
def test_one_wrong_row_and_nothing_is_imported(app: Flask, world: World, wrong: Reading, code: str) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        before = list(numbers_of(measure))
        with pytest.raises(InvalidInput) as refused:
            bring_in(actor, measure, [*counts(99, DECEMBER, JANUARY), wrong])
        assert refused.value.code == code
        db.session.rollback()
        assert list(numbers_of(world_measure(world))) == before
        imports = [Import, ImportedRow]
        assert [
            db.session.query(noun).filter_by(organization_id=measure.organization_id).count() for noun in imports
        ] == [
            1,
            0,
        ]


def test_an_empty_table_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        with pytest.raises(InvalidInput) as refused:
            bring_in(actor, world_measure(world), [])
        assert refused.value.code == "nothing_to_import"


def weeks(n_weeks: int) -> list[Reading]:
    return [Reading(date(2026, 1, 5) + timedelta(weeks=n), value=n) for n in range(n_weeks)]


def test_a_measure_without_numbers_takes_the_tables_frequency_and_gives_it_back(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = new_measure(world, frequency=Frequency.MONTH)
        bring_in(actor, measure, weeks(5), Frequency.WEEK)
        assert (measure.frequency, len(observations_of(measure))) == (Frequency.WEEK, 5)
        undo_last(measure)
        assert (measure.frequency, len(observations_of(measure))) == (Frequency.MONTH, 0)


def test_a_frequency_in_use_is_not_given_back(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = new_measure(world, frequency=Frequency.MONTH)
        bring_in(actor, measure, weeks(2), Frequency.WEEK)
        record_observation(measure, Reading(date(2026, 3, 2), value=1), None, TODAY)
        undo_last(measure)
        assert (measure.frequency, len(observations_of(measure))) == (Frequency.WEEK, 1)


def test_a_measure_with_numbers_keeps_its_frequency_and_loses_no_row(app: Flask, world: World) -> None:
    """Four weeks in one month used to become the last of them."""
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = new_measure(world, frequency=Frequency.MONTH)
        record_observation(measure, Reading(date(2025, 12, 1), value=1), None, TODAY)
        with pytest.raises(InvalidInput) as refused:
            bring_in(actor, measure, weeks(5), Frequency.WEEK)
        assert refused.value.code == "period_twice"
        assert measure.frequency is Frequency.MONTH


def test_a_group_has_its_own_number(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = new_measure(world, value_type=ValueType.COUNT)
        readings = [Reading(JANUARY, value=number, stratum=name) for name, number in (("Nord", 3), ("Sør", 4))]
        bring_in(actor, measure, readings)
        again = bring_in(actor, measure, [Reading(JANUARY, value=5, stratum="Sør")])
        assert (again.n_added, again.n_changed) == (0, 1)
        assert [point.value for point in chart_of(measure).points] == [8]


def test_phases_and_freezes_of_a_table_are_taken_over(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        marks = {"phases": [date(2025, 9, 1)], "freezes": [date(2025, 4, 1)], "reason": "slik sto det i tabellen"}
        bring_in(actor, measure, counts(70, JANUARY), **marks)
        assert [(phase.starts_on, phase.reason) for phase in measure.phases] == [
            (date(2025, 9, 1), "slik sto det i tabellen")
        ]
        assert [freeze.until for freeze in measure.freezes] == [date(2025, 4, 1)]
        bring_in(actor, measure, counts(71, JANUARY), **marks)
        assert (len(measure.phases), len(measure.freezes)) == (1, 1)


def test_marks_that_divide_or_freeze_nothing_are_passed_over(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = new_measure(world, value_type=ValueType.PROPORTION)
        readings = [Reading(DECEMBER, comment="ingen telling"), *counts(3, JANUARY)]
        bring_in(actor, measure, readings, phases=[DECEMBER, JANUARY, date(2026, 1, 20)], freezes=[DECEMBER])
        assert (measure.phases, measure.freezes) == ([], [])


def test_undoing_brings_every_number_back(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        freeze_baseline(measure, date(2025, 6, 1), TODAY)
        before, summary = list(numbers_of(measure)), dict(refresh(measure).inside)
        readings = [Reading(DECEMBER, value=12.5, comment="ny"), *counts(99, NOVEMBER, JANUARY)]
        bring_in(actor, measure, readings, phases=[date(2025, 9, 1)], freezes=[date(2025, 4, 1)])
        db.session.commit()
        undo_last(measure)
        db.session.commit()
        assert list(numbers_of(measure)) == before
        assert find_observation(measure, DECEMBER).comment == ""  # type: ignore[union-attr]  # it is there
        assert ([*measure.phases], [freeze.until for freeze in measure.freezes]) == ([], [date(2025, 6, 1)])
        assert refresh(measure).inside == summary
        assert last_import(measure) is None


def test_a_decision_taken_since_is_left_alone(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        freeze_baseline(measure, date(2025, 6, 1), TODAY)
        bring_in(actor, measure, counts(70, JANUARY), phases=[date(2025, 9, 1)], freezes=[date(2025, 4, 1)])
        freeze_baseline(measure, date(2025, 5, 1), TODAY)
        start_phase(measure, date(2025, 11, 1), "Min egen", TODAY)
        undo_last(measure)
        assert [freeze.until for freeze in measure.freezes] == [date(2025, 5, 1)]
        assert [phase.reason for phase in measure.phases] == ["Min egen"]
        binned = db.session.query(Freeze).filter_by(measure_id=measure.id).execution_options(include_deleted=True)
        assert binned.count() == 3


@pytest.mark.parametrize("is_deleted", [False, True])
def test_undoing_is_refused_whole_after_a_later_change(app: Flask, world: World, is_deleted: bool) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        bring_in(actor, measure, counts(99, NOVEMBER, DECEMBER, JANUARY))
        found = find_observation(measure, JANUARY)
        assert found is not None
        later = Reading(JANUARY) if is_deleted else counts(98, JANUARY)[0]
        record_observation(measure, later, found.version, TODAY)
        db.session.commit()
        after = list(numbers_of(measure))
        with pytest.raises(InvalidInput) as refused:
            undo_last(measure)
        assert refused.value.code == "import_changed_since"
        db.session.rollback()
        assert list(numbers_of(measure)) == after


def test_undoing_one_import_leaves_the_others(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        bring_in(actor, measure, counts(97, NOVEMBER))
        done = bring_in(actor, measure, counts(99, JANUARY))
        undo_import(done, done.version)
        kept = find_observation(measure, NOVEMBER)
        assert kept is not None and kept.numerator == 97
        assert find_observation(measure, JANUARY) is None


def test_an_import_is_undone_once(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        done = bring_in(actor, measure, counts(99, JANUARY))
        with pytest.raises(StaleVersion):
            undo_import(done, done.version - 1)
        undo_import(done, done.version)
        with pytest.raises(InvalidInput) as refused:
            undo_import(done, done.version)
        assert refused.value.code == "import_undone"


def test_a_later_import_is_undone_before_an_earlier_one(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        measure = world_measure(world)
        first = bring_in(actor, measure, counts(98, JANUARY))
        bring_in(actor, measure, counts(99, JANUARY))
        with pytest.raises(InvalidInput) as refused:
            undo_import(first, first.version)
        assert refused.value.code == "import_changed_since"


TABLE = {"rows": [["Dato", "Verdi"], ["2026-01-01", "5"]]}


def test_a_draft_is_kept_corrected_and_thrown_away(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        draft = keep_draft(actor, world_measure(world), TABLE)
        correct_draft(draft, {"decimal": ","})
        db.session.commit()
        kept = db.session.get_one(ImportDraft, draft.id, populate_existing=True)
        assert (kept.table, kept.settings, kept.person_id) == (TABLE, {"decimal": ","}, actor.person_id)
        discard_draft(kept)
        db.session.commit()
        assert db.session.get(ImportDraft, draft.id) is None


def test_drafts_are_erased_after_a_day(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        fresh, old = (keep_draft(actor, world_measure(world), TABLE) for _ in range(2))
        fresh.created_at = utc_now() - timedelta(hours=23, minutes=59)
        old.created_at = utc_now() - timedelta(hours=24, minutes=1)
        db.session.commit()
        assert [is_too_old(fresh), is_too_old(old)] == [False, True]
        fresh_id, old_id = fresh.id, old.id
        erase_old_drafts()
        db.session.commit()
        kept = {id for (id,) in db.session.query(ImportDraft.id)}
        assert [fresh_id in kept, old_id in kept] == [True, False]


def test_the_next_draft_erases_the_old_ones(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]) as actor:
        old = keep_draft(actor, world_measure(world), TABLE)
        long_ago = old.created_at = utc_now() - timedelta(days=2)
        db.session.commit()
        keep_draft(actor, world_measure(world), TABLE)
        db.session.commit()
        assert db.session.query(ImportDraft).filter_by(created_at=long_ago).count() == 0


def test_thousands_of_rows_are_imported_and_undone(sqlite_only: Prepared, record_property: Any) -> None:
    """2,000 days; the seconds are reported, not asserted (20,000 rows take ten times as long)."""
    with inside(sqlite_only.app, sqlite_only.world.people[Who.MEMBER]) as actor:
        measure = new_measure(sqlite_only.world, frequency=Frequency.DAY)
        readings = [Reading(date(2020, 1, 1) + timedelta(days=n), value=n % 97) for n in range(2_000)]
        began = time.perf_counter()
        bring_in(actor, measure, readings, Frequency.DAY)
        db.session.commit()
        record_property("seconds_import_2000", time.perf_counter() - began)
        assert len(observations_of(measure)) == 2_000
        undo_last(measure)
        db.session.commit()
        assert len(observations_of(measure)) == 0
