"""Mail waiting to be delivered. Holds what a message is about, never its text and no link that lets anyone in."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from qi_tracker.models.base import Base, choice, utc_now
from qi_tracker.vocabulary import Language


class OutboxMessage(Base):
    """One mail to one address. Links are made when it is delivered, so that none waits here to be read."""

    __tablename__ = "outbox_messages"
    __table_args__ = (Index(None, "sent_at", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Which message it is: a key of the registry that writes them.
    kind: Mapped[str] = mapped_column(String(40))
    to_address: Mapped[str] = mapped_column(String(254))
    language: Mapped[Language] = mapped_column(choice(Language))
    # Ids of what it is about.
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # The same thing told once: a second message with the same key is not written.
    once_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # Not to be tried earlier: later after every failure.
    not_before: Mapped[datetime] = mapped_column(default=utc_now)
    # A worker that has taken it holds it until then.
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    # When it was too late, or had failed too often.
    given_up_at: Mapped[datetime | None]
    # What the mail server last said, without addresses.
    last_problem: Mapped[str] = mapped_column(String(200), default="")
