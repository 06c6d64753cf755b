"""Being reminded by mail: one's own choice, and the way to stop it from a mail without signing in."""

from flask import Response, current_app

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.account.forms import RemindersForm
from qi_tracker.blueprints.account.routes import blueprint, myself
from qi_tracker.blueprints.common.access import public, requires
from qi_tracker.blueprints.common.inviting import sends_mail
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.errors import NotFound
from qi_tracker.extensions import csrf, db
from qi_tracker.models import Person
from qi_tracker.services.reminders import choose_reminders as choose
from qi_tracker.services.stopping import person_of_stop_token
from qi_tracker.services.stopping import stop_reminders as stop


@blueprint.route("/account/reminders", methods=["GET", "POST"])
@requires(Permission.USE)
def choose_reminders() -> Response:
    """At once, once a week, or never."""
    person, form = myself(), RemindersForm()
    if not form.is_submitted():
        form.process(obj=person)
    if form.validate_on_submit():
        with saving(form) as save:
            choose(person, form.reminders.data)
            return save.then(".index")
    return render("account/choose_reminders.html", form=form, sends_mail=sends_mail())


@blueprint.get("/stop-reminders/<token>")
@public
def stop_reminders(token: str) -> Response:
    """What a mail's link leads to: a button, since programs that look for harmful mail open links."""
    _owner(token)
    return render("account/stop_reminders.html", token=token)


@blueprint.post("/stop-reminders/<token>")
@public
def stop_at_once(token: str) -> Response:
    """Stop them, by the page's button or by the mail program's own (RFC 8058), which has no cookie and no form of ours.

    The token is what nobody else has; all it can do is stop mail to its owner.
    """
    stop(_owner(token))
    db.session.commit()
    return render("account/reminders_stopped.html", 200)


# A mail program has no token of a form of ours.
csrf.exempt(stop_at_once)


def _owner(token: str) -> Person:
    person = person_of_stop_token(current_app.config["QI_SETTINGS"].secret_key, token)
    if person is None:
        raise NotFound
    return person
