"""Forms of organisations, their members and invitations into them."""

from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired

from qi_tracker.blueprints.common.email_fields import EmailField
from qi_tracker.blueprints.common.forms import BaseForm, RadioChoiceField, TextField
from qi_tracker.blueprints.common.inviting import InvitingForm, sends_mail
from qi_tracker.blueprints.common.organization_fields import MunicipalityNumberField
from qi_tracker.i18n.translate import N_
from qi_tracker.services.invitations import InvitationDetails
from qi_tracker.services.organizations import OrganizationDetails
from qi_tracker.vocabulary import BELONGING, Language, OrganizationRole


class OrganizationForm(BaseForm):
    """What an organisation is called and speaks."""

    name = TextField(N_("Name"), [InputRequired()], longest=120)
    number = MunicipalityNumberField(N_("Municipality number"))
    language = RadioChoiceField(N_("Language"), Language, default=Language.BOKMAL)
    uses_progress_scale = BooleanField(N_("Show the teams how far they have come, from 0.5 to 5"))

    def details(self) -> OrganizationDetails:
        """What the service takes."""
        uses_scale = "uses_progress_scale" in self and self.uses_progress_scale.data
        return OrganizationDetails(self.name.data or "", self.number.data or None, self.language.data, uses_scale)


class NewOrganizationForm(OrganizationForm):
    """A new organisation; with a mail server, also where the link for its first administrator is mailed."""

    email = EmailField(N_("E-mail of the one who is to administer it"), required=False, autocomplete="off")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Asked when there are teams to show it to.
        del self.uses_progress_scale
        if not sends_mail():
            del self.email

    @property
    def mailed_to(self) -> str | None:
        """Where the link is to be mailed; None when the operator hands it over."""
        return (self.email.data or None) if "email" in self else None


class InvitationForm(InvitingForm):
    """Somebody new into the organisation."""

    role = RadioChoiceField(N_("Role"), OrganizationRole, among=BELONGING, default=OrganizationRole.MEMBER)

    def details(self) -> InvitationDetails:
        """What the service takes."""
        return InvitationDetails(self.note.data or "", self.role.data, email=self.mailed_to)


class RoleForm(BaseForm):
    """Another role for a member."""

    role = RadioChoiceField(N_("Role"), OrganizationRole, among=BELONGING)
