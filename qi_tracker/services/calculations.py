"""Calculated measures: which others they are computed from, and what that gives. Derived on reading, never stored."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select

from qi_tracker.analysis.calculated import Calculated, Number, Source, ratio, sum_of_groups
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation
from qi_tracker.vocabulary import Calculation, ValueType

# Days and other measurements are not: the sum of two waiting times is nobody's waiting time.
ADDED_UP = frozenset({ValueType.COUNT, ValueType.PROPORTION})


def source_ids(measure: Measure) -> list[int]:
    """What the measure is computed from, the numerator first; nothing for one whose numbers are entered."""
    return [found for found in (measure.numerator_measure_id, measure.denominator_measure_id) if found is not None]


def n_sources(measure: Measure) -> int:
    """How many measures a calculated one is computed from; it may have lost one of them for good."""
    return 2 if measure.calculation is Calculation.RATIO else 1


def live_sources(measures: Iterable[Measure]) -> Mapping[int, Measure]:
    """Id → measure, of all that these are computed from and that are not in the bin."""
    asked = [measure for measure in measures if measure.calculation is not None]
    ids = {number for measure in asked for number in source_ids(measure)}
    if not ids:
        return {}
    found = select(Measure).where(
        Measure.organization_id.in_({measure.organization_id for measure in asked}), Measure.id.in_(ids)
    )
    return {source.id: source for source in db.session.scalars(found)}


def sources_of(measure: Measure) -> list[Measure]:
    """What the measure is computed from, the numerator first, also what lies in the bin."""
    ids = source_ids(measure)
    found = db.session.scalars(
        select(Measure).where(Measure.organization_id == measure.organization_id, Measure.id.in_(ids)),
        execution_options={"include_deleted": True},
    )
    by_id = {source.id: source for source in found}
    return [by_id[number] for number in ids if number in by_id]


def computed_from(measure_ids: Collection[int], organization_ids: Collection[int]) -> Sequence[Measure]:
    """The live measures of these organisations that are computed from one of these, in the order they were made."""
    of_these = or_(Measure.numerator_measure_id.in_(measure_ids), Measure.denominator_measure_id.in_(measure_ids))
    found = select(Measure).where(
        Measure.organization_id.in_(organization_ids), Measure.calculation.is_not(None), of_these
    )
    return db.session.scalars(found.order_by(Measure.id)).all()


def calculated(
    measure: Measure, sources: Mapping[int, Measure], numbers: Mapping[int, Sequence[Observation]]
) -> Calculated:
    """What the measure's sources give, with `numbers` by measure id; nothing without one of them: binned, or erased."""
    found = [sources[number] for number in source_ids(measure) if number in sources]
    if len(found) < n_sources(measure) or not all(fits(measure, source) for source in found):
        return Calculated()
    given = [_source(source, numbers[source.id]) for source in found]
    if measure.calculation is Calculation.RATIO:
        return ratio(*given, is_share=measure.value_type is ValueType.PROPORTION)
    return sum_of_groups(*given)


def fits(measure: Measure, source: Measure) -> bool:
    """Whether the source still is what the measure is computed from; it may change while the measure is in the bin."""
    if source.calculation is not None or source.frequency is not measure.frequency:
        return False
    if measure.calculation is Calculation.SUM_OF_STRATA:
        return source.value_type is measure.value_type
    return measure.value_type is not ValueType.PROPORTION or source.value_type is ValueType.COUNT


def _source(measure: Measure, observations: Sequence[Observation]) -> Source:
    numbers: dict[date, dict[str, Number]] = {}
    for found in observations:
        if found.has_number:
            number = Number(found.value, found.numerator, found.denominator)
            numbers.setdefault(found.period, {})[found.stratum] = number
    # A group that the team has taken off its list, a school that was closed, is not waited for any more.
    groups = measure.strata or sorted({group for period in numbers.values() for group in period} - {""})
    return Source(numbers, tuple(groups), measure.value_type in ADDED_UP)


def as_observations(measure: Measure, found: Calculated) -> list[Observation]:
    """The computed numbers as every reader of a measure's numbers takes them; they belong to no session."""
    return [
        Observation(
            organization_id=measure.organization_id,
            measure_id=measure.id,
            period=period,
            stratum=group,
            value=number.value,
            numerator=number.numerator,
            denominator=number.denominator,
            comment="",
            is_unavailable=False,
        )
        for (period, group), number in sorted(found.numbers.items())
    ]
