"""The rules as conditions of a SELECT, for lists. A test proves that they agree with `rules.py`."""

from sqlalchemy import ColumnElement, or_

from qi_tracker.access.actors import Actor
from qi_tracker.models import Membership, Organization, Project, Unit
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


def restorable_projects(actor: Actor) -> ColumnElement[bool]:
    """Projects that the actor may take out of the bin (RESTORE_PROJECT)."""
    administered = [id for id, role in actor.organization_roles.items() if role is OrganizationRole.ADMINISTRATOR]
    led = [id for id, role in actor.project_roles.items() if role is ProjectRole.LEAD]
    return or_(
        Project.organization_id.in_(administered),
        Project.organization_id.in_(actor.organization_ids) & Project.id.in_(led),
    )
