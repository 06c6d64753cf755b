"""A measure: see, make, change, delete. Its numbers are in `numbers.py`, its chart in `chart_*.py`."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.charts import measure_chart
from qi_tracker.blueprints.common.dimensions import dimension_choices, dimension_labels
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.pauses import pause_days
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.common.verdicts import chart_today, shown_verdict, unit_of
from qi_tracker.blueprints.common.wider import sees_numbers
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.forms import MeasureForm, hold_people, may_move_places, present_values
from qi_tracker.blueprints.measures.plan_sheet import next_missing, target_of
from qi_tracker.blueprints.measures.sharing import FORMATS, shared_text
from qi_tracker.blueprints.measures.shown_calculation import shown_calculation
from qi_tracker.blueprints.measures.wider_page import seen_wider, wider_page
from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.library import indicator_of
from qi_tracker.models import Measure, Project
from qi_tracker.services.annotations import annotations_of
from qi_tracker.services.calculations import computed_from
from qi_tracker.services.imports import last_import
from qi_tracker.services.insiders import closing_of
from qi_tracker.services.measures import create_measure, delete_measure, edit_measure
from qi_tracker.services.strata import has_strata

_USED_IS_DELETED = N_(
    "The measure is deleted. What is computed from it has no numbers until it is taken out of the bin."
)

blueprint = Blueprint("measures", __name__, template_folder="templates")


@blueprint.get("/measures/<int:measure_id>")
@requires(Permission.SEE_WIDER)
def show(measure: Measure) -> Response:
    """Is it getting better? Those who do not see the numbers are shown what may be seen wider."""
    if not sees_numbers(measure):
        return _show_closed(measure) if can(Permission.VIEW_PROJECT, measure) else wider_page(measure)
    result, problem = chart_today(measure)
    verdict = shown_verdict(measure, result) if result is not None else None
    chart = measure_chart(measure, result) if result is not None and result.points else None
    return render(
        "measures/show.html",
        measure=measure,
        unit=unit_of(measure),
        problem=problem,
        verdict=verdict,
        chart=chart,
        file_formats=FORMATS,
        shared_text=shared_text(measure, chart, verdict) if chart is not None and verdict is not None else "",
        target=target_of(measure),
        pause_days=pause_days,
        missing=next_missing(measure) if can(Permission.EDIT_PROJECT, measure) else None,
        annotations=annotations_of(measure),
        has_groups=has_strata(measure),
        dimensions=dimension_labels(measure.dimensions),
        calculation=shown_calculation(measure),
        dependants=_computed_from(measure),
        closing=closing_of(measure),
        last_import=last_import(measure) if can(Permission.ENTER_NUMBERS, measure) else None,
    )


def _show_closed(measure: Measure) -> Response:
    """For those of the project who are not inside: what may be seen wider, and what they do in the project."""
    return render(
        "measures/show_closed.html",
        measure=measure,
        wider=seen_wider(measure),
        target=target_of(measure),
        dimensions=dimension_labels(measure.dimensions),
        closing=closing_of(measure),
    )


def _computed_from(measure: Measure) -> Sequence[Measure]:
    return computed_from([measure.id], [measure.organization_id])


@blueprint.route("/projects/<int:project_id>/measures/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project) -> Response:
    """A new measure of the project."""
    form = MeasureForm()
    form.offer(project, dimension_choices(), current_words().gettext("Nobody"))
    chosen = indicator_of(request.args.get("indicator", ""))
    if not form.is_submitted():
        if chosen is not None:
            form.fill_from(chosen)
        form.owner_id.data = form.collector_id.data = current_actor().person_id
    if form.validate_on_submit():
        with saving(form) as save:
            measure = create_measure(project, form.details(), form.chosen_indicator)
            return save.then("measures.show", measure_id=measure.id)
    return render("measures/create.html", form=form, project=project, chosen=chosen)


@blueprint.route("/measures/<int:measure_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(measure: Measure) -> Response:
    """Change what the measure is and how it is collected."""
    if measure.calculation is not None:
        return redirect(url_for(".edit_calculated", measure_id=measure.id), 303)  # type: ignore[return-value]  # werkzeug's base class
    form = MeasureForm()
    form.offer(measure.project, dimension_choices(), current_words().gettext("Nobody"))
    if not may_move_places(measure):
        hold_people(form, measure)
    if not form.is_submitted():
        form.fill(measure)
    if form.validate_on_submit():
        with saving(form, measure, lambda: present_values(measure)) as save:
            edit_measure(measure, form.seen_version, form.details())
            return save.then("measures.show", measure_id=measure.id)
    return render("measures/edit.html", form=form, measure=measure)


@blueprint.post("/measures/<int:measure_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(measure: Measure) -> Response:
    """Put the measure in the bin."""
    is_used = bool(_computed_from(measure))
    return pressed_away(
        measure,
        lambda seen: delete_measure(measure, seen),
        url_for("projects.show", project_id=measure.project_id),
        _USED_IS_DELETED if is_used else N_("The measure is deleted."),
        url_for(".show", measure_id=measure.id),
    )
