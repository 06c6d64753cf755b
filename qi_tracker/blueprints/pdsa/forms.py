"""Forms of a PDSA cycle: one for each of its four stages."""

from collections.abc import Sequence
from datetime import date, timedelta

from wtforms import Field, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from qi_tracker.blueprints.common.forms import (
    BaseForm,
    ChoiceField,
    DayField,
    DecimalField,
    LongTextField,
    RadioChoiceField,
    TextField,
    options,
)
from qi_tracker.blueprints.common.people import person_choices
from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.explanations import explanation
from qi_tracker.i18n.labels import decision_button
from qi_tracker.i18n.translate import N_
from qi_tracker.method.cycles import larger
from qi_tracker.models import Measure, PdsaCycle, Person, Project
from qi_tracker.services.pdsa import CyclePlan, Expected, Observed, has_number_of_measure
from qi_tracker.vocabulary import CycleScale, Decision, ValueType

# Long enough for something to happen, short enough to be small.
USUAL_LENGTH = timedelta(weeks=2)
PER_CENT = 100


class PlanForm(BaseForm):
    """Planlegge: what is tried, what one believes will happen, when. All the rest can wait, and waits out of sight."""

    # A number means nothing without what it is of.
    together = (("measure_id", "predicted_value"),)
    # What waits behind «Mer».
    waiting = ("question", "measure_id", "predicted_value", "ends_on", "owner_id", "scale", "place", "data_plan")

    plan = LongTextField(N_("What will you try, and how small?"), [InputRequired()])
    prediction = LongTextField(N_("What do we think will happen?"), [InputRequired()])
    starts_on = DayField(N_("First day"), [InputRequired()])
    question = LongTextField(N_("Which question is the test to answer?"))
    measure_id = SelectField(N_("Which measure shows it?"), coerce=int)
    predicted_value = DecimalField(N_("What do we think the number will be?"), [Optional()])
    ends_on = DayField(N_("Last day"), [Optional()])
    owner_id = SelectField(N_("Who makes it happen?"), coerce=int)
    scale = ChoiceField(N_("How many is it tried with?"), CycleScale, empty=N_("Not said"))
    place = TextField(N_("Where and with whom?"), longest=300)
    data_plan = LongTextField(N_("What do you write down or count?"))

    # The measure that the number is of already, and cannot be moved from.
    anchored: Measure | None = None

    @property
    def is_opened(self) -> bool:
        """Whether something that waits out of sight has to be seen: wrong, or of a plan that is changed."""
        is_old = self.version.data is not None
        return any(self[name].errors or (is_old and self[name].data and name != "owner_id") for name in self._waiting)

    @property
    def _waiting(self) -> Sequence[str]:
        return [name for name in self.waiting if name in self]

    def offer(self, project: Project, measures: Sequence[Measure], present: Person | None = None) -> None:
        """Fill in who can be chosen, and which measures: those whose numbers the reader sees."""
        self.owner_id.choices = options(person_choices(project, present))
        self.shares = {measure.id for measure in measures if measure.value_type is ValueType.PROPORTION}
        named = [(measure.id, _with_unit(measure)) for measure in measures]
        self.measure_id.choices = options([(0, current_words().gettext("None yet")), *named])
        if not measures:
            self.ask_no_number()

    def ask_no_number(self) -> None:
        """Leave out the number, for one whom it is not for; what stands there stays."""
        del self.measure_id
        del self.predicted_value

    def anchor(self, cycle: PdsaCycle) -> None:
        """Ask no longer which measure, where a number of it is locked or observed."""
        if has_number_of_measure(cycle) and "measure_id" in self:
            self.anchored = cycle.measure
            del self.measure_id

    def suggest(self, today: date, actor_id: int | None, previous: PdsaCycle | None) -> None:
        """A draft from today on, and after another cycle what that one said comes next, with one step more."""
        self.starts_on.data = today
        self.owner_id.data = actor_id
        if previous is None:
            return
        self.plan.data, self.owner_id.data = previous.next_step, previous.owner_id
        self.scale.data, self.place.data = larger(previous.scale), previous.place
        self.data_plan.data = previous.data_plan
        if "measure_id" in self and previous.measure_id in [choice.value for choice in self.measure_id.choices]:
            self.measure_id.data = previous.measure_id

    def fill(self, cycle: PdsaCycle) -> None:
        """Show what the plan is now."""
        self.process(data=present_plan(cycle))

    def validate_predicted_value(self, field: DecimalField) -> None:
        """A share lies between nothing and all."""
        measure_id = self.anchored.id if self.anchored is not None else self.measure_id.data
        if measure_id in self.shares:
            check_share(field)

    def details(self) -> CyclePlan:
        """What the service takes. Without a last day, it lasts as long as tests usually do."""
        return CyclePlan(
            plan=self.plan.data,
            prediction=self.prediction.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data or self.starts_on.data + USUAL_LENGTH,
            owner_id=self.owner_id.data or None,
            question=self.question.data or "",
            place=self.place.data or "",
            data_plan=self.data_plan.data or "",
            scale=self.scale.data,
            expected=self._expected(),
        )

    def _expected(self) -> Expected | None:
        if "predicted_value" not in self:
            return None
        measure_id = self.anchored.id if self.anchored is not None else self.measure_id.data or None
        return Expected(measure_id, self.predicted_value.data)


