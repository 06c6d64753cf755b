"""Measures for tests: the world's own, and new ones of any kind with numbers in them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from qi_tracker.analysis.periods import has_periods, next_period, period_start
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation, Project
from qi_tracker.services.measures import MeasureDetails, create_measure
from qi_tracker.services.observations import Reading, observations_of, record_observation
from qi_tracker.vocabulary import Direction, Frequency, MeasureKind, ValueType
from tests.people import MADE_AT, World

PLAIN: Final = MeasureDetails(
    name="Dager til svar",
    kind=MeasureKind.OUTCOME,
    value_type=ValueType.NUMBER,
    unit="",
    direction=Direction.DOWN,
    frequency=Frequency.MONTH,
    target=None,
    definition="",
    source="",
    is_stock=False,
    owner_id=None,
    collector_id=None,
    stand_in_id=None,
    strata=[],
    dimensions=[],
)


def world_measure(world: World) -> Measure:
    """The measure of the world that has numbers for each month of 2025, and no decisions."""
    return db.session.get_one(Measure, world.lerkevik["measure_id"])


def decided_measure(world: World) -> Measure:
    """The world's other measure: the same numbers, with a phase, a freeze and a pause."""
    found = db.session.query(Measure).filter(
        Measure.project_id == world.lerkevik["project_id"], Measure.id != world.lerkevik["measure_id"]
    )
    return found.order_by(Measure.id).limit(1).one()


def new_measure(world: World, **details: Any) -> Measure:
    """A measure of the world's project, without numbers."""
    project = db.session.get_one(Project, world.lerkevik["project_id"])
    measure = create_measure(project, replace(PLAIN, **details))
    measure.created_at = MADE_AT
    return measure


def details_of(measure: Measure, **changes: Any) -> MeasureDetails:
    """What the measure's form holds, with some of it changed."""
    present = {name: getattr(measure, name) for name in MeasureDetails.__dataclass_fields__}
    return MeasureDetails(**present | changes)


def fill(measure: Measure, values: Iterable[float], first: date) -> list[Observation]:
    """One number for each period from the first one on, whatever day it is; for each day of events."""
    period, made = period_start(first, measure.frequency), []
    step = measure.frequency if has_periods(measure.frequency) else Frequency.DAY
    for value in values:
        made.append(record_observation(measure, Reading(period, value=value), None, date(2199, 1, 1)))
        period = next_period(period, step)
    return [observation for observation in made if observation is not None]


def numbers_of(measure: Measure) -> Sequence[tuple[date, float | None, float | None, float | None]]:
    """(period, numerator, denominator, value) of all that is stored."""
    return [(found.period, found.numerator, found.denominator, found.value) for found in observations_of(measure)]
