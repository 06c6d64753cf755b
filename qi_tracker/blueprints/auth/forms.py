"""Forms of signing in and of new accounts."""

from collections.abc import Sequence

from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from qi_tracker.blueprints.common.email_fields import LONGEST_EMAIL, EmailField
from qi_tracker.blueprints.common.forms import BaseForm, RadioChoiceField, TextField
from qi_tracker.blueprints.common.organization_fields import MunicipalityNumberField
from qi_tracker.blueprints.common.password_fields import NewPasswordField
from qi_tracker.i18n.translate import N_
from qi_tracker.services.organizations import OrganizationDetails
from qi_tracker.services.passwords import MAXIMUM_PASSWORD_LENGTH
from qi_tracker.services.people import AccountDetails
from qi_tracker.vocabulary import Language


class SignInForm(BaseForm):
    """E-mail and password."""

    email = TextField(
        N_("E-mail"), [InputRequired()], longest=LONGEST_EMAIL, render_kw={"autocomplete": "username", "type": "email"}
    )
    password = PasswordField(
        N_("Password"),
        [InputRequired(), Length(max=MAXIMUM_PASSWORD_LENGTH)],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField(N_("Keep me signed in for 30 days"))

    def credentials(self) -> tuple[str, str]:
        """E-mail address and password as typed."""
        return self.email.data or "", self.password.data or ""


class ForgottenPasswordForm(BaseForm):
    """Where a link to a new password is to be mailed."""

    email = EmailField(N_("E-mail"))


class ResetForm(BaseForm):
    """A new password for the account that a link leads to."""

    password = NewPasswordField()
    # Names that others know of the account's owner.
    known: Sequence[str] = ()

    def own_words(self) -> list[str]:
        """What others know of the one who chooses."""
        return list(self.known)


class AccountForm(BaseForm):
    """A new account."""

    name = TextField(N_("Your name"), [InputRequired()], longest=120, render_kw={"autocomplete": "name"})
    email = EmailField(N_("E-mail"))
    password = NewPasswordField()
    # Names of organisations that the account is made for.
    organizations: Sequence[str] = ()

    def own_words(self) -> list[str]:
        """What others know of the one who chooses a password."""
        return [self.name.data or "", self.email.data or "", *self.organizations]

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

    def own_words(self) -> list[str]:
        """With the organisation that is made."""
        return [*super().own_words(), self.organization_name.data or ""]

    def organization(self) -> OrganizationDetails:
        """What the service takes."""
        return OrganizationDetails(self.organization_name.data or "", self.number.data or None, self.language.data)
