"""How many each of the demo's PDSA cycles was tried with, read from what its plan says in `lerkevik.json`."""

from collections.abc import Mapping

from qi_tracker.vocabulary import CycleScale

# (the project's key, the idea's, the cycle's number) → how many.
DEMO_SCALES: Mapping[tuple[str, str, int], CycleScale] = {
    # Three families; twelve of them; all advisers.
    ("gratis-fritid", "a", 1): CycleScale.FEW,
    ("gratis-fritid", "a", 2): CycleScale.GROUP,
    ("gratis-fritid", "a", 3): CycleScale.ALL,
    # Five families; all applications.
    ("gratis-fritid", "b", 1): CycleScale.FEW,
    ("gratis-fritid", "b", 2): CycleScale.ALL,
    # Four children; two schools.
    ("gratis-fritid", "d", 1): CycleScale.FEW,
    ("gratis-fritid", "g", 1): CycleScale.UNIT,
    # One zone of the municipality, the school in it, all zones; all cases of a month.
    ("kortere-vei", "a", 1): CycleScale.UNIT,
    ("kortere-vei", "a", 2): CycleScale.UNIT,
    ("kortere-vei", "a", 3): CycleScale.ALL,
    ("kortere-vei", "e", 1): CycleScale.ALL,
    # One class; all classes of a year.
    ("skolefrokost", "a", 1): CycleScale.GROUP,
    ("skolefrokost", "c", 1): CycleScale.UNIT,
}
