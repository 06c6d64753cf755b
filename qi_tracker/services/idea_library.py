"""The library of change ideas (tiltaksbank): copies of what projects share, renewed with what they are copies of.

A change to a shared project, its ideas, cycles or verdicts marks it; its copies are renewed before the transaction
commits, so no caller can forget it. Erasing an idea for good erases its copy by their key.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import event, or_, select
from sqlalchemy.orm import Session, SessionTransaction, joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.extensions import db
from qi_tracker.models import (
    ChangeIdea,
    Measure,
    MeasureSummary,
    Organization,
    PdsaCycle,
    Project,
    SharedIdea,
)
from qi_tracker.services.saving import apply_changes
from qi_tracker.vocabulary import IdeaStatus, MeasureKind, VerdictCode

# What has been tried is of most use to others, what failed before what only waits.
SHOWN_FIRST = (
    IdeaStatus.PRACTICE,
    IdeaStatus.ADOPTED,
    IdeaStatus.ABANDONED,
    IdeaStatus.TESTING,
    IdeaStatus.IDEA,
)
# Whether it got better for those it concerns, and whether something else got worse.
_TOLD_KINDS = (MeasureKind.OUTCOME, MeasureKind.BALANCING)
_LONGEST_SOURCE = 300
_MARKED = "shared_things_to_renew"


def share_project(actor: Actor, project: Project, seen_version: int | None, is_shared: bool) -> None:
    """Show the project's ideas, and what came of them, to all organisations; or take them out again."""
    require(actor, Permission.SHARE_PROJECT, project)
    apply_changes(project, seen_version, {"is_shared": is_shared})


def found_ideas(query: str, status: IdeaStatus | None) -> Sequence[SharedIdea]:
    """What the library holds with this word in it; what was tried comes first."""
    wanted = query.casefold()
    found = db.session.scalars(select(SharedIdea).order_by(SharedIdea.title, SharedIdea.id)).all()
    kept = [idea for idea in found if (status is None or idea.status is status) and wanted in _words_of(idea)]
    return sorted(kept, key=lambda idea: SHOWN_FIRST.index(idea.status))


def shared_idea(number: int) -> SharedIdea | None:
    """One of them."""
    return db.session.get(SharedIdea, number)


def _words_of(idea: SharedIdea) -> str:
    texts = (idea.title, idea.description, idea.project_title, idea.organization_name, *idea.about.get("systems", ()))
    return "\n".join(texts).casefold()


def borrow(actor: Actor, shared: SharedIdea, project: Project) -> ChangeIdea:
    """A new idea of the project, from another team's.

    What research says comes with it. What one's own staff and those concerned know is not the other team's to say.
    """
    require(actor, Permission.READ_LIBRARY)
    require(actor, Permission.EDIT_PROJECT, project)
    about = shared.about
    idea = ChangeIdea(
        organization_id=project.organization_id,
        project_id=project.id,
        title=shared.title,
        description=shared.description,
        levels=list(about.get("levels", ())),
        nature=about.get("nature"),
        systems=list(about.get("systems", ())),
        research=about.get("research", ""),
        borrowed_from=f"{shared.organization_name}: {shared.project_title}"[:_LONGEST_SOURCE],
    )
    db.session.add(idea)
    db.session.flush()
    return idea


def share_anew(session: Session) -> None:
    """Make all copies again, where none came along."""
    for project in session.scalars(select(Project).where(Project.is_shared)).all():
        _renew(session, project)


def _renew(session: Session, project: Project) -> None:
    """Let the library hold the project's live ideas as they are, and nothing of it when it is not shared."""
    ideas = session.scalars(
        select(ChangeIdea).where(
            ChangeIdea.organization_id == project.organization_id, ChangeIdea.project_id == project.id
        ),
        execution_options={"include_deleted": True},
    ).all()
    copies = session.scalars(
        select(SharedIdea).where(
            SharedIdea.organization_id == project.organization_id,
            SharedIdea.change_idea_id.in_([idea.id for idea in ideas]),
        )
    ).all()
    standing = {copy.change_idea_id: copy for copy in copies}
    if project.is_shared and project.deleted_at is None:
        cycles, verdicts = _cycles_of(session, ideas), _verdicts_of(session, project)
        for idea in ideas:
            if idea.deleted_at is None:
                own = SharedIdea(organization_id=idea.organization_id, change_idea_id=idea.id)
                copy = standing.pop(idea.id, own)
                _fill(copy, project, idea, _outcome(project, cycles.get(idea.id, ()), verdicts))
                session.add(copy)
    for copy in standing.values():
        session.delete(copy)
    session.flush()


