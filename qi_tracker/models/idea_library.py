"""The library of change ideas (tiltaksbank): what teams chose to share, and what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from qi_tracker.models.base import Base, choice, link, utc_now
from qi_tracker.vocabulary import IdeaStatus


class SharedIdea(Base):
    """A copy of an idea that its project shares with the whole installation; renewed when the idea changes.

    A copy, since nobody outside an organisation may read its rows. It holds no numbers of a measure.
    """

    __tablename__ = "shared_ideas"
    __table_args__ = tuple(link("change_ideas", "change_idea_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    # The idea it is a copy of: erasing that erases this.
    change_idea_id: Mapped[int] = mapped_column(unique=True)
    organization_name: Mapped[str] = mapped_column(String(120))
    project_title: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[IdeaStatus] = mapped_column(choice(IdeaStatus))
    # What the idea is beside its words: levels, nature, systems, what is known about it.
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # What came of it: cycles, decisions, what was learnt, and the codes of verdicts.
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shared_at: Mapped[datetime] = mapped_column(default=utc_now)
