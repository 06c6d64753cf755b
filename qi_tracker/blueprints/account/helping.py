"""The operator helps with an account that no single administrator may touch. Nothing is shown of what it opens."""

from collections.abc import Callable

from flask import Response, url_for

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.account.forms import HelpForm
from qi_tracker.blueprints.account.routes import blueprint
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import BaseForm
from qi_tracker.blueprints.common.inviting import outside_address
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Person
from qi_tracker.services.accounts import account_with, disable_account, enable_account
from qi_tracker.services.password_resets import make_password_reset


@blueprint.route("/accounts", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def find() -> Response:
    """Find an account by its whole address."""
    form = HelpForm()
    person = None
    if form.validate_on_submit():
        try:
            person = account_with(form.email.data or "")
        except InvalidInput as refusal:
            form.fail(refusal)
    return render("account/find.html", form=form, person=person)


@blueprint.post("/accounts/new-password")
@requires(Permission.MANAGE_ACCOUNTS)
def make_link() -> Response:
    """A link to a new password, shown once."""
    form = HelpForm()
    if form.validate_on_submit():
        with saving(form) as save:
            person = account_with(form.email.data or "")
            token = make_password_reset(person.id, current_actor().person_id)
            name, link = person.name, outside_address("auth.choose_password", token=token)
            save.keep(url_for(".find"))
            return render("account/link.html", 200, name=name, link=link)
    return _again(form)


@blueprint.post("/accounts/disable")
@requires(Permission.MANAGE_ACCOUNTS)
def disable() -> Response:
    """Let nobody sign in with the account."""
    return _done(disable_account, N_("The account is disabled."))


@blueprint.post("/accounts/enable")
@requires(Permission.MANAGE_ACCOUNTS)
def enable() -> Response:
    """Let the account be used again."""
    return _done(enable_account, N_("The account can be used again."))


def _done(work: Callable[[Actor, Person, int | None], None], message: str) -> Response:
    form = HelpForm()
    if form.validate_on_submit():
        with saving(form) as save:
            work(current_actor(), account_with(form.email.data or ""), form.seen_version)
            return save.then(".find", message)
    return _again(form)


def _again(form: BaseForm) -> Response:
    return render("account/find.html", form=form, person=None)
