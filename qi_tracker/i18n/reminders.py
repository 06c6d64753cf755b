"""What a reminder says of each thing that waits, and its subject. What waits is found in `services/reminders.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.i18n.formats import date_near, period_label
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.vocabulary import Frequency

# Longer names are cut in a subject, so that it can be read where mail is listed.
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that waits, as its mail tells of it."""

    # A value of `services.reminders.ReminderKind`.
    kind: str
    # What people call it, and the project it is in.
    name: str
    project: str
    # The last day on which it is in time; of a silent project, the day of the last sign of life.
    day: date
    link: str
    # Of a number: its period, and how many more of the same measure wait.
    period: date | None = None
    frequency: Frequency = Frequency.MONTH
    n_more: int = 0


_NUMBER, _AS_STAND_IN, _TASK, _LATE, _CYCLE, _SILENT = "due", "overdue", "task", "late", "cycle", "silent"
_ASKED, _ANSWERED = "asked", "answered"
_SLIPPED, _REVIEW = "slipped", "review"

_QUIET = N_("Nothing has been written in the project %(name)s since %(day)s. Does it go on? Then write where it is.")

_HELP = N_("%(project)s asks for your help: %(name)s. Answer with a decision.")
_DECIDED = N_("You have an answer in %(project)s to what you asked: %(name)s.")

_NO_LONGER = N_("%(name)s (%(project)s) has got better, but no longer holds as it did %(day)s. Look at the numbers.")
_AGAIN = N_("How the gains of the project %(name)s are kept was to be looked at again %(day)s.")

_SUBJECTS: Mapping[str, str] = {
    _NUMBER: N_("The number for %(period)s: %(name)s"),
    _AS_STAND_IN: N_("Missing, and you are the stand-in: %(name)s"),
    _TASK: N_("Task: %(name)s"),
    _LATE: N_("Task: %(name)s"),
    _CYCLE: N_("PDSA: %(name)s"),
    _SILENT: N_("It has been quiet in %(name)s"),
    _ASKED: N_("You are asked for help: %(name)s"),
    _ANSWERED: N_("You have an answer: %(name)s"),
    _SLIPPED: N_("No longer holds: %(name)s"),
    _REVIEW: N_("Look again: %(name)s"),
}

# (in time, too late), by kind.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    _NUMBER: (
        N_("The number for %(period)s: %(name)s (%(project)s). The last day is %(day)s."),
        N_("The number for %(period)s: %(name)s (%(project)s). It should have been there by %(day)s."),
    ),
    _AS_STAND_IN: (
        N_("The number for %(period)s: %(name)s (%(project)s). You are the stand-in, and it is missing."),
        N_(
            "The number for %(period)s: %(name)s (%(project)s). You are the stand-in. "
            "It should have been there by %(day)s."
        ),
    ),
    _TASK: (
        N_("Your task: %(name)s (%(project)s). The last day is %(day)s."),
        N_("Your task: %(name)s (%(project)s). It should have been done by %(day)s."),
    ),
    _CYCLE: (
        N_("The PDSA cycle %(name)s (%(project)s) ends %(day)s. What did you learn?"),
        N_("The PDSA cycle %(name)s (%(project)s) ended %(day)s. What did you learn?"),
    ),
    _SILENT: (_QUIET, _QUIET),
    _ASKED: (_HELP, _HELP),
    _ANSWERED: (_DECIDED, _DECIDED),
    _SLIPPED: (_NO_LONGER, _NO_LONGER),
    _REVIEW: (_AGAIN, _AGAIN),
}


def reminder_subject(told: Sequence[Told], words: Words) -> str:
    """The thing itself when it is one, else how many there are."""
    if len(told) > 1:
        return words.ngettext("%(n)s thing is waiting for you", "%(n)s things are waiting for you", len(told))
    [one] = told
    named = {**_named(one, words), "name": _shortened(one.name)}
    return _said(_SUBJECTS[one.kind], named, words)


def reminder_text(told: Sequence[Told], today: date, words: Words) -> str:
    """A paragraph for each thing, and beneath it the link that opens it."""
    return "\n\n".join(f"{_sentence(one, today, words)}\n\n{one.link}" for one in told)


def _sentence(one: Told, today: date, words: Words) -> str:
    kind = _TASK if one.kind == _LATE else one.kind
    msgid = _SENTENCES[kind][one.day < today]
    sentence = _said(msgid, _named(one, words), words)
    if one.n_more:
        more = words.ngettext("One later number is missing too.", "%(n)s later numbers are missing too.", one.n_more)
        return f"{sentence} {more}"
    return sentence


def _said(msgid: str, params: Mapping[str, str], words: Words) -> str:
    return words.gettext(msgid, **{name: text for name, text in params.items() if f"%({name})s" in msgid})


def _named(one: Told, words: Words) -> dict[str, str]:
    period = period_label(one.period, one.frequency, words.language) if one.period else ""
    day = date_near(one.day, words.language)
    return {"name": f"«{one.name}»", "project": one.project, "period": period, "day": day}


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
