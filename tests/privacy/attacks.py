"""Random tables and years of small groups, ways to protect them, and how much of what is hidden is found out."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from qi_tracker.analysis.periods import periods_between
from qi_tracker.privacy.merging import Block, merge
from qi_tracker.privacy.suppression import Count, Protection, Rule, added
from qi_tracker.vocabulary import Frequency
from tests.privacy.solver import Pair, Shown, recovered

Shields = Callable[[Rule, Mapping[str, Count]], Protection]


def counted(*pairs: Pair) -> dict[str, Count]:
    """Groups a, b, c … with these numerators and denominators."""
    return {chr(ord("a") + place): Count(*pair) for place, pair in enumerate(pairs)}


def tables(seed: int, how_many: int) -> Iterator[dict[str, Count]]:
    """Groups as they come in schools and health centres: some empty, some alike, most small."""
    chance = random.Random(seed)
    for _ in range(how_many):
        size = chance.randint(2, 6)
        wholes = [chance.choice((0, 3, 6, 9, 12, 20, 25, 30)) + chance.randrange(6) for _ in range(size)]
        likely = chance.choice((0.0, 0.05, 0.3, 0.7, 0.95, 1.0))
        yield counted(*((sum(chance.random() < likely for _ in range(whole)), whole) for whole in wholes))


def found_out(shields: Shields, rule: Rule, seed: int, how_many: int) -> int:
    """How many hidden numbers of how many random tables have one possible value alone."""
    total = 0
    for groups in tables(seed, how_many):
        shown, whole = shields(rule, groups), added(groups.values())
        seen = {name: pair(count) if name in shown.groups_shown else None for name, count in groups.items()}
        total += len(recovered(Shown(pair(whole) if shown.is_total_shown else None, seen, rule.smallest_shown)))
    return total


def pair(count: Count) -> Pair:
    """The count in whole people."""
    return int(count.numerator), int(count.denominator or 0)


def primary_alone(rule: Rule, groups: Mapping[str, Count]) -> Protection:
    """What is small is hidden, and nothing else."""
    return Protection(
        not rule.hides(added(groups.values())), {n for n, count in groups.items() if not rule.hides(count)}
    )


def two_without_looking(rule: Rule, groups: Mapping[str, Count]) -> Protection:
    """Beside a single hidden group the smallest other one is hidden, whatever it is."""
    shown = dict(primary_alone(rule, groups)._asdict())
    if shown["is_total_shown"] and len(groups) - len(shown["groups_shown"]) == 1:
        smallest = min(shown["groups_shown"], key=lambda name: groups[name].denominator or 0, default=None)
        shown["groups_shown"] = shown["groups_shown"] - {smallest}
    return Protection(**shown)


def found_out_over_time(seed: int, how_many: int, *, remembers: bool) -> int:
    """Hidden stretches of time that somebody who kept every page could compute by adding and subtracting.

    Months with few people come one at a time, and all is shown that may be; with `remembers` off the blocks are made
    anew each month from what is known then.
    """
    chance, total = random.Random(seed), 0
    for _ in range(how_many):
        months = list(periods_between(date(2024, 1, 1), date(2026, 6, 1), Frequency.MONTH))
        likely = chance.choice((0.05, 0.15, 0.3))
        counts = {month: Count(sum(chance.random() < likely for _ in range(30)), 30) for month in months}
        total += _computed(_pages(counts, remembers=remembers), months)
    return total


def _pages(counts: Mapping[date, Count], *, remembers: bool) -> Iterator[tuple[frozenset[date], bool]]:
    """Each stretch that stood on a page some month, and whether its number did."""
    rule, made = Rule(5), list[Block]()

    def is_shown(periods: Sequence[date]) -> bool:
        parts = [counts[period] for period in periods]
        return not rule.hides(added(parts), parts)

    for known in range(1, len(counts) + 1):
        made = merge(dict.fromkeys(list(counts)[:known], True), Frequency.MONTH, is_shown, made if remembers else ())
        yield from ((frozenset(block.periods), is_shown(block.periods)) for block in made)


def _computed(pages: Iterable[tuple[frozenset[date], bool]], months: Sequence[date]) -> int:
    """How many of the hidden stretches are sums and differences of shown ones."""
    seen = set(pages)
    shown = [[float(month in stretch) for month in months] for stretch, is_shown in seen if is_shown]
    hidden = [[float(month in stretch) for month in months] for stretch, is_shown in seen if not is_shown]
    rank = np.linalg.matrix_rank(np.array(shown)) if shown else 0
    return sum(bool(shown) and np.linalg.matrix_rank(np.array([*shown, each])) == rank for each in hidden)
