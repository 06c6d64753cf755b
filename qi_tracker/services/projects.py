"""Improvement projects: started with three questions, who takes part, where the work stands."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from qi_tracker.access.actors import Actor
from qi_tracker.access.scope import joined_projects, visible_projects
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    ChangeIdea,
    Measure,
    Organization,
    Person,
    Project,
    ProjectMembership,
)
from qi_tracker.services.belonging import require_member_or_guest
from qi_tracker.services.duties import hand_over
from qi_tracker.services.guests import be_guest_again, end_guest_without_project, hold_guest, is_guest
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.services.units import hold_tree, live_unit
from qi_tracker.vocabulary import (
    Direction,
    Level,
    MeasureKind,
    OrganizationRole,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ValueType,
)

TITLE_LENGTH = 80

# What the values of a measure are counted in when its team need not say; days are named in the reader's language.
UNITS = {ValueType.PROPORTION: "%"}


@dataclass(frozen=True, slots=True)
class ThreeQuestions:
    """The five answers a project is started with, and a short name if there is one."""

    aim: str
    measure_name: str
    value_type: ValueType
    direction: Direction
    first_idea: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ProjectDetails:
    """What the form of a project holds."""

    title: str
    challenge: str
    lesson: str
    status: ProjectStatus
    phase: ProjectPhase
    nature: ProjectNature | None
    levels: list[Level]
    # The part of the organisation that owns it; None: the organisation as such.
    unit_id: int | None


def projects_of(actor: Actor) -> Sequence[Project]:
    """The projects the actor takes part in, the latest first."""
    return db.session.scalars(
        select(Project)
        .where(joined_projects(actor), Project.status != ProjectStatus.ARCHIVED)
        .options(joinedload(Project.organization), joinedload(Project.unit))
        .order_by(Project.id.desc())
    ).all()


def other_projects(actor: Actor) -> Sequence[Project]:
    """Projects of the actor's organisations that they see and take no part in."""
    return db.session.scalars(
        select(Project)
        .where(visible_projects(actor), ~joined_projects(actor), Project.status != ProjectStatus.ARCHIVED)
        .options(joinedload(Project.organization), joinedload(Project.unit))
        .order_by(func.lower(Project.title))
    ).all()


def start_project(actor: Actor, organization: Organization, answers: ThreeQuestions) -> Measure:
    """A project with its aim, outcome measure and first change idea; the actor leads it.

    Returns
    -------
    The measure, since its first numbers are what comes next.
    """
    project = Project(organization_id=organization.id, title=answers.title or shortened(answers.aim))
    db.session.add(project)
    db.session.flush()
    tenant = {"organization_id": organization.id, "project_id": project.id}
    measure = Measure(
        **tenant,
        name=answers.measure_name,
        kind=MeasureKind.OUTCOME,
        value_type=answers.value_type,
        unit=UNITS.get(answers.value_type, ""),
        direction=answers.direction,
        owner_id=actor.person_id,
        collector_id=actor.person_id,
    )
    lead = ProjectMembership(**tenant, person_id=actor.person_id, role=ProjectRole.LEAD)
    idea = ChangeIdea(**tenant, title=answers.first_idea, owner_id=actor.person_id)
    db.session.add_all([measure, lead, idea])
    db.session.flush()
    db.session.add(Aim(**tenant, statement=answers.aim, measure_id=measure.id, unit=measure.unit))
    db.session.flush()
    return measure


