"""Change ideas: what the team thinks of trying. How an idea's status follows its cycles is in `pdsa.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, Project
from qi_tracker.services.saving import apply_changes, put_in_bin
from qi_tracker.vocabulary import IdeaStatus

# What is going on comes first, what was put away last.
STATUS_ORDER = (
    IdeaStatus.TESTING,
    IdeaStatus.IDEA,
    IdeaStatus.ADOPTED,
    IdeaStatus.PRACTICE,
    IdeaStatus.ABANDONED,
)


@dataclass(frozen=True, slots=True)
class IdeaDetails:
    """What the form of a change idea holds."""

    title: str
    description: str
    status: IdeaStatus
    owner_id: int | None
    dimensions: list[str]


def ideas_of(project: Project) -> Sequence[ChangeIdea]:
    """The project's ideas: those being tried first, then waiting, adopted and put away, each in order of age."""
    found = db.session.scalars(
        select(ChangeIdea)
        .where(
            ChangeIdea.organization_id == project.organization_id,
            ChangeIdea.project_id == project.id,
        )
        .options(joinedload(ChangeIdea.owner))
        .order_by(ChangeIdea.id)
    ).all()
    return sorted(found, key=lambda idea: STATUS_ORDER.index(idea.status))


def ideas_by_status(project: Project) -> Mapping[IdeaStatus, Sequence[ChangeIdea]]:
    """The same, one list for each status that has any."""
    ideas = ideas_of(project)
    grouped = {status: [idea for idea in ideas if idea.status is status] for status in STATUS_ORDER}
    return {status: group for status, group in grouped.items() if group}


def create_idea(project: Project, details: IdeaDetails) -> ChangeIdea:
    """A new change idea of the project."""
    idea = ChangeIdea(
        organization_id=project.organization_id,
        project_id=project.id,
        **asdict(details),
    )
    db.session.add(idea)
    db.session.flush()
    return idea


def edit_idea(idea: ChangeIdea, seen_version: int | None, details: IdeaDetails) -> None:
    """Change what the idea says. A status set by hand stays until its next cycle is planned or decided."""
    apply_changes(idea, seen_version, asdict(details))


def delete_idea(idea: ChangeIdea, seen_version: int | None) -> None:
    """Put the idea, with its cycles, in the bin."""
    put_in_bin(idea, seen_version)
