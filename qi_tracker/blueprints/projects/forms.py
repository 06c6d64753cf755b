"""Forms of projects and of who takes part in them."""

from collections.abc import Sequence

from wtforms import Field, SelectField
from wtforms.validators import InputRequired, ValidationError

from qi_tracker.access.actors import Actor
from qi_tracker.blueprints.common.forms import (
    BaseForm,
    ChoiceField,
    LongTextField,
    ManyChoicesField,
    RadioChoiceField,
    TextField,
    options,
    sentence_of,
)
from qi_tracker.blueprints.common.inviting import InvitingForm
from qi_tracker.blueprints.common.units import UnitField
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.labels import choices
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Organization, Project
from qi_tracker.services.invitations import InvitationDetails
from qi_tracker.services.projects import ProjectDetails, ThreeQuestions
from qi_tracker.services.units import tree_of
from qi_tracker.vocabulary import (
    Direction,
    Level,
    OrganizationRole,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ValueType,
)


class ThreeQuestionsForm(BaseForm):
    """What a project is started with: five answers."""

    aim = TextField(N_("The aim in plain words, and for whom"), [InputRequired()], longest=1000)
    measure_name = TextField(N_("What will you count?"), [InputRequired()])
    value_type = RadioChoiceField(N_("What is one number?"), ValueType)
    direction = RadioChoiceField(N_("Which way is better?"), Direction)
    first_idea = TextField(N_("The first thing you will try"), [InputRequired()], longest=300)
    title = TextField(N_("A short name for the project"))
    organization_id = SelectField(N_("Organisation"), coerce=int)

    def offer(self, organizations: Sequence[Organization]) -> None:
        """Fill in where the project can belong; not asked when there is one place only."""
        self.organization_id.choices = options((organization.id, organization.name) for organization in organizations)
        if len(organizations) == 1:
            self.organization_id.data = organizations[0].id
            self.organization_id.raw_data = [str(organizations[0].id)]

    def answers(self) -> ThreeQuestions:
        """What the service takes."""
        return ThreeQuestions(
            aim=self.aim.data,
            measure_name=self.measure_name.data,
            value_type=self.value_type.data,
            direction=self.direction.data,
            first_idea=self.first_idea.data,
            title=self.title.data or "",
        )


class ProjectForm(BaseForm):
    """What a project says of itself."""

    title = TextField(N_("Name of the project"), [InputRequired()])
    phase = ChoiceField(N_("Phase"), ProjectPhase, default=ProjectPhase.PLAN)
    status = ChoiceField(N_("Status"), ProjectStatus, default=ProjectStatus.ACTIVE)
    challenge = LongTextField(N_("The state of things that the work starts from"))
    nature = ChoiceField(N_("What kind of work is it?"), ProjectNature, empty=N_("Not chosen yet"))
    levels = ManyChoicesField(N_("Where does it work?"))
    unit_id = UnitField(N_("Unit"))
    lesson = LongTextField(N_("What have you learnt?"))

    def offer(self, actor: Actor, project: Project) -> None:
        """Fill in what can be chosen. A guest sees no units, and leaves the project where it is."""
        self.unit_id.offer(tree_of(actor, project.organization_id), project.organization.name)
        if project.organization_id not in actor.organization_roles:
            self.unit_id.keep(project.unit_id)
        self.levels.choices = options(choices(Level, current_words()))

    def fill(self, project: Project) -> None:
        """Show what the project is now."""
        self.process(obj=project)

    def details(self) -> ProjectDetails:
        """What the service takes."""
        return ProjectDetails(
            title=self.title.data,
            challenge=self.challenge.data or "",
            lesson=self.lesson.data or "",
            status=self.status.data,
            phase=self.phase.data,
            nature=self.nature.data,
            levels=[Level(level) for level in self.levels.data or []],
            unit_id=self.unit_id.data,
        )


class AddPersonForm(BaseForm):
    """Somebody of the organisation into the project."""

    person_id = SelectField(N_("Who?"), coerce=int)
    role = RadioChoiceField(N_("As what?"), ProjectRole, default=ProjectRole.MEMBER)


class ProjectInvitationForm(InvitingForm):
    """Somebody without an account into the project."""

    belonging = RadioChoiceField(
        N_("Member or guest?"),
        OrganizationRole,
        among=(OrganizationRole.MEMBER, OrganizationRole.GUEST),
        default=OrganizationRole.MEMBER,
    )
    role = RadioChoiceField(N_("As what?"), ProjectRole, default=ProjectRole.MEMBER)

    def validate_role(self, field: Field) -> None:
        """A guest never leads."""
        if self.belonging.data is OrganizationRole.GUEST and field.data is ProjectRole.LEAD:
            raise ValidationError(sentence_of(InvalidInput("guest_leads")))

    def details(self, project: Project) -> InvitationDetails:
        """What the service takes."""
        return InvitationDetails(self.note.data or "", self.belonging.data, project.id, self.role.data, self.mailed_to)


class ProjectRoleForm(BaseForm):
    """Another role for somebody in the project."""

    role = RadioChoiceField(N_("As what?"), ProjectRole)
