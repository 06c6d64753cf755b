"""What stands on the board while a meeting goes on: four blocks in their order, then what is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qi_tracker.blueprints.common.projects import MeasureRow, measure_row
from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.meetings.decided import ShownDecision, shown_decisions
from qi_tracker.i18n.translate import NN_
from qi_tracker.models import Measure, MeasureSummary, Meeting, PdsaCycle, Task
from qi_tracker.models.base import utc_now
from qi_tracker.services.due import DueNumber, next_due
from qi_tracker.services.measures import measures_of
from qi_tracker.services.meeting_decisions import decisions_of
from qi_tracker.services.meetings import cycles_under_way, previous_meeting
from qi_tracker.services.summaries import local_today, summaries_of
from qi_tracker.services.tasks import open_tasks_of

# How long a meeting in front of the board is to last.
MINUTES = 15
# After this nobody is standing there any more; the clock of a meeting that is taken up again would only disturb.
LONGEST_MINUTES = 60
# Meetings are weekly or fortnightly: what falls due within this is for now, the rest for later.
SOON = timedelta(days=14)

_TRIED = NN_("%(n)s test under way", "%(n)s tests under way")
_MISSING = NN_("%(n)s number missing", "%(n)s numbers missing")
_DUE = NN_("%(n)s task due soon", "%(n)s tasks due soon")


@dataclass(frozen=True, slots=True)
class BoardMeasure:
    """A measure in the third block, with the number that it waits for."""

    row: MeasureRow
    due: DueNumber | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The page of a meeting that goes on."""

    # One line that says what there is to talk about.
    line: str
    may_edit: bool
    previous: Meeting | None
    # What was decided last time.
    last: Sequence[ShownDecision]
    cycles: Sequence[PdsaCycle]
    measures: Sequence[BoardMeasure]
    tasks: Sequence[TaskRow]
    # Open tasks that are not due soon.
    n_later: int
    decisions: Sequence[ShownDecision]
    # Since the meeting began; None when that is long ago.
    seconds: int | None


def board(meeting: Meeting, may_edit: bool) -> Board:
    """What the meeting has in front of it, as of today."""
    today, previous = local_today(), previous_meeting(meeting)
    decided = decisions_of([found for found in (meeting, previous) if found is not None])
    last = decided[previous.id] if previous is not None else ()
    cycles, measures = cycles_under_way(meeting.project), _measures(meeting, today)
    said = {each.task.id for each in (*last, *decided[meeting.id]) if each.task is not None}
    waiting = [task for task in open_tasks_of(meeting.project) if task.id not in said]
    soon = task_rows([task for task in waiting if _is_soon(task, today)], today)
    return Board(
        line=_line(len(cycles), sum(measure.due is not None for measure in measures), len(soon)),
        may_edit=may_edit,
        previous=previous,
        last=shown_decisions(last, today),
        cycles=cycles,
        measures=measures,
        tasks=soon,
        n_later=len(waiting) - len(soon),
        decisions=shown_decisions(decided[meeting.id], today),
        seconds=_seconds_since(meeting.created_at),
    )


def _is_soon(task: Task, today: date) -> bool:
    return task.due_on is not None and task.due_on <= today + SOON


def _measures(meeting: Meeting, today: date) -> list[BoardMeasure]:
    measures = measures_of(meeting.project)
    summaries = summaries_of(measures)
    return [_measure(measure, summaries.get(measure.id), today) for measure in measures]


def _measure(measure: Measure, summary: MeasureSummary | None, today: date) -> BoardMeasure:
    due = next_due(measure, summary, today)
    return BoardMeasure(measure_row(measure, summary), due, due is not None and due.is_overdue(today))


def _line(n_tried: int, n_missing: int, n_due: int) -> str:
    """The answer to what there is to talk about; empty when there is nothing yet."""
    words = current_words()
    counted = ((_TRIED, n_tried), (_MISSING, n_missing), (_DUE, n_due))
    return " · ".join(words.ngettext(*forms, n) for forms, n in counted if n)


def _seconds_since(moment: datetime) -> int | None:
    seconds = int((utc_now() - moment).total_seconds())
    return seconds if 0 <= seconds < LONGEST_MINUTES * 60 else None
