"""What a person takes along: everything in the projects they take part in, and what others say of themselves.

Whose projects these are is decided by `access/`; what is in the bin stays behind.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.scope import joined_projects, open_measures, visible_projects
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Annotation,
    ChangeIdea,
    ContextSeries,
    ContextValue,
    DocumentLink,
    Exclusion,
    Freeze,
    Measure,
    MeasureSummary,
    Meeting,
    MeetingDecision,
    Observation,
    Organization,
    Pause,
    PdsaCycle,
    Phase,
    Project,
    ProjectMembership,
    Stakeholder,
    Task,
    TenantRow,
)
from qi_tracker.services.annotations import annotations_by_measure
from qi_tracker.services.observations import observations_by_measure
from qi_tracker.services.quality_stars import RoundArm, results_in
from qi_tracker.services.summaries import summaries_of

ChartDecision = Phase | Freeze | Pause | Exclusion
_Row = TypeVar("_Row", bound=TenantRow)


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """What is in `projects`, and of `others` only title, unit, phase and aims."""

    projects: Sequence[Project] = ()
    others: Sequence[Project] = ()
    people: Sequence[ProjectMembership] = ()
    aims: Sequence[Aim] = ()
    others_aims: Sequence[Aim] = ()
    measures: Sequence[Measure] = ()
    # Ids of those whose numbers, and what was decided about their charts, are for others than who takes this along.
    closed: frozenset[int] = frozenset()
    # Measure id → its numbers, and what they say.
    numbers: Mapping[int, Sequence[Observation]] = field(default_factory=dict)
    summaries: Mapping[int, MeasureSummary] = field(default_factory=dict)
    chart_decisions: Sequence[ChartDecision] = ()
    notes: Sequence[Annotation] = ()
    ideas: Sequence[ChangeIdea] = ()
    cycles: Sequence[PdsaCycle] = ()
    tasks: Sequence[Task] = ()
    stakeholders: Sequence[Stakeholder] = ()
    # Of the projects, and of ideas that are not deleted.
    links: Sequence[DocumentLink] = ()
    meetings: Sequence[Meeting] = ()
    meeting_decisions: Sequence[MeetingDecision] = ()
    context: Sequence[ContextValue] = ()
    star_arms: Sequence[RoundArm] = ()


def of_measure(measure: Measure) -> TakenAlong:
    """A measure with its numbers and what was decided about its chart."""
    return TakenAlong(
        measures=[measure],
        numbers=observations_by_measure([measure]),
        summaries=summaries_of([measure]),
        chart_decisions=_decided([measure]),
        notes=annotations_by_measure([measure])[measure.id],
    )


def of_organization(actor: Actor, organization: Organization) -> TakenAlong:
    """Everything of the organisation that the actor sees: in their own projects all, of others what everyone sees."""
    own = select(Project).where(Project.organization_id == organization.id).options(joinedload(Project.unit))
    by_title = (func.lower(Project.title), Project.id)
    joined = db.session.scalars(own.where(joined_projects(actor)).order_by(*by_title)).all()
    others = db.session.scalars(own.where(visible_projects(actor), ~joined_projects(actor)).order_by(*by_title)).all()
    return of_projects(actor, joined, others)


def of_projects(actor: Actor, projects: Sequence[Project], others: Sequence[Project] = ()) -> TakenAlong:
    """All that the actor sees in the projects; of the others what those outside see."""
    ids = [project.id for project in projects]
    measures = _of(Measure, Measure.project_id, ids)
    is_open = select(Measure.id).where(Measure.project_id.in_(ids), open_measures(actor))
    open_ids = set(db.session.scalars(is_open)) if ids else set()
    shown = [measure for measure in measures if measure.id in open_ids]
    numbers, notes = observations_by_measure(shown), annotations_by_measure(shown)
    ideas, meetings = _of(ChangeIdea, ChangeIdea.project_id, ids), _of(Meeting, Meeting.project_id, ids)
    return TakenAlong(
        projects=projects,
        others=others,
        people=_of(ProjectMembership, ProjectMembership.project_id, ids),
        aims=_of(Aim, Aim.project_id, ids),
        others_aims=_of(Aim, Aim.project_id, [project.id for project in others]),
        measures=measures,
        closed=frozenset(measure.id for measure in measures) - open_ids,
        numbers=numbers,
        summaries=summaries_of(measures),
        chart_decisions=_decided(shown),
        notes=[note for measure in shown for note in notes[measure.id]],
        ideas=ideas,
        cycles=_of(PdsaCycle, PdsaCycle.change_idea_id, [idea.id for idea in ideas]),
        tasks=_of(Task, Task.project_id, ids),
        stakeholders=_of(Stakeholder, Stakeholder.project_id, ids),
        links=_links(ids, {idea.id for idea in ideas}),
        meetings=meetings,
        context=_official_in(ids),
        star_arms=results_in(ids),
        meeting_decisions=_of(MeetingDecision, MeetingDecision.meeting_id, [meeting.id for meeting in meetings]),
    )


def _links(ids: Sequence[int], ideas: Collection[int]) -> Sequence[DocumentLink]:
    found = _of(DocumentLink, DocumentLink.project_id, ids)
    return [link for link in found if link.change_idea_id is None or link.change_idea_id in ideas]


def _official_in(ids: Sequence[int]) -> Sequence[ContextValue]:
    """The background numbers of the projects, oldest first in each series."""
    if not ids:
        return []
    belongs = select(ContextValue).join(ContextSeries, ContextSeries.id == ContextValue.context_series_id)
    found = belongs.where(ContextSeries.project_id.in_(ids), ContextSeries.deleted_at.is_(None))
    return db.session.scalars(
        found.options(joinedload(ContextValue.series).joinedload(ContextSeries.project)).order_by(
            ContextSeries.project_id, ContextSeries.id, ContextValue.period
        )
    ).all()


def _of(kind: type[_Row], column: InstrumentedAttribute[int], ids: Sequence[int]) -> Sequence[_Row]:
    """The live rows that belong to these, those of one thing together."""
    belongs: ColumnElement[bool] = column.in_(ids)
    return db.session.scalars(select(kind).where(belongs).order_by(column, kind.id)).all() if ids else []


def _decided(measures: Sequence[Measure]) -> Sequence[ChartDecision]:
    ids = [measure.id for measure in measures]
    return [
        *_of(Phase, Phase.measure_id, ids),
        *_of(Freeze, Freeze.measure_id, ids),
        *_of(Pause, Pause.measure_id, ids),
        *_of(Exclusion, Exclusion.measure_id, ids),
    ]
