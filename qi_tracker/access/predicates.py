"""What a rule is made of: one question about an actor and a target, answered without looking anything up."""

from collections.abc import Callable

from qi_tracker.access.actors import Actor
from qi_tracker.models import (
    Aim,
    Annotation,
    Base,
    ChangeIdea,
    Exclusion,
    Freeze,
    Import,
    ImportDraft,
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
    Task,
)
from qi_tracker.vocabulary import OrganizationRole, ProjectRole

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
    if isinstance(target, (Measure, Aim, ChangeIdea, ProjectMembership, Meeting, Task)):
        return target.project
    if isinstance(target, (Phase, Freeze, Pause, Exclusion, Observation, Annotation, Import, ImportDraft)):
        return project_of(target.measure)
    if isinstance(target, PdsaCycle):
        return project_of(target.change_idea)
    if isinstance(target, MeetingDecision):
        return project_of(target.meeting)
    return None


def is_signed_in(actor: Actor, _target: Base | None) -> bool:
    """Anyone with an account."""
    return actor.person_id is not None


def is_operator(actor: Actor, _target: Base | None) -> bool:
    """Runs the installation."""
    return actor.is_operator


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


def is_organization(_actor: Actor, target: Base | None) -> bool:
    """Asks about an organisation itself, and nothing in it."""
    return isinstance(target, Organization)


def is_own_draft(actor: Actor, target: Base | None) -> bool:
    """Pasted or uploaded the table themselves."""
    return isinstance(target, ImportDraft) and target.person_id == actor.person_id


def both(first: Predicate, second: Predicate) -> Predicate:
    """Both hold."""
    return lambda actor, target: first(actor, target) and second(actor, target)
