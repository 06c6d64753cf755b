"""One verdict about to be told: the facts its sentences draw on, and its numbers as the reader sees them."""

from dataclasses import dataclass

from qi_tracker.analysis.level_decimals import level_decimals
from qi_tracker.analysis.result import Verdict
from qi_tracker.i18n.formats import number, value
from qi_tracker.i18n.translate import Words
from qi_tracker.vocabulary import ChartKind, Direction, Frequency, MeasureKind

# Two medians that differ should not read as equal; beyond this many decimals they may.
_MOST_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What a sentence needs to know about the measure besides its verdict.

    `phase_reason` is what the team wrote after "divided because". `kind` matters only for a balancing measure, `chart`
    for what its line is called. `n_excluded` numbers are left out of what is counted.
    """

    name: str
    unit: str
    decimals: int
    frequency: Frequency
    direction: Direction | None = None
    phase_reason: str | None = None
    kind: MeasureKind = MeasureKind.OUTCOME
    chart: ChartKind = ChartKind.RUN
    n_excluded: int = 0


@dataclass(frozen=True, slots=True)
class Telling:
    """A verdict, the reader's words, and the measure it is about."""

    verdict: Verdict
    words: Words
    facts: MeasureFacts

    def shown(self, plotted: float | None, decimals: int | None = None) -> str:
        """A plotted value with its unit; "–" when there is none."""
        if plotted is None:
            return "–"
        return value(
            plotted,
            self.facts.unit,
            self.words.language,
            level_decimals(plotted, self.facts.decimals) if decimals is None else decimals,
        )

    def change(self) -> dict[str, object]:
        """A change's parameters: the name, the first median as a bare number, the current one with its unit."""
        start, current = self.verdict.start_median, self.verdict.current_median
        decimals = self.decimals_that_differ(start, current)
        first = "–" if start is None else number(start, self.words.language, decimals)
        return {"name": self.facts.name, "a": first, "b": self.shown(current, decimals)}

    def decimals_that_differ(self, start: float | None, current: float | None) -> int:
        """What the two are written with, or as many more as it takes to see that different medians differ."""
        levels = [level for level in (start, current) if level is not None]
        fewest = max((level_decimals(level, self.facts.decimals) for level in levels), default=self.facts.decimals)
        if start is None or current is None or start == current:
            return fewest
        language = self.words.language
        for decimals in range(fewest, _MOST_DECIMALS + 1):
            if number(start, language, decimals) != number(current, language, decimals):
                return decimals
        return fewest
