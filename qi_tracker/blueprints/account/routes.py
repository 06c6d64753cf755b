"""One's own account: name, language, password, and where one is signed in."""

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.account.forms import ChangePasswordForm, OwnAccountForm
from qi_tracker.blueprints.account.shown import present_session, shown_sessions
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import refused, saving
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE, current_actor, current_person
from qi_tracker.blueprints.common.signing_in import (
    hashed,
    not_now,
    prove,
    start_session,
    tell_of_new_password,
)
from qi_tracker.errors import InvalidInput, NotFound, TooManyAttempts
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Person
from qi_tracker.services.accounts import (
    edit_account,
    end_other_sessions,
    end_session,
    own_words_of,
    set_password,
)
from qi_tracker.services.handing_over import own_projects, shares_of
from qi_tracker.services.people import SESSION_HOURS

blueprint = Blueprint("account", __name__, template_folder="templates")


def myself() -> Person:
    """Whoever is signed in."""
    person = current_person()
    assert person is not None
    return person


@blueprint.get("/account")
@requires(Permission.USE)
def index() -> Response:
    """Who am I here, and where am I signed in?"""
    person = myself()
    looks_after = bool(shares_of(person.id, own_projects(current_actor())))
    return render("account/index.html", person=person, sessions=shown_sessions(person.id), looks_after=looks_after)


@blueprint.route("/account/edit", methods=["GET", "POST"])
@requires(Permission.USE)
def edit() -> Response:
    """Name and language."""
    person, form = myself(), OwnAccountForm()
    if not form.is_submitted():
        form.process(obj=person)
    if form.validate_on_submit():
        with saving(form, person) as save:
            edit_account(person, form.seen_version, form.name.data or "", form.language.data)
            return save.then(".index")
    return render("account/edit.html", form=form)


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires(Permission.USE)
def change_password() -> Response:
    """Another password; whoever is signed in elsewhere with the old one is signed out."""
    person, form = myself(), ChangePasswordForm()
    if person.password_hash is None:
        # They sign in in another way.
        raise NotFound
    if form.is_submitted():
        form.known = own_words_of(person)
    if form.validate_on_submit():
        try:
            proof = prove(person.email, form.present_password.data or "")
        except TooManyAttempts as wait:
            return not_now(wait, "account/change_password.html", form=form)
        except InvalidInput:
            form.fail(InvalidInput("wrong_password", field="present_password"))
            return render("account/change_password.html", form=form)
        password_hash = hashed(form.password.data or "")
        with saving(form) as save:
            present = present_session(person.id)
            remember = present is not None and (present.expires_at - present.created_at).days > SESSION_HOURS // 24
            proof.accept()
            set_password(person, password_hash)
            tell_of_new_password(person)
            opened = start_session(person.id, remember=remember)
            return opened.tell(save.then(".index", N_("Your password is changed. You are signed out elsewhere.")))
    return render("account/change_password.html", form=form)


@blueprint.post("/account/sessions/<int:session_id>/end")
@requires(Permission.USE)
def end(session_id: int) -> Response:
    """Sign out on one device."""
    form, person_id = ActionForm(), myself().id
    if form.validate_on_submit():
        with saving(form) as save:
            end_session(person_id, session_id)
            return save.then(".index", N_("You are signed out there."))
    return refused(form, url_for(".index"))


@blueprint.post("/account/sessions/end-others")
@requires(Permission.USE)
def end_others() -> Response:
    """Sign out on every other device."""
    form, person_id = ActionForm(), myself().id
    if form.validate_on_submit():
        with saving(form) as save:
            end_other_sessions(person_id, request.cookies.get(SESSION_COOKIE, ""))
            return save.then(".index", N_("You are signed out everywhere else."))
    return refused(form, url_for(".index"))
