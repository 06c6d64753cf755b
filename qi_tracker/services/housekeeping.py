"""What has outlived its time, and how it is erased. Run by `worker.py` at night."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update

from qi_tracker.extensions import db
from qi_tracker.models import FormDraft, IdempotencyKey, Invitation, PasswordReset, SignInFailure, SignInSession
from qi_tracker.services import outbox, sign_in_throttle

# A form that is sent again after so long, from a tab left open, is a new one.
FORM_KEY_DAYS = 30
# What somebody typed and never saved.
DRAFT_DAYS = 30
# A used-up link is told apart from an unknown one for a while.
LINK_DAYS = 30

Erase = Callable[[datetime], None]


def _form_keys(now: datetime) -> None:
    db.session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < now - timedelta(days=FORM_KEY_DAYS)))


def _sessions(now: datetime) -> None:
    db.session.execute(delete(SignInSession).where(SignInSession.expires_at < now))


def _failures(now: datetime) -> None:
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - sign_in_throttle.KEPT))


def _drafts(now: datetime) -> None:
    db.session.execute(delete(FormDraft).where(FormDraft.saved_at < now - timedelta(days=DRAFT_DAYS)))


def _resets(now: datetime) -> None:
    db.session.execute(delete(PasswordReset).where(PasswordReset.expires_at < now - timedelta(days=LINK_DAYS)))


def _invited(now: datetime) -> None:
    """The addresses of those who were invited; that somebody was stays."""
    oldest = now - timedelta(days=LINK_DAYS)
    is_over = or_(Invitation.expires_at < oldest, Invitation.used_at < oldest, Invitation.withdrawn_at < oldest)
    db.session.execute(update(Invitation).where(is_over, Invitation.email.is_not(None)).values(email=None))


# What is erased → how. Each is to be done in a transaction of its own, so that no writer waits for all of them.
OUTLIVED: Mapping[str, Erase] = {
    "form_keys": _form_keys,
    "sessions": _sessions,
    "sign_in_failures": _failures,
    "drafts": _drafts,
    "password_resets": _resets,
    "invited_addresses": _invited,
    "mail": outbox.erase_old,
}
