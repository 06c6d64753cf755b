"""Whether an aim comes nearer fast enough, in one or two sentences."""

from collections.abc import Mapping
from datetime import date

from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.method.pace import Pace, PaceCode

PER_CENT = 100


def pace_text(pace: Pace, by: date | None, words: Words) -> str:
    """What can be said of the pace, or why nothing can; `by` is the day that the aim is to be reached."""
    values: dict[str, object] = {}
    if by is not None:
        values["day"] = formats.date_long(by, words.language)
    if pace.way is not None:
        values["way"] = share_text(pace.way, words)
    if pace.time is not None:
        values["time"] = share_text(pace.time, words)
    return words.gettext(_TEXTS[pace.code], **values)


def share_text(share: float, words: Words) -> str:
    """0.448 → 45 %."""
    return formats.value(share * PER_CENT, formats.PER_CENT, words.language, decimals=0)


_TEXTS: Mapping[PaceCode, str] = {
    PaceCode.NO_GOAL: N_("Without a goal that is better than the start, the pace cannot be told."),
    PaceCode.NO_NUMBERS: N_("There are no numbers yet, so the pace cannot be told."),
    PaceCode.TOO_FEW: N_("There are too few numbers to tell the pace."),
    PaceCode.NO_START: N_("The aim does not say where you started, so the pace cannot be told."),
    PaceCode.NO_DAY: N_("The aim has no day, so there is no pace to tell."),
    PaceCode.NOT_BEGUN: N_("It is too early to tell the pace: the time you have has only begun."),
    PaceCode.REACHED: N_("The aim is reached."),
    PaceCode.TOO_LATE: N_("The day, %(day)s, has gone by, and the aim is not reached."),
    PaceCode.UNCLEAR: N_("The numbers show no clear change, so what looks like a way gone may be chance."),
    PaceCode.AWAY: N_("The numbers have moved away from the aim."),
    PaceCode.ENOUGH: N_(
        "%(way)s of the way is gone in %(time)s of the time. If it goes on like this, you get there by %(day)s."
    ),
    PaceCode.TOO_SLOW: N_(
        "%(way)s of the way is gone in %(time)s of the time. At this pace you do not get there by %(day)s."
    ),
}
