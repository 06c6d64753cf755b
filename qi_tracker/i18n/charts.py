"""Which chart suits the numbers, in words."""

from collections.abc import Mapping

from qi_tracker.analysis.suggestion import ChartReason, Suggestion
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_, Words

REASONS: Mapping[ChartReason, str] = {
    ChartReason.TOO_FEW_POINTS: N_("fewer than ten numbers"),
    ChartReason.PROPORTION: N_("a share of a known denominator, which varies as chance has it do"),
    ChartReason.PROPORTION_DISPERSED: N_("a share that varies otherwise than chance has it do"),
    ChartReason.COUNT_PER_UNIT: N_("events per unit, which vary as chance has them do"),
    ChartReason.COUNT_PER_UNIT_DISPERSED: N_("events per unit that vary otherwise than chance has them do"),
    ChartReason.COUNT: N_("counts of equal areas of opportunity"),
    ChartReason.FEW_EVENTS: N_("so few events that they are better counted between each other"),
    ChartReason.TIME_BETWEEN: N_("time between events"),
    ChartReason.RARE_EVENTS: N_("cases between events"),
    ChartReason.SEVERAL_MEASUREMENTS: N_("several measurements at a time"),
    ChartReason.MEASUREMENT: N_("one measurement at a time"),
}


def why_this_chart(suggestion: Suggestion, words: Words) -> str:
    """The chart that is suggested, and why. Advice only."""
    return words.gettext(
        "Fits best: %(chart)s – %(reason)s.",
        chart=label(suggestion.chart, words),
        reason=words.gettext(REASONS[suggestion.reason]),
    )
