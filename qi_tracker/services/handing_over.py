"""Handing over all that one person looks after to another: numbers, and tasks and cycles if so wished, in one go."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.access.scope import joined_projects
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditEvent,
    AuditValue,
    ChangeIdea,
    Measure,
    Organization,
    PdsaCycle,
    Person,
    Project,
    ProjectMembership,
    Task,
)
from qi_tracker.services.saving import flush
from qi_tracker.vocabulary import CycleStage, ProjectRole

_WORKS = (ProjectRole.LEAD, ProjectRole.MEMBER)
_ENTERING = ("collector_id", "stand_in_id")

Thing = Measure | Task | PdsaCycle


@dataclass(frozen=True, slots=True)
class Piece:
    """One column that names the one who looks after a thing."""

    thing: Thing
    field: str

    @property
    def key(self) -> str:
        """The piece in a form: "measures-7-collector_id"."""
        return f"{self.thing.__tablename__}-{self.thing.id}-{self.field}"


@dataclass(frozen=True, slots=True)
class Share:
    """What one person looks after in one project, and the other's role there: None for one who is not in it."""

    project: Project
    pieces: Sequence[Piece]
    receiver_role: ProjectRole | None = None

    @property
    def moves(self) -> bool:
        """Whether the other can have it: one must work in the project."""
        return self.receiver_role in _WORKS

    def named(self, kind: type[Thing]) -> list[Thing]:
        """The things of a kind, each once."""
        return list(dict.fromkeys(piece.thing for piece in self.pieces if isinstance(piece.thing, kind)))

    @property
    def measures(self) -> list[Thing]:
        """Those whose numbers the person enters, or enters when another is away."""
        return self.named(Measure)

    @property
    def tasks(self) -> list[Thing]:
        """Those that are still to be done."""
        return self.named(Task)

    @property
    def cycles(self) -> list[Thing]:
        """Those that are not done."""
        return self.named(PdsaCycle)


def own_projects(actor: Actor) -> Sequence[Project]:
    """All that the actor takes part in, by title."""
    return db.session.scalars(select(Project).where(joined_projects(actor)).order_by(Project.title, Project.id)).all()


def projects_in(organization: Organization) -> Sequence[Project]:
    """All of an organisation, by title."""
    found = select(Project).where(Project.organization_id == organization.id)
    return db.session.scalars(found.order_by(Project.title, Project.id)).all()


def shares_of(
    giver_id: int,
    projects: Sequence[Project],
    receiver_id: int | None = None,
    *,
    with_tasks: bool = True,
    by: Actor | None = None,
) -> Sequence[Share]:
    """What the person looks after in each of the projects, where it is anything; nothing is moved.

    `by` is who wants to move it, if that is another: what lets somebody see narrowed numbers is left to its owner.
    """
    roles = _roles(receiver_id, projects)
    pieces: dict[int, list[Piece]] = {}
    for project_id, piece in _pieces(giver_id, projects, with_tasks=with_tasks):
        if by is None or by.person_id == giver_id or _may_move(by, piece):
            pieces.setdefault(project_id, []).append(piece)
    return [Share(project, pieces[project.id], roles.get(project.id)) for project in projects if project.id in pieces]


def _may_move(actor: Actor, piece: Piece) -> bool:
    measure = piece.thing if isinstance(piece.thing, Measure) else None
    return measure is None or not measure.is_narrowed or allows(actor, Permission.DECIDE_INSIDERS, measure)


def _pieces(giver_id: int, projects: Sequence[Project], *, with_tasks: bool) -> Iterator[tuple[int, Piece]]:
    organizations, ids = {project.organization_id for project in projects}, [project.id for project in projects]
    entered = select(Measure).where(
        Measure.organization_id.in_(organizations),
        Measure.project_id.in_(ids),
        or_(*(getattr(Measure, field) == giver_id for field in _ENTERING)),
    )
    for measure in db.session.scalars(entered.order_by(Measure.name, Measure.id)):
        for field in _ENTERING:
            if getattr(measure, field) == giver_id:
                yield measure.project_id, Piece(measure, field)
    if not with_tasks:
        return
    tasks = select(Task).where(
        Task.organization_id.in_(organizations),
        Task.project_id.in_(ids),
        Task.owner_id == giver_id,
        Task.done_at.is_(None),
    )
    for task in db.session.scalars(tasks.order_by(Task.due_on, Task.id)):
        yield task.project_id, Piece(task, "owner_id")
    cycles = (
        select(PdsaCycle)
        .join(
            ChangeIdea,
            (ChangeIdea.organization_id == PdsaCycle.organization_id) & (ChangeIdea.id == PdsaCycle.change_idea_id),
        )
        .where(
            PdsaCycle.organization_id.in_(organizations),
            ChangeIdea.project_id.in_(ids),
            PdsaCycle.owner_id == giver_id,
            PdsaCycle.stage != CycleStage.DONE,
        )
        .options(joinedload(PdsaCycle.change_idea))
    )
    for cycle in db.session.scalars(cycles.order_by(PdsaCycle.id)):
        yield cycle.change_idea.project_id, Piece(cycle, "owner_id")


