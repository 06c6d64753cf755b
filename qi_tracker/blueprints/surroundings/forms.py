"""Forms of those whom the work concerns, of its background, and of links to documents."""

from wtforms.validators import InputRequired

from qi_tracker.blueprints.common.forms import (
    BaseForm,
    LongTextField,
    ManyChoicesField,
    RadioChoiceField,
    TextField,
    options,
)
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.labels import choices
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Project
from qi_tracker.services.surroundings import Background, LinkDetails, StakeholderDetails
from qi_tracker.vocabulary import StakeholderKind, StrategyArea

LONGEST_ADDRESS = 1000


class StakeholderForm(BaseForm):
    """Who, what they are to the work, and how they take part."""

    kind = RadioChoiceField(N_("What are they to the work?"), StakeholderKind, default=StakeholderKind.SPONSOR)
    name = TextField(N_("Who?"), [InputRequired()])
    involvement = LongTextField(N_("How do they take part?"))

    def details(self) -> StakeholderDetails:
        """What the service takes."""
        return StakeholderDetails(self.kind.data, self.name.data, self.involvement.data or "")


class LinkForm(BaseForm):
    """A link to where a document is kept."""

    title = TextField(N_("What is it called?"), [InputRequired()])
    address = TextField(N_("Address"), [InputRequired()], longest=LONGEST_ADDRESS)

    def details(self) -> LinkDetails:
        """What the service takes."""
        return LinkDetails(self.title.data, self.address.data)


class BackgroundForm(BaseForm):
    """What matters to those concerned, the duty behind the work, and the areas of the strategy."""

    what_matters = LongTextField(N_("What matters to those it is about?"))
    legal_basis = LongTextField(N_("Legal duty or guideline"))
    strategy_areas = ManyChoicesField(N_("Areas of the strategy «Equal opportunities in childhood»"))
    own_areas = TextField(N_("Other areas"))

    def offer(self) -> None:
        """Fill in the areas that can be chosen."""
        self.strategy_areas.choices = options(choices(StrategyArea, current_words()))

    def fill(self, project: Project) -> None:
        """Show what the project says now."""
        self.process(data=present_background(project))

    def background(self) -> Background:
        """What the service takes: the areas of the strategy in their order, then the organisation's own."""
        own = [area.strip() for area in (self.own_areas.data or "").split(",")]
        chosen = self.strategy_areas.data or []
        return Background(
            what_matters=self.what_matters.data or "",
            legal_basis=self.legal_basis.data or "",
            strategy_areas=list(dict.fromkeys([*chosen, *(area for area in own if area)])),
        )


def present_background(project: Project) -> dict[str, object]:
    """The background as the form's fields hold it; also theirs in a conflict."""
    known = {area.value for area in StrategyArea}
    return {
        "what_matters": project.what_matters,
        "legal_basis": project.legal_basis,
        "strategy_areas": [area for area in project.strategy_areas if area in known],
        "own_areas": ", ".join(area for area in project.strategy_areas if area not in known),
        "version": project.version,
    }
