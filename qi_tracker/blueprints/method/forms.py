"""The form in which a team says itself how far it has come."""

from wtforms import SelectField
from wtforms.validators import ValidationError

from qi_tracker.blueprints.common.forms import REQUIRED, BaseForm, LongTextField, options
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.progress import progress_text
from qi_tracker.i18n.translate import N_
from qi_tracker.method.progress import VALUES, ProgressStep
from qi_tracker.models import Project

# The choice that is no step.
FOLLOW = "follow"


class ProgressForm(BaseForm):
    """How far the work has come by the team's own judgement, and why."""

    together = (("step", "progress_reason"),)

    step = SelectField(N_("How far have you come?"))
    progress_reason = LongTextField(N_("Why do you see it otherwise than the data?"))

    def offer(self) -> None:
        """Fill in the steps."""
        words = current_words()
        steps = [(step.value, progress_text(step, words)) for step in ProgressStep]
        self.step.choices = options([(FOLLOW, words.gettext("As the data suggest")), *steps])

    def validate_progress_reason(self, field: LongTextField) -> None:
        """Against the data one has to say why."""
        if self.step.data != FOLLOW and not field.data:
            raise ValidationError(field.gettext(REQUIRED))

    @property
    def progress(self) -> float | None:
        """What was chosen, on the scale; None to follow the data."""
        return None if self.step.data == FOLLOW else VALUES[ProgressStep(self.step.data)]


def present_values(project: Project) -> dict[str, object]:
    """What the team says now, as the form's fields hold it; also theirs in a conflict."""
    return {
        "step": next((step.value for step, value in VALUES.items() if value == project.progress), FOLLOW),
        "progress_reason": project.progress_reason,
        "version": project.version,
    }
