"""Whether a number that was just saved looks like a slip of the finger: at most one doubt, and never a refusal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np

from qi_tracker.analysis.constants import (
    ENTRY_CHECK_DEVIATIONS,
    ENTRY_CHECK_FEWEST,
    ENTRY_CHECK_FEWEST_OF_SIZE,
    ENTRY_CHECK_JUMP,
    ENTRY_CHECK_LATEST,
    ENTRY_CHECK_OUTSIDE,
    MAD_TO_SIGMA,
)

_PER_CENT = 100.0
_TEN_FOLDS = (10, 100, 1000)
# Beyond the largest, or below the smallest, by so many times before it can be another unit.
_CLEARLY = 3.0


class DoubtKind(StrEnum):
    """What a number may be, the most telling first."""

    # Typed in another unit: ten, a hundred or a thousand times as much, or as little.
    UNIT_CHANGED = "unit_changed"
    # Counted among twice as many as before, or half.
    DENOMINATOR_JUMPED = "denominator_jumped"
    # Not like the others.
    FAR_FROM_OTHERS = "far_from_others"


@dataclass(frozen=True, slots=True)
class Entry:
    """One period's number as it is stored: numerator and denominator of a share, else a value in its unit."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None

    @property
    def shown(self) -> float | None:
        """As it is plotted: a share in per cent; None where there is nothing to plot."""
        if self.numerator is not None and self.denominator:
            return _PER_CENT * self.numerator / self.denominator
        return self.value


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is asked about: `number` beside the `lowest` and the `highest` of the others.

    The three are in the unit that is plotted, and denominators where the denominator is asked about. `times` is how
    many fold, for another unit; else 0.
    """

    kind: DoubtKind
    number: float
    lowest: float
    highest: float
    is_more: bool
    times: int = 0


def doubt_about(typed: Entry, others: Sequence[Entry]) -> Doubt | None:
    """The strongest reason to ask whether the number is right; None for a number like the others.

    Parameters
    ----------
    typed
        What was saved.
    others
        The measure's numbers of other periods, the latest last; the last 24 are looked at, those without a number are
        passed over.

    Returns
    -------
    One doubt at most: another unit before a denominator that jumped, before a number far from the others.

    Source
    ------
    Distance from the others: the modified z-score above 3.5 (Iglewicz and Hoaglin 1993, How to Detect and Handle
    Outliers), and outside the others by half their range. The rest is our own choice; METHODS.md has its error rates.
    """
    return next(_doubts(typed, [other for other in others if other.shown is not None][-ENTRY_CHECK_LATEST:]), None)


def _doubts(typed: Entry, others: Sequence[Entry]) -> Iterator[Doubt]:
    shown = typed.shown
    if shown is None:
        return
    values = [value for other in others if (value := other.shown) is not None]
    if typed.numerator is None:
        yield from _another_unit(shown, values)
    if typed.denominator is not None:
        yield from _jumped(typed.denominator, [other.denominator for other in others if other.denominator])
    yield from _far(shown, values, _chance_spread(typed, values))


def _another_unit(number: float, values: Sequence[float]) -> Iterator[Doubt]:
    """A tenth, a hundredth or a thousandth of it lies among the others, or so many times as much."""
    if len(values) < ENTRY_CHECK_FEWEST_OF_SIZE or min(values) <= 0 or number <= 0:
        return
    lowest, highest = min(values), max(values)
    for times in _TEN_FOLDS:
        if number > _CLEARLY * highest and lowest <= number / times <= highest:
            yield Doubt(DoubtKind.UNIT_CHANGED, number, lowest, highest, is_more=True, times=times)
        if number < lowest / _CLEARLY and lowest <= number * times <= highest:
            yield Doubt(DoubtKind.UNIT_CHANGED, number, lowest, highest, is_more=False, times=times)


def _jumped(denominator: float, before: Sequence[float]) -> Iterator[Doubt]:
    """Twice the median of the last ones or half of it, and by more than counting alone makes it vary."""
    if len(before) < ENTRY_CHECK_FEWEST_OF_SIZE:
        return
    usual = float(np.median(before))
    is_jump = denominator >= ENTRY_CHECK_JUMP * usual or denominator * ENTRY_CHECK_JUMP <= usual
    if is_jump and abs(denominator - usual) > ENTRY_CHECK_DEVIATIONS * sqrt(usual):
        more = denominator > usual
        yield Doubt(DoubtKind.DENOMINATOR_JUMPED, denominator, min(before), max(before), is_more=more)


def _chance_spread(typed: Entry, values: Sequence[float]) -> float:
    """The standard deviation that counting alone gives: of a share by its denominator, of whole numbers by their size.

    Where all the others are equal there is no other measure of how much they vary.
    """
    if not values:
        return 0.0
    usual = float(np.median(values))
    if typed.denominator:
        share = min(max(usual / _PER_CENT, 0.0), 1.0)
        return _PER_CENT * sqrt(max(share * (1 - share), 1 / typed.denominator) / typed.denominator)
    is_counted = all(value >= 0 and value == int(value) for value in values)
    return sqrt(max(usual, 1.0)) if is_counted else 0.0


def _far(number: float, values: Sequence[float], chance: float) -> Iterator[Doubt]:
    """Beyond 3.5 deviations from the median, and outside all the others by half their range."""
    if len(values) < ENTRY_CHECK_FEWEST:
        return
    lowest, highest = min(values), max(values)
    middle = float(np.median(values))
    deviation = max(MAD_TO_SIGMA * float(np.median(np.abs(np.asarray(values) - middle))), chance)
    margin = ENTRY_CHECK_OUTSIDE * (highest - lowest)
    is_outside = number > highest + margin or number < lowest - margin
    if is_outside and abs(number - middle) > ENTRY_CHECK_DEVIATIONS * deviation:
        yield Doubt(DoubtKind.FAR_FROM_OTHERS, number, lowest, highest, is_more=number > highest)
