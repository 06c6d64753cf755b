"""Handing over all that one looks after oneself."""

from flask import Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.account.routes import blueprint, myself
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.handing_over import HandingOver
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.services.handing_over import own_projects


@blueprint.route("/account/hand-over", methods=["GET", "POST"])
@requires(Permission.USE)
def hand_over() -> Response:
    """In every project that one takes part in."""
    words = current_words()
    return HandingOver(
        giver=myself(),
        projects=own_projects(current_actor()),
        address=url_for(".hand_over"),
        then=url_for(".index"),
        trail=[(words.gettext("My account"), url_for(".index")), (words.gettext("Hand over"), None)],
        is_own=True,
    ).answer()
