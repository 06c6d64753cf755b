"""What every table shares. A noun that declares `TenantRow` gets its tenant, version, bin and history by that alone."""

import enum
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from qi_tracker.extensions import db


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite has no time zones, so none is stored there."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse moments without a zone, store the rest as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables; shares its metadata with Flask-SQLAlchemy."""

    metadata = db.metadata
    type_annotation_map = {
        datetime: UtcDateTime(),
        bool: Boolean(create_constraint=True, name="is_bool"),
        float: Float(53),
        list[str]: JSON(),
        list[int]: JSON(),
        dict[str, Any]: JSON(),
    }


def choice(kind: type[enum.Enum]) -> Enum:
    """A column type for an enum of the vocabulary: its value as text, and a CHECK that it is one of them."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Versioned:
    """Counts saves, so that nobody overwrites what they have not seen. Compare with `check_version`."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy compare and raise the version at every UPDATE."""
        return {"version_id_col": cls.version}


class Binned:
    """Deleted rows wait in the bin; queries leave them out unless they say `include_deleted`."""

    deleted_at: Mapped[datetime | None] = mapped_column()


class OwnedRow:
    """A row that belongs to one organisation; on PostgreSQL row-level security keeps it there."""

    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr
    def organization_id(cls) -> Mapped[int]:
        """The tenant."""
        return mapped_column(ForeignKey("organizations.id"))


class TenantRow(OwnedRow, Binned, Versioned):
    """An editable thing of an organisation: versioned, binned, and its changes recorded in the history."""

    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def tenant_table(*items: SchemaItem) -> tuple[SchemaItem, ...]:
    """`__table_args__` of an owned row: the key that links between tenants' rows are refused by, and `items`."""
    return (UniqueConstraint("organization_id", "id"), *items)


def link(table: str, *columns: str) -> Sequence[SchemaItem]:
    """Composite foreign keys from `columns` to `table`, so that a link across organisations is refused."""
    return [
        item
        for column in columns
        for item in (
            ForeignKeyConstraint(["organization_id", column], [f"{table}.organization_id", f"{table}.id"]),
            Index(None, "organization_id", column),
        )
    ]


LIVE = text("deleted_at IS NULL")


def unique_while_live(*columns: str) -> Index:
    """A uniqueness that rows in the bin do not take part in."""
    return Index(None, *columns, unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
