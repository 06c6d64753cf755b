"""Fem kjennetegn, and how far the work has come. For those who take part: never on a list, never to a leader."""

from flask import Blueprint, Response, redirect, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.method.forms import ProgressForm, present_values
from qi_tracker.blueprints.method.shown import shown_marks, shown_progress
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Project
from qi_tracker.services.marks import edit_progress

blueprint = Blueprint("method", __name__, template_folder="templates")


@blueprint.get("/projects/<int:project_id>/method")
@requires(Permission.VIEW_PROJECT)
def show(project: Project) -> Response:
    """Do we work by the method, and what is the next thing?"""
    return render("method/show.html", project=project, shown=shown_marks(project), progress=shown_progress(project))


@blueprint.route("/projects/<int:project_id>/method/progress", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def change_progress(project: Project) -> Response:
    """Say how far the work has come, where the team sees it otherwise than the data."""
    progress = shown_progress(project)
    if progress is None:
        return redirect(url_for(".show", project_id=project.id), 303)  # type: ignore[return-value]  # werkzeug's base class
    form = ProgressForm()
    if not form.is_submitted():
        form.process(data=present_values(project))
    form.offer()
    if form.validate_on_submit():
        with saving(form, project, lambda: present_values(project)) as save:
            edit_progress(project, form.seen_version, form.progress, form.progress_reason.data or "")
            return save.then(".show", N_("How far you have come is saved."), project_id=project.id)
    return render("method/change_progress.html", form=form, project=project, progress=progress)
