"""The bin: what was deleted, by whom, and the way back. Every kind of thing is known here; what a kind needs beside
coming to life again is its own service's.

Nothing leaves the bin by itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.scope import restorable_projects
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Annotation,
    AuditEvent,
    CauseAnalysis,
    ChangeIdea,
    ContextSeries,
    DocumentLink,
    Driver,
    DriverLink,
    Exclusion,
    Freeze,
    HelpRequest,
    Import,
    Measure,
    Meeting,
    MeetingDecision,
    Membership,
    Observation,
    Organization,
    Pause,
    PdsaCycle,
    Person,
    Phase,
    Project,
    ProjectMembership,
    Stakeholder,
    StarRound,
    Sustainment,
    Task,
    TenantRow,
    Unit,
    UnitLeadership,
)
from qi_tracker.services.duties import give_back_duties
from qi_tracker.services.measures import freeze_beside
from qi_tracker.services.meeting_decisions import bring_back_task
from qi_tracker.services.observations import check_still_fits
from qi_tracker.services.organizations import give_back_roles, keep_an_administrator
from qi_tracker.services.pdsa import follow_latest_cycle, make_room_for
from qi_tracker.services.places import IN_ORGANIZATION, IN_PROJECT, Kind, ids_beneath, noun_of, parent_of
from qi_tracker.services.projects import check_is_member, make_way_in_project
from qi_tracker.services.saving import check_version, flush, put_in_bin
from qi_tracker.services.summaries import local_today
from qi_tracker.services.tasks import free_if_doer_left
from qi_tracker.services.units import check_place_of, check_still_member, lead_again

# More than this of one kind in one project's bin is not shown at once.
MOST_SHOWN = 500


class PlaceTaken(InvalidInput):
    """Another thing stands where the deleted one stood; which of the two it shall be is for people to choose."""

    def __init__(self, twin: TenantRow) -> None:
        super().__init__("place_taken")
        self.twin = twin


@dataclass(frozen=True, slots=True)
class Way:
    """How a kind of thing comes back: who may, what stands in its place, and what else is to be done.

    `instead` is what is to be done, or refused, before the one that stands there makes way for the other.
    """

    permission: Permission
    before: Callable[[Any], None] | None = None
    after: Callable[[Any], None] | None = None
    twin: Callable[[Any], TenantRow | None] | None = None
    instead: Callable[[Any, Any], None] | None = None


def _twin_by_index(thing: TenantRow) -> TenantRow | None:
    """The live row that is unique by what this one is unique by."""
    table: Any = type(thing).__table__  # type: ignore[attr-defined]  # every concrete row class has one
    for index in table.indexes:
        if index.unique:
            same = [column == getattr(thing, column.key) for column in index.columns]
            twin = db.session.scalar(select(type(thing)).where(*same, type(thing).id != thing.id))
            if twin is not None:
                return twin
    return None


_EDIT = Way(Permission.EDIT_PROJECT, twin=_twin_by_index)

WAYS: Mapping[Kind, Way] = {
    Project: Way(Permission.RESTORE_PROJECT),
    Aim: _EDIT,
    Measure: _EDIT,
    ChangeIdea: _EDIT,
    ContextSeries: _EDIT,
    Stakeholder: _EDIT,
    DocumentLink: _EDIT,
    Driver: _EDIT,
    DriverLink: _EDIT,
    StarRound: _EDIT,
    CauseAnalysis: _EDIT,
    Sustainment: _EDIT,
    HelpRequest: _EDIT,
    Task: Way(Permission.EDIT_PROJECT, after=free_if_doer_left),
    Meeting: _EDIT,
    MeetingDecision: Way(Permission.EDIT_PROJECT, bring_back_task),
    Phase: _EDIT,
    Pause: _EDIT,
    Exclusion: _EDIT,
    Annotation: _EDIT,
    Freeze: Way(Permission.EDIT_PROJECT, twin=freeze_beside),
    # Taken back by undoing it, never deleted.
    Import: Way(Permission.ENTER_NUMBERS),
    Observation: Way(
        Permission.ENTER_NUMBERS, lambda number: check_still_fits(number, local_today()), twin=_twin_by_index
    ),
    PdsaCycle: Way(Permission.EDIT_PROJECT, make_room_for, lambda cycle: follow_latest_cycle(cycle.change_idea)),
    ProjectMembership: Way(
        Permission.MANAGE_PROJECT_PEOPLE, check_is_member, give_back_duties, _twin_by_index, make_way_in_project
    ),
    Membership: Way(Permission.MANAGE_ORGANIZATION, None, give_back_roles, _twin_by_index, keep_an_administrator),
    Unit: Way(Permission.MANAGE_ORGANIZATION, check_place_of),
    UnitLeadership: Way(Permission.MANAGE_ORGANIZATION, check_still_member, lead_again, _twin_by_index),
}


def restore(thing: TenantRow, seen_version: int | None) -> None:
    """Take a thing out of the bin; one that is out already stays as it is.

    Raises
    ------
    PlaceTaken
        If something else stands in its place; `replace` puts that in the bin instead.
    InvalidInput
        If what it belongs to is in the bin itself.
    StaleVersion
        If it was restored and deleted again since.
    """
    if thing.deleted_at is None:
        return
    check_version(thing, seen_version)
    parent = parent_of(thing)
    if parent is not None and parent.deleted_at is not None:
        raise InvalidInput("parent_in_bin")
    way = WAYS[type(thing)]
    twin = way.twin(thing) if way.twin is not None else None
    if twin is not None:
        raise PlaceTaken(twin)
    if way.before is not None:
        way.before(thing)
    thing.deleted_at = None
    flush()
    if way.after is not None:
        way.after(thing)


def replace(thing: TenantRow, seen_version: int | None, twin_version: int | None) -> None:
    """Put what stands in the thing's place in the bin, and take the thing out of it: they change places.

    Raises
    ------
    StaleVersion
        If either was changed since it was shown.
    InvalidInput
        If nobody would be left to administer the organisation, or to lead the project.
    """
    way = WAYS[type(thing)]
    standing = way.twin(thing) if way.twin is not None and thing.deleted_at is not None else None
    if standing is not None:
        if way.instead is not None:
            way.instead(standing, thing)
        put_in_bin(standing, twin_version)
    restore(thing, seen_version)


@dataclass(frozen=True, slots=True)
class Binned:
    """A thing in the bin, with who put it there and when."""

    thing: TenantRow
    at: datetime
    by: Person | None
    # What it is a part of.
    parent: TenantRow | None

    @property
    def waits_for(self) -> TenantRow | None:
        """What must come back first."""
        return self.parent if self.parent is not None and self.parent.deleted_at is not None else None


def bin_of(project: Project) -> Sequence[Binned]:
    """What was deleted in the project, the latest first."""
    found: list[TenantRow] = []
    for kind in IN_PROJECT:
        ids = ids_beneath(kind, project)
        assert ids is not None, "everything in IN_PROJECT lies beneath a project"
        found += db.session.scalars(
            select(kind)
            .where(kind.organization_id == project.organization_id, kind.id.in_(ids), kind.deleted_at.is_not(None))
            .order_by(kind.deleted_at.desc())
            .limit(MOST_SHOWN),
            execution_options={"include_deleted": True},
        )
    return _told(found)


def bin_of_organization(organization: Organization) -> Sequence[Binned]:
    """Units and roles that were deleted in the organisation itself, the latest first."""
    found: list[TenantRow] = []
    for kind in IN_ORGANIZATION:
        found += db.session.scalars(
            select(kind)
            .where(kind.organization_id == organization.id, kind.deleted_at.is_not(None))
            .order_by(kind.deleted_at.desc())
            .limit(MOST_SHOWN),
            execution_options={"include_deleted": True},
        )
    return _told(found)


def deleted_projects(actor: Actor) -> Sequence[Binned]:
    """Deleted projects that the actor may bring back: led by them, or of organisations they administer."""
    projects = db.session.scalars(
        select(Project)
        .where(restorable_projects(actor), Project.deleted_at.is_not(None))
        .options(joinedload(Project.organization)),
        execution_options={"include_deleted": True},
    ).all()
    return _told(projects)


def _told(things: Sequence[TenantRow]) -> Sequence[Binned]:
    deleters = _deleters(things)
    told = [
        Binned(thing, thing.deleted_at, deleters.get((noun_of(thing), thing.id)), parent_of(thing))
        for thing in things
        if thing.deleted_at is not None
    ]
    return sorted(told, key=lambda binned: binned.at, reverse=True)


def _deleters(things: Sequence[TenantRow]) -> Mapping[tuple[str, int], Person]:
    """(noun, id) → who deleted it last, read from the history."""
    ids: dict[str, list[int]] = {}
    for thing in things:
        ids.setdefault(noun_of(thing), []).append(thing.id)
    if not ids:
        return {}
    last = (
        select(func.max(AuditEvent.id))
        .where(
            AuditEvent.organization_id.in_({thing.organization_id for thing in things}),
            AuditEvent.action == "deleted",
            or_(*((AuditEvent.noun == noun) & AuditEvent.noun_id.in_(some) for noun, some in ids.items())),
        )
        .group_by(AuditEvent.noun, AuditEvent.noun_id)
    )
    rows = db.session.execute(
        select(AuditEvent.noun, AuditEvent.noun_id, Person)
        .join(Person, Person.id == AuditEvent.person_id)
        .where(AuditEvent.id.in_(last))
    )
    return {(noun, number): person for noun, number, person in rows}
