"""Which counts are shown outside a project's team: those of few people are hidden, and what would give them away. Pure.

A point is hidden whole: its numerator, denominator and share. Within one period the points of the groups and of their
total are protected together; points of different periods are never added up for anybody, so that they need not be.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

# 0 and 100 per cent tell something about everybody in the group, unless it is as large as this.
SAFE_WHEN_ALL_ALIKE = 20
# A stock's denominator is told to the nearest of these: the same people are counted again, and exact numbers on both
# sides of one newcomer would tell what the newcomer is.
ABOUT = 10
PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Count:
    """People counted: `numerator` of `denominator`; a plain count has no denominator. Fractions are allowed."""

    numerator: float
    denominator: float | None = None

    @property
    def complement(self) -> float | None:
        """Those of the whole who are not in the part; None for plain counts, and where the part is no part."""
        if self.denominator is None or self.numerator > self.denominator:
            return None
        return self.denominator - self.numerator

    def plus(self, numerator: float, denominator: float) -> "Count":
        """With so many more in it; `denominator` does not matter for plain counts."""
        whole = None if self.denominator is None else self.denominator + denominator
        return Count(self.numerator + numerator, whole)


def added(counts: Collection[Count]) -> Count:
    """All of them together, at least one; a plain count where one of them is."""
    wholes = [count.denominator for count in counts if count.denominator is not None]
    return Count(sum(count.numerator for count in counts), sum(wholes) if len(wholes) == len(counts) else None)


@dataclass(frozen=True, slots=True)
class Rule:
    """Counts from 1 up to, and not including, `smallest_shown` are hidden."""

    smallest_shown: int

    def hides(self, count: Count, parts: Sequence[Count] = ()) -> bool:
        """Whether the count must be hidden for its own sake.

        Parameters
        ----------
        parts
            The counts of the shorter periods that it was merged from. None, or at most one, for a count as it was.

        Source
        ------
        Numerator, complement and denominator, and 0 and 100 per cent of a small group: the threat is to be told
        something about a person whom one knows to be in the group.
        """
        if any(self._is_small(number) for number in (count.numerator, count.complement, count.denominator)):
            return True
        if not _all_alike(count):
            return False
        is_large = count.denominator is None or count.denominator >= SAFE_WHEN_ALL_ALIKE
        # None of many is none of each part of them.
        return not is_large or any(self.hides(part) for part in parts if len(parts) > 1)

    def _is_small(self, number: float | None) -> bool:
        return number is not None and 0 < number < self.smallest_shown


def _all_alike(count: Count) -> bool:
    return count.denominator is not None and (count.numerator == 0 or count.complement == 0)


class Protection(NamedTuple):
    """What is shown of one period: the total, and which of the groups."""

    is_total_shown: bool
    groups_shown: Set[str]


def protect(
    rule: Rule,
    total: Count | None,
    groups: Mapping[str, Count],
    *,
    is_total_hidden: bool = False,
    groups_hidden: Collection[str] = (),
) -> Protection:
    """Hide the groups that are small, and further ones until nobody can compute what is hidden from what is shown.

    Parameters
    ----------
    total
        Of all groups, taken to be their sum; None when nobody is shown a total. Hidden when it is small itself.
    groups
        Each group's count in the period. Those without a number are left out.
    is_total_hidden
        The total is hidden for a reason of its own, such as that it was merged from shorter periods.
    groups_hidden
        Groups that are hidden for a reason of their own.

    Returns
    -------
    What may be shown. A hidden number, denominator or complement has always more than one possible value to somebody
    who knows all that is shown, this rule, and that one of the hidden groups is small.
    """
    shows_total = total is not None and not is_total_hidden and not rule.hides(total)
    hidden = {name for name, count in groups.items() if rule.hides(count) or name in groups_hidden}
    if not shows_total and total is not None and groups and not hidden:
        # Else the total is the sum of what is shown.
        hidden.add(_next_to_hide(groups, hidden))
    while shows_total and hidden and not _is_undecided(rule, [groups[name] for name in sorted(hidden)]):
        if len(hidden) == len(groups):
            shows_total = False
        else:
            hidden.add(_next_to_hide(groups, hidden))
    return Protection(shows_total, groups.keys() - hidden)


def _next_to_hide(groups: Mapping[str, Count], hidden: Set[str]) -> str:
    """The smallest group that is still shown, by its people, its part and its name: the least is lost with it."""
    return min(groups.keys() - hidden, key=lambda name: (groups[name].denominator or 0, groups[name].numerator, name))


def _is_undecided(rule: Rule, hidden: Sequence[Count]) -> bool:
    """Whether each number of each hidden count can be another one, their sum being known."""
    return all(
        wanted <= set(_changeable(rule, hidden, index))
        for index, count in enumerate(hidden)
        for wanted in ({"numerator"} if count.denominator is None else {"numerator", "denominator", "complement"},)
    )


def _changeable(rule: Rule, hidden: Sequence[Count], index: int) -> Iterator[str]:
    """Which numbers of one hidden count differ in some other table that looks the same from outside."""
    for other in range(len(hidden)):
        if other == index:
            continue
        for size in range(1, rule.smallest_shown + 1):
            for step in (size, -size):
                for numerator, denominator, changed in (
                    (step, 0, ("numerator", "complement")),
                    (step, step, ("numerator", "denominator")),
                    (0, step, ("denominator", "complement")),
                ):
                    moved = list(hidden)
                    moved[index] = hidden[index].plus(numerator, denominator)
                    moved[other] = hidden[other].plus(-numerator, -denominator)
                    if _is_possible(moved) and any(rule.hides(count) for count in moved):
                        yield from changed


def _is_possible(counts: Sequence[Count]) -> bool:
    return all(
        count.numerator >= 0 and (count.denominator is None or count.numerator <= count.denominator) for count in counts
    )


class Ratio(NamedTuple):
    """A measure that is computed from two others: names of what it shows, divides and divides by."""

    name: str
    numerator: str
    denominator: str


def hidden_together(hidden: Collection[str], ratios: Collection[Ratio]) -> frozenset[str]:
    """Names of all measures that are hidden in a period, when those in `hidden` are hidden for their own sake.

    A ratio that is hidden takes its numerator with it, since both of its terms would tell it; and what is hidden takes
    every ratio that it is a term of, since a ratio is shown with its terms.
    """
    found = set(hidden)
    found.update(ratio.numerator for ratio in ratios if ratio.name in hidden)
    while True:
        more = {ratio.name for ratio in ratios if {ratio.numerator, ratio.denominator} & found} - found
        if not more:
            return frozenset(found)
        found |= more


class About(NamedTuple):
    """A stock's share as it is told: in whole per cent, of about so many."""

    percent: int
    denominator: int


def about(count: Count) -> About:
    """The share in whole per cent, and the denominator to the nearest ten.

    Raises
    ------
    ValueError
        If there is no share to tell.
    """
    if not count.denominator:
        raise ValueError("a plain count, or one of nobody, has no share")
    return About(
        round(PER_CENT * count.numerator / count.denominator), max(ABOUT, ABOUT * round(count.denominator / ABOUT))
    )
