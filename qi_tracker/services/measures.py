"""Measures and the decisions about their charts. Every function flushes; the history writes itself; none commits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload
from sqlalchemy.sql.base import ExecutableOption

from qi_tracker.analysis.periods import period_start
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Exclusion, Freeze, Measure, Observation, Pause, Phase, Project
from qi_tracker.models.measures import DECISIONS
from qi_tracker.models.observations import LONGEST_STRATUM
from qi_tracker.services.calculations import computed_from
from qi_tracker.services.dates import check_day, check_days_in_order
from qi_tracker.services.observations import hold_kind, observations_of
from qi_tracker.services.projects import UNITS
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.vocabulary import Direction, Frequency, MeasureKind, ValueType

# Working days after a period's end on which a number may be due: a quarter of a year and some.
MOST_DUE_DAYS = 70
SHORTEST_YEAR = 365


@dataclass(frozen=True, slots=True)
class MeasureDetails:
    """What the form of a measure holds."""

    name: str
    kind: MeasureKind
    value_type: ValueType
    unit: str
    direction: Direction
    frequency: Frequency
    target: float | None
    definition: str
    source: str
    is_stock: bool
    owner_id: int | None
    collector_id: int | None
    stand_in_id: int | None
    strata: list[str]
    dimensions: list[str]
    # The rest of the measurement plan, which can wait.
    inclusion: str = ""
    exclusion: str = ""
    sampling: str = ""
    target_on: date | None = None
    due_after_days: int | None = None


def measures_of(project: Project) -> Sequence[Measure]:
    """The project's measures: outcomes first, then process, balancing, feedback; each in the order they were made."""
    # What is missing of each is told by its pauses.
    return _by_project([project], selectinload(Measure.pauses))[project.id]


def measures_by_project(projects: Collection[Project]) -> Mapping[int, Sequence[Measure]]:
    """Project id → its measures in the same order, for all of these projects at once."""
    return _by_project(projects)


def _by_project(projects: Collection[Project], *loaded: ExecutableOption) -> Mapping[int, Sequence[Measure]]:
    found = db.session.scalars(
        select(Measure)
        .options(*loaded)
        .where(
            Measure.organization_id.in_({project.organization_id for project in projects}),
            Measure.project_id.in_([project.id for project in projects]),
        )
        .order_by(Measure.id)
    ).all()
    order = list(MeasureKind)
    measures: dict[int, list[Measure]] = {project.id: [] for project in projects}
    for measure in sorted(found, key=lambda measure: order.index(measure.kind)):
        measures[measure.project_id].append(measure)
    return measures


def create_measure(project: Project, details: MeasureDetails, indicator: str = "") -> Measure:
    """A new measure of the project; `indicator` is its key in the library of ready ones, when it was made from one."""
    fields = _fields(details) | {"indicator": indicator}
    measure = Measure(organization_id=project.organization_id, project_id=project.id, **fields)
    db.session.add(measure)
    flush()
    return measure


def edit_measure(measure: Measure, seen_version: int | None, details: MeasureDetails) -> None:
    """Change what the measure is and how it is collected.

    Raises
    ------
    InvalidInput
        If numbers exist that the new kind of value or frequency cannot hold, other measures are computed from it, or
        there is a day and no target.
    """
    if (details.value_type, details.frequency) != (measure.value_type, measure.frequency):
        hold_kind(measure, to_change=True)
        field = "frequency" if details.value_type is measure.value_type else "value_type"
        keep_kind_for_others(measure, field)
    has_numbers = has_observations(measure)
    if has_numbers and details.value_type is not measure.value_type:
        raise InvalidInput("value_type_in_use", field="value_type")
    if has_numbers and details.frequency is not measure.frequency:
        raise InvalidInput("frequency_in_use", field="frequency")
    apply_changes(measure, seen_version, _fields(details))


def keep_kind_for_others(measure: Measure, field: str) -> None:
    """Refuse that the measure counts something else, or by other periods, while others are computed from it.

    Raises
    ------
    InvalidInput
        With the name of the first of them.
    """
    others = computed_from([measure.id], [measure.organization_id])
    if others:
        raise InvalidInput("kind_is_used", field=field, name=others[0].name)


