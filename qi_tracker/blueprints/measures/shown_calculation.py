"""How a calculated measure's numbers are computed, in words, and why some are missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qi_tracker.analysis.calculated import Gap, GapReason
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure
from qi_tracker.services.calculations import fits, n_sources, sources_of
from qi_tracker.services.observations import calculation_of
from qi_tracker.vocabulary import Calculation

# Older ones are seen in the chart.
MOST_GAPS: Final = 12

_REASONS: Final[Mapping[GapReason, str]] = {
    GapReason.NUMERATOR_MISSING: N_("«%(above)s» has no number."),
    GapReason.DENOMINATOR_MISSING: N_("«%(below)s» has no number."),
    GapReason.DENOMINATOR_NOT_ABOVE_ZERO: N_("«%(below)s» is not above zero, and nothing can be divided by that."),
    GapReason.NUMERATOR_ABOVE_DENOMINATOR: N_("«%(above)s» is larger than «%(below)s», so there is no share."),
    GapReason.GROUPS_MISSING: N_("«%(above)s» has no numbers that can be added up."),
}


@dataclass(frozen=True, slots=True)
class ShownCalculation:
    """How a measure's numbers are computed: the sentence, its sources, what stands in the way, and what is missing."""

    sentence: str
    sources: Sequence[Measure]
    obstacle: str
    # (Period, why there is no number), the newest first.
    gaps: Sequence[tuple[str, str]]


def shown_calculation(measure: Measure) -> ShownCalculation | None:
    """How the numbers are computed; None for a measure whose numbers are entered."""
    if measure.calculation is None:
        return None
    sources, words = sources_of(measure), current_words()
    if len(sources) < n_sources(measure):
        erased = words.gettext("What it was computed from is erased for good, so there are no numbers any more.")
        return ShownCalculation("", sources, erased, ())
    names = {"above": sources[0].name, "below": sources[-1].name}
    if measure.calculation is Calculation.RATIO:
        sentence = words.gettext("«%(above)s» divided by «%(below)s», period by period.", **names)
    else:
        sentence = words.gettext("The sum of the groups of «%(above)s», period by period.", above=names["above"])
    gaps = [
        (formats.period_label(gap.period, measure.frequency, current_language()), _reason(gap, names))
        for gap in reversed(calculation_of(measure).gaps[-MOST_GAPS:])
    ]
    return ShownCalculation(sentence, sources, _obstacle(measure, sources), gaps)


def _obstacle(measure: Measure, sources: Sequence[Measure]) -> str:
    words = current_words()
    gone = [source.name for source in sources if source.deleted_at is not None]
    if gone:
        return words.gettext(
            "«%(name)s» is deleted. Until it is taken out of the bin there are no numbers.", name=gone[0]
        )
    changed = [source.name for source in sources if not fits(measure, source)]
    if changed:
        return words.gettext(
            "«%(name)s» counts something else by now, so nothing can be computed from it.", name=changed[0]
        )
    return ""


def _reason(gap: Gap, names: Mapping[str, str]) -> str:
    words = current_words()
    if gap.groups:
        return words.gettext("Groups without a number: %(groups)s.", groups=", ".join(gap.groups))
    return words.gettext(_REASONS[gap.reason], **names)
