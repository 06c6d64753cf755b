"""Kinds of mail: what each needs to be written, gathered when it is delivered. Its text is in `i18n/mails.py`.

Links are made here, from the message's salt and the installation's secret key, so that none waits in the database.
"""

import base64
import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.i18n.formats import datetime_local
from qi_tracker.i18n.reminders import Told, reminder_subject, reminder_text
from qi_tracker.i18n.translate import words_for
from qi_tracker.models import (
    HelpRequest,
    Measure,
    Organization,
    PasswordReset,
    PdsaCycle,
    Person,
    Project,
    Sustainment,
    Task,
)
from qi_tracker.services.dates import local_day
from qi_tracker.services.invitations import mailable_invitation, renew_link
from qi_tracker.services.number_links import number_token
from qi_tracker.services.outbox import TRIED_FOR, Letter
from qi_tracker.services.password_resets import BY_MAIL, make_password_reset
from qi_tracker.services.people import token_digest
from qi_tracker.services.projects import shortened
from qi_tracker.services.reminders import ReminderKind, Waiting, still_waiting
from qi_tracker.services.stopping import stop_token

# How long it is worth trying to deliver it.
A_WHILE = timedelta(hours=2)
# What it reminds of is looked at again when it is delivered, so a late one is still right.
TWO_WEEKS = timedelta(days=14)

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


def _reminder(desk: Desk) -> Params | None:
    """What still waits of that which it was to tell; without any of it, no mail."""
    person_id, today = int(desk.letter.params["person_id"]), local_day(desk.now)
    things = still_waiting(person_id, desk.letter.params["keys"], today)
    if not things:
        return None
    # The numbers of one measure are told of together, the first of them by name.
    firsts = {(thing.kind, thing.about.id): thing for thing in reversed(things)}
    counts = Counter((thing.kind, thing.about.id) for thing in things)
    told = [_told(desk, person_id, thing, counts[which]) for which, thing in reversed(firsts.items())]
    words = words_for(desk.letter.language)
    return {
        "subject": reminder_subject(told, words),
        "things": reminder_text(told, today, words),
        "link": desk.link_to("account.choose_reminders"),
        "stop_address": desk.link_to("account.stop_reminders", token=stop_token(desk.secret_key, person_id)),
    }


def _told(desk: Desk, person_id: int, thing: Waiting, count: int) -> Told:
    about = thing.about
    if isinstance(about, Measure) and thing.kind is not ReminderKind.SLIPPED:
        token = number_token(desk.secret_key, person_id, about.id, local_day(desk.letter.created_at))
        link = desk.link_to("measures.enter_by_link", token=token)
        place = (about.name, about.project.title)
        return Told(thing.kind, *place, thing.due_on, link, thing.day, about.frequency, count - 1)
    name, project, link = _place_of(desk, thing)
    return Told(thing.kind, name, project.title, thing.day, link)


def _place_of(desk: Desk, thing: Waiting) -> tuple[str, Project, str]:
    """What the thing is called, its project, and the link to where it is looked at."""
    match thing.about:
        case Measure() as measure:
            place = measure.name, measure.project, desk.link_to("measures.show", measure_id=measure.id)
        case Sustainment(project=project):
            place = project.title, project, desk.link_to("causes.sustain", project_id=project.id)
        case Task(project=project) as task:
            place = task.title, project, desk.link_to("projects.show", project_id=project.id)
        case PdsaCycle() as cycle:
            place = cycle.name, cycle.change_idea.project, desk.link_to("pdsa.show", cycle_id=cycle.id)
        case HelpRequest() as request:
            page = "answer" if thing.kind is ReminderKind.ASKED else "show"
            link = desk.link_to(f"help_requests.{page}", help_request_id=request.id)
            place = shortened(request.question), request.project, link
        case Project() as project:
            place = project.title, project, desk.link_to("projects.show", project_id=project.id)
    return place


MAILS: Mapping[str, MailKind] = {
    "invitation": MailKind(_invitation, TRIED_FOR),
    "first_administrator": MailKind(_invitation, TRIED_FOR),
    "password_reset": MailKind(_password_reset, A_WHILE),
    "password_changed": MailKind(_password_changed, TRIED_FOR),
    "welcome": MailKind(_welcome, TRIED_FOR),
    "reminder": MailKind(_reminder, TWO_WEEKS),
}
