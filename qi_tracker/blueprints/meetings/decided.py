"""Decisions as the board and the note show them: each with its task as it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.models import MeetingDecision
from qi_tracker.services.dates import local_day
from qi_tracker.services.meeting_decisions import Decided


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """What was decided, and who does it by when, if anybody does."""

    decision: MeetingDecision
    row: TaskRow | None


def shown_decisions(decided: Sequence[Decided], today: date) -> list[ShownDecision]:
    """Decisions in the order they were said."""
    rows = task_rows([each.task for each in decided if each.task is not None], today)
    by_task = {row.task.id: row for row in rows}
    return [ShownDecision(each.decision, by_task.get(each.task.id) if each.task else None) for each in decided]


def dated(row: TaskRow) -> TaskRow:
    """The row with its day written out, so that it holds on paper too."""
    words, language = current_words(), current_language()
    if row.task.done_at is not None:
        when = words.gettext("done %(day)s", day=formats.date_long(local_day(row.task.done_at), language))
    elif row.task.due_on is None:
        return row
    elif row.is_overdue:
        when = words.gettext("should have been done %(day)s", day=formats.date_long(row.task.due_on, language))
    else:
        when = words.gettext("due %(day)s", day=formats.date_long(row.task.due_on, language))
    return replace(row, when=when)
