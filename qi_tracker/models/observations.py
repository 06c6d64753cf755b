"""Observations (målinger): one number for one period, and the imports that brought many."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, OwnedRow, TenantRow, link, tenant_table, unique_while_live, utc_now
from qi_tracker.models.measures import Measure
from qi_tracker.models.people import Person

LONGEST_STRATUM = 100


class Observation(Base, TenantRow):
    """Måling: what was counted in one period, which is stored by its first day."""

    __tablename__ = "observations"
    __table_args__ = tenant_table(
        *link("measures", "measure_id"),
        unique_while_live("organization_id", "measure_id", "period", "stratum"),
        CheckConstraint("value IS NULL OR (numerator IS NULL AND denominator IS NULL)", name="one_form"),
        CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="both_or_neither"),
        CheckConstraint("numerator >= 0 AND denominator >= 0", name="counts_not_negative"),
        CheckConstraint("NOT is_unavailable OR (value IS NULL AND numerator IS NULL)", name="no_number_or_a_number"),
    )

    measure_id: Mapped[int]
    # First day of the period.
    period: Mapped[date]
    # The group it was counted in; empty for all.
    stratum: Mapped[str] = mapped_column(String(LONGEST_STRATUM), default="")
    # Teller and nevner of a proportion; both or neither.
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    # The value of every other kind of measure, in its unit; per cent where a proportion came ready-made.
    value: Mapped[float | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    # "Vi har ikke tall": the period is answered for, and nobody is asked again.
    is_unavailable: Mapped[bool] = mapped_column(default=False)

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(Observation.measure_id) == Measure.id)

    @property
    def has_number(self) -> bool:
        """Whether it is more than a comment."""
        return self.value is not None or self.numerator is not None


class ImportDraft(Base, OwnedRow):
    """A table that somebody pasted or uploaded and has not applied yet: theirs alone, erased after a day."""

    __tablename__ = "import_drafts"
    __table_args__ = tenant_table(*link("measures", "measure_id"))

    measure_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    # The cells as text and where they came from. No upload is kept.
    table: Mapped[dict[str, Any]]
    # What the reader corrected: sheet, roles, decimal sign, date order, single cells.
    settings: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(ImportDraft.measure_id) == Measure.id)


class ImportRecipe(Base, OwnedRow):
    """How a measure's last table was read, to read the next one from the same system the same way."""

    __tablename__ = "import_recipes"
    __table_args__ = tenant_table(
        *link("measures", "measure_id"), UniqueConstraint("organization_id", "measure_id", "fingerprint")
    )

    measure_id: Mapped[int]
    # SHA-256 of what tables from the same system share: format, sheet and column names.
    fingerprint: Mapped[str] = mapped_column(String(64))
    # What the reader decided, as in an import draft, without single cells and rows.
    settings: Mapped[dict[str, Any]]
    used_at: Mapped[datetime] = mapped_column(default=utc_now)

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(ImportRecipe.measure_id) == Measure.id)


class Import(Base, TenantRow):
    """One applied table, which can be undone whole."""

    __tablename__ = "imports"
    __table_args__ = tenant_table(*link("measures", "measure_id"))

    measure_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    n_added: Mapped[int] = mapped_column(Integer, default=0)
    n_changed: Mapped[int] = mapped_column(Integer, default=0)
    # What else it did to the measure: ids of the "phases" and "freezes" that the table asked for, and of those it
    # "released" by that; "frequency_before", when the measure took the table's.
    decisions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(Import.measure_id) == Measure.id)
    person: Mapped[Person] = relationship()


class ImportedRow(Base, OwnedRow):
    """What one import did to one observation, for undoing it."""

    __tablename__ = "imported_rows"
    __table_args__ = tenant_table(*link("imports", "import_id"), *link("observations", "observation_id"))

    import_id: Mapped[int]
    observation_id: Mapped[int]
    # The observation's version after the import; a later one means that someone has changed it since.
    version_after: Mapped[int]
    # Its numbers and comment before; None when the import added it.
    before: Mapped[dict[str, Any] | None]

    observation: Mapped[Observation] = relationship(
        primaryjoin=lambda: foreign(ImportedRow.observation_id) == Observation.id
    )
