"""A forgotten password: asking for a link by mail, and choosing a new one by a link. Opening it uses nothing up."""

from flask import Response, current_app, redirect, request, url_for

from qi_tracker.blueprints.auth.forms import ForgottenPasswordForm, ResetForm
from qi_tracker.blueprints.auth.links import unusable
from qi_tracker.blueprints.auth.routes import blueprint
from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.inviting import sends_mail
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.signing_in import (
    hashed,
    look_up_link,
    not_now,
    start_session,
    tell_of_new_password,
)
from qi_tracker.errors import InvalidInput, TooManyAttempts
from qi_tracker.extensions import db
from qi_tracker.i18n.translate import N_
from qi_tracker.services.accounts import own_words_of
from qi_tracker.services.password_resets import ask_by_mail, owner_of_reset, use_password_reset
from qi_tracker.services.people import token_digest
from qi_tracker.services.sign_in_throttle import HOUR, Purpose, attempt_at, failures_of_account, take_turn

# Mails to one address within an hour, from whichever networks they are asked for.
MOST_MAILS = 5


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@public
def forgot_password() -> Response:
    """Ask for a link by mail; without a mail server it says whom to ask. The same for known and unknown accounts."""
    form = ForgottenPasswordForm()
    if sends_mail() and form.validate_on_submit():
        key = current_app.config["QI_SETTINGS"].secret_key
        attempt = attempt_at(key, Purpose.ASK_FOR_RESET, form.email.data or "", request.remote_addr)
        try:
            take_turn(attempt)
        except TooManyAttempts as wait:
            return not_now(wait, "auth/forgot_password.html", form=form, sends_mail=True)
        is_enough = failures_of_account(attempt, HOUR) > MOST_MAILS
        ask_by_mail(form.email.data or "", is_enough=is_enough)
        db.session.commit()
        response: Response = redirect(url_for(".reset_asked"), 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
        return response
    return render("auth/forgot_password.html", form=form, sends_mail=sends_mail())


@blueprint.get("/forgotten-password/asked")
@public
def reset_asked() -> Response:
    """What happens now."""
    return render("auth/reset_asked.html")


@blueprint.route("/new-password/<token>", methods=["GET", "POST"])
@public
def choose_password(token: str) -> Response:
    """Choose a new password, and be signed in with it."""
    try:
        owner = look_up_link(owner_of_reset, token)
    except InvalidInput as refusal:
        return unusable(refusal)
    form, email = ResetForm(), owner.email
    if form.is_submitted():
        form.known = own_words_of(owner)
    if form.validate_on_submit():
        password_hash = hashed(form.password.data or "")
        with saving(form, actor_key=f"link:{token_digest(token)}") as save:
            person = use_password_reset(token, password_hash)
            tell_of_new_password(person)
            opened = start_session(person.id)
            return opened.tell(save.then("home.index", N_("Your password is changed. You are signed out elsewhere.")))
    return render("auth/choose_password.html", form=form, email=email)
