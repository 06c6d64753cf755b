"""Small counts: an exact attacker on random tables, with what protects them switched on and off."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from qi_tracker.privacy.suppression import Count, Protection, Rule, added, protect
from tests.privacy.attacks import found_out, found_out_over_time, primary_alone, two_without_looking
from tests.prove.figures import Figure

TABLES: Final = 10_000
SERIES: Final = 300
SEED: Final = 2026
THRESHOLDS: Final = (3, 5, 10)


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """How many hidden numbers have one possible value alone, of so many tables for each threshold."""
    ways: Mapping[str, Callable[[Rule, Mapping[str, Count]], Protection]] = {
        "as the program does it": lambda rule, groups: protect(rule, added(groups.values()), groups),
        "secondary hiding off": primary_alone,
        "two groups hidden without looking at them": two_without_looking,
    }
    figures = []
    for how, shields in ways.items():
        for smallest_shown in THRESHOLDS:
            tell(f"{how}, {smallest_shown}")
            recovered = found_out(shields, Rule(smallest_shown), SEED, TABLES)
            what = f"{TABLES:,} random tables, {smallest_shown} the smallest shown: hidden numbers recovered, {how}"
            figures.append(Figure(what, f"{recovered:,}"))
    for remembers, how in ((True, "as the program does it"), (False, "blocks made anew each month")):
        tell(f"over time, {how}")
        what = f"{SERIES:,} series of 30 months, every page kept: hidden stretches computed, {how}"
        figures.append(Figure(what, f"{found_out_over_time(SEED, SERIES, remembers=remembers):,}"))
    return figures
