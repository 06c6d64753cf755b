"""How far a project has come on the path, read from what exists, and the next steps that somebody put aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.method.path import Beginnings, Goals, PathFacts, Trying, next_steps
from qi_tracker.models import (
    Aim,
    CauseAnalysis,
    ChangeIdea,
    ContextSeries,
    DismissedStep,
    DocumentLink,
    Measure,
    MeasureSummary,
    PdsaCycle,
    Project,
    ProjectMembership,
    Stakeholder,
    StarRound,
    Sustainment,
    Task,
)
from qi_tracker.models.base import utc_now
from qi_tracker.services.due import is_resting, next_due
from qi_tracker.services.saving import apply_changes, flush
from qi_tracker.vocabulary import (
    CycleStage,
    Decision,
    IdeaStatus,
    MeasureKind,
    ProjectPhase,
    StakeholderKind,
    VerdictCode,
)

# «Ikke nå» lasts so long; then the step is shown again, if it is still missing.
PUT_ASIDE_DAYS = 30

_GOOD_ENOUGH = (VerdictCode.REACHED, VerdictCode.HELD)
# Statuses that say that an idea was chosen before the others.
_CHOSEN = (IdeaStatus.TESTING, IdeaStatus.ADOPTED, IdeaStatus.PRACTICE)
_OPEN = (IdeaStatus.IDEA, IdeaStatus.TESTING)


@dataclass(frozen=True, slots=True)
class Known:
    """What a page has read already of a project."""

    aims: Sequence[Aim]
    measures: Sequence[Measure]
    summaries: Mapping[int, MeasureSummary]
    ideas: Sequence[ChangeIdea]
    cycles: Sequence[PdsaCycle]


def path_facts(actor: Actor, project: Project, known: Known, today: date) -> PathFacts:
    """Everything that the path is computed from. What is asked for next depends on what the actor may do."""
    kept = db.session.scalar(select(Sustainment).where(*_of(Sustainment, project)))
    return PathFacts(
        beginnings=_beginnings(project, known),
        goals=_goals(actor, known, today),
        trying=_trying(project, known, today),
        is_sustained=kept is not None and kept.owner_id is not None and bool(kept.routine),
        is_told=bool(project.lesson) or project.is_shared,
    )


def _of(
    kind: type[Aim | ContextSeries | Task | Stakeholder | DocumentLink | CauseAnalysis | StarRound | Sustainment],
    project: Project,
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return kind.organization_id == project.organization_id, kind.project_id == project.id


def _exists(*conditions: ColumnElement[bool]) -> bool:
    return bool(db.session.scalar(select(select(1).where(*conditions).exists())))


def _beginnings(project: Project, known: Known) -> Beginnings:
    live = {kind: (*_of(kind, project), kind.deleted_at.is_(None)) for kind in (ContextSeries, DocumentLink)}
    surrounding = set(db.session.scalars(select(Stakeholder.kind).where(*_of(Stakeholder, project))))
    corners = [idea.research or idea.staff_experience or idea.user_knowledge for idea in known.ideas]
    people = db.session.scalars(
        select(ProjectMembership.id).where(
            ProjectMembership.organization_id == project.organization_id, ProjectMembership.project_id == project.id
        )
    ).all()
    has_star = _exists(*_of(StarRound, project), StarRound.closed_at.is_not(None), StarRound.deleted_at.is_(None))
    return Beginnings(
        has_challenge=bool(project.challenge),
        has_knowledge=any(corners) or any(_exists(*conditions) for conditions in live.values()),
        has_what_matters=bool(project.what_matters),
        has_analysis=has_star or _exists(*_of(CauseAnalysis, project), CauseAnalysis.deleted_at.is_(None)),
        n_people=len(people),
        has_sponsor=StakeholderKind.SPONSOR in surrounding,
        has_user_representative=StakeholderKind.USER_REPRESENTATIVE in surrounding,
    )


def _goals(actor: Actor, known: Known, today: date) -> Goals:
    outcome = next((measure for measure in known.measures if measure.kind is MeasureKind.OUTCOME), None)
    outcome = outcome or next(iter(known.measures), None)
    unfinished = next((aim for aim in known.aims if aim.to_value is None or aim.by is None), None)
    due = next((found for found in known.measures if _is_due(actor, found, known.summaries, today)), None)
    summary = known.summaries.get(outcome.id) if outcome is not None else None
    last = summary.last_period if summary is not None else None
    begun = [cycle.starts_on for cycle in known.cycles if cycle.stage is not CycleStage.PLAN]
    may_enter = outcome is not None and allows(actor, Permission.ENTER_NUMBERS, outcome)
    return Goals(
        has_target=any(aim.to_value is not None and aim.by is not None for aim in known.aims),
        unfinished_aim=unfinished.id if unfinished is not None else None,
        measure=outcome.id if outcome is not None else None,
        # Whoever may enter none is not asked for them.
        has_numbers=last is not None or (outcome is not None and not may_enter),
        has_definition=outcome is not None and bool(outcome.definition),
        has_numbers_since_trying=last is not None and bool(begun) and last >= min(begun),
        due_measure=due.id if due is not None else None,
        is_good_enough=summary is not None and summary.wider.get("code") in _GOOD_ENOUGH,
    )


def _is_due(actor: Actor, measure: Measure, summaries: Mapping[int, MeasureSummary], today: date) -> bool:
    """A number that the actor collects, or that nobody does, and that should have come before today."""
    summary = summaries.get(measure.id)
    if measure.collector_id not in (actor.person_id, None) or summary is None or summary.last_period is None:
        return False
    if is_resting(measure, today) or not allows(actor, Permission.ENTER_NUMBERS, measure):
        return False
    due = next_due(measure, summary, today)
    return due is not None and due.is_overdue(today)


def _trying(project: Project, known: Known, today: date) -> Trying:
    cycles, tried = known.cycles, {cycle.change_idea_id for cycle in known.cycles}
    ended = (c for c in cycles if c.stage is not CycleStage.DONE and c.ends_on is not None and c.ends_on <= today)
    has_task = _exists(
        *_of(Task, project), Task.owner_id.is_not(None), Task.due_on.is_not(None), Task.deleted_at.is_(None)
    )
    return Trying(
        n_ideas=len(known.ideas),
        untried_idea=_id(next((i for i in known.ideas if i.id not in tried and i.status in _OPEN), None)),
        has_priority=any(_is_chosen(idea) for idea in known.ideas),
        has_who_and_when=has_task or any(idea.owner_id is not None and idea.try_by is not None for idea in known.ideas),
        n_cycles=len(cycles),
        has_begun=any(cycle.stage is not CycleStage.PLAN for cycle in cycles),
        ended_cycle=_id(next(ended, None)),
        has_learnt=any(cycle.comparison for cycle in cycles),
        has_decided=any(cycle.decision is not None for cycle in cycles),
        idea_to_go_on_with=_idea_to_go_on_with(cycles),
        adopted_idea=_id(next((idea for idea in known.ideas if idea.status is IdeaStatus.ADOPTED), None)),
        has_practice=any(idea.status is IdeaStatus.PRACTICE for idea in known.ideas),
    )


def _id(thing: ChangeIdea | PdsaCycle | None) -> int | None:
    return thing.id if thing is not None else None


def _is_chosen(idea: ChangeIdea) -> bool:
    return idea.status in _CHOSEN or any(
        placed is not None for placed in (idea.position, idea.effort, idea.impact, idea.try_by)
    )


def _idea_to_go_on_with(cycles: Sequence[PdsaCycle]) -> int | None:
    """The idea of the last cycle, where that is to be adjusted and nothing else is being tried."""
    if not cycles or any(cycle.stage is not CycleStage.DONE for cycle in cycles):
        return None
    return cycles[-1].change_idea_id if cycles[-1].decision is Decision.ADAPT else None


def put_aside_by(actor: Actor, project: Project) -> frozenset[str]:
    """The steps of the project, by key, that the actor does not want to be shown for now."""
    return frozenset(
        db.session.scalars(
            select(DismissedStep.step).where(
                *_dismissed(actor, project), DismissedStep.dismissed_at > utc_now() - timedelta(days=PUT_ASIDE_DAYS)
            )
        )
    )


def put_aside(actor: Actor, project: Project, facts: PathFacts, step: str) -> None:
    """Do not show the actor this step for a while; the others see it still.

    Raises
    ------
    InvalidInput
        If it is no next step of the project.
    """
    if step not in {found.key for found in next_steps(facts)}:
        raise InvalidInput("form_incomplete")
    take_up_again(actor, project, step)
    tenant = {"organization_id": project.organization_id, "project_id": project.id}
    db.session.add(DismissedStep(**tenant, person_id=actor.person_id, step=step))
    flush()


def take_up_again(actor: Actor, project: Project, step: str) -> None:
    """Let the step be shown to the actor again."""
    for found in db.session.scalars(
        select(DismissedStep).where(*_dismissed(actor, project), DismissedStep.step == step)
    ):
        db.session.delete(found)
    flush()


def _dismissed(actor: Actor, project: Project) -> tuple[ColumnElement[bool], ...]:
    return (
        DismissedStep.organization_id == project.organization_id,
        DismissedStep.project_id == project.id,
        DismissedStep.person_id == actor.person_id,
    )


def move_to_phase(project: Project, seen_version: int | None, phase: ProjectPhase) -> None:
    """Say which phase the work is in; back is as good a way as on."""
    apply_changes(project, seen_version, {"phase": phase})
