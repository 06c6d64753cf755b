"""The history: who changed what, when. Written with the change, never altered, and chained by digests."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from qi_tracker.models.base import Base, OwnedRow, tenant_table, utc_now


class AuditEvent(Base, OwnedRow):
    """One thing that one person created, changed or deleted."""

    __tablename__ = "audit_events"
    __table_args__ = tenant_table(Index(None, "organization_id", "noun", "noun_id"))

    at: Mapped[datetime] = mapped_column(default=utc_now)
    # None: the program itself (migration, demo loader, command line).
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # created, changed, deleted or restored.
    action: Mapped[str] = mapped_column(String(20))
    # Table name and row id of the thing.
    noun: Mapped[str] = mapped_column(String(40))
    noun_id: Mapped[int]

    values: Mapped[list["AuditValue"]] = relationship(
        primaryjoin=lambda: AuditEvent.id == foreign(AuditValue.event_id), viewonly=True
    )


class AuditValue(Base, OwnedRow):
    """What one field of the thing held before and holds now. Apart from the event, so that a value can be redacted."""

    __tablename__ = "audit_values"
    __table_args__ = (
        ForeignKeyConstraint(["organization_id", "event_id"], ["audit_events.organization_id", "audit_events.id"]),
        Index(None, "organization_id", "event_id"),
    )

    event_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(60))
    old: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    new: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    # Random, so that a redacted value cannot be found again by trying; erased with it.
    salt: Mapped[str | None] = mapped_column(String(32))
    # SHA-256 over salt, field, old and new; stays when they are redacted, so that the chain still holds.
    digest: Mapped[str] = mapped_column(String(64))
    # When the values were erased because they held something personal.
    redacted_at: Mapped[datetime | None]


class AuditLink(Base, OwnedRow):
    """One link of an organisation's chain: what an event said, bound to all that came before it."""

    __tablename__ = "audit_links"
    __table_args__ = (
        ForeignKeyConstraint(["organization_id", "event_id"], ["audit_events.organization_id", "audit_events.id"]),
        UniqueConstraint("organization_id", "sequence"),
        UniqueConstraint("organization_id", "event_id"),
    )

    # 1, 2, 3 … without gaps.
    sequence: Mapped[int]
    event_id: Mapped[int]
    # SHA-256 over the digest before it, the event, and the digests of its values.
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The end of an organisation's chain. Whoever adds to the chain holds this row, so that it cannot fork."""

    __tablename__ = "audit_heads"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
