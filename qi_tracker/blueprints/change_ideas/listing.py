"""What the page of change ideas shows, gathered from services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qi_tracker.blueprints.common.dimensions import dimension_labels
from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.translate import N_, NN_
from qi_tracker.models import ChangeIdea, PdsaCycle, Project, Task
from qi_tracker.services.change_ideas import ideas_by_status
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.services.summaries import local_today
from qi_tracker.services.tasks import open_tasks_of
from qi_tracker.vocabulary import CycleStage, IdeaStatus

_HEADINGS: Mapping[IdeaStatus, str] = {
    IdeaStatus.TESTING: N_("You are trying this now"),
    IdeaStatus.IDEA: N_("Ideas that wait"),
    IdeaStatus.ADOPTED: N_("You have adopted this"),
    IdeaStatus.PRACTICE: N_("This is how you do it now"),
    IdeaStatus.ABANDONED: N_("You have put this away"),
}
_BEING_TRIED = NN_("You are trying one idea now.", "You are trying %(n)s ideas now.")


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """An idea with its cycles; `open_cycle` is the one to go on with."""

    idea: ChangeIdea
    cycles: Sequence[PdsaCycle]
    open_cycle: PdsaCycle | None
    dimensions: Sequence[str]
    # Still to be done, of what came from the idea or its cycles.
    tasks: Sequence[TaskRow]


@dataclass(frozen=True, slots=True)
class IdeaGroup:
    """The ideas of one status."""

    status: IdeaStatus
    heading: str
    rows: Sequence[IdeaRow]


def idea_groups(project: Project) -> list[IdeaGroup]:
    """All the project's ideas, by where they stand."""
    words, cycles, tasks = current_words(), cycles_of(project), open_tasks_of(project)
    return [
        IdeaGroup(status, words.gettext(_HEADINGS[status]), [_row(idea, cycles, tasks) for idea in ideas])
        for status, ideas in ideas_by_status(project).items()
    ]


def _row(idea: ChangeIdea, cycles: Sequence[PdsaCycle], tasks: Sequence[Task]) -> IdeaRow:
    own = sorted((cycle for cycle in cycles if cycle.change_idea_id == idea.id), key=lambda cycle: cycle.number)
    unfinished = next((cycle for cycle in reversed(own) if cycle.stage is not CycleStage.DONE), None)
    theirs = [task for task in tasks if task.change_idea is idea or task.pdsa_cycle in own]
    return IdeaRow(idea, own, unfinished, dimension_labels(idea.dimensions), task_rows(theirs, local_today(), idea))


def listing_line(groups: Sequence[IdeaGroup]) -> str:
    """The page's first line: what is being tried now."""
    words = current_words()
    n_tried = sum(len(group.rows) for group in groups if group.status is IdeaStatus.TESTING)
    if n_tried:
        return words.ngettext(*_BEING_TRIED, n_tried)
    return words.gettext("You are not trying anything just now.") if groups else ""