def _roles(person_id: int | None, projects: Sequence[Project], *, held: bool = False) -> dict[int, ProjectRole]:
    """Project id → the person's role; `held`, so that nobody takes it from them until the transaction ends."""
    ids = [project.id for project in projects]
    roles = select(ProjectMembership.project_id, ProjectMembership.role).where(
        ProjectMembership.organization_id.in_({project.organization_id for project in projects}),
        ProjectMembership.project_id.in_(ids),
        ProjectMembership.person_id == person_id,
    )
    if held:
        # Who leaves holds the project before the role; in the same order nobody waits in a ring.
        projects_held = select(Project.id).where(Project.id.in_(ids)).order_by(Project.id)
        db.session.execute(projects_held.with_for_update(read=True, key_share=True)).all()
        roles = roles.with_for_update(read=True)
    return {project_id: role for project_id, role in db.session.execute(roles)}


def receivers_for(giver_id: int, projects: Sequence[Project]) -> Sequence[Person]:
    """Who else works in some of the projects and can sign in, by name."""
    working = select(ProjectMembership.person_id).where(
        ProjectMembership.organization_id.in_({project.organization_id for project in projects}),
        ProjectMembership.project_id.in_([project.id for project in projects]),
        ProjectMembership.role.in_(_WORKS),
    )
    people = select(Person).where(Person.id.in_(working), Person.id != giver_id, Person.disabled_at.is_(None))
    return db.session.scalars(people.order_by(Person.name)).all()


def hand_over_all(
    giver_id: int, receiver_id: int, projects: Sequence[Project], *, with_tasks: bool, by: Actor | None = None
) -> Sequence[Piece]:
    """Move what the person looks after to the other, in those of the projects where the other works.

    Returns
    -------
    What moved.

    Raises
    ------
    InvalidInput
        If nothing can move.
    """
    _roles(receiver_id, projects, held=True)
    shares = shares_of(giver_id, projects, receiver_id, with_tasks=with_tasks, by=by)
    pieces = [piece for share in shares if share.moves for piece in share.pieces]
    if not pieces:
        raise InvalidInput("nothing_to_hand_over")
    for piece in pieces:
        _give(piece, receiver_id)
    flush()
    return pieces


def give_back(giver_id: int, holder_id: int, projects: Sequence[Project], keys: Collection[str]) -> None:
    """Undo a handing over: what the holder still has of it goes back to the giver, where the giver still works.

    Raises
    ------
    InvalidInput
        If nothing can go back.
    """
    _roles(giver_id, projects, held=True)
    shares = shares_of(holder_id, projects, giver_id)
    pieces = [piece for share in shares if share.moves for piece in share.pieces if piece.key in keys]
    # Or anybody could say that they had handed over what lets them see narrowed numbers.
    pieces = [piece for piece in pieces if _came_from(giver_id, piece)]
    if not pieces:
        raise InvalidInput("nothing_to_hand_over")
    for piece in pieces:
        _give(piece, giver_id)
    flush()


def _came_from(giver_id: int, piece: Piece) -> bool:
    """Whether the history tells that the person was the last before the present one; asked of narrowed measures."""
    if not isinstance(piece.thing, Measure) or not piece.thing.is_narrowed:
        return True
    latest = (
        select(AuditValue.old)
        .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
        .where(
            AuditEvent.organization_id == piece.thing.organization_id,
            AuditEvent.noun == Measure.__tablename__,
            AuditEvent.noun_id == piece.thing.id,
            AuditValue.field == piece.field,
        )
        .order_by(AuditValue.id.desc())
        .limit(1)
    )
    return bool(db.session.scalar(latest) == giver_id)


def _give(piece: Piece, person_id: int) -> None:
    setattr(piece.thing, piece.field, person_id)
    # Nobody stands in for themselves.
    if isinstance(piece.thing, Measure) and piece.thing.collector_id == piece.thing.stand_in_id:
        piece.thing.stand_in_id = None


def collectors_in(projects: Sequence[Project]) -> set[int]:
    """The ids of those who enter numbers in some of the projects, or stand in for one who does."""
    columns = [Measure.collector_id, Measure.stand_in_id]
    rows = select(*columns).where(
        Measure.organization_id.in_({project.organization_id for project in projects}),
        Measure.project_id.in_([project.id for project in projects]),
    )
    return {person_id for row in db.session.execute(rows) for person_id in row if person_id is not None}
