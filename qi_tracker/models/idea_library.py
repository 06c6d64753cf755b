"""The library of change ideas (tiltaksbank): what teams chose to share, and what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from qi_tracker.models.base import Base, choice, utc_now
from qi_tracker.vocabulary import IdeaStatus


class SharedIdea(Base):
    """A copy of an idea that its project shares with the whole installation; renewed when the idea changes.

    A copy, since nobody outside an organisation may read its rows. It holds no numbers of a measure.
    """

    __tablename__ = "shared_ideas"

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    # The idea it is a copy of; no foreign key, since what is deleted is taken out of the library first.
    change_idea_id: Mapped[int] = mapped_column(unique=True)
    organization_name: Mapped[str] = mapped_column(String(120))
    project_title: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[IdeaStatus] = mapped_column(choice(IdeaStatus))
    # What came of it: cycles, decisions, what was learnt, and the verdict's code.
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    shared_at: Mapped[datetime] = mapped_column(default=utc_now)
