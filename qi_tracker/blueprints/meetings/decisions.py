"""What a board meeting decides: add it as it is said, change it, delete it."""

from flask import Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.meetings.forms import DecisionForm
from qi_tracker.blueprints.meetings.routes import blueprint
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Meeting, MeetingDecision
from qi_tracker.services.meeting_decisions import change_decision, decide, task_of, withdraw_decision

# Where the decisions are typed; back there after each.
_PLACE = "decisions"


@blueprint.route("/meetings/<int:meeting_id>/decisions/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_decision(meeting: Meeting) -> Response:
    """One more thing that was agreed on."""
    form = DecisionForm()
    form.offer(meeting.project)
    if form.validate_on_submit():
        with saving(form) as save:
            decide(meeting, form.details())
            return save.then(".show", N_("The decision is saved."), meeting_id=meeting.id, _anchor=_PLACE)
    return render("meetings/create_decision.html", form=form, meeting=meeting, project=meeting.project)


@blueprint.route("/decisions/<int:decision_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_decision(decision: MeetingDecision) -> Response:
    """Change the words, or make it a task."""
    form, task, meeting = DecisionForm(), task_of(decision), decision.meeting
    if task is not None:
        form.leave_task()
    if not form.is_submitted():
        form.fill(decision)
    if task is None:
        form.offer(meeting.project)
    if form.validate_on_submit():
        with saving(form, decision, lambda: {"text": decision.text}) as save:
            change_decision(decision, form.seen_version, form.details())
            return save.then(".show", N_("The decision is saved."), meeting_id=meeting.id, _anchor=_PLACE)
    return render(
        "meetings/edit_decision.html", form=form, decision=decision, task=task, meeting=meeting, project=meeting.project
    )


@blueprint.post("/decisions/<int:decision_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete_decision(decision: MeetingDecision) -> Response:
    """Put the decision, and the task that it was made into, in the bin."""
    here = url_for(".show", meeting_id=decision.meeting_id, _anchor=_PLACE)
    return pressed_away(decision, lambda seen: withdraw_decision(decision, seen), here, N_("The decision is deleted."))
