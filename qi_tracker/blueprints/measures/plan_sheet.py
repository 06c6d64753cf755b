"""The measurement plan in words: the sheet part by part, and the one thing that is missing first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from qi_tracker.analysis.periods import has_periods
from qi_tracker.blueprints.common.pauses import pause_days
from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.targets import target_by
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure, Person
from qi_tracker.services.measure_calendar import due_working_days
from qi_tracker.services.measurement_plan import missing_parts, parts_of, parts_set_aside
from qi_tracker.vocabulary import Direction, MeasureKind, PlanPart

# What is missing, why it matters, and the button that opens it.
_MISSING: Mapping[PlanPart, tuple[str, str, str]] = {
    PlanPart.DEFINITION: (
        N_("Write what exactly is counted."),
        N_("Then two people who count get the same number."),
        N_("Write the definition"),
    ),
    PlanPart.INCLUSION: (
        N_("Say who and what counts."),
        N_("Otherwise the number may move because somebody else counts, and not because anything got better."),
        N_("Say who counts"),
    ),
    PlanPart.SOURCE: (
        N_("Say where the numbers come from."),
        N_("Then whoever takes over finds them again."),
        N_("Write the source"),
    ),
    PlanPart.COLLECTOR: (
        N_("Choose who enters the numbers."),
        N_("What is everybody's task is easily left undone."),
        N_("Choose who"),
    ),
    PlanPart.STAND_IN: (
        N_("Choose a stand-in."),
        N_("Somebody is always away for a while. The stand-in is asked when a number is late."),
        N_("Choose a stand-in"),
    ),
    PlanPart.TARGET: (
        N_("Say how good it should become, and by when."),
        N_("With a day to reach it by, you know when it is time to try something else."),
        N_("Set the target"),
    ),
    PlanPart.SAMPLING: (
        N_("Say who is asked."),
        N_("Who is asked decides what the answers can tell."),
        N_("Describe the sample"),
    ),
    PlanPart.PAUSES: (
        N_("Plan the pauses."),
        N_("In a planned pause no number is due and none is missing: July, or the school breaks."),
        N_("Choose pauses"),
    ),
}

_BETTER: Mapping[Direction, str] = {
    Direction.UP: N_("Higher is better."),
    Direction.DOWN: N_("Lower is better."),
}


@dataclass(frozen=True, slots=True)
class MissingThing:
    """What to fill in next. `n_more` other things are missing too."""

    part: PlanPart
    # The part's name, inside a sentence.
    name: str
    text: str
    why: str
    button: str
    n_more: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One part of the sheet; `lines` is empty where nothing is written."""

    part: PlanPart
    name: str
    lines: Sequence[str]


def next_missing(measure: Measure) -> MissingThing | None:
    """The first thing that the plan lacks; None where it is whole, or what is missing was set aside."""
    missing = missing_parts(measure)
    if not missing:
        return None
    words, part = current_words(), missing[0]
    name = label(part, words)
    text, why, button = (words.gettext(said) for said in _MISSING[part])
    return MissingThing(part, name[:1].lower() + name[1:], text, why, button, len(missing) - 1)


def why_it_matters(part: PlanPart) -> str:
    """One sentence on why the part is worth its minute; empty for those that always stand."""
    return current_words().gettext(_MISSING[part][1]) if part in _MISSING else ""


def shown_set_aside(measure: Measure) -> list[tuple[PlanPart, str]]:
    """(part, its name) of what the team does without."""
    return [(part, label(part, current_words())) for part in parts_set_aside(measure)]


def plan_rows(measure: Measure) -> list[PlanRow]:
    """The sheet: each part with what is written of it."""
    words = current_words()
    return [
        PlanRow(part, label(part, words), [line for line in _LINES[part](measure) if line])
        for part in parts_of(measure)
    ]


def edit_address(measure: Measure, part: PlanPart) -> str:
    """Where just this part is filled in: pauses are planned on a page of their own."""
    if part is PlanPart.PAUSES:
        return url_for("measures.create_school_pauses", measure_id=measure.id)
    return url_for("measures.edit_plan", measure_id=measure.id, part=part.value)


def target_of(measure: Measure) -> str:
    """The target with its day; empty where there is none."""
    if measure.target is None:
        return ""
    return target_by(measure.target, unit_of(measure), measure.target_on, current_words())


def _inclusion(measure: Measure) -> list[str]:
    left_out = current_words().gettext("Left out: %(what)s", what=measure.exclusion) if measure.exclusion else ""
    return [measure.inclusion, left_out]


def _sampling(measure: Measure) -> list[str]:
    is_of_all = not measure.sampling and measure.kind is not MeasureKind.FEEDBACK
    return [current_words().gettext("All of them are counted.") if is_of_all else measure.sampling]


def _name_of(person: Person | None) -> list[str]:
    return [person.name] if person is not None else []


def _timing(measure: Measure) -> list[str]:
    words = current_words()
    if not has_periods(measure.frequency):
        return [label(measure.frequency, words)]
    n = due_working_days(measure)
    due = words.ngettext(
        "The number is due one working day after the period has ended.",
        "The number is due %(n)s working days after the period has ended.",
        n,
    )
    return [label(measure.frequency, words), due if n else words.gettext("The number is due when the period ends.")]


def _pauses(measure: Measure) -> list[str]:
    return [f"{pause.reason}: {pause_days(pause)}" if pause.reason else pause_days(pause) for pause in measure.pauses]


def _pattern(measure: Measure) -> list[str]:
    words = current_words()
    same = words.gettext("Many of the same people are counted each time, so patterns look stronger than they are.")
    others = words.gettext("New people or cases are counted each time.")
    better = words.gettext(_BETTER[measure.direction])
    return [better, same if measure.is_stock else others]


_LINES: Mapping[PlanPart, Callable[[Measure], Sequence[str]]] = {
    PlanPart.DEFINITION: lambda measure: [measure.definition],
    PlanPart.INCLUSION: _inclusion,
    PlanPart.SAMPLING: _sampling,
    PlanPart.SOURCE: lambda measure: [measure.source],
    PlanPart.COLLECTOR: lambda measure: _name_of(measure.collector),
    PlanPart.STAND_IN: lambda measure: _name_of(measure.stand_in),
    PlanPart.TIMING: _timing,
    PlanPart.PAUSES: _pauses,
    PlanPart.TARGET: lambda measure: [target_of(measure)],
    PlanPart.PATTERN: _pattern,
    PlanPart.GROUPS: lambda measure: [formats.join_list(measure.strata, current_language())] if measure.strata else [],
}
