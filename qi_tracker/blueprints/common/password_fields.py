"""The field for a new password, wherever one is chosen."""

from typing import Any, Protocol

from wtforms import Field, PasswordField
from wtforms.validators import InputRequired, ValidationError

from qi_tracker.blueprints.common.forms import sentence_of
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.translate import N_
from qi_tracker.services.passwords import check_new_password

# Beside the field.
PASSWORD_HINT = N_("At least 8 characters. A sentence of 15 or more is safer, and easier to remember.")


class KnowsOwner(Protocol):
    """A form that knows whose password is chosen."""

    def own_words(self) -> list[str]:
        """Names and addresses that others know of them."""
        ...


class NewPasswordField(PasswordField):
    """A password that is not among the first that others would try. Its form says whose it is."""

    def __init__(self, label: str = N_("Choose a password"), **options: Any) -> None:
        super().__init__(
            label,
            [InputRequired(), _is_hard_to_guess],
            description=PASSWORD_HINT,
            render_kw={"autocomplete": "new-password"},
            **options,
        )


def _is_hard_to_guess(form: KnowsOwner, field: Field) -> None:
    try:
        check_new_password(field.data or "", form.own_words())
    except InvalidInput as refusal:
        raise ValidationError(sentence_of(refusal)) from refusal
