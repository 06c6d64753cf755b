"""Inviting, wherever it is done: the form's common fields, the link, and the list of what is not used yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from wtforms.validators import InputRequired

from qi_tracker.blueprints.common.email_fields import EmailField
from qi_tracker.blueprints.common.forms import BaseForm, TextField, sentence_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.errors import MailNotSent
from qi_tracker.i18n.formats import datetime_local
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Invitation
from qi_tracker.models.base import utc_now
from qi_tracker.services.invitations import passages_of
from qi_tracker.services.outbox import Passage, trouble
from qi_tracker.vocabulary import OrganizationRole

# Said when a link was posted, not shown.
MAILED = N_("The link is on its way by e-mail.")


def sends_mail() -> bool:
    """Whether this installation has a mail server."""
    return bool(current_app.config["QI_SETTINGS"].sends_mail)


def outside_address(endpoint: str, **values: Any) -> str:
    """An address that works in a mail or a message: the one set for the installation, else the one it is asked at."""
    own: str = current_app.config["QI_SETTINGS"].address
    return own + url_for(endpoint, **values) if own else url_for(endpoint, **values, _external=True)


class InvitingForm(BaseForm):
    """Whom it is for; with a mail server, also where the link is mailed."""

    note = TextField(N_("Who is it for?"), [InputRequired()], longest=120)
    email = EmailField(N_("E-mail"), required=False, autocomplete="off")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not sends_mail():
            del self.email

    @property
    def mailed_to(self) -> str | None:
        """Where the link is to be mailed; None when the inviter hands it over."""
        return (self.email.data or None) if "email" in self else None


def mail_problem() -> str:
    """Why mail does not get through just now, for those who invite; empty when it does."""
    found = trouble(utc_now()) if sends_mail() else None
    return sentence_of(MailNotSent(found.problem)) if found and found.waiting else ""


def mail_trouble() -> str:
    """How much mail waits or was given up and why, for the one who runs the installation; empty when all is well."""
    found = trouble(utc_now()) if sends_mail() else None
    if found is None:
        return ""
    words, said = current_words(), []
    if found.waiting:
        said.append(words.ngettext("%(n)s mail waits.", "%(n)s mails wait.", found.waiting))
    if found.lost:
        said.append(words.ngettext("%(n)s mail was given up.", "%(n)s mails were given up.", found.lost))
    return " ".join([*said, sentence_of(MailNotSent(found.problem))])


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """One invitation that is not used yet, in words, with what can be done about it."""

    note: str
    role: str
    # How far its link has come.
    state: str
    # Why it has come no further; empty when nothing is wrong.
    problem: str
    withdraw_url: str
    # None where it is not mailed, or just now on its way.
    mail_url: str | None


Address = Callable[[str, int], str]


def listed(invitations: Sequence[Invitation], address: Address) -> list[OpenInvitation]:
    """The rows of a list of invitations; `address` gives the address of `withdraw` and of `mail` for one of them."""
    passages = passages_of(invitations)
    return [_row(invitation, passages.get(invitation.id), address) for invitation in invitations]


def _row(invitation: Invitation, passage: Passage | None, address: Address) -> OpenInvitation:
    words = current_words()
    is_guest = invitation.role is OrganizationRole.GUEST
    given = (invitation.project_role or invitation.role, invitation.role if is_guest else None)
    may_mail = passage is not None and sends_mail() and not (passage.is_waiting and not passage.problem)
    return OpenInvitation(
        note=invitation.note or words.gettext("Not said"),
        role=", ".join(label(each, words) for each in given if each),
        state=_state(invitation, passage),
        problem=sentence_of(MailNotSent(passage.problem)) if passage and passage.problem else "",
        withdraw_url=address("withdraw", invitation.id),
        mail_url=address("mail", invitation.id) if may_mail else None,
    )


def _state(invitation: Invitation, passage: Passage | None) -> str:
    words = current_words()
    until = datetime_local(invitation.expires_at, current_language())
    if passage is None:
        return words.gettext("works until %(moment)s", moment=until)
    if passage.sent_at is not None:
        sent = datetime_local(passage.sent_at, current_language())
        return words.gettext(
            "mailed to %(address)s %(sent)s, works until %(until)s", address=invitation.email, sent=sent, until=until
        )
    if passage.is_given_up:
        return words.gettext("the mail to %(address)s did not get through", address=invitation.email)
    return words.gettext("on its way to %(address)s", address=invitation.email)
