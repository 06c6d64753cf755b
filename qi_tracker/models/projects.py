"""Improvement projects and who takes part in them."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table, unique_while_live
from qi_tracker.models.organizations import Organization
from qi_tracker.models.people import Person
from qi_tracker.models.units import Unit
from qi_tracker.vocabulary import ProjectNature, ProjectPhase, ProjectRole, ProjectStatus


class Project(Base, TenantRow):
    """Forbedringsprosjekt: an aim, measures that tell whether it comes nearer, and changes that are tried."""

    __tablename__ = "projects"
    __table_args__ = tenant_table(*link("units", "unit_id"))

    title: Mapped[str] = mapped_column(String(200))
    # Utfordringsbilde: the state of things that the work starts from.
    challenge: Mapped[str] = mapped_column(Text, default="")
    # What the team learnt, for those who come after.
    lesson: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[ProjectStatus] = mapped_column(choice(ProjectStatus), default=ProjectStatus.ACTIVE)
    phase: Mapped[ProjectPhase] = mapped_column(choice(ProjectPhase), default=ProjectPhase.PLAN)
    nature: Mapped[ProjectNature | None] = mapped_column(choice(ProjectNature))
    # Values of `vocabulary.Level`.
    levels: Mapped[list[str]] = mapped_column(default=list)
    # Hva er viktig for deg? What those concerned said, as themes: never as quotes, never who.
    what_matters: Mapped[str] = mapped_column(Text, default="")
    # Lovkrav eller retningslinje: the duty behind the work.
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    # Values of `vocabulary.StrategyArea`, or areas of the installation's own.
    strategy_areas: Mapped[list[str]] = mapped_column(default=list)
    # How far the team says it has come, 0.5–5.0, where it does not agree with what the data suggest; and why.
    progress: Mapped[float | None]
    progress_reason: Mapped[str] = mapped_column(Text, default="")
    # Whether its ideas, and what came of them, are shown in the library of ideas.
    is_shared: Mapped[bool] = mapped_column(default=False)
    # The part of the organisation that owns it; None: the organisation as such.
    unit_id: Mapped[int | None]

    organization: Mapped[Organization] = relationship()
    unit: Mapped[Unit | None] = relationship(primaryjoin=lambda: foreign(Project.unit_id) == Unit.id)


class ProjectMembership(Base, TenantRow):
    """A person's role in a project."""

    __tablename__ = "project_memberships"
    __table_args__ = tenant_table(
        *link("projects", "project_id"), unique_while_live("organization_id", "project_id", "person_id")
    )

    project_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[ProjectRole] = mapped_column(choice(ProjectRole))

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(ProjectMembership.project_id) == Project.id)
    person: Mapped[Person] = relationship()
