"""The five marks of method quality in words: what each says, and the one thing that would meet it."""

from collections.abc import Mapping
from dataclasses import dataclass

from qi_tracker.i18n.translate import N_, NN_, Words
from qi_tracker.method.marks import FEWEST_NUMBERS, LOOKED_AT, Lack, Mark, MarkFound


@dataclass(frozen=True, slots=True)
class MarkText:
    """One mark: what it says, why it matters, and what would meet it, which is empty where it is met."""

    title: str
    why: str
    advice: str


def mark_text(found: MarkFound, lacking: str, words: Words) -> MarkText:
    """The mark in the reader's language; `lacking` names the cycle or measure that it lacks something of."""
    title, why = _MARKS[found.mark]
    return MarkText(words.gettext(title), words.gettext(why), _advice(found, lacking, words))


def _advice(found: MarkFound, lacking: str, words: Words) -> str:
    if found.lack is None:
        return ""
    text = words.gettext(_LACKS[found.lack], name=lacking, fewest=FEWEST_NUMBERS)
    if not found.after:
        return text
    return f"{text} {words.ngettext(*_AFTER, found.after, latest=LOOKED_AT)}"


_MARKS: Mapping[Mark, tuple[str, str]] = {
    Mark.BUILDS_ON: (
        N_("The cycles build on each other"),
        N_("What you learn in one cycle is used in the next."),
    ),
    Mark.PREDICTED: (
        N_("You write what you believe before you try"),
        N_("Only then can you be surprised, and learn."),
    ),
    Mark.SMALL_FIRST: (
        N_("The first tests are small"),
        N_("With one or a few it costs little to be wrong."),
    ),
    Mark.OVER_TIME: (
        N_("Numbers over time, at least every month"),
        N_("Two numbers, before and after, cannot tell a change from chance."),
    ),
    Mark.DOCUMENTED: (
        N_("You write down what you decided and learnt"),
        N_("Then others can build on it, also when it did not work."),
    ),
}

_LACKS: Mapping[Lack, str] = {
    Lack.NOT_TRIED: N_("Try one change idea in a PDSA cycle."),
    Lack.NO_SECOND: N_("Make the next cycle after %(name)s, and use what you learnt."),
    Lack.OVERLAPS: N_(
        "Decide on one cycle before the next of the same idea begins. That was not done before %(name)s."
    ),
    Lack.NOT_PREDICTED: N_(
        "Write what you believe before the next cycle begins. Nothing was written before %(name)s, and it cannot be"
        " written afterwards."
    ),
    Lack.PREDICTED_LATE: N_(
        "Write what you believe before the next cycle begins. What is written in %(name)s is not from before it was"
        " tried."
    ),
    Lack.SCALE_UNKNOWN: N_("Write how many you tried it with in %(name)s."),
    Lack.LARGE_FIRST: N_("Try the next idea with one or a few first. That was not done in %(name)s."),
    Lack.NO_MEASURE: N_("Make a measure that you can count at least every month."),
    Lack.TOO_FEW_NUMBERS: N_("Put in more numbers for %(name)s, older ones too: %(fewest)s are needed."),
    Lack.TOO_SELDOM: N_("Count %(name)s at least every month. The latest numbers stand too far apart."),
    Lack.STOPPED: N_("Put in a number for %(name)s: nothing has come for three months."),
    Lack.NOTHING_OVER: N_("End the cycle that is going on: write what you learnt, and decide."),
    Lack.NOT_DECIDED: N_("Decide what comes of %(name)s: adopt, adapt or abandon."),
    Lack.NOT_LEARNT: N_("Write what you learnt from %(name)s."),
}

_AFTER = NN_(
    "Only the %(latest)s latest cycles count: the mark can be met when %(n)s more has begun.",
    "Only the %(latest)s latest cycles count: the mark can be met when %(n)s more have begun.",
)
