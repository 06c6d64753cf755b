"""How much there is to be, and how it is shared out: the same for the same sizes, whoever asks and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

# Rows that a project has beside its measures, and an organisation beside its projects.
IDEAS_PER_PROJECT = 2
TOP_UNITS = 4
UNITS_BENEATH = 3
FEWEST_PEOPLE = 6
# About one account for two projects; many people are in several.
PROJECTS_PER_PERSON = 2
# The largest organisation has about this many times as much as the smallest, as Norwegian kommuner have.
LARGEST_TO_SMALLEST = 40.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a simulated installation holds in all."""

    organizations: int
    projects: int
    measures: int
    points: int
    seed: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one organisation gets: how many of each, and the number that comes before its first of each."""

    number: int
    projects: int
    measures: int
    points: int
    people: int
    projects_before: int
    measures_before: int
    points_before: int
    people_before: int

    @property
    def units(self) -> int:
        """Units in all, of both levels."""
        return TOP_UNITS * (1 + UNITS_BENEATH)


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers that add up to the total exactly, in the proportions of the weights."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    edges = [round(total * part / whole) for part in accumulate(weights)]
    return [after - before for before, after in zip([0, *edges], edges, strict=False)]


def shares(sizes: Sizes) -> list[Share]:
    """What each organisation gets. Measures follow projects, and points follow measures."""
    chance = Random(f"{sizes.seed} sizes")
    weights = [LARGEST_TO_SMALLEST ** chance.random() for _ in range(sizes.organizations)]
    projects = apportioned(sizes.projects, weights)
    measures = apportioned(sizes.measures, projects)
    points = apportioned(sizes.points, measures)
    people = [FEWEST_PEOPLE + count // PROJECTS_PER_PERSON for count in projects]
    before = [[0, *accumulate(counts)] for counts in (projects, measures, points, people)]
    return [
        Share(number, *own, *(each[number] for each in before))
        for number, own in enumerate(zip(projects, measures, points, people, strict=True))
    ]
