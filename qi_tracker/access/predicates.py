"""What a rule is made of: one question about an actor and a target, answered without looking anything up."""

from collections.abc import Callable

from qi_tracker.access.actors import Actor
from qi_tracker.models import (
    Aim,
    Annotation,
    Base,
    CauseAnalysis,
    ChangeIdea,
    ContextDraft,
    ContextSeries,
    DocumentLink,
    Driver,
    DriverLink,
    Exclusion,
    Freeze,
    HelpRequest,
    Import,
    ImportDraft,
    ImportRecipe,
    Measure,
    Meeting,
    MeetingDecision,
    Observation,
    Organization,
    OwnedRow,
    Pause,
    PdsaCycle,
    Phase,
    Project,
    ProjectMembership,
    Stakeholder,
    StarRound,
    Sustainment,
    Task,
)
from qi_tracker.vocabulary import OrganizationRole, ProjectRole

# What lies under a measure, and is as closed as it is.
UnderMeasure = Phase | Freeze | Pause | Exclusion | Observation | Annotation | Import | ImportDraft | ImportRecipe

# What lies under a project itself.
OfProject = (
    Measure
    | Aim
    | ChangeIdea
    | ProjectMembership
    | Meeting
    | Task
    | ContextSeries
    | ContextDraft
    | Stakeholder
    | DocumentLink
    | Driver
    | DriverLink
    | StarRound
    | CauseAnalysis
    | Sustainment
    | HelpRequest
)

Predicate = Callable[[Actor, Base | None], bool]


def organization_id_of(target: Base | None) -> int | None:
    """The organisation that a target is or belongs to."""
    if isinstance(target, Organization):
        return target.id
    return target.organization_id if isinstance(target, OwnedRow) else None


def project_of(target: Base | None) -> Project | None:
    """The project that a target is or belongs to; None also when that project is in the bin."""
    if isinstance(target, Project):
        return target
    if isinstance(target, OfProject):
        return target.project if _is_tied_to_live(target) else None
    if isinstance(target, UnderMeasure):
        return project_of(target.measure)
    if isinstance(target, PdsaCycle):
        return project_of(target.change_idea)
    if isinstance(target, MeetingDecision):
        return project_of(target.meeting)
    return None


def _is_tied_to_live(target: OfProject) -> bool:
    """Whether nothing that the target ties together, or stands under beside its project, is in the bin."""
    if isinstance(target, DocumentLink):
        return target.change_idea_id is None or target.change_idea is not None
    if not isinstance(target, DriverLink):
        return True
    return all(
        id is None or end is not None
        for id, end in (
            (target.change_idea_id, target.change_idea),
            (target.from_driver_id, target.from_driver),
            (target.from_aim_id, target.from_aim),
            (target.to_driver_id, target.to_driver),
            (target.to_aim_id, target.to_aim),
        )
    )


def measure_of(target: Base | None) -> Measure | None:
    """The measure that a target is or lies under; None also when that measure is in the bin."""
    if isinstance(target, Measure):
        return target
    return target.measure if isinstance(target, UnderMeasure) else None


def is_signed_in(actor: Actor, _target: Base | None) -> bool:
    """Anyone with an account."""
    return actor.person_id is not None


def is_operator(actor: Actor, _target: Base | None) -> bool:
    """Runs the installation."""
    return actor.is_operator


def belongs_somewhere(actor: Actor, _target: Base | None) -> bool:
    """Belongs to an organisation, and is not only a guest in a project of one."""
    return any(role is not OrganizationRole.GUEST for role in actor.organization_roles.values())


def has_organization_role(*roles: OrganizationRole) -> Predicate:
    """Has one of these roles in the target's organisation; a target in a project in the bin is nobody's."""

    def predicate(actor: Actor, target: Base | None) -> bool:
        organization_id = organization_id_of(target)
        if organization_id is None or (project_of(target) is None and not isinstance(target, Organization)):
            return False
        return actor.organization_roles.get(organization_id) in roles

    return predicate


def has_project_role(*roles: ProjectRole) -> Predicate:
    """Has one of these roles in the target's project."""

    def predicate(actor: Actor, target: Base | None) -> bool:
        project = project_of(target)
        return project is not None and actor.project_roles.get(project.id) in roles

    return predicate


def leads_unit_of(actor: Actor, target: Base | None) -> bool:
    """Leads the unit that the target's project belongs to, or one above it, and belongs to its organisation."""
    project = project_of(target)
    return (
        project is not None
        and project.organization_id in actor.organization_roles
        and project.unit_id in actor.led_units
    )


def owns_measure(actor: Actor, target: Base | None) -> bool:
    """Is the owner of the target's measure; of one without an owner, leads its project."""
    measure = measure_of(target)
    if measure is None or actor.person_id is None:
        return False
    if measure.owner_id is None:
        return measure.project is not None and actor.project_roles.get(measure.project.id) is ProjectRole.LEAD
    return measure.owner_id == actor.person_id


def is_inside(actor: Actor, target: Base | None) -> bool:
    """Is one of those the numbers of the target's measure are for, and those of all it is computed from.

    A source in the bin gives no numbers, and closes nothing.
    """
    measure = measure_of(target)
    if measure is None:
        return False
    sources = (measure.numerator_measure, measure.denominator_measure)
    return all(_is_inside_alone(actor, found) for found in (measure, *sources) if found is not None)


def _is_inside_alone(actor: Actor, measure: Measure) -> bool:
    if not measure.is_narrowed:
        return True
    named = (measure.collector_id, measure.stand_in_id, *measure.insiders)
    return owns_measure(actor, measure) or actor.person_id in {found for found in named if found is not None}


def is_organization(_actor: Actor, target: Base | None) -> bool:
    """Asks about an organisation itself, and nothing in it."""
    return isinstance(target, Organization)


def is_own_draft(actor: Actor, target: Base | None) -> bool:
    """Pasted or uploaded the table themselves."""
    return isinstance(target, ImportDraft) and target.person_id == actor.person_id


def is_own_context_draft(actor: Actor, target: Base | None) -> bool:
    """Brought the table of official statistics themselves: it is of no measure, so nobody is inside or outside it."""
    return isinstance(target, ContextDraft) and target.person_id == actor.person_id


def is_asked_for_help(actor: Actor, target: Base | None) -> bool:
    """Is the one whom a team asks."""
    return isinstance(target, HelpRequest) and actor.person_id is not None and target.asked_of_id == actor.person_id


def both(first: Predicate, second: Predicate) -> Predicate:
    """Both hold."""
    return lambda actor, target: first(actor, target) and second(actor, target)
