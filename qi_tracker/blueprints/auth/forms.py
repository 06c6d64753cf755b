"""Forms of signing in and of new accounts."""

import re
from typing import Any

from wtforms import BooleanField, Field, PasswordField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import EmailInput

from qi_tracker.blueprints.common.forms import BaseForm, RadioChoiceField, TextField
from qi_tracker.blueprints.common.organization_fields import MunicipalityNumberField
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.translate import N_
from qi_tracker.services.organizations import OrganizationDetails
from qi_tracker.services.passwords import MINIMUM_PASSWORD_LENGTH
from qi_tracker.services.people import AccountDetails
from qi_tracker.vocabulary import Language

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class EmailField(TextField):
    """An e-mail address, as far as its form can tell."""

    widget = EmailInput()

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label,
            [InputRequired(), _looks_like_email],
            longest=LONGEST_EMAIL,
            render_kw={"autocomplete": "username"},
            **options,
        )


def _looks_like_email(_form: object, field: Field) -> None:
    if not _EMAIL.fullmatch(field.data or ""):
        raise ValidationError(current_words().gettext("This is not an e-mail address. Write it like name@example.no."))


class SignInForm(BaseForm):
    """E-mail and password."""

    email = TextField(
        N_("E-mail"), [InputRequired()], longest=LONGEST_EMAIL, render_kw={"autocomplete": "username", "type": "email"}
    )
    password = PasswordField(N_("Password"), [InputRequired()], render_kw={"autocomplete": "current-password"})
    remember = BooleanField(N_("Keep me signed in for 30 days"))

    def credentials(self) -> tuple[str, str]:
        """E-mail address and password as typed."""
        return self.email.data or "", self.password.data or ""


class AccountForm(BaseForm):
    """A new account."""

    name = TextField(N_("Your name"), [InputRequired()], longest=120, render_kw={"autocomplete": "name"})
    email = EmailField(N_("E-mail"))
    password = PasswordField(
        N_("Choose a password"),
        [InputRequired(), Length(min=MINIMUM_PASSWORD_LENGTH)],
        render_kw={"autocomplete": "new-password"},
    )

    def account(self, password_hash: str, language: Language) -> AccountDetails:
        """What the service takes."""
        return AccountDetails(self.name.data or "", self.email.data or "", password_hash, language)


class FirstAccountForm(AccountForm):
    """The first account of an installation, and its first organisation."""

    organization_name = TextField(
        N_("Name of your organisation"), [InputRequired()], longest=120, render_kw={"autocomplete": "organization"}
    )
    number = MunicipalityNumberField(N_("Municipality number"))
    language = RadioChoiceField(N_("Language"), Language, default=Language.BOKMAL)

    def organization(self) -> OrganizationDetails:
        """What the service takes."""
        return OrganizationDetails(self.organization_name.data or "", self.number.data or None, self.language.data)
