"""An organisation: see it, make one, change what it is called. Who belongs to it is in `people.py`."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.downloads import DOWNLOADS
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.inviting import (
    MAILED,
    OpenInvitation,
    listed,
    mail_problem,
    mail_trouble,
    outside_address,
)
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.organizations.forms import NewOrganizationForm, OrganizationForm
from qi_tracker.i18n.explanations import explanation
from qi_tracker.i18n.labels import label
from qi_tracker.models import Organization
from qi_tracker.services.guests import guests_of
from qi_tracker.services.invitations import invite_first_administrator, open_invitations
from qi_tracker.services.organizations import (
    all_organizations,
    create_organization,
    edit_organization,
    members_of,
    organizations_of,
    without_administrator,
)
from qi_tracker.services.units import Branch, one_by_one, tree_of
from qi_tracker.vocabulary import OrganizationRole

blueprint = Blueprint("organizations", __name__, template_folder="templates")


@blueprint.get("/organizations")
@requires(Permission.USE)
def index() -> Response:
    """Straight to the only one, else a list. The operator has a list of all, behind their own if they have one."""
    mine = organizations_of(current_actor())
    is_list_wanted = can(Permission.CREATE_ORGANIZATION) and "all" in request.args
    if len(mine) == 1 and not is_list_wanted:
        return redirect(url_for(".show", organization_id=mine[0].id), 303)  # type: ignore[return-value]  # werkzeug's base class
    if can(Permission.CREATE_ORGANIZATION):
        everything = all_organizations(current_actor())
        return render(
            "organizations/index.html",
            mine={organization.id for organization in mine},
            organizations=everything,
            unattended=without_administrator(everything),
            mail_trouble=mail_trouble(),
        )
    return render(
        "organizations/index.html",
        mine={organization.id for organization in mine},
        organizations=mine,
        unattended=frozenset(),
    )


@blueprint.get("/organizations/<int:organization_id>")
@requires(Permission.VIEW_ORGANIZATION)
def show(organization: Organization) -> Response:
    """Who is with, and what may they see?"""
    words = current_words()
    branches = one_by_one(tree_of(current_actor(), organization.id))
    return render(
        "organizations/show.html",
        branches=branches,
        led=_led_units(branches),
        organization=organization,
        downloads=DOWNLOADS,
        members=members_of(current_actor(), organization),
        guests=guests_of(organization) if can(Permission.MANAGE_ORGANIZATION, organization) else (),
        invitations=_open_invitations(organization),
        mail_problem=mail_problem() if can(Permission.MANAGE_ORGANIZATION, organization) else "",
        roles=[(label(role, words), explanation(role, words)) for role in OrganizationRole],
    )


def _open_invitations(organization: Organization) -> list[OpenInvitation]:
    """What those who administer it see of the links that are not used yet."""
    if not can(Permission.MANAGE_ORGANIZATION, organization):
        return []

    def address(action: str, invitation_id: int) -> str:
        return url_for(f".{action}", organization_id=organization.id, invitation_id=invitation_id)

    return listed(open_invitations(organization), address)


def _led_units(branches: Sequence[Branch]) -> dict[int, list[str]]:
    """Person id → the names of the units they lead."""
    led: dict[int, list[str]] = {}
    for branch in branches:
        for leadership in branch.leaders:
            led.setdefault(leadership.person_id, []).append(branch.unit.name)
    return led


@blueprint.route("/organizations/new", methods=["GET", "POST"])
@requires(Permission.CREATE_ORGANIZATION)
def create() -> Response:
    """A new organisation, with the link for the one who is to administer it."""
    form = NewOrganizationForm()
    if form.validate_on_submit():
        with saving(form) as save:
            organization = create_organization(current_actor(), form.details())
            token = invite_first_administrator(current_actor(), organization, form.mailed_to)
            if form.mailed_to:
                return save.then_at(url_for(".index", all=1), MAILED)
            save.keep(url_for(".index", all=1))
            return _first_link(organization, token)
    return render("organizations/create.html", form=form)


@blueprint.post("/organizations/<int:organization_id>/first-administrator")
@requires(Permission.INVITE_FIRST_ADMINISTRATOR)
def invite_administrator(organization: Organization) -> Response:
    """A new link for the one who is to administer it, when the first was lost or has grown too old."""
    form, back = ActionForm(), url_for(".index", all=1)
    if form.validate_on_submit():
        with saving(form) as save:
            token = invite_first_administrator(current_actor(), organization)
            save.keep(back)
            return _first_link(organization, token)
    return refused(form, back)


def _first_link(organization: Organization, token: str) -> Response:
    link = outside_address("auth.accept", token=token)
    return render("organizations/first_administrator.html", 200, organization=organization, link=link)


@blueprint.route("/organizations/<int:organization_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANIZATION)
def edit(organization: Organization) -> Response:
    """Change what it is called and speaks."""
    form = OrganizationForm()
    if not form.is_submitted():
        form.process(obj=organization)
    if form.validate_on_submit():
        with saving(form, organization) as save:
            edit_organization(organization, form.seen_version, form.details())
            return save.then(".show", organization_id=organization.id)
    return render("organizations/edit.html", form=form, organization=organization)
