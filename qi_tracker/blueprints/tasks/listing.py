"""What the page of tasks shows, gathered from services."""

from collections.abc import Sequence
from dataclasses import dataclass

from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.translate import NN_
from qi_tracker.models import Project
from qi_tracker.services.summaries import local_today
from qi_tracker.services.tasks import done_tasks_of, open_tasks_of

# What was done longer ago waits folded.
MOST_DONE_SHOWN = 10

_TO_DO = NN_("One task is to be done.", "%(n)s tasks are to be done.")
_LATE = NN_("One of them should have been done by now.", "%(n)s of them should have been done by now.")


@dataclass(frozen=True, slots=True)
class TaskList:
    """The page: its first line, what is open, and what is done."""

    line: str
    open: Sequence[TaskRow]
    done: Sequence[TaskRow]
    done_before: Sequence[TaskRow]


def task_list(project: Project) -> TaskList:
    """All the project's tasks."""
    today = local_today()
    open_rows = task_rows(open_tasks_of(project), today)
    done = task_rows(done_tasks_of(project), today)
    return TaskList(_line(open_rows, bool(done)), open_rows, done[:MOST_DONE_SHOWN], done[MOST_DONE_SHOWN:])


def _line(open_rows: Sequence[TaskRow], is_any_done: bool) -> str:
    words, n_late = current_words(), sum(row.is_overdue for row in open_rows)
    if not open_rows:
        return words.gettext("All is done.") if is_any_done else ""
    to_do = words.ngettext(*_TO_DO, len(open_rows))
    if not n_late:
        return to_do
    is_one = len(open_rows) == 1
    late = words.gettext("It should have been done by now.") if is_one else words.ngettext(*_LATE, n_late)
    return f"{to_do} {late}"
