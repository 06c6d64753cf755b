"""The form of an annotation."""

from wtforms.validators import InputRequired, ValidationError

from qi_tracker.blueprints.common.forms import BaseForm, DayField, TextField
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.translate import N_
from qi_tracker.services.summaries import local_today


class AnnotationForm(BaseForm):
    """What happened, on which day."""

    happened_on = DayField(N_("Which day?"), [InputRequired()], default=local_today)
    text = TextField(N_("What happened?"), [InputRequired()])

    def validate_happened_on(self, field: DayField) -> None:
        """The chart shows what has happened, not what is planned."""
        if field.data is not None and field.data > local_today():
            raise ValidationError(current_words().gettext("This day has not come yet. Choose an earlier one."))
