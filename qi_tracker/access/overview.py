"""Who sees what, asked of the rules themselves: for the page on privacy, its texts, and the table in the README."""

from collections.abc import Mapping
from typing import Final

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.models import Measure, Organization, Project
from qi_tracker.vocabulary import OrganizationRole, ProjectRole, Sight, Viewer

_HERE: Final = 1
_ELSEWHERE: Final = 2
_ASKER: Final = 1


def _in_project(role: ProjectRole, belonging: OrganizationRole = OrganizationRole.MEMBER) -> Actor:
    return Actor(
        _ASKER,
        organization_roles={_HERE: belonging},
        project_roles={_HERE: role},
        project_organizations=frozenset({_HERE}),
    )


def _in_organization(role: OrganizationRole, organization_id: int = _HERE) -> Actor:
    return Actor(_ASKER, organization_roles={organization_id: role})


_ACTORS: Final[Mapping[Viewer, Actor]] = {
    Viewer.PROJECT_LEAD: _in_project(ProjectRole.LEAD),
    Viewer.PROJECT_MEMBER: _in_project(ProjectRole.MEMBER),
    Viewer.PROJECT_READER: _in_project(ProjectRole.READER),
    Viewer.GUEST: _in_project(ProjectRole.MEMBER, OrganizationRole.GUEST),
    Viewer.LEADER: _in_organization(OrganizationRole.LEADER),
    Viewer.UNIT_LEADER: Actor(
        _ASKER, organization_roles={_HERE: OrganizationRole.MEMBER}, led_units=frozenset({_HERE})
    ),
    Viewer.PRIVACY_OFFICER: _in_organization(OrganizationRole.PRIVACY_OFFICER),
    Viewer.ADMINISTRATOR: _in_organization(OrganizationRole.ADMINISTRATOR),
    Viewer.MEMBER: _in_organization(OrganizationRole.MEMBER),
    Viewer.OPERATOR: Actor(_ASKER, is_operator=True),
    Viewer.OUTSIDER: _in_organization(OrganizationRole.ADMINISTRATOR, _ELSEWHERE),
}
PERMISSIONS: Final[Mapping[Sight, Permission]] = {
    Sight.OUTLINE: Permission.SEE_PROJECT,
    Sight.VERDICTS: Permission.SEE_VERDICTS,
    Sight.WIDER: Permission.SEE_WIDER,
    Sight.NUMBERS: Permission.SEE_NUMBERS,
    Sight.PRIVACY: Permission.VIEW_PRIVACY,
}


def who_sees_what() -> Mapping[Viewer, Mapping[Sight, bool]]:
    """For each viewer, whether the rules let them see it, of a project in a unit and a measure that is not narrowed."""
    project = Project(id=_HERE, organization_id=_HERE, unit_id=_HERE)
    targets = {
        Sight.OUTLINE: project,
        Sight.VERDICTS: project,
        Sight.WIDER: project,
        Sight.NUMBERS: Measure(organization_id=_HERE, project=project, is_narrowed=False, insiders=[]),
        Sight.PRIVACY: Organization(id=_HERE),
    }
    return {
        viewer: {sight: allows(actor, PERMISSIONS[sight], targets[sight]) for sight in Sight}
        for viewer, actor in _ACTORS.items()
    }
