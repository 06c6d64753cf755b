"""Invitations by one-use links: into an organisation, a project, or to the first account of an installation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, true

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows, require
from qi_tracker.errors import InvalidInput, NotFound
from qi_tracker.extensions import db
from qi_tracker.models import Invitation, Organization, Person, Project
from qi_tracker.models.base import utc_now
from qi_tracker.services import outbox
from qi_tracker.services.accounts import reach_of
from qi_tracker.services.acting import act_as, also_within, hold_link, within
from qi_tracker.services.organizations import (
    OrganizationDetails,
    add_member,
    create_organization,
    without_administrator,
)
from qi_tracker.services.people import AccountDetails, create_person, has_people, new_token, token_digest
from qi_tracker.services.projects import enter_project
from qi_tracker.vocabulary import OrganizationRole, ProjectRole

INVITATION_HOURS = 24
# So that nobody's mailbox is filled by a button.
MOST_MAILS = 5


@dataclass(frozen=True, slots=True)
class InvitationDetails:
    """Whom an invitation is meant for and what it gives."""

    note: str
    role: OrganizationRole
    project_id: int | None = None
    project_role: ProjectRole | None = None
    # Where the link is mailed; None when the inviter hands it over.
    email: str | None = None


def invite(actor: Actor, organization: Organization, details: InvitationDetails) -> tuple[Invitation, str]:
    """An invitation and its token, which is shown once and never stored.

    The caller has checked the actor's right to the organisation, or to the project that `details` names.
    """
    token = new_token()
    invitation = Invitation(
        token_hash=token_digest(token),
        organization_id=organization.id,
        role=details.role,
        project_id=details.project_id,
        project_role=details.project_role,
        note=details.note,
        email=details.email,
        invited_by_id=actor.person_id,
        expires_at=utc_now() + timedelta(hours=INVITATION_HOURS),
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation, token


def invite_by_mail(actor: Actor, organization: Organization, details: InvitationDetails) -> Invitation:
    """An invitation whose link is mailed to `details.email`, and that nobody sees before.

    The caller has checked the actor's right, and that the installation sends mail.
    """
    invitation, _ = invite(actor, organization, details)
    _post(invitation, 1)
    return invitation


def mail_again(invitation: Invitation) -> None:
    """Mail the link once more; the one that was sent before no longer works then. One that waits is tried now instead.

    Raises
    ------
    InvalidInput
        If it cannot be used any more, or has been mailed often enough.
    """
    _usable(invitation)
    sent = outbox.passages([_mail_key(invitation.id)])
    if sent and sent[-1].is_waiting:
        outbox.hurry(sent[-1].once_key)
    elif invitation.email is None or len(sent) >= MOST_MAILS:
        raise InvalidInput("mailed_often")
    else:
        _post(invitation, len(sent) + 1)


def _post(invitation: Invitation, number: int, kind: str = "invitation") -> None:
    assert invitation.email is not None and invitation.organization is not None
    # The link is made when it is delivered, and works from then on; till then the invitation must not grow too old.
    invitation.expires_at = utc_now() + outbox.TRIED_FOR + timedelta(hours=INVITATION_HOURS)
    outbox.post(
        kind,
        invitation.email,
        invitation.organization.language,
        {"invitation_id": invitation.id},
        once_key=f"{_mail_key(invitation.id)}{number}",
    )


def _mail_key(invitation_id: int) -> str:
    return f"invitation:{invitation_id}:"


def passages_of(invitations: Sequence[Invitation]) -> Mapping[int, outbox.Passage]:
    """Invitation id → how far its latest mail has come; without those that are not mailed."""
    mailed = [invitation.id for invitation in invitations if invitation.email]
    found = outbox.passages([_mail_key(number) for number in mailed])
    return {int(passage.once_key.split(":")[1]): passage for passage in found}


def mailable_invitation(invitation_id: int) -> Invitation | None:
    """The invitation, held until the transaction ends; None when it opens nothing any more and is not mailed."""
    invitation = db.session.scalar(select(Invitation).filter_by(id=invitation_id).with_for_update())
    if invitation is None or invitation.used_at is not None or invitation.withdrawn_at is not None:
        return None
    return invitation if _inviter_still_may(invitation) else None


def renew_link(invitation: Invitation, token: str, now: datetime) -> None:
    """Let this token, and no earlier one, open the invitation for the next 24 hours."""
    invitation.token_hash = token_digest(token)
    invitation.expires_at = now + timedelta(hours=INVITATION_HOURS)
    db.session.flush()


def invite_first_administrator(actor: Actor, organization: Organization, email: str | None = None) -> str:
    """The token of a link to administering an organisation that nobody administers; earlier links to it are withdrawn.

    With `email` the link is mailed, and the token that is returned opens nothing once that is done.

    Raises
    ------
    InvalidInput
        If it has an administrator, who then is the one to invite others.
    """
    require(actor, Permission.INVITE_FIRST_ADMINISTRATOR, organization)
    if not without_administrator([organization]):
        raise InvalidInput("has_administrator")
    # Whoever runs the installation belongs nowhere, and does no more in the organisation than this.
    also_within(db.session(), organization.id)
    for earlier in _not_used(organization):
        withdraw_invitation(earlier)
    invitation, token = invite(actor, organization, InvitationDetails("", OrganizationRole.ADMINISTRATOR, email=email))
    if email is not None:
        _post(invitation, 1, "first_administrator")
    return token


def invite_first_person() -> str:
    """The token of the link to an empty installation's first account; earlier ones are withdrawn."""
    for earlier in db.session.scalars(select(Invitation).filter_by(organization_id=None, used_at=None)):
        earlier.withdrawn_at = utc_now()
    token = new_token()
    db.session.add(Invitation(token_hash=token_digest(token), expires_at=utc_now() + timedelta(hours=INVITATION_HOURS)))
    db.session.flush()
    return token


