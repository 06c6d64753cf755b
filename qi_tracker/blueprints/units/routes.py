"""Units: see the tree, make, rename, move and delete them, name who leads them."""

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.units.forms import LeaderForm, UnitForm
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Organization, Unit, UnitLeadership
from qi_tracker.services.units import (
    create_unit,
    delete_unit,
    edit_unit,
    leaders_of,
    name_leader,
    remove_leader,
    tree_of,
    unit_above,
)

blueprint = Blueprint("units", __name__, template_folder="templates")


@blueprint.get("/organizations/<int:organization_id>/units")
@requires(Permission.VIEW_ORGANIZATION)
def index(organization: Organization) -> Response:
    """Which parts has the organisation, and who leads them?"""
    return render("units/index.html", organization=organization, tree=tree_of(current_actor(), organization.id))


@blueprint.route("/organizations/<int:organization_id>/units/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANIZATION)
def create(organization: Organization) -> Response:
    """A new unit, under the one that the address says."""
    form = UnitForm()
    form.offer(organization)
    if not form.is_submitted():
        form.parent_id.data = request.args.get("under", type=int)
    if form.validate_on_submit():
        with saving(form) as save:
            create_unit(organization, form.details())
            return save.then(".index", organization_id=organization.id)
    return render("units/create.html", form=form, organization=organization)


@blueprint.route("/units/<int:unit_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANIZATION)
def edit(unit: Unit) -> Response:
    """Rename it or move it; the page that deletes it, too."""
    form = UnitForm()
    if not form.is_submitted():
        form.process(obj=unit)
    form.offer(unit.organization, unit)
    if form.validate_on_submit():
        with saving(form, unit) as save:
            edit_unit(unit, form.seen_version, form.details())
            return save.then(".index", organization_id=unit.organization_id)
    return render("units/edit.html", form=form, unit=unit, above=unit_above(unit))


@blueprint.post("/units/<int:unit_id>/delete")
@requires(Permission.MANAGE_ORGANIZATION)
def delete(unit: Unit) -> Response:
    """Put it in the bin; what it has goes to the one above."""
    return pressed_away(
        unit,
        lambda seen: delete_unit(unit, seen),
        url_for(".index", organization_id=unit.organization_id),
        N_("The unit is deleted. Its projects and units lie under the one above now."),
        url_for(".edit", unit_id=unit.id),
    )


@blueprint.route("/units/<int:unit_id>/leaders", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANIZATION)
def edit_leaders(unit: Unit) -> Response:
    """Who leads it; name one more."""
    form = LeaderForm()
    form.offer(unit)
    if form.validate_on_submit():
        with saving(form) as save:
            name_leader(unit, form.person_id.data)
            return save.then(".edit_leaders", unit_id=unit.id)
    return render("units/edit_leaders.html", form=form, unit=unit, leaders=leaders_of(unit))


@blueprint.post("/unit-leaderships/<int:unit_leadership_id>/delete")
@requires(Permission.MANAGE_ORGANIZATION)
def remove(unit_leadership: UnitLeadership) -> Response:
    """Let somebody lead it no more."""
    return pressed_away(
        unit_leadership,
        lambda seen: remove_leader(unit_leadership, seen),
        url_for(".edit_leaders", unit_id=unit_leadership.unit_id),
        N_("The person does not lead the unit any more."),
    )
