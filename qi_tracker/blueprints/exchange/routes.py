"""Import: paste or upload, look at what it becomes, correct, apply whole, undo whole."""

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.entering import entered_by_hand
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import NO_CONTENT, render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor, release_transaction
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.exchange.deciding import chosen_before, decided_rows, merging_of
from qi_tracker.blueprints.exchange.forms import DecisionsForm, TableForm, decisions_from
from qi_tracker.blueprints.exchange.reading import (
    KNOWN,
    MISFIT,
    TableReading,
    known_recipes,
    read_draft,
    recognised,
    what_differs,
)
from qi_tracker.blueprints.exchange.shown import shown_preview
from qi_tracker.blueprints.exchange.shown_changes import shown_changes, shown_parts, shown_recipes
from qi_tracker.blueprints.exchange.together import also_read, import_parts, parts_of
from qi_tracker.errors import InvalidInput, NotFound
from qi_tracker.exchange.drafts import settings_to_json, table_to_json
from qi_tracker.exchange.jsonstat import is_json
from qi_tracker.exchange.preview import preview_table
from qi_tracker.exchange.raw_table import MAX_BYTES, RawTable
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.exchange.statistics_zip import is_zip_of_files, members
from qi_tracker.exchange.tables import read_table
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Import, ImportDraft, ImportRecipe, Measure
from qi_tracker.services.imports import (
    apply_import,
    correct_draft,
    discard_draft,
    is_too_old,
    keep_draft,
    undo_import,
    undo_together,
)
from qi_tracker.services.recipes import forget_recipe
from qi_tracker.services.summaries import local_today

blueprint = Blueprint("exchange", __name__, template_folder="templates")


@blueprint.route("/measures/<int:measure_id>/import", methods=["GET", "POST"])
@requires(Permission.ENTER_NUMBERS)
@entered_by_hand
def create(measure: Measure) -> Response:
    """Paste or upload a table."""
    form, is_statistics = TableForm(), False
    if form.validate_on_submit():
        # Reading a table takes its time: no writer waits for it.
        release_transaction()
        source = form.file.data.read(MAX_BYTES + 1) if form.file.data else form.pasted.data
        is_statistics = _is_statistics(source)
        table = _read(form, source, ReadSettings(value_type=measure.value_type))
        release_transaction()
        if table is not None:
            stored = table_to_json(table)
            settings = recognised(stored, measure, known_recipes(measure))
            release_transaction()
            with saving(form) as save:
                draft = keep_draft(current_actor(), measure, stored)
                correct_draft(draft, settings)
                return _told(save.then(".show", N_("The table is read. Nothing is saved yet."), draft_id=draft.id))
    return render(
        "exchange/create.html",
        form=form,
        measure=measure,
        recipes=shown_recipes(measure),
        is_statistics=is_statistics,
    )


def _told(answer: Response) -> Response:
    """To the script that shows how far the file has come: where to go, and not the page, which it would read twice."""
    if request.accept_mimetypes.best == "application/json":
        answer.status_code = NO_CONTENT
        answer.set_data(b"")
    return answer


def _is_statistics(source: bytes | str) -> bool:
    """Whether it comes from those who make official statistics, which belong beside the project."""
    data = source if isinstance(source, bytes) else source[:64].encode("utf-8", "replace")
    if not is_zip_of_files(data):
        return is_json(data)
    try:
        return bool(members(data))
    except InvalidInput:
        return False


def _read(form: TableForm, source: bytes | str, settings: ReadSettings) -> RawTable | None:
    """The table, also tried as a preview, so that what cannot be shown is refused here."""
    try:
        if _is_statistics(source):
            raise InvalidInput("official_statistics")
        table = read_table(source, settings)
        preview_table(table, local_today(), settings)
    except InvalidInput as problem:
        problem.field = "file" if form.file.data else "pasted"
        form.fail(problem)
        return None
    return table


@blueprint.route("/import-drafts/<int:draft_id>", methods=["GET", "POST"])
@requires(Permission.USE_IMPORT_DRAFT)
def show(draft: ImportDraft) -> Response:
    """What the table becomes; correct what was read wrongly."""
    reading = read_draft(draft)
    form = DecisionsForm()
    form.offer(reading)
    if form.validate_on_submit():
        decided = decisions_from(form, request.form, reading.settings, reading.preview)
        if _can_be_read(form, draft, decided):
            with saving(form) as save:
                correct_draft(draft, settings_to_json(decided))
                return save.then(".show", N_("Read again."), draft_id=draft.id)
    return _shown(draft, reading, form)


