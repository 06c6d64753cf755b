"""The run chart that the help page explains: invented numbers, real analysis, the same drawing as everywhere."""

from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.series import Point, Series
from qi_tracker.blueprints.common.chart_words import ChartFacts, chart_text
from qi_tracker.blueprints.common.charts import renderer
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.charts.client import Chart, ChartView, chart_view
from qi_tracker.i18n.labels import unit_for
from qi_tracker.i18n.verdicts import MeasureFacts, verdict_text
from qi_tracker.vocabulary import ChartKind, Direction, Frequency, MeasureKind, ValueType

# Days from application to answer, month by month. The first seven are the starting point; one of them is the median.
DAYS = (44, 47, 41, 45, 50, 43, 46, 40, 38, 39, 36, 37, 35, 38, 34, 36)
N_BEFORE = 7
FIRST_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Example:
    """The chart, what the program says about it, and the numbers that the explanation points at."""

    chart: ChartView
    headline: str
    not_said: str
    median: float
    longest_run: int
    longest_run_max: int
    n_crossings: int
    n_crossings_min: int


def _month(position: int) -> date:
    return date(FIRST_YEAR + position // 12, position % 12 + 1, 1)


def analysed_example() -> ChartResult:
    """The analysis of the example's numbers."""
    series = Series(
        points=[Point(_month(position), float(days)) for position, days in enumerate(DAYS)],
        chart=ChartKind.RUN,
        freezes=[_month(N_BEFORE - 1)],
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
    )
    return analyse(series)


def example() -> Example:
    """The example in the reader's language."""
    words, result = current_words(), analysed_example()
    name, unit = words.gettext("Days from application to answer"), unit_for(ValueType.DAYS, words)
    measure = MeasureFacts(
        name=name,
        unit=unit,
        decimals=0,
        frequency=Frequency.MONTH,
        direction=Direction.DOWN,
        phase_reason=None,
        kind=MeasureKind.OUTCOME,
    )
    said = verdict_text(result.verdict, words, measure)
    facts = ChartFacts(
        title=said.headline,
        name=name,
        unit=unit,
        value_type=ValueType.DAYS,
        frequency=Frequency.MONTH,
        direction=Direction.DOWN,
        phase_reasons=("",) * len(result.phases),
        comments={},
    )
    runs, centre = result.phases[-1].runs, result.phases[-1].centre
    assert centre is not None and runs.longest_run is not None and runs.longest_run_max is not None
    assert runs.n_crossings is not None and runs.n_crossings_min is not None
    return Example(
        chart=chart_view(renderer(), Chart("example", result, chart_text(result, facts, words), ())),
        headline=said.headline,
        not_said=said.not_said,
        median=centre,
        longest_run=runs.longest_run,
        longest_run_max=runs.longest_run_max,
        n_crossings=runs.n_crossings,
        n_crossings_min=runs.n_crossings_min,
    )
