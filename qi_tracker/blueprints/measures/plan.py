"""The measurement plan of a measure: the sheet, and each part of it filled in by itself."""

from collections.abc import Mapping, Sequence

from flask import Response, redirect, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.dimensions import dimension_choices
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, saving
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.forms import MeasureForm, hold_people, may_move_places, present_values
from qi_tracker.blueprints.measures.plan_sheet import (
    edit_address,
    next_missing,
    plan_rows,
    shown_set_aside,
    why_it_matters,
)
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.errors import NotFound
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure
from qi_tracker.services.measurement_plan import parts_of, set_aside, take_up
from qi_tracker.services.measures import edit_some
from qi_tracker.services.strata import has_strata
from qi_tracker.vocabulary import PlanPart

# What each part of the plan is filled in by; pauses have a page of their own.
_FIELDS: Mapping[PlanPart, Sequence[str]] = {
    PlanPart.DEFINITION: ("definition",),
    PlanPart.INCLUSION: ("inclusion", "exclusion"),
    PlanPart.SAMPLING: ("sampling",),
    PlanPart.SOURCE: ("source",),
    PlanPart.COLLECTOR: ("collector_id",),
    PlanPart.STAND_IN: ("stand_in_id",),
    PlanPart.TIMING: ("frequency", "due_after_days"),
    PlanPart.TARGET: ("target", "target_on"),
    PlanPart.PATTERN: ("direction", "is_stock"),
    PlanPart.GROUPS: ("strata",),
}


@blueprint.get("/measures/<int:measure_id>/plan")
@requires(Permission.VIEW_PROJECT)
def show_plan(measure: Measure) -> Response:
    """How do we measure? The sheet for the wall, and what is missing, one thing at a time."""
    may_edit = can(Permission.EDIT_PROJECT, measure)
    return render(
        "measures/show_plan.html",
        measure=measure,
        rows=plan_rows(measure),
        missing=next_missing(measure) if may_edit else None,
        put_aside=shown_set_aside(measure) if may_edit else [],
        address_of=lambda part: edit_address(measure, part),
        has_groups=has_strata(measure),
    )


@blueprint.route("/measures/<int:measure_id>/plan/<part>", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_plan(measure: Measure, part: str) -> Response:
    """Fill in just this part of the plan."""
    chosen = _part(measure, part)
    if chosen not in _FIELDS:
        return redirect(edit_address(measure, chosen), 303)  # type: ignore[return-value]  # werkzeug's base class
    form = MeasureForm()
    form.offer(measure.project, dimension_choices(), current_words().gettext("Nobody"))
    if not may_move_places(measure):
        hold_people(form, measure)
    if not form.is_submitted():
        form.fill(measure)
    form.keep(_FIELDS[chosen])
    if form.validate_on_submit():
        with saving(form, measure, lambda: present_values(measure)) as save:
            edit_some(measure, form.seen_version, form.values())
            return save.then(".show_plan", measure_id=measure.id)
    return render("measures/edit_plan.html", form=form, measure=measure, part=chosen, why=why_it_matters(chosen))


@blueprint.post("/measures/<int:measure_id>/plan/<part>/set-aside")
@requires(Permission.EDIT_PROJECT)
def set_part_aside(measure: Measure, part: str) -> Response:
    """Ask for this part no more."""
    chosen = _part(measure, part)
    message = N_("Set aside. It stands at the end of the plan, and can be taken up again.")
    return pressed(lambda seen: set_aside(measure, chosen, seen), url_for(".show_plan", measure_id=measure.id), message)


@blueprint.post("/measures/<int:measure_id>/plan/<part>/take-up")
@requires(Permission.EDIT_PROJECT)
def take_part_up(measure: Measure, part: str) -> Response:
    """Ask for this part again."""
    chosen = _part(measure, part)
    return pressed(
        lambda seen: take_up(measure, chosen, seen),
        url_for(".show_plan", measure_id=measure.id),
        N_("It is part of the plan again."),
    )


def _part(measure: Measure, name: str) -> PlanPart:
    """The part of that name, if the measure's plan has it."""
    part = next((part for part in parts_of(measure) if part.value == name), None)
    if part is None:
        raise NotFound
    return part
