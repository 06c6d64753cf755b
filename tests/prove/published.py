"""The analysis against everything that is published of the rules, and every reference case."""

from collections.abc import Callable, Sequence
from math import isclose
from typing import Final

from qi_tracker.analysis.chances import chance_of_no_signal
from qi_tracker.analysis.series import RunRules
from tests.analysis.reference import cases, load
from tests.exchange.test_reference_cases import NAMES, differences, sound
from tests.prove.figures import Figure

RULES: Final = {RunRules.ANHOEJ: "anhoej", RunRules.BEST_BOX: "bestbox", RunRules.CUT_BOX: "cutbox"}
SHIFTS: Final = (0.0, 0.4, 0.8, 1.2, 2.0)
# The suite computes those that are quick.
EXACT: Final = 1e-9


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """How many of the published chances and of the reference's cases are ours too; what is not is named."""
    published = load("published_anhoej.json.gz")
    wrong, furthest = [], 0.0
    for shift in SHIFTS:
        tell(f"the chance of no signal with a shift of {shift} standard deviations, 10 to 100 points")
        for rules, name in RULES.items():
            for n, theirs in zip(published["n"], published[f"p_no_signal_{name}_shift_{shift}"], strict=True):
                ours = chance_of_no_signal(n, shift, rules)
                furthest = max(furthest, abs(ours - theirs) / theirs)
                if not isclose(ours, theirs, rel_tol=EXACT):
                    wrong.append(f"{name} n = {n} shift {shift}: {ours}, not {theirs}")
    n_chances = len(SHIFTS) * len(RULES) * len(published["n"])
    asked = {name: sound(name) for name in NAMES}
    differing = [case["id"] for found in asked.values() for case in found if list(differences(case))]
    n_cases = sum(map(len, asked.values()))
    return [
        Figure("published chances of no signal that are ours", f"{n_chances - len(wrong)} of {n_chances}"),
        Figure("largest relative difference", f"{furthest:.1e}"),
        Figure("reference cases that agree, every number to 1e-9", f"{n_cases - len(differing)} of {n_cases}"),
        Figure("reference cases with an answer not to copy, each with a test", str(sum(map(_n_quirks, NAMES)))),
        Figure("that differ", "0" if not wrong + differing else "; ".join(wrong + differing)),
    ]


def _n_quirks(name: str) -> int:
    return sum("quirk" in case for case in cases(name))
