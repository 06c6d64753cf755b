"""Numbers that are computed from other numbers: one divided by another, and the sum over groups. Keeps nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import fsum

# The key of a number for all, beside those of groups.
ALL = ""
PER_CENT = 100.0


class GapReason(StrEnum):
    """Why there is no computed number for a period."""

    NUMERATOR_MISSING = "numerator_missing"
    DENOMINATOR_MISSING = "denominator_missing"
    DENOMINATOR_NOT_ABOVE_ZERO = "denominator_not_above_zero"
    NUMERATOR_ABOVE_DENOMINATOR = "numerator_above_denominator"
    GROUPS_MISSING = "groups_missing"


@dataclass(frozen=True, slots=True)
class Number:
    """One number: a value, or a share as numerator and denominator."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None

    @property
    def shown(self) -> float | None:
        """The value, per cent for a share; None for a share of nothing."""
        if self.numerator is None or self.denominator is None:
            return self.value
        return PER_CENT * self.numerator / self.denominator if self.denominator > 0 else None


@dataclass(frozen=True, slots=True)
class Source:
    """What is computed from: period → group → number, `ALL` for the number of the whole.

    Attributes
    ----------
    groups
        Those that must have a number before the groups are added up.
    can_be_added
        Whether the sum over groups means anything: true of counts and shares, not of days and other measurements.
    """

    numbers: Mapping[date, Mapping[str, Number]]
    groups: tuple[str, ...] = ()
    can_be_added: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """A period without a computed number: why, and which groups are missing where that is why."""

    period: date
    reason: GapReason
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculated:
    """(Period, group) → number, in order of time, and the periods of the sources that gave none."""

    numbers: Mapping[tuple[date, str], Number] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()


def ratio(numerators: Source, denominators: Source, *, is_share: bool) -> Calculated:
    """The one source divided by the other, period by period; a group where both have it.

    Parameters
    ----------
    numerators, denominators
        Of equal periods. Where there is no number for the whole, that of all groups together is used.
    is_share
        The result is a share with numerator and denominator; else a plain value, shares entering as per cent.

    Returns
    -------
    A number for each period for which both have one, and the denominator is above 0. Groups stand only beside a number
    for the whole.
    """
    numbers: dict[tuple[date, str], Number] = {}
    gaps = []
    for period in sorted({*numerators.numbers, *denominators.numbers}):
        above, below = _whole(numerators, period), _whole(denominators, period)
        found = _divided(above, below, is_share)
        if not isinstance(found, Number):
            gaps.append(Gap(period, found, _missing_groups(numerators, denominators, period)))
            continue
        numbers[period, ALL] = found
        for group in _shared_groups(numerators, denominators, period):
            part = _divided(numerators.numbers[period][group], denominators.numbers[period][group], is_share)
            if isinstance(part, Number):
                numbers[period, group] = part
    return Calculated(numbers, tuple(gaps))


def sum_of_groups(source: Source) -> Calculated:
    """The groups added up, period by period: values, or numerators and denominators.

    Returns
    -------
    A number for each period for which all the groups have one. Numbers for the whole are left aside.
    """
    numbers: dict[tuple[date, str], Number] = {}
    gaps = []
    for period in sorted(source.numbers):
        total = _sum(source, period)
        if total is None:
            gaps.append(Gap(period, GapReason.GROUPS_MISSING, _absent(source, period)))
        else:
            numbers[period, ALL] = total
    return Calculated(numbers, tuple(gaps))


def _whole(source: Source, period: date) -> Number | None:
    found = source.numbers.get(period, {})
    return found[ALL] if ALL in found else _sum(source, period)


def _sum(source: Source, period: date) -> Number | None:
    """The groups of the period together; None where one is missing, or they are of different forms."""
    parts = [number for group, number in source.numbers.get(period, {}).items() if group != ALL]
    if not parts or not source.can_be_added or _absent(source, period):
        return None
    values = [part.value for part in parts if part.value is not None]
    if len(values) == len(parts):
        return Number(value=fsum(values))
    if values:
        return None
    return Number(
        numerator=fsum(part.numerator or 0.0 for part in parts),
        denominator=fsum(part.denominator or 0.0 for part in parts),
    )


def _absent(source: Source, period: date) -> tuple[str, ...]:
    return tuple(group for group in source.groups if group not in source.numbers.get(period, {}))


def _divided(above: Number | None, below: Number | None, is_share: bool) -> Number | GapReason:
    over = above.shown if above is not None else None
    under = below.shown if below is not None else None
    if over is None:
        return GapReason.NUMERATOR_MISSING
    if under is None:
        return GapReason.DENOMINATOR_MISSING
    if under <= 0:
        return GapReason.DENOMINATOR_NOT_ABOVE_ZERO
    if not is_share:
        return Number(value=over / under)
    if over > under:
        return GapReason.NUMERATOR_ABOVE_DENOMINATOR
    return Number(numerator=over, denominator=under)


def _missing_groups(numerators: Source, denominators: Source, period: date) -> tuple[str, ...]:
    """Where a whole is missing since some groups are: which, of the first source that lacks any."""
    for source in (numerators, denominators):
        found = source.numbers.get(period, {})
        if found and ALL not in found and source.can_be_added:
            absent = _absent(source, period)
            if absent:
                return absent
    return ()


def _shared_groups(numerators: Source, denominators: Source, period: date) -> Iterator[str]:
    both = denominators.numbers.get(period, {})
    return (group for group in numerators.numbers.get(period, {}) if group != ALL and group in both)
