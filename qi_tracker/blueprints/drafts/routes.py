"""Keeps what is being typed, sent by the form's script every few seconds, and forgets it when its writer says so."""

import json
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, request
from werkzeug.exceptions import HTTPException

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.error_pages import wants_json
from qi_tracker.blueprints.common.forms import sentence_of
from qi_tracker.blueprints.common.pages import UNPROCESSABLE, local_address
from qi_tracker.blueprints.common.sessions import current_actor, only_read_from_here
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.services.drafts import TypedForm, drop_draft, save_draft

blueprint = Blueprint("drafts", __name__)


@blueprint.post("/drafts")
@requires(Permission.USE)
def save() -> Response:
    """Keep what is typed so far."""
    try:
        key = request.form.get("idempotency_key", "")
        is_kept = save_draft(current_actor(), _address(), _typed(), key)
    except InvalidInput as problem:
        only_read_from_here()
        return make_response(jsonify(message=sentence_of(problem)), UNPROCESSABLE)
    db.session.commit()
    return jsonify(saved=is_kept)


@blueprint.post("/drafts/discard")
@requires(Permission.USE)
def discard() -> Response:
    """Forget what was typed, and go back to the form as it is stored."""
    address = _address()
    drop_draft(current_actor(), address)
    db.session.commit()
    if wants_json():
        return jsonify(saved=False)
    response: Response = redirect(address, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
    return response


def _address() -> str:
    """The address of one of our forms."""
    address = local_address(request.form.get("address")) or ""
    places = current_app.url_map.bind("")
    try:
        places.match(address, method="POST")
    except HTTPException:
        raise InvalidInput("form_incomplete") from None
    return address


def _typed() -> TypedForm:
    try:
        controls: Any = json.loads(request.form.get("controls", ""))
    except ValueError:
        raise InvalidInput("form_incomplete") from None
    if not isinstance(controls, dict) or not all(isinstance(value, (str, bool)) for value in controls.values()):
        raise InvalidInput("form_incomplete")
    # PostgreSQL takes no NUL in a text, and nobody types one.
    clean = {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in controls.items()}
    return TypedForm(clean, request.form.get("version", ""), request.form.get("seen_values", ""))
