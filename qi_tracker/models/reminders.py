"""What people have been reminded of, so that nobody is told the same thing twice."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from qi_tracker.models.base import Base, OwnedRow, tenant_table


class SentReminder(Base, OwnedRow):
    """One thing that one person has been reminded of by mail."""

    __tablename__ = "sent_reminders"
    __table_args__ = tenant_table(Index(None, "organization_id", "person_id", "key", unique=True))

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    # Which thing, of which kind, and which time: "due:7:2026-10-01".
    key: Mapped[str] = mapped_column(String(120))
    # The day in Norway on which the mail was posted.
    sent_on: Mapped[date]
