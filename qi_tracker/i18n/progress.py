"""The steps of IHI's scale of progress in words."""

from collections.abc import Mapping

from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.method.progress import VALUES, ProgressStep


def progress_text(step: ProgressStep, words: Words) -> str:
    """3,5 – Improvement in what it is all about."""
    return f"{progress_number(VALUES[step], words)} {formats.RANGE_DASH} {words.gettext(STEPS[step])}"


def progress_number(value: float, words: Words) -> str:
    """Always with its one decimal."""
    return formats.number(value, words.language, decimals=1)


STEPS: Mapping[ProgressStep, str] = {
    ProgressStep.INTENT: N_("You have decided to begin"),
    ProgressStep.TEAM: N_("There is a team"),
    ProgressStep.PLANNING: N_("The planning has begun"),
    ProgressStep.ACTIVITY: N_("Work is going on, but nothing is tried to the end"),
    ProgressStep.TESTED: N_("Changes are tried, without improvement so far"),
    ProgressStep.MODEST: N_("The work is done better, and the outcome is waited for"),
    ProgressStep.IMPROVED: N_("The outcome has become better"),
    ProgressStep.SIGNIFICANT: N_("The outcome has become better, and half of the way is gone"),
    ProgressStep.SUSTAINABLE: N_("The aim is reached or nearly so, with changes that are adopted"),
    ProgressStep.OUTSTANDING: N_("The aim is reached and held, and the new practice is the usual one"),
}
