"""The quality dimensions of an installation: the six of the national strategy, and its own."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from qi_tracker.models.base import Base


class QualityDimension(Base):
    """Kvalitetsdimensjon. Shared by the whole installation.

    Aims, measures and change ideas carry a list of keys rather than a link table each: the list is short, never joined
    on, read and compared whole, and its history reads as one change.
    """

    __tablename__ = "quality_dimensions"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    # Labels of an installation's own dimensions; the six have theirs in the catalogues.
    label_nb: Mapped[str | None] = mapped_column(String(120))
    label_nn: Mapped[str | None] = mapped_column(String(120))
    label_en: Mapped[str | None] = mapped_column(String(120))
