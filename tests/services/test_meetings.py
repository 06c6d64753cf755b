"""Board meetings: begun once, completed with what the numbers said, opened again, deleted."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from qi_tracker.errors import StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Meeting, PdsaCycle, Project
from qi_tracker.services.meeting_decisions import DecisionDetails, decide
from qi_tracker.services.meetings import (
    complete_meeting,
    cycles_under_way,
    delete_meeting,
    edit_note,
    going_on_today,
    meetings_of,
    previous_meeting,
    reopen_meeting,
    said_on,
    said_then,
    start_meeting,
)
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import Caution, CycleStage, VerdictCode
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who

TODAY = date(2026, 3, 2)
LATER = TODAY + timedelta(days=7)


@pytest.fixture
def project(prepared: Prepared) -> Iterator[Project]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        yield db.session.get_one(Project, prepared.world.lerkevik["project_id"])


def completed(project: Project, day: date = TODAY) -> Meeting:
    meeting = start_meeting(project, day)
    complete_meeting(meeting, meeting.version, "", day)
    return meeting


def test_a_meeting_of_today_is_gone_on_with(project: Project) -> None:
    meeting = start_meeting(project, TODAY)
    assert start_meeting(project, TODAY) is meeting
    assert going_on_today(meetings_of(project), TODAY) is meeting


def test_another_day_and_another_meeting_of_the_day_are_begun_anew(project: Project) -> None:
    left, done = start_meeting(project, TODAY - timedelta(days=7)), completed(project)
    again = start_meeting(project, TODAY)
    assert len({left.id, done.id, again.id}) == 3
    assert [found.id for found in meetings_of(project)][:3] == [again.id, done.id, left.id]


def test_what_the_numbers_say_is_kept_in_codes(project: Project) -> None:
    meeting = completed(project)
    said = said_then(meeting)
    assert [each.measure.name.split()[0] for each in said] == ["Barn", "Familier"]
    assert said[0].code is VerdictCode.REACHED
    # Two months have no number by March.
    assert Caution.MISSING in said[0].cautions
    assert not said[0].has_problem
    assert said_on(meeting) == TODAY
    assert said_on(start_meeting(project, TODAY)) is None


def test_what_was_said_outlives_its_measure(project: Project) -> None:
    meeting = completed(project)
    measure = said_then(meeting)[0].measure
    put_in_bin(measure, measure.version)
    db.session.expire_all()
    assert [each.measure.id for each in said_then(meeting)][0] == measure.id


def test_what_was_said_on_the_day_stands_when_it_is_closed_again_later(project: Project) -> None:
    meeting = completed(project)
    kept = dict(meeting.said)
    measure = db.session.get_one(Measure, said_then(meeting)[0].measure.id)
    put_in_bin(measure, measure.version)
    reopen_meeting(meeting, meeting.version)
    assert meeting.completed_at is None
    complete_meeting(meeting, meeting.version, "Mer å huske.", LATER)
    assert meeting.said == kept
    assert meeting.note == "Mer å huske."


def test_what_is_said_on_the_same_day_is_read_anew(project: Project) -> None:
    meeting = completed(project)
    measure = said_then(meeting)[0].measure
    put_in_bin(measure, measure.version)
    reopen_meeting(meeting, meeting.version)
    complete_meeting(meeting, meeting.version, "", TODAY)
    assert measure.id not in [each.measure.id for each in said_then(meeting)]


def test_a_forgotten_meeting_says_when_its_numbers_were_read(project: Project) -> None:
    meeting = start_meeting(project, TODAY)
    complete_meeting(meeting, meeting.version, "", LATER)
    assert (meeting.held_on, said_on(meeting)) == (TODAY, LATER)


def test_closing_twice_changes_the_note_alone(project: Project) -> None:
    meeting = completed(project)
    before = meeting.completed_at
    complete_meeting(meeting, meeting.version, "Ett ord til.", LATER)
    assert (meeting.completed_at, meeting.note, said_on(meeting)) == (before, "Ett ord til.", TODAY)


def test_nobody_overwrites_a_note_unseen(project: Project) -> None:
    meeting = start_meeting(project, TODAY)
    seen = meeting.version
    edit_note(meeting, seen, "Den enes ord.")
    for attempt in (
        lambda: edit_note(meeting, seen, "Den andres."),
        lambda: complete_meeting(meeting, seen, "Den andres.", TODAY),
        lambda: delete_meeting(meeting, seen),
        lambda: reopen_meeting(meeting, seen),
    ):
        with pytest.raises(StaleVersion):
            attempt()
    assert meeting.note == "Den enes ord."


def test_the_previous_meeting_is_one_in_which_something_was_agreed(project: Project) -> None:
    first = meetings_of(project)[0]
    assert previous_meeting(first) is None
    left = start_meeting(project, TODAY - timedelta(days=7))
    meeting = start_meeting(project, TODAY)
    assert previous_meeting(meeting) is first
    decided = decide(left, DecisionDetails("Ringe alle."))
    assert previous_meeting(meeting) is left
    put_in_bin(decided, decided.version)
    assert previous_meeting(meeting) is first
    decide(left, DecisionDetails("Skrive til alle."))
    done = completed(project, TODAY - timedelta(days=1))
    assert previous_meeting(meeting) is done
    delete_meeting(done, done.version)
    assert previous_meeting(meeting) is left


def test_two_meetings_of_one_day_follow_each_other(project: Project) -> None:
    first = completed(project)
    second = start_meeting(project, TODAY)
    assert previous_meeting(second) is first
    assert previous_meeting(first) is not second


def test_only_what_is_not_decided_is_under_way(project: Project) -> None:
    assert cycles_under_way(project) == []
    cycle = db.session.query(PdsaCycle).filter(PdsaCycle.organization_id == project.organization_id).one()
    cycle.stage = CycleStage.STUDY
    db.session.flush()
    assert cycles_under_way(project) == [cycle]