def edit_some(measure: Measure, seen_version: int | None, values: Mapping[str, Any]) -> None:
    """Change these of its details alone.

    Raises
    ------
    InvalidInput
        As `edit_measure`.
    """
    present = {field.name: getattr(measure, field.name) for field in fields(MeasureDetails)}
    edit_measure(measure, seen_version, MeasureDetails(**{**present, **values}))


def _fields(details: MeasureDetails) -> dict[str, object]:
    if any(len(stratum) > LONGEST_STRATUM for stratum in details.strata):
        raise InvalidInput("text_too_long", field="strata", most=LONGEST_STRATUM)
    _check_target_day(details)
    if details.due_after_days is not None and not 0 <= details.due_after_days <= MOST_DUE_DAYS:
        raise InvalidInput("due_days_out_of_range", field="due_after_days", most=MOST_DUE_DAYS)
    stored = asdict(details)
    stored["unit"] = UNITS.get(details.value_type, details.unit)
    stored["strata"] = list(dict.fromkeys(details.strata))
    return stored


def _check_target_day(details: MeasureDetails) -> None:
    check_day(details.target_on, "target_on")
    if details.target_on is not None and details.target is None:
        raise InvalidInput("target_day_without_target", field="target_on")


def has_observations(measure: Measure) -> bool:
    """Whether the measure has any number."""
    if measure.calculation is not None:
        return bool(observations_of(measure))
    return (
        db.session.scalar(
            select(Observation.id)
            .where(Observation.organization_id == measure.organization_id, Observation.measure_id == measure.id)
            .limit(1)
        )
        is not None
    )


def is_ready_made(measure: Measure) -> bool:
    """Whether the numbers of a proportion come as finished per cent, and none with numerator and denominator."""
    return _has_any(measure, Observation.value) and not _has_any(measure, Observation.numerator)


def _has_any(measure: Measure, column: InstrumentedAttribute[float | None]) -> bool:
    return (
        db.session.scalar(
            select(Observation.id)
            .where(
                Observation.organization_id == measure.organization_id,
                Observation.measure_id == measure.id,
                column.is_not(None),
            )
            .limit(1)
        )
        is not None
    )


def delete_measure(measure: Measure, seen_version: int | None) -> None:
    """Put the measure, with its numbers, in the bin."""
    put_in_bin(measure, seen_version)


def start_phase(measure: Measure, starts_on: date, reason: str, today: date) -> Phase:
    """From this day on, analyse the points on their own, for a reason that is shown.

    Raises
    ------
    InvalidInput
        If the day lies in the future, a phase begins there already, or there is no number before it to divide from.
    """
    first_day = _decided_day(measure, starts_on, "starts_on", today)
    if db.session.scalar(select(Phase.id).filter_by(measure_id=measure.id, starts_on=first_day)) is not None:
        raise InvalidInput("phase_exists", field="starts_on")
    if not divides(measure, first_day):
        raise InvalidInput("phase_divides_nothing", field="starts_on")
    phase = Phase(organization_id=measure.organization_id, measure_id=measure.id, starts_on=first_day, reason=reason)
    db.session.add(phase)
    _keep_decision(measure)
    return phase


def remove_phase(phase: Phase, seen_version: int | None) -> None:
    """Join the phase with the one before it again."""
    put_in_bin(phase, seen_version)
    _keep_decision(phase.measure)


def freeze_baseline(measure: Measure, until: date, today: date) -> Freeze:
    """Let the median be that of the points up to this day, in the phase where the day lies.

    A freeze that the phase has already is replaced.

    Raises
    ------
    InvalidInput
        If the day lies in the future, or its phase has no number up to it to make a starting point of.
    """
    last_day = _decided_day(measure, until, "until", today)
    if not gives_baseline(measure, last_day):
        raise InvalidInput("freeze_without_numbers", field="until")
    for earlier in _freezes_in_phase(measure, last_day):
        put_in_bin(earlier, earlier.version)
    freeze = Freeze(organization_id=measure.organization_id, measure_id=measure.id, until=last_day)
    db.session.add(freeze)
    _keep_decision(measure)
    return freeze


