"""A team asks its leader or adviser for help, and gets an answer that stands."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table
from qi_tracker.models.people import Person
from qi_tracker.models.projects import Project
from qi_tracker.vocabulary import LeaderDecision


class HelpRequest(Base, TenantRow):
    """What a team asks, of whom, and what was decided: fortsett, stopp, utvid, or trenger mer."""

    __tablename__ = "help_requests"
    __table_args__ = tenant_table(
        *link("projects", "project_id"),
        CheckConstraint("(decision IS NULL) = (answered_at IS NULL)", name="answered_with_a_decision"),
    )

    project_id: Mapped[int]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_of_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    decision: Mapped[LeaderDecision | None] = mapped_column(choice(LeaderDecision))
    # What the leader says with it.
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(HelpRequest.project_id) == Project.id)
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    asked_of: Mapped[Person] = relationship(foreign_keys=[asked_of_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
