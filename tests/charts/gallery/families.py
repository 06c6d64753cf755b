"""What each kind of chart is of: invented numbers of the right sort, the same every time."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qi_tracker.vocabulary import ChartKind, Direction, Frequency, ValueType

# A number as it is typed: numerator and, of a ratio, denominator.
Typed = tuple[float, float | None]


@dataclass(frozen=True, slots=True)
class Family:
    """The measure that one kind of chart shows.

    Attributes
    ----------
    kind
        The chart.
    name, unit, value_type, direction
        Of the measure.
    usual, spread
        The level that the numbers vary around, and how far most of them do.
    per_date
        How many measurements each date has.
    sizes
        Smallest and largest denominator; None when there is none.
    multiply
        Plotted is the ratio times this.
    lowest, highest
        What a value cannot pass; None where there is no bound.
    """

    kind: ChartKind
    name: str
    unit: str
    value_type: ValueType
    direction: Direction
    usual: float
    spread: float
    per_date: int = 1
    sizes: tuple[int, int] | None = None
    multiply: float = 1.0
    lowest: float | None = None
    highest: float | None = None
    decimals: int = 0

    @property
    def comes_when_it_comes(self) -> bool:
        """Its points are events, not periods."""
        return self.kind in (ChartKind.T, ChartKind.G)

    @property
    def frequency(self) -> Frequency:
        """How often there is a number."""
        return Frequency.EVENT if self.comes_when_it_comes else Frequency.MONTH

    def rows(self, level: float, chance: random.Random | None, times: float = 1.0) -> Sequence[Typed]:
        """The rows of one date.

        `level` is counted in spreads from the usual; `chance` adds what varies, and without it nothing does; `times`
        makes the numbers, or where they are bounded what they are counted of, so much larger.
        """
        return [self._row(level, chance, times) for _ in range(self.per_date)]

    def _row(self, level: float, chance: random.Random | None, times: float) -> Typed:
        noise = chance.gauss(0, 1) if chance is not None else 0.0
        value = (self.usual + self.spread * (level + noise)) * (1 if self.sizes else times)
        if self.lowest is not None:
            value = max(value, self.lowest)
        if self.highest is not None:
            value = min(value, self.highest)
        if self.sizes is None:
            return round(value, self.decimals), None
        size = round((chance.uniform(*self.sizes) if chance is not None else self.sizes[1]) * times)
        return round(value / self.multiply * size), size


def _shares(kind: ChartKind, sizes: tuple[int, int]) -> Family:
    return Family(
        *(kind, "Barn som er i en aktivitet", "%", ValueType.PROPORTION, Direction.UP, 55.0, 4.0),
        sizes=sizes,
        multiply=100.0,
        lowest=0.0,
        highest=100.0,
    )


def _rates(kind: ChartKind, sizes: tuple[int, int]) -> Family:
    return Family(
        *(kind, "Fall på sykehjemmet", "fall per 1000 døgn", ValueType.NUMBER, Direction.DOWN, 9.0, 2.2),
        sizes=sizes,
        multiply=1000.0,
        lowest=0.0,
    )


def _several(kind: ChartKind) -> Family:
    return Family(
        kind, "Ventetid på telefon", "minutter", ValueType.NUMBER, Direction.DOWN, 6.0, 1.6, per_date=4, decimals=1
    )


def _single(kind: ChartKind) -> Family:
    return Family(kind, "Temperatur i kjølerommet", "grader", ValueType.NUMBER, Direction.DOWN, 5.4, 0.9, decimals=1)


_FAMILIES: Final[Sequence[Family]] = (
    Family(ChartKind.RUN, "Barn i ferieklubben", "barn", ValueType.NUMBER, Direction.UP, 42.0, 4.0),
    _single(ChartKind.I),
    _single(ChartKind.MR),
    Family(
        *(ChartKind.I_PRIME, "Tid til hvert hjemmebesøk", "minutter", ValueType.NUMBER, Direction.DOWN, 31.0, 2.5),
        sizes=(40, 320),
    ),
    _several(ChartKind.XBAR),
    _several(ChartKind.S),
    Family(ChartKind.C, "Klager", "klager", ValueType.COUNT, Direction.DOWN, 11.0, 3.2, lowest=0.0),
    _rates(ChartKind.U, (900, 2600)),
    _rates(ChartKind.U_PRIME, (21_000, 48_000)),
    _shares(ChartKind.P, (60, 210)),
    _shares(ChartKind.P_PRIME, (4_000, 9_000)),
    Family(ChartKind.T, "Dager mellom brudd", "dager", ValueType.DAYS, Direction.UP, 21.0, 8.0, lowest=1.0),
    Family(ChartKind.G, "Besøk mellom avvik", "besøk", ValueType.COUNT, Direction.UP, 60.0, 24.0, lowest=0.0),
)
FAMILIES: Final[Mapping[ChartKind, Family]] = {family.kind: family for family in _FAMILIES}


def chance_of(*names: str) -> random.Random:
    """Chance that falls alike on every machine and in every run, by what it is for."""
    return random.Random("/".join(names))
