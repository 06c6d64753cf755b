"""What the demo's first team has asked its leader: once answered, once waiting."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from qi_tracker.extensions import db
from qi_tracker.models import HelpRequest, Person, Project
from qi_tracker.vocabulary import LeaderDecision

PROJECT = "gratis-fritid"


def load_help_requests(project: Project, people: Mapping[str, Person], today: date) -> None:
    """One question that was answered long ago, and one of two days ago. `people` are known by their first names."""
    lead, leader = people["Pia"], people["Lea"]
    asked = {"organization_id": project.organization_id, "project_id": project.id, "asked_by_id": lead.id}
    db.session.add_all(
        [
            HelpRequest(
                **asked,
                asked_of_id=leader.id,
                question="Tolken koster mer enn vi trodde. Kan vi fortsette å bruke den i samtalene til sommeren?",
                created_at=_at(today, 52),
                decision=LeaderDecision.CONTINUE,
                answer="Ja. Ta det av rammen til fritid, og si fra når dere vet hvor mange samtaler det gjelder.",
                answered_by_id=leader.id,
                answered_at=_at(today, 49),
            ),
            HelpRequest(
                **asked,
                asked_of_id=leader.id,
                question="Det virker i to bydeler. Kan vi ta med de tre andre etter jul, eller trenger dere mer først?",
                created_at=_at(today, 2),
            ),
        ]
    )
    db.session.flush()


def _at(today: date, days_ago: int) -> datetime:
    return datetime.combine(today - timedelta(days=days_ago), time(12), UTC)
