"""What an administrator may do with the account of a member: a link to a new password, disabling, enabling."""

from flask import Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.inviting import outside_address
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.organizations.routes import blueprint
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Membership
from qi_tracker.services.accounts import disable_account, enable_account, require_care
from qi_tracker.services.password_resets import make_password_reset


@blueprint.post("/memberships/<int:membership_id>/new-password")
@requires(Permission.MANAGE_ORGANIZATION)
def make_reset_link(membership: Membership) -> Response:
    """A link to a new password, shown once."""
    form, back = ActionForm(), _back(membership)
    if form.validate_on_submit():
        with saving(form) as save:
            person = membership.person
            require_care(current_actor(), person)
            token = make_password_reset(person.id, current_actor().person_id)
            name, link = person.name, outside_address("auth.choose_password", token=token)
            save.keep(back)
            return render("account/link.html", 200, name=name, link=link, done=back)
    return refused(form, _edit(membership))


@blueprint.post("/memberships/<int:membership_id>/disable")
@requires(Permission.MANAGE_ORGANIZATION)
def disable_member(membership: Membership) -> Response:
    """Let nobody sign in with the member's account."""
    return pressed(
        lambda seen: disable_account(current_actor(), membership.person, seen),
        _back(membership),
        N_("The account is disabled."),
        _edit(membership),
    )


@blueprint.post("/memberships/<int:membership_id>/enable")
@requires(Permission.MANAGE_ORGANIZATION)
def enable_member(membership: Membership) -> Response:
    """Let the member's account be used again."""
    return pressed(
        lambda seen: enable_account(current_actor(), membership.person, seen),
        _back(membership),
        N_("The account can be used again."),
        _edit(membership),
    )


def _back(membership: Membership) -> str:
    return url_for("organizations.show", organization_id=membership.organization_id)


def _edit(membership: Membership) -> str:
    return url_for("organizations.edit_role", membership_id=membership.id)
