"""Fields that describe an organisation, wherever one is made or changed."""

import re
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from qi_tracker.blueprints.common.forms import TextField
from qi_tracker.blueprints.common.words import current_words

_FOUR_DIGITS = re.compile("[0-9]{4}")


class MunicipalityNumberField(TextField):
    """Kommunenummer: four digits kept as text, since 0301 begins with a zero. Empty for other organisations."""

    def __init__(self, label: str, **options: Any) -> None:
        attributes = {"inputmode": "numeric", "size": 4, "autocomplete": "off"}
        super().__init__(label, [_four_digits_or_none], render_kw=attributes, **options)


def _four_digits_or_none(_form: object, field: Field) -> None:
    if field.data and not _FOUR_DIGITS.fullmatch(field.data):
        raise ValidationError(current_words().gettext("A municipality number has four digits, for example 0301."))
