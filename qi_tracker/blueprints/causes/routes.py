"""Analyses of causes: list, make, show, change, delete. And the short form of phase 5."""

from flask import Blueprint, Response, abort, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.causes.forms import CausesForm, SustainForm, present_causes, present_sustainment
from qi_tracker.blueprints.causes.pictures import HELP, LINE_HINTS, picture_of
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.i18n.translate import N_
from qi_tracker.models import CauseAnalysis, Project, Sustainment
from qi_tracker.services.causes import causes_of, create_causes, delete_causes, edit_causes
from qi_tracker.services.sustainment import (
    create_sustainment,
    delete_sustainment,
    edit_sustainment,
    slipped_in,
    sustainment_of,
)
from qi_tracker.vocabulary import CauseTool

blueprint = Blueprint("causes", __name__, template_folder="templates")


@blueprint.get("/projects/<int:project_id>/causes")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """Why are things as they are?"""
    return render("causes/index.html", project=project, analyses=causes_of(project), tools=HELP)


@blueprint.route("/projects/<int:project_id>/causes/new/<tool>", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project, tool: str) -> Response:
    """A new analysis, with the tool that the address names."""
    if tool not in list(CauseTool):
        abort(404)
    form, chosen = CausesForm(), CauseTool(tool)
    if form.validate_on_submit():
        with saving(form) as save:
            made = create_causes(project, chosen, form.details(chosen))
            return save.then(".show", N_("The analysis is saved."), cause_analysis_id=made.id)
    return render(
        "causes/create.html", form=form, project=project, tool=chosen, tools=HELP, line_hint=LINE_HINTS[chosen]
    )


@blueprint.get("/causes/<int:cause_analysis_id>")
@requires(Permission.VIEW_PROJECT)
def show(cause_analysis: CauseAnalysis) -> Response:
    """The drawing, the same as a list, and what the team makes of it."""
    return render(
        "causes/show.html",
        analysis=cause_analysis,
        project=cause_analysis.project,
        picture=picture_of(cause_analysis),
        tools=HELP,
    )


@blueprint.route("/causes/<int:cause_analysis_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(cause_analysis: CauseAnalysis) -> Response:
    """Change the question, the lines or the conclusion."""
    form, tool = CausesForm(), cause_analysis.tool
    if not form.is_submitted():
        form.process(data=present_causes(cause_analysis))
    if form.validate_on_submit():
        with saving(form, cause_analysis, lambda: present_causes(cause_analysis)) as save:
            edit_causes(cause_analysis, form.seen_version, form.details(tool))
            return save.then(".show", N_("The analysis is saved."), cause_analysis_id=cause_analysis.id)
    return render(
        "causes/edit.html",
        form=form,
        analysis=cause_analysis,
        project=cause_analysis.project,
        tool=tool,
        tools=HELP,
        line_hint=LINE_HINTS[tool],
    )


@blueprint.post("/causes/<int:cause_analysis_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(cause_analysis: CauseAnalysis) -> Response:
    """Put it in the bin."""
    return pressed_away(
        cause_analysis,
        lambda seen: delete_causes(cause_analysis, seen),
        url_for(".index", project_id=cause_analysis.project_id),
        N_("The analysis is deleted."),
        url_for(".show", cause_analysis_id=cause_analysis.id),
    )


@blueprint.get("/projects/<int:project_id>/sustain")
@requires(Permission.VIEW_PROJECT)
def sustain(project: Project) -> Response:
    """What keeps the gains when the project is over?"""
    plan = sustainment_of(project)
    slipped = slipped_in(plan, current_actor()) if plan is not None and plan.is_watched else ()
    return render("causes/sustain.html", project=project, plan=plan, slipped=slipped)


@blueprint.route("/projects/<int:project_id>/sustain/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_sustain(project: Project) -> Response:
    """Write or change how the gains are kept."""
    form, plan = SustainForm(), sustainment_of(project)
    if not form.is_submitted():
        start = {"owner_id": current_actor().person_id, "is_watched": True}
        form.process(data=present_sustainment(plan) if plan else start)
    form.offer(project, plan.owner if plan else None)
    if form.validate_on_submit():
        with saving(form, plan, lambda: present_sustainment(plan) if plan else {}) as save:
            if plan is None:
                create_sustainment(project, form.details())
            else:
                edit_sustainment(plan, form.seen_version, form.details())
            return save.then(".sustain", N_("It is saved."), project_id=project.id)
    return render("causes/edit_sustain.html", form=form, project=project, plan=plan)


@blueprint.post("/sustainments/<int:sustainment_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete_sustain(sustainment: Sustainment) -> Response:
    """Put it in the bin; nothing is watched any more."""
    there = url_for(".sustain", project_id=sustainment.project_id)
    return pressed_away(
        sustainment, lambda seen: delete_sustainment(sustainment, seen), there, N_("It is deleted."), there
    )
