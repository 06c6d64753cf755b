"""Forms of change ideas."""

from collections.abc import Sequence

from wtforms import SelectField
from wtforms.validators import InputRequired

from qi_tracker.blueprints.common.forms import (
    BaseForm,
    LongTextField,
    ManyChoicesField,
    RadioChoiceField,
    TextField,
    options,
)
from qi_tracker.blueprints.common.people import person_choices
from qi_tracker.i18n.translate import N_
from qi_tracker.models import ChangeIdea, Person, Project
from qi_tracker.services.change_ideas import IdeaDetails
from qi_tracker.vocabulary import IdeaStatus

LONGEST_TITLE = 300


class IdeaForm(BaseForm):
    """What the idea is, whose it is, and where it stands."""

    title = TextField(N_("What can you try?"), [InputRequired()], longest=LONGEST_TITLE)
    description = LongTextField(N_("Why do you think it will help?"))
    owner_id = SelectField(N_("Who looks after it?"), coerce=int)
    status = RadioChoiceField(N_("Where does it stand?"), IdeaStatus, default=IdeaStatus.IDEA)
    dimensions = ManyChoicesField(N_("Quality dimensions"))

    def offer(self, project: Project, dimensions: Sequence[tuple[str, str]], present: Person | None = None) -> None:
        """Fill in whom and what can be chosen in this project."""
        self.owner_id.choices = options(person_choices(project, present))
        self.dimensions.choices = options(dimensions)

    def fill(self, idea: ChangeIdea) -> None:
        """Show what the idea is now."""
        self.process(data=present_values(idea))

    def details(self) -> IdeaDetails:
        """What the service takes."""
        return IdeaDetails(
            title=self.title.data,
            description=self.description.data or "",
            status=self.status.data,
            owner_id=self.owner_id.data or None,
            dimensions=list(self.dimensions.data or []),
        )


def present_values(idea: ChangeIdea) -> dict[str, object]:
    """The idea as the form's fields hold it; also theirs in a conflict."""
    return {
        "title": idea.title,
        "description": idea.description,
        "owner_id": idea.owner_id or 0,
        "status": idea.status,
        "dimensions": idea.dimensions,
        "version": idea.version,
    }
