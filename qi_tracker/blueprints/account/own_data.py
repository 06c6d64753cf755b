"""One's own data: all that is kept about oneself, to read and to take out; and being erased."""

import json

from flask import Response, url_for
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.account.forms import HelpForm
from qi_tracker.blueprints.account.routes import blueprint, myself
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import BaseForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import is_demo
from qi_tracker.blueprints.common.signing_in import not_now, prove
from qi_tracker.errors import InvalidInput, NotFound, TooManyAttempts
from qi_tracker.exchange.file_names import attachment
from qi_tracker.i18n.translate import N_
from qi_tracker.services.account_erasure import PSEUDONYM, erase_account
from qi_tracker.services.accounts import account_with
from qi_tracker.services.own_data import own_data_of
from qi_tracker.services.passwords import MAXIMUM_PASSWORD_LENGTH


class EraseMeForm(BaseForm):
    """Being oneself is shown by the password."""

    present_password = PasswordField(
        N_("The password you have now"),
        [InputRequired(), Length(max=MAXIMUM_PASSWORD_LENGTH)],
        render_kw={"autocomplete": "current-password"},
    )


@blueprint.get("/account/data")
@requires(Permission.USE)
def show_data() -> Response:
    """What is kept about me?"""
    person = myself()
    return render("account/show_data.html", person=person, data=own_data_of(person), may_erase=not is_demo())


@blueprint.get("/account/data.json")
@requires(Permission.USE)
def data_json() -> Response:
    """The same as a file."""
    content = json.dumps(own_data_of(myself()), ensure_ascii=False, indent=2)
    answer = Response(content, mimetype="application/json")
    answer.headers["Content-Disposition"] = attachment("qi-tracker", "json", "qi-tracker")
    return answer


@blueprint.route("/account/erase", methods=["GET", "POST"])
@requires(Permission.USE)
def erase() -> Response:
    """What it means to be erased, and the button that does it."""
    person, form = myself(), EraseMeForm()
    if person.password_hash is None:
        # They sign in in another way, or are of the demo.
        raise NotFound
    pseudonym = PSEUDONYM.format(number=person.id)
    if form.validate_on_submit():
        try:
            proof = prove(person.email, form.present_password.data or "")
        except TooManyAttempts as wait:
            return not_now(wait, "account/erase.html", form=form, pseudonym=pseudonym)
        except InvalidInput:
            form.fail(InvalidInput("wrong_password", field="present_password"))
            return render("account/erase.html", form=form, pseudonym=pseudonym)
        with saving(form) as save:
            proof.accept()
            erase_account(person, person.version)
            return save.then_at(url_for("auth.sign_in"), N_("You are erased, and signed out."))
    return render("account/erase.html", form=form, pseudonym=pseudonym)


@blueprint.post("/accounts/erase")
@requires(Permission.MANAGE_ACCOUNTS)
def erase_other() -> Response:
    """For one who asks for it and cannot sign in."""
    form = HelpForm()
    if form.validate_on_submit():
        with saving(form) as save:
            erase_account(account_with(form.email.data or ""), form.seen_version)
            return save.then(".find", N_("The person is erased."))
    return render("account/find.html", form=form, person=None)
