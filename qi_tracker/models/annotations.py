"""Annotations: what happened, on the day it happened, drawn on the chart."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, link, tenant_table
from qi_tracker.models.measures import Measure


class Annotation(Base, TenantRow):
    """Merknad on a measure's chart."""

    __tablename__ = "annotations"
    __table_args__ = tenant_table(*link("measures", "measure_id"))

    measure_id: Mapped[int]
    happened_on: Mapped[date]
    text: Mapped[str] = mapped_column(String(200))

    measure: Mapped[Measure] = relationship(primaryjoin=lambda: foreign(Annotation.measure_id) == Measure.id)
