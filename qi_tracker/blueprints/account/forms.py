"""Forms of one's own account, and of finding somebody else's."""

from collections.abc import Sequence

from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from qi_tracker.blueprints.common.email_fields import EmailField
from qi_tracker.blueprints.common.forms import BaseForm, RadioChoiceField, TextField
from qi_tracker.blueprints.common.password_fields import NewPasswordField
from qi_tracker.i18n.translate import N_
from qi_tracker.services.passwords import MAXIMUM_PASSWORD_LENGTH
from qi_tracker.vocabulary import Language, ReminderChoice


class OwnAccountForm(BaseForm):
    """What one is called, and reads."""

    name = TextField(N_("Your name"), [InputRequired()], longest=120, render_kw={"autocomplete": "name"})
    language = RadioChoiceField(N_("Language"), Language, default=Language.BOKMAL)


class RemindersForm(BaseForm):
    """When one wants to be reminded by mail."""

    reminders = RadioChoiceField(N_("When do you want to be reminded?"), ReminderChoice, default=ReminderChoice.AT_ONCE)


class ChangePasswordForm(BaseForm):
    """The password one has, and the one to have."""

    present_password = PasswordField(
        N_("The password you have now"),
        [InputRequired(), Length(max=MAXIMUM_PASSWORD_LENGTH)],
        render_kw={"autocomplete": "current-password"},
    )
    password = NewPasswordField(N_("New password"))
    # Names that others know of the account's owner.
    known: Sequence[str] = ()

    def own_words(self) -> list[str]:
        """What others know of the one who chooses."""
        return list(self.known)


class HelpForm(BaseForm):
    """Whose account it is about."""

    email = EmailField(N_("E-mail"), autocomplete="off")
