"""PDSA cycles: planned, done, studied and decided, one stage at a time, and what they make of their idea's status."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, ChangeIdea, PdsaCycle, Project
from qi_tracker.models.base import utc_now
from qi_tracker.services.dates import check_days_in_order, local_day
from qi_tracker.services.saving import apply_changes, check_version, flush, put_in_bin
from qi_tracker.vocabulary import CycleScale, CycleStage, Decision, IdeaStatus

# What the latest cycle of an idea makes of the idea.
STATUS_AFTER: Mapping[Decision | None, IdeaStatus] = {
    None: IdeaStatus.TESTING,
    Decision.ADAPT: IdeaStatus.TESTING,
    Decision.ADOPT: IdeaStatus.ADOPTED,
    Decision.ABANDON: IdeaStatus.ABANDONED,
}

# The field that a stage fills in; with it the cycle goes on to the next stage.
_FILLED_IN: Mapping[CycleStage, str] = {
    CycleStage.PLAN: "prediction",
    CycleStage.DO: "result",
    CycleStage.STUDY: "comparison",
    CycleStage.ACT: "decision",
}
_ORDER = list(CycleStage)
# In the middle of the day whose hour nobody knows.
NOON = time(12)


class PredictionTiming(StrEnum):
    """Whether the prediction was one: written before it was tried, after it had begun, or with the result known."""

    BEFORE = "before"
    AFTER_START = "after_start"
    AFTER_RESULT = "after_result"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is believed as a number, in the unit of its measure."""

    measure_id: int | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Observed:
    """The number that came of it, in the same unit."""

    value: float | None


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """What the form of a plan holds. `expected` is None for one who is not asked: what stands there then stays."""

    plan: str
    prediction: str
    starts_on: date
    ends_on: date | None
    owner_id: int | None
    question: str = ""
    place: str = ""
    data_plan: str = ""
    scale: CycleScale | None = None
    expected: Expected | None = None

    def fields(self) -> dict[str, Any]:
        """The cycle's columns."""
        fields = {name: value for name, value in asdict(self).items() if name != "expected"}
        if self.expected is not None:
            fields |= {"measure_id": self.expected.measure_id, "predicted_value": self.expected.value}
        return fields

    def check(self) -> None:
        """Refuse what cannot be.

        Raises
        ------
        InvalidInput
            If it ends before it begins, or a number is of nothing.
        """
        check_days_in_order(self.starts_on, self.ends_on)
        if self.expected is not None and self.expected.value is not None and self.expected.measure_id is None:
            raise InvalidInput("number_of_nothing", field="measure_id")


def cycles_of(project: Project) -> Sequence[PdsaCycle]:
    """The cycles of all the project's ideas, in the order they began."""
    return db.session.scalars(
        select(PdsaCycle)
        .join(PdsaCycle.change_idea)
        .where(
            PdsaCycle.organization_id == project.organization_id,
            ChangeIdea.project_id == project.id,
        )
        .options(contains_eager(PdsaCycle.change_idea))
        .order_by(PdsaCycle.starts_on, PdsaCycle.id)
    ).all()


def cycles_of_idea(idea: ChangeIdea) -> Sequence[PdsaCycle]:
    """The idea's cycles from the first to the latest: each builds on the one before."""
    return db.session.scalars(
        select(PdsaCycle)
        .where(
            PdsaCycle.organization_id == idea.organization_id,
            PdsaCycle.change_idea_id == idea.id,
        )
        .order_by(PdsaCycle.number)
    ).all()


def latest_cycle(idea: ChangeIdea) -> PdsaCycle | None:
    """The idea's last cycle, which a new one builds on."""
    return next(reversed(cycles_of_idea(idea)), None)


def open_cycle(idea: ChangeIdea) -> PdsaCycle | None:
    """The idea's latest cycle that is not decided."""
    return next(
        (cycle for cycle in reversed(cycles_of_idea(idea)) if cycle.stage is not CycleStage.DONE),
        None,
    )


def plan_cycle(idea: ChangeIdea, plan: CyclePlan) -> PdsaCycle:
    """A new cycle of the idea, numbered after the others; the idea is being tried from now on.

    Raises
    ------
    InvalidInput
        If it ends before it begins, or a number is of nothing.
    """
    plan.check()
    # Two people who plan at once would count the same number; the second waits here for the first.
    db.session.refresh(idea, with_for_update=True)
    last = db.session.scalar(
        select(func.max(PdsaCycle.number)).where(
            PdsaCycle.organization_id == idea.organization_id,
            PdsaCycle.change_idea_id == idea.id,
        )
    )
    cycle = PdsaCycle(
        organization_id=idea.organization_id,
        change_idea_id=idea.id,
        number=(last or 0) + 1,
        predicted_at=utc_now() if plan.prediction else None,
        stage=CycleStage.DO if plan.prediction else CycleStage.PLAN,
        **plan.fields(),
    )
    db.session.add(cycle)
    db.session.flush()
    follow_latest_cycle(idea)
    return cycle


