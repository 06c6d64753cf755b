"""What a person sees when something could not be done: a sentence, and the way on. Never a stack trace."""

import uuid
from collections.abc import Mapping
from typing import Any

import structlog
from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneToSpare
from werkzeug.exceptions import HTTPException

from qi_tracker.blueprints.common.access import NotSignedIn
from qi_tracker.blueprints.common.kept_text import KeptForm, is_sent_from_our_page, refused_form
from qi_tracker.blueprints.common.pages import bare_shell
from qi_tracker.blueprints.common.saving import AlreadySaved, answered_before
from qi_tracker.blueprints.common.sessions import SAFE_METHODS, current_actor, only_read_from_here
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.errors import DomainError, Forbidden, NotFound, PersonalNumberFound, StaleVersion, TooManyAttempts
from qi_tracker.extensions import db
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import N_
from qi_tracker.models import database as drivers
from qi_tracker.models.database import Trouble

log = structlog.get_logger()

# Statuses with a page of their own.
PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})

UNAVAILABLE = 503
RETRY_SECONDS = 30

# What is the matter when the database could not do what was asked, and what to do about it.
TROUBLES: Mapping[Trouble, str] = {
    Trouble.AWAY: N_("The program gets no answer from its database. What was saved before is safe. Try again soon."),
    Trouble.BUSY: N_("So much is being saved that this had to wait too long. Try again in a moment."),
    Trouble.FULL: N_("There is no room left to save anything. What was saved before is safe, and you can read it."),
    Trouble.READ_ONLY: N_("Nothing can be saved just now. What was saved before is safe, and you can read it."),
}


def wants_json() -> bool:
    """Whether a script of ours asks, and not a person."""
    return request.accept_mimetypes.best == "application/json"


def error_page(
    status: int, message: str | None = None, reference: str | None = None, kept: KeptForm | None = None
) -> Response:
    """The page of a status, or its sentence for a script; `kept` is what was typed in vain, to be copied."""
    if wants_json():
        return make_response(jsonify(message=message or "", errors={}), status)
    page = status if status in PAGES else 400
    body = render_template(
        f"errors/{page}.html",
        shell=bare_shell(),
        message=message,
        reference=reference,
        kept=kept,
        is_file=request.mimetype == "multipart/form-data",
    )
    return make_response(body, status)


def _not_signed_in(_error: NotSignedIn) -> Response:
    if wants_json():
        return error_page(
            401, current_words().gettext("You have been signed out. Sign in again; what you typed is kept here.")
        )
    if request.method == "GET":
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")), 303)  # type: ignore[return-value]  # werkzeug's base class
    only_read_from_here()
    return keep_form("auth/signed_out.html", 401)


def keep_form(template: str, status: int) -> Response:
    """A page that carries along what was typed, to be sent again with one button."""
    if not is_sent_from_our_page():
        return error_page(400)
    page: Response = make_response(render_template(template, kept=refused_form(), form=None), status)
    page.headers["Cache-Control"] = "no-store"
    return page


def _domain_error(error: DomainError) -> Response:
    only_read_from_here()
    target = answered_before() if isinstance(error, NotFound) else None
    if target:
        return _already_saved(AlreadySaved(target))
    statuses: dict[type[DomainError], int] = {
        NotFound: 404,
        Forbidden: 403,
        StaleVersion: 409,
        PersonalNumberFound: 400,
        TooManyAttempts: 429,
    }
    status = statuses.get(type(error), 400)
    # Somebody has deleted the thing, or one's role in it has ended, while one was writing about it.
    kept = refused_form() if request.method == "POST" and is_sent_from_our_page() else None
    page = error_page(status, None if status in (403, 404) else error_sentence(error, current_words()), kept=kept)
    if isinstance(error, TooManyAttempts):
        page.headers["Retry-After"] = str(error.seconds)
    return page


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]  # werkzeug's base class
    return error_page(error.code or 500)


def _csrf_error(_error: CSRFError) -> Response:
    """A form that has outlived its page's cookie: sent again with a button, after signing in where that is needed."""
    if wants_json():
        return error_page(400, current_words().gettext("The page was too old. Load it again and try once more."))
    only_read_from_here()
    view = current_app.view_functions[request.endpoint or ""]
    is_welcome = current_actor().person_id is not None or getattr(view, "is_public", False)
    return keep_form("auth/resume.html", 400) if is_welcome else keep_form("auth/signed_out.html", 401)


def _database_error(error: DBAPIError | NoneToSpare) -> Response:
    reference = uuid.uuid4().hex[:8]
    trouble = drivers.trouble_of(error, may_write=request.method not in SAFE_METHODS)
    kind = type(error.orig if isinstance(error, DBAPIError) else error).__name__
    if "words" not in g:
        # Lost while the person was being loaded: their language is not known, and asking for it would fail again.
        g.person = None
    log.error(
        "database_error",
        reference=reference,
        kind=kind,
        trouble=trouble.name if trouble is not None else None,
        endpoint=request.endpoint,
    )
    only_read_from_here()
    return error_page(500, reference=reference) if trouble is None else _unavailable(trouble, reference)


def _unavailable(trouble: Trouble, reference: str) -> Response:
    """What is the matter, and what was typed with a button that sends it again: it is saved once, if at all."""
    sentence = current_words().gettext(TROUBLES[trouble])
    if wants_json():
        response = make_response(jsonify(message=sentence, errors={}), UNAVAILABLE)
    else:
        # A password is not kept, and without it the form is worth nothing.
        is_kept = request.method == "POST" and is_sent_from_our_page() and "password" not in request.form
        kept = refused_form() if is_kept else None
        response = error_page(UNAVAILABLE, sentence, reference, kept)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _unexpected(error: Exception) -> Response:
    db.session.rollback()
    reference = uuid.uuid4().hex[:8]
    log.exception("unexpected_error", reference=reference, endpoint=request.endpoint)
    return error_page(500, reference=reference)


def _already_saved(error: AlreadySaved) -> Response:
    # What the first sending said was lost with its answer, unless it is still waiting to be read.
    if "_flashes" not in session:
        flash(current_words().gettext("This is done."), "success")
    response: Any = redirect(error.target or request.path, 303)
    return response  # type: ignore[no-any-return]  # werkzeug's base class


def init_app(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(NotSignedIn, _not_signed_in)
    app.register_error_handler(AlreadySaved, _already_saved)
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(NoneToSpare, _database_error)
    app.register_error_handler(Exception, _unexpected)
