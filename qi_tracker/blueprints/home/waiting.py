"""What waits on Home: numbers, each with the fields it is typed in, and tasks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.access.actors import Actor
from qi_tracker.blueprints.common.tasks import TaskRow, task_rows
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.services.due import DueNumber, due_numbers, due_tasks
from qi_tracker.services.measures import is_ready_made
from qi_tracker.vocabulary import ValueType

# More would hide what is most urgent; the rest is found in the projects.
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class WaitingNumber:
    """One due number and its fields: (name, label). Without fields it is one for each group, typed in the table."""

    due: DueNumber
    fields: list[tuple[str, str]]
    is_overdue: bool
    # Against double clicks: one key for the little form.
    idempotency_key: str


def waiting_numbers(actor: Actor, today: date) -> Sequence[WaitingNumber]:
    """What the actor is to enter, the longest due first."""
    return [
        WaitingNumber(due, _fields(due), due.is_overdue(today), uuid.uuid4().hex)
        for due in due_numbers(actor, today)[:MOST_SHOWN]
    ]


def waiting_tasks(actor: Actor, today: date) -> Sequence[TaskRow]:
    """What the actor is to do, or nobody has taken on, the longest overdue first."""
    return task_rows(due_tasks(actor, today)[:MOST_SHOWN], today)


def _fields(due: DueNumber) -> list[tuple[str, str]]:
    words = current_words()
    if due.measure.strata:
        return []
    if due.measure.value_type is ValueType.PROPORTION and not is_ready_made(due.measure):
        return [("numerator", words.gettext("Numerator")), ("denominator", words.gettext("Denominator"))]
    return [("value", words.gettext("Number"))]
