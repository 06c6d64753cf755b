"""Change ideas: what the team thinks of trying. How an idea's status follows its cycles is in `pdsa.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.method.ideas import LEAST, MOST, Corner, IdeaFacts
from qi_tracker.models import ChangeIdea, DocumentLink, Project
from qi_tracker.services.saving import apply_changes, check_version, flush, put_in_bin
from qi_tracker.vocabulary import IdeaStatus, Level, ProjectNature

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
    levels: list[Level] = field(default_factory=list)
    nature: ProjectNature | None = None
    # None: nobody has said.
    is_within_reach: bool | None = None
    systems: list[str] = field(default_factory=list)
    # Tells whether it is really carried out.
    measure_id: int | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Kunnskapstriangelet: what is known about the idea, and one more piece of evidence where a title is given."""

    research: str
    staff_experience: str
    user_knowledge: str
    link_title: str = ""
    link_address: str = ""


@dataclass(frozen=True, slots=True)
class Gain:
    """Gevinst: what the idea costs and what is expected of it, in kroner a year where that can be counted."""

    cost: float | None
    gain: float | None
    gain_text: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an idea is put on the board, and where it stood when the board was shown; None: beside it."""

    idea_id: int
    seen: tuple[int | None, int | None]
    effort: int | None
    impact: int | None


def ideas_of(project: Project) -> Sequence[ChangeIdea]:
    """The project's ideas: those being tried first, then waiting, adopted and put away, each in the team's order.

    Those without a place in it come last, the oldest first.
    """
    found = db.session.scalars(
        select(ChangeIdea)
        .where(
            ChangeIdea.organization_id == project.organization_id,
            ChangeIdea.project_id == project.id,
        )
        .options(joinedload(ChangeIdea.owner))
        .order_by(ChangeIdea.id)
    ).all()
    return sorted(found, key=lambda idea: (STATUS_ORDER.index(idea.status), idea.position is None, idea.position or 0))


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


def decide_trial(idea: ChangeIdea, seen_version: int | None, owner_id: int | None, try_by: date | None) -> None:
    """Say who sees to it that the idea is tried, and by when."""
    apply_changes(idea, seen_version, {"owner_id": owner_id, "try_by": try_by})


def set_status(idea: ChangeIdea, seen_version: int | None, status: IdeaStatus) -> None:
    """Say where the idea stands: put away, taken up again, or how things are done from now on."""
    apply_changes(idea, seen_version, {"status": status})


def write_gain(idea: ChangeIdea, seen_version: int | None, gain: Gain) -> None:
    """Write down what it costs and what is expected of it.

    Raises
    ------
    InvalidInput
        If an amount is below zero.
    """
    for name in ("cost", "gain"):
        amount = getattr(gain, name)
        if amount is not None and amount < 0:
            raise InvalidInput("amount_below_zero", field=name)
    apply_changes(idea, seen_version, asdict(gain))


def write_knowledge(idea: ChangeIdea, seen_version: int | None, knowledge: Knowledge) -> None:
    """Write down what the idea rests on, and add the link that was given."""
    values = asdict(knowledge)
    title, address = values.pop("link_title"), values.pop("link_address")
    apply_changes(idea, seen_version, values)
    if address:
        link = DocumentLink(
            organization_id=idea.organization_id,
            project_id=idea.project_id,
            change_idea_id=idea.id,
            title=title or address[:200],
            address=address,
        )
        db.session.add(link)
        flush()


def evidence_of(idea: ChangeIdea) -> Sequence[DocumentLink]:
    """Links to what the idea rests on, the oldest first."""
    return db.session.scalars(
        select(DocumentLink)
        .where(DocumentLink.organization_id == idea.organization_id, DocumentLink.change_idea_id == idea.id)
        .order_by(DocumentLink.id)
    ).all()


def remove_evidence(link: DocumentLink, seen_version: int | None) -> None:
    """Put the link in the bin."""
    put_in_bin(link, seen_version)


def move_idea(idea: ChangeIdea, seen_version: int | None, places: int) -> None:
    """Let the idea change places with those before it (below zero) or after it, among those that stand where it does.

    All of them have a place in the order afterwards.
    """
    check_version(idea, seen_version)
    group = list(ideas_by_status(idea.project)[idea.status])
    at = group.index(idea)
    group.insert(max(0, at + places), group.pop(at))
    for number, each in enumerate(group, start=1):
        if each.position != number:
            each.position = number
    flush()


def place_ideas(project: Project, placements: Sequence[Placement]) -> int:
    """Put ideas where they were dragged on the board; only those that were moved are touched.

    Returns
    -------
    How many were moved.

    Raises
    ------
    StaleVersion
        If somebody else has moved one of them since the board was shown.
    InvalidInput
        If one is put outside the board, or half on it.
    """
    ideas = {idea.id: idea for idea in ideas_of(project)}
    moved = [each for each in placements if each.seen != (each.effort, each.impact) and each.idea_id in ideas]
    for each in moved:
        idea = ideas[each.idea_id]
        if (idea.effort, idea.impact) != each.seen:
            raise StaleVersion
        place = (each.effort, each.impact)
        if place != (None, None) and not all(value is not None and LEAST <= value <= MOST for value in place):
            raise InvalidInput("half_placed", title=idea.title)
        apply_changes(idea, idea.version, {"effort": each.effort, "impact": each.impact})
    return len(moved)


def corners_of(idea: ChangeIdea) -> frozenset[Corner]:
    """Which corners of the kunnskapstriangel are filled."""
    filled = {
        Corner.RESEARCH: idea.research,
        Corner.STAFF: idea.staff_experience,
        Corner.USERS: idea.user_knowledge,
    }
    return frozenset(corner for corner, text in filled.items() if text)


def facts_of(idea: ChangeIdea) -> IdeaFacts:
    """The idea as the rules of the method read it."""
    return IdeaFacts(
        status=idea.status,
        nature=idea.nature,
        is_within_reach=idea.is_within_reach,
        corners=corners_of(idea),
        has_owner=idea.owner_id is not None,
        has_measure=idea.measure is not None,
    )
