"""What the page of a cycle says first: where it stands, and the one thing to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_
from qi_tracker.models import PdsaCycle
from qi_tracker.services.pdsa import PredictionTiming, has_reached, is_under_way
from qi_tracker.vocabulary import CycleStage, Decision

# Stage → the endpoint of its form.
ENDPOINTS: Mapping[CycleStage, str] = {
    CycleStage.PLAN: "pdsa.edit",
    CycleStage.DO: "pdsa.do",
    CycleStage.STUDY: "pdsa.study",
    CycleStage.ACT: "pdsa.act",
}
_BUTTONS: Mapping[CycleStage, str] = {
    CycleStage.PLAN: N_("Write what you think will happen"),
    CycleStage.DO: N_("Write what happened"),
    CycleStage.STUDY: N_("Compare and learn"),
    CycleStage.ACT: N_("Decide what you do now"),
}
_WAITING: Mapping[CycleStage, str] = {
    CycleStage.PLAN: N_("Write what you think will happen before you try it."),
    CycleStage.STUDY: N_("You have tried it. What did you learn?"),
    CycleStage.ACT: N_("You have learnt something. What do you do now?"),
}
_DECIDED: Mapping[Decision, str] = {
    Decision.ADOPT: N_("It worked. You have adopted it."),
    Decision.ADAPT: N_("You adapt it and try again."),
    Decision.ABANDON: N_("You have put it away, and know why."),
}
_TIMING: Mapping[PredictionTiming, str] = {
    PredictionTiming.BEFORE: N_("Written before it was tried."),
    PredictionTiming.AFTER_START: N_("Written after you had begun to try it."),
    PredictionTiming.AFTER_RESULT: N_("Written after it was tried, when the result was known."),
}


@dataclass(frozen=True, slots=True)
class NextThing:
    """The page's button: a link, or with a version one that changes the cycle."""

    label: str
    href: str
    version: int | None = None


def cycle_line(cycle: PdsaCycle, today: date) -> str:
    """Where the cycle stands, in one line."""
    words = current_words()
    if cycle.decision is not None:
        return words.gettext(_DECIDED[cycle.decision])
    if cycle.stage is not CycleStage.DO:
        return words.gettext(_WAITING[cycle.stage])
    if not is_under_way(cycle, today):
        return words.gettext("You begin %(day)s.", day=_day(cycle.starts_on, today))
    if cycle.ends_on is None:
        return words.gettext("You are trying it now.")
    if cycle.ends_on < today:
        return words.gettext("The time is over. What happened?")
    return words.gettext("You are trying it now. The last day is %(day)s.", day=_day(cycle.ends_on, today))


def _day(day: date, today: date) -> str:
    return formats.relative_day(day, today, current_language())


def timing_line(timing: PredictionTiming | None) -> str:
    """Whether the prediction was one."""
    return current_words().gettext(_TIMING[timing]) if timing is not None else ""


def stage_items(cycle: PdsaCycle, may_edit: bool) -> list[tuple[str, str, str | None]]:
    """(label, state, address) of the four stages, as `components/stages.html` takes them."""
    return [
        (
            label(stage, current_words()),
            _state(cycle, stage),
            url_for(endpoint, cycle_id=cycle.id) if may_edit and has_reached(cycle, stage) else None,
        )
        for stage, endpoint in ENDPOINTS.items()
    ]


def _state(cycle: PdsaCycle, stage: CycleStage) -> str:
    if cycle.stage is stage:
        return "current"
    return "done" if has_reached(cycle, stage) else "coming"


def next_thing(cycle: PdsaCycle, later: PdsaCycle | None, today: date) -> NextThing | None:
    """The form of the present stage; after a decision the next cycle, where there is one or should be one."""
    words = current_words()
    if cycle.stage is CycleStage.DO and not is_under_way(cycle, today):
        return NextThing(words.gettext("Begin"), url_for("pdsa.begin", cycle_id=cycle.id), cycle.version)
    if cycle.stage in ENDPOINTS:
        return NextThing(words.gettext(_BUTTONS[cycle.stage]), url_for(ENDPOINTS[cycle.stage], cycle_id=cycle.id))
    if later is not None:
        following = words.gettext("Go to cycle %(number)s", number=later.number)
        return NextThing(following, url_for("pdsa.show", cycle_id=later.id))
    if cycle.decision is Decision.ADAPT:
        return NextThing(words.gettext("New cycle"), url_for("pdsa.create", idea_id=cycle.change_idea_id))
    return None
