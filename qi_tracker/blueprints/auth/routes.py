"""Sign in, sign out, choose the language. Links into accounts are in `links.py`, the demo's people in `demo.py`."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, session, url_for

from qi_tracker.blueprints.auth.demo import is_offered
from qi_tracker.blueprints.auth.forms import SignInForm
from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.kept_text import ridden_along
from qi_tracker.blueprints.common.pages import local_address, render
from qi_tracker.blueprints.common.sessions import (
    SESSION_COOKIE,
    current_actor,
    current_person,
    delete_session_cookie,
)
from qi_tracker.blueprints.common.signing_in import not_now, show_kept, sign_in_with
from qi_tracker.blueprints.common.words import LANGUAGE_COOKIE, current_words
from qi_tracker.errors import InvalidInput, TooManyAttempts
from qi_tracker.extensions import db
from qi_tracker.i18n.translate import words_for
from qi_tracker.services import people
from qi_tracker.services.people import everyone_with_roles
from qi_tracker.vocabulary import Language

YEAR_IN_SECONDS = 365 * 24 * 60 * 60

blueprint = Blueprint("auth", __name__, template_folder="templates")


@blueprint.app_context_processor
def _sign_in_form() -> dict[str, Any]:
    """What the page needs that keeps typed text: it asks for a password, in a demo for a person."""
    return {
        "new_sign_in_form": lambda: SignInForm(formdata=None),
        "demo_people": lambda: everyone_with_roles() if is_offered() else (),
    }


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response:
    """Sign in with a password; what was typed before the session ended rides along."""
    kept = ridden_along()
    target = local_address(request.values.get("next")) or url_for("home.index")
    if request.method == "GET":
        if current_actor().person_id is not None:
            return _to(target)
        if is_offered():
            return _to(url_for("demo.index", next=target))
    form = SignInForm()
    page: dict[str, Any] = {"form": form, "kept": kept, "target": target}
    template = "auth/signed_out.html" if kept else "auth/sign_in.html"
    if form.validate_on_submit():
        try:
            opened = sign_in_with(*form.credentials(), remember=form.remember.data)
            db.session.commit()
        except TooManyAttempts as wait:
            return not_now(wait, template, **page)
        except InvalidInput as refusal:
            form.fail(refusal)
        else:
            return opened.tell(show_kept(kept, opened.person_id) if kept else _to(target))
    return render(template, **page)


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session, here and in the database."""
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        people.close_session(token)
        db.session.commit()
    session.clear()
    flash(current_words().gettext("You are signed out."), "info")
    response = delete_session_cookie(_to(url_for("auth.sign_in")))
    # What this browser keeps of unsent text is forgotten too.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@blueprint.post("/language")
@public
def choose_language() -> Response:
    """Read the program in another language from now on."""
    try:
        language = Language(request.form.get("language", ""))
    except ValueError:
        abort(400)
    person = current_person()
    if person is not None:
        people.choose_language(person, language)
        db.session.commit()
    flash(words_for(language).gettext("You now read in English."), "info")
    response = _to(local_address(request.form.get("next")) or url_for("home.index"))
    response.set_cookie(
        LANGUAGE_COOKIE, language.value, max_age=YEAR_IN_SECONDS, secure=True, httponly=True, samesite="Lax", path="/"
    )
    return response


def _to(address: str) -> Response:
    response: Response = redirect(address, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
    return response
