"""The one question after saving, in words with both numbers: does that fit?"""

from qi_tracker.analysis.entry_checks import Doubt, DoubtKind
from qi_tracker.blueprints.common.typed_values import as_typed
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure, Observation
from qi_tracker.services.entry_doubts import doubt_about_number

_SENTENCES = {
    (DoubtKind.FAR_FROM_OTHERS, True): N_("%(number)s is much more than the others (%(others)s)."),
    (DoubtKind.FAR_FROM_OTHERS, False): N_("%(number)s is much less than the others (%(others)s)."),
    (DoubtKind.DENOMINATOR_JUMPED, True): N_("The denominator %(number)s is much larger than before (%(others)s)."),
    (DoubtKind.DENOMINATOR_JUMPED, False): N_("The denominator %(number)s is much smaller than before (%(others)s)."),
    (DoubtKind.UNIT_CHANGED, True): N_(
        "%(number)s is about %(times)s times as much as the others (%(others)s). Is it counted in the same way?"
    ),
    (DoubtKind.UNIT_CHANGED, False): N_(
        "The others (%(others)s) are about %(times)s times as much as %(number)s. Is it counted in the same way?"
    ),
}


def question_about(measure: Measure, observation: Observation | None) -> str:
    """What to ask about a number that was just saved; "" when it is like the others, or there is none."""
    doubt = doubt_about_number(measure, observation) if observation is not None and observation.has_number else None
    return _sentence(doubt, is_share=_is_share(doubt, observation)) if doubt is not None else ""


def _is_share(doubt: Doubt | None, observation: Observation | None) -> bool:
    of_share = doubt is not None and doubt.kind is not DoubtKind.DENOMINATOR_JUMPED
    return of_share and observation is not None and observation.numerator is not None


def _sentence(doubt: Doubt, *, is_share: bool) -> str:
    """Numbers as they were typed; a share, which nobody typed, as a chart would write it."""
    language = current_language()
    numbers = (doubt.number, doubt.lowest, doubt.highest)
    decimals = formats.decimals_for(numbers)
    number, lowest, highest = (
        formats.number(each, language, decimals) if is_share else as_typed(each) for each in numbers
    )
    if is_share:
        number = f"{number}{formats.NBSP}%"
    others = lowest if lowest == highest else f"{lowest}–{highest}"
    words = current_words()
    return words.gettext(
        _SENTENCES[doubt.kind, doubt.is_more], number=number, others=others, times=formats.number(doubt.times, language)
    )
