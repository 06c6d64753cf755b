"""Who sees the numbers: the measure's owner chooses between all of the project and some of its people."""

from typing import Any, Final

from flask import Response, url_for
from wtforms import RadioField

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import BaseForm, ManyChoicesField, options
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.undoing import may_be_undone
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure
from qi_tracker.services.insiders import always_inside, narrow, open_to_project
from qi_tracker.services.projects import people_of

ALL: Final = "all"
SOME: Final = "some"


class InsidersForm(BaseForm):
    """All of the project, or whom."""

    seen_by = RadioField(
        N_("Who sees the numbers?"),
        choices=options([(ALL, N_("All of the project")), (SOME, N_("Only some of them"))]),
    )
    insiders = ManyChoicesField(N_("Who else sees them"), coerce=int)


@blueprint.route("/measures/<int:measure_id>/insiders", methods=["GET", "POST"])
@requires(Permission.DECIDE_INSIDERS)
def edit_insiders(measure: Measure) -> Response:
    """Choose who of the project sees the numbers."""
    form, members, before = InsidersForm(), people_of(measure.project), _values(measure)
    always = always_inside(measure, members)
    others = [member for member in members if member.person not in always]
    form.insiders.choices = options([(member.person_id, member.person.name) for member in others])
    if not form.is_submitted():
        form.process(data=before)
    if form.validate_on_submit():
        with saving(form, measure, lambda: _values(measure)) as save:
            if form.seen_by.data == SOME:
                narrow(measure, form.seen_version, form.insiders.data or [])
            else:
                open_to_project(measure, form.seen_version)
            return _saved(save, measure, before)
    return render("measures/edit_insiders.html", form=form, measure=measure, always=always)


def _values(measure: Measure) -> dict[str, Any]:
    return {
        "seen_by": SOME if measure.is_narrowed else ALL,
        "insiders": list(measure.insiders),
        "version": measure.version,
    }


def _saved(save: saving, measure: Measure, before: dict[str, Any]) -> Response:
    words = current_words()
    text = (
        words.gettext("Only those you have chosen see the numbers now.")
        if measure.is_narrowed
        else words.gettext("All of the project see the numbers now.")
    )
    here = url_for(".edit_insiders", measure_id=measure.id)
    notice = {"text": text, "undo": here, "fields": {**before, "version": measure.version}}
    return may_be_undone(save, url_for(".show", measure_id=measure.id), notice)
