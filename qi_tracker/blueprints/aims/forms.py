"""The form of an aim."""

from collections.abc import Sequence

from wtforms import SelectField
from wtforms.validators import Optional, ValidationError

from qi_tracker.blueprints.common.forms import (
    REQUIRED,
    BaseForm,
    DayField,
    DecimalField,
    LongTextField,
    ManyChoicesField,
    TextField,
    options,
)
from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Aim, Measure
from qi_tracker.services.aims import AimDetails
from qi_tracker.vocabulary import ValueType

PER_CENT = 100


class AimForm(BaseForm):
    """What the team wants to achieve: in words, from what, to what, by when."""

    # A number means nothing without what it is counted in.
    together = (("measure_id", "from_value", "to_value", "unit"),)

    what = TextField(N_("What is to change?"), longest=300)
    for_whom = TextField(N_("For whom?"), longest=300)
    statement = LongTextField(N_("The aim as a sentence"))
    measure_id = SelectField(N_("Which measure shows it?"), coerce=int)
    from_value = DecimalField(N_("From"), [Optional()])
    to_value = DecimalField(N_("To"), [Optional()])
    unit = TextField(N_("Counted in"), longest=40)
    by = DayField(N_("By when"), [Optional()])
    dimensions = ManyChoicesField(N_("Quality dimensions"))

    def offer(self, measures: Sequence[Measure], dimensions: Sequence[tuple[str, str]]) -> None:
        """Fill in which measures and dimensions can be chosen."""
        self.shares = {measure.id for measure in measures if measure.value_type is ValueType.PROPORTION}
        named = [(measure.id, _with_unit(measure)) for measure in measures]
        self.measure_id.choices = options([(0, current_words().gettext("None yet")), *named])
        self.dimensions.choices = options(dimensions)

    def validate_statement(self, field: LongTextField) -> None:
        """The sentence is made from its parts; without them somebody has to write it."""
        if not field.data and not self.what.data:
            raise ValidationError(field.gettext(REQUIRED))

    def validate_from_value(self, field: DecimalField) -> None:
        """A share lies between nothing and all."""
        self._check_share(field)

    def validate_to_value(self, field: DecimalField) -> None:
        """A share lies between nothing and all."""
        self._check_share(field)

    def _check_share(self, field: DecimalField) -> None:
        is_share = self.measure_id.data in self.shares
        if is_share and field.data is not None and not 0 <= field.data <= PER_CENT:
            raise ValidationError(current_words().gettext("A share is between 0 and 100 per cent. Check the number."))

    def fill(self, aim: Aim) -> None:
        """Show what the aim is now."""
        self.process(data=present_values(aim))

    def details(self) -> AimDetails:
        """What the service takes."""
        return AimDetails(
            statement=self.statement.data or "",
            measure_id=self.measure_id.data or None,
            from_value=self.from_value.data,
            to_value=self.to_value.data,
            by=self.by.data,
            unit=self.unit.data or "",
            dimensions=list(self.dimensions.data or []),
            what=self.what.data or "",
            for_whom=self.for_whom.data or "",
        )


def _with_unit(measure: Measure) -> str:
    unit = unit_of(measure)
    return f"{measure.name} ({unit})" if unit else measure.name


def present_values(aim: Aim) -> dict[str, object]:
    """The aim as the form's fields hold it; also theirs in a conflict."""
    return {
        "statement": aim.statement,
        "what": aim.what,
        "for_whom": aim.for_whom,
        "measure_id": aim.measure.id if aim.measure is not None else 0,
        "from_value": aim.from_value,
        "to_value": aim.to_value,
        # With a measure the field is not shown: the measure brings its own.
        "unit": aim.unit if aim.measure is None else "",
        "by": aim.by,
        "dimensions": aim.dimensions,
        "version": aim.version,
    }
