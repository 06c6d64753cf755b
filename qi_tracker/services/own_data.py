"""All that is kept about one person who has an account, for themselves to take out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import InstrumentedAttribute

from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditEvent,
    FormDraft,
    ImportDraft,
    Membership,
    Organization,
    OutboxMessage,
    Person,
    Project,
    ProjectMembership,
    SentReminder,
    SignInSession,
    StarRound,
    StarScore,
    TenantRow,
    Unit,
    UnitLeadership,
)

OwnData = Mapping[str, Any]


def own_data_of(person: Person) -> OwnData:
    """What is kept of the person whom the session works for: about their account, and what they have done.

    Only who they are and that they did it: what the team wrote is the project's, and is taken along from there.
    """
    return {
        "account": {
            "name": person.name,
            "email": person.email,
            "language": person.language.value,
            "reminders": person.reminders.value,
            "has_password": person.password_hash is not None,
            "has_calendar": person.calendar_salt is not None,
            "is_operator": person.is_operator,
            "created_at": _moment(person.created_at),
        },
        **_roles_of(person),
        **_traces_of(person),
    }


def _roles_of(person: Person) -> OwnData:
    """What the person is and has been, where."""
    return {
        "organizations": _rows(
            select(Organization.name, Membership.role, Membership.created_at, Membership.deleted_at)
            .join(Organization, Organization.id == Membership.organization_id)
            .where(Membership.person_id == person.id)
            .order_by(Membership.id),
            ("organization", "role", "since", "ended"),
        ),
        "projects": _rows(
            select(
                _while_there(Project.title, Project, ProjectMembership),
                ProjectMembership.role,
                ProjectMembership.created_at,
                ProjectMembership.deleted_at,
            )
            .join(Project, Project.id == ProjectMembership.project_id)
            .where(ProjectMembership.person_id == person.id)
            .order_by(ProjectMembership.id),
            ("project", "role", "since", "ended"),
        ),
        "leads_units": _rows(
            select(_while_there(Unit.name, Unit, UnitLeadership), UnitLeadership.created_at, UnitLeadership.deleted_at)
            .join(Unit, Unit.id == UnitLeadership.unit_id)
            .where(UnitLeadership.person_id == person.id)
            .order_by(UnitLeadership.id),
            ("unit", "since", "ended"),
        ),
    }


def _traces_of(person: Person) -> OwnData:
    """What is kept because the person uses the program."""
    return {
        "signed_in": _rows(
            select(SignInSession.device, SignInSession.created_at, SignInSession.expires_at)
            .where(SignInSession.person_id == person.id)
            .order_by(SignInSession.id),
            ("device", "since", "until"),
        ),
        "drafts": _rows(
            select(FormDraft.address, FormDraft.saved_at, FormDraft.fields)
            .where(FormDraft.person_id == person.id)
            .order_by(FormDraft.id),
            ("address", "saved", "typed"),
        ),
        "tables_not_imported": _rows(
            select(ImportDraft.created_at).where(ImportDraft.person_id == person.id).order_by(ImportDraft.id), ("at",)
        ),
        "reminded_of": _rows(
            select(SentReminder.key, SentReminder.sent_on)
            .where(SentReminder.person_id == person.id)
            .order_by(SentReminder.id),
            ("what", "on"),
        ),
        "scored": _rows(
            select(StarRound.created_at, StarScore.dimension, StarScore.score, StarScore.comment)
            .join(StarRound, StarRound.id == StarScore.star_round_id)
            .where(StarScore.person_id == person.id)
            .order_by(StarScore.id),
            ("round", "arm", "score", "comment"),
        ),
        "mail": _rows(
            select(OutboxMessage.kind, OutboxMessage.created_at, OutboxMessage.sent_at)
            .where(OutboxMessage.to_address == person.email)
            .order_by(OutboxMessage.id),
            ("kind", "at", "sent"),
        ),
        "done": _rows(
            select(AuditEvent.at, AuditEvent.action, AuditEvent.noun, AuditEvent.noun_id)
            .where(AuditEvent.person_id == person.id)
            .order_by(AuditEvent.id),
            ("at", "action", "thing", "number"),
        ),
    }


def _while_there(
    name: InstrumentedAttribute[str], thing: type[TenantRow], place: type[TenantRow]
) -> ColumnElement[str | None]:
    """What it is called, to those who have a place there: one who left is told that they were, and no later name."""
    return case((thing.deleted_at.is_(None) & place.deleted_at.is_(None), name), else_=None)


def _rows(statement: Any, names: Sequence[str]) -> list[dict[str, Any]]:
    found = db.session.execute(statement, execution_options={"include_deleted": True})
    return [dict(zip(names, map(_plain, row), strict=True)) for row in found]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return _moment(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
