"""Forms of what an organisation decides about privacy."""

from collections.abc import Mapping

from wtforms import IntegerField
from wtforms.validators import InputRequired, Optional

from qi_tracker.blueprints.common.forms import BaseForm, TextField
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Organization
from qi_tracker.services.redaction import LONGEST_REASON
from qi_tracker.services.retention import rules_of
from qi_tracker.vocabulary import RetentionKind


class ThresholdForm(BaseForm):
    """The smallest count that is shown outside the projects."""

    smallest_shown = IntegerField(N_("The smallest count that is shown"), [InputRequired()])
    reason = TextField(N_("Reason"), longest=LONGEST_REASON)


class RetentionForm(BaseForm):
    """How many months each kind of data is kept, and whom to ask. The fields are named after the kinds."""

    privacy_contact = TextField(N_("Whom to ask about privacy"), longest=200)
    bin = IntegerField(N_("Things in the bin, months"), [Optional()])
    finished_projects = IntegerField(N_("Finished and archived projects, months"), [Optional()])
    history = IntegerField(N_("What fields held before, months"), [Optional()])
    accounts = IntegerField(N_("Accounts of people who belong nowhere, months"), [Optional()])

    def fill(self, organization: Organization) -> None:
        """Let it hold what is decided now."""
        self.process(obj=organization, data=months_of(organization))

    @property
    def months(self) -> Mapping[RetentionKind, int | None]:
        """What the service takes."""
        return {kind: self._fields[kind.value].data for kind in RetentionKind}


def months_of(organization: Organization) -> dict[str, int | None]:
    """Field → how many months it is kept now."""
    decided = {rule.kind: rule.months for rule in rules_of(organization)}
    return {kind.value: decided.get(kind) for kind in RetentionKind}