def edit_plan(cycle: PdsaCycle, seen_version: int | None, plan: CyclePlan) -> None:
    """Correct the plan, at any stage; the history keeps what stood there.

    After the first day it is no longer the plan of something to come: what was believed until now is locked first. A
    cycle that is put off to a later day has not begun.

    Raises
    ------
    InvalidInput
        If it ends before it begins, or a number is of nothing.
    """
    plan.check()
    changes = plan.fields()
    if has_number_of_measure(cycle):
        # The numbers that stand there mean nothing in the unit of another measure.
        changes.pop("measure_id", None)
    if max(cycle.starts_on, plan.starts_on) < local_day(utc_now()):
        changes |= _locked(cycle, datetime.combine(cycle.starts_on, NOON, UTC))
    if plan.prediction and cycle.predicted_at is None:
        changes["predicted_at"] = utc_now()
    _fill_in(cycle, seen_version, changes)


def begin_cycle(cycle: PdsaCycle, seen_version: int | None) -> None:
    """Say that Do begins: what is believed now is locked. One that has begun stays as it is.

    Raises
    ------
    InvalidInput
        If nothing was predicted yet.
    """
    _require_stage(cycle, CycleStage.DO)
    apply_changes(cycle, seen_version, _locked(cycle, utc_now()))


def record_result(cycle: PdsaCycle, seen_version: int | None, result: str) -> None:
    """Write down what happened; what was believed is locked with it, when nobody has said that it began.

    Raises
    ------
    InvalidInput
        If nothing was predicted yet.
    """
    _require_stage(cycle, CycleStage.DO)
    _fill_in(cycle, seen_version, {"result": result, **_locked(cycle, utc_now())})


def compare(cycle: PdsaCycle, seen_version: int | None, comparison: str, observed: Observed | None = None) -> None:
    """Write down how the result compares with the prediction, and what was learnt.

    `observed` is None for one who is not asked for the number.

    Raises
    ------
    InvalidInput
        If there is no result yet.
    """
    _require_stage(cycle, CycleStage.STUDY)
    number = {} if observed is None else {"observed_value": observed.value}
    _fill_in(cycle, seen_version, {"comparison": comparison, **number})


def decide(cycle: PdsaCycle, seen_version: int | None, decision: Decision, next_step: str) -> None:
    """End the cycle with a decision, which the idea's status follows when this is its latest cycle.

    Raises
    ------
    InvalidInput
        If nothing was compared yet.
    """
    _require_stage(cycle, CycleStage.ACT)
    completed_at = cycle.completed_at or utc_now()
    changes = {
        "decision": decision,
        "next_step": next_step,
        "completed_at": completed_at,
    }
    _fill_in(cycle, seen_version, changes)
    follow_latest_cycle(cycle.change_idea)


def delete_cycle(cycle: PdsaCycle, seen_version: int | None) -> None:
    """Put the cycle in the bin; the idea's status follows the one before."""
    idea = cycle.change_idea
    put_in_bin(cycle, seen_version)
    follow_latest_cycle(idea)


def make_room_for(cycle: PdsaCycle) -> None:
    """Let a cycle in the bin have its number back: the ones made after it that took it, or follow, go up by one.

    So the cycles stay in the order they were made, each building on the one before.
    """
    db.session.refresh(cycle.change_idea, with_for_update=True)
    cycles = cycles_of_idea(cycle.change_idea)
    if cycle.number not in {other.number for other in cycles}:
        return
    # From the last one down, so that no two ever have the same number.
    for other in reversed(cycles):
        if other.number >= cycle.number:
            other.number += 1
            flush()


def is_under_way(cycle: PdsaCycle, today: date) -> bool:
    """Whether it has begun: somebody has said so, its first day is behind it, or something is recorded."""
    return cycle.begun_at is not None or (cycle.stage is not CycleStage.PLAN and cycle.starts_on < today)


def has_number_of_measure(cycle: PdsaCycle) -> bool:
    """Whether a number stands there that can no longer be moved to another measure: what is locked or observed."""
    return cycle.locked_value is not None or cycle.observed_value is not None


