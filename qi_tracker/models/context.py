"""Official statistics kept beside a project as background (bakgrunnstall): never a measure, and never a run chart."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, OwnedRow, TenantRow, choice, link, tenant_table, utc_now
from qi_tracker.models.people import Person
from qi_tracker.models.projects import Project
from qi_tracker.vocabulary import ContextState, Frequency

LONGEST_TITLE = 200
LONGEST_SOURCE = 300


class ContextSeries(Base, TenantRow):
    """Bakgrunnstall: one row of official numbers over time, and all that says where they come from."""

    __tablename__ = "context_series"
    __table_args__ = tenant_table(*link("projects", "project_id"))

    project_id: Mapped[int]
    # What it is called beside the project.
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    # What is counted, in the source's words: the category that was chosen of each dimension.
    counted: Mapped[str] = mapped_column(Text)
    # Who publishes the numbers.
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    # What they may be used for; empty where the source does not say.
    licence: Mapped[str] = mapped_column(String(200), default="")
    # Where the table is found.
    address: Mapped[str] = mapped_column(String(500), default="")
    # The source's own name of the table: "05300".
    table_code: Mapped[str] = mapped_column(String(100), default="")
    # When the source last changed the table; None where it does not say.
    source_updated_on: Mapped[date | None]
    # When the numbers were taken from the source's file.
    fetched_on: Mapped[date]
    unit: Mapped[str] = mapped_column(String(100), default="")
    # How many the source writes; None where it does not say.
    decimals: Mapped[int | None]
    frequency: Mapped[Frequency] = mapped_column(choice(Frequency))
    # The kommune or region, as the source's newest numbers call it; empty where the table has none.
    place_code: Mapped[str] = mapped_column(String(20), default="")
    place_name: Mapped[str] = mapped_column(String(200), default="")
    # Dimension → code, to find the same cells in a newer file.
    selection: Mapped[dict[str, Any]] = mapped_column(JSON)
    # First day after a break → codes of the kommuner whose numbers stand before it.
    breaks: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    # What stood there before the latest newer file, to take it back; empty when there is nothing to take back.
    replaced: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(ContextSeries.project_id) == Project.id)


class ContextValue(Base, OwnedRow):
    """One official number, or that the source shows none. A hidden one is never 0."""

    __tablename__ = "context_values"
    __table_args__ = tenant_table(
        *link("context_series", "context_series_id"),
        UniqueConstraint("organization_id", "context_series_id", "period"),
        CheckConstraint("(value IS NULL) = (state <> 'number')", name="a_number_or_why_there_is_none"),
    )

    context_series_id: Mapped[int]
    # First day of the period.
    period: Mapped[date]
    # The period as the source calls it: "2015-2017" is a mean of three years.
    label: Mapped[str] = mapped_column(String(60))
    value: Mapped[float | None]
    state: Mapped[ContextState] = mapped_column(choice(ContextState))
    # The source says that the number may change.
    is_preliminary: Mapped[bool] = mapped_column(default=False)
    # The kommune that it was counted in, which may be one that is merged into another since.
    place_code: Mapped[str] = mapped_column(String(20), default="")

    series: Mapped[ContextSeries] = relationship(
        primaryjoin=lambda: foreign(ContextValue.context_series_id) == ContextSeries.id
    )


class ContextDraft(Base, OwnedRow):
    """A table of official statistics of which nothing is kept yet: its finder's alone, erased after a day."""

    __tablename__ = "context_drafts"
    __table_args__ = tenant_table(*link("projects", "project_id"), *link("context_series", "context_series_id"))

    project_id: Mapped[int]
    # The series that it is a newer table of; None for a new one.
    context_series_id: Mapped[int | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    # The cells and their dimensions. No upload is kept.
    table: Mapped[dict[str, Any]] = mapped_column(JSON)
    # Which cells were chosen; empty until then.
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(ContextDraft.project_id) == Project.id)
    series: Mapped[ContextSeries | None] = relationship(
        primaryjoin=lambda: foreign(ContextDraft.context_series_id) == ContextSeries.id
    )
    person: Mapped[Person] = relationship()
