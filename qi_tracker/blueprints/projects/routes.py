"""A project: the list, the three questions, the page, changes. Who takes part is in `people.py`."""

from flask import Blueprint, Response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.downloads import DOWNLOADS
from qi_tracker.blueprints.common.help_requests import help_line
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.projects import outline, outline_rows, project_rows
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.projects.erasing import erased_soon
from qi_tracker.blueprints.projects.forms import ProjectForm, ThreeQuestionsForm
from qi_tracker.blueprints.projects.overview import overview
from qi_tracker.blueprints.projects.unit_filter import unit_filter
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Project
from qi_tracker.services.guests import guests_in
from qi_tracker.services.organizations import organizations_of
from qi_tracker.services.projects import (
    delete_project,
    edit_project,
    other_projects,
    projects_of,
    start_project,
)

blueprint = Blueprint("projects", __name__, template_folder="templates")


@blueprint.get("/projects")
@requires(Permission.USE)
def index() -> Response:
    """One's own projects, and the others of the organisation by title, aim and verdict."""
    actor = current_actor()
    units = unit_filter(actor, request.args.get("unit", ""))
    return render(
        "projects/index.html",
        mine=project_rows(units.kept(projects_of(actor))),
        others=outline_rows(units.kept(other_projects(actor))),
        units=units,
        may_create=bool(actor.organization_roles),
    )


@blueprint.route("/projects/new", methods=["GET", "POST"])
@requires(Permission.USE)
def create() -> Response:
    """The three questions."""
    organizations = {found.id: found for found in organizations_of(current_actor())}
    if not organizations:
        return redirect(url_for("organizations.index"), 303)  # type: ignore[return-value]  # werkzeug's base class
    form = ThreeQuestionsForm()
    form.offer(list(organizations.values()))
    if form.validate_on_submit():
        with saving(form) as save:
            measure = start_project(current_actor(), organizations[form.organization_id.data], form.answers())
            return save.then("measures.show", N_("The project is made."), measure_id=measure.id)
    return render("projects/create.html", form=form, several_organizations=len(organizations) > 1)


@blueprint.get("/projects/<int:project_id>")
@requires(Permission.SEE_PROJECT)
def show(project: Project) -> Response:
    """How is the work going? Without a role in the project: title, aim, phase, and for leaders the verdicts."""
    if not can(Permission.VIEW_PROJECT, project):
        return render("projects/outline.html", project=project, outline=outline(project), help_line=help_line(project))
    return render(
        "projects/show.html",
        project=project,
        overview=overview(project),
        guests=guests_in(project),
        help_line=help_line(project),
        downloads=DOWNLOADS,
        erased_soon=erased_soon(project),
    )


@blueprint.route("/projects/<int:project_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(project: Project) -> Response:
    """Change what the project says of itself."""
    form = ProjectForm()
    if not form.is_submitted():
        form.fill(project)
    form.offer(current_actor(), project)
    if form.validate_on_submit():
        with saving(form, project) as save:
            edit_project(project, form.seen_version, form.details())
            return save.then(".show", project_id=project.id)
    return render("projects/edit.html", form=form, project=project)


@blueprint.post("/projects/<int:project_id>/delete")
@requires(Permission.DELETE_PROJECT)
def delete(project: Project) -> Response:
    """Put the project in the bin."""
    return pressed_away(
        project,
        lambda seen: delete_project(project, seen),
        url_for(".index"),
        N_("The project is deleted."),
        url_for(".show", project_id=project.id),
    )
