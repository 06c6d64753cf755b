"""Change ideas: what the team thinks of trying."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table
from qi_tracker.models.measures import Measure
from qi_tracker.models.people import Person
from qi_tracker.models.projects import Project
from qi_tracker.vocabulary import IdeaStatus, ProjectNature


class ChangeIdea(Base, TenantRow):
    """Endringsidé: tried in PDSA cycles before it is adopted."""

    __tablename__ = "change_ideas"
    __table_args__ = tenant_table(
        *link("projects", "project_id"),
        *link("measures", "measure_id"),
        CheckConstraint("effort BETWEEN 1 AND 5", name="effort_on_scale"),
        CheckConstraint("impact BETWEEN 1 AND 5", name="impact_on_scale"),
    )

    project_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[IdeaStatus] = mapped_column(choice(IdeaStatus), default=IdeaStatus.IDEA)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # Keys of QualityDimension.
    dimensions: Mapped[list[str]] = mapped_column(default=list)
    # Values of `vocabulary.Level`.
    levels: Mapped[list[str]] = mapped_column(default=list)
    nature: Mapped[ProjectNature | None] = mapped_column(choice(ProjectNature))
    # Påvirkbar: whether it is aimed at something one can do something about; None until somebody says.
    is_within_reach: Mapped[bool | None]
    # Which systems it touches: school, Nav, the health centre …
    systems: Mapped[list[str]] = mapped_column(default=list)
    # Rekkefølge: 1 is taken first; None until somebody says.
    position: Mapped[int | None]
    # Kunnskapstriangelet: what research, the staff and those concerned know about it.
    research: Mapped[str] = mapped_column(Text, default="")
    staff_experience: Mapped[str] = mapped_column(Text, default="")
    user_knowledge: Mapped[str] = mapped_column(Text, default="")
    # The day by which it is to be tried; asked for when that is decided.
    try_by: Mapped[date | None]
    # 1 (little) to 5 (much), from the board of effort and impact; None until it is placed there.
    effort: Mapped[int | None]
    impact: Mapped[int | None]
    # Gevinst, in kroner a year where it can be counted; and in words.
    cost: Mapped[float | None]
    gain: Mapped[float | None]
    gain_text: Mapped[str] = mapped_column(Text, default="")
    # Where it was borrowed from, as the library of ideas named it.
    borrowed_from: Mapped[str] = mapped_column(String(300), default="")
    # The measure that tells whether it is really carried out.
    measure_id: Mapped[int | None]

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(ChangeIdea.project_id) == Project.id)
    owner: Mapped[Person | None] = relationship()
    measure: Mapped[Measure | None] = relationship(primaryjoin=lambda: foreign(ChangeIdea.measure_id) == Measure.id)
