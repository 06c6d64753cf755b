"""A target in words: how good, and by when."""

from datetime import date

from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import Words


def target_by(target: float, unit: str, by: date | None, words: Words) -> str:
    """60 % by 30 June 2027: as much of it as is known."""
    goal = formats.value(target, unit, words.language)
    if by is None:
        return goal
    return words.pgettext("target", "%(goal)s by %(day)s", goal=goal, day=formats.date_long(by, words.language))
