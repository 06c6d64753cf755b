"""What board meetings decide. A decision with somebody who does it, or a day to do it by, is a task too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.extensions import db
from qi_tracker.models import Meeting, MeetingDecision, Task
from qi_tracker.services.places import fetch
from qi_tracker.services.projects import shortened
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.services.tasks import TaskDetails, create_task, edit_task, free_if_doer_left

# Of a task; a longer decision gives its task its first words.
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class DecisionDetails:
    """What the form of a decision holds; `owner_id` or `due_on` make it a task."""

    text: str
    owner_id: int | None = None
    due_on: date | None = None

    @property
    def is_task(self) -> bool:
        """Whether there is somebody to do it, or a day to do it by."""
        return self.owner_id is not None or self.due_on is not None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and the task that it was made into, unless that is in the bin."""

    decision: MeetingDecision
    task: Task | None


def decisions_of(meetings: Sequence[Meeting]) -> Mapping[int, Sequence[Decided]]:
    """Meeting id → what it decided, in the order it was said; for all of these meetings."""
    decisions = db.session.scalars(
        select(MeetingDecision)
        .where(
            MeetingDecision.organization_id.in_({meeting.organization_id for meeting in meetings}),
            MeetingDecision.meeting_id.in_([meeting.id for meeting in meetings]),
        )
        .order_by(MeetingDecision.id)
    ).all()
    tasks = _tasks_of(decisions)
    found: dict[int, list[Decided]] = {meeting.id: [] for meeting in meetings}
    for decision in decisions:
        found[decision.meeting_id].append(Decided(decision, tasks.get(decision.task_id or 0)))
    return found


def _tasks_of(decisions: Sequence[MeetingDecision]) -> Mapping[int, Task]:
    tasks = db.session.scalars(
        select(Task)
        .where(
            Task.organization_id.in_({decision.organization_id for decision in decisions}),
            Task.id.in_([decision.task_id for decision in decisions if decision.task_id is not None]),
        )
        .options(joinedload(Task.owner))
    )
    return {task.id: task for task in tasks}


def task_of(decision: MeetingDecision) -> Task | None:
    """The task that the decision was made into, unless that is in the bin."""
    return _tasks_of([decision]).get(decision.task_id or 0)


def decide(meeting: Meeting, details: DecisionDetails) -> MeetingDecision:
    """A new decision of the meeting; a task too, where somebody is to do it or it has a day.

    Raises
    ------
    InvalidInput
        If the one who is to do it does not work in the project, or no such day can be meant.
    """
    decision = MeetingDecision(organization_id=meeting.organization_id, meeting_id=meeting.id, text=details.text)
    if details.is_task:
        decision.task_id = create_task(meeting, _task(details)).id
    db.session.add(decision)
    db.session.flush()
    return decision


def change_decision(decision: MeetingDecision, seen_version: int | None, details: DecisionDetails) -> None:
    """Change the words; its task follows while it says the same. One without a task may become one.

    Raises
    ------
    InvalidInput
        If the one who is to do it does not work in the project, or no such day can be meant.
    """
    task, before = task_of(decision), DecisionDetails(decision.text)
    changes: dict[str, object] = {"text": details.text}
    if task is None and details.is_task:
        changes["task_id"] = create_task(decision.meeting, _task(details)).id
    apply_changes(decision, seen_version, changes)
    if task is not None and task.title == _task(before).title:
        edit_task(task, task.version, replace(_task(details), owner_id=task.owner_id, due_on=task.due_on))


def _task(details: DecisionDetails) -> TaskDetails:
    title = details.text if len(details.text) <= LONGEST_TITLE else shortened(details.text)
    return TaskDetails(title, details.owner_id, details.due_on)


def withdraw_decision(decision: MeetingDecision, seen_version: int | None) -> None:
    """Put the decision in the bin, and its task with it unless that is done; undoing brings both back."""
    task = task_of(decision)
    put_in_bin(decision, seen_version)
    if task is not None and task.done_at is None:
        task.deleted_at = decision.deleted_at
        flush()


def bring_back_task(decision: MeetingDecision) -> None:
    """Take the task that was deleted with the decision out of the bin with it; one deleted by itself stays there."""
    task = fetch(Task, decision.task_id) if decision.task_id is not None else None
    if isinstance(task, Task) and task.deleted_at is not None and task.deleted_at == decision.deleted_at:
        task.deleted_at = None
        flush()
        free_if_doer_left(task)
