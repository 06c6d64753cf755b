"""What the page of one idea says, gathered from services and the rules of the method."""

from collections.abc import Sequence
from dataclasses import dataclass

from qi_tracker.blueprints.common.dimensions import dimension_labels
from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.verdicts import VerdictLine, verdict_line
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.ideas import corner_name, idea_note, quadrant_name
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_
from qi_tracker.method.ideas import Corner, notes_on, quadrant
from qi_tracker.models import ChangeIdea, DocumentLink, PdsaCycle
from qi_tracker.services.change_ideas import corners_of, evidence_of, facts_of
from qi_tracker.services.pdsa import cycles_of_idea
from qi_tracker.services.summaries import local_today, summaries_of
from qi_tracker.services.tasks import open_tasks_of
from qi_tracker.vocabulary import CycleStage, IdeaStatus, Level

_LINES = {
    IdeaStatus.IDEA: N_("It waits to be tried."),
    IdeaStatus.TESTING: N_("You are trying this now."),
    IdeaStatus.ADOPTED: N_("You have adopted this."),
    IdeaStatus.PRACTICE: N_("This is how you do it now."),
    IdeaStatus.ABANDONED: N_("You have put this away. What you learnt stands below."),
}


@dataclass(frozen=True, slots=True)
class ShownCorner:
    """A corner of the kunnskapstriangel: what it is called, and what is written in it."""

    corner: Corner
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownIdea:
    """All that the page shows beside the idea itself."""

    line: str
    notes: Sequence[str]
    corners: Sequence[ShownCorner]
    evidence: Sequence[DocumentLink]
    cycles: Sequence[PdsaCycle]
    open_cycle: PdsaCycle | None
    tasks: Sequence[TaskRow]
    dimensions: Sequence[str]
    levels: str
    # In which corner of the board it stands; empty in the middle and beside it.
    place: str
    # What the measure says that tells whether it is carried out.
    carried_out: VerdictLine | None

    @property
    def n_filled(self) -> int:
        """How many corners of the triangle are filled."""
        return sum(bool(corner.text) for corner in self.corners)


def shown_idea(idea: ChangeIdea) -> ShownIdea:
    """What the page of the idea shows."""
    words, cycles = current_words(), cycles_of_idea(idea)
    tasks = [task for task in open_tasks_of(idea.project) if task.change_idea is idea or task.pdsa_cycle in cycles]
    corner = quadrant(idea.effort, idea.impact)
    summaries = summaries_of([idea.measure]) if idea.measure is not None else {}
    return ShownIdea(
        line=words.gettext(_LINES[idea.status]),
        notes=[idea_note(note, words) for note in notes_on(facts_of(idea))],
        corners=shown_corners(idea),
        evidence=evidence_of(idea),
        cycles=cycles,
        open_cycle=next((cycle for cycle in reversed(cycles) if cycle.stage is not CycleStage.DONE), None),
        tasks=task_rows(tasks, local_today(), idea),
        dimensions=dimension_labels(idea.dimensions),
        levels=", ".join(label(Level(level), words) for level in idea.levels),
        place=quadrant_name(corner, words) if corner is not None else "",
        carried_out=verdict_line(summaries.get(idea.measure.id)) if idea.measure is not None else None,
    )


def shown_corners(idea: ChangeIdea) -> Sequence[ShownCorner]:
    """The three corners, in the order they are drawn."""
    words, filled = current_words(), corners_of(idea)
    texts = {
        Corner.RESEARCH: idea.research,
        Corner.STAFF: idea.staff_experience,
        Corner.USERS: idea.user_knowledge,
    }
    return [
        ShownCorner(corner, corner_name(corner, words), text if corner in filled else "")
        for corner, text in texts.items()
    ]
