"""PDSA cycles: one small test of one change idea."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table, unique_while_live
from qi_tracker.models.change_ideas import ChangeIdea
from qi_tracker.models.measures import Measure
from qi_tracker.models.people import Person
from qi_tracker.vocabulary import CycleScale, CycleStage, Decision


class PdsaCycle(Base, TenantRow):
    """PDSA-sirkel. The prediction is written before it is tried; `predicted_at` tells whether it was."""

    __tablename__ = "pdsa_cycles"
    __table_args__ = tenant_table(
        *link("change_ideas", "change_idea_id"),
        *link("measures", "measure_id"),
        unique_while_live("organization_id", "change_idea_id", "number"),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="in_order"),
    )

    change_idea_id: Mapped[int]
    # 1, 2, 3 … within the idea: cycles build on each other.
    number: Mapped[int]
    stage: Mapped[CycleStage] = mapped_column(choice(CycleStage), default=CycleStage.PLAN)
    # The question that the cycle is to answer.
    question: Mapped[str] = mapped_column(Text, default="")
    # Planlegge: what is tried, how small, with whom.
    plan: Mapped[str] = mapped_column(Text)
    # Hva tror vi vil skje?
    prediction: Mapped[str] = mapped_column(Text)
    # The same as a number, in the unit of the measure it is about; and what came of it.
    measure_id: Mapped[int | None]
    predicted_value: Mapped[float | None]
    observed_value: Mapped[float | None]
    # Where and with whom; which data tell.
    place: Mapped[str] = mapped_column(String(300), default="")
    data_plan: Mapped[str] = mapped_column(Text, default="")
    # How many it is tried with.
    scale: Mapped[CycleScale | None] = mapped_column(choice(CycleScale))
    # When Do began, in UTC; what was believed then stands locked beside what is believed now.
    begun_at: Mapped[datetime | None]
    locked_prediction: Mapped[str] = mapped_column(Text, default="")
    locked_value: Mapped[float | None]
    # When the prediction was first written, in UTC.
    predicted_at: Mapped[datetime | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # Utføre: what happened.
    result: Mapped[str] = mapped_column(Text, default="")
    # Studere: the result compared with the prediction, and what was learnt.
    comparison: Mapped[str] = mapped_column(Text, default="")
    # Korrigere: innføre, justere eller forkaste.
    decision: Mapped[Decision | None] = mapped_column(choice(Decision))
    # What is done next because of it.
    next_step: Mapped[str] = mapped_column(Text, default="")
    completed_at: Mapped[datetime | None]

    change_idea: Mapped[ChangeIdea] = relationship(
        primaryjoin=lambda: foreign(PdsaCycle.change_idea_id) == ChangeIdea.id
    )
    owner: Mapped[Person | None] = relationship()
    measure: Mapped[Measure | None] = relationship(primaryjoin=lambda: foreign(PdsaCycle.measure_id) == Measure.id)

    @property
    def name(self) -> str:
        """The idea's title and the cycle's number."""
        return f"{self.change_idea.title} – {self.number}"
