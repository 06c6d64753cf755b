"""Erasing a text from the history that should never have been written."""

from flask import Response, redirect, request, url_for
from wtforms.validators import InputRequired

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import BaseForm, TextField
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.recorded import RECORDED, shown_value
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.things import is_closed
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.history.routes import blueprint
from qi_tracker.blueprints.history.telling import is_text
from qi_tracker.errors import NotFound
from qi_tracker.extensions import db
from qi_tracker.i18n.history import field_label
from qi_tracker.i18n.translate import N_
from qi_tracker.models import AuditEvent, AuditValue, Organization, Project
from qi_tracker.services.places import KINDS, fetch
from qi_tracker.services.redaction import LONGEST_REASON, event_of, place_of, redact_value, same_texts

_LONGEST_NUMBER = 10


class RedactionForm(BaseForm):
    """Why a text is erased."""

    reason = TextField(N_("Why is it erased?"), [InputRequired()], longest=LONGEST_REASON)


@blueprint.route("/projects/<int:project_id>/history/redact", methods=["GET", "POST"])
@requires(Permission.REDACT_HISTORY)
def redact_in_project(project: Project) -> Response:
    """Erase a text from the history of something in the project."""
    return _redact(project, url_for(".of_project", project_id=project.id))


@blueprint.route("/organizations/<int:organization_id>/history/redact", methods=["GET", "POST"])
@requires(Permission.REDACT_HISTORY)
def redact_in_organization(organization: Organization) -> Response:
    """Erase a text from the history of what belongs to the organisation itself."""
    return _redact(organization, url_for(".of_organization", organization_id=organization.id))


def _redact(place: Project | Organization, back: str) -> Response:
    if "value" not in request.args:
        response: Response = redirect(back, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
        return response
    value, form = _value_in(place), RedactionForm()
    if form.validate_on_submit():
        with saving(form) as save:
            redact_value(current_actor(), value, form.reason.data)
            return save.then_at(back, N_("The text is erased from the history."))
    event = event_of(value)
    return render(
        "history/redact.html",
        form=form,
        back=back,
        label=field_label(event.noun, value.field, current_words()),
        old=shown_value(event.noun, value.field, value.old),
        new=shown_value(event.noun, value.field, value.new),
        n_places=len(same_texts(value)),
        stands_there=_stands_there(event, value),
        is_erased=value.redacted_at is not None,
    )


def _value_in(place: Project | Organization) -> AuditValue:
    """The text that the address names, when the history of this place holds it."""
    text = request.args.get("value", "")
    is_number = text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER
    value = db.session.get(AuditValue, int(text)) if is_number else None
    if value is None or place_of(value) is not place:
        raise NotFound
    event = event_of(value)
    kind = KINDS.get(event.noun)
    thing = fetch(kind, event.noun_id) if kind is not None else None
    if not is_text(event.noun, value) or (thing is not None and is_closed(thing)):
        raise NotFound
    return value


def _stands_there(event: AuditEvent, value: AuditValue) -> bool:
    """Whether one of the two texts is what the thing holds now."""
    kind = KINDS.get(event.noun)
    thing = fetch(kind, event.noun_id) if kind is not None else db.session.get(RECORDED[event.noun], event.noun_id)
    present = getattr(thing, value.field, None)
    return bool(present) and present in (value.old, value.new)
