"""An exact attacker: all that a wider view shows of one period, every table that fits it, and what they agree about.

Knows what `privacy/suppression.py` knows to be public: what is shown, the sum, the rule, and that of the hidden groups
at least one is small. Shares no code with it: small tables are counted out one by one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

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
    values: dict[tuple[str, str], set[int]] = {(name, quantity): set() for name in hidden for quantity in QUANTITIES}
    for table in _tables(left, len(hidden)):
        if any(is_small(pair, shown.smallest_shown) for pair in table):
            for name, (part, whole) in zip(hidden, table, strict=True):
                for quantity, value in zip(QUANTITIES, (part, whole, whole - part), strict=True):
                    values[name, quantity].add(value)
    return [(name, quantity, *found) for (name, quantity), found in values.items() if len(found) == 1]


def _tables(left: Pair, count: int) -> Iterator[Sequence[Pair]]:
    """Every way to divide so many of so many among the hidden groups."""
    if count == 1:
        yield [left]
        return
    for part, whole in product(range(left[0] + 1), range(left[1] + 1)):
        if part <= whole and left[0] - part <= left[1] - whole:
            for rest in _tables((left[0] - part, left[1] - whole), count - 1):
                yield [(part, whole), *rest]
