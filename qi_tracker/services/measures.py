"""Measures and the decisions about their charts. Every function flushes; the history writes itself; none commits."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from qi_tracker.analysis.periods import period_start
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Freeze, Measure, Observation, Pause, Phase, Project
from qi_tracker.services.projects import UNITS
from qi_tracker.services.saving import apply_changes, put_in_bin
from qi_tracker.vocabulary import Direction, Frequency, MeasureKind, ValueType


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


def measures_of(project: Project) -> Sequence[Measure]:
    """The project's measures: outcomes first, then process, balancing and feedback, each in the order they were made."""
    found = db.session.scalars(
        select(Measure)
        .where(Measure.organization_id == project.organization_id, Measure.project_id == project.id)
        .order_by(Measure.id)
    ).all()
    order = list(MeasureKind)
    return sorted(found, key=lambda measure: order.index(measure.kind))


def create_measure(project: Project, details: MeasureDetails) -> Measure:
    """A new measure of the project."""
    measure = Measure(organization_id=project.organization_id, project_id=project.id, **_fields(details))
    db.session.add(measure)
    db.session.flush()
    return measure


def edit_measure(measure: Measure, seen_version: int | None, details: MeasureDetails) -> None:
    """Change what the measure is and how it is collected.

    Raises
    ------
    InvalidInput
        If numbers exist that the new kind of value or frequency cannot hold.
    """
    has_numbers = has_observations(measure)
    if has_numbers and details.value_type is not measure.value_type:
        raise InvalidInput("value_type_in_use", field="value_type")
    if has_numbers and details.frequency is not measure.frequency:
        raise InvalidInput("frequency_in_use", field="frequency")
    apply_changes(measure, seen_version, _fields(details))


def _fields(details: MeasureDetails) -> dict[str, object]:
    fields = asdict(details)
    fields["unit"] = UNITS.get(details.value_type, details.unit)
    return fields


def has_observations(measure: Measure) -> bool:
    """Whether the measure has any number."""
    return (
        db.session.scalar(
            select(Observation.id)
            .where(Observation.organization_id == measure.organization_id, Observation.measure_id == measure.id)
            .limit(1)
        )
        is not None
    )


def is_ready_made(measure: Measure) -> bool:
    """Whether the numbers of a proportion came as finished per cent, without numerator and denominator."""
    return (
        db.session.scalar(
            select(Observation.id)
            .where(
                Observation.organization_id == measure.organization_id,
                Observation.measure_id == measure.id,
                Observation.value.is_not(None),
            )
            .limit(1)
        )
        is not None
    )


def delete_measure(measure: Measure, seen_version: int | None) -> None:
    """Put the measure, with its numbers, in the bin."""
    put_in_bin(measure, seen_version)


def start_phase(measure: Measure, starts_on: date, reason: str) -> Phase:
    """From this day on, analyse the points on their own, for a reason that is shown.

    Raises
    ------
    InvalidInput
        If the day lies in the future or a phase begins there already.
    """
    first_day = period_start(starts_on, measure.frequency)
    if db.session.scalar(select(Phase.id).filter_by(measure_id=measure.id, starts_on=first_day)) is not None:
        raise InvalidInput("phase_exists", field="starts_on")
    phase = Phase(organization_id=measure.organization_id, measure_id=measure.id, starts_on=first_day, reason=reason)
    db.session.add(phase)
    db.session.flush()
    return phase


def remove_phase(phase: Phase, seen_version: int | None) -> None:
    """Join the phase with the one before it again."""
    put_in_bin(phase, seen_version)


def freeze_baseline(measure: Measure, until: date) -> Freeze:
    """Let the median be that of the points up to this day, in the phase where the day lies.

    A freeze that the phase has already is replaced.
    """
    last_day = period_start(until, measure.frequency)
    begins = [phase.starts_on for phase in measure.phases]
    phase_number = sum(day <= last_day for day in begins)
    for earlier in measure.freezes:
        if sum(day <= earlier.until for day in begins) == phase_number:
            put_in_bin(earlier, earlier.version)
    freeze = Freeze(organization_id=measure.organization_id, measure_id=measure.id, until=last_day)
    db.session.add(freeze)
    db.session.flush()
    return freeze


def release_baseline(freeze: Freeze, seen_version: int | None) -> None:
    """Let the median follow all points again."""
    put_in_bin(freeze, seen_version)


def plan_pause(measure: Measure, starts_on: date, ends_on: date, reason: str) -> Pause:
    """No number is due, and none is missing, in this time.

    Raises
    ------
    InvalidInput
        If the pause ends before it begins.
    """
    if ends_on < starts_on:
        raise InvalidInput("ends_before_start", field="ends_on")
    pause = Pause(
        organization_id=measure.organization_id,
        measure_id=measure.id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
    )
    db.session.add(pause)
    db.session.flush()
    return pause


def cancel_pause(pause: Pause, seen_version: int | None) -> None:
    """Ask for numbers in this time after all."""
    put_in_bin(pause, seen_version)
