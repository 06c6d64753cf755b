"""An exact attacker: all that a wider view shows of one period, every table that fits it, and what they agree about.

Knows what `privacy/suppression.py` knows to be public: what is shown, the sum, the rule, and that of the hidden groups
at least one is small. Shares no code with it: every possibility is counted out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Pair = tuple[int, int]
"""Numerator and denominator."""

QUANTITIES = ("numerator", "denominator", "complement")


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page: each group's numbers or None where they are hidden, and the total or None."""

    total: Pair | None
    groups: Mapping[str, Pair | None]
    smallest_shown: int


def is_small(pair: Pair, smallest_shown: int) -> bool:
    """The rule in words: 1 to smallest − 1 of part, rest or whole; and everybody alike among fewer than twenty."""
    part, whole = pair
    few = range(1, smallest_shown)
    return part in few or whole - part in few or whole in few or (part in (0, whole) and whole < 20)


def recovered(shown: Shown) -> list[tuple[str, str, int]]:
    """(group, quantity, value) of each hidden number that has one possible value alone."""
    hidden = [name for name, pair in shown.groups.items() if pair is None]
    if not hidden or shown.total is None:
        # Nothing bounds a hidden group from above, and the rule leaves more than one value below.
        return []
    seen = [pair for pair in shown.groups.values() if pair is not None]
    left = (shown.total[0] - sum(part for part, _ in seen), shown.total[1] - sum(whole for _, whole in seen))
    alike: list[set[int]] = [set(), set(), set()]
    for part, whole in _possible(left, len(hidden), shown.smallest_shown):
        for values, value in zip(alike, (part, whole, whole - part), strict=True):
            values.add(value)
        if all(len(values) > 1 for values in alike):
            return []
    # What is possible for one of the hidden groups is possible for each of them: nothing else tells them apart.
    return [
        (name, quantity, *values)
        for name in hidden
        for quantity, values in zip(QUANTITIES, alike, strict=True)
        if len(values) == 1
    ]


def _possible(left: Pair, count: int, smallest_shown: int) -> Iterator[Pair]:
    """All that one of so many hidden groups can be. Two others or more can share anything, one of them being empty."""
    for whole in range(left[1] + 1):
        for part in range(min(whole, left[0]) + 1):
            rest = (left[0] - part, left[1] - whole)
            is_table = rest == (0, 0) if count == 1 else rest[0] <= rest[1]
            if is_table and (count > 2 or is_small((part, whole), smallest_shown) or is_small(rest, smallest_shown)):
                yield part, whole
