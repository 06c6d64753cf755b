"""The history of a project and of each thing in it, and of an organisation's own things."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from sqlalchemy import ColumnElement

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.things import is_closed, name_of, page_of
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.history.telling import only_texts, told
from qi_tracker.errors import NotFound
from qi_tracker.i18n.history import phrase
from qi_tracker.models import Organization, Project, TenantRow
from qi_tracker.services.history_reading import people_in, stretch_of
from qi_tracker.services.insiders import closed_measures, events_seen
from qi_tracker.services.places import events_about, find, key_of, noun_of, project_around

blueprint = Blueprint("history", __name__, template_folder="templates")

_LONGEST_NUMBER = 10


@blueprint.get("/projects/<int:project_id>/history")
@requires(Permission.VIEW_PROJECT)
def of_project(project: Project) -> Response:
    """Who did what in the project; with `about`, in one thing in it, also one in the bin."""
    thing = _about(project)
    here = {"project_id": project.id} | ({"about": key_of(thing)} if thing is not project else {})
    way = [(project.title, url_for("projects.show", project_id=project.id))]
    if thing is not project and thing.deleted_at is None:
        way.append((name_of(thing), page_of(thing)))
    closed = closed_measures(current_actor(), project)
    return _page(
        project,
        events_seen(events_about(thing), closed),
        here,
        way=way,
        leaves_out=bool(closed),
        of=phrase(noun_of(thing), name_of(thing), current_words()),
        is_deleted=thing.deleted_at is not None,
    )


@blueprint.get("/organizations/<int:organization_id>/history")
@requires(Permission.MANAGE_ORGANIZATION)
def of_organization(organization: Organization) -> Response:
    """Who invited whom, who belongs, as what; and the organisation's units."""
    here = {"organization_id": organization.id}
    way = [(organization.name, url_for("organizations.show", organization_id=organization.id))]
    return _page(organization, None, here, way=way, of=phrase("organizations", organization.name, current_words()))


def _about(project: Project) -> TenantRow:
    """What the address asks about: something in this project, or all of it."""
    key = request.args.get("about")
    if key is None:
        return project
    thing = find(key)
    around = project_around(thing) if thing is not None else None
    if thing is None or around is None or around.id != project.id or is_closed(thing):
        raise NotFound
    return thing


def _page(
    place: Project | Organization, about: ColumnElement[bool] | None, here: dict[str, Any], **shown: Any
) -> Response:
    organization_id = place.organization_id if isinstance(place, Project) else place.id
    person_id, before = _number("person"), _number("before")
    stretch = stretch_of(organization_id, about, person_id, before)
    endpoint = ".of_project" if isinstance(place, Project) else ".of_organization"
    may_erase = can(Permission.REDACT_HISTORY, place)
    is_erasing = may_erase and "erase" in request.args
    groups = told(stretch.groups)
    kept: dict[str, Any] = here | ({"person": person_id} if person_id is not None else {})
    return render(
        "history/show.html",
        groups=only_texts(groups) if is_erasing else groups,
        people=people_in(organization_id, about),
        person_id=person_id,
        about=here.get("about"),
        newest=url_for(endpoint, **kept) if before is not None else None,
        older=url_for(endpoint, before=stretch.older, erase=1 if is_erasing else None, **kept)
        if stretch.older
        else None,
        may_erase=may_erase,
        is_erasing=is_erasing,
        erase_url=url_for(endpoint, erase=1, **kept),
        done_url=url_for(endpoint, **kept),
        redact_text_url=url_for(".redact_text", project_id=place.id) if isinstance(place, Project) else None,
        redact_url=lambda value_id: _redact_url(place, value_id),
        **shown,
    )


def _redact_url(place: Project | Organization, value_id: int) -> str:
    if isinstance(place, Project):
        return url_for(".redact_in_project", project_id=place.id, value=value_id)
    return url_for(".redact_in_organization", organization_id=place.id, value=value_id)


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER else None


def history_url(thing: TenantRow) -> str:
    """The address of a thing's history, for its page."""
    project = project_around(thing)
    if project is None:
        return url_for("history.of_organization", organization_id=thing.organization_id)
    if thing is project:
        return url_for("history.of_project", project_id=project.id)
    return url_for("history.of_project", project_id=project.id, about=key_of(thing))


@blueprint.app_context_processor
def _for_templates() -> dict[str, Any]:
    return {"history_url": history_url}
