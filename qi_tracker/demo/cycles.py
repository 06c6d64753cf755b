"""What the demo's cycles say beside the file: how many each was tried with, the question, the number believed."""

from collections.abc import Mapping
from dataclasses import dataclass

from qi_tracker.vocabulary import CycleScale


@dataclass(frozen=True, slots=True)
class DemoCycle:
    """One cycle; `measure` is a key of the project's file."""

    scale: CycleScale
    question: str = ""
    place: str = ""
    data_plan: str = ""
    next_step: str = ""
    measure: str = ""
    predicted: float | None = None
    observed: float | None = None


# Project, key of the idea and number of the cycle → the rest of it.
DEMO_CYCLES: Mapping[tuple[str, str, int], DemoCycle] = {
    ("gratis-fritid", "a", 1): DemoCycle(
        CycleScale.ONE,
        question="Vil familiene snakke om fritid når vi ringer?",
        place="Nav-kontoret, familier som har time denne uka",
        data_plan="Én strek per samtale, og ett kryss for dem som vil søke",
        next_step="Tre veiledere prøver, med tolkekort på bordet.",
    ),
    ("gratis-fritid", "a", 2): DemoCycle(
        CycleScale.FEW,
        question="Går det like lett for veiledere som ikke har gjort det før?",
        place="Nav-kontoret, tolv familier",
        next_step="Alle veiledere gjør det i én måned.",
    ),
    ("gratis-fritid", "a", 3): DemoCycle(
        CycleScale.UNIT,
        question="Holder det når alle gjør det?",
        place="Hele Nav-kontoret",
        measure="P1",
        predicted=60.0,
        observed=73.0,
    ),
    ("gratis-fritid", "b", 1): DemoCycle(CycleScale.FEW, place="Fem familier på Nav-kontoret"),
    ("gratis-fritid", "b", 2): DemoCycle(CycleScale.ALL, measure="P2", predicted=30.0, observed=30.0),
    ("gratis-fritid", "d", 1): DemoCycle(CycleScale.FEW),
    ("gratis-fritid", "g", 1): DemoCycle(CycleScale.GROUP, place="To skoler"),
    ("kortere-vei", "a", 1): DemoCycle(CycleScale.FEW, place="Én sone"),
    ("kortere-vei", "a", 2): DemoCycle(CycleScale.FEW, place="Én sone, skolen velger tid"),
    ("kortere-vei", "a", 3): DemoCycle(CycleScale.ALL, measure="R1", predicted=20.0, observed=18.0),
    ("kortere-vei", "e", 1): DemoCycle(CycleScale.UNIT),
    ("skolefrokost", "a", 1): DemoCycle(CycleScale.GROUP, place="Én klasse"),
    ("skolefrokost", "c", 1): DemoCycle(CycleScale.GROUP, place="Ett trinn"),
}
