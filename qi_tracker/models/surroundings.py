"""What a project stands in: those it concerns, and where the kommune keeps the documents about it."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table
from qi_tracker.models.change_ideas import ChangeIdea
from qi_tracker.models.people import Person
from qi_tracker.models.projects import Project
from qi_tracker.vocabulary import StakeholderKind


class Stakeholder(Base, TenantRow):
    """Oppdragsgiver, brukerrepresentant, samarbeidspart eller en det angår: a role or a group, seldom an account."""

    __tablename__ = "stakeholders"
    __table_args__ = tenant_table(*link("projects", "project_id"))

    project_id: Mapped[int]
    kind: Mapped[StakeholderKind] = mapped_column(choice(StakeholderKind))
    # Who, as a role or a group: "Elevrådet", "Kommunalsjef oppvekst".
    name: Mapped[str] = mapped_column(String(200))
    # What it means to them, and how they take part.
    involvement: Mapped[str] = mapped_column(Text, default="")
    # Their account, where they have one.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(Stakeholder.project_id) == Project.id)
    person: Mapped[Person | None] = relationship()


class DocumentLink(Base, TenantRow):
    """Lenke: where the kommune keeps a document about the project, or evidence of an idea. Nothing is uploaded."""

    __tablename__ = "document_links"
    __table_args__ = tenant_table(*link("projects", "project_id"), *link("change_ideas", "change_idea_id"))

    project_id: Mapped[int]
    # The idea that it is evidence of; None: of the project as such.
    change_idea_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200))
    # https:// or http://.
    address: Mapped[str] = mapped_column(String(1000))

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(DocumentLink.project_id) == Project.id)
    change_idea: Mapped[ChangeIdea | None] = relationship(
        primaryjoin=lambda: foreign(DocumentLink.change_idea_id) == ChangeIdea.id
    )
