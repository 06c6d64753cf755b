"""An aim in one sentence: from what, to what, by when."""

from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.models import Aim


def aim_unit(aim: Aim) -> str:
    """What the aim's numbers are counted in: its measure's unit, else the one it was given."""
    return unit_of(aim.measure) if aim.measure is not None else aim.unit


def aim_target(aim: Aim) -> str:
    """From 30 % to 60 % by 30 June 2027: as much of it as is known, nothing without a goal."""
    words, language, unit = current_words(), current_language(), aim_unit(aim)
    if aim.to_value is None:
        return ""
    known: dict[str, object] = {"goal": formats.value(aim.to_value, unit, language)}
    if aim.from_value is not None:
        known["start"] = formats.value(aim.from_value, unit, language)
    if aim.by is not None:
        known["day"] = formats.date_long(aim.by, language)
    if len(known) == 3:
        return words.gettext("From %(start)s to %(goal)s by %(day)s", **known)
    if "start" in known:
        return words.gettext("From %(start)s to %(goal)s", **known)
    if "day" in known:
        return words.gettext("To %(goal)s by %(day)s", **known)
    return words.gettext("To %(goal)s", **known)
