"""Forms of measures, their numbers and the decisions about their charts."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import Choice
from wtforms.validators import InputRequired, Optional

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
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
from qi_tracker.blueprints.common.typed_values import clean
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.indicators.library import indicator_of
from qi_tracker.models import Measure, Observation, Project
from qi_tracker.services.measures import MeasureDetails
from qi_tracker.services.observations import Reading
from qi_tracker.services.projects import people_of
from qi_tracker.vocabulary import ChartKind, Direction, Frequency, MeasureKind, ProjectRole, ValueType

PEOPLE = ("owner_id", "collector_id", "stand_in_id")
NUMERIC = ("numerator", "denominator", "value")
_READY_TEXTS = ("name", "unit", "definition", "inclusion", "exclusion", "sampling", "source")


class MeasureForm(BaseForm):
    """What a measure is and how it is collected."""

    hidden = BaseForm.hidden | {"indicator"}

    # Of a new measure: its key in the library of ready indicators.
    indicator = HiddenField(filters=[clean])
    name = TextField(N_("Name of the measure"), [InputRequired()])
    kind = RadioChoiceField(N_("Kind of measure"), MeasureKind, default=MeasureKind.OUTCOME)
    value_type = RadioChoiceField(N_("What is one number?"), ValueType)
    unit = TextField(N_("Counted in"), longest=40)
    direction = RadioChoiceField(N_("Which way is better?"), Direction)
    frequency = ChoiceField(N_("How often"), Frequency, default=Frequency.MONTH)
    target = DecimalField(N_("Target"), [Optional()])
    target_on = DayField(N_("To be reached by"), [Optional()])
    definition = LongTextField(N_("What exactly is counted?"))
    inclusion = LongTextField(N_("Who and what counts?"))
    exclusion = LongTextField(N_("Who and what is left out?"))
    sampling = LongTextField(N_("If not all are counted: how are they chosen?"))
    source = TextField(N_("Where do the numbers come from?"))
    due_after_days = IntegerField(N_("Working days after the period before the number is due"), [Optional()])
    is_stock = BooleanField(N_("Many of the same people are counted each time"))
    owner_id = SelectField(N_("Owner"), coerce=int)
    collector_id = SelectField(N_("Who enters the numbers"), coerce=int)
    stand_in_id = SelectField(N_("Stand-in"), coerce=int)
    strata = LongTextField(N_("Groups that the numbers can be split by, one on each line"))
    dimensions = ManyChoicesField(N_("Quality dimensions"))

    def offer(self, project: Project, labels: Sequence[tuple[str, str]], nobody: str) -> None:
        """Fill in whom and what can be chosen in this project."""
        members = people_of(project)
        entering = [member for member in members if member.role is not ProjectRole.READER]
        for field, offered in ((self.owner_id, members), (self.collector_id, entering), (self.stand_in_id, entering)):
            field.choices = options([(0, nobody), *((member.person_id, member.person.name) for member in offered)])
        self.dimensions.choices = options(labels)

    def fill(self, measure: Measure) -> None:
        """Show what the measure is now."""
        self.process(data=present_values(measure))

    def fill_from(self, indicator: Indicator) -> None:
        """Begin with a ready indicator, in the reader's language: from here on it is the team's own text."""
        self.process(data=_ready_values(indicator))

    @property
    def chosen_indicator(self) -> str:
        """The key of the ready indicator that the form was begun with; empty when it was with none."""
        found = indicator_of(self.indicator.data or "")
        return found.key if found is not None else ""

    def keep(self, names: Collection[str]) -> None:
        """Ask for these alone."""
        for name in [name for name in self._fields if name not in names and name not in self.hidden]:
            del self[name]

    def values(self) -> dict[str, Any]:
        """What is typed in the fields there are, as the service takes it."""
        return {name: _stored(name, field) for name, field in self._fields.items() if name not in self.hidden}

    def details(self) -> MeasureDetails:
        """What the service takes."""
        return MeasureDetails(**self.values())


def may_move_places(measure: Measure) -> bool:
    """Whether the one who asks may name the owner, the collector and the stand-in: that lets them see the numbers."""
    return not measure.is_narrowed or can(Permission.DECIDE_INSIDERS, measure)


def hold_people(form: BaseForm, measure: Measure) -> None:
    """Offer no other people than those who look after the measure now."""
    for name in PEOPLE:
        if name in form._fields:
            field, present = form[name], getattr(measure, name) or 0
            field.choices = [choice for choice in field.choices if choice.value == present]


def _stored(name: str, field: Field) -> Any:
    if name == "strata":
        return [line.strip() for line in (field.data or "").splitlines() if line.strip()]
    if name == "dimensions":
        return list(field.data or [])
    if name in PEOPLE:
        return field.data or None
    return field.data or "" if isinstance(field, (TextField, LongTextField)) else field.data


def present_values(measure: Measure) -> dict[str, object]:
    """The measure as the form's fields hold it; also theirs in a conflict."""
    return {
        "name": measure.name,
        "kind": measure.kind,
        "value_type": measure.value_type,
        "unit": measure.unit,
        "direction": measure.direction,
        "frequency": measure.frequency,
        "target": measure.target,
        "target_on": measure.target_on,
        "definition": measure.definition,
        "inclusion": measure.inclusion,
        "exclusion": measure.exclusion,
        "sampling": measure.sampling,
        "source": measure.source,
        "due_after_days": measure.due_after_days,
        "is_stock": measure.is_stock,
        "owner_id": measure.owner_id or 0,
        "collector_id": measure.collector_id or 0,
        "stand_in_id": measure.stand_in_id or 0,
        "strata": "\n".join(measure.strata),
        "dimensions": measure.dimensions,
        "version": measure.version,
    }


