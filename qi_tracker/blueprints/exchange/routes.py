"""Import: paste or upload, look at what it becomes, correct, apply whole, undo whole."""

from dataclasses import replace

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import refused, saving
from qi_tracker.blueprints.common.sessions import current_actor, release_transaction
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.exchange.forms import DecisionsForm, TableForm, decisions_from
from qi_tracker.blueprints.exchange.shown import shown_preview
from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.drafts import settings_from_json, settings_to_json, table_from_json, table_to_json
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.preview import preview_table
from qi_tracker.exchange.raw_table import MAX_BYTES, RawTable
from qi_tracker.exchange.read_settings import AUTOMATIC, ReadSettings
from qi_tracker.exchange.tables import read_table
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Import, ImportDraft, Measure
from qi_tracker.services.imports import (
    ImportRows,
    apply_import,
    correct_draft,
    discard_draft,
    keep_draft,
    undo_import,
)
from qi_tracker.services.observations import Reading
from qi_tracker.services.summaries import local_today

blueprint = Blueprint("exchange", __name__, template_folder="templates")


@blueprint.route("/measures/<int:measure_id>/import", methods=["GET", "POST"])
@requires(Permission.ENTER_NUMBERS)
def create(measure: Measure) -> Response:
    """Paste or upload a table."""
    form = TableForm()
    if form.validate_on_submit():
        # Reading a table takes its time: no writer waits for it.
        release_transaction()
        table = _read(form, ReadSettings(value_type=measure.value_type))
        release_transaction()
        if table is not None:
            with saving(form) as save:
                draft = keep_draft(current_actor(), measure, table_to_json(table))
                return save.then(".show", N_("The table is read. Nothing is saved yet."), draft_id=draft.id)
    return render("exchange/create.html", form=form, measure=measure)


def _read(form: TableForm, settings: ReadSettings) -> RawTable | None:
    """The table, also tried as a preview, so that what cannot be shown is refused here."""
    try:
        source = form.file.data.read(MAX_BYTES + 1) if form.file.data else form.pasted.data
        table = read_table(source, settings)
        preview_table(table, local_today(), settings)
    except InvalidInput as problem:
        problem.field = "file" if form.file.data else "pasted"
        form.fail(problem)
        return None
    return table


def _preview(draft: ImportDraft) -> tuple[ImportPreview, ReadSettings]:
    settings = replace(
        settings_from_json(draft.settings) if draft.settings else AUTOMATIC, value_type=draft.measure.value_type
    )
    return preview_table(table_from_json(draft.table, settings), local_today(), settings), settings


@blueprint.route("/import-drafts/<int:draft_id>", methods=["GET", "POST"])
@requires(Permission.USE_IMPORT_DRAFT)
def show(draft: ImportDraft) -> Response:
    """What the table becomes; correct what was read wrongly."""
    preview, settings = _preview(draft)
    form = DecisionsForm()
    form.offer(preview)
    if form.validate_on_submit():
        with saving(form) as save:
            correct_draft(draft, settings_to_json(decisions_from(form, request.form, settings)))
            return save.then(".show", N_("Read again."), draft_id=draft.id)
    return render(
        "exchange/show.html", form=form, draft=draft, preview=preview, shown=shown_preview(preview, draft.measure)
    )


@blueprint.post("/import-drafts/<int:draft_id>/apply")
@requires(Permission.USE_IMPORT_DRAFT)
def apply(draft: ImportDraft) -> Response:
    """Import the table whole."""
    form, back, measure = ActionForm(), url_for(".show", draft_id=draft.id), draft.measure
    preview, _ = _preview(draft)
    if form.validate_on_submit():
        with saving(form) as save:
            if not preview.is_ready:
                raise InvalidInput("import_not_ready")
            done = apply_import(current_actor(), measure, _rows(preview), local_today())
            discard_draft(draft)
            words = current_words()
            said = words.ngettext("%(n)s number is imported.", "%(n)s numbers are imported.", done.n_added + done.n_changed)
            return save.then("measures.show", said, measure_id=measure.id)
    return refused(form, back)


def _rows(preview: ImportPreview) -> ImportRows:
    """What the service takes."""
    readings = [
        Reading(
            period=point.period,
            numerator=point.numerator if point.denominator is not None else None,
            denominator=point.denominator if point.numerator is not None else None,
            value=point.value,
            comment=point.comment or "",
            stratum=point.stratum or "",
        )
        for point in preview.points
    ]
    return ImportRows(
        readings=[reading for reading in readings if not reading.is_empty],
        frequency=preview.frequency,
        phases=[point.period for point in preview.points if point.starts_phase],
        freezes=[point.period for point in preview.points if point.freezes],
        reason=current_words().gettext("it was marked in the table"),
    )


@blueprint.post("/import-drafts/<int:draft_id>/delete")
@requires(Permission.USE_IMPORT_DRAFT)
def discard(draft: ImportDraft) -> Response:
    """Throw the table away."""
    form, back = ActionForm(), url_for("measures.show", measure_id=draft.measure_id)
    if form.validate_on_submit():
        with saving(form) as save:
            discard_draft(draft)
            return save.then_at(back, N_("The table is thrown away. Nothing was saved."))
    return refused(form, back)


@blueprint.post("/imports/<int:done_import_id>/undo")
@requires(Permission.ENTER_NUMBERS)
def undo(done_import: Import) -> Response:
    """Take back all that an import did."""
    form, back = ActionForm(), url_for("measures.show", measure_id=done_import.measure_id)
    if form.validate_on_submit():
        with saving(form) as save:
            undo_import(done_import, form.seen_version)
            return save.then_at(back, N_("The import is undone."))
    return refused(form, back)
