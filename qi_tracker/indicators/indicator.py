"""What an entry of the library says."""

from dataclasses import dataclass

from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType


@dataclass(frozen=True, slots=True)
class Indicator:
    """Ferdig indikator: all that a team else would have to think out. Its texts are msgids.

    `key` is stored with the measures that are made from it, and never changes. `is_few` warns that a period mostly
    holds few people.
    """

    key: str
    theme: IndicatorTheme
    kind: MeasureKind
    value_type: ValueType
    direction: Direction
    frequency: Frequency
    # What suits once there are numbers; every measure begins as a run chart.
    chart: ChartKind
    dimensions: tuple[Dimension, ...]
    name: str
    # What is counted; of a share, its numerator and denominator.
    definition: str
    inclusion: str
    exclusion: str
    source: str
    # "Passer når …", a whole sentence.
    fits_when: str
    # Of a share always per cent, and left out.
    unit: str = ""
    # How those who are counted are chosen; empty when all are.
    sampling: str = ""
    is_stock: bool = False
    is_few: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is translated."""
        texts = (self.name, self.definition, self.inclusion, self.exclusion, self.source, self.sampling, self.fits_when)
        return tuple(text for text in (*texts, self.unit) if text)
