"""The path: five phases whose steps tick themselves, four questions to the plan, and next steps put aside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import local_address, render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import may_be_undone
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.projects.next_step import ShownStep, facts_of, shown_next_step, shown_put_aside
from qi_tracker.blueprints.projects.routes import blueprint
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.path import QUESTIONS
from qi_tracker.i18n.path import STEPS as STEP_TEXTS
from qi_tracker.i18n.translate import N_
from qi_tracker.method.path import STEPS, PathFacts, PlanQuestion, Step, phase_reached, steps_done, unanswered
from qi_tracker.models import Project
from qi_tracker.services.aims import aims_of
from qi_tracker.services.change_ideas import ideas_of
from qi_tracker.services.measures import measures_of
from qi_tracker.services.path import Known, move_to_phase, put_aside, take_up_again
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.services.summaries import summaries_of
from qi_tracker.vocabulary import ProjectPhase

_PHASES = tuple(ProjectPhase)


@dataclass(frozen=True, slots=True)
class ShownPathStep:
    """A step of the path: its name, whether it is done, what ticks it, and the page where that is done."""

    name: str
    is_done: bool
    ticked_by: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownPhase:
    """A phase with its steps."""

    phase: ProjectPhase
    number: int
    is_here: bool
    steps: Sequence[ShownPathStep]

    @property
    def n_done(self) -> int:
        """How many of its steps are done."""
        return sum(step.is_done for step in self.steps)


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One of the four questions: whether the plan answers it, what would, and the page where that is done."""

    question: str
    is_answered: bool
    missing: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownPath:
    """The page."""

    phases: Sequence[ShownPhase]
    # Where what exists says that the work has come, when that is further than the team says.
    reached: ProjectPhase | None
    questions: Sequence[ShownQuestion]
    next_step: ShownStep | None
    put_aside: Sequence[ShownStep]

    @property
    def n_done(self) -> int:
        """How many steps are done."""
        return sum(phase.n_done for phase in self.phases)

    @property
    def n_steps(self) -> int:
        """How many there are."""
        return sum(len(phase.steps) for phase in self.phases)


@blueprint.get("/projects/<int:project_id>/path")
@requires(Permission.VIEW_PROJECT)
def show_path(project: Project) -> Response:
    """How far have we come, and what is left?"""
    return render("projects/show_path.html", project=project, path=_path(project))


@blueprint.post("/projects/<int:project_id>/phase")
@requires(Permission.EDIT_PROJECT)
def move(project: Project) -> Response:
    """Say which phase the work is in now."""

    def work(seen_version: int | None) -> None:
        if request.form.get("phase") not in _PHASES:
            raise InvalidInput("form_incomplete")
        move_to_phase(project, seen_version, ProjectPhase(request.form["phase"]))

    return pressed(work, url_for(".show_path", project_id=project.id), N_("The phase is changed."))


@blueprint.post("/projects/<int:project_id>/next-step/put-aside")
@requires(Permission.EDIT_PROJECT)
def put_step_aside(project: Project) -> Response:
    """«Not now»: the next page offers to undo it."""
    form, back, step = ActionForm(), _back(project), request.form.get("step", "")
    if form.validate_on_submit():
        with saving(form) as save:
            put_aside(current_actor(), project, facts_of(project, _known(project)), step)
            said = current_words().gettext("Not now, then. You are asked again in a month.")
            undo = url_for(".take_step_up", project_id=project.id)
            return may_be_undone(save, back, {"text": said, "undo": undo, "fields": {"step": step, "back": back}})
    return refused(form, back)


@blueprint.post("/projects/<int:project_id>/next-step/take-up")
@requires(Permission.EDIT_PROJECT)
def take_step_up(project: Project) -> Response:
    """Show a step again that was put aside."""
    step = request.form.get("step", "")
    return pressed(
        lambda _: take_up_again(current_actor(), project, step), _back(project), N_("The step is shown again.")
    )


