"""Which measures are protected together: those that are computed from each other, with their numbers and old blocks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select

from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation
from qi_tracker.models.organizations import SMALLEST_SHOWN
from qi_tracker.privacy.suppression import Rule
from qi_tracker.services.calculations import as_observations, calculated, source_ids
from qi_tracker.services.measure_calendar import paused_spans
from qi_tracker.services.wider_blocks import WiderBlock
from qi_tracker.services.wider_counts import Numbers, last_period, numbers_of


@dataclass(frozen=True, slots=True)
class Member:
    """One of the measures that are protected together, with the blocks that it shows already.

    One in the bin shows nothing new, but what it has shown is remembered by those who saw it.
    """

    numbers: Numbers
    kept: Sequence[WiderBlock] = ()
    pauses: Sequence[tuple[date, date]] = ()

    @property
    def measure(self) -> Measure:
        """The measure itself."""
        return self.numbers.measure

    @property
    def id(self) -> int:
        """The measure's id."""
        return self.measure.id

    @property
    def is_computed(self) -> bool:
        """Its numbers are those of others."""
        return self.measure.calculation is not None

    @property
    def is_in_bin(self) -> bool:
        """It is shown to nobody."""
        return self.measure.deleted_at is not None


@dataclass(frozen=True, slots=True)
class Family:
    """Measures of equal periods that are computed from each other, or one alone; and the rule for them all."""

    members: Sequence[Member]
    rule: Rule = field(default_factory=lambda: Rule(SMALLEST_SHOWN))

    @property
    def by_id(self) -> Mapping[int, Member]:
        """Measure id → member."""
        return {member.id: member for member in self.members}


def relatives_of(measures: Iterable[Measure]) -> list[Measure]:
    """These, and all that are computed from what they are computed from, in the bin too; in order of their ids."""
    found = {measure.id: measure for measure in measures}
    organizations = {measure.organization_id for measure in found.values()}
    asked: set[int] = set()
    while asked != set(found):
        asked = set(found)
        sources = {number for measure in found.values() for number in source_ids(measure)} - asked
        computed = Measure.numerator_measure_id.in_(asked) | Measure.denominator_measure_id.in_(asked)
        more = select(Measure).where(
            Measure.organization_id.in_(organizations),
            or_(Measure.id.in_(sources), Measure.calculation.is_not(None) & computed),
        )
        for measure in db.session.scalars(more, execution_options={"include_deleted": True}):
            found[measure.id] = measure
    return [found[number] for number in sorted(found)]


def families(measures: Collection[Measure]) -> list[list[Measure]]:
    """The measures divided into those that are computed from each other and have equal periods."""
    place = {measure.id: {measure.id} for measure in measures}
    by_id = {measure.id: measure for measure in measures}
    for measure in measures:
        for number in source_ids(measure):
            if number in by_id and by_id[number].frequency is measure.frequency:
                together = place[measure.id] | place[number]
                place.update(dict.fromkeys(together, together))
    divided = {min(together): sorted(together) for together in place.values()}
    return [[by_id[number] for number in divided[first]] for first in sorted(divided)]


def family_of(
    measures: Sequence[Measure],
    observations: Mapping[int, Sequence[Observation]],
    kept: Mapping[int, Sequence[WiderBlock]],
    rule: Rule,
) -> Family:
    """The family of these measures, with the numbers of those that are entered and what each shows already."""
    sources = {measure.id: measure for measure in measures if measure.calculation is None and not measure.deleted_at}
    members = []
    for measure in measures:
        if measure.calculation is None:
            found = observations.get(measure.id, ())
        else:
            found = as_observations(measure, calculated(measure, sources, observations))
        numbers = numbers_of(measure, found)
        pauses = paused_spans(measure, last_period(numbers)) if measure.calculation is None else ()
        members.append(Member(numbers, kept.get(measure.id, ()), pauses))
    return Family(members, rule)


def alone(measure: Measure, observations: Sequence[Observation]) -> Family:
    """The family of a measure that is in no database yet."""
    numbers = numbers_of(measure, observations)
    return Family([Member(numbers, (), paused_spans(measure, last_period(numbers)))])
