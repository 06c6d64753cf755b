"""Questions after saving: which numbers are asked about, which are not, and how often chance alone gives one."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pytest

from qi_tracker.analysis.entry_checks import Doubt, DoubtKind, Entry, doubt_about

FAR, JUMPED, UNIT = DoubtKind.FAR_FROM_OTHERS, DoubtKind.DENOMINATOR_JUMPED, DoubtKind.UNIT_CHANGED
FORTIES: Final = (38, 41, 45, 52, 40, 39, 47, 44)


def values(*numbers: float) -> list[Entry]:
    return [Entry(value=float(number)) for number in numbers]


def shares(*pairs: tuple[float, float]) -> list[Entry]:
    return [Entry(numerator, denominator) for numerator, denominator in pairs]


# Name → (what is typed, the others, what is asked about).
CASES: Final[dict[str, tuple[Entry, list[Entry], DoubtKind | None]]] = {
    "like the others": (Entry(value=50), values(*FORTIES), None),
    "a little outside": (Entry(value=58), values(*FORTIES), None),
    "far above": (Entry(value=90), values(*FORTIES), FAR),
    "far below": (Entry(value=2), values(*FORTIES), FAR),
    "far, and too few others to tell": (Entry(value=90), values(*FORTIES[:7]), None),
    "ten times as much": (Entry(value=430), values(*FORTIES), UNIT),
    "ten times as much, of three": (Entry(value=430), values(*FORTIES[:3]), UNIT),
    "ten times as much, of two": (Entry(value=430), values(*FORTIES[:2]), None),
    "a hundred times": (Entry(value=4300), values(*FORTIES), UNIT),
    "a thousand times": (Entry(value=43000), values(*FORTIES), UNIT),
    "a share for per cent": (Entry(value=0.43), values(*FORTIES), UNIT),
    "a tenth": (Entry(value=4.3), values(*FORTIES), UNIT),
    "ten times as much where it varies as much": (Entry(value=40), values(3, 12, 4, 35, 4, 20, 5, 8), None),
    "none at all": (Entry(value=0), values(*FORTIES), FAR),
    "none, where there is none at times": (Entry(value=0), values(2, 0, 1, 3, 0, 2, 1, 0, 4), None),
    "all others equal, one more": (Entry(value=6), values(*[5] * 12), None),
    "all others equal, many more": (Entry(value=40), values(*[5] * 12), FAR),
    "all others equal, half of it": (Entry(value=2.6), values(*[2.5] * 12), FAR),
    "only the latest 24 count": (Entry(value=90), values(*[90] * 8, *FORTIES, *FORTIES, *FORTIES), FAR),
    "denominator twice": (Entry(90, 320), shares(*[(45, 160)] * 4), JUMPED),
    "denominator half": (Entry(22, 80), shares(*[(45, 160)] * 4), JUMPED),
    "denominator a little more": (Entry(70, 250), shares(*[(45, 160)] * 4), None),
    "denominator twice among few": (Entry(3, 12), shares((2, 6), (1, 5), (2, 6), (1, 7)), None),
    "denominator twice, of two": (Entry(90, 320), shares(*[(45, 160)] * 2), None),
    "numerator ten times": (Entry(140, 160), shares(*[(14, 160), (15, 158), (13, 161), (16, 160)] * 3), FAR),
    "denominator jumps and the share too": (Entry(300, 320), shares(*[(45, 160)] * 12), JUMPED),
    "a share that varies as chance has it": (Entry(60, 160), shares(*[(45, 160)] * 12), None),
    "no number": (Entry(), values(*FORTIES), None),
    "nothing of nothing": (Entry(0, 0), shares(*[(45, 160)] * 12), None),
    "the first number of all": (Entry(value=43), [], None),
    "others without numbers are passed over": (Entry(value=90), [*values(*FORTIES[:7]), Entry(), Entry(0, 0)], None),
    "negative numbers": (Entry(value=-30), values(-3, -4, -2, -5, -3, -4, -2, -3), FAR),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    typed, others, expected = CASES[name]
    found = doubt_about(typed, others)
    assert (found.kind if found else None) is expected


def test_the_question_has_both_numbers() -> None:
    assert doubt_about(Entry(value=430), values(*FORTIES)) == Doubt(UNIT, 430, 38, 52, is_more=True, times=10)
    assert doubt_about(Entry(value=0.43), values(*FORTIES)) == Doubt(UNIT, 0.43, 38, 52, is_more=False, times=100)
    assert doubt_about(Entry(value=90), values(*FORTIES)) == Doubt(FAR, 90, 38, 52, is_more=True)
    assert doubt_about(Entry(22, 80), shares((45, 160), (44, 150), (45, 170))) == Doubt(JUMPED, 80, 150, 170, False)


def test_what_is_saved_is_among_the_others_next_time() -> None:
    """A lasting change is asked about once."""
    assert doubt_about(Entry(value=90), values(*FORTIES)) is not None
    assert doubt_about(Entry(value=92), values(*FORTIES, 90)) is None


SEED: Final = 20_140_924
N: Final = 800


def stable(name: str, rng: np.random.Generator, n: int) -> Sequence[Entry]:
    """Numbers of a process that does not change."""
    if name == "normal":
        return values(*rng.normal(40, 4, n))
    if name == "skewed":
        return values(*rng.lognormal(3, 0.5, n))
    if name == "counts":
        return values(*rng.poisson(5, n))
    denominators = np.maximum(rng.poisson(40, n), 1)
    return [Entry(float(rng.binomial(d, 0.3)), float(d)) for d in denominators]


# What METHODS.md states as the most, in per cent of the numbers saved, with 8, 12 and 24 others.
MOST: Final = {"normal": (3, 1, 0.5), "skewed": (5, 4, 2), "counts": (1, 0.5, 0.5), "shares": (0.5, 0.5, 0.5)}


@pytest.mark.parametrize("name", MOST)
def test_false_alarms_are_as_rare_as_the_methods_say(name: str) -> None:
    rng = np.random.default_rng(SEED)
    for n, most in zip((8, 12, 24), MOST[name], strict=True):
        asked = 0
        for _ in range(N):
            *others, typed = stable(name, rng, n + 1)
            asked += doubt_about(typed, others) is not None
        assert 100 * asked / N <= most, f"{name}, {n} others"


@pytest.mark.parametrize("name", ["normal", "counts"])
def test_slips_of_a_factor_ten_are_seen(name: str) -> None:
    """Of numbers typed ten times too large, with twelve others."""
    rng = np.random.default_rng(SEED)
    seen = 0
    for _ in range(300):
        *others, typed = stable(name, rng, 13)
        assert typed.value is not None
        seen += doubt_about(Entry(value=10 * max(typed.value, 1)), others) is not None
    assert seen >= 0.95 * 300
