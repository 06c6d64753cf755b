"""The people of the demo, to sign in as. Exists only with demo data, and answers only this machine."""

from ipaddress import ip_address

from flask import Blueprint, Response, current_app, redirect, request, url_for

from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.kept_text import ridden_along
from qi_tracker.blueprints.common.pages import local_address, render
from qi_tracker.blueprints.common.signing_in import show_kept, start_session
from qi_tracker.errors import NotFound
from qi_tracker.extensions import db
from qi_tracker.services.people import everyone_with_roles

# Added by whatever passes a request on from another machine.
_FORWARDING_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")

demo_blueprint = Blueprint("demo", __name__, template_folder="templates", url_prefix="/demo")


def is_offered() -> bool:
    """Whether the one who asks may choose a person of the demo."""
    return "demo" in current_app.blueprints and _is_this_machine()


def _is_this_machine() -> bool:
    if any(name in request.headers for name in _FORWARDING_HEADERS):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


@demo_blueprint.before_request
def _only_from_this_machine() -> None:
    if not _is_this_machine():
        raise NotFound


@demo_blueprint.get("")
@public
def index() -> Response:
    """Who there is to be."""
    return render("demo/index.html", people=everyone_with_roles(), target=local_address(request.args.get("next")))


@demo_blueprint.post("/people/<int:person_id>")
@public
def sign_in(person_id: int) -> Response:
    """Be this person."""
    if person_id not in {someone.person.id for someone in everyone_with_roles()}:
        raise NotFound
    kept = ridden_along()
    opened = start_session(person_id)
    db.session.commit()
    if kept is not None:
        return opened.tell(show_kept(kept, person_id))
    target = local_address(request.form.get("next")) or url_for("home.index")
    response: Response = redirect(target, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
    return opened.tell(response)
