"""Tasks (oppgaver): who does what by when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, link, tenant_table
from qi_tracker.models.change_ideas import ChangeIdea
from qi_tracker.models.meetings import Meeting
from qi_tracker.models.pdsa import PdsaCycle
from qi_tracker.models.people import Person
from qi_tracker.models.projects import Project


class Task(Base, TenantRow):
    """Oppgave: of a project, and of the idea, the cycle or the meeting that it came from."""

    __tablename__ = "tasks"
    __table_args__ = tenant_table(
        *link("projects", "project_id"),
        *link("change_ideas", "change_idea_id"),
        *link("pdsa_cycles", "pdsa_cycle_id"),
        *link("meetings", "meeting_id"),
    )

    project_id: Mapped[int]
    # Hva skal gjøres?
    title: Mapped[str] = mapped_column(String(200))
    # Hvem gjør det? None until somebody takes it.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # Innen når? None where no day is set.
    due_on: Mapped[date | None]
    # When it was ticked off, in UTC.
    done_at: Mapped[datetime | None]
    # Milepæl: a day that the work turns on, drawn on the timeline.
    is_milestone: Mapped[bool] = mapped_column(default=False)
    change_idea_id: Mapped[int | None]
    pdsa_cycle_id: Mapped[int | None]
    meeting_id: Mapped[int | None]

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(Task.project_id) == Project.id)
    owner: Mapped[Person | None] = relationship()
    change_idea: Mapped[ChangeIdea | None] = relationship(
        primaryjoin=lambda: foreign(Task.change_idea_id) == ChangeIdea.id
    )
    pdsa_cycle: Mapped[PdsaCycle | None] = relationship(primaryjoin=lambda: foreign(Task.pdsa_cycle_id) == PdsaCycle.id)
    meeting: Mapped[Meeting | None] = relationship(primaryjoin=lambda: foreign(Task.meeting_id) == Meeting.id)
