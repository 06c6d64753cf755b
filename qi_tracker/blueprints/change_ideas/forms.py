"""Forms of change ideas: a title and a reason to begin with, the rest when it is of use."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from wtforms import Field, RadioField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from qi_tracker.blueprints.common.forms import (
    BaseForm,
    ChoiceField,
    DayField,
    DecimalField,
    LongTextField,
    ManyChoicesField,
    RadioChoiceField,
    TextField,
    options,
)
from qi_tracker.blueprints.common.people import person_choices
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.labels import choices
from qi_tracker.i18n.translate import N_
from qi_tracker.models import ChangeIdea, Measure, Person, Project
from qi_tracker.services.change_ideas import Gain, IdeaDetails, Knowledge
from qi_tracker.vocabulary import IdeaStatus, Level, ProjectNature

LONGEST_TITLE = 300
_LONGEST_ADDRESS = 1000
_SAID = {"yes": True, "no": False}


class IdeaForm(BaseForm):
    """What the idea is; who looks after it, where it works and what kind it is wait behind «Mer»."""

    title = TextField(N_("What can you try?"), [InputRequired()], longest=LONGEST_TITLE)
    description = LongTextField(N_("Why do you think it will help?"))
    owner_id = SelectField(N_("Who looks after it?"), coerce=int)
    status = RadioChoiceField(N_("Where does it stand?"), IdeaStatus, default=IdeaStatus.IDEA)
    nature = ChoiceField(N_("What does it do for the families?"), ProjectNature, empty=N_("Not said yet"))
    levels = ManyChoicesField(N_("Where does it work?"))
    is_within_reach = RadioField(N_("Is it aimed at something you can do something about?"), default="")
    systems = TextField(N_("Which systems does it touch?"), longest=500)
    measure_id = SelectField(N_("Which measure tells whether it is carried out?"), coerce=int)
    dimensions = ManyChoicesField(N_("Quality dimensions"))

    def offer(
        self,
        project: Project,
        measures: Sequence[Measure],
        dimensions: Sequence[tuple[str, str]],
        present: Person | None = None,
    ) -> None:
        """Fill in whom and what can be chosen in this project."""
        words = current_words()
        self.owner_id.choices = options(person_choices(project, present))
        self.levels.choices = options(choices(Level, words))
        self.is_within_reach.choices = options(
            [("", words.gettext("Not said yet")), ("yes", words.gettext("Yes")), ("no", words.gettext("No"))]
        )
        none = (0, words.pgettext("measure", "None yet"))
        self.measure_id.choices = options([none, *((each.id, each.name) for each in measures)])
        self.dimensions.choices = options(dimensions)

    def fill(self, idea: ChangeIdea) -> None:
        """Show what the idea is now."""
        self.process(data=present_values(idea))

    def details(self) -> IdeaDetails:
        """What the service takes."""
        systems = (part.strip() for part in (self.systems.data or "").split(","))
        return IdeaDetails(
            title=self.title.data,
            description=self.description.data or "",
            status=self.status.data,
            owner_id=self.owner_id.data or None,
            dimensions=list(self.dimensions.data or []),
            levels=[Level(level) for level in self.levels.data or []],
            nature=self.nature.data,
            is_within_reach=_SAID.get(self.is_within_reach.data or ""),
            systems=list(dict.fromkeys(part for part in systems if part)),
            measure_id=self.measure_id.data or None,
        )


def present_values(idea: ChangeIdea) -> dict[str, object]:
    """The idea as the form's fields hold it; also theirs in a conflict."""
    said = {None: "", True: "yes", False: "no"}
    return {
        "title": idea.title,
        "description": idea.description,
        "owner_id": idea.owner_id or 0,
        "status": idea.status,
        "nature": idea.nature,
        "levels": idea.levels,
        "is_within_reach": said[idea.is_within_reach],
        "systems": ", ".join(idea.systems),
        "measure_id": idea.measure_id or 0 if idea.measure is not None else 0,
        "dimensions": idea.dimensions,
        "version": idea.version,
    }


class TrialForm(BaseForm):
    """Who sees to it that it is tried, and by when: asked when that is decided, not before."""

    owner_id = SelectField(N_("Who sees to it that it is tried?"), coerce=int)
    try_by = DayField(N_("By when?"), [Optional()])

    def offer(self, project: Project, present: Person | None) -> None:
        """Fill in whom it can be."""
        self.owner_id.choices = options(person_choices(project, present))


class GainForm(BaseForm):
    """What it costs and what is expected of it, where the team wants to say."""

    cost = DecimalField(N_("What does it cost a year, in kroner?"), [Optional()])
    gain = DecimalField(N_("What does it save a year, in kroner?"), [Optional()])
    gain_text = LongTextField(N_("What do you expect to gain, in words?"))

    def written(self) -> Gain:
        """What the service takes."""
        return Gain(self.cost.data, self.gain.data, self.gain_text.data or "")


def _web_address(_form: BaseForm, field: Field) -> None:
    try:
        parts = urlsplit(field.data or "")
    except ValueError:
        parts = urlsplit("")
    if field.data and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise ValidationError(current_words().gettext("Write the whole address, beginning with https://"))


class KnowledgeForm(BaseForm):
    """Kunnskapstriangelet: three texts, and a link to what one of them builds on."""

    research = LongTextField(N_("What does research say?"))
    staff_experience = LongTextField(N_("What have the staff seen?"))
    user_knowledge = LongTextField(N_("What do those it concerns know?"))
    link_address = TextField(N_("Link to a source"), [Optional(), _web_address], longest=_LONGEST_ADDRESS)
    link_title = TextField(N_("What is the source called?"))

    def written(self) -> Knowledge:
        """What the service takes."""
        return Knowledge(
            research=self.research.data or "",
            staff_experience=self.staff_experience.data or "",
            user_knowledge=self.user_knowledge.data or "",
            link_title=self.link_title.data or "",
            link_address=self.link_address.data or "",
        )


class StatusForm(BaseForm):
    """One step on: put away, taken up again, or how it is done from now on."""

    status = ChoiceField(N_("Where does it stand?"), IdeaStatus)
