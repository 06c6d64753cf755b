"""Aims: what a project wants to achieve. In words from the first day; from what, to what and by when come later."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.analysis.periods import period_end
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.method.pace import Pace, PaceFacts, pace_of, way_gone
from qi_tracker.method.smart import AimFacts, AimGap, gaps_in
from qi_tracker.models import Aim, Freeze, Measure, MeasureSummary, Project
from qi_tracker.services.dates import check_day, local_day
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.vocabulary import Direction, ValueType, VerdictCode


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
    # The parts that the statement was made from, where it was.
    what: str = ""
    for_whom: str = ""


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


def top_aims(aims: Sequence[Aim]) -> list[Aim]:
    """Those that are no part of another of them: one whose whole lies in the bin stands by itself."""
    ids = {aim.id for aim in aims}
    return [aim for aim in aims if aim.parent_id not in ids]


def parts_of(aim: Aim) -> Sequence[Aim]:
    """The aims that this one is made up of, in the order they were made."""
    return [other for other in aims_of(aim.project) if other.parent_id == aim.id]


def whole_of(aim: Aim) -> Aim | None:
    """The aim that this one is a part of."""
    return next((other for other in aims_of(aim.project) if other.id == aim.parent_id), None)


def create_part(whole: Aim, details: AimDetails) -> Aim:
    """A new part of an aim (delmål).

    Raises
    ------
    InvalidInput
        If the aim is itself a part: there is one level of them.
    """
    if whole.parent_id is not None:
        raise InvalidInput("aim_is_a_part")
    check_day(details.by, "by")
    aim = Aim(organization_id=whole.organization_id, project_id=whole.project_id, parent_id=whole.id)
    for field, value in asdict(details).items():
        setattr(aim, field, value)
    measure = db.session.get(Measure, details.measure_id) if details.measure_id is not None else None
    if measure is not None:
        aim.unit = measure.unit
    db.session.add(aim)
    flush()
    _carry_over(aim, measure)
    flush()
    return aim


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
    if former is not None and is_let_go and former.target == former_goal and not _is_of_the_whole(aim, former):
        former.target = former.target_on = None
    _carry_over(aim, measure)
    flush()


def delete_aim(aim: Aim, seen_version: int | None) -> None:
    """Put the aim in the bin.

    Raises
    ------
    InvalidInput
        If it has parts, or is the only one that the project has.
    """
    if parts_of(aim):
        raise InvalidInput("aim_has_parts")
    if top_aims(aims_of(aim.project)) == [aim]:
        raise InvalidInput("aim_is_the_only_one")
    put_in_bin(aim, seen_version)


def _carry_over(aim: Aim, measure: Measure | None) -> None:
    """Let the measure's target be the aim's; a part leaves the target of the measure that its whole has."""
    if measure is None or aim.to_value is None or _is_of_the_whole(aim, measure):
        return
    measure.target = aim.to_value
    if aim.by is not None:
        measure.target_on = aim.by


def _is_of_the_whole(aim: Aim, measure: Measure) -> bool:
    whole = whole_of(aim) if aim.parent_id is not None else None
    return whole is not None and whole.measure_id == measure.id


def gaps_of(aim: Aim, today: date) -> list[AimGap]:
    """What keeps the aim from being SMART, in the order one thinks of it."""
    measure = aim.measure
    return gaps_in(
        AimFacts(
            statement=aim.statement,
            what=aim.what,
            for_whom=aim.for_whom,
            has_measure=measure is not None,
            is_defined=measure is not None and bool(measure.definition),
            is_share=measure is not None and measure.value_type is ValueType.PROPORTION,
            rises=_rises(measure),
            from_value=aim.from_value,
            to_value=aim.to_value,
            by=aim.by,
            today=today,
        )
    )


def _rises(measure: Measure | None) -> bool | None:
    return None if measure is None else measure.direction is Direction.UP


def pace_of_aim(aim: Aim, today: date) -> Pace:
    """Whether the aim comes nearer fast enough. Read from the numbers: for those who see them."""
    summary = db.session.get(MeasureSummary, aim.measure_id) if aim.measure_id is not None else None
    inside = summary.inside if summary is not None else {}
    return pace_of(
        PaceFacts(
            start=aim.from_value,
            goal=aim.to_value,
            rises=_rises(aim.measure),
            now=inside.get("current_median"),
            code=VerdictCode(inside.get("code", VerdictCode.NO_DATA)),
            began=_began(aim),
            by=aim.by,
            today=today,
        )
    )


def _began(aim: Aim) -> date:
    """The last day of the frozen starting point of its measure; without one, the day the aim was written."""
    until = db.session.scalar(
        select(Freeze.until)
        .where(Freeze.organization_id == aim.organization_id, Freeze.measure_id == aim.measure_id)
        .order_by(Freeze.until)
        .limit(1)
    )
    if until is None or aim.measure is None:
        return local_day(aim.created_at)
    return period_end(until, aim.measure.frequency)


def aim_progress(aim: Aim) -> AimProgress | None:
    """How far the aim has come; None before its measure has a number. Read from the summary, for those inside only."""
    summary = db.session.get(MeasureSummary, aim.measure_id) if aim.measure_id is not None else None
    if summary is None or summary.last_period is None:
        return None
    latest, median = summary.inside["last_value"], summary.inside["current_median"]
    return AimProgress(
        latest=latest,
        last_period=summary.last_period,
        share=way_gone(aim.from_value, aim.to_value, latest if median is None else median),
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
