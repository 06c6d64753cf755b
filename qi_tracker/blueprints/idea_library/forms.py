"""Forms of the library of ideas."""

from collections.abc import Sequence

from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from qi_tracker.blueprints.common.forms import BaseForm, options
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Project


class BorrowForm(BaseForm):
    """Into which project?"""

    idea = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    project_id = RadioField(N_("Into which project?"), [InputRequired()], coerce=int)

    def offer(self, projects: Sequence[Project]) -> None:
        """Fill in the projects that one works in; the latest is chosen."""
        self.project_id.choices = options((project.id, project.title) for project in projects)
        if projects and not self.is_submitted():
            self.project_id.data = projects[0].id
