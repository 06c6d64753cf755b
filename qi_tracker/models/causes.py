"""Why things are as they are, and how what was won is kept."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table, unique_while_live
from qi_tracker.models.people import Person
from qi_tracker.models.projects import Project
from qi_tracker.vocabulary import CauseTool


class CauseAnalysis(Base, TenantRow):
    """Årsaksanalyse: five whys, a fishbone, a Pareto table or the steps of a process, as one structured list."""

    __tablename__ = "cause_analyses"
    __table_args__ = tenant_table(*link("projects", "project_id"))

    project_id: Mapped[int]
    tool: Mapped[CauseTool] = mapped_column(choice(CauseTool))
    # The problem or the question that it begins with.
    question: Mapped[str] = mapped_column(String(300))
    # Dictionaries in order, with the keys that the tool has: "text", "branch", "count", "who", "minutes".
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # What the team makes of it.
    conclusion: Mapped[str] = mapped_column(Text, default="")

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(CauseAnalysis.project_id) == Project.id)


class Sustainment(Base, TenantRow):
    """Videreføring: what keeps the gains when the project is over. One for each project."""

    __tablename__ = "sustainments"
    # The index that holds it to one for each project serves the foreign key as well.
    __table_args__ = tenant_table(
        ForeignKeyConstraint(["organization_id", "project_id"], ["projects.organization_id", "projects.id"]),
        unique_while_live("organization_id", "project_id"),
    )

    project_id: Mapped[int]
    # Who looks after the practice when the team is gone.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # Where the new practice is written down.
    routine: Mapped[str] = mapped_column(Text, default="")
    # How new colleagues learn it.
    training: Mapped[str] = mapped_column(Text, default="")
    # What could make it slide back, and what is done then.
    risk: Mapped[str] = mapped_column(Text, default="")
    # How the experience is shared.
    sharing: Mapped[str] = mapped_column(Text, default="")
    # When somebody looks at it again.
    review_on: Mapped[date | None]
    # Whether the numbers are watched and the owner is told when the improvement no longer holds.
    is_watched: Mapped[bool] = mapped_column(default=True)

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(Sustainment.project_id) == Project.id)
    owner: Mapped[Person | None] = relationship()
