"""Observations: one number for one period, typed or brought by an import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from qi_tracker.analysis.periods import period_start
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation
from qi_tracker.services.saving import apply_changes, put_in_bin
from qi_tracker.vocabulary import ValueType


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed or read for one period: numerator and denominator of a proportion, else a value."""

    period: date
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    comment: str = ""
    stratum: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing to keep."""
        return self.numerator is None and self.denominator is None and self.value is None and not self.comment


def observations_of(measure: Measure) -> Sequence[Observation]:
    """The measure's numbers in order of time."""
    return db.session.scalars(
        select(Observation)
        .where(Observation.organization_id == measure.organization_id, Observation.measure_id == measure.id)
        .order_by(Observation.period, Observation.stratum)
    ).all()


def find_observation(measure: Measure, period: date, stratum: str = "") -> Observation | None:
    """The number of one period, if there is one."""
    return db.session.scalar(
        select(Observation).where(
            Observation.organization_id == measure.organization_id,
            Observation.measure_id == measure.id,
            Observation.period == period,
            Observation.stratum == stratum,
        )
    )


def record_observation(measure: Measure, reading: Reading, seen_version: int | None, today: date) -> Observation | None:
    """Keep what was typed for a period; an empty reading removes the number that was there.

    `seen_version` is the version of the number that the form showed; None when it showed none.

    Returns
    -------
    The observation, or None when the period has no number now.

    Raises
    ------
    InvalidInput
        If the numbers cannot be true; `field` says which.
    StaleVersion
        If somebody else saved this period's number in the meantime.
    """
    period = period_start(reading.period, measure.frequency)
    check_reading(measure, reading, today)
    observation = find_observation(measure, period, reading.stratum)
    if observation is None:
        if reading.is_empty:
            return None
        return _add(measure, period, reading, seen_version)
    if reading.is_empty:
        put_in_bin(observation, seen_version)
        return None
    apply_changes(observation, seen_version, _numbers(reading))
    return observation


def _add(measure: Measure, period: date, reading: Reading, seen_version: int | None) -> Observation:
    if seen_version is not None:
        raise InvalidInput("observation_gone", period=period)
    observation = Observation(
        organization_id=measure.organization_id,
        measure_id=measure.id,
        period=period,
        stratum=reading.stratum,
        **_numbers(reading),
    )
    db.session.add(observation)
    db.session.flush()
    return observation


def _numbers(reading: Reading) -> dict[str, object]:
    return {
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "value": reading.value,
        "comment": reading.comment,
    }


def check_reading(measure: Measure, reading: Reading, today: date) -> None:
    """Refuse what cannot be true of this measure.

    Raises
    ------
    InvalidInput
        With the field that is wrong.
    """
    if period_start(reading.period, measure.frequency) > today:
        raise InvalidInput("future_period", field="period", period=reading.period)
    if measure.value_type is ValueType.PROPORTION and reading.value is None:
        _check_proportion(reading)
    elif reading.numerator is not None or reading.denominator is not None:
        raise InvalidInput("value_expected", field="value")
    if measure.value_type in (ValueType.COUNT, ValueType.DAYS) and reading.value is not None and reading.value < 0:
        raise InvalidInput("negative_number", field="value")


def _check_proportion(reading: Reading) -> None:
    if reading.numerator is None and reading.denominator is None:
        return
    if reading.numerator is None:
        raise InvalidInput("numerator_missing", field="numerator")
    if reading.denominator is None:
        raise InvalidInput("denominator_missing", field="denominator")
    if reading.numerator < 0 or reading.denominator < 0:
        raise InvalidInput("negative_number", field="numerator" if reading.numerator < 0 else "denominator")
    if reading.numerator > reading.denominator:
        raise InvalidInput("numerator_above_denominator", field="numerator")
