"""Where a thing belongs: its parent, and the project or organisation it lies in. Also for what lies in the bin."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

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
    Invitation,
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

Kind = type[TenantRow]

# What lies beneath a project: kind → the kind it belongs to and by which column. Parents come first.
IN_PROJECT: Mapping[Kind, tuple[str, Kind]] = {
    Aim: ("project_id", Project),
    Measure: ("project_id", Project),
    ChangeIdea: ("project_id", Project),
    ProjectMembership: ("project_id", Project),
    Meeting: ("project_id", Project),
    Task: ("project_id", Project),
    ContextSeries: ("project_id", Project),
    Stakeholder: ("project_id", Project),
    DocumentLink: ("project_id", Project),
    Driver: ("project_id", Project),
    DriverLink: ("project_id", Project),
    StarRound: ("project_id", Project),
    CauseAnalysis: ("project_id", Project),
    Sustainment: ("project_id", Project),
    HelpRequest: ("project_id", Project),
    Observation: ("measure_id", Measure),
    Phase: ("measure_id", Measure),
    Freeze: ("measure_id", Measure),
    Pause: ("measure_id", Measure),
    Exclusion: ("measure_id", Measure),
    Annotation: ("measure_id", Measure),
    Import: ("measure_id", Measure),
    PdsaCycle: ("change_idea_id", ChangeIdea),
    MeetingDecision: ("meeting_id", Meeting),
}
# What belongs to the organisation itself; a part of another of its kind, or of another kind, by this column.
IN_ORGANIZATION: Mapping[Kind, tuple[str, Kind] | None] = {
    Membership: None,
    Unit: ("parent_id", Unit),
    UnitLeadership: ("unit_id", Unit),
}
# Recorded in an organisation's history as well, but no rows of it.
AROUND_ORGANIZATION: Sequence[type[object]] = (Organization, Invitation, Person)


def noun_of(kind: type[object] | TenantRow) -> str:
    """What the history calls things of this kind: the name of their table."""
    return str(kind.__tablename__)  # type: ignore[union-attr]  # every concrete row class has one


_ALL: Sequence[Kind] = (Project, *IN_PROJECT, *IN_ORGANIZATION)
KINDS: Mapping[str, Kind] = {noun_of(kind): kind for kind in _ALL}


def key_of(thing: TenantRow) -> str:
    """The thing in an address or a form: "measures-7"."""
    return f"{noun_of(thing)}-{thing.id}"


def find(key: str) -> TenantRow | None:
    """The thing that a key names, also in the bin; None when there is none. The caller checks whose it is."""
    noun, _, number = key.partition("-")
    kind = KINDS.get(noun)
    if kind is None or not (number.isascii() and number.isdigit() and len(number) < len(str(2**31))):
        return None
    return fetch(kind, int(number))


def fetch(kind: Kind, number: int) -> TenantRow | None:
    """One row, also when it lies in the bin."""
    return db.session.get(kind, number, execution_options={"include_deleted": True})


def parent_of(thing: TenantRow) -> TenantRow | None:
    """What the thing is a part of, also in the bin; None for what is a part of the organisation alone."""
    place = IN_PROJECT.get(type(thing)) or IN_ORGANIZATION.get(type(thing))
    if place is None:
        return None
    column, kind = place
    number: int | None = getattr(thing, column)
    return fetch(kind, number) if number is not None else None


def project_around(thing: TenantRow) -> Project | None:
    """The project that the thing is or lies in, also in the bin."""
    around: TenantRow | None = thing
    while around is not None and not isinstance(around, Project):
        around = parent_of(around)
    return around


def ids_beneath(kind: Kind, top: Project | Measure | ChangeIdea) -> Select[Any] | None:
    """The ids of all rows of a kind that lie beneath `top`, also in the bin; None where that kind never does."""
    if kind not in IN_PROJECT:
        return None
    column, parent = IN_PROJECT[kind]
    table: Any = kind.__table__  # type: ignore[attr-defined]  # every concrete row class has one
    if isinstance(top, parent):
        return select(table.c.id).where(table.c.organization_id == top.organization_id, table.c[column] == top.id)
    between = ids_beneath(parent, top)
    if between is None:
        return None
    return select(table.c.id).where(table.c.organization_id == top.organization_id, table.c[column].in_(between))


def events_about(thing: TenantRow) -> ColumnElement[bool]:
    """The events of the thing and of all that lies beneath it."""
    return or_(*_conditions(thing))


def _conditions(thing: TenantRow) -> Iterator[ColumnElement[bool]]:
    yield and_(AuditEvent.noun == noun_of(thing), AuditEvent.noun_id == thing.id)
    if not isinstance(thing, (Project, Measure, ChangeIdea)):
        return
    for kind in IN_PROJECT:
        ids = ids_beneath(kind, thing)
        if ids is not None:
            yield and_(AuditEvent.noun == noun_of(kind), AuditEvent.noun_id.in_(ids))


def events_beneath(kinds: Collection[Kind], measures: Collection[Measure]) -> ColumnElement[bool]:
    """The events of these kinds of things that lie under these measures, also in the bin; none without measures."""
    return or_(
        false(),
        *(
            and_(AuditEvent.noun == noun_of(kind), AuditEvent.noun_id.in_(ids))
            for measure in measures
            for kind in kinds
            if (ids := ids_beneath(kind, measure)) is not None
        ),
    )


def events_about_organization() -> ColumnElement[bool]:
    """The events of what belongs to an organisation itself: who is in it, its units, its invitations."""
    nouns = [noun_of(kind) for kind in (*AROUND_ORGANIZATION, *IN_ORGANIZATION)]
    return AuditEvent.noun.in_(nouns)
