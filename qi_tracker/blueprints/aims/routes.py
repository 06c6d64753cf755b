"""An aim: make it whole, and change it."""

from flask import Blueprint, Response

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.aims.forms import AimForm, present_values
from qi_tracker.blueprints.aims.gaps import gap_sentences
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.aims import aim_target, aim_unit
from qi_tracker.blueprints.common.dimensions import dimension_choices
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Aim
from qi_tracker.services.aims import edit_aim, starting_level
from qi_tracker.services.measures import measures_of

blueprint = Blueprint("aims", __name__, template_folder="templates")


@blueprint.route("/aims/<int:aim_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(aim: Aim) -> Response:
    """From what, to what, by when."""
    form = AimForm()
    if not form.is_submitted():
        form.fill(aim)
    form.offer(measures_of(aim.project), dimension_choices())
    if form.validate_on_submit():
        with saving(form, aim, lambda: present_values(aim)) as save:
            edit_aim(aim, form.seen_version, form.details())
            return save.then("projects.show", N_("The aim is saved."), project_id=aim.project_id)
    return render(
        "aims/edit.html",
        form=form,
        aim=aim,
        target=aim_target(aim),
        unit=aim_unit(aim),
        gaps=gap_sentences(aim),
        level=_level(aim) if aim.from_value is None else None,
    )


def _level(aim: Aim) -> float | None:
    """Where the numbers start from, to those who see them."""
    return starting_level(aim) if can(Permission.SEE_NUMBERS, aim.measure) else None
