"""The form of a task: three fields, and a tick for what the work turns on."""

from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Optional

from qi_tracker.blueprints.common.forms import BaseForm, DayField, TextField, options
from qi_tracker.blueprints.common.people import worker_choices
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Person, Project, Task
from qi_tracker.services.tasks import TaskDetails


class TaskForm(BaseForm):
    """What, who, by when."""

    title = TextField(N_("What is to be done?"), [InputRequired()])
    owner_id = SelectField(N_("Who does it?"), coerce=int)
    due_on = DayField(N_("By when?"), [Optional()])
    is_milestone = BooleanField(N_("This is a milestone"))

    def offer(self, project: Project, present: Person | None = None) -> None:
        """Fill in who can be chosen."""
        self.owner_id.choices = options(worker_choices(project, present))

    def fill(self, task: Task) -> None:
        """Show what the task is now."""
        self.process(data=present_values(task))

    def details(self) -> TaskDetails:
        """What the service takes."""
        return TaskDetails(
            title=self.title.data,
            owner_id=self.owner_id.data or None,
            due_on=self.due_on.data,
            is_milestone=self.is_milestone.data,
        )


def present_values(task: Task) -> dict[str, object]:
    """The task as the form's fields hold it; also theirs in a conflict."""
    return {
        "title": task.title,
        "owner_id": task.owner_id or 0,
        "due_on": task.due_on,
        "is_milestone": task.is_milestone,
        "version": task.version,
    }