def is_belief_changed(cycle: PdsaCycle) -> bool:
    """Whether something else stands there now than what was believed when it began."""
    if cycle.begun_at is None:
        return False
    return (cycle.prediction, cycle.predicted_value) != (cycle.locked_prediction, cycle.locked_value)


def has_reached(cycle: PdsaCycle, stage: CycleStage) -> bool:
    """Whether the stage is the cycle's present one, or behind it."""
    return _ORDER.index(cycle.stage) >= _ORDER.index(stage)


def prediction_timing(cycle: PdsaCycle) -> PredictionTiming | None:
    """When what was believed when it began was written, read from the cycle and its history.

    Returns
    -------
    None when there is no prediction, or nobody knows when it was written. The day it begins counts as before.
    """
    if cycle.predicted_at is None or not cycle.prediction:
        return None
    if _was_predicted_after_result(cycle):
        return PredictionTiming.AFTER_RESULT
    began_before = local_day(cycle.predicted_at) > cycle.starts_on
    return PredictionTiming.AFTER_START if began_before else PredictionTiming.BEFORE


def _locked(cycle: PdsaCycle, moment: datetime) -> dict[str, Any]:
    """What locks the belief as it stands; nothing for a cycle that is locked, or believes nothing yet."""
    if cycle.begun_at is not None or not cycle.prediction:
        return {}
    return {
        "begun_at": moment,
        "locked_prediction": cycle.prediction,
        "locked_value": cycle.predicted_value,
    }


def change_timing(cycle: PdsaCycle) -> PredictionTiming | None:
    """When what stands there instead of what was believed at the start was written; None where nothing is changed."""
    if not is_belief_changed(cycle):
        return None
    _, last_text = _first_and_last(cycle, "prediction")
    _, last_number = _first_and_last(cycle, "predicted_value")
    first_result, _ = _first_and_last(cycle, "result")
    last = max(last_text or 0, last_number or 0)
    is_after = first_result is not None and last > first_result
    return PredictionTiming.AFTER_RESULT if is_after else PredictionTiming.AFTER_START


def _was_predicted_after_result(cycle: PdsaCycle) -> bool:
    first_lock, _ = _first_and_last(cycle, "begun_at")
    if first_lock is not None:
        # What is locked cannot be written afterwards. Only cycles from before there was a lock have none here.
        return False
    first_result, _ = _first_and_last(cycle, "result")
    _, last_prediction = _first_and_last(cycle, "prediction")
    return first_result is not None and last_prediction is not None and last_prediction > first_result


def _first_and_last(cycle: PdsaCycle, field: str) -> tuple[int | None, int | None]:
    """The first and the last event of the cycle's history that tells of the field."""
    first, last = db.session.execute(
        select(func.min(AuditEvent.id), func.max(AuditEvent.id))
        .join(AuditValue, AuditValue.event_id == AuditEvent.id)
        .where(
            AuditEvent.organization_id == cycle.organization_id,
            AuditValue.organization_id == cycle.organization_id,
            AuditEvent.noun == PdsaCycle.__tablename__,
            AuditEvent.noun_id == cycle.id,
            AuditValue.field == field,
        )
    ).one()
    return first, last


def _fill_in(cycle: PdsaCycle, seen_version: int | None, changes: dict[str, Any]) -> None:
    """Change the cycle, and let its stage be the first one that is not filled in."""
    check_version(cycle, seen_version)
    filled = {field: changes.get(field, getattr(cycle, field)) for field in _FILLED_IN.values()}
    stage = next(
        (stage for stage, field in _FILLED_IN.items() if not filled[field]),
        CycleStage.DONE,
    )
    apply_changes(cycle, seen_version, {**changes, "stage": stage})


def _require_stage(cycle: PdsaCycle, stage: CycleStage) -> None:
    if not has_reached(cycle, stage):
        raise InvalidInput("stage_not_reached")


def follow_latest_cycle(idea: ChangeIdea) -> None:
    """Let the idea's status be what its latest cycle makes of it."""
    # Nobody has typed this status: it may be set over what somebody else has just saved of the idea.
    db.session.refresh(idea, with_for_update=True)
    latest = latest_cycle(idea)
    if latest is not None:
        followed = STATUS_AFTER[latest.decision]
        # What has become practice was adopted: correcting the cycle that adopted it takes nothing back.
        if followed is not IdeaStatus.ADOPTED or idea.status is not IdeaStatus.PRACTICE:
            idea.status = followed
    elif idea.status is IdeaStatus.TESTING:
        idea.status = IdeaStatus.IDEA
    flush()
