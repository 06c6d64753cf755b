"""Forms of units and of who leads them."""

from wtforms import SelectField
from wtforms.validators import InputRequired

from qi_tracker.blueprints.common.forms import BaseForm, TextField, options
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.units import UnitField
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Organization, Unit
from qi_tracker.services.units import Branch, UnitDetails, candidates_for, one_by_one, tree_of


class UnitForm(BaseForm):
    """What a unit is called, and what it is part of."""

    name = TextField(N_("Name of the unit"), [InputRequired()], longest=120)
    parent_id = UnitField(N_("Part of"))

    def offer(self, organization: Organization, moved: Unit | None = None) -> None:
        """Fill in where it can lie: not under itself."""
        tree = tree_of(current_actor(), organization.id)
        own = next((branch for branch in one_by_one(tree) if branch.unit is moved), None)
        self.parent_id.offer(tree, organization.name, _ids(own))

    def details(self) -> UnitDetails:
        """What the service takes."""
        return UnitDetails(self.name.data or "", self.parent_id.data)


def _ids(branch: Branch | None) -> set[int]:
    return {each.unit.id for each in branch.whole()} if branch is not None else set()


class LeaderForm(BaseForm):
    """Somebody of the organisation to lead a unit."""

    person_id = SelectField(N_("New leader"), coerce=int)

    def offer(self, unit: Unit) -> None:
        """Fill in who can be named."""
        self.person_id.choices = options((member.person_id, member.person.name) for member in candidates_for(unit))
