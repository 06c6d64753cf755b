"""Why the team believes that it works: drivers between ideas and aim, and the links between them."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.aims import Aim
from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table
from qi_tracker.models.change_ideas import ChangeIdea
from qi_tracker.models.measures import Measure
from qi_tracker.models.projects import Project
from qi_tracker.vocabulary import ChainStep, DriverPlace


class Driver(Base, TenantRow):
    """A node of the driver diagram and of the logic chain that is neither an aim nor an idea: those stand in both too.

    Idea → secondary driver → primary driver → aim → impact is the same path as aktivitet → resultat → virkning →
    effekt.
    """

    __tablename__ = "drivers"
    __table_args__ = tenant_table(*link("projects", "project_id"), *link("measures", "measure_id"))

    project_id: Mapped[int]
    place: Mapped[DriverPlace] = mapped_column(choice(DriverPlace))
    # The link of the chain it is; None: as its place says.
    step: Mapped[ChainStep | None] = mapped_column(choice(ChainStep))
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    # What tells whether it moves.
    measure_id: Mapped[int | None]
    # Among those of its place, from the top.
    position: Mapped[int] = mapped_column(default=0)

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(Driver.project_id) == Project.id)
    measure: Mapped[Measure | None] = relationship(primaryjoin=lambda: foreign(Driver.measure_id) == Measure.id)


class DriverLink(Base, TenantRow):
    """Hvis … så …: the hypothesis that one node leads to another, nearer to the aim or beyond it."""

    __tablename__ = "driver_links"
    __table_args__ = tenant_table(
        *link("projects", "project_id"),
        *link("change_ideas", "change_idea_id"),
        *link("drivers", "from_driver_id", "to_driver_id"),
        *link("aims", "from_aim_id", "to_aim_id"),
        CheckConstraint(
            "(change_idea_id IS NOT NULL AND from_driver_id IS NULL AND from_aim_id IS NULL)"
            " OR (change_idea_id IS NULL AND from_driver_id IS NOT NULL AND from_aim_id IS NULL)"
            " OR (change_idea_id IS NULL AND from_driver_id IS NULL AND from_aim_id IS NOT NULL)",
            name="from_one",
        ),
        CheckConstraint("(to_driver_id IS NULL) <> (to_aim_id IS NULL)", name="to_one"),
    )

    project_id: Mapped[int]
    # From one of these …
    change_idea_id: Mapped[int | None]
    from_driver_id: Mapped[int | None]
    from_aim_id: Mapped[int | None]
    # … to one of these.
    to_driver_id: Mapped[int | None]
    to_aim_id: Mapped[int | None]
    # Why one leads to the other.
    because: Mapped[str] = mapped_column(Text, default="")

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(DriverLink.project_id) == Project.id)
    change_idea: Mapped[ChangeIdea | None] = relationship(
        primaryjoin=lambda: foreign(DriverLink.change_idea_id) == ChangeIdea.id
    )
    from_driver: Mapped[Driver | None] = relationship(
        primaryjoin=lambda: foreign(DriverLink.from_driver_id) == Driver.id
    )
    to_driver: Mapped[Driver | None] = relationship(primaryjoin=lambda: foreign(DriverLink.to_driver_id) == Driver.id)
    from_aim: Mapped[Aim | None] = relationship(primaryjoin=lambda: foreign(DriverLink.from_aim_id) == Aim.id)
    to_aim: Mapped[Aim | None] = relationship(primaryjoin=lambda: foreign(DriverLink.to_aim_id) == Aim.id)
