"""Organisations (kommuner), who belongs to them, and invitations into them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qi_tracker.models.base import Base, TenantRow, Versioned, choice, tenant_table, unique_while_live, utc_now
from qi_tracker.models.people import Person
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole

# Counts of 1 to 4 are hidden unless the organisation says otherwise; those of 1 and 2 always are.
SMALLEST_SHOWN = 5
LEAST_SMALLEST_SHOWN = 3


class Organization(Base, Versioned):
    """The tenant: a kommune. Its operator sees this row and nothing of what belongs to it."""

    __tablename__ = "organizations"
    __table_args__ = (CheckConstraint(f"smallest_shown >= {LEAST_SMALLEST_SHOWN}", name="smallest_shown_protects"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    # Kommunenummer as text: 0301 keeps its zero. None for other organisations.
    number: Mapped[str | None] = mapped_column(String(4))
    # What new members read the program in.
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.BOKMAL)
    # The smallest count of people that is shown outside the project's team: 5 hides 1 to 4.
    smallest_shown: Mapped[int] = mapped_column(default=SMALLEST_SHOWN)
    # Whom to ask about privacy: a name of an office and how to reach it.
    privacy_contact: Mapped[str] = mapped_column(String(200), default="")
    # Kind of data → "months" that it is kept and the day "from" which the rule counts; a kind left out is kept until
    # somebody deletes it.
    retention: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Whether its projects are shown how far they have come on IHI's scale, 0.5–5.0.
    uses_progress_scale: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class Membership(Base, TenantRow):
    """A person's role in an organisation."""

    __tablename__ = "memberships"
    __table_args__ = tenant_table(unique_while_live("organization_id", "person_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[OrganizationRole] = mapped_column(choice(OrganizationRole))

    person: Mapped[Person] = relationship()
    organization: Mapped[Organization] = relationship()


class Invitation(Base):
    """A link that one person may use once: into an organisation, or to the first account of an installation."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    # SHA-256 of the link's token; the link itself is shown once, to the inviter.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # None: the link to the first account.
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    role: Mapped[OrganizationRole | None] = mapped_column(choice(OrganizationRole))
    # The project one is invited to as well, and as what. Checked against the organisation when it is accepted.
    project_id: Mapped[int | None]
    project_role: Mapped[ProjectRole | None] = mapped_column(choice(ProjectRole))
    # Whom the inviter meant it for; shown in the list of open invitations.
    note: Mapped[str] = mapped_column(String(120), default="")
    # Where the link is mailed, when it is.
    email: Mapped[str | None] = mapped_column(String(254))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    organization: Mapped[Organization | None] = relationship()
