"""Change ideas: what the team thinks of trying."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table
from qi_tracker.models.people import Person
from qi_tracker.models.projects import Project
from qi_tracker.vocabulary import IdeaStatus


class ChangeIdea(Base, TenantRow):
    """Endringsidé: tried in PDSA cycles before it is adopted."""

    __tablename__ = "change_ideas"
    __table_args__ = tenant_table(*link("projects", "project_id"))

    project_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[IdeaStatus] = mapped_column(choice(IdeaStatus), default=IdeaStatus.IDEA)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # Keys of QualityDimension.
    dimensions: Mapped[list[str]] = mapped_column(default=list)

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(ChangeIdea.project_id) == Project.id)
    owner: Mapped[Person | None] = relationship()
