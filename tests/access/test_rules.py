"""The table of rules, spelled out a second time: every permission, for everyone, on one's own and on others' things."""

from collections.abc import Iterator, Mapping

import pytest

from qi_tracker.access import rules
from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.predicates import is_signed_in
from qi_tracker.access.rules import allows, require
from qi_tracker.errors import Forbidden, NotFound
from qi_tracker.models import (
    Aim,
    Annotation,
    Base,
    CauseAnalysis,
    ChangeIdea,
    ContextSeries,
    DocumentLink,
    Driver,
    DriverLink,
    Exclusion,
    Freeze,
    HelpRequest,
    Import,
    ImportDraft,
    Measure,
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
    StarRound,
    Sustainment,
    Task,
)
from qi_tracker.vocabulary import OrganizationRole, ProjectRole

OWN, OTHER = 1, 2
NOBODY_HERE = 99

ACTORS: Mapping[str, Actor] = {
    "administrator": Actor(1, organization_roles={OWN: OrganizationRole.ADMINISTRATOR}),
    "leader": Actor(2, organization_roles={OWN: OrganizationRole.LEADER}),
    # Looks after privacy, and sees what a member does beside.
    "privacy officer": Actor(13, organization_roles={OWN: OrganizationRole.PRIVACY_OFFICER}),
    "plain member": Actor(3, organization_roles={OWN: OrganizationRole.MEMBER}),
    "lead": Actor(4, False, {OWN: OrganizationRole.MEMBER}, {OWN: ProjectRole.LEAD}, frozenset({OWN})),
    "member": Actor(5, False, {OWN: OrganizationRole.MEMBER}, {OWN: ProjectRole.MEMBER}, frozenset({OWN})),
    "reader": Actor(6, False, {OWN: OrganizationRole.MEMBER}, {OWN: ProjectRole.READER}, frozenset({OWN})),
    # Administers the organisation and reads along in the project.
    "reading administrator": Actor(
        12, False, {OWN: OrganizationRole.ADMINISTRATOR}, {OWN: ProjectRole.READER}, frozenset({OWN})
    ),
    # Somebody of another organisation, invited to the project alone.
    "guest": Actor(7, False, {OWN: OrganizationRole.GUEST}, {OWN: ProjectRole.MEMBER}, frozenset({OWN})),
    # The same in another project of the organisation: nothing of this one is theirs, nor of the organisation.
    "guest elsewhere": Actor(
        14, False, {OWN: OrganizationRole.GUEST}, {OTHER + 1: ProjectRole.MEMBER}, frozenset({OWN}), frozenset({OWN})
    ),
    "operator": Actor(8, is_operator=True),
    # Leads the unit that the project belongs to.
    "unit leader": Actor(9, organization_roles={OWN: OrganizationRole.MEMBER}, led_units=frozenset({OWN})),
    # Has left the organisation, whatever is left of their leading.
    "former unit leader": Actor(10, led_units=frozenset({OWN, OTHER})),
    # Leads a unit beside it.
    "sibling's leader": Actor(11, organization_roles={OWN: OrganizationRole.MEMBER}, led_units=frozenset({OTHER + 1})),
    "nobody": Actor(),
}
ADMINISTRATORS = {"administrator", "reading administrator"}
BELONGING = ADMINISTRATORS | {
    "leader", "privacy officer", "plain member", "lead", "member", "reader", "unit leader", "sibling's leader"
}  # fmt: skip
READING = {"reader", "reading administrator"}
TAKING_PART = READING | {"lead", "member", "guest"}
EVERYONE = set(ACTORS) - {"nobody"}