def shortened(text: str) -> str:
    """The first words of a text, as a name until a better one is found."""
    if len(text) <= TITLE_LENGTH:
        return text
    return text[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"


def edit_project(project: Project, seen_version: int | None, details: ProjectDetails) -> None:
    """Change what the project says of itself, and which unit it belongs to.

    Raises
    ------
    InvalidInput
        If the unit is gone.
    """
    if details.unit_id != project.unit_id:
        hold_tree(project.organization_id)
        live_unit(project.organization_id, details.unit_id, "unit_id")
    changes = asdict(details) | {"levels": [level.value for level in details.levels]}
    apply_changes(project, seen_version, changes)


def delete_project(project: Project, seen_version: int | None) -> None:
    """Put the project, with all that is in it, in the bin."""
    put_in_bin(project, seen_version)


def people_of(project: Project) -> Sequence[ProjectMembership]:
    """Who takes part, by name."""
    return db.session.scalars(
        select(ProjectMembership)
        .join(Person)
        .where(ProjectMembership.organization_id == project.organization_id, ProjectMembership.project_id == project.id)
        .options(joinedload(ProjectMembership.person))
        .order_by(Person.name)
    ).all()


def enter_project(project: Project, person_id: int, role: ProjectRole) -> ProjectMembership:
    """Give the person a role in the project; one who has a role keeps it.

    Raises
    ------
    InvalidInput
        If the person neither belongs to the organisation nor is its guest, or is a guest and would lead the project.
    """
    belonging = require_member_or_guest(project.organization_id, person_id, "person_id")
    _let_no_guest_lead(role, belonging is OrganizationRole.GUEST)
    present = db.session.scalar(select(ProjectMembership).filter_by(project_id=project.id, person_id=person_id))
    if present is not None:
        return present
    membership = ProjectMembership(
        organization_id=project.organization_id, project_id=project.id, person_id=person_id, role=role
    )
    db.session.add(membership)
    flush()
    return membership


def change_project_role(membership: ProjectMembership, seen_version: int | None, role: ProjectRole) -> None:
    """Give the person another role in the project.

    Raises
    ------
    InvalidInput
        If the project would be left without a lead, or be led by a guest.
    """
    _let_no_guest_lead(role, is_guest(membership.organization_id, membership.person_id))
    if role is not ProjectRole.LEAD:
        _keep_a_lead(membership)
    apply_changes(membership, seen_version, {"role": role})
    if role is ProjectRole.READER:
        hand_over(membership)


def make_way_in_project(present: ProjectMembership, other: ProjectMembership) -> None:
    """Let another role of the same person take the place of the present one.

    Raises
    ------
    InvalidInput
        If the project would be left without a lead.
    """
    if other.role is not ProjectRole.LEAD:
        _keep_a_lead(present)
    if other.role is ProjectRole.READER:
        hand_over(present)


def leave_project(membership: ProjectMembership, seen_version: int | None) -> None:
    """End the person's role in the project.

    Raises
    ------
    InvalidInput
        If the project would be left without a lead.
    """
    hold_guest(membership.organization_id, membership.person_id)
    _keep_a_lead(membership)
    _leave(membership, seen_version)
    end_guest_without_project(membership.organization_id, membership.person_id)


def _leave(membership: ProjectMembership, seen_version: int | None) -> None:
    put_in_bin(membership, seen_version)
    hand_over(membership)


def check_is_member(membership: ProjectMembership) -> None:
    """Let only those have a role in the project again who still belong to its organisation, or were its guests.

    Raises
    ------
    InvalidInput
        If the person has left it, or is a guest and would lead the project.
    """
    be_guest_again(membership.organization_id, membership.person_id)
    belonging = require_member_or_guest(membership.organization_id, membership.person_id)
    _let_no_guest_lead(membership.role, belonging is OrganizationRole.GUEST)


def _let_no_guest_lead(role: ProjectRole, is_guest: bool) -> None:
    """Whoever leads a project chooses among the organisation's people, whom a guest does not see."""
    if is_guest and role is ProjectRole.LEAD:
        raise InvalidInput("guest_leads", field="role")


def leave_projects(organization_id: int, person_id: int) -> None:
    """End the roles of a person who leaves the organisation, also where a project loses its lead by it."""
    memberships = db.session.scalars(
        select(ProjectMembership).filter_by(organization_id=organization_id, person_id=person_id)
    ).all()
    for membership in memberships:
        _leave(membership, membership.version)


def _keep_a_lead(membership: ProjectMembership) -> None:
    # Two leads who remove each other take turns, and the second finds no other left.
    db.session.execute(select(Project.id).where(Project.id == membership.project_id).with_for_update())
    others = db.session.scalar(
        select(ProjectMembership.id)
        .where(
            ProjectMembership.project_id == membership.project_id,
            ProjectMembership.role == ProjectRole.LEAD,
            ProjectMembership.id != membership.id,
        )
        .limit(1)
    )
    if membership.role is ProjectRole.LEAD and others is None:
        raise InvalidInput("last_lead")
