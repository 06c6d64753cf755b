"""What the installation knows of itself, and the keys that keep a retry from doubling."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from qi_tracker.models.base import Base, utc_now


class Installation(Base):
    """One row: this database is qi_tracker's, and whether it holds invented demo data."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # Chosen at random when the database was made; tells backups of different installations apart.
    uuid: Mapped[str] = mapped_column(String(36))
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class IdempotencyKey(Base):
    """A form that was sent, and where its sender was taken: sent again, it only takes them there again."""

    __tablename__ = "idempotency_keys"

    # A person, a link, a workshop group or a token: "person:7".
    actor: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    # Address to answer with; empty while the first request is under way.
    target: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
