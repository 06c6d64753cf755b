"""Import: paste or upload, look at what it becomes, correct, apply whole, undo whole."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.entering import entered_by_hand
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor, release_transaction
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.exchange.forms import DecisionsForm, TableForm, decisions_from
from qi_tracker.blueprints.exchange.shown import shown_preview, shown_replaced
from qi_tracker.errors import InvalidInput, NotFound
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
    fingerprint_of_present,
    is_too_old,
    keep_draft,
    replaced_by,
    undo_import,
)
from qi_tracker.services.measures import has_observations
from qi_tracker.services.observations import Reading
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import Frequency

blueprint = Blueprint("exchange", __name__, template_folder="templates")


@blueprint.route("/measures/<int:measure_id>/import", methods=["GET", "POST"])
@requires(Permission.ENTER_NUMBERS)
@entered_by_hand
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A draft as it is read now. A measure with numbers keeps its frequency, whatever the table looks like."""

    preview: ImportPreview
    settings: ReadSettings
    frequency: Frequency
    may_choose_frequency: bool


def _read_draft(draft: ImportDraft, decided: ReadSettings | None = None) -> _Reading:
    if is_too_old(draft):
        raise NotFound
    measure = draft.measure
    is_empty = not has_observations(measure)
    stored = settings_from_json(draft.settings) if draft.settings else AUTOMATIC
    settings = replace(decided or stored, value_type=measure.value_type)
    if not is_empty:
        settings = replace(settings, frequency=measure.frequency)
    table = table_from_json(draft.table, settings)
    # Reading a table takes its time: no writer waits for it.
    release_transaction()
    preview = preview_table(table, local_today(), _one_a_day(settings))
    return _Reading(preview, settings, settings.frequency or preview.frequency, is_empty)


def _one_a_day(settings: ReadSettings) -> ReadSettings:
    """Events may share a day in a table, but here a day has one number: two are shown, to be put together."""
    return replace(settings, frequency=Frequency.DAY) if settings.frequency is Frequency.EVENT else settings


@blueprint.route("/import-drafts/<int:draft_id>", methods=["GET", "POST"])
@requires(Permission.USE_IMPORT_DRAFT)
def show(draft: ImportDraft) -> Response:
    """What the table becomes; correct what was read wrongly."""
    reading = _read_draft(draft)
    form = DecisionsForm()
    form.offer(reading.preview, reading.frequency, may_choose_frequency=reading.may_choose_frequency)
    if form.validate_on_submit():
        decided = decisions_from(form, request.form, reading.settings, reading.preview)
        if _can_be_read(form, draft, decided):
            with saving(form) as save:
                correct_draft(draft, settings_to_json(decided))
                return save.then(".show", N_("Read again."), draft_id=draft.id)
    readings = _rows(reading).readings
    return render(
        "exchange/show.html",
        form=form,
        draft=draft,
        replaced=shown_replaced(replaced_by(draft.measure, readings), reading.frequency),
        seen=fingerprint_of_present(draft.measure, readings),
        preview=reading.preview,
        shown=shown_preview(reading.preview, draft.measure, reading.frequency),
        keeps_frequency=not reading.may_choose_frequency,
    )


def _can_be_read(form: DecisionsForm, draft: ImportDraft, decided: ReadSettings) -> bool:
    """Decisions by which nothing can be read, such as a sheet that is too large, are refused before they are kept."""
    try:
        _read_draft(draft, decided)
    except InvalidInput as problem:
        problem.field = "sheet" if len(draft.table["sheets"]) > 1 else None
        form.fail(problem)
        return False
    return True


@blueprint.post("/import-drafts/<int:draft_id>/apply")
@requires(Permission.USE_IMPORT_DRAFT)
def apply(draft: ImportDraft) -> Response:
    """Import the table whole."""
    form, back, measure = ActionForm(), url_for(".show", draft_id=draft.id), draft.measure
    if form.validate_on_submit():
        reading = _read_draft(draft)
        with saving(form) as save:
            if not reading.preview.is_ready:
                raise InvalidInput("import_not_ready")
            rows = replace(_rows(reading), seen=form.seen_values.data or "")
            done = apply_import(current_actor(), measure, rows, local_today())
            discard_draft(draft)
            words, n_numbers = current_words(), done.n_added + done.n_changed
            said = words.ngettext("%(n)s number is imported.", "%(n)s numbers are imported.", n_numbers)
            return save.then("measures.show", said, measure_id=measure.id)
    return refused(form, back)


def _rows(reading: _Reading) -> ImportRows:
    """What the service takes."""
    preview = reading.preview
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
        frequency=reading.frequency,
        phases=[point.period for point in preview.points if point.starts_phase],
        freezes=[point.period for point in preview.points if point.freezes],
        reason=current_words().gettext("it was marked in the table"),
    )


@blueprint.post("/import-drafts/<int:draft_id>/delete")
@requires(Permission.USE_IMPORT_DRAFT)
def discard(draft: ImportDraft) -> Response:
    """Throw the table away."""
    return pressed(
        lambda _seen: discard_draft(draft),
        url_for("measures.show", measure_id=draft.measure_id),
        N_("The table is thrown away. Nothing was saved."),
    )


@blueprint.post("/imports/<int:done_import_id>/undo")
@requires(Permission.ENTER_NUMBERS)
def undo(done_import: Import) -> Response:
    """Take back all that an import did."""
    return pressed(
        lambda seen: undo_import(done_import, seen),
        url_for("measures.show", measure_id=done_import.measure_id),
        N_("The import is undone."),
    )