def _fill(copy: SharedIdea, project: Project, idea: ChangeIdea, outcome: Mapping[str, Any]) -> None:
    values = {
        "organization_name": project.organization.name,
        "project_title": project.title,
        "title": idea.title,
        "description": idea.description,
        "status": idea.status,
        "about": {
            "levels": idea.levels,
            "nature": idea.nature,
            "systems": idea.systems,
            "research": idea.research,
            "staff_experience": idea.staff_experience,
            "user_knowledge": idea.user_knowledge,
        },
        "outcome": outcome,
    }
    for field, value in values.items():
        if getattr(copy, field) != value:
            setattr(copy, field, value)


def _outcome(project: Project, cycles: Sequence[PdsaCycle], verdicts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "n_cycles": len(cycles),
        "decisions": [cycle.decision.value for cycle in cycles if cycle.decision is not None],
        "learning": [cycle.comparison for cycle in cycles if cycle.comparison],
        "lesson": project.lesson,
        "verdicts": list(verdicts),
    }


def _cycles_of(session: Session, ideas: Iterable[ChangeIdea]) -> Mapping[int, Sequence[PdsaCycle]]:
    """Idea id → its cycles, the first one first."""
    own = [idea for idea in ideas if idea.deleted_at is None]
    found: dict[int, list[PdsaCycle]] = {}
    wanted = select(PdsaCycle).where(
        PdsaCycle.organization_id.in_({idea.organization_id for idea in own}),
        PdsaCycle.change_idea_id.in_([idea.id for idea in own]),
    )
    for cycle in session.scalars(wanted.order_by(PdsaCycle.number)):
        found.setdefault(cycle.change_idea_id, []).append(cycle)
    return found


def _verdicts_of(session: Session, project: Project) -> Sequence[Mapping[str, Any]]:
    """What the project's measures say, as codes alone: no number and no name of a measure leaves."""
    rows = session.execute(
        select(Measure.kind, MeasureSummary)
        .join(MeasureSummary, MeasureSummary.measure_id == Measure.id)
        .where(
            Measure.organization_id == project.organization_id,
            MeasureSummary.organization_id == project.organization_id,
            Measure.project_id == project.id,
            Measure.kind.in_(_TOLD_KINDS),
        )
        .order_by(Measure.kind.desc(), Measure.id)
    )
    return [{"kind": kind.value, **_codes(summary)} for kind, summary in rows]


def _codes(summary: MeasureSummary) -> dict[str, Any]:
    if "problem" in summary.wider:
        return {"code": VerdictCode.NO_DATA.value, "cautions": []}
    return {"code": summary.wider["code"], "cautions": list(summary.wider["cautions"])}


@event.listens_for(db.session, "after_flush")
def _mark(session: Session, _context: object) -> None:
    marked: dict[type, set[int]] = session.info.setdefault(_MARKED, {})
    for thing in (*session.new, *session.dirty, *session.deleted):
        if isinstance(thing, Project | Organization):
            marked.setdefault(type(thing), set()).add(thing.id)
        elif isinstance(thing, ChangeIdea | Measure):
            marked.setdefault(ChangeIdea, set()).add(thing.project_id)
        elif isinstance(thing, PdsaCycle):
            marked.setdefault(PdsaCycle, set()).add(thing.change_idea_id)
        elif isinstance(thing, MeasureSummary):
            marked.setdefault(MeasureSummary, set()).add(thing.measure_id)


# After the summaries, whose codes are copied.
@event.listens_for(db.session, "before_commit")
def _renew_marked(session: Session) -> None:
    if session.in_nested_transaction():
        # Only a savepoint is released; the transaction goes on.
        return
    session.flush()
    marked: dict[type, set[int]] = session.info.pop(_MARKED, {})
    if not marked:
        return
    of_cycles = select(ChangeIdea.project_id).where(ChangeIdea.id.in_(marked.get(PdsaCycle, ())))
    of_verdicts = select(Measure.project_id).where(Measure.id.in_(marked.get(MeasureSummary, ())))
    touched = or_(
        Project.id.in_(marked.get(ChangeIdea, ())),
        Project.id.in_(of_cycles),
        Project.id.in_(of_verdicts),
        Project.organization_id.in_(marked.get(Organization, ())),
    )
    # One that is not shared is looked at only when it was changed itself: it may have been shared until now.
    chosen = select(Project).where(or_(Project.id.in_(marked.get(Project, ())), Project.is_shared & touched))
    projects = session.scalars(
        chosen.options(joinedload(Project.organization)), execution_options={"include_deleted": True}
    )
    for project in projects.all():
        _renew(session, project)


@event.listens_for(db.session, "after_soft_rollback")
def _forget_marked(session: Session, previous: SessionTransaction) -> None:
    if not previous.nested:
        session.info.pop(_MARKED, None)
