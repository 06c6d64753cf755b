"""The form of a measure whose numbers are computed from others."""

from collections.abc import Sequence

from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Optional

from qi_tracker.blueprints.common.forms import (
    BaseForm,
    ChoiceField,
    DecimalField,
    LongTextField,
    ManyChoicesField,
    RadioChoiceField,
    TextField,
    options,
)
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure, Project
from qi_tracker.services.calculated_measures import CalculatedDetails
from qi_tracker.services.projects import people_of
from qi_tracker.vocabulary import Calculation, Direction, MeasureKind, ValueType


class CalculatedMeasureForm(BaseForm):
    """What is computed, and from which measures."""

    name = TextField(N_("Name of the measure"), [InputRequired()])
    calculation = RadioChoiceField(N_("What is computed?"), Calculation, default=Calculation.RATIO)
    numerator_measure_id = SelectField(N_("Computed from"), coerce=int)
    denominator_measure_id = SelectField(N_("Divided by"), coerce=int)
    is_share = BooleanField(N_("Show the result in per cent"))
    unit = TextField(N_("Counted in"), longest=40)
    direction = RadioChoiceField(N_("Which way is better?"), Direction)
    kind = ChoiceField(N_("Kind of measure"), MeasureKind, default=MeasureKind.OUTCOME)
    target = DecimalField(N_("Target"), [Optional()])
    definition = LongTextField(N_("What exactly is counted?"))
    owner_id = SelectField(N_("Owner"), coerce=int)
    is_stock = BooleanField(N_("Many of the same people are counted each time"))
    dimensions = ManyChoicesField(N_("Quality dimensions"))

    def offer(
        self, project: Project, sources: Sequence[Measure], labels: Sequence[tuple[str, str]], texts: tuple[str, str]
    ) -> None:
        """Fill in what can be chosen in this project; `texts` say "nobody", and "nothing" where nothing divides."""
        nobody, nothing = texts
        offered = [(source.id, source.name) for source in sources]
        self.numerator_measure_id.choices = options(offered)
        self.denominator_measure_id.choices = options([(0, nothing), *offered])
        people = [(member.person_id, member.person.name) for member in people_of(project)]
        self.owner_id.choices = options([(0, nobody), *people])
        self.dimensions.choices = options(labels)

    def fill(self, measure: Measure) -> None:
        """Show what the measure is now."""
        self.process(data=present_calculation(measure))

    def details(self) -> CalculatedDetails:
        """What the service takes."""
        return CalculatedDetails(
            name=self.name.data,
            kind=self.kind.data,
            calculation=self.calculation.data,
            numerator_measure_id=self.numerator_measure_id.data,
            denominator_measure_id=self.denominator_measure_id.data or None,
            is_share=self.is_share.data,
            unit=self.unit.data or "",
            direction=self.direction.data,
            target=self.target.data,
            definition=self.definition.data or "",
            is_stock=self.is_stock.data,
            owner_id=self.owner_id.data or None,
            dimensions=list(self.dimensions.data or []),
        )


def present_calculation(measure: Measure) -> dict[str, object]:
    """The measure as the form's fields hold it; also theirs in a conflict."""
    is_ratio = measure.calculation is Calculation.RATIO
    return {
        "name": measure.name,
        "kind": measure.kind,
        "calculation": measure.calculation,
        "numerator_measure_id": measure.numerator_measure_id,
        "denominator_measure_id": measure.denominator_measure_id or 0,
        "is_share": is_ratio and measure.value_type is ValueType.PROPORTION,
        "unit": measure.unit,
        "direction": measure.direction,
        "target": measure.target,
        "definition": measure.definition,
        "is_stock": measure.is_stock,
        "owner_id": measure.owner_id or 0,
        "dimensions": measure.dimensions,
        "version": measure.version,
    }
