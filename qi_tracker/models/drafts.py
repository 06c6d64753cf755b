"""What somebody is typing and has not saved yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qi_tracker.models.base import Base, utc_now


class FormDraft(Base):
    """The fields of one form as its writer left it; nobody else's to see, and gone when the form is saved."""

    __tablename__ = "form_drafts"
    __table_args__ = (UniqueConstraint("person_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    # Where the form stands: path of its page.
    address: Mapped[str] = mapped_column(String(500))
    # What stands in each changed control, by its id, and what the form was made from: `services.drafts.TypedForm`.
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_at: Mapped[datetime] = mapped_column(default=utc_now)
