"""Where a form keeps what is being typed, and what was typed there before and never saved."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from wtforms import PasswordField

from qi_tracker.blueprints.common.forms import BaseForm
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.formats import datetime_local
from qi_tracker.services.drafts import find_draft, typed_form


@dataclass(frozen=True, slots=True)
class Offer:
    """Something typed and not saved: when, and whether the thing has been changed since."""

    when: str
    is_outdated: bool
    texts: list[str]
    # All of it, for the script that puts it back.
    content: str


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where a form's drafts are kept; `is_refused` when the page shows what was sent and not saved."""

    address: str
    save_url: str
    discard_url: str
    is_refused: bool
    offer: Offer | None


def draft_place(form: Any, action: str | None = None) -> DraftPlace | None:
    """Where this form's drafts are kept. None where nobody is signed in, for passwords, and where the form says so."""
    if current_actor().person_id is None or not isinstance(form, BaseForm):
        return None
    if not form.keeps_draft or any(isinstance(each, PasswordField) for each in form):
        return None
    address = action or request.path
    is_refused = request.method == "POST"
    offer = None if is_refused else _offer(form, address)
    return DraftPlace(address, url_for("drafts.save"), url_for("drafts.discard"), is_refused, offer)


def _offer(form: BaseForm, address: str) -> Offer | None:
    draft = find_draft(current_actor(), address)
    if draft is None:
        return None
    typed = typed_form(draft)
    version = getattr(form.version, "data", None)
    return Offer(
        when=datetime_local(draft.saved_at, current_words().language),
        is_outdated=typed.version != ("" if version is None else str(version)),
        texts=[text for text in typed.controls.values() if isinstance(text, str) and text.strip()],
        content=json.dumps(draft.fields),
    )


def init_app(app: Flask) -> None:
    """Let the form component ask; a global, because macros see no context."""
    app.jinja_env.globals["draft_place"] = draft_place