def _freezes_in_phase(measure: Measure, day: date) -> Sequence[Freeze]:
    """The freezes of the phase in which the day lies: one, save where a phase between two was removed."""
    begins = [phase.starts_on for phase in measure.phases]
    phase_number = sum(begin <= day for begin in begins)
    return [freeze for freeze in measure.freezes if sum(begin <= freeze.until for begin in begins) == phase_number]


def freeze_beside(freeze: Freeze) -> Freeze | None:
    """The live freeze of the phase in which this one would lie."""
    measure = freeze.measure
    db.session.expire(measure, ["phases", "freezes"])
    return next((other for other in _freezes_in_phase(measure, freeze.until) if other.id != freeze.id), None)


def release_baseline(freeze: Freeze, seen_version: int | None) -> None:
    """Let the median follow all points again."""
    put_in_bin(freeze, seen_version)
    _keep_decision(freeze.measure)


def plan_pause(measure: Measure, starts_on: date, ends_on: date, reason: str, is_yearly: bool = False) -> Pause:
    """No number is due, and none is missing, in this time; with `is_yearly` in the same days of every later year too.

    Raises
    ------
    InvalidInput
        If the pause ends before it begins, or would last all of every year.
    """
    check_days_in_order(starts_on, ends_on)
    if is_yearly and (ends_on - starts_on).days + 1 >= SHORTEST_YEAR:
        raise InvalidInput("yearly_pause_too_long", field="ends_on")
    pause = Pause(
        organization_id=measure.organization_id,
        measure_id=measure.id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        is_yearly=is_yearly,
    )
    db.session.add(pause)
    _keep_decision(measure)
    return pause


def cancel_pause(pause: Pause, seen_version: int | None) -> None:
    """Ask for numbers in this time after all."""
    put_in_bin(pause, seen_version)
    _keep_decision(pause.measure)


def exclude_point(measure: Measure, period: date, reason: str) -> Exclusion:
    """Draw the number of this period without counting it, for a reason that is shown.

    Raises
    ------
    InvalidInput
        If the period has no number, or is left out already.
    """
    check_day(period, "period")
    first_day = period_start(period, measure.frequency)
    if not _has_numbers_between(measure, first_day, first_day):
        raise InvalidInput("exclusion_without_number", field="period")
    if any(exclusion.period == first_day for exclusion in measure.exclusions):
        raise InvalidInput("exclusion_exists", field="period")
    exclusion = Exclusion(
        organization_id=measure.organization_id, measure_id=measure.id, period=first_day, reason=reason
    )
    db.session.add(exclusion)
    _keep_decision(measure)
    return exclusion


def include_point(exclusion: Exclusion, seen_version: int | None) -> None:
    """Count the number again."""
    put_in_bin(exclusion, seen_version)
    _keep_decision(exclusion.measure)


def _decided_day(measure: Measure, day: date, field: str, today: date) -> date:
    """First day of the period in which a chart is divided or frozen: one that has begun."""
    check_day(day, field)
    first_day = period_start(day, measure.frequency)
    check_day(first_day, field)
    if first_day > today:
        raise InvalidInput("future_period", field=field)
    return first_day


def divides(measure: Measure, first_day: date) -> bool:
    """Whether there is a number before this day for a phase to be divided from."""
    return _has_numbers_between(measure, None, first_day - timedelta(days=1))


def gives_baseline(measure: Measure, last_day: date) -> bool:
    """Whether the phase in which the day lies has a number up to it."""
    begins = [phase.starts_on for phase in measure.phases if phase.starts_on <= last_day]
    return _has_numbers_between(measure, max(begins, default=None), last_day)


def _has_numbers_between(measure: Measure, first: date | None, last: date) -> bool:
    if measure.calculation is not None:
        return any(
            (first is None or first <= found.period) and found.period <= last for found in observations_of(measure)
        )
    numbers = select(Observation.id).where(
        Observation.organization_id == measure.organization_id,
        Observation.measure_id == measure.id,
        Observation.period <= last,
        or_(Observation.value.is_not(None), Observation.denominator > 0),
    )
    if first is not None:
        numbers = numbers.where(Observation.period >= first)
    return db.session.scalar(numbers.limit(1)) is not None


def _keep_decision(measure: Measure) -> None:
    """Send it to the database, and let the measure's lists be read anew."""
    flush()
    db.session.expire(measure, DECISIONS)
