"""Tavlemøter: begun, written in while people talk, completed as a dated note.

What they decide is in `meeting_decisions.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, or_, select

from qi_tracker.extensions import db
from qi_tracker.models import Measure, Meeting, MeetingDecision, PdsaCycle, Project
from qi_tracker.models.base import utc_now
from qi_tracker.services.measures import measures_of
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.services.saving import apply_changes, put_in_bin
from qi_tracker.services.summaries import cautions_on, summaries_of
from qi_tracker.vocabulary import Caution, CycleStage, VerdictCode


@dataclass(frozen=True, slots=True)
class Said:
    """What one measure said when a meeting was completed. The measure may be in the bin by now."""

    measure: Measure
    code: VerdictCode
    cautions: tuple[Caution, ...]
    # A number had to be corrected before it could say anything.
    has_problem: bool


def meetings_of(project: Project) -> Sequence[Meeting]:
    """The project's meetings, the newest first."""
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.organization_id == project.organization_id, Meeting.project_id == project.id)
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    ).all()


def going_on_today(meetings: Sequence[Meeting], today: date) -> Meeting | None:
    """The one of a project's meetings that was begun today and is not closed."""
    return next((found for found in meetings if found.held_on == today and found.completed_at is None), None)


def start_meeting(project: Project, today: date) -> Meeting:
    """The meeting that goes on in the project today; a new one when there is none."""
    # Two people who press at once would begin one each; the second waits here for the first.
    db.session.refresh(project, with_for_update=True)
    going_on = next(
        (found for found in meetings_of(project) if found.held_on == today and not found.completed_at), None
    )
    if going_on is not None:
        return going_on
    meeting = Meeting(organization_id=project.organization_id, project_id=project.id, held_on=today)
    db.session.add(meeting)
    db.session.flush()
    return meeting


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The latest meeting before this one; one that was begun and left without a decision is none."""
    decided = exists().where(
        MeetingDecision.organization_id == Meeting.organization_id,
        MeetingDecision.meeting_id == Meeting.id,
    )
    return db.session.scalars(
        select(Meeting)
        .where(
            Meeting.organization_id == meeting.organization_id,
            Meeting.project_id == meeting.project_id,
            or_(
                Meeting.held_on < meeting.held_on,
                and_(Meeting.held_on == meeting.held_on, Meeting.id < meeting.id),
            ),
            or_(Meeting.completed_at.is_not(None), decided),
        )
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    ).first()


def cycles_under_way(project: Project) -> Sequence[PdsaCycle]:
    """The project's PDSA cycles that are not decided, in the order they began."""
    return [cycle for cycle in cycles_of(project) if cycle.stage is not CycleStage.DONE]


def edit_note(meeting: Meeting, seen_version: int | None, note: str) -> None:
    """Change what stands in the note."""
    apply_changes(meeting, seen_version, {"note": note})


def complete_meeting(meeting: Meeting, seen_version: int | None, note: str, today: date) -> None:
    """Close the meeting with its note, and keep what the numbers say now. One that is closed gets the note alone.

    A meeting that is opened again and closed on a later day keeps what the numbers said the first time.
    """
    changes: dict[str, Any] = {"note": note}
    if meeting.completed_at is None:
        changes["completed_at"] = utc_now()
        if not meeting.said or meeting.held_on == today:
            changes["said"] = _said_by_numbers(meeting.project, today)
    apply_changes(meeting, seen_version, changes)


def reopen_meeting(meeting: Meeting, seen_version: int | None) -> None:
    """Let the meeting go on; one that goes on already stays as it is."""
    apply_changes(meeting, seen_version, {"completed_at": None})


def delete_meeting(meeting: Meeting, seen_version: int | None) -> None:
    """Put the meeting, with its decisions, in the bin. The tasks that were made of them stay in the project."""
    put_in_bin(meeting, seen_version)


def _said_by_numbers(project: Project, today: date) -> dict[str, Any]:
    measures = measures_of(project)
    summaries = summaries_of(measures)
    said = {}
    for measure in measures:
        summary = summaries.get(measure.id)
        said[str(measure.id)] = {
            "code": summary.wider["code"] if summary is not None else VerdictCode.NO_DATA.value,
            "cautions": [caution.value for caution in cautions_on(measure, summary, today)] if summary else [],
            "has_problem": summary is not None and "problem" in summary.wider,
        }
    return {"on": today.isoformat(), "measures": said}


def said_then(meeting: Meeting) -> Sequence[Said]:
    """What the numbers said when the meeting was completed, in the order of the measures then."""
    said: Mapping[str, Any] = meeting.said.get("measures", {})
    found = db.session.scalars(
        select(Measure).where(
            Measure.organization_id == meeting.organization_id, Measure.id.in_([int(key) for key in said])
        ),
        execution_options={"include_deleted": True},
    )
    measures = {str(measure.id): measure for measure in found}
    return [_said(measures[key], kept) for key, kept in said.items() if key in measures]


def _said(measure: Measure, kept: Mapping[str, Any]) -> Said:
    cautions = tuple(Caution(caution) for caution in kept["cautions"])
    return Said(measure, VerdictCode(kept["code"]), cautions, kept["has_problem"])


def said_on(meeting: Meeting) -> date | None:
    """The day on which the numbers said it; None for a meeting that has not been completed."""
    day = meeting.said.get("on")
    return date.fromisoformat(day) if day else None
