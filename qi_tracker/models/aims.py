"""Aims: what a project wants to achieve."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, link, tenant_table
from qi_tracker.models.measures import Measure
from qi_tracker.models.projects import Project


class Aim(Base, TenantRow):
    """Mål: in the team's words from the first day; from what, to what and by when are added as they become clear."""

    __tablename__ = "aims"
    __table_args__ = tenant_table(
        *link("projects", "project_id"), *link("measures", "measure_id"), *link("aims", "parent_id")
    )

    project_id: Mapped[int]
    # What, for whom.
    statement: Mapped[str] = mapped_column(Text)
    # The parts that the statement is made from, where it was made from parts: what is to change, and for whom.
    what: Mapped[str] = mapped_column(String(300), default="")
    for_whom: Mapped[str] = mapped_column(String(300), default="")
    # The aim that this one is a part of (delmål); None for the project's own.
    parent_id: Mapped[int | None]
    # The measure that tells whether the aim is reached.
    measure_id: Mapped[int | None]
    # In the measure's unit.
    from_value: Mapped[float | None]
    to_value: Mapped[float | None]
    by: Mapped[date | None]
    # The unit as typed, for an aim without a measure.
    unit: Mapped[str] = mapped_column(String(40), default="")
    # Keys of QualityDimension.
    dimensions: Mapped[list[str]] = mapped_column(default=list)

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(Aim.project_id) == Project.id)
    measure: Mapped[Measure | None] = relationship(primaryjoin=lambda: foreign(Aim.measure_id) == Measure.id)
