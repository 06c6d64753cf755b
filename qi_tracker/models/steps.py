"""Next steps that somebody put aside."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from qi_tracker.models.base import Base, OwnedRow, link, tenant_table, utc_now


class DismissedStep(Base, OwnedRow):
    """«Ikke nå»: a next step of a project that one person does not want to be shown for a while."""

    __tablename__ = "dismissed_steps"
    __table_args__ = tenant_table(
        *link("projects", "project_id"), Index(None, "organization_id", "project_id", "person_id", "step", unique=True)
    )

    project_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # Which step, as the path names it; of which thing, where there may be several: "study_cycle:7".
    step: Mapped[str] = mapped_column(String(80))
    dismissed_at: Mapped[datetime] = mapped_column(default=utc_now)
