"""How a route saves: once per form, whole or not at all, and with the typed text kept when it cannot be done.

    with saving(form, measure) as save:
        edit_measure(measure, form.seen_version, form.details())
        return save.then("measures.show", measure_id=measure.id)
    return render("measures/edit.html", form=form)

What follows the block runs only when the save was refused: the form then says why.
"""

import re
import uuid
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from flask import Response, flash, redirect, request, url_for

from qi_tracker.blueprints.common.forms import ActionForm, BaseForm
from qi_tracker.blueprints.common.mild_question import ask_about_persons
from qi_tracker.blueprints.common.sessions import current_actor, only_read_from_here
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.errors import DomainError, Forbidden, NotFound, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.i18n.formats import datetime_local
from qi_tracker.models import Base, Organization, TenantRow
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services.drafts import drop_draft
from qi_tracker.services.last_change import last_change
from qi_tracker.services.saving import claim_key, settle_key, settled_target


class AlreadySaved(Exception):
    """The same form was sent before; its sender is taken to where the first sending led."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


# What `BaseForm` makes its keys as: random, so that what reads as a personal number in one is none.
_RANDOM_KEY = re.compile(r"[0-9a-f]{32}")


def _random_key(sent: str | None) -> str:
    """The key that the form was sent with; another one where somebody wrote a personal number in its place."""
    if sent and (_RANDOM_KEY.fullmatch(sent) or not contains_personal_number(sent)):
        return sent
    return uuid.uuid4().hex


class saving:
    """Claim the form's key, let the block do its work, and turn its domain errors into errors of the form.

    `thing` is what is edited, or how it is found once the save was refused; `theirs` how its present values are read
    for the conflict panel (by default the attributes of the form's names). `actor_key` names the sender where nobody
    is signed in.
    """

    def __init__(
        self,
        form: BaseForm,
        thing: Base | Callable[[], Base | None] | None = None,
        theirs: Callable[[], Mapping[str, Any]] | None = None,
        actor_key: str | None = None,
    ) -> None:
        self._form = form
        self._thing = thing
        self._theirs = theirs
        self._actor_key = actor_key or current_actor().key
        self._key = _random_key(form.idempotency_key.data)
        self._done = False

    def __enter__(self) -> "saving":
        target = claim_key(self._actor_key, self._key)
        if target is not None:
            db.session.rollback()
            raise AlreadySaved(target)
        return self

    def then(self, endpoint: str, message: str | None = None, **values: Any) -> Response:
        """Commit, and take the sender to where they see what they saved. `message` is a msgid."""
        return self.then_at(url_for(endpoint, **values), message)

    def then_at(self, target: str, message: str | None = None) -> Response:
        """The same with an address."""
        self.keep(target)
        flash(current_words().gettext(message or "Saved."), "success")
        ask_about_persons(target)
        response: Response = redirect(target, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
        return response

    def keep(self, target: str) -> None:
        """Commit, for an answer that is a page; the same form sent again is taken to `target`."""
        settle_key(self._actor_key, self._key, target)
        if current_actor().person_id is not None:
            drop_draft(current_actor(), request.path)
        db.session.commit()
        self._done = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if error is None or self._done:
            if not self._done:
                db.session.rollback()
            return False
        only_read_from_here()
        if isinstance(error, (NotFound, Forbidden)) or not isinstance(error, DomainError):
            return False
        if isinstance(error, StaleVersion) and self._thing is not None:
            self._show_conflict(error)
        else:
            self._form.fail(error)
        return True

    def _show_conflict(self, stale: StaleVersion) -> None:
        thing = self._thing() if callable(self._thing) else self._thing
        if thing is None:
            self._form.fail(stale)
            # What is gone has no version: saving again makes it anew.
            self._form.version.data = None
            self._form.version.raw_data = []
            return
        db.session.refresh(thing)
        names = [name for name in self._form._fields if hasattr(thing, name)]
        theirs = self._theirs() if self._theirs else {name: getattr(thing, name) for name in names}
        self._form.show_conflict(theirs, getattr(thing, "version", 1), **_told(thing))


def _told(thing: Base) -> dict[str, Any]:
    """Who saved the thing last, and when, for the conflict page."""
    last = last_change(thing) if isinstance(thing, (TenantRow, Organization)) else None
    if last is None:
        return {}
    when = datetime_local(last.at, current_words().language)
    return {"who": last.name, "when": when, "is_own": last.person_id == current_actor().person_id}


def answered_before() -> str | None:
    """Where the form of this request led when it was sent before: it may have deleted the thing it was about."""
    key = request.form.get("idempotency_key") if request.method == "POST" else None
    return settled_target(current_actor().key, key) if key else None


def pressed(work: Callable[[int | None], object], then: str, message: str, back: str | None = None) -> Response:
    """A button alone: do its work once and take the sender to `then`; refused, to `back`, which says why.

    `work` gets the version of what the button acts on; `message` is a msgid.
    """
    form = ActionForm()
    if form.validate_on_submit():
        with saving(form) as save:
            work(form.seen_version)
            return save.then_at(then, message)
    return refused(form, back or then)


def refused(form: BaseForm, back: str) -> Response:
    """A button that could not do its work: back to its page, which says why."""
    for sentence in [*form.form_errors, *(error for field in form for error in field.errors)]:
        flash(sentence, "danger")
    response: Response = redirect(back, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
    return response
