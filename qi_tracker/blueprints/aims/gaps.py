"""What an aim lacks, in words."""

from collections.abc import Mapping

from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Aim
from qi_tracker.services.aims import AimGap, gaps_of
from qi_tracker.services.summaries import local_today

# What is not written yet, as parts of one sentence.
_MISSING: Mapping[AimGap, str] = {
    AimGap.MEASURE: N_("which measure shows it"),
    AimGap.FROM_VALUE: N_("where you are now"),
    AimGap.TO_VALUE: N_("where you want to be"),
    AimGap.BY: N_("by when"),
}
# What is written and looks wrong, as a sentence of its own.
_DOUBTFUL: Mapping[AimGap, str] = {
    AimGap.NOT_BETTER: N_("The goal is no better than where you start. Check the two numbers."),
    AimGap.PAST: N_("The day has gone by. Set a new one if you are not there yet."),
}


def gap_sentences(aim: Aim) -> list[str]:
    """What is missing, in one line, and what looks wrong; empty when the aim is whole."""
    words, gaps = current_words(), gaps_of(aim, local_today())
    missing = [words.gettext(_MISSING[gap]) for gap in gaps if gap in _MISSING]
    sentences = [words.gettext(_DOUBTFUL[gap]) for gap in gaps if gap in _DOUBTFUL]
    if missing:
        parts = formats.join_list(missing, current_language())
        sentences.insert(0, words.gettext("Still open: %(parts)s.", parts=parts))
    return sentences
