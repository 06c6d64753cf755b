"""What lies in the bin of a project, of an organisation, and which projects do; and the buttons that bring it back.

A button names the thing in its form; the address names where it lies, and that is what the right is asked to. What
does not lie there is not found.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.blueprints.bin.shown import ShownBin, compared, shown_bin, target_of
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.things import is_closed, page_of
from qi_tracker.errors import NotFound
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Organization, Project, TenantRow
from qi_tracker.services import bin as bin_service
from qi_tracker.services.bin import WAYS, PlaceTaken, bin_of, bin_of_organization, deleted_projects
from qi_tracker.services.places import find, key_of, project_around

blueprint = Blueprint("bin", __name__, template_folder="templates")


@blueprint.get("/projects/<int:project_id>/bin")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """What was deleted in the project."""
    return render("bin/index.html", project=project, organization=None, bin=shown_bin(bin_of(project)))


@blueprint.get("/organizations/<int:organization_id>/bin")
@requires(Permission.MANAGE_ORGANIZATION)
def of_organization(organization: Organization) -> Response:
    """Units and roles that were deleted in the organisation itself."""
    shown = shown_bin(bin_of_organization(organization))
    return render("bin/index.html", project=None, organization=organization, bin=shown)


@blueprint.get("/bin")
@requires(Permission.USE)
def projects() -> Response:
    """Deleted projects that the reader may bring back."""
    shown: ShownBin = shown_bin(deleted_projects(current_actor()))
    return render("bin/index.html", project=None, organization=None, bin=shown)


@blueprint.get("/projects/<int:project_id>/bin/compare")
@requires(Permission.VIEW_PROJECT)
def compare(project: Project) -> Response:
    """Two things for one place: which shall it be?"""
    if "thing" not in request.args:
        return _to(url_for(".index", project_id=project.id))
    return _compare(_in_project(project, request.args.get("thing")), url_for(".index", project_id=project.id))


@blueprint.get("/organizations/<int:organization_id>/bin/compare")
@requires(Permission.MANAGE_ORGANIZATION)
def compare_in_organization(organization: Organization) -> Response:
    """The same of two roles."""
    back = url_for(".of_organization", organization_id=organization.id)
    if "thing" not in request.args:
        return _to(back)
    return _compare(_in_organization(organization, request.args.get("thing")), back)


def _compare(thing: TenantRow, back: str) -> Response:
    found = compared(thing)
    if found is None:
        return _to(back)
    return render("bin/compare.html", compared=found, back=back)


@blueprint.post("/projects/<int:project_id>/bin/restore")
@requires(Permission.EDIT_PROJECT)
def restore(project: Project) -> Response:
    """Take something out of the project's bin."""
    thing = _in_project(project, request.form.get("thing"))
    require(current_actor(), WAYS[type(thing)].permission, target_of(thing))
    back = _Way(
        url_for(".index", project_id=project.id), url_for(".compare", project_id=project.id, thing=key_of(thing))
    )
    return _restore(thing, back)


@blueprint.post("/projects/<int:project_id>/bin/restore-person")
@requires(Permission.MANAGE_PROJECT_PEOPLE)
def restore_person(project: Project) -> Response:
    """Let a person take part again."""
    thing = _in_project(project, request.form.get("thing"))
    require(current_actor(), WAYS[type(thing)].permission, project)
    people = url_for("projects.edit_people", project_id=project.id)
    # Who administers the organisation may bring people back into a project that they do not see.
    compared_at = url_for(".compare", project_id=project.id, thing=key_of(thing))
    choice = compared_at if can(Permission.VIEW_PROJECT, project) else None
    return _restore(thing, _Way(people, choice, people))


@blueprint.post("/organizations/<int:organization_id>/bin/restore")
@requires(Permission.MANAGE_ORGANIZATION)
def restore_in_organization(organization: Organization) -> Response:
    """Take a unit or a role out of the organisation's bin."""
    thing = _in_organization(organization, request.form.get("thing"))
    index = url_for(".of_organization", organization_id=organization.id)
    choice = url_for(".compare_in_organization", organization_id=organization.id, thing=key_of(thing))
    return _restore(thing, _Way(index, choice))


@blueprint.post("/bin/restore")
@requires(Permission.USE)
def restore_project() -> Response:
    """Take a whole project out of the bin."""
    project = find(request.form.get("thing", ""))
    if not isinstance(project, Project) or project.organization_id not in current_actor().organization_ids:
        raise NotFound
    require(current_actor(), Permission.RESTORE_PROJECT, project)
    return _restore(project, _Way(url_for(".projects")))


def _in_project(project: Project, key: str | None) -> TenantRow:
    """What the key names, when it lies in this project."""
    thing = find(key or "")
    if thing is None or isinstance(thing, Project):
        raise NotFound
    around = project_around(thing)
    if around is None or around.id != project.id or is_closed(thing):
        raise NotFound
    return thing


def _in_organization(organization: Organization, key: str | None) -> TenantRow:
    """What the key names, when it belongs to this organisation itself."""
    thing = find(key or "")
    if thing is None or thing.organization_id != organization.id or project_around(thing) is not None:
        raise NotFound
    return thing


@dataclass(frozen=True, slots=True)
class _Way:
    """Where it leads: back when refused, to a choice (if there is one) when something stands there, else on."""

    back: str
    choice: str | None = None
    then: str | None = None


def _restore(thing: TenantRow, way: _Way) -> Response:
    form, then, is_taken = ActionForm(), way.then or page_of(thing), False
    if form.validate_on_submit():
        with saving(form) as save:
            try:
                _bring_back(thing, form.seen_version, request.form.get("replaced_version"))
            except PlaceTaken:
                is_taken = True
                raise
            return save.then_at(then, N_("It is back."))
    return _to(way.choice) if is_taken and way.choice else refused(form, way.back)


def _bring_back(thing: TenantRow, seen_version: int | None, replaced_version: str | None) -> None:
    if replaced_version is None:
        bin_service.restore(thing, seen_version)
    else:
        is_number = replaced_version.isascii() and replaced_version.isdigit()
        bin_service.replace(thing, seen_version, int(replaced_version) if is_number else None)


def _to(address: str) -> Response:
    response: Response = redirect(address, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
    return response