def open_invitations(organization: Organization, project: Project | None = None) -> Sequence[Invitation]:
    """Invitations into the organisation, or into one of its projects, that can still be used; newest first."""
    return [invitation for invitation in _not_used(organization, project) if _inviter_still_may(invitation)]


def _not_used(organization: Organization, project: Project | None = None) -> Sequence[Invitation]:
    return db.session.scalars(
        select(Invitation)
        .where(
            Invitation.organization_id == organization.id,
            Invitation.project_id == project.id if project is not None else true(),
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > utc_now(),
        )
        .order_by(Invitation.created_at.desc())
    ).all()


def invitation_of(organization: Organization, invitation_id: int) -> Invitation:
    """One invitation of the organisation.

    Raises
    ------
    NotFound
        If it is not there, or another organisation's.
    """
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.organization_id != organization.id:
        raise NotFound
    return invitation


def project_invitation_of(project: Project, invitation_id: int) -> Invitation:
    """One invitation into the project.

    Raises
    ------
    NotFound
        If it is not there, or leads elsewhere.
    """
    invitation = invitation_of(project.organization, invitation_id)
    if invitation.project_id != project.id:
        raise NotFound
    return invitation


@dataclass(frozen=True, slots=True)
class Offer:
    """What the holder of a link is told before they use it. Without `organization` it leads to the first account."""

    organization: Organization | None
    role: OrganizationRole | None
    inviter_name: str | None
    project_id: int | None
    project_title: str | None
    project_role: ProjectRole | None


def offer_of(token: str) -> Offer:
    """What a link gives, without using it.

    Raises
    ------
    InvalidInput
        If the link is unknown, used, withdrawn or too old, or its maker may not invite any more.
    """
    hold_link(db.session(), token_digest(token))
    invitation = db.session.scalar(select(Invitation).filter_by(token_hash=token_digest(token)))
    organization = _usable(invitation).organization
    assert invitation is not None
    inviter = db.session.get(Person, invitation.invited_by_id) if invitation.invited_by_id else None
    project = None
    if organization is not None and invitation.project_id:
        with within(db.session(), [organization.id]):
            project = _project_of(invitation)
    return Offer(
        organization=organization,
        role=invitation.role,
        inviter_name=inviter.name if inviter else None,
        project_id=project.id if project else None,
        project_title=project.title if project else None,
        project_role=invitation.project_role if project else None,
    )


