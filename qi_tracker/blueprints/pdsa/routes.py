"""A PDSA cycle: plan it, see it, begin it, delete it. Its three later stages are in `stages.py`."""

from flask import Blueprint, Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.tasks import task_rows
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.pdsa.forms import PlanForm, present_plan
from qi_tracker.blueprints.pdsa.numbers import asks_number, comparison_of, measures_to_choose
from qi_tracker.blueprints.pdsa.telling import cycle_line, next_thing, stage_items
from qi_tracker.i18n.translate import N_
from qi_tracker.models import ChangeIdea, PdsaCycle
from qi_tracker.services.pdsa import (
    begin_cycle,
    cycles_of_idea,
    delete_cycle,
    edit_plan,
    latest_cycle,
    open_cycle,
    plan_cycle,
)
from qi_tracker.services.summaries import local_today
from qi_tracker.services.tasks import tasks_of

blueprint = Blueprint("pdsa", __name__, template_folder="templates")


@blueprint.route("/ideas/<int:idea_id>/cycles/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(idea: ChangeIdea) -> Response:
    """Plan a small test; the draft builds on the cycle before."""
    form, previous = PlanForm(), latest_cycle(idea)
    form.offer(idea.project, measures_to_choose(idea.project), previous.owner if previous is not None else None)
    if not form.is_submitted():
        form.suggest(local_today(), current_actor().person_id, previous)
    if form.validate_on_submit():
        with saving(form) as save:
            cycle = plan_cycle(idea, form.details())
            return save.then(".show", N_("The cycle is planned."), cycle_id=cycle.id)
    return render("pdsa/create.html", form=form, idea=idea, previous=previous, unfinished=open_cycle(idea))


@blueprint.get("/cycles/<int:cycle_id>")
@requires(Permission.VIEW_PROJECT)
def show(cycle: PdsaCycle) -> Response:
    """What did we believe, what happened, and what did we learn?"""
    cycles, may_edit = cycles_of_idea(cycle.change_idea), can(Permission.EDIT_PROJECT, cycle)
    later = next((other for other in cycles if other.number > cycle.number), None)
    return render(
        "pdsa/show.html",
        cycle=cycle,
        cycles=cycles,
        may_edit=may_edit,
        is_latest=later is None,
        line=cycle_line(cycle, local_today()),
        stages=stage_items(cycle, may_edit),
        next_thing=next_thing(cycle, later, local_today()) if may_edit else None,
        comparison=comparison_of(cycle),
        tasks=task_rows(tasks_of(cycle), local_today(), cycle),
    )


@blueprint.route("/cycles/<int:cycle_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(cycle: PdsaCycle) -> Response:
    """Correct the plan."""
    form = PlanForm()
    if not form.is_submitted():
        form.fill(cycle)
    project = cycle.change_idea.project
    form.offer(project, measures_to_choose(project) if asks_number(cycle) else (), cycle.owner)
    form.anchor(cycle)
    if form.validate_on_submit():
        with saving(form, cycle, lambda: present_plan(cycle)) as save:
            edit_plan(cycle, form.seen_version, form.details())
            return save.then(".show", cycle_id=cycle.id)
    return render("pdsa/edit.html", form=form, cycle=cycle)


@blueprint.post("/cycles/<int:cycle_id>/begin")
@requires(Permission.EDIT_PROJECT)
def begin(cycle: PdsaCycle) -> Response:
    """Try it now: what the team believes is locked."""
    return pressed(
        lambda seen: begin_cycle(cycle, seen),
        url_for(".show", cycle_id=cycle.id),
        N_("You have begun. What you think will happen is locked."),
    )


@blueprint.post("/cycles/<int:cycle_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(cycle: PdsaCycle) -> Response:
    """Put the cycle in the bin."""
    return pressed_away(
        cycle,
        lambda seen: delete_cycle(cycle, seen),
        url_for("change_ideas.index", project_id=cycle.change_idea.project_id),
        N_("The cycle is deleted."),
        url_for(".show", cycle_id=cycle.id),
    )
