"""What can be said of a change idea from what is written of it: its place on the board, and what to think of.

Codes alone; the sentences are in `i18n/ideas.py`.
"""

from dataclasses import dataclass
from enum import StrEnum

from qi_tracker.vocabulary import IdeaStatus, ProjectNature

LEAST, MOST = 1, 5
"""The ends of the scales of effort and impact (our own choice)."""

LOW, HIGH = 2, 4
"""Little is at most this, much at least this; what lies between is in the middle of the board (our own choice)."""


class Quadrant(StrEnum):
    """A corner of the board of effort and impact."""

    # Much comes of it, and little is needed.
    FIRST = "first"
    # Much comes of it, and much is needed.
    LARGE = "large"
    # Little comes of it, and little is needed.
    SMALL = "small"
    # Little comes of it, and much is needed.
    DOUBTFUL = "doubtful"


class Corner(StrEnum):
    """A corner of the kunnskapstriangel."""

    RESEARCH = "research"
    STAFF = "staff"
    USERS = "users"


class IdeaNote(StrEnum):
    """One thing to think of."""

    # It makes life better and removes no cause: it can claim no poverty rate.
    COMPENSATING = "compensating"
    # It is aimed at something that nobody here can do anything about.
    OUT_OF_REACH = "out_of_reach"
    # It is being tried, and is nobody's.
    NO_OWNER = "no_owner"
    # It is said to be how things are done, and no measure tells whether they are.
    NOT_WATCHED = "not_watched"
    # Nothing is written of what it rests on, and it is being tried.
    NO_KNOWLEDGE = "no_knowledge"


@dataclass(frozen=True, slots=True)
class IdeaFacts:
    """What the notes look at. `is_within_reach` is None until somebody has said."""

    status: IdeaStatus
    nature: ProjectNature | None
    is_within_reach: bool | None
    corners: frozenset[Corner]
    has_owner: bool
    has_measure: bool


def quadrant(effort: int | None, impact: int | None) -> Quadrant | None:
    """The corner of the board that an idea stands in.

    Parameters
    ----------
    effort, impact
        1 (little) to 5 (much); None until it is placed.

    Returns
    -------
    None for what is not placed, and for the middle of the board.
    """
    if effort is None or impact is None or LOW < effort < HIGH or LOW < impact < HIGH:
        return None
    if impact >= HIGH:
        return Quadrant.FIRST if effort <= LOW else Quadrant.LARGE
    return Quadrant.SMALL if effort <= LOW else Quadrant.DOUBTFUL


def notes_on(idea: IdeaFacts) -> tuple[IdeaNote, ...]:
    """What to think of, the weightiest first; nothing is asked of an idea that waits or was put away."""
    is_tried = idea.status in (IdeaStatus.TESTING, IdeaStatus.ADOPTED, IdeaStatus.PRACTICE)
    is_kept = idea.status in (IdeaStatus.ADOPTED, IdeaStatus.PRACTICE)
    found = {
        IdeaNote.COMPENSATING: idea.nature is ProjectNature.COMPENSATING,
        IdeaNote.OUT_OF_REACH: idea.is_within_reach is False,
        IdeaNote.NO_OWNER: is_tried and not idea.has_owner,
        IdeaNote.NOT_WATCHED: is_kept and not idea.has_measure,
        IdeaNote.NO_KNOWLEDGE: is_tried and not idea.corners,
    }
    return tuple(note for note, holds in found.items() if holds)
