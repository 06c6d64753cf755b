"""The form of an analysis of causes, one for all four tools, and that of keeping the gains."""

from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Optional

from qi_tracker.blueprints.common.forms import BaseForm, DayField, LongTextField, TextField, options
from qi_tracker.blueprints.common.people import person_choices
from qi_tracker.i18n.translate import N_
from qi_tracker.method.causes import read_items, typed_items
from qi_tracker.models import CauseAnalysis, Person, Project, Sustainment
from qi_tracker.services.causes import CauseDetails
from qi_tracker.services.sustainment import SustainmentDetails
from qi_tracker.vocabulary import CauseTool

LONGEST_QUESTION = 300


class CausesForm(BaseForm):
    """A question, one item on each line, and what the team makes of it."""

    question = TextField(N_("What do you wonder about?"), [InputRequired()], longest=LONGEST_QUESTION)
    lines = LongTextField(N_("One on each line"), [InputRequired()], render_kw={"rows": 8})
    conclusion = LongTextField(N_("What do you make of it?"), [Optional()])

    def details(self, tool: CauseTool) -> CauseDetails:
        """What the service takes.

        Raises
        ------
        InvalidInput
            If a line lacks what the tool needs.
        """
        return CauseDetails(self.question.data, read_items(tool, self.lines.data), self.conclusion.data or "")


def present_causes(analysis: CauseAnalysis) -> dict[str, Any]:
    """The analysis as the form's fields hold it; also theirs in a conflict."""
    return {
        "question": analysis.question,
        "lines": typed_items(analysis.tool, analysis.items),
        "conclusion": analysis.conclusion,
        "version": analysis.version,
    }


class SustainForm(BaseForm):
    """Phase 5 in short."""

    owner_id = SelectField(N_("Who looks after it when the project is over?"), coerce=int)
    routine = LongTextField(N_("Where is the new practice written down?"), [Optional()])
    training = LongTextField(N_("How do new colleagues learn it?"), [Optional()])
    risk = LongTextField(N_("What could make it slide back, and what do you do then?"), [Optional()])
    sharing = LongTextField(N_("How do you share what you have learnt?"), [Optional()])
    review_on = DayField(N_("When do you look at it again?"), [Optional()])
    is_watched = BooleanField(N_("Watch the numbers, and tell the one who looks after it if they slip"))

    def offer(self, project: Project, present: Person | None) -> None:
        """Fill in who can be chosen."""
        self.owner_id.choices = options(person_choices(project, present))

    def details(self) -> SustainmentDetails:
        """What the service takes."""
        return SustainmentDetails(
            owner_id=self.owner_id.data or None,
            routine=self.routine.data or "",
            training=self.training.data or "",
            risk=self.risk.data or "",
            sharing=self.sharing.data or "",
            review_on=self.review_on.data,
            is_watched=self.is_watched.data,
        )


def present_sustainment(plan: Sustainment) -> dict[str, Any]:
    """The plan as the form's fields hold it; also theirs in a conflict."""
    texts = {name: getattr(plan, name) for name in ("routine", "training", "risk", "sharing")}
    rest = {"owner_id": plan.owner_id or 0, "review_on": plan.review_on, "is_watched": plan.is_watched}
    return {**texts, **rest, "version": plan.version}
