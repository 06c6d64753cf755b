"""A board meeting: start it, hold it, leave its note. Its decisions are in `decisions.py`."""

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.meetings.board import board
from qi_tracker.blueprints.meetings.forms import DecisionForm, NoteForm
from qi_tracker.blueprints.meetings.notes import meeting_rows, note
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Meeting, Project
from qi_tracker.services.meetings import (
    complete_meeting,
    delete_meeting,
    edit_note,
    reopen_meeting,
    start_meeting,
)
from qi_tracker.services.summaries import local_today

blueprint = Blueprint("meetings", __name__, template_folder="templates")

# The second button of the note's form: the meeting goes on.
GO_ON = "go_on"


@blueprint.get("/projects/<int:project_id>/meetings")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """What have we agreed on, meeting by meeting?"""
    return render("meetings/index.html", project=project, rows=meeting_rows(project))


@blueprint.post("/projects/<int:project_id>/meetings/start")
@requires(Permission.EDIT_PROJECT)
def start(project: Project) -> Response:
    """Begin a meeting, or go on with the one of today."""
    form = ActionForm()
    if form.validate_on_submit():
        with saving(form) as save:
            meeting = start_meeting(project, local_today())
            return save.then(".show", N_("The meeting is going on."), meeting_id=meeting.id)
    return refused(form, url_for(".index", project_id=project.id))


@blueprint.get("/meetings/<int:meeting_id>")
@requires(Permission.VIEW_PROJECT)
def show(meeting: Meeting) -> Response:
    """What do we talk about in the next 15 minutes? Afterwards: what did we agree on?"""
    if meeting.completed_at is not None:
        return render("meetings/note.html", meeting=meeting, project=meeting.project, note=note(meeting))
    form, decision_form = NoteForm(), DecisionForm()
    form.fill(meeting)
    decision_form.offer(meeting.project)
    decision_form.stand_beside_another()
    return render(
        "meetings/show.html",
        meeting=meeting,
        project=meeting.project,
        board=board(meeting, can(Permission.EDIT_PROJECT, meeting)),
        form=form,
        decision_form=decision_form,
    )


@blueprint.route("/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(meeting: Meeting) -> Response:
    """Write the note; its first button closes the meeting too."""
    form = NoteForm()
    if not form.is_submitted():
        form.fill(meeting)
    if form.validate_on_submit():
        with saving(form, meeting) as save:
            if GO_ON in request.form or meeting.completed_at is not None:
                edit_note(meeting, form.seen_version, form.text())
                return save.then(".show", N_("The note is saved."), meeting_id=meeting.id)
            complete_meeting(meeting, form.seen_version, form.text(), local_today())
            return save.then(".show", N_("The meeting is done. This is its note."), meeting_id=meeting.id)
    return render("meetings/edit.html", form=form, meeting=meeting, project=meeting.project)


@blueprint.post("/meetings/<int:meeting_id>/reopen")
@requires(Permission.EDIT_PROJECT)
def reopen(meeting: Meeting) -> Response:
    """Let the meeting go on."""
    here = url_for(".show", meeting_id=meeting.id)
    return pressed(lambda seen: reopen_meeting(meeting, seen), here, N_("The meeting is going on again."))


@blueprint.post("/meetings/<int:meeting_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(meeting: Meeting) -> Response:
    """Put the meeting in the bin."""
    return pressed_away(
        meeting,
        lambda seen: delete_meeting(meeting, seen),
        url_for(".index", project_id=meeting.project_id),
        N_("The meeting is deleted."),
        url_for(".show", meeting_id=meeting.id),
    )
