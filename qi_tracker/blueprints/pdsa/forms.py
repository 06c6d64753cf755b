"""Forms of a PDSA cycle: one for each of its four stages."""

from datetime import date, timedelta

from wtforms import SelectField
from wtforms.validators import InputRequired

from qi_tracker.blueprints.common.forms import BaseForm, DayField, LongTextField, RadioChoiceField, options
from qi_tracker.blueprints.common.people import person_choices
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.explanations import explanation
from qi_tracker.i18n.labels import decision_button
from qi_tracker.i18n.translate import N_
from qi_tracker.models import PdsaCycle, Person, Project
from qi_tracker.services.pdsa import CyclePlan
from qi_tracker.vocabulary import Decision

# Long enough for something to happen, short enough to be small.
USUAL_LENGTH = timedelta(weeks=2)


class PlanForm(BaseForm):
    """Planlegge: what is tried, how small, what one believes will happen, when, who."""

    plan = LongTextField(N_("What will you try, and how small?"), [InputRequired()])
    prediction = LongTextField(N_("What do we think will happen?"), [InputRequired()])
    starts_on = DayField(N_("First day"), [InputRequired()])
    ends_on = DayField(N_("Last day"), [InputRequired()])
    owner_id = SelectField(N_("Who makes it happen?"), coerce=int)

    def offer(self, project: Project, present: Person | None = None) -> None:
        """Fill in who can be chosen."""
        self.owner_id.choices = options(person_choices(project, present))

    def suggest(self, today: date, actor_id: int | None, previous: PdsaCycle | None) -> None:
        """A draft: two weeks from today, and what the previous cycle said comes next."""
        self.starts_on.data, self.ends_on.data = today, today + USUAL_LENGTH
        self.owner_id.data = previous.owner_id if previous is not None else actor_id
        self.plan.data = previous.next_step if previous is not None else ""

    def fill(self, cycle: PdsaCycle) -> None:
        """Show what the plan is now."""
        self.process(data=present_plan(cycle))

    def details(self) -> CyclePlan:
        """What the service takes."""
        return CyclePlan(
            plan=self.plan.data,
            prediction=self.prediction.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            owner_id=self.owner_id.data or None,
        )


def present_plan(cycle: PdsaCycle) -> dict[str, object]:
    """The plan as the form's fields hold it; also theirs in a conflict."""
    return {
        "plan": cycle.plan,
        "prediction": cycle.prediction,
        "starts_on": cycle.starts_on,
        "ends_on": cycle.ends_on,
        "owner_id": cycle.owner_id or 0,
        "version": cycle.version,
    }


class DoForm(BaseForm):
    """Utføre: what happened."""

    result = LongTextField(N_("What happened?"), [InputRequired()])


class StudyForm(BaseForm):
    """Studere: the result beside the prediction, and what was learnt."""

    comparison = LongTextField(N_("What did you learn?"), [InputRequired()])


class ActForm(BaseForm):
    """Korrigere: innføre, justere eller legge bort, and what comes next."""

    decision = RadioChoiceField(N_("What do you do with the idea?"), Decision)
    next_step = LongTextField(N_("What is the next step?"))

    def offer(self) -> None:
        """Say what each decision means."""
        words = current_words()
        buttons = [(decision.value, decision_button(decision, words)) for decision in Decision]
        self.decision.choices = options(buttons, [explanation(decision, words) for decision in Decision])
