"""Measures (indikatorer) and the decisions taken about their charts: phases, frozen starting points, planned pauses."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from qi_tracker.models.base import Base, TenantRow, choice, link, tenant_table, unique_while_live
from qi_tracker.models.people import Person
from qi_tracker.models.projects import Project
from qi_tracker.vocabulary import Calculation, ChartKind, Direction, Frequency, MeasureKind, ValueType


def _decided_about_it(kind: "type[Phase | Freeze | Pause | Exclusion]") -> ColumnElement[bool]:
    """What joins a measure with these: also the organisation, which their indexes begin with."""
    # Only for reading: a relationship that is written is on the id alone.
    same_organization = Measure.organization_id == foreign(kind.organization_id)
    return same_organization & (Measure.id == foreign(kind.measure_id))


# The lists of a measure's decisions about its chart.
DECISIONS = ("phases", "freezes", "pauses", "exclusions")


class Measure(Base, TenantRow):
    """Indikator: what is counted over time to see whether a change is an improvement."""

    __tablename__ = "measures"
    __table_args__ = tenant_table(
        *link("projects", "project_id"), *link("measures", "numerator_measure_id", "denominator_measure_id")
    )

    project_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[MeasureKind] = mapped_column(choice(MeasureKind), default=MeasureKind.OUTCOME)
    value_type: Mapped[ValueType] = mapped_column(choice(ValueType))
    # What one value is counted in: "%", "dager", "barn".
    unit: Mapped[str] = mapped_column(String(40), default="")
    direction: Mapped[Direction] = mapped_column(choice(Direction))
    frequency: Mapped[Frequency] = mapped_column(choice(Frequency), default=Frequency.MONTH)
    chart: Mapped[ChartKind] = mapped_column(choice(ChartKind), default=ChartKind.RUN)
    # In the unit shown: 60 is 60 %.
    target: Mapped[float | None]
    # Innen når målverdien skal være nådd.
    target_on: Mapped[date | None]
    # Operasjonell definisjon: what exactly is counted.
    definition: Mapped[str] = mapped_column(Text, default="")
    # Hvem og hva som tas med, and what is left out.
    inclusion: Mapped[str] = mapped_column(Text, default="")
    exclusion: Mapped[str] = mapped_column(Text, default="")
    # Utvalg: all of them, or how those who are counted are chosen.
    sampling: Mapped[str] = mapped_column(Text, default="")
    # Kilde: where the numbers come from.
    source: Mapped[str] = mapped_column(String(200), default="")
    # Working days after the period's end before its number is due; None for the usual number of days.
    due_after_days: Mapped[int | None]
    # Parts of the measurement plan that the team has said it can do without: keys of PlanPart.
    plan_set_aside: Mapped[list[str]] = mapped_column(default=list)
    # Bestandsmål: many of the same people are counted each time, which makes patterns look stronger than they are.
    is_stock: Mapped[bool] = mapped_column(default=False)
    # Decides who is inside; the project lead until another is named.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # Enters the numbers.
    collector_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # Enters them when the collector is away.
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # Whether only some of the project's people see the numbers; the others see what everybody wider sees.
    is_narrowed: Mapped[bool] = mapped_column(default=False)
    # Ids of the people who then see them, beside the owner and those who enter them.
    insiders: Mapped[list[int]] = mapped_column(default=list)
    # Whether each number that comes without a denominator is from so many people that it can be shown wider.
    rests_on_many: Mapped[bool] = mapped_column(default=False)
    # Names of the groups that the numbers are split by: schools, zones, age groups.
    strata: Mapped[list[str]] = mapped_column(default=list)
    # Key in the library of ready indicators that it was made from; empty for one's own.
    indicator: Mapped[str] = mapped_column(String(60), default="")
    # Computed from other measures of the project; None for numbers that are entered.
    calculation: Mapped[Calculation | None] = mapped_column(choice(Calculation))
    # What it is computed from. A sum of groups has one only.
    numerator_measure_id: Mapped[int | None]
    denominator_measure_id: Mapped[int | None]
    # Keys of QualityDimension.
    dimensions: Mapped[list[str]] = mapped_column(default=list)

    project: Mapped[Project] = relationship(primaryjoin=lambda: foreign(Measure.project_id) == Project.id)
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    collector: Mapped[Person | None] = relationship(foreign_keys=[collector_id])
    stand_in: Mapped[Person | None] = relationship(foreign_keys=[stand_in_id])
    # None also when it is in the bin.
    numerator_measure: Mapped["Measure | None"] = relationship(
        primaryjoin=lambda: foreign(Measure.numerator_measure_id) == remote(Measure.id), viewonly=True
    )
    denominator_measure: Mapped["Measure | None"] = relationship(
        primaryjoin=lambda: foreign(Measure.denominator_measure_id) == remote(Measure.id), viewonly=True
    )
    phases: Mapped[list["Phase"]] = relationship(
        primaryjoin=lambda: _decided_about_it(Phase), order_by=lambda: Phase.starts_on, viewonly=True
    )
    freezes: Mapped[list["Freeze"]] = relationship(
        primaryjoin=lambda: _decided_about_it(Freeze), order_by=lambda: Freeze.until, viewonly=True
    )
    pauses: Mapped[list["Pause"]] = relationship(
        primaryjoin=lambda: _decided_about_it(Pause), order_by=lambda: Pause.starts_on, viewonly=True
    )
    exclusions: Mapped[list["Exclusion"]] = relationship(
        primaryjoin=lambda: _decided_about_it(Exclusion), order_by=lambda: Exclusion.period, viewonly=True
    )


class Phase(Base, TenantRow):
    """Periode i et diagram: from its first day the points are analysed on their own, for a reason that is given."""

    __tablename__ = "phases"
    __table_args__ = tenant_table(
        *link("measures", "measure_id"), unique_while_live("organization_id", "measure_id", "starts_on")
    )

    measure_id: Mapped[int]
    starts_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(Phase.measure_id) == Measure.id)


class Freeze(Base, TenantRow):
    """Låst utgangspunkt: the median is that of the points up to this day, in the phase where the day lies."""

    __tablename__ = "freezes"
    __table_args__ = tenant_table(
        *link("measures", "measure_id"), unique_while_live("organization_id", "measure_id", "until")
    )

    measure_id: Mapped[int]
    until: Mapped[date]

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(Freeze.measure_id) == Measure.id)


class Pause(Base, TenantRow):
    """Planlagt pause: no number is due, and none is missing, from the first to the last day."""

    __tablename__ = "pauses"
    __table_args__ = tenant_table(
        *link("measures", "measure_id"), CheckConstraint("starts_on <= ends_on", name="in_order")
    )

    measure_id: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")
    # Also in the same days of every later year: July.
    is_yearly: Mapped[bool] = mapped_column(default=False)

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(Pause.measure_id) == Measure.id)


class Exclusion(Base, TenantRow):
    """Utelatt tall: the number of this period is drawn, and counts neither in the median nor in the signals."""

    __tablename__ = "exclusions"
    __table_args__ = tenant_table(
        *link("measures", "measure_id"), unique_while_live("organization_id", "measure_id", "period")
    )

    measure_id: Mapped[int]
    # First day of the period.
    period: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(Exclusion.measure_id) == Measure.id)


class MeasureSummary(Base):
    """What lists say about a measure, refreshed in the transaction that changes its data."""

    __tablename__ = "measure_summaries"
    __table_args__ = (*link("measures", "measure_id"),)

    measure_id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    # For those inside: medians, last value, values of the small chart.
    inside: Mapped[dict[str, Any]]
    # For everyone wider: codes only, until suppressed numbers exist.
    wider: Mapped[dict[str, Any]]
    # The last period with a number; None without numbers.
    last_period: Mapped[date | None]
    analysis_version: Mapped[int]