def _ready_values(indicator: Indicator) -> dict[str, object]:
    """An entry of the library as the form's fields hold it."""
    texts = {name: getattr(indicator, name) for name in _READY_TEXTS}
    return {
        "indicator": indicator.key,
        "kind": indicator.kind,
        "value_type": indicator.value_type,
        "direction": indicator.direction,
        "frequency": indicator.frequency,
        "is_stock": indicator.is_stock,
        "dimensions": list(indicator.dimensions),
        **{name: current_words().gettext(text) if text else "" for name, text in texts.items()},
    }


class PeriodField(DayField):
    """Which period a number belongs to: chosen by name, or a day where there are none to choose among."""

    def offer(self, periods: Sequence[tuple[date, str]], chosen: date) -> None:
        """Let it be one of these, given with what they are called."""
        if periods:
            self.iter_choices = lambda: [Choice(day.isoformat(), name, day == chosen, {}) for day, name in periods]


class PhaseForm(BaseForm):
    """A new phase of a chart."""

    starts_on = DayField(N_("From which day?"), [InputRequired()])
    reason = TextField(N_("Why is this a new period?"), [InputRequired()])


class FreezeForm(BaseForm):
    """The starting point of a chart, frozen."""

    until = DayField(N_("Last day of the starting point"), [InputRequired()])


class ChartForm(BaseForm):
    """Which chart the numbers are drawn as."""

    chart = RadioField(N_("Chart"), [InputRequired()], coerce=ChartKind)


class ExclusionForm(BaseForm):
    """A number that is drawn and not counted."""

    period = PeriodField(N_("Which number?"), [InputRequired()])
    reason = TextField(N_("Why does it not belong?"), [InputRequired()])


class PauseForm(BaseForm):
    """A planned pause."""

    starts_on = DayField(N_("From"), [InputRequired()])
    ends_on = DayField(N_("To"), [InputRequired()])
    reason = TextField(N_("Why?"))
    is_yearly = BooleanField(N_("The same days every year"))


class NumberForm(BaseForm):
    """One number for one period."""

    together = (NUMERIC,)

    period = PeriodField(N_("Period"), [InputRequired()])
    numerator = DecimalField(N_("Numerator"))
    denominator = DecimalField(N_("Denominator"))
    value = DecimalField(N_("Number"))
    comment = TextField(N_("Comment"), longest=2000)
    # A button beside the one that saves.
    unavailable = BooleanField(N_("We have no number"))

    hidden = BaseForm.hidden | {"unavailable"}

    def fill(self, period: date, observation: Observation | None) -> None:
        """Show the period, and the number it has already."""
        self.period.data = period
        if observation is not None:
            for name, value in _numbers_of(observation).items():
                self[name].data = value
            self.version.data = observation.version

    def take_theirs(self, observation: Observation | None) -> dict[str, object]:
        """What somebody else saved, for comparing; what was not asked for here is kept as they have it."""
        theirs = _numbers_of(observation) if observation is not None else {}
        for name, value in theirs.items():
            if not self[name].raw_data:
                self[name].data = value
        return theirs

    def require_number(self, field: str) -> None:
        """Refuse a form in which nothing was written, where there is no number to delete by that.

        Raises
        ------
        InvalidInput
            At the field that is asked for first.
        """
        if self.reading().is_empty and self.seen_version is None:
            raise InvalidInput("number_missing", field=field)

    def reading(self) -> Reading:
        """What the service takes."""
        return Reading(
            period=self.period.data,
            numerator=self.numerator.data,
            denominator=self.denominator.data,
            value=self.value.data,
            comment=self.comment.data or "",
            is_unavailable=self.unavailable.data,
        )


class NumbersForm(BaseForm):
    """The grid's form: each row has its own version, and what it was made from."""

    version = None
    seen_values = None


def _numbers_of(observation: Observation) -> dict[str, object]:
    return {name: getattr(observation, name) for name in (*NUMERIC, "comment")}
