"""What keeps an aim from being SMART, in words: what is missing, and one piece of advice. And the aim as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import N_, NP_, Words
from qi_tracker.method.smart import AimGap, Letter, letter_of


@dataclass(frozen=True, slots=True)
class AimAdvice:
    """One thing that the aim lacks: which side of it, what, and what to do."""

    side: str
    lack: str
    advice: str


@dataclass(frozen=True, slots=True)
class AimParts:
    """The parts a sentence is made from; None or empty where not known yet. Numbers are in `unit`."""

    what: str
    for_whom: str
    from_value: float | None
    to_value: float | None
    unit: str
    by: date | None


def aim_advice(gap: AimGap, words: Words) -> AimAdvice:
    """The gap in the reader's language."""
    lack, advice = _GAPS[gap]
    return AimAdvice(words.pgettext(*_LETTERS[letter_of(gap)]), words.gettext(lack), words.gettext(advice))


def aim_sentence(parts: AimParts, words: Words) -> str:
    """The aim as one sentence, as much of it as is known; empty when nobody has said what is to change."""
    what = parts.what.strip().rstrip(".")
    if not what:
        return ""
    for_whom = parts.for_whom.strip().rstrip(".")
    if for_whom:
        what = words.pgettext("aim", "%(what)s for %(whom)s", what=what, whom=for_whom)
    values: dict[str, object] = {"what": what}
    if parts.to_value is not None:
        values["goal"] = formats.value(parts.to_value, parts.unit, words.language)
    if parts.to_value is not None and parts.from_value is not None:
        values["start"] = formats.value(parts.from_value, parts.unit, words.language)
    if parts.by is not None:
        values["day"] = formats.date_long(parts.by, words.language)
    text = words.pgettext(*_SENTENCES[_move(parts), parts.by is not None], **values)
    return text[0].upper() + text[1:]


def _move(parts: AimParts) -> str:
    if parts.to_value is None:
        return "better"
    if parts.from_value is None or parts.from_value == parts.to_value:
        return "to"
    return "rise" if parts.to_value > parts.from_value else "fall"


_SENTENCES: Mapping[tuple[str, bool], tuple[str, str]] = {
    ("better", False): NP_("aim", "%(what)s will become better."),
    ("better", True): NP_("aim", "By %(day)s, %(what)s will be better."),
    ("to", False): NP_("aim", "%(what)s will be %(goal)s."),
    ("to", True): NP_("aim", "By %(day)s, %(what)s will be %(goal)s."),
    ("rise", False): NP_("aim", "%(what)s will rise from %(start)s to %(goal)s."),
    ("rise", True): NP_("aim", "By %(day)s, %(what)s will rise from %(start)s to %(goal)s."),
    ("fall", False): NP_("aim", "%(what)s will fall from %(start)s to %(goal)s."),
    ("fall", True): NP_("aim", "By %(day)s, %(what)s will fall from %(start)s to %(goal)s."),
}

_LETTERS: Mapping[Letter, tuple[str, str]] = {
    Letter.SPECIFIC: NP_("SMART", "Specific"),
    Letter.MEASURABLE: NP_("SMART", "Measurable"),
    Letter.STRETCHING: NP_("SMART", "Stretching"),
    Letter.REALISTIC: NP_("SMART", "Realistic"),
    Letter.TIMED: NP_("SMART", "Bound in time"),
}

_GAPS: Mapping[AimGap, tuple[str, str]] = {
    AimGap.FOR_WHOM: (
        N_("The aim does not say whom it is for."),
        N_("Name the group, and how large it is if you know."),
    ),
    AimGap.SAYS_ANOTHER: (
        N_("The sentence names another goal than the numbers do."),
        N_("Correct the one that is wrong, or empty the sentence so that it is made anew."),
    ),
    AimGap.MEASURE: (
        N_("No measure shows whether you get there."),
        N_("Choose one that you can count at least once a month."),
    ),
    AimGap.DEFINITION: (
        N_("The measure does not say exactly what is counted."),
        N_("Write its definition, so that two people would count the same."),
    ),
    AimGap.FROM_VALUE: (
        N_("It does not say where you are now."),
        N_("Put in older numbers, and use their median as the start."),
    ),
    AimGap.TO_VALUE: (
        N_("It does not say where you want to be."),
        N_("Choose a number that those concerned would notice."),
    ),
    AimGap.NOT_BETTER: (
        N_("The goal is no better than where you start."),
        N_("Check the two numbers, and which way is better for the measure."),
    ),
    AimGap.ALL_OR_NOTHING: (
        N_("With all or nothing as the goal, one single case is enough to miss it."),
        N_("Choose a goal that is a little easier, and sharpen it when you are there."),
    ),
    AimGap.BY: (
        N_("It does not say by when."),
        N_("Choose a day within a year or two."),
    ),
    AimGap.PAST: (
        N_("The day has gone by."),
        N_("Set a new one if you are not there yet."),
    ),
    AimGap.FAR: (
        N_("The day is more than two years away."),
        N_("Make a sub-aim for the first year."),
    ),
}
