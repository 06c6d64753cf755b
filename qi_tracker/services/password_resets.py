"""One-use links to a new password: asked for by mail, or made by somebody who may care for the account."""

from datetime import timedelta

from sqlalchemy import delete, select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import PasswordReset, Person
from qi_tracker.models.base import utc_now
from qi_tracker.services.accounts import may_care_for, reach_of, set_password, withdraw_resets
from qi_tracker.services.acting import act_as
from qi_tracker.services.outbox import post
from qi_tracker.services.people import new_token, normalise_email, token_digest
from qi_tracker.vocabulary import Language

BY_MAIL = timedelta(hours=1)
BY_HAND = timedelta(hours=24)
# A link that is long over is not told from one that never was.
KEPT = timedelta(days=7)


def ask_by_mail(email: str, *, is_enough: bool) -> None:
    """Let a link be mailed to the account with this address, if there is one.

    Does the same work whether there is or not: the mail to nobody is written and taken back. With `is_enough` so many
    have been asked for lately that no more is sent.
    """
    person = db.session.scalar(select(Person).filter_by(email=normalise_email(email), disabled_at=None))
    nobody = (normalise_email(email), Language.BOKMAL, 0)
    address, language, person_id = (person.email, person.language, person.id) if person else nobody
    with db.session.begin_nested() as posting:
        post("password_reset", address, language, {"person_id": person_id})
        if person is None or is_enough:
            posting.rollback()


def make_password_reset(person_id: int, made_by_id: int | None = None, token: str | None = None) -> str:
    """A link's token; links made before stop working. `token` is the one to use again when a mail is tried again.

    Raises
    ------
    InvalidInput
        If the account is disabled or gone.
    """
    person = db.session.get(Person, person_id)
    if person is None or person.disabled_at is not None:
        raise InvalidInput("account_disabled")
    now = utc_now()
    withdraw_resets(person_id)
    _erase_old()
    token = token or new_token()
    expires_at = now + (BY_HAND if made_by_id is not None else BY_MAIL)
    present = db.session.scalar(select(PasswordReset).filter_by(token_hash=token_digest(token), used_at=None))
    if present is not None:
        db.session.refresh(present)
        present.expires_at = expires_at
    else:
        db.session.add(
            PasswordReset(
                token_hash=token_digest(token), person_id=person_id, made_by_id=made_by_id, expires_at=expires_at
            )
        )
    db.session.flush()
    return token


def owner_of_reset(token: str) -> Person:
    """Whose password the link lets one choose, without using it.

    Raises
    ------
    InvalidInput
        If the link is unknown, used, too old or replaced by a newer one.
    """
    return _usable(db.session.scalar(select(PasswordReset).filter_by(token_hash=token_digest(token)))).person


def use_password_reset(token: str, password_hash: str) -> Person:
    """Give the link's account its new password, and end all its sessions. The rest is done in the owner's name.

    Raises
    ------
    InvalidInput
        If the link cannot be used.
    """
    held = select(PasswordReset).filter_by(token_hash=token_digest(token)).with_for_update()
    reset = _usable(db.session.scalar(held))
    person = reset.person
    act_as(db.session(), person.id, reach_of(person).organization_ids)
    reset.used_at = utc_now()
    set_password(person, password_hash)
    return person


def _usable(reset: PasswordReset | None) -> PasswordReset:
    if reset is None or reset.person.disabled_at is not None:
        raise InvalidInput("reset_unknown")
    if reset.used_at is not None:
        raise InvalidInput("reset_used")
    if reset.expires_at <= utc_now() or not _maker_still_may(reset):
        raise InvalidInput("reset_expired")
    return reset


def _maker_still_may(reset: PasswordReset) -> bool:
    """The account may have come to reach further since: then the link would open more than its maker administers."""
    maker = db.session.get(Person, reset.made_by_id) if reset.made_by_id is not None else None
    if maker is None:
        return reset.made_by_id is None
    return maker.disabled_at is None and may_care_for(reach_of(maker), reset.person)


def _erase_old() -> None:
    db.session.execute(delete(PasswordReset).where(PasswordReset.expires_at < utc_now() - KEPT))
