"""Who belongs to an organisation: invite, withdraw, change role, remove."""

from flask import Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.handing_over import HandingOver
from qi_tracker.blueprints.common.inviting import MAILED, outside_address
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.organizations.forms import InvitationForm, RoleForm
from qi_tracker.blueprints.organizations.routes import blueprint
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Membership, Organization
from qi_tracker.services.handing_over import projects_in, shares_of
from qi_tracker.services.invitations import invitation_of, invite, invite_by_mail, mail_again, withdraw_invitation
from qi_tracker.services.organizations import change_role, remove_member


@blueprint.route("/organizations/<int:organization_id>/invite", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANIZATION)
def invite_person(organization: Organization) -> Response:
    """A one-use link into the organisation, mailed or shown once."""
    form = InvitationForm()
    if form.validate_on_submit():
        with saving(form) as save:
            if form.mailed_to:
                invite_by_mail(current_actor(), organization, form.details())
                return save.then_at(url_for(".show", organization_id=organization.id, _anchor="invitations"), MAILED)
            invitation, token = invite(current_actor(), organization, form.details())
            save.keep(url_for(".show", organization_id=organization.id))
            link = outside_address("auth.accept", token=token)
            return render(
                "organizations/invited.html", 200, organization=organization, invitation=invitation, link=link
            )
    return render("organizations/invite_person.html", form=form, organization=organization)


@blueprint.post("/organizations/<int:organization_id>/invitations/<int:invitation_id>/withdraw")
@requires(Permission.MANAGE_ORGANIZATION)
def withdraw(organization: Organization, invitation_id: int) -> Response:
    """Make a link useless that has not been used."""
    form, back = ActionForm(), url_for(".show", organization_id=organization.id)
    if form.validate_on_submit():
        with saving(form) as save:
            withdraw_invitation(invitation_of(organization, invitation_id))
            return save.then_at(back, N_("The link no longer works."))
    return refused(form, back)


@blueprint.post("/organizations/<int:organization_id>/invitations/<int:invitation_id>/mail")
@requires(Permission.MANAGE_ORGANIZATION)
def mail(organization: Organization, invitation_id: int) -> Response:
    """Mail the link once more."""
    back = url_for(".show", organization_id=organization.id, _anchor="invitations")
    return pressed(lambda _seen: mail_again(invitation_of(organization, invitation_id)), back, MAILED)


@blueprint.route("/memberships/<int:membership_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANIZATION)
def edit_role(membership: Membership) -> Response:
    """Another role for a member; the page that removes them, too."""
    form, back = RoleForm(), url_for(".show", organization_id=membership.organization_id)
    if not form.is_submitted():
        form.process(obj=membership)
    if form.validate_on_submit():
        with saving(form, membership) as save:
            change_role(membership, form.seen_version, form.role.data)
            return save.then_at(back)
    looks_after = bool(shares_of(membership.person_id, projects_in(membership.organization)))
    return render("organizations/edit_role.html", form=form, membership=membership, back=back, looks_after=looks_after)


@blueprint.route("/memberships/<int:membership_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANIZATION)
def hand_over(membership: Membership) -> Response:
    """What a member looks after in all the organisation's projects, to another."""
    organization, words = membership.organization, current_words()
    home = url_for(".show", organization_id=organization.id)
    back = url_for(".edit_role", membership_id=membership.id)
    return HandingOver(
        giver=membership.person,
        projects=projects_in(organization),
        address=url_for(".hand_over", membership_id=membership.id),
        then=back,
        trail=[(organization.name, home), (membership.person.name, back), (words.gettext("Hand over"), None)],
    ).answer()


@blueprint.post("/memberships/<int:membership_id>/delete")
@requires(Permission.MANAGE_ORGANIZATION)
def remove(membership: Membership) -> Response:
    """End a membership, with the roles in the organisation's projects."""
    return pressed_away(
        membership,
        lambda seen: remove_member(membership, seen),
        url_for(".show", organization_id=membership.organization_id),
        N_("The person no longer belongs to the organisation."),
    )
