"""Aims: what a project wants to achieve. In words from the first day; from what, to what and by when come later."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.extensions import db
from qi_tracker.models import Aim, Measure, MeasureSummary, Project
from qi_tracker.services.dates import check_day
from qi_tracker.services.saving import apply_changes, flush
from qi_tracker.vocabulary import Direction


@dataclass(frozen=True, slots=True)
class AimDetails:
    """What the form of an aim holds. `unit` is used only without a measure, which has its own."""

    statement: str
    measure_id: int | None
    from_value: float | None
    to_value: float | None
    by: date | None
    unit: str
    dimensions: list[str]


class AimGap(StrEnum):
    """What an aim lacks to be SMART. Said on the page, never a hindrance."""

    MEASURE = "measure"
    FROM_VALUE = "from_value"
    TO_VALUE = "to_value"
    BY = "by"
    # The goal is no better than where one stands.
    NOT_BETTER = "not_better"
    # The day has gone by.
    PAST = "past"


@dataclass(frozen=True, slots=True)
class AimProgress:
    """How far an aim has come, in the measure's unit."""

    # The latest number, and the first day of its period.
    latest: float
    last_period: date
    # Of the way from start to goal, by the median of the current period: 0 at the start, 1 at the goal, also outside
    # these. None when start or goal is not known.
    share: float | None
    # As the verdict says it: the current median is at the target or better.
    is_reached: bool


def aims_of(project: Project) -> Sequence[Aim]:
    """The project's aims in the order they were made."""
    return db.session.scalars(
        select(Aim)
        .where(Aim.organization_id == project.organization_id, Aim.project_id == project.id)
        .options(joinedload(Aim.measure))
        .order_by(Aim.id)
    ).all()


def aim_of(project: Project) -> Aim | None:
    """The aim the project was started with."""
    return next(iter(aims_of(project)), None)


def edit_aim(aim: Aim, seen_version: int | None, details: AimDetails) -> None:
    """Change the aim; target and day of its measure follow, so that chart and aim never say different things.

    A measure that the aim lets go, and a goal that is taken away, leave no target behind that came from this aim.
    """
    check_day(details.by, "by")
    former, former_goal = aim.measure, aim.to_value
    measure = db.session.get(Measure, details.measure_id) if details.measure_id is not None else None
    changes = asdict(details)
    if measure is not None:
        changes["unit"] = measure.unit
    apply_changes(aim, seen_version, changes)
    db.session.expire(aim, ["measure"])
    is_let_go = measure is not former or details.to_value is None
    if former is not None and is_let_go and former.target == former_goal:
        former.target = former.target_on = None
    if measure is not None and details.to_value is not None:
        measure.target = details.to_value
        if details.by is not None:
            measure.target_on = details.by
    flush()


def gaps_of(aim: Aim, today: date) -> list[AimGap]:
    """What the aim lacks to be specific, measurable and bound in time, in the order one thinks of it."""
    absent = {
        AimGap.MEASURE: aim.measure is None,
        AimGap.FROM_VALUE: aim.from_value is None,
        AimGap.TO_VALUE: aim.to_value is None,
        AimGap.BY: aim.by is None,
        AimGap.NOT_BETTER: not _aims_for_better(aim),
        AimGap.PAST: aim.by is not None and aim.by < today,
    }
    return [gap for gap, is_absent in absent.items() if is_absent]


def _aims_for_better(aim: Aim) -> bool:
    if aim.measure is None or aim.from_value is None or aim.to_value is None:
        return True
    rises = aim.to_value > aim.from_value
    falls = aim.to_value < aim.from_value
    return rises if aim.measure.direction is Direction.UP else falls


def aim_progress(aim: Aim) -> AimProgress | None:
    """How far the aim has come; None before its measure has a number. Read from the summary, for those inside only."""
    summary = db.session.get(MeasureSummary, aim.measure_id) if aim.measure_id is not None else None
    if summary is None or summary.last_period is None:
        return None
    latest, median = summary.inside["last_value"], summary.inside["current_median"]
    return AimProgress(
        latest=latest,
        last_period=summary.last_period,
        share=_share_of_way(aim, latest if median is None else median),
        is_reached=bool(summary.inside["is_target_reached"]),
    )


def starting_level(aim: Aim) -> float | None:
    """The median that the measure's numbers start from, as a help when the aim has no start; None without numbers."""
    summary = db.session.get(MeasureSummary, aim.measure_id) if aim.measure_id is not None else None
    if summary is None:
        return None
    start: float | None = summary.inside["start_median"]
    centre: float | None = summary.inside["centre"]
    return centre if start is None else start


def _share_of_way(aim: Aim, now: float) -> float | None:
    if aim.from_value is None or aim.to_value is None or aim.from_value == aim.to_value:
        return None
    return (now - aim.from_value) / (aim.to_value - aim.from_value)
