"""The rules as conditions of a SELECT, for lists. A test proves that they agree with `rules.py`."""

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_
from sqlalchemy.orm import aliased

from qi_tracker.access.actors import Actor
from qi_tracker.models import Measure, Membership, Organization, Project, Unit
from qi_tracker.vocabulary import OrganizationRole, ProjectRole


def visible_organizations(actor: Actor) -> ColumnElement[bool]:
    """Organisations the actor belongs to."""
    return Organization.id.in_(list(actor.organization_roles))


def visible_memberships(actor: Actor) -> ColumnElement[bool]:
    """Memberships of the organisations the actor belongs to."""
    return Membership.organization_id.in_(list(actor.organization_roles))


def visible_units(actor: Actor) -> ColumnElement[bool]:
    """Units of the organisations the actor belongs to; a guest in a project sees none but the project's own."""
    return Unit.organization_id.in_(list(actor.organization_roles))


def visible_projects(actor: Actor) -> ColumnElement[bool]:
    """Projects whose title and aim the actor sees (SEE_PROJECT)."""
    return or_(
        Project.organization_id.in_(list(actor.organization_roles)),
        Project.organization_id.in_(list(actor.project_organizations)) & Project.id.in_(list(actor.project_roles)),
    )


def verdict_projects(actor: Actor) -> ColumnElement[bool]:
    """Projects whose verdicts the actor sees (SEE_VERDICTS)."""
    leads = [id for id, role in actor.organization_roles.items() if role is OrganizationRole.LEADER]
    in_led_unit = Project.organization_id.in_(list(actor.organization_roles)) & Project.unit_id.in_(actor.led_units)
    return or_(Project.organization_id.in_(leads), in_led_unit, joined_projects(actor))


def joined_projects(actor: Actor) -> ColumnElement[bool]:
    """Projects the actor has a role in (VIEW_PROJECT)."""
    return Project.organization_id.in_(actor.organization_ids) & Project.id.in_(list(actor.project_roles))


def open_measures(actor: Actor) -> ColumnElement[bool]:
    """Measures whose raw numbers the actor sees (SEE_NUMBERS)."""
    source = aliased(Measure)
    is_source = or_(source.id == Measure.numerator_measure_id, source.id == Measure.denominator_measure_id)
    closed_source = exists().where(
        source.organization_id == Measure.organization_id, is_source, ~open_by_itself(actor, source)
    )
    return and_(
        Measure.organization_id.in_(actor.organization_ids),
        Measure.project_id.in_(list(actor.project_roles)),
        open_by_itself(actor, Measure),
        ~closed_source,
    )


def open_by_itself(actor: Actor, measure: type[Measure]) -> ColumnElement[bool]:
    """Whether the measure itself is open to the actor, whatever it is computed from."""
    led = [id for id, role in actor.project_roles.items() if role is ProjectRole.LEAD]
    # A list of numbers is JSON text in both databases: "[3, 14]" is read as ",3,14,".
    listed = func.replace(func.replace(func.replace(cast(measure.insiders, String), " ", ""), "[", ","), "]", ",")
    return or_(
        measure.is_narrowed.is_(False),
        func.coalesce(measure.owner_id, 0) == actor.person_id,
        measure.owner_id.is_(None) & measure.project_id.in_(led),
        func.coalesce(measure.collector_id, 0) == actor.person_id,
        func.coalesce(measure.stand_in_id, 0) == actor.person_id,
        listed.contains(f",{actor.person_id},"),
    )


def restorable_projects(actor: Actor) -> ColumnElement[bool]:
    """Projects that the actor may take out of the bin (RESTORE_PROJECT)."""
    administered = [id for id, role in actor.organization_roles.items() if role is OrganizationRole.ADMINISTRATOR]
    led = [id for id, role in actor.project_roles.items() if role is ProjectRole.LEAD]
    return or_(
        Project.organization_id.in_(administered),
        Project.organization_id.in_(actor.organization_ids) & Project.id.in_(led),
    )
