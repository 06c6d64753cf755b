"""What the mails say, per kind. Names of people and organisations only: never what a project holds, and no number.

A reminder names measures, tasks, cycles and projects too, and to those who work with them: `reminders.py` beside this.

A new mail: its text here, what it needs in `mails.py`, and `services.outbox.post` where it happens.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qi_tracker.i18n.translate import N_, Words


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject and paragraphs of one kind of mail, as msgids; one that is only a parameter is put in as it is."""

    subject: str
    paragraphs: tuple[str, ...]


_HELLO = N_("Hello!")
_LINK = "%(link)s"
_ALONE = re.compile(r"%\((\w+)\)s")
_ONCE = N_("The link works once, until %(until)s.")
_UNEXPECTED = N_("Did you not expect this? Then you need do nothing. The link stops working by itself.")
# The end of every mail: who sends, and that nobody reads an answer.
_SENDER = N_(
    "This mail was sent by qi_tracker, which helps with improvement work: %(address)s. Nobody reads answers to it."
)

TEXTS: Mapping[str, MailText] = {
    "invitation": MailText(
        N_("Invitation to %(organization)s"),
        (
            _HELLO,
            N_("%(inviter)s invites you to take part in improvement work in %(organization)s. Say yes here:"),
            _LINK,
            _ONCE,
            _UNEXPECTED,
        ),
    ),
    "first_administrator": MailText(
        N_("Will you administer %(organization)s?"),
        (
            _HELLO,
            N_(
                "%(organization)s now has a place for its improvement work. %(inviter)s asks you to administer it: "
                "you invite the others, and decide what each may see. Say yes here:"
            ),
            _LINK,
            _ONCE,
            _UNEXPECTED,
        ),
    ),
    "password_reset": MailText(
        N_("Choose a new password"),
        (
            _HELLO,
            N_("Somebody asked for a new password for the account with this e-mail address. Choose it here:"),
            _LINK,
            _ONCE,
            N_("Was it not you? Then you need do nothing. Your password is as it was."),
        ),
    ),
    "password_changed": MailText(
        N_("Your password is changed"),
        (
            _HELLO,
            N_("The password of your account was changed %(moment)s."),
            N_("Was it you? Then you need do nothing."),
            N_("Was it not you? Choose a new password at once, and tell your administrator:"),
            _LINK,
        ),
    ),
    "welcome": MailText(
        N_("Your account is ready"),
        (
            _HELLO,
            N_("You now have an account, and belong to %(organization)s. This is where you find your work:"),
            _LINK,
            N_("Keep this mail, or save the address. Nobody will ever ask for your password by mail."),
            N_("Did you not make this account? Tell the administrator of %(organization)s."),
        ),
    ),
    "reminder": MailText(
        "%(subject)s",
        (
            _HELLO,
            "%(things)s",
            N_("You get this because you take part in the work. Choose here how often, or stop it:"),
            _LINK,
        ),
    ),
}


def mail_text(kind: str, params: Mapping[str, object], words: Words) -> tuple[str, str]:
    """Subject and body of a mail, with its parameters and who sends it.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    text = TEXTS[kind]
    paragraphs = [_said(paragraph, params, words) for paragraph in (*text.paragraphs, _SENDER)]
    return _said(text.subject, params, words), "\n\n".join(paragraphs) + "\n"


def _said(msgid: str, params: Mapping[str, object], words: Words) -> str:
    alone = _ALONE.fullmatch(msgid)
    if alone is not None:
        return str(params[alone[1]])
    mentioned = {name: value for name, value in params.items() if f"%({name})s" in msgid}
    return words.gettext(msgid, **mentioned)
