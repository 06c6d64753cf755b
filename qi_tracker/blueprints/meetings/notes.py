"""What is left of a meeting: its dated note, and the list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.verdicts import VerdictLine
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.meetings.decided import ShownDecision, dated, shown_decisions
from qi_tracker.i18n.verdicts import short_verdict
from qi_tracker.models import Measure, Meeting, Project, Task
from qi_tracker.services.meeting_decisions import Decided, decisions_of
from qi_tracker.services.meetings import Said, meetings_of, said_on, said_then
from qi_tracker.services.summaries import local_today
from qi_tracker.services.tasks import tasks_of
from qi_tracker.vocabulary import Caution


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What a measure said then, in the words of who reads it now; its page is gone when it lies in the bin."""

    measure: Measure
    line: VerdictLine
    is_missing: bool
    is_in_bin: bool


@dataclass(frozen=True, slots=True)
class Note:
    """The page of a meeting that is over."""

    # One line that says what came of it.
    line: str
    decisions: Sequence[ShownDecision]
    # Tasks of the meeting that no decision tells of.
    tasks: Sequence[TaskRow]
    said: Sequence[SaidLine]
    said_on: date | None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list: what it decided, and how many of its tasks are done."""

    meeting: Meeting
    decisions: Sequence[Decided]
    n_tasks: int
    n_done: int


def note(meeting: Meeting) -> Note:
    """The note of a meeting, in the reader's language, with its tasks as they stand now."""
    today, decisions = local_today(), decisions_of([meeting])[meeting.id]
    told = {each.task.id for each in decisions if each.task is not None}
    tasks = tasks_of(meeting)
    return Note(
        line=_line(decisions, tasks),
        decisions=[
            ShownDecision(each.decision, each.row and dated(each.row)) for each in shown_decisions(decisions, today)
        ],
        tasks=[dated(row) for row in task_rows([task for task in tasks if task.id not in told], today)],
        said=[_said_line(said) for said in said_then(meeting)],
        said_on=said_on(meeting),
    )


def _line(decisions: Sequence[Decided], tasks: Sequence[Task]) -> str:
    words = current_words()
    if not decisions and not tasks:
        return words.gettext("You met, and decided nothing.")
    agreed = words.ngettext("You agreed on one thing.", "You agreed on %(n)s things.", len(decisions) or len(tasks))
    if not tasks:
        return agreed
    n_done = sum(task.done_at is not None for task in tasks)
    done = words.ngettext("%(done)s of one task is done.", "%(done)s of %(n)s tasks are done.", len(tasks), done=n_done)
    return f"{agreed} {done}"


def _said_line(said: Said) -> SaidLine:
    words = current_words()
    if said.has_problem:
        text = words.gettext("a number must be corrected")
    else:
        text = short_verdict(said.code, words, said.cautions)
    is_missing = Caution.MISSING in said.cautions
    return SaidLine(said.measure, VerdictLine(said.code, text), is_missing, said.measure.deleted_at is not None)


def meeting_rows(project: Project) -> list[MeetingRow]:
    """All meetings of the project, the newest first."""
    meetings = meetings_of(project)
    decided = decisions_of(meetings)
    return [_row(meeting, decided[meeting.id]) for meeting in meetings]


def _row(meeting: Meeting, decisions: Sequence[Decided]) -> MeetingRow:
    tasks = [each.task for each in decisions if each.task is not None]
    return MeetingRow(meeting, decisions, len(tasks), sum(task.done_at is not None for task in tasks))