# Who has the permission to something of their own organisation or project.
EXPECTED: Mapping[Permission, set[str]] = {
    Permission.USE: EVERYONE,
    Permission.READ_LIBRARY: BELONGING,
    Permission.CREATE_ORGANIZATION: {"operator"},
    Permission.MANAGE_ACCOUNTS: {"operator"},
    Permission.INVITE_FIRST_ADMINISTRATOR: {"operator"},
    Permission.VIEW_ORGANIZATION: BELONGING,
    Permission.MANAGE_ORGANIZATION: ADMINISTRATORS,
    Permission.CREATE_PROJECT: BELONGING,
    Permission.VIEW_PRIVACY: ADMINISTRATORS | {"privacy officer"},
    Permission.MANAGE_PRIVACY: ADMINISTRATORS | {"privacy officer"},
    Permission.SEE_PROJECT: BELONGING | {"guest"},
    Permission.SEE_VERDICTS: TAKING_PART | {"leader", "unit leader"},
    Permission.SEE_WIDER: TAKING_PART | {"leader", "unit leader"},
    Permission.VIEW_PROJECT: TAKING_PART,
    Permission.EDIT_PROJECT: TAKING_PART - READING,
    Permission.SEE_NUMBERS: TAKING_PART,
    Permission.ENTER_NUMBERS: TAKING_PART - READING,
    Permission.DECIDE_CHART: TAKING_PART - READING,
    # Of a measure without an owner.
    Permission.DECIDE_INSIDERS: {"lead"},
    Permission.USE_IMPORT_DRAFT: TAKING_PART - READING,
    Permission.CLOSE_SCORING: {"lead"},
    Permission.MANAGE_PROJECT_PEOPLE: ADMINISTRATORS | {"lead"},
    Permission.SHARE_PROJECT: {"lead"},
    # Of what somebody else is asked, and of what they are asked themselves.
    Permission.SEE_HELP_REQUEST: TAKING_PART,
    Permission.ANSWER_HELP_REQUEST: BELONGING | {"guest"},
    Permission.DELETE_PROJECT: {"lead"},
    Permission.RESTORE_PROJECT: ADMINISTRATORS | {"lead"},
    Permission.REDACT_HISTORY: {"lead", "reading administrator"},
}
# Those whose rights do not come from belonging anywhere.
ANYWHERE = {
    Permission.USE: EVERYONE,
    Permission.READ_LIBRARY: BELONGING,
    Permission.CREATE_ORGANIZATION: {"operator"},
    Permission.MANAGE_ACCOUNTS: {"operator"},
    Permission.INVITE_FIRST_ADMINISTRATOR: {"operator"},
}
WITHOUT_TARGET = (Permission.USE, Permission.READ_LIBRARY, Permission.CREATE_ORGANIZATION, Permission.MANAGE_ACCOUNTS)
ON_ORGANIZATIONS = {
    Permission.INVITE_FIRST_ADMINISTRATOR,
    Permission.VIEW_ORGANIZATION,
    Permission.MANAGE_ORGANIZATION,
    Permission.CREATE_PROJECT,
    Permission.VIEW_PRIVACY,
    Permission.MANAGE_PRIVACY,
}

ON_MEASURES = {
    Permission.SEE_NUMBERS,
    Permission.ENTER_NUMBERS,
    Permission.DECIDE_CHART,
    Permission.DECIDE_INSIDERS,
}


def project_in(organization_id: int) -> Project:
    """Of the organisation, in its only unit."""
    return Project(id=organization_id, organization_id=organization_id, unit_id=organization_id)


def target_of(permission: Permission, organization_id: int, actor: Actor) -> Base | None:
    """Something that the permission is asked for, in this organisation; a draft is the actor's own."""
    if permission in WITHOUT_TARGET:
        return None
    if permission in ON_ORGANIZATIONS:
        return Organization(id=organization_id)
    project = project_in(organization_id)
    measure = Measure(organization_id=organization_id, project=project)
    if permission in ON_MEASURES:
        return measure
    if permission in (Permission.SEE_HELP_REQUEST, Permission.ANSWER_HELP_REQUEST):
        asked_of = actor.person_id if permission is Permission.ANSWER_HELP_REQUEST else NOBODY_HERE
        return HelpRequest(organization_id=organization_id, project=project, asked_of_id=asked_of)
    if permission is Permission.USE_IMPORT_DRAFT:
        return ImportDraft(organization_id=organization_id, measure=measure, person_id=actor.person_id)
    return project


def departures(expected: Mapping[Permission, set[str]], organization_id: int) -> Iterator[str]:
    """Where the rules say something else than this table."""
    for permission in Permission:
        for name, actor in ACTORS.items():
            allowed = allows(actor, permission, target_of(permission, organization_id, actor))
            if allowed != (name in expected.get(permission, set())):
                yield f"{name} {'may' if allowed else 'may not'} {permission}"


def test_everyone_has_exactly_the_permissions_of_the_table() -> None:
    assert list(departures(EXPECTED, OWN)) == []


def test_nobody_has_a_permission_in_another_organisation() -> None:
    assert list(departures(ANYWHERE, OTHER)) == []


def test_the_table_names_every_permission() -> None:
    assert set(EXPECTED) == set(Permission) == set(rules.RULES)


