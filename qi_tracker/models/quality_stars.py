"""The quality star (kvalitetsstjerne): how a team sees its services along the quality dimensions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, OwnedRow, TenantRow, link, tenant_table
from qi_tracker.models.projects import Project

HIGHEST_SCORE = 5


class StarRound(Base, TenantRow):
    """One time that a team scores itself: open while each scores blind, closed when the group looks at it together."""

    __tablename__ = "star_rounds"
    __table_args__ = tenant_table(*link("projects", "project_id"))

    project_id: Mapped[int]
    # Which service or part of it is scored; empty: the project's.
    title: Mapped[str] = mapped_column(String(200), default="")
    # When scoring ended, in UTC; None while it goes on.
    closed_at: Mapped[datetime | None]
    # Keys of QualityDimension: the arms that the group chose to work on.
    chosen: Mapped[list[str]] = mapped_column(default=list)
    # What the group said about it.
    comment: Mapped[str] = mapped_column(Text, default="")

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(StarRound.project_id) == Project.id)


class StarScore(Base, OwnedRow):
    """What one person gave one arm, blind: nobody is shown whose it is, and no history keeps it."""

    __tablename__ = "star_scores"
    __table_args__ = tenant_table(
        *link("star_rounds", "star_round_id"),
        Index(None, "organization_id", "star_round_id", "person_id", "dimension", unique=True),
        CheckConstraint(f"score BETWEEN 0 AND {HIGHEST_SCORE}", name="on_scale"),
    )

    star_round_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # Key of QualityDimension.
    dimension: Mapped[str] = mapped_column(String(40))
    score: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")

    star_round: Mapped[StarRound] = relationship(primaryjoin=lambda: foreign(StarScore.star_round_id) == StarRound.id)
