"""Who sees the numbers: its owner chooses all of the project or some of it, and says whether leaders may too."""

from typing import Any, Final

from flask import Response, url_for
from wtforms import BooleanField, RadioField

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
from qi_tracker.services.insiders import always_inside, comes_without_counts, narrow, open_to_project
from qi_tracker.services.projects import people_of

ALL: Final = "all"
SOME: Final = "some"


class InsidersForm(BaseForm):
    """All of the project, or whom; and whether there are many behind each number, where the numbers do not tell."""

    seen_by = RadioField(
        N_("Who sees the numbers?"),
        choices=options([(ALL, N_("All of the project")), (SOME, N_("Only some of them"))]),
    )
    insiders = ManyChoicesField(N_("Who else sees them"), coerce=int)
    rests_on_many = BooleanField(N_("There are many people behind each number"))

    @property
    def is_said(self) -> bool | None:
        """Whether they are many; None where it is not asked."""
        return self.rests_on_many.data if "rests_on_many" in self else None


@blueprint.route("/measures/<int:measure_id>/insiders", methods=["GET", "POST"])
@requires(Permission.DECIDE_INSIDERS)
def edit_insiders(measure: Measure) -> Response:
    """Choose who of the project sees the numbers."""
    form, members, before = InsidersForm(), people_of(measure.project), _values(measure)
    always = always_inside(measure, members)
    others = [member for member in members if member.person not in always]
    if not comes_without_counts(measure):
        del form.rests_on_many
    form.insiders.choices = options([(member.person_id, member.person.name) for member in others])
    if not form.is_submitted():
        form.process(data=before)
    if form.validate_on_submit():
        with saving(form, measure, lambda: _values(measure)) as save:
            if form.seen_by.data == SOME:
                narrow(measure, form.seen_version, form.insiders.data or [], form.is_said)
            else:
                open_to_project(measure, form.seen_version, form.is_said)
            return _saved(save, measure, before)
    return render("measures/edit_insiders.html", form=form, measure=measure, always=always)


def _values(measure: Measure) -> dict[str, Any]:
    return {
        "seen_by": SOME if measure.is_narrowed else ALL,
        "insiders": list(measure.insiders),
        "rests_on_many": measure.rests_on_many,
        "version": measure.version,
    }


def _saved(save: saving, measure: Measure, before: dict[str, Any]) -> Response:
    words = current_words()
    text = (
        words.gettext("Only those you have chosen see the numbers now.")
        if measure.is_narrowed
        else words.gettext("All of the project see the numbers now.")
    )
    if measure.rests_on_many and not before["rests_on_many"]:
        text += " " + words.gettext("Leaders may see them too.")
    elif before["rests_on_many"] and not measure.rests_on_many:
        text += " " + words.gettext("They are hidden from leaders.")
    here = url_for(".edit_insiders", measure_id=measure.id)
    # A box that is not ticked sends nothing.
    fields = {name: value for name, value in before.items() if value is not False}
    notice = {"text": text, "undo": here, "fields": {**fields, "version": measure.version}}
    return may_be_undone(save, url_for(".show", measure_id=measure.id), notice)
