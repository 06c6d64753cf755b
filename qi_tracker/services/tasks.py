"""Tasks: who does what by when. Whom they wait for is in `due.py`, whose they are when one leaves in `duties.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, Meeting, PdsaCycle, Project, ProjectMembership, Task
from qi_tracker.models.base import utc_now
from qi_tracker.services.dates import check_day
from qi_tracker.services.places import project_around
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.vocabulary import ProjectRole

Origin = Project | ChangeIdea | PdsaCycle | Meeting

# The column that says what a task came from.
_CAME_FROM: Mapping[type[Origin], str] = {
    Project: "project_id",
    ChangeIdea: "change_idea_id",
    PdsaCycle: "pdsa_cycle_id",
    Meeting: "meeting_id",
}
# Those who only read do none.
WORKING = (ProjectRole.LEAD, ProjectRole.MEMBER)


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """What the form of a task holds. Nobody and no day are answers until somebody takes it."""

    title: str
    owner_id: int | None
    due_on: date | None
    # A day that the work turns on.
    is_milestone: bool = False


def open_tasks_of(origin: Origin) -> Sequence[Task]:
    """What is still to be done in a project, or of what came from an idea, a cycle or a meeting.

    The longest overdue come first, those without a day last.
    """
    found = _tasks(origin, Task.done_at.is_(None))
    return db.session.scalars(found.order_by(Task.due_on.is_(None), Task.due_on, Task.id)).all()


def done_tasks_of(origin: Origin) -> Sequence[Task]:
    """What is done there, the latest first."""
    found = _tasks(origin, Task.done_at.is_not(None))
    return db.session.scalars(found.order_by(Task.done_at.desc(), Task.id.desc())).all()


def tasks_of(origin: Origin) -> Sequence[Task]:
    """Both: what is open first, in the same orders."""
    return [*open_tasks_of(origin), *done_tasks_of(origin)]


def _tasks(origin: Origin, state: ColumnElement[bool]) -> Select[Task]:
    return (
        select(Task)
        .where(
            Task.organization_id == origin.organization_id,
            getattr(Task, _CAME_FROM[type(origin)]) == origin.id,
            state,
        )
        .options(
            joinedload(Task.owner),
            joinedload(Task.change_idea),
            joinedload(Task.pdsa_cycle).joinedload(PdsaCycle.change_idea),
            joinedload(Task.meeting),
        )
    )


def dated_tasks_of(project: Project) -> Sequence[Task]:
    """The project's tasks and milestones that have a day, done and not, in the order of their days."""
    return sorted((task for task in tasks_of(project) if task.due_on is not None), key=_day_of)


def _day_of(task: Task) -> tuple[date, int]:
    assert task.due_on is not None
    return task.due_on, task.id


def is_overdue(task: Task, today: date) -> bool:
    """Whether it should have been done before today."""
    return task.done_at is None and task.due_on is not None and task.due_on < today


def create_task(origin: Origin, details: TaskDetails) -> Task:
    """A new task of a project, or of the project of the idea, the cycle or the meeting that it comes from.

    Raises
    ------
    InvalidInput
        If the one who is to do it does not work in the project, or no such day can be meant.
    """
    project = project_around(origin)
    assert project is not None, "ideas, cycles and meetings lie in a project"
    _check(project.organization_id, project.id, details)
    came_from = {"project_id": project.id, _CAME_FROM[type(origin)]: origin.id}
    task = Task(organization_id=project.organization_id, **came_from, **asdict(details))
    db.session.add(task)
    flush()
    return task


def edit_task(task: Task, seen_version: int | None, details: TaskDetails) -> None:
    """Change what is to be done, by whom and by when. One who did it and left since may stand there.

    Raises
    ------
    InvalidInput
        If another is to do it who does not work in the project, or no such day can be meant.
    """
    if details.owner_id == task.owner_id:
        check_day(details.due_on, "due_on")
    else:
        _check(task.organization_id, task.project_id, details)
    apply_changes(task, seen_version, asdict(details))


def complete_task(task: Task, seen_version: int | None) -> None:
    """Tick it off; one that is done already stays as it is."""
    if task.done_at is None:
        apply_changes(task, seen_version, {"done_at": utc_now()})


def reopen_task(task: Task, seen_version: int | None) -> None:
    """Let it be to be done again; by nobody, where the one who did it has left since."""
    if task.done_at is not None:
        apply_changes(task, seen_version, {"done_at": None})
        free_if_doer_left(task)


def delete_task(task: Task, seen_version: int | None) -> None:
    """Put it in the bin."""
    put_in_bin(task, seen_version)


def free_if_doer_left(task: Task) -> None:
    """Let an open task be nobody's, where its doer does not work in the project any more."""
    if task.done_at is None and not _works_in(task.organization_id, task.project_id, task.owner_id):
        task.owner_id = None
        flush()


def _check(organization_id: int, project_id: int, details: TaskDetails) -> None:
    check_day(details.due_on, "due_on")
    if not _works_in(organization_id, project_id, details.owner_id):
        raise InvalidInput("not_in_team", field="owner_id")


def _works_in(organization_id: int, project_id: int, person_id: int | None) -> bool:
    """Whether the person, or nobody, may have a task there; and let them not leave until this transaction ends."""
    if person_id is None:
        return True
    # Who leaves holds the project before the role (`projects.leave_project`); in the same order nobody waits in a ring.
    db.session.execute(select(Project.id).where(Project.id == project_id).with_for_update(read=True, key_share=True))
    role = (
        select(ProjectMembership.role)
        .where(
            ProjectMembership.organization_id == organization_id,
            ProjectMembership.project_id == project_id,
            ProjectMembership.person_id == person_id,
        )
        .with_for_update(read=True)
    )
    return db.session.scalar(role) in WORKING
