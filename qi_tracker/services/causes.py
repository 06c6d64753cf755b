"""Analyses of causes: made, changed, put in the bin. How lines become items is in `method/causes.py`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.method.causes import Item
from qi_tracker.models import CauseAnalysis, Project
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.vocabulary import CauseTool


@dataclass(frozen=True, slots=True)
class CauseDetails:
    """What the form of an analysis holds."""

    question: str
    items: list[Item]
    conclusion: str


def causes_of(project: Project) -> Sequence[CauseAnalysis]:
    """The project's analyses, the latest first."""
    return db.session.scalars(
        select(CauseAnalysis)
        .where(CauseAnalysis.organization_id == project.organization_id, CauseAnalysis.project_id == project.id)
        .order_by(CauseAnalysis.id.desc())
    ).all()


def create_causes(project: Project, tool: CauseTool, details: CauseDetails) -> CauseAnalysis:
    """A new analysis of the project."""
    made = CauseAnalysis(organization_id=project.organization_id, project_id=project.id, tool=tool, **asdict(details))
    db.session.add(made)
    flush()
    return made


def edit_causes(analysis: CauseAnalysis, seen_version: int | None, details: CauseDetails) -> None:
    """Change the question, the items or the conclusion; the tool stays."""
    apply_changes(analysis, seen_version, asdict(details))


def delete_causes(analysis: CauseAnalysis, seen_version: int | None) -> None:
    """Put it in the bin."""
    put_in_bin(analysis, seen_version)
