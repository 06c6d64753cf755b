"""Tavlemøter: short meetings in front of the board, and what was decided in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, link, tenant_table
from qi_tracker.models.projects import Project


class Meeting(Base, TenantRow):
    """Tavlemøte: once it is completed, a dated note in the project."""

    __tablename__ = "meetings"
    __table_args__ = tenant_table(*link("projects", "project_id"))

    project_id: Mapped[int]
    held_on: Mapped[date]
    # What else is worth remembering. About the services, never about single persons.
    note: Mapped[str] = mapped_column(Text, default="")
    # What the numbers said when the meeting was completed: the day, and codes by measure as the summaries have them.
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    completed_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(Meeting.project_id) == Project.id)


class MeetingDecision(Base, TenantRow):
    """Beslutning: one thing that a meeting agreed on. Who does what by when is a task."""

    __tablename__ = "meeting_decisions"
    __table_args__ = tenant_table(*link("meetings", "meeting_id"), *link("tasks", "task_id"))

    meeting_id: Mapped[int]
    text: Mapped[str] = mapped_column(String(500))
    # The task it was made into; None when nobody was given anything to do. No relation: a task knows its meeting.
    task_id: Mapped[int | None]

    meeting: Mapped[Meeting] = relationship(primaryjoin=lambda: foreign(MeetingDecision.meeting_id) == Meeting.id)
