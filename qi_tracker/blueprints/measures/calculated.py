"""Measures whose numbers are computed from others: making and changing one, and where its numbers come from."""

from collections.abc import Sequence

from flask import Response, redirect, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.dimensions import dimension_choices
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.calculated_forms import CalculatedMeasureForm, present_calculation
from qi_tracker.blueprints.measures.forms import hold_people, may_move_places
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.blueprints.measures.shown_calculation import shown_calculation
from qi_tracker.models import Measure, Project
from qi_tracker.services.calculated_measures import (
    create_calculated_measure,
    edit_calculated_measure,
    possible_sources,
)


@blueprint.route("/projects/<int:project_id>/measures/new-calculated", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_calculated(project: Project) -> Response:
    """A new measure that is computed from others of the project."""
    form = CalculatedMeasureForm()
    sources = _offer(form, project)
    if not form.is_submitted():
        form.owner_id.data = current_actor().person_id
        form.numerator_measure_id.data, form.denominator_measure_id.data = [*(found.id for found in sources), 0, 0][:2]
    if form.validate_on_submit():
        with saving(form) as save:
            measure = create_calculated_measure(project, form.details())
            return save.then("measures.show", measure_id=measure.id)
    return render("measures/create_calculated.html", form=form, project=project)


@blueprint.route("/measures/<int:measure_id>/edit-calculated", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_calculated(measure: Measure) -> Response:
    """Change what a calculated measure is, or what it is computed from."""
    if measure.calculation is None:
        return redirect(url_for(".edit", measure_id=measure.id), 303)  # type: ignore[return-value]  # werkzeug's base class
    form = CalculatedMeasureForm()
    _offer(form, measure.project)
    if not may_move_places(measure):
        hold_people(form, measure)
    if not form.is_submitted():
        form.fill(measure)
    if form.validate_on_submit():
        with saving(form, measure, lambda: present_calculation(measure)) as save:
            edit_calculated_measure(measure, form.seen_version, form.details())
            return save.then("measures.show", measure_id=measure.id)
    return render("measures/edit.html", form=form, measure=measure)


def _offer(form: CalculatedMeasureForm, project: Project) -> Sequence[Measure]:
    words, sources = current_words(), possible_sources(project)
    form.offer(project, sources, dimension_choices(), (words.gettext("Nobody"), words.gettext("Nothing")))
    return sources


@blueprint.get("/measures/<int:measure_id>/sources")
@requires(Permission.SEE_NUMBERS)
def show_sources(measure: Measure) -> Response:
    """Where do the numbers come from?"""
    calculation = shown_calculation(measure)
    if calculation is None:
        return redirect(url_for(".show", measure_id=measure.id), 303)  # type: ignore[return-value]  # werkzeug's base class
    return render("measures/show_sources.html", measure=measure, calculation=calculation)