@pytest.mark.parametrize("permission", Permission)
def test_a_rule_made_wider_is_seen(permission: Permission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", {**rules.RULES, permission: [lambda _actor, _target: True]})
    assert any(departure.endswith(f" may {permission}") for departure in departures(EXPECTED, OWN))


@pytest.mark.parametrize("permission", sorted(set(Permission) - {Permission.USE}))
def test_a_rule_that_forgets_the_organisation_is_seen(permission: Permission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", {**rules.RULES, permission: [is_signed_in]})
    assert any(departure.endswith(f" may {permission}") for departure in departures(ANYWHERE, OTHER))


@pytest.mark.parametrize("permission", Permission)
def test_a_rule_taken_away_is_seen(permission: Permission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", {**rules.RULES, permission: []})
    assert any(departure.endswith(f" may not {permission}") for departure in departures(EXPECTED, OWN))


def things_of(project: Project) -> list[Base]:
    """One of everything that belongs to a project."""
    tenant = {"organization_id": project.organization_id}
    measure = Measure(**tenant, project=project)
    idea = ChangeIdea(**tenant, project=project)
    meeting = Meeting(**tenant, project=project)
    return [
        measure,
        idea,
        Aim(**tenant, project=project),
        ProjectMembership(**tenant, project=project),
        PdsaCycle(**tenant, change_idea=idea),
        Task(**tenant, project=project),
        *(
            kind(**tenant, project=project)
            for kind in (
                ContextSeries,
                Stakeholder,
                DocumentLink,
                Driver,
                DriverLink,
                StarRound,
                CauseAnalysis,
                Sustainment,
                HelpRequest,
            )
        ),
        meeting,
        MeetingDecision(**tenant, meeting=meeting),
        *(
            kind(**tenant, measure=measure)
            for kind in (Phase, Freeze, Pause, Exclusion, Observation, Annotation, Import)
        ),
    ]


@pytest.mark.parametrize("name", ACTORS)
def test_what_belongs_to_a_project_is_as_open_as_the_project(name: str) -> None:
    actor, project = ACTORS[name], project_in(OWN)
    for permission in (
        Permission.SEE_PROJECT,
        Permission.SEE_VERDICTS,
        Permission.SEE_WIDER,
        Permission.VIEW_PROJECT,
        Permission.EDIT_PROJECT,
    ):
        for thing in things_of(project):
            assert allows(actor, permission, thing) == allows(actor, permission, project), (permission, thing)


@pytest.mark.parametrize("name", ACTORS)
def test_what_belongs_to_a_deleted_project_is_nobodys(name: str) -> None:
    orphan = Measure(organization_id=OWN, project=None)
    assert not any(
        allows(ACTORS[name], permission, orphan)
        for permission in set(Permission) - {*ON_ORGANIZATIONS, *WITHOUT_TARGET}
    )


@pytest.mark.parametrize("name", ["leader", "unit leader", "plain member"])
def test_whoever_is_asked_for_help_sees_the_question_and_no_numbers(name: str) -> None:
    actor, project = ACTORS[name], project_in(OWN)
    asked = HelpRequest(organization_id=OWN, project=project, asked_of_id=actor.person_id)
    assert allows(actor, Permission.SEE_HELP_REQUEST, asked)
    assert not allows(actor, Permission.EDIT_PROJECT, asked)
    assert not allows(actor, Permission.SEE_NUMBERS, Measure(organization_id=OWN, project=project))
    asked_elsewhere = HelpRequest(organization_id=OTHER, project=project_in(OTHER), asked_of_id=actor.person_id)
    assert not allows(actor, Permission.SEE_HELP_REQUEST, asked_elsewhere)


def test_a_draft_is_nobody_elses() -> None:
    project = Project(id=OWN, organization_id=OWN)
    measure = Measure(organization_id=OWN, project=project)
    draft = ImportDraft(organization_id=OWN, measure=measure, person_id=ACTORS["member"].person_id)
    with pytest.raises(NotFound):
        require(ACTORS["lead"], Permission.USE_IMPORT_DRAFT, draft)


def test_the_permission_to_a_draft_is_to_drafts_alone() -> None:
    project = Project(id=OWN, organization_id=OWN)
    assert not allows(ACTORS["lead"], Permission.USE_IMPORT_DRAFT, project)
    assert not allows(ACTORS["lead"], Permission.USE_IMPORT_DRAFT, None)


@pytest.mark.parametrize("name", ["operator", "nobody"])
def test_outsiders_are_not_told_that_a_thing_exists(name: str) -> None:
    with pytest.raises(NotFound):
        require(ACTORS[name], Permission.VIEW_PROJECT, Project(id=OWN, organization_id=OWN))
    with pytest.raises(NotFound):
        require(ACTORS[name], Permission.MANAGE_ORGANIZATION, Organization(id=OWN))


def test_those_who_see_a_thing_are_told_that_they_may_not() -> None:
    with pytest.raises(Forbidden):
        require(ACTORS["plain member"], Permission.VIEW_PROJECT, Project(id=OWN, organization_id=OWN))
    with pytest.raises(Forbidden):
        require(ACTORS["leader"], Permission.MANAGE_ORGANIZATION, Organization(id=OWN))
    with pytest.raises(Forbidden):
        require(ACTORS["leader"], Permission.CREATE_ORGANIZATION)
