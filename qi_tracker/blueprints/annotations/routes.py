"""An annotation: make, change, delete. The measure's page lists them."""

from flask import Blueprint, Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.annotations.forms import AnnotationForm
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Annotation, Measure
from qi_tracker.services.annotations import annotate, delete_annotation, edit_annotation

blueprint = Blueprint("annotations", __name__, template_folder="templates")


@blueprint.route("/measures/<int:measure_id>/annotations/new", methods=["GET", "POST"])
@requires(Permission.DECIDE_CHART)
def create(measure: Measure) -> Response:
    """Note on the chart what happened."""
    form = AnnotationForm()
    if form.validate_on_submit():
        with saving(form) as save:
            annotate(measure, form.happened_on.data, form.text.data)
            return save.then("measures.show", N_("The note is on the chart."), measure_id=measure.id)
    return render("annotations/create.html", form=form, measure=measure)


@blueprint.route("/annotations/<int:annotation_id>/edit", methods=["GET", "POST"])
@requires(Permission.DECIDE_CHART)
def edit(annotation: Annotation) -> Response:
    """Change the day or the words."""
    form = AnnotationForm(obj=annotation)
    if form.validate_on_submit():
        with saving(form, annotation) as save:
            edit_annotation(annotation, form.seen_version, form.happened_on.data, form.text.data)
            return save.then("measures.show", measure_id=annotation.measure_id)
    return render("annotations/edit.html", form=form, annotation=annotation, measure=annotation.measure)


@blueprint.post("/annotations/<int:annotation_id>/delete")
@requires(Permission.DECIDE_CHART)
def delete(annotation: Annotation) -> Response:
    """Put the annotation in the bin."""
    return pressed_away(
        annotation,
        lambda seen: delete_annotation(annotation, seen),
        url_for("measures.show", measure_id=annotation.measure_id),
        N_("The note is deleted."),
        url_for(".edit", annotation_id=annotation.id),
    )
