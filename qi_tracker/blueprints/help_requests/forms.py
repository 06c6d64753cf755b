"""The two forms: the team's question, and the answer to it."""

from collections.abc import Mapping

from wtforms import SelectField
from wtforms.validators import InputRequired

from qi_tracker.access.actors import Actor
from qi_tracker.blueprints.common.forms import BaseForm, LongTextField, RadioChoiceField, options
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.translate import N_
from qi_tracker.models import HelpRequest, Person, Project
from qi_tracker.services.help_requests import AskedAs, askable
from qi_tracker.vocabulary import LeaderDecision

_WHY: Mapping[AskedAs, str] = {
    AskedAs.LEADS_UNIT: N_("%(name)s, leads the unit"),
    AskedAs.LEADS_ORGANIZATION: N_("%(name)s, leader"),
    AskedAs.TAKES_PART: N_("%(name)s, takes part"),
}


class QuestionForm(BaseForm):
    """Whom, and what."""

    asked_of_id = SelectField(N_("Whom do you ask?"), coerce=int)
    question = LongTextField(N_("What do you need help with, or a decision about?"), [InputRequired()])

    def offer(self, actor: Actor, project: Project, present: Person | None = None) -> None:
        """Fill in who can be asked, and who is asked now."""
        words = current_words()
        found = {
            each.person.id: words.gettext(_WHY[each.why], name=each.person.name) for each in askable(actor, project)
        }
        if present is not None:
            found.setdefault(present.id, present.name)
        self.asked_of_id.choices = options(found.items())

    def fill(self, request: HelpRequest) -> None:
        """Show what is asked now."""
        self.process(data=present_question(request))


class AnswerForm(BaseForm):
    """What is decided, and why."""

    decision = RadioChoiceField(N_("What do you decide?"), LeaderDecision)
    answer = LongTextField(N_("Your answer to the team"), [InputRequired()])

    def fill(self, request: HelpRequest) -> None:
        """Show what was answered, if anything was."""
        self.process(data=present_answer(request))


def present_question(request: HelpRequest) -> dict[str, object]:
    """The question as the form's fields hold it; also theirs in a conflict."""
    return {"asked_of_id": request.asked_of_id, "question": request.question, "version": request.version}


def present_answer(request: HelpRequest) -> dict[str, object]:
    """The answer as the form's fields hold it; also theirs in a conflict."""
    return {"decision": request.decision, "answer": request.answer, "version": request.version}
