"""Which charts a measure's numbers can be drawn as, what each would say, and which of them suits best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.suggestion import Suggestion, suggest_chart
from qi_tracker.errors import InvalidInput, InvalidSeries
from qi_tracker.models import Measure
from qi_tracker.services.observations import observations_of
from qi_tracker.services.saving import apply_changes
from qi_tracker.services.summaries import series_of
from qi_tracker.vocabulary import ChartKind, Frequency, ValueType

# A measure has one number for each period, which rules out the charts of several measurements.
_COUNTED_BETWEEN: Mapping[ValueType, ChartKind] = {ValueType.COUNT: ChartKind.G, ValueType.DAYS: ChartKind.T}


@dataclass(frozen=True, slots=True)
class ChartOption:
    """One chart of the numbers, and all it says."""

    chart: ChartKind
    result: ChartResult


def chart_options(measure: Measure, as_of: date) -> tuple[Sequence[ChartOption], Suggestion]:
    """The charts that can be computed from the measure's numbers, and the one that suits best.

    Raises
    ------
    InvalidSeries
        If a number is stored that no chart can be computed from.
    """
    series = series_of(measure, observations_of(measure), as_of)
    suggestion = suggest_chart(replace(series, chart=ChartKind.RUN))
    options = []
    fitting = charts_for(series.value_type, series.frequency, has_denominator=series.has_denominator)
    for chart in dict.fromkeys([*fitting, measure.chart]):
        try:
            options.append(ChartOption(chart, analyse(replace(series, chart=chart))))
        except InvalidSeries:
            # The run chart is always there, so the list is never empty: the suggestion was computed from it.
            continue
    return options, suggestion


def charts_for(value_type: ValueType, frequency: Frequency, *, has_denominator: bool) -> Sequence[ChartKind]:
    """The charts that numbers of this kind can be drawn as, the run chart first."""
    if has_denominator:
        return (ChartKind.RUN, ChartKind.P, ChartKind.P_PRIME)
    if frequency is Frequency.EVENT and value_type in _COUNTED_BETWEEN:
        return (ChartKind.RUN, _COUNTED_BETWEEN[value_type], ChartKind.I)
    if value_type is ValueType.COUNT:
        return (ChartKind.RUN, ChartKind.C, ChartKind.I)
    return (ChartKind.RUN, ChartKind.I)


def choose_chart(measure: Measure, seen_version: int | None, chart: ChartKind, today: date) -> None:
    """Draw the measure's numbers as this chart from now on.

    Raises
    ------
    InvalidInput
        If the chart cannot be computed from the numbers.
    StaleVersion
        If somebody has changed the measure in the meantime.
    """
    if chart not in {option.chart for option in chart_options(measure, today)[0]}:
        raise InvalidInput("chart_does_not_fit", field="chart")
    apply_changes(measure, seen_version, {"chart": chart})
