"""Change ideas: list, make, change, delete. Trying them out is `blueprints/pdsa`."""

from flask import Blueprint, Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.change_ideas.forms import IdeaForm, present_values
from qi_tracker.blueprints.change_ideas.listing import idea_groups, listing_line
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.dimensions import dimension_choices
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.i18n.translate import N_
from qi_tracker.models import ChangeIdea, Project
from qi_tracker.services.change_ideas import create_idea, delete_idea, edit_idea

blueprint = Blueprint("change_ideas", __name__, template_folder="templates")


@blueprint.get("/projects/<int:project_id>/ideas")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """What are we trying, and what have we put away?"""
    groups = idea_groups(project)
    return render("change_ideas/index.html", project=project, groups=groups, line=listing_line(groups))


@blueprint.route("/projects/<int:project_id>/ideas/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project) -> Response:
    """A new change idea."""
    form = IdeaForm()
    form.offer(project, dimension_choices())
    if not form.is_submitted():
        form.owner_id.data = current_actor().person_id
    if form.validate_on_submit():
        with saving(form) as save:
            create_idea(project, form.details())
            return save.then(".index", N_("The idea is saved."), project_id=project.id)
    return render("change_ideas/create.html", form=form, project=project)


@blueprint.route("/ideas/<int:idea_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(idea: ChangeIdea) -> Response:
    """Change what the idea says, whose it is and where it stands."""
    form = IdeaForm()
    if not form.is_submitted():
        form.fill(idea)
    form.offer(idea.project, dimension_choices(), idea.owner)
    if form.validate_on_submit():
        with saving(form, idea, lambda: present_values(idea)) as save:
            edit_idea(idea, form.seen_version, form.details())
            return save.then(".index", N_("The idea is saved."), project_id=idea.project_id)
    return render("change_ideas/edit.html", form=form, idea=idea, project=idea.project)


@blueprint.post("/ideas/<int:idea_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(idea: ChangeIdea) -> Response:
    """Put the idea, with its cycles, in the bin."""
    return pressed_away(
        idea,
        lambda seen: delete_idea(idea, seen),
        url_for(".index", project_id=idea.project_id),
        N_("The idea is deleted."),
        url_for(".edit", idea_id=idea.id),
    )
