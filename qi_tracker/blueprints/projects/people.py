"""Who takes part in a project: add, invite, change role, leave."""

from flask import Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm, options
from qi_tracker.blueprints.common.handing_over import HandingOver
from qi_tracker.blueprints.common.inviting import MAILED, OpenInvitation, listed, outside_address
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import went_away
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.projects.forms import AddPersonForm, ProjectInvitationForm, ProjectRoleForm
from qi_tracker.blueprints.projects.routes import blueprint
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Project, ProjectMembership
from qi_tracker.services.guests import guests_in
from qi_tracker.services.handing_over import collectors_in
from qi_tracker.services.invitations import (
    invite,
    invite_by_mail,
    mail_again,
    open_invitations,
    project_invitation_of,
)
from qi_tracker.services.invitations import withdraw_invitation as withdraw
from qi_tracker.services.organizations import members_outside
from qi_tracker.services.projects import change_project_role, enter_project, leave_project, people_of


@blueprint.route("/projects/<int:project_id>/people", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROJECT_PEOPLE)
def edit_people(project: Project) -> Response:
    """Who takes part; add somebody of the organisation."""
    candidates = members_outside(project)
    form = AddPersonForm()
    form.person_id.choices = options((member.person_id, member.person.name) for member in candidates)
    if form.validate_on_submit():
        with saving(form) as save:
            enter_project(project, form.person_id.data, form.role.data)
            return save.then(".edit_people", project_id=project.id)
    return render(
        "projects/edit_people.html",
        project=project,
        people=people_of(project),
        guests=guests_in(project),
        form=form,
        has_candidates=bool(candidates),
        collectors=collectors_in([project]),
        invitations=_open_invitations(project),
    )


def _open_invitations(project: Project) -> list[OpenInvitation]:
    def address(action: str, invitation_id: int) -> str:
        return url_for(f".{action}_invitation", project_id=project.id, invitation_id=invitation_id)

    return listed(open_invitations(project.organization, project), address)


@blueprint.post("/projects/<int:project_id>/invitations/<int:invitation_id>/withdraw")
@requires(Permission.MANAGE_PROJECT_PEOPLE)
def withdraw_invitation(project: Project, invitation_id: int) -> Response:
    """Make a link into the project useless that has not been used."""
    back = url_for(".edit_people", project_id=project.id)
    return pressed(
        lambda _seen: withdraw(project_invitation_of(project, invitation_id)), back, N_("The link no longer works.")
    )


@blueprint.post("/projects/<int:project_id>/invitations/<int:invitation_id>/mail")
@requires(Permission.MANAGE_PROJECT_PEOPLE)
def mail_invitation(project: Project, invitation_id: int) -> Response:
    """Mail the link once more."""
    back = url_for(".edit_people", project_id=project.id, _anchor="invitations")
    return pressed(lambda _seen: mail_again(project_invitation_of(project, invitation_id)), back, MAILED)


@blueprint.route("/projects/<int:project_id>/invite", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROJECT_PEOPLE)
def invite_person(project: Project) -> Response:
    """A one-use link into the project for somebody without an account, mailed or shown once."""
    form = ProjectInvitationForm()
    if form.validate_on_submit():
        with saving(form) as save:
            details = form.details(project)
            if details.email:
                invite_by_mail(current_actor(), project.organization, details)
                return save.then_at(url_for(".edit_people", project_id=project.id, _anchor="invitations"), MAILED)
            _, token = invite(current_actor(), project.organization, details)
            # The link is shown once: the same form sent again leads to who takes part, and makes no second one.
            save.keep(url_for(".edit_people", project_id=project.id))
            link = outside_address("auth.accept", token=token)
            return render("projects/invited.html", 200, project=project, link=link, note=details.note)
    return render("projects/invite_person.html", form=form, project=project)


@blueprint.route("/project-memberships/<int:project_membership_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROJECT_PEOPLE)
def edit_role(project_membership: ProjectMembership) -> Response:
    """Another role in the project."""
    form = ProjectRoleForm()
    if not form.is_submitted():
        form.process(obj=project_membership)
    if form.validate_on_submit():
        with saving(form, project_membership) as save:
            change_project_role(project_membership, form.seen_version, form.role.data)
            return save.then(".edit_people", project_id=project_membership.project_id)
    return render("projects/edit_role.html", form=form, membership=project_membership)


@blueprint.route("/project-memberships/<int:project_membership_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROJECT_PEOPLE)
def hand_over(project_membership: ProjectMembership) -> Response:
    """What somebody looks after in the project, to another; before they are removed, or instead of it."""
    project, words = project_membership.project, current_words()
    back = url_for(".edit_people", project_id=project.id)
    return HandingOver(
        giver=project_membership.person,
        projects=[project],
        address=url_for(".hand_over", project_membership_id=project_membership.id),
        then=back,
        trail=[
            (project.title, url_for(".show", project_id=project.id)),
            (words.gettext("Who takes part"), back),
            (words.gettext("Hand over"), None),
        ],
        membership=project_membership,
    ).answer()


@blueprint.post("/project-memberships/<int:project_membership_id>/delete")
@requires(Permission.MANAGE_PROJECT_PEOPLE)
def remove_person(project_membership: ProjectMembership) -> Response:
    """End somebody's part in the project."""
    form, back = ActionForm(), url_for(".edit_people", project_id=project_membership.project_id)
    if form.validate_on_submit():
        with saving(form) as save:
            name = project_membership.person.name
            leave_project(project_membership, form.seen_version)
            said = current_words().gettext("%(name)s does not take part any more.", name=name)
            return went_away(save, project_membership, back, said)
    return refused(form, back)
