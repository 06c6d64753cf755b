"""Who sees a measure's numbers: what its owner has decided, whom that leaves inside, and what leaders may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, select

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.analysis.periods import has_periods
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation, Person, Project, ProjectMembership
from qi_tracker.services.calculations import sources_of
from qi_tracker.services.places import IN_PROJECT, events_beneath
from qi_tracker.services.projects import people_of
from qi_tracker.services.saving import apply_changes
from qi_tracker.vocabulary import Calculation, ProjectRole, ValueType

# What lies under a measure and tells of its numbers.
TELLING: Final = tuple(kind for kind, (_, parent) in IN_PROJECT.items() if parent is Measure)


def closed_measures(actor: Actor, project: Project) -> Sequence[Measure]:
    """Those of the project, also in the bin, whose numbers are for others than the actor."""
    found = select(Measure).where(Measure.organization_id == project.organization_id, Measure.project_id == project.id)
    measures = db.session.scalars(found.order_by(Measure.id), execution_options={"include_deleted": True}).all()
    return [measure for measure in measures if not allows(actor, Permission.SEE_NUMBERS, measure)]


def events_seen(about: ColumnElement[bool], closed: Collection[Measure]) -> ColumnElement[bool]:
    """Of these events, those that do not tell of the numbers of one of the closed measures."""
    return about & ~events_beneath(TELLING, closed)


@dataclass(frozen=True, slots=True)
class Closing:
    """Those who alone see the numbers, by name, and who decides it; `sources` are narrowed measures they come from."""

    names: Sequence[str]
    decided_by: Sequence[str]
    sources: Sequence[Measure]


def closing_of(measure: Measure) -> Closing | None:
    """Who is inside of a narrowed measure; None where all of the project see the numbers."""
    narrowed = [source for source in sources_of(measure) if source.is_narrowed]
    if not measure.is_narrowed and not narrowed:
        return None
    members = people_of(measure.project)
    inside = {member.person_id for member in members}
    for each in (measure, *narrowed):
        if each.is_narrowed:
            inside &= {person.id for person in always_inside(each, members)} | set(each.insiders)
    names = [member.person.name for member in members if member.person_id in inside]
    return Closing(names, [person.name for person in deciders_of(measure, members)], narrowed)


def deciders_of(measure: Measure, members: Sequence[ProjectMembership]) -> Sequence[Person]:
    """Its owner; the lead of the project where it has none."""
    if measure.owner_id is None:
        return [member.person for member in members if member.role is ProjectRole.LEAD]
    return [member.person for member in members if member.person_id == measure.owner_id]


def always_inside(measure: Measure, members: Sequence[ProjectMembership]) -> Sequence[Person]:
    """Those whom their duty brings inside: who decides, who enters the numbers, and the stand-in. By name."""
    entering = {measure.collector_id, measure.stand_in_id}
    deciding = {person.id for person in deciders_of(measure, members)}
    return [member.person for member in members if member.person_id in entering | deciding]


def comes_without_counts(measure: Measure) -> bool:
    """Whether the numbers do not tell how many people they are from, so that somebody must say that they are many.

    Days, measurements and ready-made per cents, and what is computed from them. Not events, nor sums of such over
    groups: no one outside sees them whatever is said.
    """
    if not has_periods(measure.frequency) or measure.calculation is Calculation.SUM_OF_STRATA:
        return False
    if measure.value_type is not ValueType.PROPORTION:
        terms = [measure] if measure.calculation is None else sources_of(measure)
        return any(term.value_type is not ValueType.COUNT for term in terms)
    ready_made = select(Observation.id).where(
        Observation.organization_id == measure.organization_id,
        Observation.measure_id == measure.id,
        Observation.value.is_not(None),
    )
    return db.session.scalar(ready_made.limit(1)) is not None


def narrow(
    measure: Measure, seen_version: int | None, insiders: Collection[int], rests_on_many: bool | None = None
) -> None:
    """Let only these people of the project see the numbers, beside those whom their duty brings inside.

    `rests_on_many` says whether enough people are behind each number for leaders to see it; None where nobody asks.
    """
    present = {member.person_id for member in people_of(measure.project)}
    chosen = sorted(present & set(insiders))
    apply_changes(measure, seen_version, {"is_narrowed": True, "insiders": chosen, **_said(rests_on_many)})


def open_to_project(measure: Measure, seen_version: int | None, rests_on_many: bool | None = None) -> None:
    """Let all of the project see the numbers; `rests_on_many` as in `narrow`."""
    apply_changes(measure, seen_version, {"is_narrowed": False, "insiders": [], **_said(rests_on_many)})


def _said(rests_on_many: bool | None) -> dict[str, bool]:
    return {} if rests_on_many is None else {"rests_on_many": rests_on_many}