def _shown(draft: ImportDraft, reading: TableReading, form: DecisionsForm) -> Response:
    merging, recipe = merging_of(draft.measure, reading), _recipe_of(draft)
    return render(
        "exchange/show.html",
        form=form,
        draft=draft,
        merging=merging,
        changes=shown_changes(draft.measure, merging, chosen_before(recipe.settings if recipe else None)),
        preview=reading.preview,
        shown=shown_preview(reading.preview, draft.measure, reading.frequency),
        keeps_frequency=not reading.may_choose_frequency,
        is_known=recipe is not None,
        is_misfit=MISFIT in draft.settings,
        differs=what_differs(draft, reading),
        others=also_read(draft),
    )


def _recipe_of(draft: ImportDraft) -> ImportRecipe | None:
    """The recipe that the draft is read by, if it is not forgotten meanwhile."""
    recipes = known_recipes(draft.measure).values()
    return next((recipe for recipe in recipes if recipe.id == draft.settings.get(KNOWN)), None)


def _can_be_read(form: DecisionsForm, draft: ImportDraft, decided: ReadSettings) -> bool:
    """Decisions by which nothing can be read, such as a sheet that is too large, are refused before they are kept."""
    try:
        read_draft(draft, decided)
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
        reading = read_draft(draft)
        with saving(form) as save:
            if not reading.preview.is_ready:
                raise InvalidInput("import_not_ready")
            rows = decided_rows(merging_of(measure, reading))
            done = apply_import(current_actor(), measure, rows, local_today())
            discard_draft(draft)
            words, n_numbers = current_words(), done.n_added + done.n_changed
            said = words.ngettext("%(n)s number is imported.", "%(n)s numbers are imported.", n_numbers)
            return save.then("measures.show", said, measure_id=measure.id)
    return refused(form, back)


@blueprint.get("/import-drafts/<int:draft_id>/together")
@requires(Permission.USE_IMPORT_DRAFT)
def show_together(draft: ImportDraft) -> Response:
    """What the table becomes for each of the measures whose numbers it has."""
    _refuse_old(draft)
    return render("exchange/show_together.html", draft=draft, parts=shown_parts(parts_of(draft)))


@blueprint.post("/import-drafts/<int:draft_id>/together")
@requires(Permission.USE_IMPORT_DRAFT)
def apply_together(draft: ImportDraft) -> Response:
    """Import the table to several measures at once."""
    _refuse_old(draft)
    form, project_id = ActionForm(), draft.measure.project_id
    if form.validate_on_submit():
        parts = parts_of(draft)
        with saving(form) as save:
            imports = import_parts(draft, parts)
            words, n_measures = current_words(), len(imports)
            said = words.ngettext(
                "The table is imported to %(n)s measure.", "The table is imported to %(n)s measures.", n_measures
            )
            return save.then("projects.show", said, project_id=project_id)
    return refused(form, url_for(".show_together", draft_id=draft.id))


def _refuse_old(draft: ImportDraft) -> None:
    if is_too_old(draft):
        raise NotFound


@blueprint.post("/import-drafts/<int:draft_id>/forget")
@requires(Permission.USE_IMPORT_DRAFT)
def read_anew(draft: ImportDraft) -> Response:
    """Forget how tables like this one are read, and read this one from its own cells."""

    def work(_seen: int | None) -> None:
        recipe = _recipe_of(draft)
        if recipe is not None:
            forget_recipe(recipe)
        correct_draft(draft, {})

    return pressed(work, url_for(".show", draft_id=draft.id), N_("Forgotten. The table is read from its own cells."))


@blueprint.post("/import-recipes/<int:recipe_id>/delete")
@requires(Permission.ENTER_NUMBERS)
def forget(recipe: ImportRecipe) -> Response:
    """Forget how tables like one of those before are read."""
    return pressed(
        lambda _seen: forget_recipe(recipe),
        url_for(".create", measure_id=recipe.measure_id),
        N_("Forgotten. The next table like it is read from its own cells."),
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


@blueprint.post("/imports/<int:done_import_id>/undo-together")
@requires(Permission.ENTER_NUMBERS)
def undo_all(done_import: Import) -> Response:
    """Take back what a table did to all of the measures it was imported to at once."""
    return pressed(
        lambda seen: undo_together(current_actor(), done_import, seen),
        url_for("measures.show", measure_id=done_import.measure_id),
        N_("The import is undone for all of these measures."),
    )