def check_share(field: Field) -> None:
    """Refuse more than all, and less than nothing.

    Raises
    ------
    ValidationError
        Where the field holds such a number.
    """
    if field.data is not None and not 0 <= field.data <= PER_CENT:
        raise ValidationError(current_words().gettext("A share is between 0 and 100 per cent. Check the number."))


def _with_unit(measure: Measure) -> str:
    unit = unit_of(measure)
    return f"{measure.name} ({unit})" if unit else measure.name


def present_plan(cycle: PdsaCycle) -> dict[str, object]:
    """The plan as the form's fields hold it; also theirs in a conflict."""
    return {
        "plan": cycle.plan,
        "prediction": cycle.prediction,
        "starts_on": cycle.starts_on,
        "question": cycle.question,
        "measure_id": cycle.measure_id or 0,
        "predicted_value": cycle.predicted_value,
        "ends_on": cycle.ends_on,
        "owner_id": cycle.owner_id or 0,
        "scale": cycle.scale,
        "place": cycle.place,
        "data_plan": cycle.data_plan,
        "version": cycle.version,
    }


class DoForm(BaseForm):
    """Utføre: what happened."""

    result = LongTextField(N_("What happened?"), [InputRequired()])


class StudyForm(BaseForm):
    """Studere: the result beside the prediction, and what was learnt."""

    observed_value = DecimalField(N_("What did the number become?"), [Optional()])
    comparison = LongTextField(N_("What did you learn?"), [InputRequired()])

    # Whether the number is a share of all.
    is_share = False

    def ask_no_number(self) -> None:
        """Leave out the number, where there is no measure, or it is not for the reader."""
        del self.observed_value

    def validate_observed_value(self, field: DecimalField) -> None:
        """A share lies between nothing and all."""
        if self.is_share:
            check_share(field)

    def observed(self) -> Observed | None:
        """What the service takes of the number."""
        return Observed(self.observed_value.data) if "observed_value" in self else None


class ActForm(BaseForm):
    """Korrigere: innføre, justere eller legge bort, and what comes next."""

    decision = RadioChoiceField(N_("What do you do with the idea?"), Decision)
    next_step = LongTextField(N_("What is the next step?"))

    def offer(self) -> None:
        """Say what each decision means."""
        words = current_words()
        buttons = [(decision.value, decision_button(decision, words)) for decision in Decision]
        self.decision.choices = options(buttons, [explanation(decision, words) for decision in Decision])
