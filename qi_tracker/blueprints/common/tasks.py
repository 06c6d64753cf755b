"""Tasks as lists on any page show them: who, by when, where each came from, and mildly what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qi_tracker.blueprints.common.things import page_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.models import ChangeIdea, Meeting, PdsaCycle, Task, TenantRow
from qi_tracker.services.dates import local_day
from qi_tracker.services.tasks import is_overdue


@dataclass(frozen=True, slots=True)
class Origin:
    """What a task came from, in words, and its page."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of a list."""

    task: Task
    who: str
    when: str
    is_overdue: bool
    origin: Origin | None


def task_rows(tasks: Iterable[Task], today: date, here: TenantRow | None = None) -> list[TaskRow]:
    """Tasks as rows in the same order. On the page of what it came from, `here`, none says so."""
    return [_row(task, today, here) for task in tasks]


def _row(task: Task, today: date, here: TenantRow | None) -> TaskRow:
    who = task.owner.name if task.owner is not None else current_words().gettext("Nobody has taken this on yet")
    origin = came_from(task) if here is None or here is not _thing(task) else None
    return TaskRow(task, who, _when(task, today), is_overdue(task, today), origin)


def _when(task: Task, today: date) -> str:
    words = current_words()
    if task.done_at is not None:
        return words.gettext("done %(day)s", day=_day(local_day(task.done_at), today))
    if task.due_on is None:
        return words.gettext("no day is set")
    if is_overdue(task, today):
        return words.gettext("should have been done %(day)s", day=_day(task.due_on, today))
    return words.gettext("due %(day)s", day=_day(task.due_on, today))


def _day(day: date, today: date) -> str:
    return formats.relative_day(day, today, current_language())


def came_from(task: Task) -> Origin | None:
    """What the task came from; None where that is the project itself, or lies in the bin."""
    return origin_from(_thing(task))


def _thing(task: Task) -> TenantRow | None:
    return task.pdsa_cycle or task.change_idea or task.meeting


def origin_from(thing: TenantRow | None) -> Origin | None:
    """An idea, a cycle or a meeting as what a task comes from; None for the project itself."""
    words = current_words()
    if isinstance(thing, PdsaCycle):
        return Origin(words.gettext("From PDSA «%(name)s»", name=formats.within_quotes(thing.name)), page_of(thing))
    if isinstance(thing, ChangeIdea):
        name = formats.within_quotes(thing.title)
        return Origin(words.gettext("From the idea «%(name)s»", name=name), f"{page_of(thing)}#idea-{thing.id}")
    if isinstance(thing, Meeting):
        day = formats.date_long(thing.held_on, current_language())
        return Origin(words.gettext("From the board meeting of %(day)s", day=day), page_of(thing))
    return None