def _take_invitation(token: str) -> Invitation:
    """The invitation behind a link, held until the transaction ends, so that only one can use it."""
    hold_link(db.session(), token_digest(token))
    return _usable(db.session.scalar(select(Invitation).filter_by(token_hash=token_digest(token)).with_for_update()))


def _usable(invitation: Invitation | None) -> Invitation:
    if invitation is None or invitation.withdrawn_at is not None:
        raise InvalidInput("invitation_unknown")
    if invitation.used_at is not None:
        raise InvalidInput("invitation_used")
    if invitation.expires_at < utc_now() or not _inviter_still_may(invitation) or _leads_nowhere(invitation):
        raise InvalidInput("invitation_expired")
    return invitation


def _inviter_still_may(invitation: Invitation) -> bool:
    """Whoever has lost the right since must not come back, or let others in, by a link made before."""
    organization = invitation.organization
    if invitation.invited_by_id is None or organization is None:
        return True
    inviter = db.session.get_one(Person, invitation.invited_by_id)
    if inviter.disabled_at is not None:
        return False
    reach = reach_of(inviter)
    with within(db.session(), [organization.id]):
        project = _project_of(invitation)
        return (
            allows(reach, Permission.MANAGE_ORGANIZATION, organization)
            or allows(reach, Permission.INVITE_FIRST_ADMINISTRATOR, organization)
            or (project is not None and allows(reach, Permission.MANAGE_PROJECT_PEOPLE, project))
        )


def _leads_nowhere(invitation: Invitation) -> bool:
    """Whether it makes somebody a guest of a project that is not there any more: a guest is nowhere else."""
    if invitation.role is not OrganizationRole.GUEST or invitation.organization_id is None:
        return False
    with within(db.session(), [invitation.organization_id]):
        return _project_of(invitation) is None


def _project_of(invitation: Invitation) -> Project | None:
    """The project one is invited to as well; None when it has been deleted or is another organisation's."""
    project = db.session.get(Project, invitation.project_id) if invitation.project_id else None
    return project if project is not None and project.organization_id == invitation.organization_id else None


def create_first_account(token: str, account: AccountDetails, organization: OrganizationDetails) -> Person:
    """The first account of an installation, both operator and administrator of its first organisation.

    Raises
    ------
    InvalidInput
        If the link cannot be used, or somebody was first.
    """
    invitation = _take_invitation(token)
    if invitation.organization_id is not None or has_people():
        raise InvalidInput("invitation_used")
    person = create_person(account, is_operator=True)
    act_as(db.session(), person.id)
    created = create_organization(Actor(person_id=person.id, is_operator=True), organization)
    add_member(created, person.id, OrganizationRole.ADMINISTRATOR)
    invitation.used_at = utc_now()
    db.session.flush()
    return person


def accept_invitation(token: str, person_id: int) -> Organization:
    """Enter the organisation, and the project, that the link leads into.

    Raises
    ------
    InvalidInput
        If the link cannot be used.
    """
    invitation = _take_invitation(token)
    organization = invitation.organization
    if organization is None or invitation.role is None:
        raise InvalidInput("invitation_unknown")
    act_as(db.session(), person_id, {organization.id})
    add_member(organization, person_id, invitation.role)
    project = _project_of(invitation)
    if project is not None and invitation.project_role is not None:
        enter_project(project, person_id, invitation.project_role)
    invitation.used_at = utc_now()
    db.session.flush()
    return organization


def welcome_by_mail(person: Person, organization: Organization) -> None:
    """Mail a newcomer where their work is found. The caller has checked that the installation sends mail."""
    about = {"organization_id": organization.id}
    outbox.post("welcome", person.email, person.language, about, once_key=f"welcome:{person.id}")


def withdraw_invitation(invitation: Invitation) -> None:
    """Make the link useless."""
    invitation.withdrawn_at = utc_now()
    db.session.flush()
