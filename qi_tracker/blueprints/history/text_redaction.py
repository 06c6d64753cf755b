"""Erasing one exact text from everything of a project: typed, looked at where it stands, and then erased."""

from flask import Response, request, url_for
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import BaseForm, TextField
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.typed_values import clean
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.history.routes import blueprint
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.history import field_label
from qi_tracker.i18n.translate import N_
from qi_tracker.models import ImportDraft, ImportedRow, Project
from qi_tracker.services.redaction import LONGEST_REASON
from qi_tracker.services.text_redaction import ERASED_WORDS, HISTORY, LONGEST_TEXT, Standing, erase_text, find_text

# The button that erases; the other one only looks.
ERASE = "erase"
_BESIDE = {
    HISTORY: N_("What the history keeps of earlier texts"),
    ImportDraft.__tablename__: N_("Tables that are not imported yet"),
    ImportedRow.__tablename__: N_("What imports keep, so that they can be undone"),
}
_OTHER = N_("Other texts")


class TextRedactionForm(BaseForm):
    """The exact text, and why it is erased. Not a TextField: what was stored before a guard was there can be erased."""

    keeps_draft = False

    text = StringField(N_("Which text?"), [InputRequired(), Length(max=LONGEST_TEXT)], filters=[clean])
    reason = TextField(N_("Why is it erased?"), longest=LONGEST_REASON)


@blueprint.route("/projects/<int:project_id>/redact-text", methods=["GET", "POST"])
@requires(Permission.REDACT_HISTORY)
def redact_text(project: Project) -> Response:
    """Where does it stand, and away with it."""
    form, back = TextRedactionForm(), url_for(".of_project", project_id=project.id)
    standing = None
    if form.validate_on_submit():
        if ERASE in request.form:
            with saving(form) as save:
                n_places = erase_text(current_actor(), project, form.text.data, form.reason.data or "")
                message = current_words().ngettext("Erased in %(n)s place.", "Erased in %(n)s places.", n_places)
                return save.then_at(back, message)
        try:
            standing = find_text(current_actor(), project, form.text.data)
        except InvalidInput as refusal:
            form.fail(refusal)
    return render(
        "history/redact_text.html",
        form=form,
        back=back,
        project=project,
        erased_words=ERASED_WORDS,
        places=[(_label(each), each.count) for each in standing] if standing is not None else None,
    )


def _label(standing: Standing) -> str:
    words = current_words()
    if standing.noun in _BESIDE:
        return words.gettext(_BESIDE[standing.noun])
    return field_label(standing.noun, standing.field, words) or words.gettext(_OTHER)
