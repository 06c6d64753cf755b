"""People with an account and their sessions. Not tenant rows: a person has memberships."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qi_tracker.models.base import Base, Versioned, choice, utc_now
from qi_tracker.vocabulary import Language, ReminderChoice


class Person(Base, Versioned):
    """Someone who signs in: an employee or adviser, never one of the people served."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Shown to colleagues.
    name: Mapped[str] = mapped_column(String(120))
    # What one signs in with; lower case, unique in the installation.
    email: Mapped[str] = mapped_column(String(254), unique=True)
    # Argon2id with its parameters; None for people who only sign in elsewhere.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    # The language the person reads the program in.
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.BOKMAL)
    # When they want to be reminded by mail of what is due.
    reminders: Mapped[ReminderChoice] = mapped_column(choice(ReminderChoice), default=ReminderChoice.AT_ONCE)
    # What the address of their calendar feed is made from, with the installation's secret key; None without a feed.
    calendar_salt: Mapped[str | None] = mapped_column(String(40))
    # Creates organisations and sees none of their content.
    is_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # A disabled person cannot sign in; their name stays in the history.
    disabled_at: Mapped[datetime | None]
    # When name and address were taken out and a made-up name put in their place.
    erased_at: Mapped[datetime | None]


class SignInSession(Base):
    """One sign-in on one device. Kept here, so that it can be ended from here."""

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    # SHA-256 of the cookie's token; the token itself is never stored.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # 12 hours from sign-in, 30 days with "husk meg".
    expires_at: Mapped[datetime]
    # Browser and system in a few words, for the person's own list: "Firefox, Windows".
    device: Mapped[str] = mapped_column(String(80), default="")

    person: Mapped[Person] = relationship()


class PasswordReset(Base):
    """A link that lets one person choose a new password, once."""

    __tablename__ = "password_resets"

    id: Mapped[int] = mapped_column(primary_key=True)
    # SHA-256 of the link's token, which is mailed, or shown once to the administrator who made it.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # None: asked for by the person, by mail.
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=lambda: PasswordReset.person_id)


class SignInFailure(Base):
    """One refused sign-in, kept for as long as it slows down the next."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (Index(None, "account_hash", "at"), Index(None, "network_hash", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    # Keyed digests of the address typed and of the network it came from: neither can be read back.
    account_hash: Mapped[str] = mapped_column(String(64))
    network_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=utc_now)