def _back(project: Project) -> str:
    """The page that the button stood on."""
    return local_address(request.form.get("back")) or url_for(".show", project_id=project.id)


def _known(project: Project) -> Known:
    measures = measures_of(project)
    return Known(aims_of(project), measures, summaries_of(measures), ideas_of(project), cycles_of(project))


def _path(project: Project) -> ShownPath:
    known = _known(project)
    facts = facts_of(project, known)
    reached = phase_reached(facts)
    is_ahead = _PHASES.index(reached) > _PHASES.index(project.phase)
    return ShownPath(
        phases=_phases(project, facts),
        reached=reached if is_ahead else None,
        questions=_questions(project, facts),
        next_step=shown_next_step(project, known, facts),
        put_aside=shown_put_aside(project, known, facts),
    )


def _phases(project: Project, facts: PathFacts) -> list[ShownPhase]:
    words, done = current_words(), steps_done(facts)
    return [
        ShownPhase(
            phase=phase,
            number=number,
            is_here=phase is project.phase,
            steps=[
                ShownPathStep(
                    name=words.gettext(STEP_TEXTS[step].name),
                    is_done=step in done,
                    ticked_by=words.gettext(STEP_TEXTS[step].ticked_by),
                    href=_STEP_PAGES[step](project, facts),
                )
                for step in steps
            ],
        )
        for number, (phase, steps) in enumerate(STEPS.items(), 1)
    ]


def _questions(project: Project, facts: PathFacts) -> list[ShownQuestion]:
    words, open_ones = current_words(), unanswered(facts)
    return [
        ShownQuestion(
            words.gettext(text.question),
            question not in open_ones,
            words.gettext(text.missing),
            _QUESTION_PAGES[question](project, facts),
        )
        for question, text in QUESTIONS.items()
    ]


def _project_form(project: Project, _facts: PathFacts) -> str:
    return url_for("projects.edit", project_id=project.id)


def _surroundings(project: Project, _facts: PathFacts) -> str:
    return url_for("surroundings.index", project_id=project.id)


def _sustain(project: Project, _facts: PathFacts) -> str:
    return url_for("causes.sustain", project_id=project.id)


def _ideas(project: Project, _facts: PathFacts) -> str:
    return url_for("change_ideas.index", project_id=project.id)


def _aim(project: Project, facts: PathFacts) -> str:
    """The aim that something is missing of; else where the aims stand."""
    if facts.goals.unfinished_aim is not None:
        return url_for("aims.edit", aim_id=facts.goals.unfinished_aim)
    return url_for("projects.show", project_id=project.id, _anchor="aim")


def _measure(project: Project, facts: PathFacts) -> str:
    if facts.goals.measure is not None:
        return url_for("measures.show", measure_id=facts.goals.measure)
    return url_for("measures.create", project_id=project.id)


def _tasks(project: Project, _facts: PathFacts) -> str:
    return url_for("tasks.index", project_id=project.id)


_Page = Callable[[Project, PathFacts], str]

_STEP_PAGES: Mapping[Step, _Page] = {
    Step.SEE_THE_NEED: _project_form,
    Step.GATHER_KNOWLEDGE: _surroundings,
    Step.ORGANISE: _surroundings,
    Step.MAP_PRACTICE: _surroundings,
    Step.SET_AIM: _aim,
    Step.CHOOSE_MEASURES: _measure,
    Step.FIND_IDEAS: _ideas,
    Step.TRY_OUT: _ideas,
    Step.MEASURE_AND_REFLECT: _measure,
    Step.JUDGE_AND_ADJUST: _ideas,
    Step.MAKE_PRACTICE: _ideas,
    Step.SUSTAIN: _sustain,
    Step.SHARE: _project_form,
}

_QUESTION_PAGES: Mapping[PlanQuestion, _Page] = {
    PlanQuestion.STATE_OF_THINGS: _project_form,
    PlanQuestion.PRIORITY: _ideas,
    PlanQuestion.CONCRETE: _tasks,
    PlanQuestion.MEASURABLE: _aim,
}
