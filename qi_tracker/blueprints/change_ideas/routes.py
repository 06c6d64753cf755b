"""Change ideas: list, read, make, change, move, delete. Trying them out is `blueprints/pdsa`."""

from collections.abc import Sequence

from flask import Blueprint, Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.change_ideas.board import (
    BoardForm,
    board_cells,
    board_form,
    board_rows,
    on_board,
    placements,
)
from qi_tracker.blueprints.change_ideas.forms import (
    GainForm,
    IdeaForm,
    KnowledgeForm,
    StatusForm,
    TrialForm,
    present_values,
)
from qi_tracker.blueprints.change_ideas.listing import idea_groups, listing_line
from qi_tracker.blueprints.change_ideas.telling import shown_corners, shown_idea
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.dimensions import dimension_choices
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.i18n.translate import N_
from qi_tracker.models import ChangeIdea, DocumentLink, Project
from qi_tracker.services.change_ideas import (
    create_idea,
    decide_trial,
    delete_idea,
    edit_idea,
    evidence_of,
    ideas_of,
    move_idea,
    place_ideas,
    remove_evidence,
    set_status,
    write_gain,
    write_knowledge,
)
from qi_tracker.services.measures import measures_of

blueprint = Blueprint("change_ideas", __name__, template_folder="templates")


@blueprint.get("/projects/<int:project_id>/ideas")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """What are we trying, and what have we put away?"""
    groups = idea_groups(project)
    return render("change_ideas/index.html", project=project, groups=groups, line=listing_line(groups))


@blueprint.get("/ideas/<int:idea_id>")
@requires(Permission.VIEW_PROJECT)
def show(idea: ChangeIdea) -> Response:
    """What is the idea, what does it rest on, and what have we learnt of it?"""
    return render("change_ideas/show.html", idea=idea, project=idea.project, shown=shown_idea(idea))


@blueprint.route("/projects/<int:project_id>/ideas/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project) -> Response:
    """A new change idea."""
    form = IdeaForm()
    form.offer(project, measures_of(project), dimension_choices())
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
    form.offer(idea.project, measures_of(idea.project), dimension_choices(), idea.owner)
    if form.validate_on_submit():
        with saving(form, idea, lambda: present_values(idea)) as save:
            edit_idea(idea, form.seen_version, form.details())
            return save.then(".show", N_("The idea is saved."), idea_id=idea.id)
    return render("change_ideas/edit.html", form=form, idea=idea, project=idea.project)


@blueprint.route("/ideas/<int:idea_id>/trial", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_trial(idea: ChangeIdea) -> Response:
    """Who sees to it that it is tried, and by when?"""
    form = TrialForm(obj=idea)
    if not form.is_submitted():
        form.owner_id.data = idea.owner_id or current_actor().person_id
    form.offer(idea.project, idea.owner)
    if form.validate_on_submit():
        with saving(form, idea) as save:
            decide_trial(idea, form.seen_version, form.owner_id.data or None, form.try_by.data)
            return save.then(".show", idea_id=idea.id)
    return render("change_ideas/edit_trial.html", form=form, idea=idea, project=idea.project)


@blueprint.route("/ideas/<int:idea_id>/knowledge", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_knowledge(idea: ChangeIdea) -> Response:
    """What does it rest on?"""
    form = KnowledgeForm(obj=idea)
    if form.validate_on_submit():
        with saving(form, idea) as save:
            write_knowledge(idea, form.seen_version, form.written())
            return save.then(".show", idea_id=idea.id)
    return render(
        "change_ideas/edit_knowledge.html",
        form=form,
        idea=idea,
        project=idea.project,
        corners=shown_corners(idea),
        evidence=evidence_of(idea),
    )


@blueprint.route("/ideas/<int:idea_id>/gain", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_gain(idea: ChangeIdea) -> Response:
    """What does it cost, and what do we expect of it?"""
    form = GainForm(obj=idea)
    if form.validate_on_submit():
        with saving(form, idea) as save:
            write_gain(idea, form.seen_version, form.written())
            return save.then(".show", idea_id=idea.id)
    return render("change_ideas/edit_gain.html", form=form, idea=idea, project=idea.project)


@blueprint.post("/ideas/<int:idea_id>/status")
@requires(Permission.EDIT_PROJECT)
def change_status(idea: ChangeIdea) -> Response:
    """One step on, or back."""
    form, back = StatusForm(), url_for(".show", idea_id=idea.id)
    if form.validate_on_submit():
        with saving(form) as save:
            set_status(idea, form.seen_version, form.status.data)
            return save.then_at(back)
    return refused(form, back)


@blueprint.post("/ideas/<int:idea_id>/earlier")
@requires(Permission.EDIT_PROJECT)
def move_up(idea: ChangeIdea) -> Response:
    """Take it before the one above it."""
    return _moved(idea, -1)


@blueprint.post("/ideas/<int:idea_id>/later")
@requires(Permission.EDIT_PROJECT)
def move_down(idea: ChangeIdea) -> Response:
    """Take it after the one below it."""
    return _moved(idea, 1)


def _moved(idea: ChangeIdea, places: int) -> Response:
    there = url_for(".index", project_id=idea.project_id, _anchor=f"idea-{idea.id}")
    return pressed(lambda seen: move_idea(idea, seen, places), there, N_("The order is changed."))


@blueprint.get("/projects/<int:project_id>/ideas/board")
@requires(Permission.VIEW_PROJECT)
def show_board(project: Project) -> Response:
    """Which idea gives the most for the least?"""
    ideas = on_board(ideas_of(project))
    return _board(project, board_form(ideas), ideas)


@blueprint.post("/projects/<int:project_id>/ideas/board")
@requires(Permission.EDIT_PROJECT)
def place(project: Project) -> Response:
    """Save where the ideas were put, all at once."""
    ideas = on_board(ideas_of(project))
    form = board_form(ideas)
    if form.validate_on_submit():
        with saving(form) as save:
            place_ideas(project, placements(form, ideas))
            return save.then(".show_board", project_id=project.id)
    return _board(project, form, ideas)


def _board(project: Project, form: BoardForm, ideas: Sequence[ChangeIdea]) -> Response:
    rows = board_rows(form, ideas)
    return render("change_ideas/show_board.html", form=form, project=project, rows=rows, lines=board_cells(rows))


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


@blueprint.post("/evidence/<int:document_link_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete_evidence(document_link: DocumentLink) -> Response:
    """Put a link to what an idea rests on in the bin."""
    idea = document_link.change_idea
    around = url_for("projects.show", project_id=document_link.project_id)
    return pressed_away(
        document_link,
        lambda seen: remove_evidence(document_link, seen),
        url_for(".edit_knowledge", idea_id=idea.id) if idea is not None else around,
        N_("The link is deleted."),
    )
