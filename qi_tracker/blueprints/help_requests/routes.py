"""Asking for help and answering. What waits for somebody is also on Home, and is told of by mail."""

from flask import Blueprint, Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.help_requests.forms import AnswerForm, QuestionForm, present_answer, present_question
from qi_tracker.i18n.translate import N_
from qi_tracker.models import HelpRequest, Project
from qi_tracker.services.help_requests import answer as decide
from qi_tracker.services.help_requests import ask, delete_request, edit_request, requests_of

SENT = N_("Your question is sent. It waits on the home page of the one you ask.")

blueprint = Blueprint("help_requests", __name__, template_folder="templates")


@blueprint.get("/projects/<int:project_id>/help-requests")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """What have we asked for, and what was decided?"""
    return render("help_requests/index.html", project=project, requests=requests_of(project))


@blueprint.route("/projects/<int:project_id>/help-requests/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project) -> Response:
    """Ask for help."""
    form = QuestionForm()
    form.offer(current_actor(), project)
    if form.validate_on_submit():
        with saving(form) as save:
            ask(current_actor(), project, form.asked_of_id.data, form.question.data)
            return save.then(".index", SENT, project_id=project.id)
    return render("help_requests/create.html", form=form, project=project)


@blueprint.get("/help-requests/<int:help_request_id>")
@requires(Permission.SEE_HELP_REQUEST)
def show(help_request: HelpRequest) -> Response:
    """What was asked, and what was answered?"""
    return render("help_requests/show.html", asked=help_request, project=help_request.project)


@blueprint.route("/help-requests/<int:help_request_id>/answer", methods=["GET", "POST"])
@requires(Permission.ANSWER_HELP_REQUEST)
def answer(help_request: HelpRequest) -> Response:
    """Decide, and say why."""
    form = AnswerForm()
    if not form.is_submitted():
        form.fill(help_request)
    if form.validate_on_submit():
        with saving(form, help_request, lambda: present_answer(help_request)) as save:
            decide(current_actor(), help_request, form.seen_version, form.decision.data, form.answer.data)
            return save.then(".show", N_("The team has your answer."), help_request_id=help_request.id)
    return render("help_requests/answer.html", form=form, asked=help_request, project=help_request.project)


@blueprint.route("/help-requests/<int:help_request_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(help_request: HelpRequest) -> Response:
    """Change the question, or ask somebody else."""
    form = QuestionForm()
    if not form.is_submitted():
        form.fill(help_request)
    form.offer(current_actor(), help_request.project, help_request.asked_of)
    if form.validate_on_submit():
        with saving(form, help_request, lambda: present_question(help_request)) as save:
            edit_request(current_actor(), help_request, form.seen_version, form.asked_of_id.data, form.question.data)
            return save.then(".show", help_request_id=help_request.id)
    return render("help_requests/edit.html", form=form, asked=help_request, project=help_request.project)


@blueprint.post("/help-requests/<int:help_request_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(help_request: HelpRequest) -> Response:
    """Put it in the bin, with its answer."""
    return pressed_away(
        help_request,
        lambda seen: delete_request(help_request, seen),
        url_for(".index", project_id=help_request.project_id),
        N_("The question is deleted."),
        url_for(".show", help_request_id=help_request.id),
    )
