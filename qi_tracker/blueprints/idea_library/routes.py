"""The library of ideas: what others have tried, borrowing it, and sharing one's own."""

from typing import Final

from flask import Blueprint, Response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.typed_values import clean
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.idea_library.forms import BorrowForm
from qi_tracker.blueprints.idea_library.telling import library_card
from qi_tracker.i18n.labels import choices
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Project
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services.idea_library import borrow as borrow_idea
from qi_tracker.services.idea_library import found_ideas, share_project, shared_idea
from qi_tracker.services.projects import projects_of
from qi_tracker.vocabulary import IdeaStatus

LONGEST_QUERY: Final = 100
# More on one page is not read; a word narrows it.
MOST_SHOWN: Final = 50
_LARGEST_ID: Final = 2**31 - 1

blueprint = Blueprint("idea_library", __name__, template_folder="templates")


@blueprint.get("/library")
@requires(Permission.READ_LIBRARY)
def index() -> Response:
    """What have others tried, and what came of it?"""
    asked = request.args.get("status", "")
    status = IdeaStatus(asked) if asked in list(IdeaStatus) else None
    query = str(clean(request.args.get("q", "")) or "")[:LONGEST_QUERY]
    if contains_personal_number(query):
        # Neither searched for nor shown again: the page would have it in its own address.
        return redirect(url_for(".index", status=status), 303)  # type: ignore[return-value]  # werkzeug's base class
    found = found_ideas(query, status)
    return render(
        "idea_library/index.html",
        cards=[library_card(idea) for idea in found[:MOST_SHOWN]],
        n_found=len(found),
        most_shown=MOST_SHOWN,
        statuses=choices(IdeaStatus, current_words()),
        stands=status,
        query=query,
        may_borrow=bool(_projects()),
    )


@blueprint.route("/library/borrow", methods=["GET", "POST"])
@requires(Permission.READ_LIBRARY)
def borrow() -> Response:
    """An idea of others into a project of one's own."""
    form, projects = BorrowForm(), _projects()
    form.offer(projects)
    asked = form.idea.data if form.is_submitted() else request.args.get("idea", type=int)
    shared = shared_idea(asked) if asked is not None and 0 < asked <= _LARGEST_ID else None
    if shared is not None and form.validate_on_submit():
        chosen = next(project for project in projects if project.id == form.project_id.data)
        with saving(form) as save:
            idea = borrow_idea(current_actor(), shared, chosen)
            return save.then("change_ideas.show", N_("The idea is borrowed."), idea_id=idea.id)
    if shared is not None:
        form.idea.data = shared.id
    card = library_card(shared) if shared is not None else None
    return render("idea_library/borrow.html", form=form, card=card, projects=projects)


def _projects() -> list[Project]:
    return [project for project in projects_of(current_actor()) if can(Permission.EDIT_PROJECT, project)]


@blueprint.route("/projects/<int:project_id>/ideas/share", methods=["GET", "POST"])
@requires(Permission.SHARE_PROJECT)
def share(project: Project) -> Response:
    """Show the project's ideas, and what came of them, to all organisations; or take them out again."""
    form = ActionForm()
    if not form.is_submitted():
        form.version.data = project.version
    if form.validate_on_submit():
        wanted = "unshare" not in request.form
        with saving(form, project) as save:
            share_project(current_actor(), project, form.seen_version, wanted)
            message = N_("The ideas are shared.") if wanted else N_("The ideas are no longer shared.")
            return save.then("change_ideas.index", message, project_id=project.id)
    return render("idea_library/share.html", form=form, project=project)
