"""PDSA cycles: numbers, stages, decisions and what they make of the idea, and whether a prediction was one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import update

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, ChangeIdea, PdsaCycle, Project
from qi_tracker.models.base import utc_now
from qi_tracker.services.change_ideas import IdeaDetails, create_idea
from qi_tracker.services.pdsa import (
    CyclePlan,
    Expected,
    Observed,
    PredictionTiming,
    begin_cycle,
    change_timing,
    compare,
    cycles_of,
    cycles_of_idea,
    decide,
    delete_cycle,
    edit_plan,
    is_under_way,
    latest_cycle,
    open_cycle,
    plan_cycle,
    prediction_timing,
    record_result,
)
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import CycleStage, Decision, IdeaStatus
from tests.inside import inside
from tests.people import Who, World

NEXT_WEEK = timedelta(days=7)


def project_of(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


def new_idea(world: World) -> ChangeIdea:
    return create_idea(project_of(world), IdeaDetails("Ett skjema", "", IdeaStatus.IDEA, None, []))


def a_plan(
    prediction: str = "To av tre søker.", starts_on: date | None = None, expected: Expected | None = None
) -> CyclePlan:
    first_day = starts_on or local_today() + NEXT_WEEK
    last_day = first_day + NEXT_WEEK
    return CyclePlan("Tre familier i én uke.", prediction, first_day, last_day, None, expected=expected)


def tried(idea: ChangeIdea) -> PdsaCycle:
    """A new cycle of the idea with a result and what was learnt, not decided."""
    cycle = plan_cycle(idea, a_plan())
    record_result(cycle, cycle.version, "Tre av tre søkte.")
    compare(cycle, cycle.version, "Det gikk bedre enn vi trodde.")
    return cycle


def decided(idea: ChangeIdea, decision: Decision) -> PdsaCycle:
    cycle = tried(idea)
    decide(cycle, cycle.version, decision, "Prøv med ti.")
    return cycle


def test_cycles_are_numbered_within_their_idea(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        first_idea, second_idea = new_idea(world), new_idea(world)
        cycles = [plan_cycle(first_idea, a_plan()), plan_cycle(second_idea, a_plan()), plan_cycle(first_idea, a_plan())]
        assert [cycle.number for cycle in cycles] == [1, 1, 2]
        assert [cycle.number for cycle in cycles_of_idea(first_idea)] == [1, 2]


def test_two_people_who_plan_at_once_get_a_number_each(app: Flask, world: World) -> None:
    start = Barrier(2)

    def plan_slowly(who: Who) -> int:
        with inside(app, world.people[who]):
            idea = db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])
            # On SQLite whoever has begun to write keeps the other from beginning.
            db.session.rollback()
            start.wait()
            cycle = plan_cycle(idea, a_plan())
            sleep(0.3)
            db.session.commit()
            return cycle.number

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(plan_slowly, (Who.LEAD, Who.MEMBER))) == [2, 3]


def test_cycles_of_a_project_come_in_the_order_they_began(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = new_idea(world)
        late = plan_cycle(idea, a_plan())
        early = plan_cycle(idea, a_plan(starts_on=date(2025, 1, 7)))
        of_world = world.lerkevik["cycle_id"]
        assert [cycle.id for cycle in cycles_of(project_of(world))] == [early.id, of_world, late.id]


def test_each_stage_leads_to_the_next(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan())
        stages = [cycle.stage]
        record_result(cycle, cycle.version, "Tre av tre søkte.")
        stages.append(cycle.stage)
        compare(cycle, cycle.version, "Bedre enn vi trodde.")
        stages.append(cycle.stage)
        assert cycle.completed_at is None
        decide(cycle, cycle.version, Decision.ADAPT, "")
        stages.append(cycle.stage)
        assert stages == [CycleStage.DO, CycleStage.STUDY, CycleStage.ACT, CycleStage.DONE]
        assert cycle.completed_at is not None


def test_without_a_prediction_the_cycle_is_not_ready_to_be_tried(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan(prediction=""))
        assert (cycle.stage, cycle.predicted_at) == (CycleStage.PLAN, None)
        with pytest.raises(InvalidInput, match="stage_not_reached"):
            record_result(cycle, cycle.version, "Tre av tre søkte.")
        edit_plan(cycle, cycle.version, a_plan())
        assert cycle.stage is CycleStage.DO
        assert cycle.predicted_at is not None


def test_no_stage_can_be_skipped(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan())
        with pytest.raises(InvalidInput, match="stage_not_reached"):
            compare(cycle, cycle.version, "Bedre.")
        with pytest.raises(InvalidInput, match="stage_not_reached"):
            decide(cycle, cycle.version, Decision.ADOPT, "")
        assert cycle.stage is CycleStage.DO


def test_correcting_an_earlier_stage_leaves_the_cycle_where_it_is(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = decided(new_idea(world), Decision.ADOPT)
        completed_at = cycle.completed_at
        record_result(cycle, cycle.version, "To av tre søkte.")
        decide(cycle, cycle.version, Decision.ADAPT, "Prøv igjen.")
        assert cycle.stage is CycleStage.DONE
        assert cycle.completed_at == completed_at


def test_every_version_is_in_the_history(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = tried(new_idea(world))
        record_result(cycle, cycle.version, "To av tre søkte.")
        found = (
            db.session.query(AuditValue.old, AuditValue.new)
            .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
            .filter(AuditEvent.noun == "pdsa_cycles", AuditEvent.noun_id == cycle.id, AuditValue.field == "result")
            .order_by(AuditEvent.id)
        )
        assert [tuple(row) for row in found] == [("", "Tre av tre søkte."), ("Tre av tre søkte.", "To av tre søkte.")]


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (Decision.ADOPT, IdeaStatus.ADOPTED),
        (Decision.ADAPT, IdeaStatus.TESTING),
        (Decision.ABANDON, IdeaStatus.ABANDONED),
    ],
)
def test_the_decision_decides_the_idea(app: Flask, world: World, decision: Decision, status: IdeaStatus) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = new_idea(world)
        cycle = tried(idea)
        assert idea.status is IdeaStatus.TESTING
        decide(cycle, cycle.version, decision, "")
        assert idea.status is status


def test_a_new_cycle_takes_the_idea_up_again(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = new_idea(world)
        decided(idea, Decision.ABANDON)
        plan_cycle(idea, a_plan())
        assert idea.status is IdeaStatus.TESTING


def test_correcting_an_old_decision_leaves_the_idea_to_the_latest(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = new_idea(world)
        first = decided(idea, Decision.ADAPT)
        decided(idea, Decision.ADOPT)
        decide(first, first.version, Decision.ABANDON, "")
        assert idea.status is IdeaStatus.ADOPTED


def test_correcting_the_plan_leaves_a_status_set_by_hand(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = new_idea(world)
        cycle = plan_cycle(idea, a_plan())
        idea.status = IdeaStatus.ABANDONED
        edit_plan(cycle, cycle.version, a_plan("Alle søker."))
        assert idea.status is IdeaStatus.ABANDONED


def test_deleting_a_cycle_leaves_the_idea_to_the_one_before(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = new_idea(world)
        decided(idea, Decision.ADOPT)
        second = plan_cycle(idea, a_plan())
        delete_cycle(second, second.version)
        assert idea.status is IdeaStatus.ADOPTED
        again = plan_cycle(idea, a_plan())
        assert again.number == second.number


def test_deleting_the_only_cycle_leaves_an_idea_not_tried(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = new_idea(world)
        only = plan_cycle(idea, a_plan())
        delete_cycle(only, only.version)
        assert idea.status is IdeaStatus.IDEA


def test_the_open_cycle_is_the_latest_undecided(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea = new_idea(world)
        assert open_cycle(idea) is None
        assert latest_cycle(idea) is None
        undecided = plan_cycle(idea, a_plan())
        last = decided(idea, Decision.ADAPT)
        assert open_cycle(idea) is undecided
        assert latest_cycle(idea) is last


def test_an_end_before_the_beginning_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        backwards = CyclePlan("Prøv.", "Det går.", date(2026, 2, 2), date(2026, 2, 1), None)
        with pytest.raises(InvalidInput, match="ends_before_start") as refusal:
            plan_cycle(new_idea(world), backwards)
        assert refusal.value.field == "ends_on"


def test_a_slip_in_the_year_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        with pytest.raises(InvalidInput, match="date_out_of_range") as refusal:
            plan_cycle(new_idea(world), a_plan(starts_on=date(202, 6, 1)))
        assert refusal.value.field == "starts_on"


def test_edit_from_an_old_page_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan())
        seen = cycle.version
        record_result(cycle, seen, "Tre av tre søkte.")
        with pytest.raises(StaleVersion):
            record_result(cycle, seen, "Ingen søkte.")
        assert cycle.result == "Tre av tre søkte."


def test_a_prediction_in_time_is_said_to_be_so(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan(starts_on=local_today()))
        assert prediction_timing(cycle) is PredictionTiming.BEFORE
        record_result(cycle, cycle.version, "Tre av tre søkte.")
        assert prediction_timing(cycle) is PredictionTiming.BEFORE


def test_a_prediction_after_the_first_day_is_late(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan(starts_on=local_today() - timedelta(days=1)))
        assert prediction_timing(cycle) is PredictionTiming.AFTER_START


def test_the_day_is_the_one_in_norway(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan(starts_on=date(2026, 6, 10)))
        cycle.predicted_at = datetime(2026, 6, 10, 21, 59, tzinfo=UTC)
        assert prediction_timing(cycle) is PredictionTiming.BEFORE
        cycle.predicted_at = datetime(2026, 6, 10, 22, 1, tzinfo=UTC)
        assert prediction_timing(cycle) is PredictionTiming.AFTER_START


def test_a_prediction_changed_with_the_result_known_is_none(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan())
        predicted_at = cycle.predicted_at
        edit_plan(cycle, cycle.version, a_plan("Alle søker."))
        assert prediction_timing(cycle) is PredictionTiming.BEFORE
        record_result(cycle, cycle.version, "Tre av tre søkte.")
        edit_plan(cycle, cycle.version, a_plan("Alle søker.", starts_on=local_today() + 2 * NEXT_WEEK))
        assert prediction_timing(cycle) is PredictionTiming.BEFORE
        assert change_timing(cycle) is None
        edit_plan(cycle, cycle.version, a_plan("Tre av tre søker."))
        assert change_timing(cycle) is PredictionTiming.AFTER_RESULT
        assert cycle.locked_prediction == "Alle søker."
        assert prediction_timing(cycle) is PredictionTiming.BEFORE
        assert cycle.predicted_at == predicted_at


def test_a_belief_from_before_there_was_a_lock_is_judged_by_its_history(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan())
        # As it was done, and as the migration left it: no event tells of the lock.
        cycle.result, cycle.stage = "Tre av tre søkte.", CycleStage.STUDY
        db.session.flush()
        cycle.prediction = "Tre av tre søker."
        db.session.flush()
        locked = {"begun_at": utc_now(), "locked_prediction": cycle.prediction}
        db.session.execute(update(PdsaCycle).where(PdsaCycle.id == cycle.id).values(locked))
        db.session.refresh(cycle)
        assert prediction_timing(cycle) is PredictionTiming.AFTER_RESULT


def test_what_is_believed_is_locked_when_it_begins(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan())
        begin_cycle(cycle, cycle.version)
        begun_at = cycle.begun_at
        assert begun_at is not None
        edit_plan(cycle, cycle.version, a_plan("Alle søker."))
        assert (cycle.prediction, cycle.locked_prediction) == ("Alle søker.", "To av tre søker.")
        assert change_timing(cycle) is PredictionTiming.AFTER_START
        begin_cycle(cycle, cycle.version)
        assert (cycle.begun_at, cycle.locked_prediction) == (begun_at, "To av tre søker.")


def test_a_result_locks_what_was_believed(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan(expected=Expected(world.lerkevik["measure_id"], 45.0)))
        assert not is_under_way(cycle, local_today())
        record_result(cycle, cycle.version, "Tre av tre søkte.")
        assert (cycle.locked_prediction, cycle.locked_value) == ("To av tre søker.", 45.0)
        assert is_under_way(cycle, local_today())


@pytest.mark.parametrize(("put_off", "is_locked"), [(False, True), (True, False)])
def test_a_plan_corrected_after_its_first_day_locks_what_stood_there(
    app: Flask, world: World, put_off: bool, is_locked: bool
) -> None:
    with inside(app, world.people[Who.LEAD]):
        yesterday = local_today() - timedelta(days=1)
        cycle = plan_cycle(new_idea(world), a_plan(starts_on=yesterday))
        edit_plan(cycle, cycle.version, a_plan("Alle.", starts_on=local_today() if put_off else yesterday))
        assert (cycle.begun_at is not None) is is_locked
        assert cycle.locked_prediction == ("To av tre søker." if is_locked else "")


def test_a_locked_number_stays_with_its_measure(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure_id = world.lerkevik["measure_id"]
        cycle = plan_cycle(new_idea(world), a_plan(expected=Expected(measure_id, 45.0)))
        begin_cycle(cycle, cycle.version)
        edit_plan(cycle, cycle.version, a_plan(expected=Expected(None, None)))
        assert (cycle.measure_id, cycle.predicted_value, cycle.locked_value) == (measure_id, None, 45.0)


def test_one_who_is_not_asked_for_the_number_changes_none(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure_id = world.lerkevik["measure_id"]
        cycle = plan_cycle(new_idea(world), a_plan(expected=Expected(measure_id, 45.0)))
        edit_plan(cycle, cycle.version, a_plan("Alle."))
        assert (cycle.measure_id, cycle.predicted_value) == (measure_id, 45.0)
        record_result(cycle, cycle.version, "Ja.")
        compare(cycle, cycle.version, "Bra.", Observed(50.0))
        compare(cycle, cycle.version, "Bedre.")
        assert cycle.observed_value == 50.0


def test_a_number_is_of_a_measure(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]), pytest.raises(InvalidInput, match="number_of_nothing"):
        plan_cycle(new_idea(world), a_plan(expected=Expected(None, 45.0)))


def test_a_cycle_written_whole_at_once_is_judged_by_its_day(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        assert prediction_timing(cycle) is PredictionTiming.BEFORE


def test_nothing_is_claimed_of_a_prediction_nobody_knows_the_day_of(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        cycle = plan_cycle(new_idea(world), a_plan())
        cycle.predicted_at = None
        assert prediction_timing(cycle) is None
        cycle.predicted_at, cycle.prediction = utc_now(), ""
        assert prediction_timing(cycle) is None
