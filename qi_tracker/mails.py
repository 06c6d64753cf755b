"""Kinds of mail: what each needs to be written, gathered when it is delivered. Its text is in `i18n/mails.py`.

Links are made here, from the message's salt and the installation's secret key, so that none waits in the database.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.i18n.formats import datetime_local
from qi_tracker.models import Organization, PasswordReset, Person
from qi_tracker.services.invitations import mailable_invitation, renew_link
from qi_tracker.services.outbox import TRIED_FOR, Letter
from qi_tracker.services.password_resets import BY_MAIL, make_password_reset
from qi_tracker.services.people import token_digest

# How long it is worth trying to deliver it.
A_WHILE = timedelta(hours=2)

# Endpoint and its values → the address that a reader of the mail opens.
LinkTo = Callable[..., str]
Params = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one mail is written."""

    letter: Letter
    now: datetime
    link_to: LinkTo
    secret_key: str

    @property
    def token(self) -> str:
        """256 bits for this message's link: the same at every attempt, and unknown to the database."""
        message = f"mail link {self.letter.id} {self.letter.salt}".encode()
        digest = hmac.new(self.secret_key.encode(), message, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def moment(self, moment: datetime) -> str:
        """A moment as the reader writes it."""
        return datetime_local(moment, self.letter.language)


@dataclass(frozen=True, slots=True)
class MailKind:
    """How one kind of mail is written: what its text needs, or None when the mail no longer matters."""

    gather: Callable[[Desk], Params | None]
    matters_for: timedelta


def _invitation(desk: Desk) -> Params | None:
    invitation = mailable_invitation(desk.letter.params["invitation_id"])
    if invitation is None or invitation.organization is None:
        return None
    inviter = db.session.get(Person, invitation.invited_by_id)
    renew_link(invitation, desk.token, desk.now)
    return {
        "inviter": inviter.name if inviter else "",
        "organization": invitation.organization.name,
        "link": desk.link_to("auth.accept", token=desk.token),
        "until": desk.moment(invitation.expires_at),
    }


def _password_reset(desk: Desk) -> Params | None:
    used = select(PasswordReset.used_at).filter_by(token_hash=token_digest(desk.token))
    if db.session.scalar(used) is not None:
        # A second copy, of a link that has done its work.
        return None
    try:
        make_password_reset(desk.letter.params["person_id"], token=desk.token)
    except InvalidInput:
        return None
    return {"link": desk.link_to("auth.choose_password", token=desk.token), "until": desk.moment(desk.now + BY_MAIL)}


def _password_changed(desk: Desk) -> Params | None:
    return {"moment": desk.moment(desk.letter.created_at), "link": desk.link_to("auth.forgot_password")}


def _welcome(desk: Desk) -> Params | None:
    organization = db.session.get(Organization, desk.letter.params["organization_id"])
    return {"organization": organization.name, "link": desk.link_to("home.index")} if organization else None


MAILS: Mapping[str, MailKind] = {
    "invitation": MailKind(_invitation, TRIED_FOR),
    "first_administrator": MailKind(_invitation, TRIED_FOR),
    "password_reset": MailKind(_password_reset, A_WHILE),
    "password_changed": MailKind(_password_changed, TRIED_FOR),
    "welcome": MailKind(_welcome, TRIED_FOR),
}
