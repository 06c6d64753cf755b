"""THE table: who may do what. Any one predicate is enough. No other module decides access."""

from collections.abc import Mapping, Sequence

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.predicates import (
    Predicate,
    belongs_somewhere,
    both,
    has_organization_role,
    has_project_role,
    is_asked_for_help,
    is_inside,
    is_operator,
    is_organization,
    is_own_context_draft,
    is_own_draft,
    is_signed_in,
    leads_unit_of,
    owns_measure,
)
from qi_tracker.errors import Forbidden, NotFound
from qi_tracker.models import Base, Organization
from qi_tracker.vocabulary import BELONGING, OrganizationRole, ProjectRole

_administers = has_organization_role(OrganizationRole.ADMINISTRATOR)
_looks_after_privacy = has_organization_role(OrganizationRole.PRIVACY_OFFICER, OrganizationRole.ADMINISTRATOR)
_leads_organization = has_organization_role(OrganizationRole.LEADER)
_belongs = has_organization_role(*BELONGING)
_leads_project = has_project_role(ProjectRole.LEAD)
_works_in_project = has_project_role(ProjectRole.LEAD, ProjectRole.MEMBER)
_is_in_project = has_project_role(*ProjectRole)
_works_inside = both(_works_in_project, is_inside)

RULES: Mapping[Permission, Sequence[Predicate]] = {
    Permission.USE: [is_signed_in],
    Permission.READ_LIBRARY: [belongs_somewhere],
    Permission.CREATE_ORGANIZATION: [is_operator],
    Permission.MANAGE_ACCOUNTS: [is_operator],
    Permission.INVITE_FIRST_ADMINISTRATOR: [is_operator],
    Permission.VIEW_ORGANIZATION: [_belongs],
    Permission.MANAGE_ORGANIZATION: [_administers],
    Permission.VIEW_PRIVACY: [_looks_after_privacy],
    Permission.MANAGE_PRIVACY: [_looks_after_privacy],
    Permission.CREATE_PROJECT: [_belongs],
    Permission.SEE_PROJECT: [_belongs, _is_in_project],
    Permission.SEE_VERDICTS: [_leads_organization, leads_unit_of, _is_in_project],
    Permission.SEE_WIDER: [_leads_organization, leads_unit_of, _is_in_project],
    Permission.VIEW_PROJECT: [_is_in_project],
    Permission.EDIT_PROJECT: [_works_in_project],
    Permission.SEE_NUMBERS: [both(_is_in_project, is_inside)],
    Permission.ENTER_NUMBERS: [_works_inside],
    Permission.DECIDE_CHART: [_works_inside],
    Permission.DECIDE_INSIDERS: [both(_is_in_project, owns_measure)],
    Permission.USE_IMPORT_DRAFT: [both(_works_inside, is_own_draft), both(_works_in_project, is_own_context_draft)],
    Permission.CLOSE_SCORING: [_leads_project],
    Permission.MANAGE_PROJECT_PEOPLE: [_leads_project, _administers],
    Permission.SHARE_PROJECT: [_leads_project],
    # A leader who is asked sees the question, though no numbers; who has left the organisation sees nothing.
    Permission.SEE_HELP_REQUEST: [_is_in_project, both(_belongs, is_asked_for_help)],
    Permission.ANSWER_HELP_REQUEST: [both(_is_in_project, is_asked_for_help), both(_belongs, is_asked_for_help)],
    Permission.DELETE_PROJECT: [_leads_project],
    Permission.RESTORE_PROJECT: [_leads_project, _administers],
    # One must see a text to erase it: an administrator outside the project does not.
    Permission.REDACT_HISTORY: [
        _leads_project,
        both(_administers, _is_in_project),
        both(_administers, is_organization),
    ],
}


def allows(actor: Actor, permission: Permission, target: Base | None = None) -> bool:
    """Whether the actor may do this with the target."""
    return any(predicate(actor, target) for predicate in RULES[permission])


def require(actor: Actor, permission: Permission, target: Base | None = None) -> None:
    """Let pass who may.

    Raises
    ------
    NotFound
        To outsiders, who are not told that the target exists, and for what is somebody else's alone.
    Forbidden
        To those who see the target and may not do this.
    """
    if allows(actor, permission, target):
        return
    if target is None:
        raise Forbidden
    sees = Permission.VIEW_ORGANIZATION if isinstance(target, Organization) else Permission.SEE_PROJECT
    if permission is Permission.USE_IMPORT_DRAFT or not allows(actor, sees, target):
        raise NotFound
    raise Forbidden
