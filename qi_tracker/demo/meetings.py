"""The demo's board meeting: one that is over, with what was decided and what came of it."""

from datetime import UTC, date, datetime, time, timedelta

from qi_tracker.extensions import db
from qi_tracker.models import Person, Project
from qi_tracker.services.meeting_decisions import DecisionDetails, decide, task_of
from qi_tracker.services.meetings import complete_meeting, start_meeting

PROJECT = "gratis-fritid"
HELD_DAYS_AGO = 7
# An hour in the morning, in UTC.
_HELD_AT = time(8)
_NOTE = (
    "Vi rakk alt på fjorten minutter. Idrettslagene svarer raskere når vi ringer enn når vi skriver.\n"
    "Neste gang ser vi på hvor lenge familiene venter på svar."
)
_AGREED = "Vi bestiller tolk før samtalen, ikke etter."
_DONE = "Henge opp plakaten om Fritidskassa på helsestasjonen"
_TO_DO = "Be ungdomsrådet lese gjennom fritidsguiden"


def load_meeting(project: Project, lead: Person, member: Person, today: date) -> None:
    """One meeting a week ago: a decision, a task that was done the day after, and one that is due in a week."""
    held_on = today - timedelta(days=HELD_DAYS_AGO)
    meeting = start_meeting(project, held_on)
    decide(meeting, DecisionDetails(_AGREED))
    done = task_of(decide(meeting, DecisionDetails(_DONE, lead.id, held_on + timedelta(days=2))))
    assert done is not None, "it has somebody who does it"
    done.done_at = datetime.combine(held_on + timedelta(days=1), _HELD_AT, UTC)
    decide(meeting, DecisionDetails(_TO_DO, member.id, today + timedelta(days=7)))
    complete_meeting(meeting, meeting.version, _NOTE, held_on)
    meeting.completed_at = datetime.combine(held_on, _HELD_AT, UTC)
    db.session.flush()
