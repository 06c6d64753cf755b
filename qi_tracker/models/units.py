"""The parts of an organisation as a tree, and who leads them."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, link, tenant_table, unique_while_live
from qi_tracker.models.organizations import Organization
from qi_tracker.models.people import Person


class Unit(Base, TenantRow):
    """Enhet: a sector, service or school of the organisation. The organisation itself is the root and has no row."""

    __tablename__ = "units"
    __table_args__ = tenant_table(*link("units", "parent_id"))

    name: Mapped[str] = mapped_column(String(120))
    # The unit it is part of; None directly under the organisation.
    parent_id: Mapped[int | None]

    organization: Mapped[Organization] = relationship()


class UnitLeadership(Base, TenantRow):
    """A person leads a unit and all beneath it. One who leads the whole organisation has that role in it instead."""

    __tablename__ = "unit_leaderships"
    __table_args__ = tenant_table(
        *link("units", "unit_id"), unique_while_live("organization_id", "unit_id", "person_id")
    )

    unit_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)

    unit: Mapped[Unit] = relationship(primaryjoin=lambda: foreign(UnitLeadership.unit_id) == Unit.id)
    person: Mapped[Person] = relationship()
    organization: Mapped[Organization] = relationship()
