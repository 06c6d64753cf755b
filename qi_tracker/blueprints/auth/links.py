"""What one-use links lead to: the first account of an installation, and invitations. Opening a link uses nothing up."""

from flask import Response, redirect, url_for

from qi_tracker.blueprints.auth.forms import AccountForm, FirstAccountForm
from qi_tracker.blueprints.auth.routes import blueprint
from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.forms import ActionForm, BaseForm
from qi_tracker.blueprints.common.inviting import sends_mail
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.signing_in import hashed, look_up_link, start_session
from qi_tracker.blueprints.common.words import chosen_language, current_language, current_words
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.explanations import explanation
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_
from qi_tracker.services.invitations import (
    Offer,
    accept_invitation,
    create_first_account,
    offer_of,
    welcome_by_mail,
)
from qi_tracker.services.people import create_person, token_digest
from qi_tracker.vocabulary import OrganizationRole

GONE = 410


@blueprint.route("/first-account/<token>", methods=["GET", "POST"])
@public
def first_account(token: str) -> Response:
    """The first account of an installation and its first organisation."""
    try:
        offer = look_up_link(offer_of, token)
    except InvalidInput as refusal:
        return unusable(refusal)
    if offer.organization is not None:
        return _to(url_for("auth.accept", token=token))
    form = FirstAccountForm()
    if not form.is_submitted():
        form.language.data = current_language()
    if form.validate_on_submit():
        password_hash = hashed(form.password.data or "")
        with saving(form, actor_key=_key(token)) as save:
            account = form.account(password_hash, form.language.data)
            person = create_first_account(token, account, form.organization())
            opened = start_session(person.id)
            return opened.tell(save.then("projects.create", N_("Your account is ready.")))
    return render("auth/first_account.html", form=form)


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> Response:
    """Who invites to what; enter, with the account one has or a new one."""
    try:
        offer = look_up_link(offer_of, token)
    except InvalidInput as refusal:
        return unusable(refusal)
    if offer.organization is None:
        return _to(url_for("auth.first_account", token=token))
    return _enter(token, offer) if current_actor().person_id is not None else _make_account(token, offer)


def _enter(token: str, offer: Offer) -> Response:
    form = ActionForm()
    if form.validate_on_submit():
        with saving(form) as save:
            person_id = current_actor().person_id
            assert person_id is not None
            accept_invitation(token, person_id)
            return save.then_at(_landing(offer), N_("You are in."))
    return _offer_page(form, offer)


def _make_account(token: str, offer: Offer) -> Response:
    organization = offer.organization
    assert organization is not None
    form, landing, language = AccountForm(), _landing(offer), chosen_language() or organization.language
    form.organizations = [organization.name]
    if form.validate_on_submit():
        password_hash = hashed(form.password.data or "")
        with saving(form, actor_key=_key(token)) as save:
            person = create_person(form.account(password_hash, language))
            accept_invitation(token, person.id)
            if sends_mail():
                welcome_by_mail(person, organization)
            opened = start_session(person.id)
            return opened.tell(save.then_at(landing, N_("Your account is ready.")))
    return _offer_page(form, offer)


def _offer_page(form: BaseForm, offer: Offer) -> Response:
    words = current_words()
    role = offer.project_role or offer.role
    assert role is not None and offer.organization is not None
    offered = [(words.gettext("Organisation"), offer.organization.name)]
    if offer.project_title is not None:
        offered.append((words.gettext("Project"), offer.project_title))
    offered.append((words.gettext("Your role"), f"{label(role, words)}. {explanation(role, words)}"))
    if offer.role is OrganizationRole.GUEST:
        offered.append((words.gettext("You come as"), words.gettext("Guest. You see this project, and nothing else.")))
    return render("auth/accept.html", form=form, offer=offer, offered=offered)


def _landing(offer: Offer) -> str:
    if offer.project_id is not None:
        return url_for("projects.show", project_id=offer.project_id)
    return url_for("home.index")


def _key(token: str) -> str:
    """The sender of a form that nobody signed in has sent."""
    return f"link:{token_digest(token)}"


def unusable(refusal: InvalidInput) -> Response:
    """Why a link cannot be used, and the way on."""
    return render("auth/unusable_link.html", GONE, sentence=error_sentence(refusal, current_words()))


def _to(address: str) -> Response:
    response: Response = redirect(address, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
    return response
