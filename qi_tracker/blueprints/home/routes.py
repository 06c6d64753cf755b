"""Home: what should I do now?"""

from flask import Blueprint, Response, redirect, url_for

from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.projects import outline_rows, project_rows
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.home.waiting import waiting_numbers, waiting_tasks
from qi_tracker.services.due import open_cycles
from qi_tracker.services.help_requests import answered_for, unanswered_by
from qi_tracker.services.projects import other_projects, projects_of
from qi_tracker.services.summaries import local_today
from qi_tracker.services.sustainment import reviews_due, slipped_measures

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@public
def index() -> Response:
    """What waits for the one who is signed in, then their projects; others are asked to sign in."""
    actor, today = current_actor(), local_today()
    if actor.person_id is None:
        return redirect(url_for("auth.sign_in"), 303)  # type: ignore[return-value]  # werkzeug's base class
    mine = projects_of(actor)
    return render(
        "home/index.html",
        numbers=waiting_numbers(actor, today),
        tasks=waiting_tasks(actor, today),
        cycles=open_cycles(actor, today),
        asked=unanswered_by(actor),
        answered=answered_for(actor, today),
        slipped=slipped_measures(actor),
        reviews=reviews_due(actor, today),
        projects=project_rows(mine),
        others=outline_rows(other_projects(actor)),
        may_create=bool(actor.organization_roles),
    )
