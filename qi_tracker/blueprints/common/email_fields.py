"""The field for an e-mail address, wherever one is asked for."""

import re
from typing import Any

from wtforms import Field
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import EmailInput

from qi_tracker.blueprints.common.forms import TextField
from qi_tracker.blueprints.common.words import current_words

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s<>,;\"()]+@[^@\s<>,;\"().]+(\.[^@\s<>,;\"().]+)+")


class EmailField(TextField):
    """An e-mail address, as far as its form can tell. `autocomplete` says whose: one's own, or somebody else's."""

    widget = EmailInput()

    def __init__(self, label: str, *, required: bool = True, autocomplete: str = "username", **options: Any) -> None:
        super().__init__(
            label,
            [InputRequired() if required else Optional(), _looks_like_email],
            longest=LONGEST_EMAIL,
            render_kw={"autocomplete": autocomplete},
            **options,
        )


def _looks_like_email(_form: object, field: Field) -> None:
    if not _EMAIL.fullmatch(field.data or ""):
        raise ValidationError(current_words().gettext("This is not an e-mail address. Write it like name@example.no."))
