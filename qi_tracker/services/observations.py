"""Observations: one number for one period, typed or brought by an import."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from sqlalchemy import Select, or_, select

from qi_tracker.analysis.calculated import Calculated
from qi_tracker.analysis.constants import LARGEST_NUMBER
from qi_tracker.analysis.periods import period_start
from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation
from qi_tracker.models.observations import LONGEST_STRATUM
from qi_tracker.services.calculations import as_observations, calculated, live_sources
from qi_tracker.services.dates import check_day
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.vocabulary import ValueType

PER_CENT_MOST = 100.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed or read for one period: numerator and denominator of a proportion, else a value."""

    period: date
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    comment: str = ""
    stratum: str = ""
    # "Vi har ikke tall": an answer too, with or without a comment that says why.
    is_unavailable: bool = False

    @property
    def has_number(self) -> bool:
        """Whether a number was typed, or a part of one."""
        return self.numerator is not None or self.denominator is not None or self.value is not None

    @property
    def is_empty(self) -> bool:
        """Nothing to keep."""
        return not self.has_number and not self.comment and not self.is_unavailable


def observations_of(measure: Measure, *, reread: bool = False) -> Sequence[Observation]:
    """The measure's numbers in order of time; `reread` sees what others have changed since they were loaded.

    Those of a calculated measure are computed here, and belong to no session.
    """
    if measure.calculation is not None:
        return as_observations(measure, calculation_of(measure, reread=reread))
    return db.session.scalars(_stored(measure).execution_options(populate_existing=reread)).all()


def commented_observations_of(measure: Measure) -> Sequence[Observation]:
    """Periods that somebody has said something of, in order of time: a comment, or that there is no number."""
    said = or_(Observation.comment != "", Observation.is_unavailable)
    return db.session.scalars(_stored(measure).where(said)).all()


def _stored(measure: Measure) -> Select[Observation]:
    return (
        select(Observation)
        .where(Observation.organization_id == measure.organization_id, Observation.measure_id == measure.id)
        .order_by(Observation.period, Observation.stratum)
    )


def calculation_of(measure: Measure, *, reread: bool = False) -> Calculated:
    """What a calculated measure's sources give, and for which periods they give nothing."""
    sources = live_sources([measure])
    numbers = {source.id: observations_of(source, reread=reread) for source in sources.values()}
    return calculated(measure, sources, numbers)


def observations_by_measure(measures: Collection[Measure]) -> Mapping[int, Sequence[Observation]]:
    """Measure id → its numbers in the same order, for all of these measures at once."""
    sources = live_sources(measures)
    stored = _stored_by_measure({measure.id: measure for measure in (*measures, *sources.values())}.values())
    return {
        measure.id: stored[measure.id]
        if measure.calculation is None
        else as_observations(measure, calculated(measure, sources, stored))
        for measure in measures
    }


def _stored_by_measure(measures: Collection[Measure]) -> Mapping[int, Sequence[Observation]]:
    found = db.session.scalars(
        select(Observation)
        .where(
            Observation.organization_id.in_({measure.organization_id for measure in measures}),
            Observation.measure_id.in_([measure.id for measure in measures]),
        )
        .order_by(Observation.period, Observation.stratum)
    )
    numbers: dict[int, list[Observation]] = {measure.id: [] for measure in measures}
    for observation in found:
        numbers[observation.measure_id].append(observation)
    return numbers


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
        If somebody else saved or deleted this period's number in the meantime.
    """
    check_reading(measure, reading, today)
    period = period_start(reading.period, measure.frequency)
    observation = find_observation(measure, period, reading.stratum)
    if observation is None:
        return None if reading.is_empty else _add(measure, period, reading, seen_version)
    if _numbers(reading) == _numbers(observation):
        # The same row sent again after a lost answer is no conflict.
        return observation
    if reading.is_empty:
        put_in_bin(observation, seen_version)
        return None
    apply_changes(observation, seen_version, _numbers(reading))
    return observation


def hold_kind(measure: Measure, *, to_change: bool = False) -> None:
    """Let nobody change what kind of numbers the measure has until this transaction ends.

    With `to_change`, nobody begins a number either: the kind is about to be another.

    Raises
    ------
    StaleVersion
        If somebody has changed how often it is measured, or what one number is, since the measure was read.
    """
    kind = select(Measure.frequency, Measure.value_type).where(
        Measure.organization_id == measure.organization_id, Measure.id == measure.id
    )
    held = kind.with_for_update() if to_change else kind.with_for_update(read=True, key_share=True)
    if tuple(db.session.execute(held).one()) != (measure.frequency, measure.value_type):
        raise StaleVersion


def _add(measure: Measure, period: date, reading: Reading, seen_version: int | None) -> Observation:
    if seen_version is not None:
        raise StaleVersion("observation_gone")
    hold_kind(measure)
    observation = Observation(
        organization_id=measure.organization_id,
        measure_id=measure.id,
        period=period,
        stratum=reading.stratum,
        **_numbers(reading),
    )
    db.session.add(observation)
    flush()
    return observation


def _numbers(source: Reading | Observation) -> dict[str, object]:
    return {
        "numerator": source.numerator,
        "denominator": source.denominator,
        "value": source.value,
        "comment": source.comment,
        "is_unavailable": source.is_unavailable,
    }


def check_reading(measure: Measure, reading: Reading, today: date) -> None:
    """Refuse what cannot be true of this measure; what passes here can always be charted.

    Raises
    ------
    InvalidInput
        With the field that is wrong; without one if the measure's numbers are computed from those of others.
    """
    if measure.calculation is not None:
        raise InvalidInput("measure_is_calculated")
    check_day(reading.period, "period")
    period = period_start(reading.period, measure.frequency)
    check_day(period, "period")
    if period > today:
        raise InvalidInput("future_period", field="period", period=reading.period)
    if reading.is_unavailable and reading.has_number:
        raise InvalidInput("number_and_none", field="value" if reading.value is not None else "numerator")
    for field in ("numerator", "denominator", "value"):
        _check_size(field, getattr(reading, field))
    if len(reading.stratum) > LONGEST_STRATUM:
        raise InvalidInput("text_too_long", field="stratum", most=LONGEST_STRATUM)
    if measure.value_type is ValueType.PROPORTION and reading.value is None:
        _check_proportion(reading)
    elif reading.numerator is not None or reading.denominator is not None:
        raise InvalidInput("value_expected", field="value")
    if reading.value is not None:
        _check_value(measure, reading.value)


def check_still_fits(observation: Observation, today: date) -> None:
    """Let a number in the bin come back only where it could be typed now.

    Raises
    ------
    InvalidInput
        If its measure has come to count something else, or by other periods.
    """
    measure = observation.measure
    numbers = (observation.numerator, observation.denominator, observation.value)
    try:
        check_reading(measure, Reading(observation.period, *numbers, stratum=observation.stratum), today)
    except InvalidInput as problem:
        raise InvalidInput("number_fits_no_more") from problem
    if period_start(observation.period, measure.frequency) != observation.period:
        raise InvalidInput("number_fits_no_more")


def _check_size(field: str, number: float | None) -> None:
    if number is None:
        return
    if not isfinite(number):
        raise InvalidInput("number_not_finite", field=field)
    if abs(number) > LARGEST_NUMBER:
        raise InvalidInput("number_too_large", field=field)


def _check_value(measure: Measure, value: float) -> None:
    if measure.value_type is not ValueType.NUMBER and value < 0:
        raise InvalidInput("negative_number", field="value")
    if measure.value_type is ValueType.PROPORTION and value > PER_CENT_MOST:
        raise InvalidInput("above_hundred", field="value")


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
