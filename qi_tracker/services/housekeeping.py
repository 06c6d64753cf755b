"""What has outlived its time, and how it is erased. Run by `worker.py` at night."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from qi_tracker.extensions import db
from qi_tracker.models import IdempotencyKey, Invitation, Organization, PasswordReset, SignInSession
from qi_tracker.services import (
    context,
    drafts,
    imports,
    outbox,
    password_resets,
    reminders,
    retention,
    sign_in_throttle,
)
from qi_tracker.services.acting import within

# A form that is sent again after so long, from a tab left open, is a new one.
FORM_KEY_DAYS = 30
# How long it is kept where somebody was invited to.
ADDRESS_DAYS = 30

# Erases some of what is too old; true when there may be more of it, for a transaction of its own.
Erase = Callable[[datetime], bool | None]


def _form_keys(now: datetime) -> None:
    db.session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < now - timedelta(days=FORM_KEY_DAYS)))


def _sessions(now: datetime) -> None:
    db.session.execute(delete(SignInSession).where(SignInSession.expires_at < now))


def _resets(now: datetime) -> None:
    db.session.execute(delete(PasswordReset).where(PasswordReset.expires_at < now - password_resets.KEPT))


def _drafts(_now: datetime) -> None:
    drafts.erase_old_drafts()


def _uploads(_now: datetime) -> None:
    """Tables that were uploaded and never imported, of every organisation."""
    with within(db.session(), db.session.scalars(select(Organization.id)).all()):
        imports.erase_old_drafts()
        context.erase_old_context_drafts()


def _reminders(now: datetime) -> None:
    """What people were reminded of, in every organisation."""
    with within(db.session(), db.session.scalars(select(Organization.id)).all()):
        reminders.erase_old_reminders(now)


def _invited(now: datetime) -> None:
    """The addresses of those who were invited; that somebody was stays."""
    oldest = now - timedelta(days=ADDRESS_DAYS)
    is_over = or_(Invitation.expires_at < oldest, Invitation.used_at < oldest, Invitation.withdrawn_at < oldest)
    db.session.execute(update(Invitation).where(is_over, Invitation.email.is_not(None)).values(email=None))


# What is erased → how. Each is to be done in a transaction of its own, so that no writer waits for all of them.
OUTLIVED: Mapping[str, Erase] = {
    "form_keys": _form_keys,
    "sessions": _sessions,
    "sign_in_failures": sign_in_throttle.erase_old,
    "password_resets": _resets,
    "drafts": _drafts,
    "uploads": _uploads,
    "invited_addresses": _invited,
    "mail": outbox.erase_old,
    "reminders": _reminders,
    # What organisations have given a time; last, because there may be much of it.
    "retention": retention.erase_portion,
}
