"""Forms of organisations, their members and invitations into them."""

from wtforms.validators import InputRequired

from qi_tracker.blueprints.common.forms import BaseForm, RadioChoiceField, TextField
from qi_tracker.blueprints.common.organization_fields import MunicipalityNumberField
from qi_tracker.i18n.translate import N_
from qi_tracker.services.invitations import InvitationDetails
from qi_tracker.services.organizations import OrganizationDetails
from qi_tracker.vocabulary import Language, OrganizationRole


class OrganizationForm(BaseForm):
    """What an organisation is called and speaks."""

    name = TextField(N_("Name"), [InputRequired()], longest=120)
    number = MunicipalityNumberField(N_("Municipality number"))
    language = RadioChoiceField(N_("Language"), Language, default=Language.BOKMAL)

    def details(self) -> OrganizationDetails:
        """What the service takes."""
        return OrganizationDetails(self.name.data or "", self.number.data or None, self.language.data)


class InvitationForm(BaseForm):
    """Somebody new into the organisation."""

    note = TextField(N_("Who is it for?"), [InputRequired()], longest=120)
    role = RadioChoiceField(N_("Role"), OrganizationRole, default=OrganizationRole.MEMBER)

    def details(self) -> InvitationDetails:
        """What the service takes."""
        return InvitationDetails(self.note.data or "", self.role.data)


class RoleForm(BaseForm):
    """Another role for a member."""

    role = RadioChoiceField(N_("Role"), OrganizationRole)
