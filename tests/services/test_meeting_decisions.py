"""What meetings decide, and the tasks that some of it becomes."""

from collections.abc import Iterator
from datetime import date

import pytest

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Meeting, MeetingDecision, Task
from qi_tracker.services.bin import restore
from qi_tracker.services.meeting_decisions import (
    LONGEST_TITLE,
    DecisionDetails,
    change_decision,
    decide,
    decisions_of,
    task_of,
    withdraw_decision,
)
from qi_tracker.services.places import fetch
from qi_tracker.services.tasks import TaskDetails, complete_task, delete_task, edit_task
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

BY = date(2026, 4, 1)
WORDS = "Ringe de fire idrettslagene"


@pytest.fixture
def meeting(prepared: Prepared) -> Iterator[Meeting]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        yield db.session.get_one(Meeting, prepared.world.lerkevik["meeting_id"])


@pytest.fixture
def member_id(world: World) -> int:
    return world.people[Who.MEMBER]


def made_task(meeting: Meeting, owner_id: int | None, text: str = WORDS) -> tuple[MeetingDecision, Task]:
    decision = decide(meeting, DecisionDetails(text, owner_id, BY))
    task = task_of(decision)
    assert task is not None
    return decision, task


def test_words_alone_are_no_task(meeting: Meeting) -> None:
    decision = decide(meeting, DecisionDetails(WORDS))
    assert (decision.task_id, task_of(decision)) == (None, None)


def test_somebody_or_a_day_makes_it_a_task_of_the_meeting(meeting: Meeting, member_id: int) -> None:
    decision, task = made_task(meeting, member_id)
    assert (task.title, task.owner_id, task.due_on) == (WORDS, member_id, BY)
    assert (task.meeting_id, task.project_id) == (meeting.id, meeting.project_id)
    assert task_of(decide(meeting, DecisionDetails(WORDS, member_id))) is not None
    assert task_of(decide(meeting, DecisionDetails(WORDS, None, BY))) is not None


def test_a_long_decision_gives_its_task_the_first_words(meeting: Meeting, member_id: int) -> None:
    _, task = made_task(meeting, member_id, "ringe alle " * 40)
    assert len(task.title) <= LONGEST_TITLE
    assert task.title.endswith(" …")


def test_who_only_reads_gets_no_task(meeting: Meeting, world: World) -> None:
    with pytest.raises(InvalidInput):
        decide(meeting, DecisionDetails(WORDS, world.people[Who.READER]))


def test_decisions_stand_in_their_order_with_their_tasks(meeting: Meeting, member_id: int) -> None:
    decision, task = made_task(meeting, member_id)
    last = decide(meeting, DecisionDetails("Det var alt."))
    found = decisions_of([meeting])[meeting.id][-2:]
    assert [(each.decision, each.task) for each in found] == [(decision, task), (last, None)]
    delete_task(task, task.version)
    assert decisions_of([meeting])[meeting.id][-2].task is None


def test_the_task_follows_the_words_while_it_says_the_same(meeting: Meeting, member_id: int) -> None:
    decision, task = made_task(meeting, member_id)
    change_decision(decision, decision.version, DecisionDetails("Ringe de fem idrettslagene"))
    assert (task.title, task.owner_id, task.due_on) == ("Ringe de fem idrettslagene", member_id, BY)
    edit_task(task, task.version, TaskDetails("Ringe Lerkevik IL først", member_id, BY))
    change_decision(decision, decision.version, DecisionDetails(WORDS))
    assert task.title == "Ringe Lerkevik IL først"


def test_a_decision_becomes_a_task_later(meeting: Meeting, member_id: int) -> None:
    decision = decide(meeting, DecisionDetails(WORDS))
    change_decision(decision, decision.version, DecisionDetails(WORDS, member_id))
    task = task_of(decision)
    assert task is not None and task.owner_id == member_id


def test_nobody_overwrites_a_decision_unseen(meeting: Meeting) -> None:
    decision = decide(meeting, DecisionDetails(WORDS))
    change_decision(decision, 1, DecisionDetails("Den enes ord"))
    with pytest.raises(StaleVersion):
        change_decision(decision, 1, DecisionDetails("Den andres"))
    with pytest.raises(StaleVersion):
        withdraw_decision(decision, 1)


def test_the_task_goes_with_its_decision_and_comes_back_with_it(meeting: Meeting, member_id: int) -> None:
    decision, task = made_task(meeting, member_id)
    withdraw_decision(decision, decision.version)
    assert task.deleted_at is not None
    restore(decision, decision.version)
    assert (decision.deleted_at, task.deleted_at) == (None, None)


def test_what_is_done_stays_when_its_decision_goes(meeting: Meeting, member_id: int) -> None:
    decision, task = made_task(meeting, member_id)
    complete_task(task, task.version)
    withdraw_decision(decision, decision.version)
    assert task.deleted_at is None


def test_a_task_that_was_deleted_by_itself_stays_in_the_bin(meeting: Meeting, member_id: int) -> None:
    decision, task = made_task(meeting, member_id)
    delete_task(task, task.version)
    withdraw_decision(decision, decision.version)
    restore(decision, decision.version)
    assert isinstance(gone := fetch(Task, task.id), Task) and gone.deleted_at is not None
