"""The one next step that a project's page suggests: what, why, and the button that opens it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.formats import within_quotes
from qi_tracker.i18n.path import NEXT_STEPS
from qi_tracker.method.path import NextStep, PathFacts, Suggestion, next_step, next_steps
from qi_tracker.models import Project
from qi_tracker.services.path import Known, path_facts, put_aside_by
from qi_tracker.services.summaries import local_today


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One thing to do next, why, and a button that opens it; `key` is what it is put aside by."""

    key: str
    text: str
    why: str
    label: str
    href: str


def facts_of(project: Project, known: Known) -> PathFacts:
    """What the path is computed from, for the reader."""
    return path_facts(current_actor(), project, known, local_today())


def shown_next_step(project: Project, known: Known, facts: PathFacts) -> ShownStep | None:
    """The most pressing step that the reader has not put aside; none for those who only read."""
    if not can(Permission.EDIT_PROJECT, project):
        return None
    found = next_step(facts, put_aside_by(current_actor(), project))
    return _shown(project, known, facts, found) if found is not None else None


def shown_put_aside(project: Project, known: Known, facts: PathFacts) -> list[ShownStep]:
    """Those that the reader has put aside and that are still missing."""
    aside = put_aside_by(current_actor(), project)
    return [_shown(project, known, facts, found) for found in next_steps(facts) if found.key in aside]


def _shown(project: Project, known: Known, facts: PathFacts, found: Suggestion) -> ShownStep:
    words, text = current_words(), NEXT_STEPS[found.step]
    about = _about(found, facts)
    name = _NAMES[found.step](known, about) if found.step in _NAMES else ""
    return ShownStep(
        key=found.key,
        text=words.gettext(text.text, name=within_quotes(name)) if name else words.gettext(text.text),
        why=words.gettext(text.why),
        label=words.gettext(text.label),
        href=_ADDRESSES[found.step](project.id, about),
    )


def _about(found: Suggestion, facts: PathFacts) -> int:
    """The id of the thing that the step is about, also where the step is the same whichever it is."""
    same = {
        NextStep.ENTER_NUMBERS: facts.goals.measure,
        NextStep.DEFINE_MEASURE: facts.goals.measure,
        NextStep.TRY_IDEA: facts.trying.untried_idea,
    }
    return found.about or same.get(found.step) or 0


def _measure_name(known: Known, about: int) -> str:
    return next(measure.name for measure in known.measures if measure.id == about)


def _idea_name(known: Known, about: int) -> str:
    return next(idea.title for idea in known.ideas if idea.id == about)


def _cycle_name(known: Known, about: int) -> str:
    return next(cycle.name for cycle in known.cycles if cycle.id == about)


_NAMES: Mapping[NextStep, Callable[[Known, int], str]] = {
    NextStep.STUDY_CYCLE: _cycle_name,
    NextStep.ENTER_DUE_NUMBER: _measure_name,
    NextStep.TRY_IDEA: _idea_name,
    NextStep.BUILD_ON_CYCLE: _idea_name,
    NextStep.DEFINE_MEASURE: _measure_name,
    NextStep.MAKE_PRACTICE: _idea_name,
}

# The page that each step opens, from the ids of the project and of the thing that the step is about.
_ADDRESSES: Mapping[NextStep, Callable[[int, int], str]] = {
    NextStep.CHOOSE_MEASURE: lambda project, _: url_for("measures.create", project_id=project),
    NextStep.ENTER_NUMBERS: lambda _, about: url_for("measures.show", measure_id=about),
    NextStep.STUDY_CYCLE: lambda _, about: url_for("pdsa.show", cycle_id=about),
    NextStep.ENTER_DUE_NUMBER: lambda _, about: url_for("measures.enter_due", measure_id=about),
    NextStep.COMPLETE_AIM: lambda _, about: url_for("aims.edit", aim_id=about),
    NextStep.FIND_IDEA: lambda project, _: url_for("change_ideas.create", project_id=project),
    NextStep.TRY_IDEA: lambda _, about: url_for("pdsa.create", idea_id=about),
    NextStep.BUILD_ON_CYCLE: lambda _, about: url_for("pdsa.create", idea_id=about),
    NextStep.GATHER_TEAM: lambda project, _: url_for("projects.edit_people", project_id=project),
    NextStep.DESCRIBE_STATE: lambda project, _: url_for("projects.edit", project_id=project, _anchor="challenge"),
    NextStep.DEFINE_MEASURE: lambda _, about: url_for("measures.edit_plan", measure_id=about, part="definition"),
    NextStep.NAME_SPONSOR: lambda project, _: url_for("surroundings.index", project_id=project),
    NextStep.ASK_CONCERNED: lambda project, _: url_for("surroundings.background", project_id=project),
    NextStep.ORDER_IDEAS: lambda project, _: url_for("change_ideas.show_board", project_id=project),
    NextStep.MAKE_PRACTICE: lambda _, about: url_for("change_ideas.show", idea_id=about),
    NextStep.SUSTAIN: lambda project, _: url_for("causes.edit_sustain", project_id=project),
    NextStep.SHARE_LESSON: lambda project, _: url_for("projects.edit", project_id=project, _anchor="lesson"),
}
