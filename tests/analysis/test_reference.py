"""The limits that the rules' authors published, and how often they say that chance goes beyond them."""

from itertools import product

import pytest

from qi_tracker.analysis.runs import LIMITS_OF_RULES, analyse_runs, crossings_limit, find_runs, longest_run_limit
from qi_tracker.analysis.series import RunRules
from tests.analysis import reference

CRITICAL = reference.load("critical_values.json.gz")
PUBLISHED = reference.load("published_anhoej.json.gz")

NAMES = {RunRules.ANHOEJ: "anhoej", RunRules.BEST_BOX: "bestbox", RunRules.CUT_BOX: "cutbox"}
# The cut box is the best box less its corner.
OUTER = {**NAMES, RunRules.CUT_BOX: "bestbox"}


def test_limits_for_every_number_of_useful_points() -> None:
    ours = [(longest_run_limit(n), crossings_limit(n)) for n in CRITICAL["n_useful"]]
    assert ours == list(zip(CRITICAL["longest_run_max"], CRITICAL["n_crossings_min"], strict=True))


@pytest.mark.parametrize("place", range(91))
@pytest.mark.parametrize("rules", RunRules)
def test_limits_agree_with_the_published_table(rules: RunRules, place: int) -> None:
    """Anhøj and Wentzel-Larsen 2020, doi:10.1371/journal.pone.0233920: 10 to 100 useful points."""
    n = PUBLISHED["n"][place]
    for crossings in range(n):
        longest_max, crossings_min = LIMITS_OF_RULES[rules](n, crossings)
        assert crossings_min == PUBLISHED[f"{OUTER[rules]}_crossings_min"][place]
        assert longest_max == published_longest_run(rules, place, crossings), crossings


def published_longest_run(rules: RunRules, place: int, crossings: int) -> int:
    """The longest run that is no signal; the cut box takes pairs out of the corner of the best box.

    From `cbord` crossings on, runs as long as the box has them; with as few crossings as the box
    has them, runs of `lbord`; between the two, one shorter.
    """
    longest: int = PUBLISHED[f"{OUTER[rules]}_longest_run_max"][place]
    corner, cut = PUBLISHED["cutbox_cbord"][place], PUBLISHED["cutbox_lbord"][place]
    if rules is not RunRules.CUT_BOX or corner is None:
        return longest
    fewest = PUBLISHED["bestbox_crossings_min"][place]
    if crossings == fewest:
        return int(cut)
    return longest - 1 if fewest < crossings < corner else longest


def no_signal_chance(n: int, rules: RunRules) -> float:
    """Share of all 2^(n-1) patterns of n fair signs that give no signal, counted one by one."""
    quiet = sum(not analyse_runs(runs_of(signs), rules).signal for signs in product((1, -1), repeat=n - 1))
    return quiet / 2 ** (n - 1)


def runs_of(signs: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The runs of a pattern whose first sign is +."""
    values = [1.0, *map(float, signs)]
    return find_runs(values, [0.0] * len(values))


@pytest.mark.parametrize("rules", RunRules)
@pytest.mark.parametrize("n", [10, 11, 12, 13])
def test_false_signals_are_as_often_as_published(n: int, rules: RunRules) -> None:
    """Anhøj and Wentzel-Larsen 2020, without a shift and with a known line."""
    published = PUBLISHED[f"p_no_signal_{NAMES[rules]}_shift_0.0"][n - 10]
    assert no_signal_chance(n, rules) == pytest.approx(published, rel=1e-12)


def test_crossings_and_longest_run_have_the_published_joint_distribution() -> None:
    """crossrun 0.1.1, joint14symm: all 2^13 patterns of 14 fair signs."""
    counts = [[0] * 14 for _ in range(14)]
    for signs in product((1, -1), repeat=13):
        runs = runs_of(signs)
        counts[len(runs) - 1][max(map(len, runs)) - 1] += 1
    assert counts == PUBLISHED["joint14_counts"]["matrix"]


@pytest.mark.parametrize("rules", RunRules)
def test_the_pairs_that_are_no_signal_are_the_published_ones(rules: RunRules) -> None:
    for box in CRITICAL["box"]:
        for crossings, longest_allowed in enumerate(box[NAMES[rules]]):
            longest_max, crossings_min = LIMITS_OF_RULES[rules](box["n_useful"], crossings)
            ours = longest_max if crossings >= crossings_min else 0
            assert ours == longest_allowed, (box["n_useful"], crossings)
