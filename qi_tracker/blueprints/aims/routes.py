"""An aim: see where it stands, make it whole, change it, and share it in parts."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.aims.forms import AimForm, present_values
from qi_tracker.blueprints.aims.sentences import keep_in_step, make_sentence
from qi_tracker.blueprints.aims.standing import advice_for, changes_of, part_lines, standing_of
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.aims import aim_target, aim_unit
from qi_tracker.blueprints.common.dimensions import dimension_choices, dimension_labels
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Aim
from qi_tracker.services.aims import create_part, delete_aim, edit_aim, parts_of, starting_level, whole_of
from qi_tracker.services.measures import measures_of

blueprint = Blueprint("aims", __name__, template_folder="templates")

# The button that makes the sentence and saves nothing.
MAKE = "make"


@blueprint.get("/aims/<int:aim_id>")
@requires(Permission.VIEW_PROJECT)
def show(aim: Aim) -> Response:
    """Where do we stand, and are we fast enough?"""
    return render(
        "aims/show.html",
        aim=aim,
        whole=whole_of(aim),
        target=aim_target(aim),
        dimensions=dimension_labels(aim.dimensions),
        standing=standing_of(aim),
        advice=advice_for(aim),
        parts=part_lines(parts_of(aim)),
        changes=changes_of(aim),
    )


@blueprint.route("/aims/<int:aim_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(aim: Aim) -> Response:
    """What, for whom, from what, to what, by when."""
    form, measures = AimForm(), measures_of(aim.project)
    if not form.is_submitted():
        form.fill(aim)
    form.offer(measures, dimension_choices())
    if is_made(form, lambda: make_sentence(form, measures)):
        return _edit_page(aim, form, 200)
    if form.validate_on_submit():
        keep_in_step(form, measures, aim)
        with saving(form, aim, lambda: present_values(aim)) as save:
            edit_aim(aim, form.seen_version, form.details())
            if aim.parent_id is None:
                # Back to the next step.
                return save.then("projects.show", N_("The aim is saved."), project_id=aim.project_id)
            return save.then(".show", N_("The aim is saved."), aim_id=aim.id)
    return _edit_page(aim, form)


def _edit_page(aim: Aim, form: AimForm, status: int | None = None) -> Response:
    return render(
        "aims/edit.html",
        status,
        form=form,
        aim=aim,
        target=aim_target(aim),
        unit=aim_unit(aim),
        advice=advice_for(aim),
        level=_level(aim) if aim.from_value is None else None,
    )


def is_made(form: AimForm, make: Callable[[], None]) -> bool:
    """Whether the sentence was asked for, and could be made: what is typed is shown again, with it."""
    if MAKE not in request.form or not form.validate_on_submit():
        return False
    make()
    return True


@blueprint.route("/aims/<int:aim_id>/parts/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_part_of(aim: Aim) -> Response:
    """A part of the aim, which can be reached sooner."""
    form, measures = AimForm(), measures_of(aim.project)
    form.offer(measures, dimension_choices())
    if not form.is_submitted():
        form.measure_id.data = 0
    if is_made(form, lambda: make_sentence(form, measures)):
        return render("aims/create_part_of.html", 200, form=form, aim=aim)
    if form.validate_on_submit():
        keep_in_step(form, measures)
        with saving(form) as save:
            create_part(aim, form.details())
            return save.then(".show", N_("The sub-aim is saved."), aim_id=aim.id)
    return render("aims/create_part_of.html", form=form, aim=aim)


@blueprint.post("/aims/<int:aim_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(aim: Aim) -> Response:
    """Put the aim in the bin."""
    return pressed_away(
        aim,
        lambda seen: delete_aim(aim, seen),
        url_for("projects.show", project_id=aim.project_id),
        N_("The aim is deleted."),
        url_for(".show", aim_id=aim.id),
    )


def _level(aim: Aim) -> float | None:
    """Where the numbers start from, to those who see them."""
    return starting_level(aim) if can(Permission.SEE_NUMBERS, aim.measure) else None
