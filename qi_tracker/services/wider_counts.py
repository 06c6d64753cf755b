"""A measure's numbers put together block by block, as counts where they are. What may be seen is not decided here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.periods import is_paused, missing_periods
from qi_tracker.models import Measure, Observation
from qi_tracker.privacy.suppression import Count, added
from qi_tracker.services.wider_blocks import ALL, Counted
from qi_tracker.vocabulary import ValueType

PER_CENT = 100.0

Cells = Mapping[date, Mapping[str, Observation]]
"""Period → group → its number; `ALL` for that of the whole."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a measure's observations hold, for putting them together."""

    measure: Measure
    cells: Cells
    # Periods that somebody has answered for in full: with a number for all or for every group, or that there is none.
    answered: frozenset[date]

    @property
    def are_counts(self) -> bool:
        """Every number is people counted, so that how few they are is known."""
        if self.measure.value_type is ValueType.COUNT:
            return True
        return self.measure.value_type is ValueType.PROPORTION and all(
            found.value is None for groups in self.cells.values() for found in groups.values()
        )


def numbers_of(measure: Measure, observations: Sequence[Observation]) -> Numbers:
    """The observations by period and group."""
    cells: dict[date, dict[str, Observation]] = defaultdict(dict)
    said: dict[date, set[str]] = defaultdict(set)
    for found in observations:
        if found.has_number:
            cells[found.period][found.stratum] = found
        if found.has_number or found.is_unavailable:
            said[found.period].add(found.stratum)
    # A group that the team has taken off its list is not waited for any more.
    expected = set(measure.strata)
    answered = (period for period, groups in said.items() if ALL in groups or groups >= expected)
    return Numbers(measure, dict(cells), frozenset(answered))


def last_period(numbers: Numbers) -> date:
    """The last period with a number or an answer; the first day there is without any."""
    return max({*numbers.answered, *numbers.cells}, default=date.min)


def expected_periods(numbers: Numbers, pauses: Sequence[tuple[date, date]], until: date) -> dict[date, bool]:
    """Period → whether it is answered, of all that a number is expected for from the first one to the last day."""
    frequency = numbers.measure.frequency
    present = numbers.answered | set(numbers.cells)
    if not present:
        return {}
    gaps = missing_periods({*present, until}, frequency, pauses)
    later = [until] if until not in present and not is_paused(until, frequency, pauses) else []
    return {period: period in numbers.answered for period in sorted({*present, *gaps, *later})}


def counted_in(numbers: Numbers, periods: Sequence[date]) -> Counted:
    """Which numbers a block of these periods is made of now, group by group."""
    counted: dict[str, list[date]] = {}
    for period in periods:
        for group in numbers.cells.get(period, ()):
            counted.setdefault(group, []).append(period)
    return counted


def is_gone(numbers: Numbers, counted: Counted) -> bool:
    """Whether a number that is in the block has been taken away since."""
    return any(group not in numbers.cells.get(period, ()) for group, periods in counted.items() for period in periods)


def periods_in(counted: Counted) -> list[date]:
    """The periods that have a number in the block."""
    return sorted({period for periods in counted.values() for period in periods})


def total_parts(numbers: Numbers, counted: Counted) -> list[Count]:
    """The count for all in each period; that of all groups together where there is none for the whole."""
    parts = []
    for period in periods_in(counted):
        groups = [ALL] if period in counted.get(ALL, ()) else [name for name in counted if period in counted[name]]
        parts.append(added([_count(numbers.cells[period][name]) for name in groups]))
    return parts


def group_parts(numbers: Numbers, counted: Counted, group: str) -> list[Count]:
    """The group's count in each of its periods."""
    return [_count(numbers.cells[period][group]) for period in counted[group]]


def _count(found: Observation) -> Count:
    if found.numerator is not None:
        return Count(found.numerator, found.denominator)
    return Count(found.value or 0.0)


def plain_value(numbers: Numbers, counted: Counted) -> tuple[float | None, list[Count]]:
    """The value of a block of one period whose numbers are no counts, and the counts that are among them."""
    periods = periods_in(counted)
    if len(periods) != 1:
        return None, []
    cells = numbers.cells[periods[0]]
    found = [cells[ALL]] if ALL in counted else [cells[name] for name in counted]
    values = [value for one in found if (value := _value(one)) is not None]
    counts = [_count(one) for one in found if one.numerator is not None]
    return (sum(values) / len(values) if values else None), counts


def _value(found: Observation) -> float | None:
    if found.value is None and found.numerator is not None and found.denominator:
        return PER_CENT * found.numerator / found.denominator
    return found.value
