"""Forms of a board meeting: its note, and one decision."""

from wtforms import SelectField
from wtforms.validators import InputRequired, Optional

from qi_tracker.blueprints.common.forms import BaseForm, DayField, LongTextField, TextField, options
from qi_tracker.blueprints.common.people import worker_choices
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Meeting, MeetingDecision, Project
from qi_tracker.services.meeting_decisions import DecisionDetails

LONGEST_DECISION = 500


class NoteForm(BaseForm):
    """What else is worth remembering."""

    note = LongTextField(N_("What else is worth remembering"))

    def fill(self, meeting: Meeting) -> None:
        """Show what stands in the note now."""
        self.process(data={"note": meeting.note, "version": meeting.version})

    def text(self) -> str:
        """What the service takes."""
        return self.note.data or ""


class DecisionForm(BaseForm):
    """What was agreed; who does it, or by when, makes it a task."""

    text = TextField(N_("A decision"), [InputRequired()], longest=LONGEST_DECISION)
    owner_id = SelectField(N_("Who does it?"), coerce=int)
    due_on = DayField(N_("By when?"), [Optional()])

    _asks_for_words_alone = False

    def offer(self, project: Project) -> None:
        """Fill in who can be chosen."""
        self.owner_id.choices = options(worker_choices(project))

    def leave_task(self) -> None:
        """Ask for the words alone: the task that the decision has is changed on its own page."""
        self._asks_for_words_alone = True
        del self.owner_id
        del self.due_on

    def stand_beside_another(self) -> None:
        """Let the hidden fields have ids of their own, on a page where another form has the usual ones."""
        for each in self._fields.values():
            if each.name in self.hidden:
                each.id = f"decision-{each.name}"

    def fill(self, decision: MeetingDecision) -> None:
        """Show what the decision says now."""
        self.process(data={"text": decision.text, "version": decision.version})

    def details(self) -> DecisionDetails:
        """What the service takes."""
        if self._asks_for_words_alone:
            return DecisionDetails(self.text.data)
        return DecisionDetails(self.text.data, self.owner_id.data or None, self.due_on.data)
